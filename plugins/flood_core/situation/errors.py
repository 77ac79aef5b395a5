"""What can be wrong with an edition, in words."""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused, Refused


class NoSuchArea(InputError):
    """The area code is not in the list of areas."""

    template = QT_TRANSLATE_NOOP("errors", "There is no area {code}.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Area codes have 12 digits for a village and 9 for a township, for example 330382106212."
    )


class NotAVillage(InputError):
    """Editions belong to villages."""

    template = QT_TRANSLATE_NOOP("errors", "{name} ({code}) is no village: a situation map belongs to one village.")
    hint = QT_TRANSLATE_NOOP("errors", "Name one of its villages, or use the command for a whole township.")


class NoVillages(InputError):
    """The area has no village in force."""

    template = QT_TRANSLATE_NOOP("errors", "{name} ({code}) has no villages.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the area code.")


class VillageWithoutArea(InputError):
    """The village has no boundary, so nothing can be placed on its map."""

    template = QT_TRANSLATE_NOOP("errors", "{name} ({code}) has no boundary yet.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Ask the county to load the boundary first: window “Areas”, or floodmap base import area FILE."
    )


class NoSuchEdition(InputError):
    """No edition has this uid, or the user may not see it."""

    template = QT_TRANSLATE_NOOP("errors", "There is no edition {uid}, or you may not see it.")
    hint = QT_TRANSLATE_NOOP("errors", "'floodmap edition list' shows the editions that you may see.")


class NoEditionYet(InputError):
    """The village has no edition in that year."""

    template = QT_TRANSLATE_NOOP("errors", "{name} has no edition for {year}.")
    hint = QT_TRANSLATE_NOOP("errors", "Make one: floodmap edition create --area {code} --year {year}.")


class DraftExists(Refused):
    """A draft of this village and year is in work already."""

    template = QT_TRANSLATE_NOOP("errors", "{name} already has a draft for {year} (version {version}).")
    hint = QT_TRANSLATE_NOOP("errors", "Go on with that draft, or ask for a new version, which sets the draft aside.")


class NothingToCopy(InputError):
    """No earlier year has a map of this village."""

    template = QT_TRANSLATE_NOOP("errors", "{name} has no map of a year before {year} that could be copied.")
    hint = QT_TRANSLATE_NOOP("errors", "Make this year's map from the registers.")


class SnapshotNotWritten(MachineRefused):
    """The GeoPackage could not be written."""

    template = QT_TRANSLATE_NOOP("errors", "{path} could not be written: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Check free space and the right to write in that folder, then try again.")

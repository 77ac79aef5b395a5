"""What can go wrong between a snapshot and a sheet."""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused


class BrokenSnapshot(InputError):
    """The GeoPackage is missing, is none, or lacks a layer that a sheet needs."""

    template = QT_TRANSLATE_NOOP("errors", "{path} cannot be used for a sheet: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Make the snapshot again from the edition.")


class LayersMissing(BrokenSnapshot):
    """The GeoPackage is none of ours, or an older one."""

    template = QT_TRANSLATE_NOOP("errors", "{path} cannot be used for a sheet: it lacks the layers {layers}.")


class NoVillage(InputError):
    """The snapshot holds no boundary of its own village."""

    template = QT_TRANSLATE_NOOP("errors", "{path} holds no boundary for the area {area_code}.")
    hint = QT_TRANSLATE_NOOP("errors", "Import the village boundary, then make the snapshot again.")


class UnknownPreset(InputError):
    """No preset of this name."""

    template = QT_TRANSLATE_NOOP("errors", "There is no sheet preset '{preset}'.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose one of: {known}.")


class UnknownProfile(InputError):
    """No profile of this name."""

    template = QT_TRANSLATE_NOOP("errors", "There is no profile '{profile}'.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose internal or public.")


class UnknownFormat(InputError):
    """No output format of this name."""

    template = QT_TRANSLATE_NOOP("errors", "Sheets are not written as '{format}'.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose from: {known}.")


class BrokenTemplate(InputError):
    """The template cannot be read, or an item that the sheet needs is missing."""

    template = QT_TRANSLATE_NOOP("errors", "The sheet template {path} cannot be used: {reason}.")
    hint = QT_TRANSLATE_NOOP(
        "errors",
        "Open it in the QGIS layout designer and give the missing items their ids, or restore the shipped one.",
    )


class ItemsMissing(BrokenTemplate):
    """Items that the sheet needs were removed from the template, or lost their ids."""

    template = QT_TRANSLATE_NOOP("errors", "The sheet template {path} cannot be used: the items {items} are missing.")


class WrongItem(BrokenTemplate):
    """An item has the right id but is of another kind."""

    template = QT_TRANSLATE_NOOP(
        "errors", "The sheet template {path} cannot be used: the item {item} is of the wrong kind."
    )


class GlyphMissing(InputError):
    """The font lacks characters that would print as empty boxes."""

    template = QT_TRANSLATE_NOOP("errors", "The font {family} has no glyph for: {characters} (in: {texts}).")
    hint = QT_TRANSLATE_NOOP("errors", "Write these names with other characters, or install a font that has them.")


class NotWritable(MachineRefused):
    """The output folder cannot be made or written."""

    template = QT_TRANSLATE_NOOP("errors", "The folder {path} cannot be written: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another folder, or ask for write rights.")


class ExportFailed(MachineRefused):
    """The file was not written whole: disk full, or QGIS gave up."""

    template = QT_TRANSLATE_NOOP("errors", "{path} was not written: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Free some disk space and export again. Nothing half done was left behind.")


class DrawingFailed(MachineRefused):
    """QGIS could not open a layer of the sheet."""

    template = QT_TRANSLATE_NOOP("errors", "QGIS could not draw the sheet: the layer {layer} does not open.")
    hint = QT_TRANSLATE_NOOP("errors", "Make the snapshot again; if it persists, keep it and report the fault.")


class BrokenCountySettings(InputError):
    """The county's own settings for sheets cannot be used."""

    template = QT_TRANSLATE_NOOP("errors", "The county's settings for sheets in {path} cannot be used: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Mend the file after the example in the guide, or take it away.")

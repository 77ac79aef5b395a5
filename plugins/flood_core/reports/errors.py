"""What can go wrong when a report is made."""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused


class UnknownArea(InputError):
    """There is no such area, or it is not known in this database."""

    template = QT_TRANSLATE_NOOP("errors", "There is no area with the code '{code}'.")
    hint = QT_TRANSLATE_NOOP("errors", "County codes have 6 digits, township codes 9, village codes 12.")


class UnknownReportFormat(InputError):
    """A format that no report has."""

    template = QT_TRANSLATE_NOOP("errors", "Reports have no format '{format}'.")
    hint = QT_TRANSLATE_NOOP("errors", "The formats are: {known}.")


class UnreadableMoment(InputError):
    """The text is no date and no time."""

    template = QT_TRANSLATE_NOOP("errors", "'{text}' is no date or time.")
    hint = QT_TRANSLATE_NOOP("errors", "Write it as 2026-07-31 or 2026-07-31T18:00; a day alone means its end.")


class FutureMoment(InputError):
    """A report of a moment that has not come."""

    template = QT_TRANSLATE_NOOP("errors", "The moment {moment} lies in the future.")
    hint = QT_TRANSLATE_NOOP("errors", "Leave the time out for the present state.")


class MissingGlyph(InputError):
    """The report's font cannot draw some characters, which would print as boxes."""

    template = QT_TRANSLATE_NOOP("errors", "The font {font} cannot draw {characters}, found in {place}: '{text}'.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Correct it in the register or hand the report in again without it, or leave PDF out of the formats."
    )


class CannotWriteReport(MachineRefused):
    """The disk is full, or the folder cannot be written."""

    template = QT_TRANSLATE_NOOP("errors", "The report cannot be written to {path}: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Free space or choose another folder; no file was left half written.")


class BrokenReportTemplate(MachineRefused):
    """The words of the report cannot be made from the template."""

    template = QT_TRANSLATE_NOOP("errors", "The report template {path} is broken: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Restore the file from the suite.")

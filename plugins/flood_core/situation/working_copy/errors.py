"""What can be wrong with a working copy, in words."""

from __future__ import annotations

from ...errors import QT_TRANSLATE_NOOP, DatabaseUnavailable, InputError, MachineRefused, Refused


class NotAWorkingCopy(InputError):
    """No file, no GeoPackage, or one that was not checked out."""

    template = QT_TRANSLATE_NOOP("errors", "{path} is no working copy of a situation map.")
    hint = QT_TRANSLATE_NOOP("errors", "Make one: floodmap edition checkout --area CODE FILE.gpkg.")


class TamperedWorkingCopy(InputError):
    """The file holds something that no checkout ever wrote."""

    template = QT_TRANSLATE_NOOP("errors", "{path} was altered by another program: {what} does not belong in it.")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing was taken from it. Check the edition out again, or ask the sender.")


class TooMuchInFile(InputError):
    """The file, or one thing in it, is larger than any village needs."""

    template = QT_TRANSLATE_NOOP("errors", "{path} holds more than a working copy may: {size}, at most {most}.")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing was taken from it. Check the edition out again, or ask the sender.")


class UnknownField(InputError):
    """There is no such table or field in a working copy."""

    template = QT_TRANSLATE_NOOP("errors", "A working copy has no field {field}.")
    hint = QT_TRANSLATE_NOOP("errors", "Change only what the forms show.")


class BadValue(InputError):
    """A value that the database would refuse."""

    template = QT_TRANSLATE_NOOP("errors", "{field} does not take the value {value}.")
    hint = QT_TRANSLATE_NOOP("errors", "What fits here: {allowed}")


class TextTooLong(InputError):
    """A text of more characters than fit."""

    template = QT_TRANSLATE_NOOP("errors", "{field} has {length} characters; at most {most} fit.")
    hint = QT_TRANSLATE_NOOP("errors", "Shorten the text, or attach it as a file.")


class BadShape(InputError):
    """A geometry that cannot stand on a map."""

    template = QT_TRANSLATE_NOOP("errors", "This drawing cannot be kept: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Draw it again: within China, a line of two points or more, no crossing edges.")


class NoSuchRow(InputError):
    """The row is not in the working copy."""

    template = QT_TRANSLATE_NOOP("errors", "The working copy has no row {uid} in {table}.")
    hint = QT_TRANSLATE_NOOP("errors", "Synchronise, then look for it again.")


class RowExists(InputError):
    """A village has one such row in a year, and it is there."""

    template = QT_TRANSLATE_NOOP("errors", "{table} has its row for this village and year already.")
    hint = QT_TRANSLATE_NOOP("errors", "Change that row instead of adding one.")


class EditionLocked(Refused):
    """The edition is under review or closed."""

    template = QT_TRANSLATE_NOOP("errors", "This map is {state}: nothing on it changes any more.")
    hint = QT_TRANSLATE_NOOP("errors", "Ask for its return, or make a new version.")


class EditionGone(Refused):
    """The server shows no such edition to this person."""

    template = QT_TRANSLATE_NOOP("errors", "The server has no edition {uid}, or you may not see it.")
    hint = QT_TRANSLATE_NOOP("errors", "Your changes stay in the file. Sync it to its own server, as its compiler.")


class SyncInterrupted(DatabaseUnavailable):
    """The connection broke during a sync; whether the batch arrived is not known yet."""

    template = QT_TRANSLATE_NOOP("errors", "The connection was lost during the sync: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing is lost: the next sync finds out what arrived and sends the rest.")


class CopyBusy(MachineRefused):
    """Another program holds the file."""

    template = QT_TRANSLATE_NOOP("errors", "{path} is in use by another program.")
    hint = QT_TRANSLATE_NOOP("errors", "Close the other program, or wait until it has finished.")


class CopyNotWritten(MachineRefused):
    """Disk full, write protection, or a damaged file."""

    template = QT_TRANSLATE_NOOP("errors", "{path} cannot be read or written: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Check free space and rights. What was confirmed before is in the file.")


class CopyGone(MachineRefused):
    """The file was deleted or moved, or its stick pulled out, while it was open."""

    template = QT_TRANSLATE_NOOP("errors", "{path} is no longer there.")
    hint = QT_TRANSLATE_NOOP("errors", "Put the stick back or the file where it was, then open it again.")


class CopyExists(Refused):
    """A working copy with unsent commands is never written over."""

    template = QT_TRANSLATE_NOOP("errors", "{path} is there already.")
    hint = QT_TRANSLATE_NOOP("errors", "Synchronise that file, or choose another name: it may hold unsent work.")


class ForeignRow(Refused):
    """The file changes a row that does not belong to its edition, or that this person may not see."""

    template = QT_TRANSLATE_NOOP("errors", "{table} has no row {uid} in this village for you: its change was not sent.")
    hint = QT_TRANSLATE_NOOP("errors", "The row was removed on the server, or the file was altered. Undo that change.")


class ForeignReference(Refused):
    """A row refers to a person or thing that this person may not see."""

    template = QT_TRANSLATE_NOOP("errors", "{field} refers to {uid}, which is not there or not yours to see.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another one, then synchronise again.")

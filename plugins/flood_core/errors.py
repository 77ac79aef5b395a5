"""The suite's exceptions: what went wrong, where, why, and what to do about it.

Every room derives its own errors from these. An error carries an English
template with named values; the command line and the windows translate the
template, never the finished sentence. ``exit_code`` is the command line's.
"""

from __future__ import annotations

from typing import Any, Callable, ClassVar

#: Translates (context, English source text) into the user's language.
Translate = Callable[[str, str], str]

CONTEXT = "errors"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark ``text`` for translation in ``context`` and return it unchanged."""
    return text


#: What the operating system, the database's gate and SQLite say when they refuse: in English, whatever the user speaks.
SYSTEM_WORDS = (
    QT_TRANSLATE_NOOP("errors", "No space left on device"),
    QT_TRANSLATE_NOOP("errors", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("errors", "Permission denied"),
    QT_TRANSLATE_NOOP("errors", "Operation not permitted"),
    QT_TRANSLATE_NOOP("errors", "Read-only file system"),
    QT_TRANSLATE_NOOP("errors", "No such file or directory"),
    QT_TRANSLATE_NOOP("errors", "Is a directory"),
    QT_TRANSLATE_NOOP("errors", "Not a directory"),
    QT_TRANSLATE_NOOP("errors", "File exists"),
    QT_TRANSLATE_NOOP("errors", "File name too long"),
    QT_TRANSLATE_NOOP("errors", "Input/output error"),
    QT_TRANSLATE_NOOP("errors", "Too many open files"),
    QT_TRANSLATE_NOOP("errors", "Connection refused"),
    QT_TRANSLATE_NOOP("errors", "Connection timed out"),
    QT_TRANSLATE_NOOP("errors", "timeout expired"),
    QT_TRANSLATE_NOOP("errors", "password authentication failed"),
    QT_TRANSLATE_NOOP("errors", "no password supplied"),
    QT_TRANSLATE_NOOP("errors", "database or disk is full"),
    QT_TRANSLATE_NOOP("errors", "attempt to write a readonly database"),
    QT_TRANSLATE_NOOP("errors", "disk I/O error"),
)


def reason_in(text: str) -> str:
    """Return the system's reason that stands in another program's words, or the words as they are."""
    return next((words for words in SYSTEM_WORDS if words in text), text)


class FloodMapError(Exception):
    """Base of all errors that a user is meant to read.

    Subclasses set ``template`` and ``hint``, both marked with
    ``QT_TRANSLATE_NOOP("errors", ...)``; ``values`` fill the named places. A
    value that is marked words itself (a reason) is translated too.
    """

    template: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    exit_code: ClassVar[int] = 5

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.message())

    def message(self, translate: Translate | None = None) -> str:
        """Return what happened, in English or through ``translate``."""
        return self._fill(self.template, translate)

    def advice(self, translate: Translate | None = None) -> str:
        """Return what the user can do about it; empty when nothing."""
        return self._fill(self.hint, translate)

    def _fill(self, text: str, translate: Translate | None) -> str:
        if translate is None or not text:
            return text.format(**self.values)
        values = {name: _translated(value, translate) for name, value in self.values.items()}
        return translate(CONTEXT, text).format(**values)


def _translated(value: Any, translate: Translate) -> Any:
    """Return a value of a message: words that are marked themselves change, names and numbers stay."""
    return translate(CONTEXT, value) if isinstance(value, str) and value else value


class InputError(FloodMapError):
    """Wrong use or wrong input: nothing was done."""

    exit_code = 2


class DatabaseUnavailable(FloodMapError):
    """No database answers, or it is not ours."""

    exit_code = 3


class Refused(FloodMapError):
    """Rights or the state of the data forbid it: nothing was done."""

    exit_code = 4


class MachineRefused(FloodMapError):
    """Disk, file rights or memory: nothing is left half done."""

    exit_code = 5


class Cancelled(FloodMapError):
    """A person stopped the work: nothing is left half done."""

    template = QT_TRANSLATE_NOOP("errors", "Cancelled. Nothing was left half done.")
    exit_code = 5

"""Say in the user's language what argparse and the operating system only say in English."""

from __future__ import annotations

import errno
import re

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..resources.language import Language


class WrongUse(InputError):
    """The arguments of a command make no sense; ``reason`` is in the user's language."""

    template = "{reason}"


#: argparse's messages -> ours, with the named groups as values.
ARGPARSE = (
    (
        re.compile(r"the following arguments are required: (?P<names>.*)"),
        QT_TRANSLATE_NOOP("cli", "something is missing: {names}"),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<names>.*)"),
        QT_TRANSLATE_NOOP("cli", "these arguments are not known: {names}"),
    ),
    (
        re.compile(r"argument (?P<name>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<choices>.*)\)"),
        QT_TRANSLATE_NOOP("cli", "{name}: {value} is none of {choices}"),
    ),
    (
        re.compile(r"argument (?P<name>.*?): expected (?:one|at least one|\d+) arguments?"),
        QT_TRANSLATE_NOOP("cli", "{name}: its value is missing"),
    ),
    (
        re.compile(r"argument (?P<name>.*?): invalid \w+ value: (?P<value>.*)"),
        QT_TRANSLATE_NOOP("cli", "{name}: {value} is not of the right kind"),
    ),
    (
        re.compile(r"one of the arguments (?P<names>.*) is required"),
        QT_TRANSLATE_NOOP("cli", "one of these is needed: {names}"),
    ),
    (
        re.compile(r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)"),
        QT_TRANSLATE_NOOP("cli", "{name} cannot stand together with {other}"),
    ),
)

REASONS = {
    errno.ENOSPC: QT_TRANSLATE_NOOP("cli", "the disk is full"),
    errno.EDQUOT: QT_TRANSLATE_NOOP("cli", "your share of the disk is full"),
    errno.EACCES: QT_TRANSLATE_NOOP("cli", "no right to do this"),
    errno.EPERM: QT_TRANSLATE_NOOP("cli", "no right to do this"),
    errno.EROFS: QT_TRANSLATE_NOOP("cli", "the disk can only be read"),
    errno.ENOENT: QT_TRANSLATE_NOOP("cli", "no such file or folder"),
    errno.EISDIR: QT_TRANSLATE_NOOP("cli", "this is a folder, not a file"),
    errno.ENOTDIR: QT_TRANSLATE_NOOP("cli", "a part of this path is no folder"),
    errno.EIO: QT_TRANSLATE_NOOP("cli", "the disk reports a fault"),
    errno.EMFILE: QT_TRANSLATE_NOOP("cli", "too many files are open"),
}


def wrong_use(message: str, language: Language) -> str:
    """Return argparse's message in the user's language; as it is when we do not know it."""
    for pattern, text in ARGPARSE:
        match = pattern.fullmatch(message)
        if match:
            return language.translate("cli", text).format(**match.groupdict())
    return message


def reason(error: OSError, language: Language) -> str:
    """Return why the operating system refused, in the user's language where we know it."""
    text = REASONS.get(error.errno or 0)
    return language.translate("cli", text) if text else error.strerror or str(error)

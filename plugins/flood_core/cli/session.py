"""What a command is given and what it gives back.

A subcommand module has ``add_parsers(subparsers)``; each parser sets
``handler=function`` with ``function(session: Session) -> Result``.
"""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Iterator, Sequence

from ..database.connection import Connection, ConnectionSettings, connected
from ..database.migrate import check_version
from ..progress import Feedback
from ..resources.language import Language

DONE = 0
IN_PART = 1  # done in part, or a check found errors
WRONG_USE = 2
NO_DATABASE = 3
REFUSED = 4
MACHINE = 5


@dataclass
class Result:
    """What a command did: for people as lines, for machines as data (``--json``)."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    exit_code: int = DONE


@dataclass(frozen=True)
class Session:
    """One call of the command line: its arguments, language, progress bar and database."""

    arguments: argparse.Namespace
    language: Language
    feedback: Feedback

    def settings(self) -> ConnectionSettings:
        """Return the database that the options name, which speaks the user's language."""
        service, database = self.arguments.service, self.arguments.database
        if service:
            settings = ConnectionSettings.from_service(service, database)
        else:
            settings = ConnectionSettings.embedded(database or "floodmap")
        return replace(settings, language=self.language.code)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Connect to the database of the options and check that its version fits ours.

        Raises: DatabaseUnavailable, DatabaseOlder, DatabaseNewer.
        """
        with connected(self.settings()) as connection:
            check_version(connection)
            yield connection

    def say(self, text: str, **values: Any) -> str:
        """Return ``text`` (marked with QT_TRANSLATE_NOOP("cli", ...)) in the user's language."""
        return self.language.translate("cli", text).format(**values)

    def table(self, heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
        """Return rows as aligned lines, Chinese characters counted as two columns."""
        return aligned([list(heading), *[list(row) for row in rows]])


def listed_words(text: str) -> list[str]:
    """Return the words between commas, Chinese ones too."""
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


def aligned(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Return rows as lines with aligned columns; numbers stand right, a rule under the first row."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not texts:
        return []
    widths = [max(width(row[column]) for row in texts) for column in range(len(texts[0]))]
    right = [all(_is_number(row[column]) for row in rows[1:]) and len(rows) > 1 for column in range(len(widths))]
    lines = ["  ".join(_padded(c, w, r) for c, w, r in zip(row, widths, right)).rstrip() for row in texts]
    lines.insert(1, "  ".join("-" * size for size in widths))
    return lines


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _padded(text: str, size: int, right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if right else text + space

"""Remember what a person said that the columns of a sender's ledgers are.

It stands in the report that the database keeps with each batch; the newest
batch of the sender counts. Columns are known again by their heading, so that
one more column before them does no harm.
"""

from __future__ import annotations

from typing import Any, Mapping

from ..database.connection import Cursor
from ..database.ledger_memory import choices_of_sender
from .choosing import ColumnChoices
from .headings import Mapping as Headings
from .sheet_kinds import SheetSubject


def remembered(cursor: Cursor, sender: str | None) -> dict[str, str]:
    """Return heading -> choice of the sender's newest ledger for which a person chose columns."""
    return choices_of_sender(cursor, sender) if sender else {}


def as_choices(subject: SheetSubject, memory: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """Return the remembered choices for the columns of a sheet: those that say something else than its headings."""
    if subject.mapping is None or not memory:
        return {}
    taken = {column.label: key for key, column in subject.mapping.taken().items()}
    found: dict[str, str] = {}
    for column in subject.mapping.columns():
        choice = memory.get(column.heading)
        if choice is not None and taken.get(column.label, "") != choice and (not choice or choice in known):
            found[column.label] = choice
    return found


def to_remember(subjects: Mapping[str, Headings], choices: ColumnChoices, memory: Mapping[str, str]) -> dict[str, Any]:
    """Return heading -> choice to keep with the batch: what was remembered, and what was chosen now."""
    kept = dict(memory)
    for sheet, columns in choices.items():
        headings = {column.label: column.heading for column in subjects[sheet].columns()} if sheet in subjects else {}
        kept.update({headings[label]: choice for label, choice in columns.items() if label in headings})
    return kept

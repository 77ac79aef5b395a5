"""Let a person say what the columns of a sheet are, where the headings do not say it or say it wrongly."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping as Map

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.ledger_reference import LedgerReference
from .fields import FIELDS, SheetKind
from .headings import Column, DutyColumns, Mapping, split_unit
from .sheet_kinds import SheetSubject, attributes_for

#: Sheet name -> column as messages name it ("C 名称") -> what it is taken for; "" = it is not read.
ColumnChoices = Map[str, Map[str, str]]
_PARTS = (("", "姓名"), (".phone", "电话"), (".title", "职务"))


class UnknownChoice(InputError):
    """Something was chosen for a column that such a sheet cannot have, or a column that is not there."""

    template = QT_TRANSLATE_NOOP("errors", "The column {column} of the sheet {sheet} cannot be taken for {choice}.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the ledger again and choose from the list that is offered.")


def possible_choices(subject: SheetSubject, reference: LedgerReference) -> list[tuple[str, str]]:
    """Return what a column of the sheet can be taken for: the choice, and how our template heads such a column."""
    has_key = subject.mapping is not None and "key" in subject.mapping.fields
    found = [(field.key, field.names[0]) for field in FIELDS[subject.kind] if field.key != "key" or has_key]
    if subject.kind not in (SheetKind.RISK, SheetKind.RESOURCE):
        return found
    for attribute in attributes_for(subject.category, subject.kind, reference):
        unit = f"（{attribute.unit}）" if attribute.unit else ""
        found.append((attribute.name_zh, attribute.name_zh + unit))
    for term in reference.terms.get("responsibility", ()):
        found += [(term.code + part, term.name_zh + words) for part, words in _PARTS]
    return list(dict(found).items())


def chosen(subject: SheetSubject, choices: Map[str, str], reference: LedgerReference) -> SheetSubject:
    """Return the sheet with its columns as a person chose them; columns that are not named stay as they were read.

    Raises: UnknownChoice.
    """
    if subject.mapping is None or not choices:
        return subject
    columns = {column.label: column for column in subject.mapping.columns()}
    known = {key for key, _ in possible_choices(subject, reference)}
    for label, choice in choices.items():
        if label not in columns or (choice and choice not in known):
            raise UnknownChoice(sheet=subject.sheet.name, column=label, choice=choice)
    taken = {key: column for key, column in subject.mapping.taken().items() if column.label not in choices}
    unknown = [column for column in subject.mapping.unknown if column.label not in choices]
    for label, choice in choices.items():
        column = columns[label]
        if not choice:
            unknown.append(column)
            continue
        displaced = taken.get(choice)
        if displaced is not None:  # the person's word goes before the heading's
            unknown.append(displaced)
        taken[choice] = replace(column, unit=split_unit(column.heading)[1])
    doubled = [pair for pair in subject.mapping.doubled if pair[0].label not in choices]
    mapping = replace(subject.mapping, fields={}, attributes={}, duties={}, unknown=unknown, doubled=doubled)
    for key, column in taken.items():
        _put(mapping, key, column, reference)
    return replace(subject, mapping=mapping)


def _put(mapping: Mapping, key: str, column: Column, reference: LedgerReference) -> None:
    if any(field.key == key for field in FIELDS[mapping.kind]):
        mapping.fields[key] = column
        return
    post, _, part = key.partition(".")
    if any(term.code == post for term in reference.terms.get("responsibility", ())):
        duty = mapping.duties.setdefault(post, DutyColumns(post))
        setattr(duty, part or "person", column)
        return
    mapping.attributes[key] = column

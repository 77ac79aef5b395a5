"""The rows of a ledger on their way to the register, as columns of each table."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import compress
from typing import Any, Mapping, Sequence

from ..model.phones import phone_kind


class StagedTable:
    """Columns of equal length, with ``n`` counting through all sheets."""

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, columns: Mapping[str, Sequence[Any]], keep: Sequence[bool] | None = None) -> list[int]:
        """Append rows by column, those marked in ``keep``; return their numbers. Missing columns are blank."""
        kept = {name: list(values if keep is None else compress(values, keep)) for name, values in columns.items()}
        added = len(next(iter(kept.values()), []))
        numbers = list(range(self._count, self._count + added))
        kept["n"] = numbers
        for name, values in kept.items():
            self.columns.setdefault(name, [None] * self._count).extend(values)
        self._count += added
        for values in self.columns.values():
            if len(values) < self._count:
                values.extend([None] * (self._count - len(values)))
        return numbers


@dataclass
class StagedPerson:
    """A person as the sheets name him; ``title_stated`` where a sheet is about persons and their posts."""

    area_code: str
    name: str
    phone: str | None
    sheet: str
    row_number: int
    title: str | None
    title_stated: bool
    simulated: bool


class Staged:
    """All tables of one ledger; persons are gathered across its sheets."""

    def __init__(self, *, simulated: bool = False) -> None:
        self.tables: dict[str, StagedTable] = {}
        self._simulated = simulated
        self._persons: list[StagedPerson] = []
        self._numbers: dict[tuple[str, str, str | None], int] = {}
        self._with_phone: dict[tuple[str, str], list[int]] = {}

    def table(self, name: str) -> StagedTable:
        """Return the staged rows of a register table."""
        return self.tables.setdefault(name, StagedTable())

    def person(
        self,
        area: str,
        name: str,
        phone: str | None,
        sheet: str,
        row: int,
        *,
        title: str | None = None,
        title_stated: bool = False,
    ) -> int:
        """Return the number of a person: the one already met with that name and phone in the area, else a new one.

        A blank phone says nothing: the person is the one of that name, as long as only one phone is given for it.
        """
        key = (area, name, phone)
        number = self._numbers.get(key)
        if number is None and phone is None:
            alike = self._with_phone.get((area, name), [])
            number = alike[0] if len(alike) == 1 else None
        elif number is None and (area, name) not in self._with_phone:
            number = self._reached(area, name, phone)
        if number is None:
            number = self._numbers[key] = len(self._persons)
            if phone is not None:
                self._with_phone.setdefault((area, name), []).append(number)
            self._persons.append(StagedPerson(area, name, phone, sheet, row, title, title_stated, self._simulated))
            return number
        met = self._persons[number]
        if title is not None and (met.title is None or (title_stated and not met.title_stated)):
            met.title, met.title_stated = title, title_stated
        return number

    def _reached(self, area: str, name: str, phone: str | None) -> int | None:
        """Give the person who was met without a phone the one that a later row has; None when there is nobody."""
        number = self._numbers.get((area, name, None))
        if number is not None:
            self._persons[number].phone = phone
            self._numbers[area, name, phone] = number
            self._with_phone[area, name] = [number]
        return number

    def columns(self) -> dict[str, dict[str, list[Any]]]:
        """Return the columns of all tables by name, persons and phones among them."""
        found = {name: table.columns for name, table in self.tables.items() if len(table)}
        if self._persons:
            names = [one.name for one in fields(StagedPerson)]
            rows = [[getattr(person, name) for name in names] for person in self._persons]
            found["person"] = dict(zip(names, map(list, zip(*rows))))
            found["person"]["n"] = list(range(len(rows)))
            found["person_phone"] = self._phones()
        return found

    def _phones(self) -> dict[str, list[Any]]:
        reached = [(n, person, person.phone) for n, person in enumerate(self._persons) if person.phone is not None]
        return {
            "n": list(range(len(reached))),
            "sheet": [person.sheet for _, person, _ in reached],
            "row_number": [person.row_number for _, person, _ in reached],
            "person_n": [number for number, _, _ in reached],
            "area_code": [person.area_code for _, person, _ in reached],
            "kind": [phone_kind(phone) for _, _, phone in reached],
            "number": [phone for _, _, phone in reached],
        }

    def areas(self) -> list[str]:
        """Return the codes of all areas that rows belong to."""
        codes: set[str] = set()
        for columns in self.columns().values():
            codes.update(columns.get("area_code", ()))
        return sorted(codes)

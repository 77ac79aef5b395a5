"""The rows of a ledger on their way to the register, as columns of each table."""

from __future__ import annotations

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


class Staged:
    """All tables of one ledger; persons are gathered across its sheets."""

    def __init__(self) -> None:
        self.tables: dict[str, StagedTable] = {}
        self._persons: dict[tuple[str, str, str | None], int] = {}
        self._with_phone: dict[tuple[str, str], list[int]] = {}
        self._person_columns: dict[str, list[Any]] = {
            name: []
            for name in ("n", "sheet", "row_number", "area_code", "name", "organisation", "title", "phone", "simulated")
        }

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
        organisation: str | None = None,
        simulated: bool = False,
    ) -> int:
        """Return the number of a person: the one already met with that name and phone in the area, else a new one."""
        key = (area, name, phone)
        number = self._persons.get(key)
        columns = self._person_columns
        if number is None and phone is None:
            alike = self._with_phone.get((area, name), [])
            number = alike[0] if len(alike) == 1 else None
        if number is None:
            number = self._persons[key] = len(columns["n"])
            if phone is not None:
                self._with_phone.setdefault((area, name), []).append(number)
            for column, value in (
                ("n", number),
                ("sheet", sheet),
                ("row_number", row),
                ("area_code", area),
                ("name", name),
                ("organisation", organisation),
                ("title", title),
                ("phone", phone),
                ("simulated", simulated),
            ):
                columns[column].append(value)
            return number
        for column, value in (("title", title), ("organisation", organisation)):
            if value is not None and columns[column][number] is None:
                columns[column][number] = value
        return number

    def columns(self) -> dict[str, dict[str, list[Any]]]:
        """Return the columns of all tables by name, persons and phones among them."""
        found = {name: table.columns for name, table in self.tables.items() if len(table)}
        people = self._person_columns
        if people["n"]:
            found["person"] = people
            with_phone = [phone is not None for phone in people["phone"]]
            numbers = list(compress(people["phone"], with_phone))
            found["person_phone"] = {
                "n": list(range(len(numbers))),
                "sheet": list(compress(people["sheet"], with_phone)),
                "row_number": list(compress(people["row_number"], with_phone)),
                "person_n": list(compress(people["n"], with_phone)),
                "area_code": list(compress(people["area_code"], with_phone)),
                "kind": [phone_kind(number) for number in numbers],
                "number": numbers,
            }
        return found

    def areas(self) -> list[str]:
        """Return the codes of all areas that rows belong to."""
        codes: set[str] = set()
        for columns in self.columns().values():
            codes.update(columns.get("area_code", ()))
        return sorted(codes)

"""What must not stand on a public sheet, looked for in what was really written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Iterable

from .profile import PrivateNames, masked, private_names, unrestricted
from .snapshot import Snapshot

HOUSEHOLD, PHONE, RESTRICTED = "household", "phone", "restricted"


@dataclass(frozen=True)
class Secrets:
    """What one village's data hold that the public must not read: names of households, telephone numbers."""

    names: PrivateNames
    phones: frozenset[str] = field(default_factory=frozenset)

    def found_in(self, texts: Iterable[str]) -> list[tuple[str, str]]:
        """Return (kind, the text that tells) of everything that got through."""
        found = []
        whole = []
        for text in texts:
            whole.append("".join(char for char in text if char.isdigit() or char == "*"))
            if self.names.found_in(text):
                found.append((HOUSEHOLD, text))
            if masked(text) != text:
                found.append((PHONE, text))
            if unrestricted(text) != text.strip(" ，,、；;"):
                found.append((RESTRICTED, text))
        digits = "".join(whole)  # a number broken over two lines is whole here
        found += [(PHONE, phone) for phone in sorted(self.phones) if phone in digits]
        return found


def secrets_of(snapshot: Snapshot) -> Secrets:
    """Return what a snapshot holds for the inside only; to be asked before the profile takes it out."""
    tables = [*snapshot.tables.values(), [snapshot.edition]]
    cells = (value for rows in tables for row in rows for value in row.values())
    numbers = ("".join(re.findall(r"\d", cell)) for cell in cells if isinstance(cell, str) and masked(cell) != cell)
    return Secrets(private_names(snapshot), frozenset(number for number in numbers if 10 <= len(number) <= 12))

"""The rows of the list 我的村: what the server has, and what lies on this computer, put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Iterable

from flood_core.model.area_names import display_name
from flood_core.situation.batch import snapshot_name
from flood_core.situation.my_villages import VillageMap
from flood_core.situation.working_copy import CopyHead
from flood_core.windows.messages import words
from flood_core.windows.translation import tr

from .words import state_in_words


@dataclass(frozen=True)
class VillageRow:
    """One village, or one file: where its map is, and how it stands."""

    village: str
    area_code: str = ""
    edition_uid: str = ""
    year: int = 0
    version: int = 0
    state: str = ""
    elements: int = 0
    errors: int = 0
    path: Path | None = None
    unsent: int = 0
    on_server: bool = False
    problem: str = ""
    message: str = ""  # of the reviewer
    last_change: datetime | None = None  # on the server

    @property
    def has_map(self) -> bool:
        """Tell whether there is a map to open."""
        return bool(self.edition_uid or self.path)

    def details(self) -> str:
        """Return what stands below the name."""
        if self.problem:
            return self.problem
        if not self.has_map:
            return tr("no map yet")
        parts = [self.message] if self.message else []
        parts += [tr("{year}, version {version}", year=self.year, version=self.version),
                  tr("{count} on the map", count=self.elements)]  # fmt: skip
        if self.errors:
            parts.append(tr("{count} errors", count=self.errors))
        if self.last_change is not None:
            parts.append(tr("changed {day}", day=f"{self.last_change.astimezone():%m-%d}"))
        if self.unsent:
            parts.append(tr("{count} not sent yet", count=self.unsent))
        elif self.path is not None and not self.on_server:
            parts.append(tr("file on this computer"))
        return " · ".join(parts)

    def state_words(self) -> str:
        """Return the state in words."""
        return state_in_words(self.state) if self.state else ""

    def fits(self, search: str) -> bool:
        """Tell whether a search finds this row, by name, code, year or state."""
        text = f"{self.village} {self.area_code} {self.year} {self.state_words()} {self.path or ''}".lower()
        return all(word in text for word in search.lower().split())


def village_rows(maps: Iterable[VillageMap], copies: Iterable[CopyHead]) -> list[VillageRow]:
    """Return one row for each village of the server with its file, then the files that belong to none of them."""
    files = {head.edition_uid: head for head in reversed(list(copies)) if head.problem is None}
    rows = []
    for one in maps:
        row = VillageRow(one.village, one.area_code, one.edition_uid, one.year, one.version, one.state,
                         one.elements + one.routes, one.errors, on_server=True,
                         message=one.message, last_change=one.last_change)  # fmt: skip
        head = files.pop(one.edition_uid, None) if one.edition_uid else None
        rows.append(row if head is None else replace(row, path=head.path, unsent=head.unsent))
    return rows


def file_rows(copies: Iterable[CopyHead], taken: set[Path]) -> list[VillageRow]:
    """Return a row for each file that is in no other row."""
    rows = []
    for head in copies:
        if head.path in taken:
            continue
        if head.problem is not None:
            said = words(head.problem)[0].replace(str(head.path), head.path.name)
            rows.append(VillageRow(head.path.stem, path=head.path, problem=said))
            continue
        rows.append(VillageRow(display_name(head.village), head.area_code, head.edition_uid, head.year, head.version,
                               head.state, head.elements, path=head.path, unsent=head.unsent))  # fmt: skip
    return rows


def all_rows(maps: list[VillageMap], copies: list[CopyHead]) -> list[VillageRow]:
    """Return the whole list."""
    rows = village_rows(maps, copies)
    return [*rows, *file_rows(copies, {row.path for row in rows if row.path is not None})]


def free_path(folder: Path, row: VillageRow) -> Path:
    """Return the name of a new working copy in a folder: the village's, numbered when another file has it."""
    plain = snapshot_name(
        {"area_code": row.area_code, "village": row.village, "year": row.year, "version": row.version}
    )
    path, number = folder / plain, 1
    while path.exists():
        number += 1
        path = folder / f"{plain.removesuffix('.gpkg')}_{number}.gpkg"
    return path

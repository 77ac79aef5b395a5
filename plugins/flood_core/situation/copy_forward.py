"""Copy last year's map and tables into a new year (上一年度信息复制到今年).

All six kinds of yearly data come along: basic facts, posts, grid persons,
transfer list (or the declaration that nobody has to move), the map, and, for
who may write them, the township's own posts. Every item is 待核实 then.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any, Mapping

from ..database import editions, sync
from ..database.connection import Connection, Cursor, transaction
from ..database.sync import TABLES, VILLAGE_YEAR, Scope
from ..model.area_names import ancestor_codes, area_level
from ..progress import Feedback, raise_if_cancelled
from .create import make_room, village_to_map
from .errors import NothingToCopy

ELEMENT, ROUTE, FRAME, DUTY = "situation.element", "situation.route", "situation.sheet_frame", "register.duty"
TOWNSHIP_POSTS = "township"
_UNSEEN = {"review_state": "to_verify"}
Row = dict[str, Any]


@dataclass(frozen=True)
class CopiedForward:
    """The new draft, what it was made from, and how many rows of each table came along.

    ``kept`` names the tables in which the new year had rows already, which stay.
    """

    uid: str
    from_uid: str
    from_year: int
    counts: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def copy_forward(
    connection: Connection, area_code: str, year: int, feedback: Feedback, *, new_version: bool = False
) -> CopiedForward:
    """Make a draft of ``year`` from the newest edition and tables of an earlier year; return what came along.

    All of it is one transaction. Raises: NoSuchArea, NotAVillage,
    VillageWithoutArea, NothingToCopy; DraftExists unless ``new_version``; Cancelled.
    """
    with transaction(connection) as cursor:
        area = village_to_map(cursor, area_code)
        editions.lock_new_edition(cursor, area_code, year)
        before = editions.edition_before(cursor, area_code, year)
        if before is None:
            raise NothingToCopy(name=area["name"], year=year)
        make_room(cursor, area, year, new_version, "由上一年度形势图重新复制")
        made = editions.insert_edition(
            cursor, area_code, year, area["name"], before["simulated"], copied_from=before["uid"]
        )
        work = _Copying(
            cursor, Scope(before["uid"], area_code, before["year"]), Scope(made["uid"], area_code, year)
        )
        work.copy_map()
        feedback.setProgress(60)
        raise_if_cancelled(feedback)
        work.copy_tables()
        work.copy_township_posts()
        feedback.setProgress(100)
    return CopiedForward(made["uid"], before["uid"], before["year"], work.counts, tuple(work.kept))


class _Copying:
    """One village on its way from one year to the next."""

    def __init__(self, cursor: Cursor, source: Scope, target: Scope) -> None:
        self.cursor, self.source, self.target = cursor, source, target
        self.counts: dict[str, int] = {}
        self.kept: list[str] = []

    def copy_map(self) -> None:
        """Copy elements, routes and frames; what refers to a row refers to its copy."""
        rows = {name: self._rows(name, self.source) for name in (ELEMENT, ROUTE, FRAME)}
        copies = {uid: str(uuid.uuid4()) for found in rows.values() for uid in found}
        registered = editions.registered_as(self.cursor, list(rows[ELEMENT]))
        for uid, row in rows[ELEMENT].items():
            served = [copies[one] for one in row["facts"].get("route_uids") or () if one in copies]
            facts = {**row["facts"], "route_uids": served} if served else row["facts"]
            # That something is not here was said with a reason, which stands until somebody looks again.
            unseen = {} if row["review_state"] == "not_here" else _UNSEEN
            # What was drawn by hand and accepted since comes from the register by now, under whatever name.
            rows[ELEMENT][uid] = {**row, "facts": facts, **registered.get(uid, {}), **unseen}
        for uid, row in rows[ROUTE].items():
            ends = {end: copies.get(row[end]) for end in ("from_element_uid", "to_element_uid")}
            rows[ROUTE][uid] = {**row, **ends, **_UNSEEN}
        rows[FRAME] = {uid: {**row, **_UNSEEN} for uid, row in rows[FRAME].items()}
        for name, found in rows.items():
            self._insert(name, self.target, [{**row, "uid": copies[uid]} for uid, row in found.items()])

    def copy_tables(self) -> None:
        """Copy the tables of the year, and the posts that are given for a year; people themselves stay."""
        for table in TABLES.values():
            if table.scope == VILLAGE_YEAR:
                self._copy_table(table.name)
        self._copy_posts(self.source, self.target, DUTY)

    def copy_township_posts(self) -> None:
        """Copy the township's own posts once, if who is signed in may write them."""
        (township,) = [code for code in ancestor_codes(self.target.area_code) if area_level(code) == "township"]
        if editions.may_edit(self.cursor, township):
            self._copy_posts(
                Scope(self.source.edition_uid, township, self.source.year),
                Scope(self.target.edition_uid, township, self.target.year), TOWNSHIP_POSTS,
            )  # fmt: skip

    def _copy_posts(self, source: Scope, target: Scope, counted_as: str) -> None:
        of_year = {uid: row for uid, row in self._rows(DUTY, source).items() if row["year"] == source.year}
        there = [row for row in self._rows(DUTY, target, retired=True).values() if row["year"] == target.year]
        if there:
            self.kept.append(counted_as)
            return
        made = [{**row, "year": target.year, **_UNSEEN, "uid": str(uuid.uuid4())} for row in of_year.values()]
        self._insert(DUTY, target, made, counted_as)

    def _copy_table(self, name: str) -> None:
        if self._rows(name, self.target, retired=True):
            self.kept.append(name)
            return
        rows = self._rows(name, self.source).values()
        self._insert(name, self.target, [{**row, **_UNSEEN, "uid": str(uuid.uuid4())} for row in rows])

    def _rows(self, name: str, scope: Scope, *, retired: bool = False) -> dict[str, Row]:
        found = sync.server_rows(self.cursor, TABLES[name], scope)
        return {
            row.uid: {key: value for key, value in row.content.items() if key != "retired"}
            for row in found
            if retired or not row.content["retired"]
        }

    def _insert(self, name: str, scope: Scope, rows: list[Row], counted_as: str = "") -> None:
        sync.insert_rows(self.cursor, TABLES[name], scope, [{**row, "change_uid": None} for row in rows])
        self.counts[counted_as or name] = len(rows)

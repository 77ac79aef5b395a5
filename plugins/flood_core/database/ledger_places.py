"""What becomes of every row of a ledger, and where it lands: read from the staged rows before anything is saved."""

from __future__ import annotations

from typing import Collection, NamedTuple

from psycopg2 import sql

from .connection import Cursor

NEW, CHANGED, SAME, REFUSED, UNPLACED = "new", "changed", "same", "refused", "unplaced"
STATES = (NEW, CHANGED, SAME, REFUSED, UNPLACED)
#: The tables whose rows have a place.
_PLACED_TABLES = ("risk_source", "relief_resource")


class RowPlace(NamedTuple):
    """One row of a ledger: what becomes of it, and its place as WKB (EPSG:4490), None = 待落图."""

    sheet: str
    row: int
    table: str
    uid: str  # of the register's row, the present or the future one; empty when the row is refused
    state: str  # one of STATES
    name: str
    area_code: str
    geometry: bytes | None
    system: str = ""  # the coordinate system that the place was read in, empty without coordinates in the row
    evidence: str = ""  # and why that one
    is_new: bool = False  # the register has no such thing yet


def staged_places(cursor: Cursor, written: Collection[str]) -> list[RowPlace]:
    """Return the rows of the tables ``written`` that have places, in the transaction in which they were staged.

    A row without coordinates shows where the register has it; a line or area
    that is known by its label point only waits to be drawn, and shows that.
    """
    found: list[RowPlace] = []
    for table in _PLACED_TABLES:
        if table not in written:
            continue
        cursor.execute(
            sql.SQL(
                "select s.sheet, s.row_number, {kind}, coalesce(s.matched_uid, s.new_uid)::text,"
                " case when coalesce(s.geom, k.geom) is null then {unplaced} when s.matched_uid is null then {new}"
                " when s.changed {people} then {changed} else {same} end, coalesce(s.name, k.name, ''), s.area_code,"
                " public.st_asbinary(coalesce(s.geom, k.geom, s.label_point, k.label_point)),"
                " coalesce(s.coordinate_system, ''), coalesce(s.coordinate_evidence, ''), s.matched_uid is null"
                " from {stage} s left join {known} k on k.uid = s.matched_uid order by s.n"
            ).format(
                kind=sql.Literal(table),
                unplaced=sql.Literal(UNPLACED),
                new=sql.Literal(NEW),
                changed=sql.Literal(CHANGED),
                same=sql.Literal(SAME),
                people=_other_people(table) if "duty" in written else sql.SQL(""),
                stage=sql.Identifier("pg_temp", "stage_" + table),
                known=sql.Identifier("pg_temp", "known_" + table),
            )  # fmt: skip
        )
        found += [
            RowPlace(*row)._replace(geometry=None if row[7] is None else bytes(row[7])) for row in cursor.fetchall()
        ]
    return found


def _other_people(table: str) -> sql.Composable:
    number = {"risk_source": "risk_n", "relief_resource": "resource_n"}[table]
    return sql.SQL(
        " or exists (select from pg_temp.stage_duty d where d.{} = s.n and (d.matched_uid is null or d.changed))"
    ).format(sql.Identifier(number))

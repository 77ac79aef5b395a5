"""What becomes of every row of a ledger, and where it lands: read from the staged rows before anything is saved."""

from __future__ import annotations

from typing import Collection, NamedTuple

from psycopg2 import sql

from .connection import Cursor
from .ledger_differences import other_people
from .ledger_tables import RELIEF_RESOURCE, RISK_SOURCE

NEW, CHANGED, SAME, REFUSED, UNPLACED = "new", "changed", "same", "refused", "unplaced"
STATES = (NEW, CHANGED, SAME, REFUSED, UNPLACED)
#: The tables whose rows have a place.
_PLACED_TABLES = (RISK_SOURCE, RELIEF_RESOURCE)
#: Where the thing will be: taken away, as the ledger says, or as it is.
_PLACE = "case when 'geom' = any (s.cleared) then null else coalesce(s.geom, k.geom{0}) end"


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
        if table.name not in written:
            continue
        cursor.execute(
            sql.SQL(
                "select s.sheet, s.row_number, {kind}, coalesce(s.matched_uid, s.new_uid)::text,"
                " case when {place} is null then {unplaced} when s.matched_uid is null then {new}"
                " when s.changed or {people} then {changed} else {same} end, coalesce(s.name, k.name, ''), s.area_code,"
                " public.st_asbinary({shown}),"
                " coalesce(s.coordinate_system, ''), coalesce(s.coordinate_evidence, ''), s.matched_uid is null"
                " from {stage} s left join {known} k on k.uid = s.matched_uid order by s.n"
            ).format(
                place=sql.SQL(_PLACE.format("")),
                shown=sql.SQL(_PLACE.format(", s.label_point, k.label_point")),
                kind=sql.Literal(table.name),
                unplaced=sql.Literal(UNPLACED),
                new=sql.Literal(NEW),
                changed=sql.Literal(CHANGED),
                same=sql.Literal(SAME),
                people=other_people(table, written),
                stage=sql.Identifier("pg_temp", "stage_" + table.name),
                known=sql.Identifier("pg_temp", "known_" + table.name),
            )  # fmt: skip
        )
        found += [
            RowPlace(*row)._replace(geometry=None if row[7] is None else bytes(row[7])) for row in cursor.fetchall()
        ]
    return found

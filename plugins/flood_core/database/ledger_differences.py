"""What a staged ledger changes, field by field; what is missing in it; and what it may be entering twice."""

from __future__ import annotations

from typing import Any, Collection, Iterable, NamedTuple, Sequence

from psycopg2 import sql

from .connection import Cursor
from .ledger_clearing import CLEARED
from .ledger_staging import column_differs
from .ledger_tables import RELIEF_RESOURCE, RISK_SOURCE, LedgerTable

#: What follows from other columns; attributes have a part of their own.
_NOT_SHOWN = ("simulated", "verification_state", "attributes", "coordinate_system", "coordinate_evidence")
_THINGS = (RISK_SOURCE, RELIEF_RESOURCE)
_NUMBER_OF_THING = {"risk_source": "risk_n", "relief_resource": "resource_n"}
#: Names are this much alike (0 to 1) and places this near, when two may be one thing.
_ALIKE, _NEAR_M, _FAR_M, _CELL = 0.3, 100.0, 1_000.0, 0.001
#: Suffixes and blanks say nothing about whether two names mean one thing.
_BARE = r"regexp_replace(lower({0}), '[\s（）()“”"r"·\-—_]+', '', 'g')"


class FieldChange(NamedTuple):
    """One field of one row that a ledger changes: what the register has, and what the ledger says."""

    sheet: str
    row: int
    uid: str
    name: str
    field: str  # a column, "attributes.KEY", or "duty.POST"
    before: str | None
    after: str | None
    label: str = ""  # the field in words


class MissingThing(NamedTuple):
    """A thing of the register that the ledger should have and has not."""

    table: str
    uid: str
    name: str
    area_code: str
    handed_out: bool  # it stood in the ledger when we handed it out


class NearThing(NamedTuple):
    """A new row that may be a thing which the register has under another name or in another place."""

    sheet: str
    row: int
    name: str
    other: str
    area_code: str
    metres: int | None


def _tables(written: Iterable[str]) -> list[LedgerTable]:
    names = set(written)
    return [table for table in _THINGS if table.key in names]


def _stage(table: LedgerTable) -> sql.Identifier:
    return sql.Identifier("pg_temp", "stage_" + table.key)


def _known(table: LedgerTable) -> sql.Identifier:
    return sql.Identifier("pg_temp", "known_" + table.key)


def field_changes(cursor: Cursor, written: Sequence[str], most: int) -> list[FieldChange]:
    """Return the changed fields of the staged rows, in the transaction in which they were staged; at most ``most``."""
    found: list[FieldChange] = []
    for table in _tables(written):
        parts = [
            _column_part(table, column.name, column_differs(column))
            for column in table.columns
            if column.name not in _NOT_SHOWN
        ]
        parts.append(_attribute_part(table))
        if "duty" in written:
            parts.append(_duty_part(table))
        if CLEARED in written:
            parts.append(_ended_part(table))
        found += changes_of(cursor, parts, most)
    return found[:most]


def changes_of(cursor: Cursor, parts: Sequence[sql.Composable], most: int) -> list[FieldChange]:
    """Return what the queries ``parts`` find, in the order of the ledger's rows; at most ``most``."""
    cursor.execute(
        sql.SQL("select sheet, row_number, uid, name, field, before, after from ({}) c order by n, field limit %s")
        .format(sql.SQL(" union all ").join(parts)),
        (most,),
    )  # fmt: skip
    return [FieldChange(*row) for row in cursor.fetchall()]


def _column_part(table: LedgerTable, name: str, differs: sql.Composable) -> sql.Composable:
    shown = "{0}.{1}::text"
    if name in ("geom", "label_point"):
        shown = (
            "case when public.geometrytype({0}.{1}) = 'POINT' then round(public.st_x({0}.{1})::numeric, 6)::text"
            " || ', ' || round(public.st_y({0}.{1})::numeric, 6)::text else public.geometrytype({0}.{1}) end"
        )
    return sql.SQL(
        "select s.n, s.sheet, s.row_number, k.uid::text as uid, k.name, {field} as field, {before} as before,"
        " {after} as after from {stage} s join {known} k on k.uid = s.matched_uid where s.changed and {differs}"
    ).format(
        field=sql.Literal(name),
        before=sql.SQL(shown).format(sql.Identifier("k"), sql.Identifier(name)),
        after=sql.SQL(shown).format(sql.Identifier("s"), sql.Identifier(name)),
        stage=_stage(table),
        known=_known(table),
        differs=differs,
    )


def _attribute_part(table: LedgerTable) -> sql.Composable:
    return sql.SQL(
        "select s.n, s.sheet, s.row_number, k.uid::text, k.name, 'attributes.' || a.key, p.known ->> a.key,"
        " a.value from {stage} s join {known} k on k.uid = s.matched_uid"
        " cross join lateral (select e.key, e.value from jsonb_each_text(s.attributes) e union all"
        "  select c.key, null from unnest(s.cleared_attributes) as c (key)) a"
        " cross join lateral (select k.attributes || app.personal_of(k.uid) as known) p"
        " where s.changed and (p.known ->> a.key) is distinct from a.value"
    ).format(stage=_stage(table), known=_known(table))


def _duty_part(table: LedgerTable) -> sql.Composable:
    return sql.SQL(
        "select s.n, s.sheet, s.row_number, s.matched_uid::text, s.name, 'duty.' || d.post_code,"
        " (select string_agg(p.name, '、' order by o.id) from register.duty o join register.person p"
        "   on p.uid = o.person_uid where o.subject_uid = s.matched_uid and o.post_code = d.post_code"
        "  and o.retired_at is null and o.uid is distinct from d.new_uid and o.person_uid <> d.person_uid),"
        " w.name || coalesce(' ' || w.phone, '')"
        " from pg_temp.stage_duty d join {stage} s on s.n = d.{number} join pg_temp.stage_person w on w.n = d.person_n"
        " where s.matched_uid is not null and (d.matched_uid is null or d.changed)"
    ).format(stage=_stage(table), number=sql.Identifier(_NUMBER_OF_THING[table.key]))


def _ended_part(table: LedgerTable) -> sql.Composable:
    return sql.SQL(
        "select e.n, e.sheet, e.row_number, e.thing_uid::text, e.name,"
        " case e.what when 'person' then 'duty.' else 'phone.' end || e.post_code,"
        " string_agg(e.before, '、' order by e.before), null from pg_temp.ended_people e"
        " join {stage} s on s.n = e.n and s.matched_uid = e.thing_uid group by 1, 2, 3, 4, 5, 6"
    ).format(stage=_stage(table))


def rows_with_other_people(cursor: Cursor, written: Sequence[str]) -> int:
    """Return how many staged rows change nothing of their thing but who answers for it."""
    total = 0
    for table in _tables(written):
        cursor.execute(
            sql.SQL(
                "select count(*) from {stage} s where s.matched_uid is not null and not s.changed and {people}"
            ).format(stage=_stage(table), people=other_people(table, written))
        )
        total += cursor.fetchone()[0]
    return total


def other_people(table: LedgerTable, written: Collection[str]) -> sql.Composable:
    """Return the condition that a staged row (s) changes who answers for its thing."""
    if "duty" not in written:
        return sql.SQL("s.people_cleared")
    return sql.SQL(
        "(s.people_cleared or exists (select from pg_temp.stage_duty d where d.{} = s.n"
        " and (d.matched_uid is null or d.changed)))"
    ).format(sql.Identifier(_NUMBER_OF_THING[table.key]))


def missing_things(cursor: Cursor, written: Sequence[str], most: int) -> list[MissingThing]:
    """Return the things of the ledger's categories and villages that no row of it is."""
    found: list[MissingThing] = []
    for table in _tables(written):
        cursor.execute(
            sql.SQL(
                "select {name}, k.uid::text, k.name, k.area_code, false from {known} k"
                " where (k.{category}, k.area_code) in (select distinct {category}, area_code from {stage})"
                " and not exists (select from {stage} s where s.matched_uid = k.uid)"
                " order by k.area_code, k.name limit %s"
            ).format(
                name=sql.Literal(table.key),
                known=_known(table),
                stage=_stage(table),
                category=sql.Identifier(table.category_column or ""),
            ),
            (most,),
        )
        found += [MissingThing(*row) for row in cursor.fetchall()]
    return found


def near_things(cursor: Cursor, written: Sequence[str], most: int) -> list[NearThing]:
    """Return the new rows that may be things which the register has already.

    Alike is: the same bare name in the same township and at most 1 km away (in
    the same village where a place is not known), or a name with much in common
    (trigrams) at most 100 m away. Neighbours are found by cells of
    about 100 m, so a hundred thousand rows are compared by hashes.
    """
    found: list[NearThing] = []
    for table in _tables(written):
        cursor.execute(
            sql.SQL("select exists (select from {}) and exists (select from {} where matched_uid is null)").format(
                _known(table), _stage(table)
            )
        )
        if not cursor.fetchone()[0]:
            continue
        cursor.execute(
            sql.SQL(
                "with new as (select n, sheet, row_number, name, {category} as category, area_code, geom, {bare_new} as"
                "  bare from {stage} where matched_uid is null),"
                " old as (select uid, name, {category} as category, area_code, geom, {bare_old} as bare from {known}),"
                " cells as (select n, category,"
                "  floor(public.st_x(public.st_centroid(geom)) / {cell})::integer + dx as x,"
                "  floor(public.st_y(public.st_centroid(geom)) / {cell})::integer + dy as y"
                "  from new, generate_series(-1, 1) dx, generate_series(-1, 1) dy where geom is not null),"
                " pair as (select n.n, o.uid from new n join old o on o.category = n.category and o.bare = n.bare"
                "   and left(o.area_code, 9) = left(n.area_code, 9)"
                "  union select c.n, o.uid from cells c join old o on o.category = c.category"
                "   and floor(public.st_x(public.st_centroid(o.geom)) / {cell})::integer = c.x"
                "   and floor(public.st_y(public.st_centroid(o.geom)) / {cell})::integer = c.y),"
                " rated as (select n.n, n.sheet, n.row_number, n.name, o.name as other, o.area_code, o.bare = n.bare as"
                "   same_name, o.area_code = n.area_code as own_village, public.similarity(n.bare, o.bare) as alike,"
                "   public.st_distance(n.geom::public.geography, o.geom::public.geography) as metres"
                "  from pair p join new n using (n) join old o using (uid))"
                " select sheet, row_number, name, other, area_code, round(metres)::integer from ("
                "  select *, row_number() over (partition by n order by same_name desc, alike desc, metres) as place"
                "  from rated where (same_name and coalesce(metres <= {far}, own_village))"
                "  or (alike >= {alike} and metres <= {near})) best"
                " where place = 1 order by n limit %s"
            ).format(
                category=sql.Identifier(table.category_column or ""),
                stage=_stage(table),
                known=_known(table),
                bare_new=sql.SQL(_BARE.format("name")),
                bare_old=sql.SQL(_BARE.format("name")),
                cell=sql.Literal(_CELL),
                alike=sql.Literal(_ALIKE),
                near=sql.Literal(_NEAR_M),
                far=sql.Literal(_FAR_M),
            ),
            (most,),
        )
        found += [NearThing(*row) for row in cursor.fetchall()]
    return found


def retire_missing(cursor: Cursor, batch_uid: str, table_name: str, revisions: dict[str, int]) -> int:
    """Retire things that a ledger no longer has, each from the revision that was handed out; return how many.

    Raises Conflict (from the register's own check) when one was changed since.
    """
    uids = list(revisions)
    cursor.execute(
        sql.SQL(
            "update {} t set retired_at = now(), edited_from = k.revision, change_uid = %s"
            " from unnest(%s::uuid[], %s::integer[]) as k (uid, revision) where t.uid = k.uid"
        ).format(sql.Identifier("register", table_name)),
        (batch_uid, uids, [revisions[uid] for uid in uids]),
    )
    retired: int = cursor.rowcount
    return retired


def note_retired(
    cursor: Cursor, batch_uid: str, table_name: str, revisions: dict[str, int], sheets: dict[str, str]
) -> None:
    """Record the retired things with the batch, once it is recorded itself."""
    rows: list[Any] = [[uid, revision + 1, sheets.get(uid, "")] for uid, revision in revisions.items()]
    cursor.execute(
        "insert into register.ledger_batch_row (batch_uid, table_name, row_uid, row_revision, operation, sheet,"
        " row_number) select %s, %s, k.uid, k.revision, 'update', k.sheet, 0"
        " from unnest(%s::uuid[], %s::integer[], %s::text[]) as k (uid, revision, sheet)",
        (batch_uid, "register." + table_name, *map(list, zip(*rows))),
    )

"""Read the portrait of a thing, in one transaction and under the reader's own rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Iterator, Mapping

from ..model import assessment
from ..model.portrait import Answerable, Drawn, Event, FieldChange, Portrait, StoredFile, ToMove
from ..model.registers import ATTRIBUTE, RELIEF_RESOURCE, RISK_SOURCE, Thing
from .connection import Connection, Cursor, transaction
from .editions import fetch
from .files import files_of
from .nearby import nearest_resources, people_near
from .register_edit import GEOMETRY
from .registers import TABLES, as_it_was, read_thing

#: How many of each class stand in a portrait.
EACH_NEAR, PEOPLE_NEAR = 2, 6
#: Columns that say how a version was made, not what it says of the thing.
_BOOKKEEPING = frozenset({"id", "uid", "revision", "edited_from", "change_uid", "created_at", "created_by",
                          "changed_at", "changed_by", "retired_at", "retired_by", "simulated"})  # fmt: skip


def portrait(connection: Connection, uid: str, at: datetime | None = None) -> Portrait:
    """Return all about a thing, a retired one too, now or as it was ``at`` a moment.

    Raises: UnknownThing, NotThere, ConnectionLost.
    """
    with transaction(connection) as cursor:
        thing = read_thing(cursor, uid, at)
        then = {"uid": uid, "at": at, "now": thing.revision}
        head = fetch(cursor, as_it_was(_HEAD[thing.kind], at), then)[0]
        files = tuple(file for file in files_of(cursor, uid) if at is None or file.added_at <= thing.as_of)
        place = thing.geometry
        near = nearest_resources(cursor, place, EACH_NEAR, without=uid, at=at) if place else []
        people = people_near(cursor, place, PEOPLE_NEAR, without=uid, at=at) if place else []
        level = assessment.read(head["risk_level"], head["level_method"], head["level_inputs"], head["level_assessor"],
                                head["level_on"])  # fmt: skip
        return Portrait(
            thing=thing,
            level=level,
            coordinate_system=head["coordinate_system"] or "",
            coordinate_evidence=head["coordinate_evidence"] or "",
            reaches=tuple(row["name"] for row in fetch(cursor, as_it_was(_REACHES, at), then)),
            chain=_chain(cursor, then),
            files=files,
            history=_history(cursor, thing, files),
            to_move=_to_move(cursor, then),
            near=tuple([*near, *people]),
            drawn=tuple(Drawn(*row.values()) for row in fetch(cursor, _DRAWN_THEN if at else _DRAWN, then)),
            may_add_files=head["may_add_files"],
            simulated=head["simulated"],
            made_at=head["made_at"],
            department=head["department"] or "",
            symbols=head["symbols"],
        )


def _chain(cursor: Cursor, then: Mapping[str, Any]) -> tuple[Answerable, ...]:
    cursor.execute(_CHAIN if then["at"] is None else _CHAIN_THEN, then)
    return tuple(Answerable(*(text or "" for text in row)) for row in cursor.fetchall())


def _to_move(cursor: Cursor, then: Mapping[str, Any]) -> ToMove | None:
    cursor.execute(as_it_was(_TO_MOVE, then["at"]), then)
    row = cursor.fetchone()
    return ToMove(row[0], row[1], row[2], tuple(row[3])) if row else None


# History -----------------------------------------------------------------------------------


def _history(cursor: Cursor, thing: Thing, files: tuple[StoredFile, ...]) -> tuple[Event, ...]:
    """Return who changed what, the newest first: each version against the one before."""
    versions = fetch(cursor, _VERSIONS[thing.kind], {"uid": thing.uid})
    versions = [row for row in versions if row["revision"] <= thing.revision]  # of a past moment no later ones
    sources = _ledgers(cursor, [row["change_uid"] for row in versions if row["change_uid"]])
    events = list(_events(versions, sources))
    events += [Event(file.added_at, file.added_by, "file", source=file.name) for file in files]
    # A file that came in the same minute as a version stands after it: it was added to that version.
    return tuple(sorted(events, key=lambda one: (one.at, one.kind == "file", one.revision or 0), reverse=True))


def _events(versions: list[dict[str, Any]], sources: Mapping[str, str]) -> Iterator[Event]:
    before: dict[str, Any] | None = None
    for row in versions:
        source = sources.get(row["change_uid"] or "", "")
        if before is None:
            kind = "made" if row["revision"] == 1 else "changed"
            yield Event(row["at"], row["person"], kind, row["revision"], source=source)
        else:
            was, now = bool(before["retired"]), bool(row["retired"])
            kind = "retired" if now and not was else "restored" if was and not now else "changed"
            yield Event(row["at"], row["person"], kind, row["revision"], tuple(_differences(before, row)), source)
        before = row


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldChange]:
    if before["geometry"] != now["geometry"]:
        yield FieldChange(GEOMETRY, before["geometry"], now["geometry"])
    old, new = _flat(before["row"]), _flat(now["row"])
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield FieldChange(key, old.get(key), new.get(key))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a version by form key, the attributes one by one."""
    found = {key: value for key, value in row.items() if key not in _BOOKKEEPING and key != "attributes"}
    found.update({ATTRIBUTE + key: value for key, value in (row["attributes"] or {}).items()})
    return found


def _ledgers(cursor: Cursor, changes: list[str]) -> dict[str, str]:
    """Return the file names of the ledgers among these changes, as far as the reader may see them."""
    cursor.execute("select app.my_scope('register.ledger_batch', 'select') <> 'none'")
    (may_read,) = cursor.fetchone()
    if not may_read or not changes:
        return {}
    cursor.execute("select uid::text, file_name from register.ledger_batch where uid = any (%s::uuid[])", (changes,))
    return dict(cursor.fetchall())


_COMMON_HEAD = """
       r.coordinate_system, r.coordinate_evidence, r.simulated, d.name_zh as department,
       to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as made_at,
       r.retired_at is null and coalesce((select app.my_scope('register.file', 'insert') = 'all'
           or (app.my_scope('register.file', 'insert') = 'own_area'
               and r.area_code = any ((select app.editable_areas())::text[]))), false) as may_add_files,
"""

_HEAD = {
    RISK_SOURCE: " ".join(("""
        select r.risk_level, r.level_method, r.level_inputs, r.level_assessor, r.level_on::text as level_on,
        """, _COMMON_HEAD, """
               coalesce((select jsonb_object_agg(u.geometry, u.symbol_code) from reference.symbol_use u
                          where u.subject_kind = 'category' and u.subject_code = r.category_code), '{}') as symbols
          from register.risk_source r left join reference.department d on d.code = r.department_code
         where r.uid = %(uid)s""")),
    RELIEF_RESOURCE: " ".join(("""
        select null::integer as risk_level, null::text as level_method, null::jsonb as level_inputs,
               null::text as level_assessor, null::text as level_on,
        """, _COMMON_HEAD, """
               coalesce((select jsonb_object_agg(u.geometry, u.symbol_code) from reference.symbol_use u
                          where u.subject_kind = 'resource_subtype' and u.subject_code = r.subtype_code),
                        '{}') as symbols
          from register.relief_resource r left join reference.department d on d.code = r.department_code
         where r.uid = %(uid)s""")),
}  # fmt: skip

_REACHES = """
    select concat_ws(' ', case when length(a.code) > 9 then app.display_name(t.name) end, app.display_name(a.name))
           as name
      from register.affected_area f
      join base.area a on a.code = f.area_code
      left join base.area t on t.code = left(f.area_code, 9)
     where f.subject_uid = %(uid)s and f.retired_at is null
     order by f.area_code
"""

_CHAIN = """
    select d.post_name, d.person_name, d.organisation, d.title, d.task, string_agg(distinct p.phone, ' ')
      from app.duty_roster d
      left join app.person_contact p on p.uid = d.person_uid
     where d.subject_uid = %(uid)s
     group by d.uid, d.post_name, d.post_sort, d.person_name, d.organisation, d.title, d.task
     order by d.post_sort, d.person_name
"""

#: Phones are told for today only.
_CHAIN_THEN = """
    select t.name_zh, p.name, p.organisation, p.title, d.task, null
      from app.duty_as_of(%(at)s::timestamptz) d
      join reference.term t on t.vocabulary_code = d.post_vocabulary and t.code = d.post_code
      left join app.person_as_of(%(at)s::timestamptz) p on p.uid = d.person_uid
     where d.subject_uid = %(uid)s and d.retired_at is null
     order by t.sort, p.name
"""

_TO_MOVE = """
    select h.year, count(*), coalesce(sum(h.people), 0),
           coalesce(array_agg(distinct h.shelter_name) filter (where h.shelter_name is not null), '{}')
      from register.transfer_household h
     where (h.risk_source_uid = %(uid)s or h.shelter_uid = %(uid)s) and h.retired_at is null
     group by h.year
     order by h.year desc
     limit 1
"""

_DRAWN = """
    select e.uid::text, e.village_name, e.year, e.version, e.state_name,
           coalesce(string_agg(distinct coalesce(l.label, l.name), '、'), ''), bool_and(l.source_revision = %(now)s)
      from situation.element l
      join app.edition_list e on e.uid = l.edition_uid
     where l.source_uid = %(uid)s and l.retired_at is null
     group by e.uid, e.village_name, e.year, e.version, e.state_name
     order by e.year desc, e.version desc, e.village_name
"""

#: The maps as they were drawn then, with the state that they have now.
_DRAWN_THEN = _DRAWN.replace("situation.element l", "app.element_as_of(%(at)s::timestamptz) l")

_VERSION = """
    select v.revision, to_char(v.changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at,
           app.user_name(v.changed_by) as person, v.change_uid::text as change_uid, v.retired_at is not null as retired,
           to_jsonb(v) - '{geom,label_point}'::text[] as row, encode(st_asbinary(v.geom), 'hex') as geometry
"""
_OLD = _VERSION.replace("to_jsonb(v) - '{geom,", "to_jsonb(v) - '{period,superseded_by,operation,geom,")

_VERSIONS = {
    kind: f"{_VERSION} from {table} v where v.uid = %(uid)s union all"
    f" {_OLD} from history.{table.split('.')[1]} v where v.uid = %(uid)s order by revision"
    for kind, table in TABLES.items()
}

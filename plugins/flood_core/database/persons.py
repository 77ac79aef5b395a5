"""Persons who may stand in the register twice: list them, let one stand for both, take that back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from contextlib import contextmanager
from typing import Any, Iterator, Sequence

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError, Refused
from ..model.persons import Merger, Namesake, Phone, Place
from .connection import Connection, Cursor, RuleBroken, transaction

#: So many names are listed at most.
MOST = 200


class NoSuchPerson(InputError):
    """A uid is none."""

    template = QT_TRANSLATE_NOOP("errors", "“{uid}” names no person.")
    hint = QT_TRANSLATE_NOOP("errors", "“floodmap person namesakes” lists persons with their numbers.")


class StayAsTheyAre(Refused):
    """Two persons are not merged, or not parted again: they are not what the user saw, or not of one name."""

    template = QT_TRANSLATE_NOOP("errors", "The persons were left as they are: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Read the list again, then compare once more.")


def namesakes(connection: Connection, area: str, most: int = MOST) -> list[tuple[Namesake, ...]]:
    """Return the persons in force in ``area`` and below who share name and area, group by group.

    Phones are masked and places left out as the reader's rights say. Raises: ConnectionLost.
    """
    with transaction(connection) as cursor:
        cursor.execute(_NAMESAKES, {"area": area, "most": most})
        rows = cursor.fetchall()
        uids = [row[0] for row in rows]
        phones, places = _phones(cursor, uids), _places(cursor, uids)
    groups: dict[tuple[str, str], list[Namesake]] = defaultdict(list)
    for row in rows:
        one = Namesake(*(*row, tuple(phones[row[0]]), tuple(places[row[0]])))
        groups[one.area_code, one.name].append(one)
    return [tuple(group) for group in groups.values()]


def merge(connection: Connection, kept: str, merged: Sequence[str], outdated: Sequence[str] = ()) -> None:
    """Let ``kept`` stand for the others too, and retire the phones that no longer hold; all or nothing.

    Raises: NoSuchPerson, RightsRefused (also for places that the user does not see), StayAsTheyAre, ConnectionLost.
    """
    values = [_uid(one) for one in outdated]
    with _said_plainly(), transaction(connection) as cursor:
        for one in merged:
            cursor.execute("select app.merge_persons(%s, %s, %s::uuid[])", (_uid(kept), _uid(one), values))


def part(connection: Connection, merged: str) -> None:
    """Take a merger back. Raises: NoSuchPerson, StayAsTheyAre when its rows were changed since, RightsRefused."""
    with _said_plainly(), transaction(connection) as cursor:
        cursor.execute("select app.part_persons(%s)", (_uid(merged),))


def mergers(connection: Connection, area: str, most: int = MOST) -> list[Merger]:
    """Return who was merged into a namesake in ``area`` and below, the newest first."""
    with transaction(connection) as cursor:
        cursor.execute(_MERGERS, {"area": area, "most": most})
        return [Merger(*row) for row in cursor.fetchall()]


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except RuleBroken as error:
        raise StayAsTheyAre(reason=error.values["reason"]) from error


def _uid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        raise NoSuchPerson(uid=text) from error


def _phones(cursor: Cursor, uids: Sequence[str]) -> dict[str, list[Phone]]:
    cursor.execute(_PHONES, {"uids": uids})
    return _by_person(cursor.fetchall(), Phone)


def _places(cursor: Cursor, uids: Sequence[str]) -> dict[str, list[Place]]:
    cursor.execute(_PLACES, {"uids": uids})
    return _by_person(cursor.fetchall(), Place)


def _by_person(rows: Sequence[tuple[Any, ...]], made: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for person, *values in rows:
        found[person].append(made(*values))
    return found


#: The area of a person p in words, and the joins for it.
_AREA_NAME = sql.SQL("""concat_ws(' ', case when length(p.area_code) > 9 then app.display_name(t.name) end,
                                   app.display_name(a.name))""")
_AREAS = sql.SQL("""left join base.area a on a.code = p.area_code
      left join base.area t on t.code = left(p.area_code, 9)""")

_NAMESAKES = sql.SQL("""
    with doubled as (
        select area_code, name from register.person
         where retired_at is null and area_code >= %(area)s and area_code < %(area)s || ':'
         group by area_code, name having count(*) > 1
         order by area_code, name limit %(most)s
    )
    select p.uid::text, p.name, p.area_code, {area_name},
           coalesce(p.organisation, ''), coalesce(p.title, ''), coalesce(p.note, ''),
           to_char(p.changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), app.user_name(p.changed_by)
      from doubled d join register.person p using (area_code, name) {areas}
     where p.retired_at is null
     order by p.area_code, p.name, p.id
""").format(area_name=_AREA_NAME, areas=_AREAS)

_PHONES = """
    select person_uid::text, phone_uid::text, kind, number, masked from app.phones()
     where person_uid = any (%(uids)s::uuid[]) order by kind <> 'mobile', number
"""

_PLACES = """
    select d.person_uid::text, 'duty' as kind, d.post_name as what,
           coalesce(r.name, app.display_name(a.name)) as subject,
           d.year, 1 as count
      from app.duty_roster d
      left join app.register_thing r on r.uid = d.subject_uid
      left join base.area a on a.code = d.area_code
     where d.person_uid = any (%(uids)s::uuid[])
    union all
    select g.person_uid::text, 'grid', g.grid_name, '', g.year, 1
      from register.grid_person g where g.person_uid = any (%(uids)s::uuid[]) and g.retired_at is null
    union all
    select n.person::text, n.kind, h.zone_name, '', h.year, count(*)
      from register.transfer_household h
     cross join lateral (values (h.householder_uid, 'householder'), (h.transfer_person_uid, 'moves'),
                                (h.warning_person_uid, 'warns')) as n (person, kind)
     where n.person = any (%(uids)s::uuid[]) and h.retired_at is null
     group by n.person, n.kind, h.zone_name, h.year
     order by kind, year desc nulls last, what, subject
"""

_MERGERS = sql.SQL("""
    with merger as (
        select p.uid, p.id, p.name, p.area_code, p.retired_by, p.retired_at, p.change_uid from register.person p
         where p.merged_into is not null and p.area_code >= %(area)s and p.area_code < %(area)s || ':'
         order by p.retired_at desc, p.id desc limit %(most)s
    ), moved as (
        select n.change_uid, count(*) as entries
          from (select d.change_uid from register.duty d where d.retired_at is null
                union all select g.change_uid from register.grid_person g where g.retired_at is null
                union all select h.change_uid from register.transfer_household h where h.retired_at is null) n
         where n.change_uid in (select m.change_uid from merger m)
         group by n.change_uid
    )
    select p.uid::text, p.name, {area_name}, app.user_name(p.retired_by),
           to_char(p.retired_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), coalesce(m.entries, 0)
      from merger p left join moved m using (change_uid) {areas}
     order by p.retired_at desc, p.id desc
""").format(area_name=_AREA_NAME, areas=_AREAS)

"""Persons of a ledger and of the register: who is the same although a phone is blank, and who stays unclear.

Name, village and phone make a person. A blank phone says nothing: where just
one person of the village has that name, it is that one. Where it could be
several, or the number is another, the sender is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg2 import sql

from .connection import Cursor

_BY_NAME = """
    with known as (
        select area_code, name, min(uid::text)::uuid as uid, min(revision) as revision, count(phone) = 0 as no_phone
          from pg_temp.known_person k
         group by area_code, name having count(distinct uid) = 1
    ), left_over as (
        select area_code, name, min(n) as n, min(phone) as phone from pg_temp.stage_person
         where matched_uid is null group by area_code, name having count(*) = 1
    )
    update pg_temp.stage_person s set matched_uid = k.uid, seen_revision = k.revision
      from left_over l join known k using (area_code, name)
     where s.n = l.n and (l.phone is null or (k.no_phone and %(sees_phones)s))
       and not exists (select from pg_temp.stage_person t where t.matched_uid = k.uid)
"""
_UNCLEAR = """
    select s.sheet, s.row_number, s.name, s.area_code, s.phone is null
      from pg_temp.stage_person s
     where s.matched_uid is null
       and (exists (select from pg_temp.known_person k where k.area_code = s.area_code and k.name = s.name)
            or s.phone is null and exists (select from pg_temp.stage_person t
                 where t.area_code = s.area_code and t.name = s.name and t.n <> s.n))
     order by s.n limit %s
"""


@dataclass(frozen=True)
class UnclearPerson:
    """A person who was taken in as a new one, although the village has somebody of that name."""

    sheet: str
    row: int
    name: str
    area_code: str
    without_phone: bool  # it is not clear who is meant; else the number is another


def phone_of_person(cursor: Cursor) -> tuple[sql.Composable, sql.Composable]:
    """Return the column of a person's phone, and the join for it; who may read no phones gets none."""
    cursor.execute("select has_table_privilege('register.person_phone', 'select')")
    if not cursor.fetchone()[0]:
        return sql.SQL("null::text as phone"), sql.SQL("")
    return (
        sql.SQL("p.number as phone"),
        sql.SQL("left join register.person_phone p on p.person_uid = t.uid and p.retired_at is null"),
    )


def recognise_by_name(cursor: Cursor) -> None:
    """Find the persons who are the only ones of their name, where the ledger or the register has no phone of them.

    Somebody who does not see all phones of the village takes nobody for one who only seems to have none.
    """
    cursor.execute("select app.my_scope('register.person_phone', 'select') in ('all', 'own_area')")
    (sees_phones,) = cursor.fetchone()
    cursor.execute(_BY_NAME, {"sees_phones": sees_phones})


def unclear_people(cursor: Cursor, most: int) -> list[UnclearPerson]:
    """Return the new persons beside whom the village has others of that name."""
    cursor.execute(_UNCLEAR, (most,))
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [UnclearPerson(*row) for row in rows]

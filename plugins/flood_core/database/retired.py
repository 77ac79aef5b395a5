"""What was retired from the registers: the newest first, found by name, so that it can be restored."""

from __future__ import annotations

from typing import NamedTuple

from .connection import Connection, transaction


class Retired(NamedTuple):
    """A thing that is no longer in force; ``note`` ends with the reason that was given."""

    uid: str
    code: str  # category or subtype
    category_name: str
    name: str
    area_name: str
    retired_by: str
    retired_on: str
    note: str


def retired(connection: Connection, words: str, limit: int) -> list[Retired]:
    """Return the things whose name holds ``words`` (blank: all), the one retired last first."""
    with transaction(connection) as cursor:
        cursor.execute(_RETIRED, {"words": words.strip(), "limit": limit})
        return [Retired(*row) for row in cursor.fetchall()]


_RETIRED = """
    select r.uid::text, r.code, r.category, r.name,
           concat_ws(' ', case when length(r.area_code) > 9 then app.display_name(t.name) end,
                     app.display_name(a.name)),
           app.user_name(r.retired_by), to_char(r.retired_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'),
           coalesce(r.note, '')
      from (select s.uid, s.category_code as code, c.name_zh as category, s.name, s.area_code, s.retired_by,
                   s.retired_at, s.note
              from register.risk_source s join reference.category c on c.code = s.category_code
             where s.retired_at is not null
            union all
            select s.uid, s.subtype_code, c.name_zh, s.name, s.area_code, s.retired_by, s.retired_at, s.note
              from register.relief_resource s join reference.resource_subtype c on c.code = s.subtype_code
             where s.retired_at is not null) r
      left join base.area a on a.code = r.area_code
      left join base.area t on t.code = left(r.area_code, 9)
     where strpos(r.name, %(words)s) > 0
     order by r.retired_at desc, r.uid
     limit %(limit)s
"""

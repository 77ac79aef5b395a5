"""Tell, without reading an edition, whether anything that its sheet is made of has changed.

Counts and sums of revisions: every change to a tracked row adds one. Of the
base map, which is not tracked, the numbers of the transactions that wrote it.
A stamp may change for something that the sheet does not show, never the other
way round.
"""

from __future__ import annotations

from typing import Sequence

from .connection import Cursor
from .editions import fetch, is_uid


def edition_stamps(cursor: Cursor, edition_uids: Sequence[str]) -> dict[str, str]:
    """Return a stamp for each edition that the reader may see, by uid; other readers get other stamps."""
    wanted = [uid for uid in edition_uids if is_uid(uid)]
    return {row["uid"]: row["stamp"] for row in fetch(cursor, _STAMPS, {"editions": wanted})} if wanted else {}


_STAMPS = """
with shared as materialized (
    select concat_ws(' ', session_user,
        (select concat_ws(',', count(*), sum(revision), count(*) filter (where valid_to > current_date))
         from base.area),
        (select concat_ws(',', count(*), sum(revision)) from register.risk_source),
        (select concat_ws(',', count(*), sum(revision)) from register.relief_resource),
        (select concat_ws(',', count(*), sum(revision)) from register.person),
        (select concat_ws(',', count(*), sum(revision)) from register.duty),
        (select concat_ws(',', count(*), sum(revision)) from register.village_fact),
        (select concat_ws(',', count(*), sum(revision)) from register.grid_person),
        (select concat_ws(',', count(*), sum(revision)) from register.transfer_household),
        (select concat_ws(',', count(*), sum(revision)) from register.no_transfer),
        (select concat_ws(',', count(*), sum(hashtextextended(concat_ws(' ', person_uid, number), 0)::numeric))
         from app.phones()),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from base.road),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from base.building),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from base.water),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from base.dike),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from base.contour),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from base.raster),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from reference.term),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from reference.element_type),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from reference.symbol),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from reference.symbol_version),
        (select concat_ws(',', count(*), sum(xmin::text::bigint)) from reference.resource_subtype)) as everything
)
select e.uid::text, md5(concat_ws(' ', s.everything, e.revision,
           (select concat_ws(',', count(*), sum(x.revision)) from situation.element x where x.edition_uid = e.uid),
           (select concat_ws(',', count(*), sum(x.revision)) from situation.route x where x.edition_uid = e.uid),
           (select concat_ws(',', count(*), sum(x.revision)) from situation.sheet_frame x
            where x.edition_uid = e.uid))) as stamp
from situation.edition e
cross join shared s
where e.uid = any(%(editions)s::uuid[])
"""

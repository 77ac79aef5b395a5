"""Distances to shelters: equal to a recount that measures every pair."""

from __future__ import annotations

import pytest
from flood_core.reports.distance_report import distance_report
from openpyxl import load_workbook

from tests.reports.register import TOWNSHIP

RECOUNT = """
select count(*), sum(people), avg(metres), max(metres), count(*) filter (where metres > 1000)
  from (select r.threatened_people as people,
               (select min(public.st_distancesphere(public.st_centroid(r.geom), public.st_centroid(s.geom)))
                  from register.relief_resource s where s.geom is not null and s.subtype_code in
                       (select subject_code from reference.element_source
                         where subject_kind = 'resource_subtype' and element_type_code = '15')) as metres
          from register.risk_source r where r.geom is not null and r.threatened_people > 0) d
"""


def test_distances_equal_a_recount(filled, tmp_path):
    with filled, filled.cursor() as cursor:
        cursor.execute(RECOUNT)
        sources, people, mean, farthest, beyond = cursor.fetchone()
    files = distance_report(filled, TOWNSHIP, tmp_path)
    rows = [[cell.value for cell in row] for row in load_workbook(files[0])["避灾距离"].iter_rows(min_row=5)]
    assert rows[0][1:3] == [sources, people] and rows[0][5] == beyond
    # The nearest in the plane and on the sphere may differ by less than a metre.
    assert rows[0][3:5] == pytest.approx([mean / 1000, farthest / 1000], abs=1e-3)
    for column in (1, 2, 5, 6):
        assert rows[0][column] == sum(row[column] for row in rows[1:21])

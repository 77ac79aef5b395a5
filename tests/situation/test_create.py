"""Editions made from the registers, on the real PostGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import RightsRefused
from flood_core.errors import Cancelled
from flood_core.progress import Silent
from flood_core.situation import batch
from flood_core.situation.create import create_edition
from flood_core.situation.errors import DraftExists, NoSuchArea, NotAVillage, NoVillages, VillageWithoutArea

from ..support.people import People
from .village import TOWNSHIP, VILLAGE, YEAR, Village


def create(village: Village, **options: Any) -> str:
    return create_edition(village.connection, VILLAGE, YEAR, Silent(), **options)


def elements(village: Village, uid: str, *columns: str) -> list[tuple[Any, ...]]:
    names = ", ".join(columns)
    statement = f"select {names} from situation.element where edition_uid = %s order by id"  # noqa: S608 - the test's own words
    return village.run(statement, uid)


def test_elements_come_from_the_registers(village: Village) -> None:
    uid = create(village)
    names = [name for (name,) in elements(village, uid, "name")]
    assert sorted(names) == sorted(
        ["方江水库", "后坑山洪危险区", "山背山洪危险区", "岭脚滑坡", "危1", "方江屿村村委会", "方江屿村文化礼堂",
         "老人活动中心"]
    )  # fmt: skip
    sources = dict(elements(village, uid, "name", "source_uid::text"))
    assert sources["后坑山洪危险区"] == village.uid["后坑山洪危险区"]
    assert sources["危1"] == village.uid["张三家危房"]
    assert set(elements(village, uid, "source_revision", "review_state")) == {(1, "to_verify")}
    labels = dict(elements(village, uid, "name", "label"))
    assert labels["后坑山洪危险区"] == "后坑山洪危险区\n4户/12人"
    assert labels["方江水库"] == "方江水库\n库容12.5万m³"


def test_symbol_and_sub_label_follow_the_catalogue(village: Village) -> None:
    uid = create(village)
    drawn = {name: (symbol, sub) for name, symbol, sub in elements(village, uid, "name", "symbol_code", "sub_label")}
    ((symbol,),) = village.run(
        "select symbol_code from reference.symbol_use"
        " where subject_kind = 'category' and subject_code = '0501' and geometry = 'point'"
    )
    assert drawn["岭脚滑坡"] == (symbol, "滑坡")


def test_no_householder_stands_in_an_edition(village: Village) -> None:
    uid = create(village)
    stored = str(village.run("select to_jsonb(e) from situation.element e where edition_uid = %s", uid))
    assert "张三" not in stored and "王一" not in stored


def test_rows_that_reach_into_the_village_are_there(village: Village) -> None:
    village.risk("0601", "上游水库", "POINT (0 4000)", area_code="330382106217")
    village.risk("0601", "别村水库", "POINT (0 5000)", area_code="330382106217")
    village.run(
        "insert into register.affected_area (subject_uid, subject_area_code, area_code) values (%s, %s, %s)",
        village.uid["上游水库"], "330382106217", VILLAGE,
    )  # fmt: skip
    village.risk("0601", "镇管水库", "POINT (100 -300)", area_code=TOWNSHIP)
    village.risk("0601", "远处镇管水库", "POINT (100 -3000)", area_code=TOWNSHIP)
    village.resource("R302", "镇避灾中心", "POINT (3000 0)", area_code=TOWNSHIP, capacity_people=300)
    village.household("后坑山洪危险区", 3, householder="王三", shelter="镇避灾中心")
    names = {name for (name,) in elements(village, create(village), "name")}
    assert {"上游水库", "镇管水库", "镇避灾中心"} <= names
    assert not {"别村水库", "远处镇管水库"} & names


def test_retired_rows_stay_out(village: Village) -> None:
    village.run(
        "update register.risk_source set retired_at = now(), edited_from = revision where uid = %s",
        village.uid["方江水库"],
    )
    assert "方江水库" not in {name for (name,) in elements(village, create(village), "name")}


def test_routes_lead_to_the_listed_shelter(village: Village) -> None:
    uid = create(village)
    routes = village.run(
        "select r.number, f.name, t.name, r.people, round(r.length_m), r.walking_minutes,"
        " ST_LineLocatePoint(r.geom, t.geom) > 0.99,"
        " ST_Distance(ST_Transform(f.geom, 4549), ST_Transform(ST_StartPoint(r.geom), 4549)) < 0.1"
        " from situation.route r join situation.element f on f.uid = from_element_uid"
        " join situation.element t on t.uid = to_element_uid where r.edition_uid = %s order by r.number",
        uid,
    )
    assert [row[:4] for row in routes] == [
        (1, "后坑山洪危险区", "方江屿村文化礼堂", 12),
        (2, "岭脚滑坡", "老人活动中心", 7),
    ]
    assert float(routes[0][4]) == pytest.approx(1520, abs=2)
    assert float(routes[0][5]) == pytest.approx(25.3, abs=0.1)
    assert all(row[6] and row[7] for row in routes)


def test_house_on_the_way_shares_the_route(village: Village) -> None:
    uid = create(village)
    served = village.run(
        "select e.name from situation.element e join situation.route r"
        " on r.edition_uid = e.edition_uid and e.facts -> 'route_uids' ? r.uid::text"
        " where e.edition_uid = %s and r.number = 2 order by e.name", uid,
    )  # fmt: skip
    assert served == [("危1",), ("岭脚滑坡",)]


def test_zone_without_road_has_no_route(village: Village) -> None:
    uid = create(village)
    ((facts,),) = village.run(
        "select facts from situation.element where edition_uid = %s and name = '山背山洪危险区'", uid
    )
    assert "route_uids" not in facts


def test_edition_is_a_logged_draft_with_a_frame(village: Village) -> None:
    uid = create(village)
    assert village.run(
        "select version, state, simulated, compiled_by, data_cutoff = current_date from situation.edition"
        " where uid = %s", uid
    ) == [(1, "draft", True, "方江屿村委会", True)]  # fmt: skip
    assert village.run("select number, preset, geom from situation.sheet_frame where edition_uid = %s", uid) == [
        (1, "A3", None)
    ]
    assert village.run("select from_state, to_state from situation.review_log where edition_uid = %s", uid) == [
        (None, "draft")
    ]


def test_second_draft_is_refused_unless_asked(village: Village) -> None:
    first = create(village)
    with pytest.raises(DraftExists) as refused:
        create(village)
    assert "方江屿村委会" in refused.value.message() and refused.value.exit_code == 4
    second = create(village, new_version=True)
    states = village.run("select uid::text, version, state from situation.edition order by version")
    assert states == [(first, 1, "void"), (second, 2, "draft")]
    assert create_edition(village.connection, VILLAGE, YEAR + 1, Silent())


def test_wrong_areas_are_named(village: Village) -> None:
    for code, error in (("999999999999", NoSuchArea), ("x'; --", NoSuchArea), (TOWNSHIP, NotAVillage),
                        ("330382106217", VillageWithoutArea)):  # fmt: skip
        with pytest.raises(error):
            create_edition(village.connection, code, YEAR, Silent())
    with pytest.raises(NoSuchArea):
        batch.create_editions(village.connection, "330399", YEAR, Silent())
    village.run(
        "insert into base.area (code, level, parent_code, name) values ('330382990', 'township', '330382', '空镇')"
    )
    with pytest.raises(NoVillages):
        batch.create_editions(village.connection, "330382990", YEAR, Silent())


class Stop(Silent):
    """Cancels when the work has come to ``at`` percent."""

    def __init__(self, at: float) -> None:
        self.at, self.reached = at, 0.0

    def setProgress(self, progress: float) -> None:  # noqa: N802
        self.reached = progress

    def isCanceled(self) -> bool:  # noqa: N802
        return self.reached >= self.at


@pytest.mark.parametrize("at", [5, 20, 60])
def test_cancelled_creation_leaves_nothing(village: Village, at: float) -> None:
    with pytest.raises(Cancelled):
        create_edition(village.connection, VILLAGE, YEAR, Stop(at))
    assert village.run("select count(*) from situation.edition") == [(0,)]
    assert create(village)


def test_village_without_anything_gives_an_empty_edition(village: Village) -> None:
    village.run("update register.risk_source set retired_at = now(), edited_from = revision")
    village.run("update register.relief_resource set retired_at = now(), edited_from = revision")
    uid = create(village)
    assert elements(village, uid, "name") == []
    assert village.run("select count(*) from situation.route") == [(0,)]


def test_township_goes_on_after_a_refused_village(village: Village) -> None:
    outcomes = batch.create_editions(village.connection, TOWNSHIP, YEAR, Silent())
    assert len(outcomes) == 19
    done = [one for one in outcomes if one.error is None]
    assert [one.area_code for one in done] == [VILLAGE]
    assert all(isinstance(one.error, VillageWithoutArea) for one in outcomes if one.error)


@pytest.mark.parametrize("kind", ["village_compiler", "township_reviewer"])
def test_compiler_makes_the_edition_of_his_village(village: Village, people: People, kind: str) -> None:
    area = VILLAGE if kind == "village_compiler" else TOWNSHIP
    signed_in = people.sign_in(kind, [area])
    first = create_edition(signed_in, VILLAGE, YEAR, Silent())
    uid = create_edition(signed_in, VILLAGE, YEAR, Silent(), new_version=True)
    signed_in.close()
    assert village.run("select state from situation.edition where uid = %s", first) == [("void",)]
    assert len(elements(village, uid, "uid")) == 8
    assert village.run("select count(*) from situation.route where edition_uid = %s", uid) == [(2,)]


@pytest.mark.parametrize(("kind", "area"), [("viewer", VILLAGE), ("village_compiler", "330382106217")])
def test_others_are_refused_in_words(village: Village, people: People, kind: str, area: str) -> None:
    signed_in = people.sign_in(kind, [area])
    with pytest.raises(RightsRefused):
        create_edition(signed_in, VILLAGE, YEAR, Silent())
    signed_in.close()
    assert village.run("select count(*) from situation.edition") == [(0,)]


def test_terrain_model_of_the_database_gives_the_climb(village: Village, tmp_path: Path) -> None:
    from ..analysis.test_routing import hill

    model = hill(tmp_path / "dem.tif", 20)
    village.run("insert into base.import_source (name, layer) values ('test', 'dem')")
    village.run(
        "insert into base.raster (source_id, kind, path, sha256, resolution_m, extent)"
        " select max(s.id), 'dem', %s, repeat('0', 64), 5, ST_Envelope(a.geom)"
        " from base.import_source s, base.area a where a.code = %s group by a.geom", str(model), VILLAGE,
    )  # fmt: skip
    uid = create(village)
    ((climb, warnings),) = village.run(
        "select climb_m, warnings from situation.route where edition_uid = %s and number = 1", uid
    )
    assert climb > 15 and warnings == []

"""Routes on small networks whose best way is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from flood_core.analysis.routing import DangerArea, RoutePlan, ShelterToReach, ZoneToLeave, plan_routes
from osgeo import gdal, osr

from tests.analysis.places import EAST, NORTH, degrees, metres

pytestmark = pytest.mark.usefixtures("qgis_app")

#: Two ways from west to east, joined at both ends: 1000 m straight, 1400 m over the north.
RING = ("LINESTRING (0 0, 1000 0)", "LINESTRING (0 0, 0 200, 1000 200, 1000 0)")


def zone(key: str, wkt: str, people: int = 10, **more: object) -> ZoneToLeave:
    return ZoneToLeave(key, key, degrees(wkt), people, **more)  # type: ignore[arg-type]


def shelter(key: str, wkt: str, capacity: int | None = 100) -> ShelterToReach:
    return ShelterToReach(key, key, degrees(wkt), capacity)


def plan(
    roads: tuple[str, ...],
    zones: list[ZoneToLeave],
    shelters: list[ShelterToReach],
    dangers: list[DangerArea] | None = None,
    terrain: Path | None = None,
) -> RoutePlan:
    return plan_routes([degrees(road) for road in roads], zones, shelters, dangers or [], terrain=terrain)


def codes(made: RoutePlan) -> list[list[str]]:
    return [[one["code"] for one in route.warnings if one["code"] != "climb_unknown"] for route in made.routes]


def test_shortest_way_runs_from_zone_to_shelter() -> None:
    made = plan(RING, [zone("house", "POINT (0 -10)")], [shelter("hall", "POINT (1000 -20)")])
    (route,) = made.routes
    assert metres(route.geometry) == [(0, -10), (0, 0), (1000, 0), (1000, -20)]
    assert route.length_m == pytest.approx(1030, abs=1)
    assert route.walking_minutes == pytest.approx(1030 / 60, abs=0.1)
    assert (route.number, route.zones, route.shelter, route.people) == (1, ["house"], "hall", 10)
    assert codes(made) == [[]]


def test_danger_zone_on_the_short_way_is_walked_round() -> None:
    flood = DangerArea("flood", "后坑", degrees("POLYGON ((400 -50, 600 -50, 600 50, 400 50, 400 -50))"))
    made = plan(RING, [zone("house", "POINT (0 -10)")], [shelter("hall", "POINT (1000 -20)")], [flood])
    (route,) = made.routes
    assert (0, 200) in metres(route.geometry) and (1000, 200) in metres(route.geometry)
    assert codes(made) == [[]]


def test_danger_zone_without_a_way_round_is_warned_of() -> None:
    flood = DangerArea("flood", "后坑", degrees("POLYGON ((400 -50, 600 -50, 600 50, 400 50, 400 -50))"))
    made = plan(RING[:1], [zone("house", "POINT (0 -10)")], [shelter("hall", "POINT (1000 -20)")], [flood])
    assert codes(made) == [["crosses_zone"]]
    assert made.routes[0].warnings[0]["values"] == {"zone": "后坑", "metres": 200}


def test_ford_is_walked_round_or_warned_of() -> None:
    ford = DangerArea("ford", "漫水桥", degrees("POINT (500 8)"), ford=True)
    around = plan(RING, [zone("house", "POINT (0 -10)")], [shelter("hall", "POINT (1000 -20)")], [ford])
    assert (0, 200) in metres(around.routes[0].geometry)
    across = plan(RING[:1], [zone("house", "POINT (0 -10)")], [shelter("hall", "POINT (1000 -20)")], [ford])
    assert codes(across) == [["crosses_ford"]]


def test_way_leaves_a_zone_over_its_edge() -> None:
    made = plan(
        RING,
        [zone("valley", "POLYGON ((-50 -50, 100 -50, 100 50, -50 50, -50 -50))")],
        [shelter("hall", "POINT (900 0)")],
    )
    assert metres(made.routes[0].geometry)[0] == (100, 0)
    assert made.routes[0].length_m == pytest.approx(800, abs=1)


def test_zone_beside_the_road_starts_at_its_nearest_edge() -> None:
    made = plan(RING, [zone("slope", "POLYGON ((200 -90, 300 -90, 300 -40, 200 -40, 200 -90))")],
                [shelter("hall", "POINT (900 0)")])  # fmt: skip
    first, foot, *_ = metres(made.routes[0].geometry)
    assert first[1] == -40 and foot[1] == 0 and first[0] == foot[0]


def test_every_road_can_be_walked_both_ways() -> None:
    there = plan(RING[:1], [zone("a", "POINT (0 0)")], [shelter("b", "POINT (1000 0)")])
    back = plan(RING[:1], [zone("b", "POINT (1000 0)")], [shelter("a", "POINT (0 0)")])
    assert metres(there.routes[0].geometry) == metres(back.routes[0].geometry)[::-1]


def test_separate_roads_give_no_route() -> None:
    made = plan(("LINESTRING (0 0, 100 0)", "LINESTRING (900 0, 1000 0)"), [zone("a", "POINT (0 0)")],
                [shelter("b", "POINT (1000 0)")])  # fmt: skip
    assert made.routes == []
    assert made.missing == {"a": "no_road_within_reach"}


def test_house_far_from_every_road_gives_no_route() -> None:
    made = plan(RING, [zone("far", "POINT (0 -900)")], [shelter("b", "POINT (1000 0)")])
    assert made.missing == {"far": "no_road_within_reach"}


def test_nearest_road_leads_nowhere_but_the_next_does() -> None:
    roads = (*RING, "LINESTRING (300 -60, 400 -60)")
    made = plan(roads, [zone("house", "POINT (350 -70)")], [shelter("b", "POINT (1000 0)")])
    assert (350, 0) in metres(made.routes[0].geometry)


def test_road_through_the_zone_leads_nowhere_but_another_passes_by() -> None:
    lane = "LINESTRING (300 -150, 300 -60)"
    valley = zone("valley", "POLYGON ((250 -160, 350 -160, 350 -80, 250 -80, 250 -160))")
    made = plan((*RING, lane), [valley], [shelter("b", "POINT (1000 0)")])
    assert made.missing == {}
    assert metres(made.routes[0].geometry)[0][1] == -80 and metres(made.routes[0].geometry)[1][1] == 0


def test_small_gaps_between_roads_are_closed() -> None:
    made = plan(("LINESTRING (0 0, 499 0)", "LINESTRING (500 0, 1000 0)", "LINESTRING (700 100, 700 1.5)"),
                [zone("a", "POINT (0 0)"), zone("c", "POINT (700 100)")], [shelter("b", "POINT (1000 0)")])  # fmt: skip
    assert made.missing == {}
    assert sorted(key for route in made.routes for key in route.zones) == ["a", "c"]


def test_roads_that_cross_without_a_common_corner_are_joined() -> None:
    made = plan(("LINESTRING (0 0, 1000 0)", "LINESTRING (500 -500, 500 500)"), [zone("a", "POINT (0 0)")],
                [shelter("b", "POINT (500 500)")])  # fmt: skip
    assert made.routes[0].length_m == pytest.approx(1000, abs=1)


def test_no_roads_and_no_shelters() -> None:
    assert plan((), [zone("a", "POINT (0 0)")], [shelter("b", "POINT (1000 0)")]).missing == {
        "a": "no_road_within_reach"
    }
    assert plan(RING, [zone("a", "POINT (0 0)")], []).missing == {"a": "no_shelter"}
    assert plan(RING, [zone("a", "POINT (0 0)", people=0)], [shelter("b", "POINT (1000 0)")]) == RoutePlan()


def test_listed_shelter_wins_over_the_nearer_one() -> None:
    shelters = [shelter("near", "POINT (300 0)"), shelter("far", "POINT (1000 0)")]
    assert plan(RING, [zone("a", "POINT (0 0)")], shelters).routes[0].shelter == "near"
    listed = plan(RING, [zone("a", "POINT (0 0)", shelters=(("far", 10),))], shelters)
    assert listed.routes[0].shelter == "far"


def test_full_shelter_sends_the_next_zone_on() -> None:
    shelters = [shelter("near", "POINT (300 0)", 15), shelter("far", "POINT (1000 0)", 100)]
    zones = [zone("big", "POINT (0 0)", people=12), zone("small", "POINT (100 -60)", people=8)]
    made = plan(RING, zones, shelters)
    assert {route.zones[0]: route.shelter for route in made.routes} == {"big": "near", "small": "far"}
    assert [route.people for route in made.routes] == [12, 8]


def test_zone_with_two_listed_shelters_gets_two_routes() -> None:
    shelters = [shelter("west", "POINT (0 0)"), shelter("east", "POINT (1000 0)")]
    made = plan(RING, [zone("a", "POINT (400 -30)", people=20, shelters=(("west", 5), ("east", 15)))], shelters)
    assert sorted((route.shelter, route.people) for route in made.routes) == [("east", 15), ("west", 5)]


def test_shelter_inside_a_danger_area_is_the_last_choice() -> None:
    flood = DangerArea("flood", "后坑", degrees("POLYGON ((250 -50, 350 -50, 350 50, 250 50, 250 -50))"))
    shelters = [shelter("near", "POINT (300 0)"), shelter("far", "POINT (1000 0)")]
    assert plan(RING, [zone("a", "POINT (0 0)")], shelters, [flood]).routes[0].shelter == "far"
    only = plan(RING, [zone("a", "POINT (0 0)")], shelters[:1], [flood])
    assert "ends_in_zone" in codes(only)[0]


def neighbour(key: str, wkt: str) -> ShelterToReach:
    return ShelterToReach(key, key, degrees(wkt), 100, own=False)


def test_neighbours_shelter_is_taken_only_when_the_own_one_is_far() -> None:
    near = plan(
        RING, [zone("a", "POINT (500 0)")], [shelter("own", "POINT (1000 0)"), neighbour("theirs", "POINT (400 0)")]
    )
    assert near.routes[0].shelter == "own"
    road = ("LINESTRING (0 0, 4000 0)",)
    far = plan(
        road, [zone("a", "POINT (500 0)")], [shelter("own", "POINT (4000 0)"), neighbour("theirs", "POINT (0 0)")]
    )
    assert far.routes[0].shelter == "theirs"
    none = plan(RING, [zone("a", "POINT (500 0)")], [neighbour("theirs", "POINT (0 0)")])
    assert none.routes[0].shelter == "theirs"


def test_house_on_the_way_of_another_shares_its_route() -> None:
    zones = [zone("valley", "POINT (0 0)", people=30), zone("house", "POINT (400 12)", people=3)]
    made = plan(RING, zones, [shelter("hall", "POINT (1000 0)")])
    (route,) = made.routes
    assert route.zones == ["valley", "house"]
    assert route.people == 33


def test_house_far_from_the_route_of_another_has_its_own() -> None:
    lane = "LINESTRING (800 0, 800 -200)"
    zones = [zone("valley", "POINT (0 0)", people=30), zone("house", "POINT (800 -200)", people=3)]
    made = plan((*RING, lane), zones, [shelter("hall", "POINT (1000 0)")])
    assert [route.zones for route in made.routes] == [["valley"], ["house"]]


def test_zone_that_is_passed_by_those_farther_out_is_warned_of() -> None:
    valley = "POLYGON ((400 -50, 600 -50, 600 50, 400 50, 400 -50))"
    zones = [zone("house", "POINT (0 0)"), zone("valley", valley)]
    dangers = [DangerArea("valley", "后坑", degrees(valley))]
    made = plan(RING[:1], zones, [shelter("hall", "POINT (1000 0)")], dangers)
    assert [route.zones for route in made.routes] == [["house", "valley"]]
    assert codes(made) == [["crosses_zone"]]


def test_routes_are_numbered_by_people() -> None:
    zones = [zone("few", "POINT (0 0)", people=3), zone("many", "POINT (500 200)", people=30)]
    made = plan(RING, zones, [shelter("hall", "POINT (1000 0)")])
    assert [(route.number, route.zones[0]) for route in made.routes] == [(1, "many"), (2, "few")]


def hill(path: Path, height: float) -> Path:
    """Write a 5 m raster with a ridge of ``height`` across x = 500 between y = -100 and 100."""
    size = 300
    east = np.arange(size) * 5.0 - 250 + 2.5
    north = 750 - np.arange(size) * 5.0 - 2.5
    ridge = np.clip(1 - np.abs(east - 500) / 400, 0, 1) * height
    heights = np.where(np.abs(north)[:, None] < 100, ridge[None, :], 0.0)
    raster = gdal.GetDriverByName("GTiff").Create(str(path), size, size, 1, gdal.GDT_Float32)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4549)
    raster.SetProjection(reference.ExportToWkt())
    raster.SetGeoTransform((EAST - 250, 5, 0, NORTH + 750, 0, -5))
    raster.GetRasterBand(1).WriteArray(heights)
    raster.FlushCache()
    return path


def test_climb_lengthens_the_time_and_a_high_ridge_is_walked_round(tmp_path: Path) -> None:
    low = plan(
        RING, [zone("a", "POINT (0 0)")], [shelter("b", "POINT (1000 0)")], terrain=hill(tmp_path / "low.tif", 20)
    )
    (route,) = low.routes
    assert route.climb_m == pytest.approx(20, abs=1)
    assert route.walking_minutes == pytest.approx(1000 / 60 + 2, abs=0.2)
    assert route.warnings == []
    high = plan(
        RING, [zone("a", "POINT (0 0)")], [shelter("b", "POINT (1000 0)")], terrain=hill(tmp_path / "high.tif", 200)
    )
    assert high.routes[0].length_m == pytest.approx(1400, abs=1)
    assert high.routes[0].climb_m < 2


def test_without_terrain_the_climb_is_zero_and_said(tmp_path: Path) -> None:
    for terrain in (None, tmp_path / "missing.tif"):
        made = plan(RING, [zone("a", "POINT (0 0)")], [shelter("b", "POINT (1000 0)")], terrain=terrain)
        assert made.routes[0].climb_m == 0
        assert [one["code"] for one in made.routes[0].warnings] == ["climb_unknown"]

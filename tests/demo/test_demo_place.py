"""The demo township is a place: water runs downhill, roads join, houses stand on dry ground."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr
from scipy.spatial import cKDTree

from demo import place

TOWNSHIP = "330382106"


def layer(folder: Path, name: str) -> list[tuple[dict, ogr.Geometry]]:
    """Return the features of a layer with their geometry in metres, EPSG:4549."""
    change = place._TO_METRES
    store = ogr.Open(str(folder / "base.gpkg"))
    found = []
    for feature in store.GetLayerByName(name):
        geometry = feature.GetGeometryRef().Clone()
        geometry.Transform(change)
        found.append((feature.items(), geometry))
    return found


@pytest.fixture(scope="session")
def areas(demo_dir):
    return layer(demo_dir, "area")


@pytest.fixture(scope="session")
def water(demo_dir):
    return layer(demo_dir, "water")


@pytest.fixture(scope="session")
def dem(demo_dir):
    image = gdal.Open(str(demo_dir / "dem.tif"))
    west, cell, _, north, _, _ = image.GetGeoTransform()
    heights = image.ReadAsArray()

    def height(x: float, y: float) -> float:
        return float(heights[int((north - y) / cell), int((x - west) / cell)])

    return image, height


def test_nineteen_official_villages_fill_the_township(areas):
    villages = [(values, shape) for values, shape in areas if values["level"] == "village"]
    official = {village.code: village.official_name for village in place.villages()}
    assert {values["code"]: values["name"] for values, _ in villages} == official
    assert len(official) == 19
    township = next(shape for values, shape in areas if values["code"] == TOWNSHIP)
    assert all(shape.IsValid() and shape.GetGeometryCount() == 1 for _, shape in villages)
    together = sum(shape.GetArea() for _, shape in villages)
    assert together == pytest.approx(township.GetArea(), abs=1.0)  # no overlaps
    union = ogr.Geometry(ogr.wkbMultiPolygon)
    for _, shape in villages:
        union.AddGeometry(shape.GetGeometryRef(0))
    assert union.UnionCascaded().SymmetricDifference(township).GetArea() < 1.0  # no gaps
    sizes = [shape.GetArea() / 1e6 for _, shape in villages]
    assert min(sizes) > 1.0 and max(sizes) < 6.0
    assert 38 < sum(sizes) < 60


def test_neighbours_touch_without_overlap(areas):
    own = next(shape for values, shape in areas if values["code"] == TOWNSHIP)
    neighbours = [shape for values, shape in areas if values["level"] == "township" and values["code"] != TOWNSHIP]
    assert len(neighbours) == 4
    assert all(shape.Intersection(own).GetArea() < 1.0 for shape in neighbours)


def test_the_town_seat_lies_in_its_village(areas):
    x, y = place.to_metres(np.array([place.TOWN_SEAT]))[0]
    seat = ogr.CreateGeometryFromWkt(f"POINT ({x} {y})")
    assert [values["name"] for values, shape in areas if values["level"] == "village" and shape.Contains(seat)] == [
        "清江村委会"
    ]


def test_settlements_belong_to_their_village(demo_dir, areas):
    villages = {values["code"]: shape for values, shape in areas if values["level"] == "village"}
    settlements = layer(demo_dir, "settlement")
    assert len(settlements) >= 57
    for values, shape in settlements:
        assert len(values["code"]) == 15
        assert villages[values["code"][:12]].Buffer(0.5).Contains(shape), values["name"]


def test_streams_run_downhill_on_the_dem(water, dem):
    _, height = dem
    streams = [shape for values, shape in water if values["kind"] == "stream"]
    assert len(streams) > 100
    steps = []
    for stream in streams:
        points = stream.GetPoints()
        profile = [height(x, y) for x, y in (point[:2] for point in points)]
        dry = [value for value in profile if value > -100]  # the sea has no height
        steps.extend(np.diff(dry))
        assert not dry or dry[-1] <= dry[0] + 0.1
    # Cells of 5 m beside a steep bed are off by a little; a bed never climbs.
    assert np.mean(np.array(steps) > 0.3) < 0.01 and max(steps) < 1.6


def test_streams_end_in_another_stream_the_sea_or_at_the_edge(water):
    streams = [shape for values, shape in water if values["kind"] == "stream"]
    sea = next(shape for values, shape in water if values["kind"] == "sea")
    starts = {tuple(np.round(stream.GetPoint_2D(0), 1)) for stream in streams}
    for stream in streams:
        x, y = stream.GetPoint_2D(stream.GetPointCount() - 1)
        end = ogr.CreateGeometryFromWkt(f"POINT ({x} {y})")
        at_edge = min(x - place.WEST, place.EAST - x, y - place.SOUTH, place.NORTH - y) < 25
        assert tuple(np.round((x, y), 1)) in starts or at_edge or sea.Distance(end) < 25


def test_the_river_runs_east_into_the_sea(water):
    river = next(shape for values, shape in water if values["kind"] == "river" and values["name"] == "清江")
    first, last = river.GetPoint_2D(0), river.GetPoint_2D(river.GetPointCount() - 1)
    assert last[0] > first[0] + 2000


def test_hills_and_plain(dem):
    image, _ = dem
    heights = image.ReadAsArray()
    land = heights[heights > -100]
    assert image.GetGeoTransform()[1] == 5.0
    assert 300 <= land.max() <= 400
    assert np.mean(land < 8) > 0.3
    assert image.GetRasterBand(1).GetNoDataValue() == -9999


def test_roads_are_one_network_with_shared_vertices(demo_dir):
    roads = layer(demo_dir, "road")
    around = defaultdict(set)
    for _, shape in roads:
        one, two = (tuple(np.round(shape.GetPoint_2D(index), 2).tolist()) for index in (0, shape.GetPointCount() - 1))
        around[one].add(two)
        around[two].add(one)
    reached, waiting = set(), [next(iter(around))]
    while waiting:
        vertex = waiting.pop()
        if vertex not in reached:
            reached.add(vertex)
            waiting.extend(around[vertex] - reached)
    assert len(reached) == len(around)
    kinds = Counter(values["class"] for values, _ in roads)
    assert set(kinds) >= {"national", "county", "township", "village", "path"}


def test_roads_cross_water_on_bridges_only(demo_dir, water):
    sea = next(shape for values, shape in water if values["kind"] == "sea")
    roads = layer(demo_dir, "road")
    wet = [values for values, shape in roads if not values["bridge"] and shape.Intersection(sea).Length() > 1.0]
    assert wet == []
    longest = max(shape.Length() for values, shape in roads if values["bridge"])
    assert longest > 400  # the bridge over the estuary


def test_no_building_stands_in_water(demo_dir, water):
    wet = ogr.Geometry(ogr.wkbMultiPolygon)
    lines = []
    for values, shape in water:
        if shape.GetDimension() == 2:
            for index in range(shape.GetGeometryCount()) if shape.GetGeometryName() == "MULTIPOLYGON" else [None]:
                wet.AddGeometry(shape if index is None else shape.GetGeometryRef(index))
        elif values["kind"] == "stream":
            lines.append(shape)
    wet = wet.UnionCascaded()
    buildings = layer(demo_dir, "building")
    assert 3000 <= len(buildings) <= 6500
    assert [values for values, shape in buildings if shape.Intersects(wet)] == []
    assert sum(shape.Intersects(line) for line in lines for _, shape in buildings if _near(shape, line)) == 0


def _near(one: ogr.Geometry, two: ogr.Geometry) -> bool:
    a, b = one.GetEnvelope(), two.GetEnvelope()
    return a[0] <= b[1] and b[0] <= a[1] and a[2] <= b[3] and b[2] <= a[3]


def test_houses_stand_along_roads(demo_dir):
    roads = [shape for values, shape in layer(demo_dir, "road") if values["class"] != "path"]
    dense = np.vstack([_every_five_metres(np.array(shape.GetPoints())[:, :2]) for shape in roads])
    tree = cKDTree(dense)
    centres = np.array([shape.Centroid().GetPoint_2D(0) for _, shape in layer(demo_dir, "building")])
    distance, _ = tree.query(centres)
    assert np.median(distance) < 16 and np.quantile(distance, 0.98) < 45


def _every_five_metres(line: np.ndarray) -> np.ndarray:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    marks = np.arange(0, along[-1], 5.0)
    return np.column_stack([np.interp(marks, along, line[:, 0]), np.interp(marks, along, line[:, 1])])


def test_contours_are_every_ten_metres_and_index_every_fifty(demo_dir, dem):
    contours = layer(demo_dir, "contour")
    assert {values["elevation_m"] % 10 for values, _ in contours} == {0.0}
    assert all(values["index_contour"] == (values["elevation_m"] % 50 == 0) for values, _ in contours)


def test_another_seed_gives_another_place():
    from demo.township import random_for

    assert random_for(1, "ground").random() != random_for(2, "ground").random()
    assert random_for(1, "ground").random() == random_for(1, "ground").random()

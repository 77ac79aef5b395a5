"""The whole analysis on invented villages: what is found, what is said, and what bad input is answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flood_core.areas.geo_file import NoCoordinateSystem
from flood_core.cli.main import main
from flood_core.errors import Cancelled, FloodMapError
from flood_core.progress import Silent
from flood_core.terrain.analysis import NO_STREAMS_THERE, UPHILL, Run, analyse
from flood_core.terrain.factors import BadThresholds, Thresholds, default_thresholds, read_thresholds
from flood_core.terrain.files import Files, inputs_from
from flood_core.terrain.grass import find_grass
from flood_core.terrain.ground import DEGREES, FEET, WHOLE_METRES, UnknownHeightUnit, UnusableTerrain
from flood_core.terrain.homes import NoBuildings, NothingInside
from flood_core.terrain.words import notes_of, reasons_of
from osgeo import gdal, osr

from .landscapes import CELL, EAST, NORTH, collection, houses, layer_of, line, raster, valley

#: Five houses of 20 people on the bank, twelve high above on the even shoulder, one alone on the bank.
BANK = [(-10.0 + 15 * (number % 2), -300.0 + 20 * number) for number in range(5)]
SHOULDER = [(350.0 + 20 * (number % 3), 20.0 * (number // 3)) for number in range(12)]
ALONE = [(0.0, 200.0)]


def terrace(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The valley with even shoulders beyond 300 m, so that nothing but the stream endangers anybody."""
    return 100 + 0.08 * np.minimum(np.abs(x + 2.5), 300) + 0.01 * y


def said(error: FloodMapError) -> str:
    return f"{error.message()} {error.advice()}"


def run_of(
    folder: Path, *, dem: Path | None = None, places: Any = None, rules: Thresholds | None = None, **more: Any
) -> Run:
    dem = dem or raster(folder / "dem.tif", terrace)
    buildings = houses(folder / "houses.geojson", BANK + SHOULDER + ALONE if places is None else places)
    flow = more.pop("with_flow", True)
    return analyse(inputs_from(Files(dem, buildings, **more)), rules or loose(), with_flow=flow)


def loose() -> Thresholds:
    """The shipped thresholds for ground of one square kilometre: streams begin at 0.02 km²."""
    values = json.loads(json.dumps(dict(default_thresholds().values)))
    values["drainage_km2"] = 0.02
    values["factors"]["stream"]["bands"][-1]["from_km2"] = 0.02
    return Thresholds(values)


def test_people_on_low_ground_by_a_stream_are_found_though_nothing_is_registered(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    assert len(run.settlements) == 1, [one.class_name for one in run.settlements]
    (bank,) = run.settlements
    assert (bank.class_name, bank.rank, bank.buildings, bank.people, bank.registered) == ("high", 1, 5, 20, False)
    factors = {reason.factor: reason for reason in bank.reasons}
    assert factors["hand"].score == 4 and factors["hand"].value < 1 and factors["hand"].buildings == 5
    assert factors["stream"].score == 4 and factors["stream"].value <= 10
    west, east, south, north = bank.geometry.GetEnvelope()
    assert west == pytest.approx(EAST - 15 - 15, abs=1) and north == pytest.approx(NORTH - 220 + 5 + 15, abs=1)
    words = reasons_of(bank, lambda _context, text: text)
    assert "above the stream" in words and "(5 of 5 buildings)" in words
    notes = " ".join(notes_of(run, lambda _context, text: text))
    assert "cells of 5 m" in notes and "cannot see" in notes
    (brook,) = run.streams  # the valley's bed, down to the edge of the terrain
    first, last = brook.GetPoint_2D(0), brook.GetPoint_2D(brook.GetPointCount() - 1)
    assert first[1] > last[1] and last[1] == pytest.approx(NORTH - 497.5)
    assert abs(last[0] - EAST + 2.5) <= CELL


def test_even_ground_is_not_all_in_danger_for_the_ditch_beside_it(tmp_path: Path) -> None:
    """Houses 0.5 m above a brook: those beside it are found, those 150 m away only where the brook counts as large."""
    plain = raster(tmp_path / "plain.tif", lambda x, y: 100 + 0.003 * np.abs(x + 2.5) + 0.001 * y)
    away = [(150.0 + 20 * number, 0.0) for number in range(4)]
    run = run_of(tmp_path, dem=plain, places=[*BANK, *away])
    assert [(one.class_name, one.buildings) for one in run.settlements] == [("high", 5)]
    values = json.loads(json.dumps(dict(loose().values)))
    values["factors"]["hand"]["large_km2"] = 0.02
    run = run_of(tmp_path, dem=plain, places=[*BANK, *away], rules=Thresholds(values))
    assert [(one.class_name, one.buildings) for one in run.settlements] == [("high", 5), ("high", 4)]


def test_a_run_repeats_and_keeps_what_it_was_made_from(tmp_path: Path) -> None:
    first = run_of(tmp_path)
    again = run_of(tmp_path)
    assert [one.geometry.ExportToWkb() for one in first.settlements] == [
        one.geometry.ExportToWkb() for one in again.settlements
    ]
    assert first.thresholds == dict(loose().values) and first.resolution_m == CELL
    assert first.inputs["terrain"]["sha256"] == again.inputs["terrain"]["sha256"]
    assert first.inputs["buildings"] == "houses.geojson"


def test_a_known_zone_is_a_reason_and_is_named(tmp_path: Path) -> None:
    west, south = EAST + 340, NORTH - 10
    ring = [[west, south], [west + 60, south], [west + 60, south + 100], [west, south + 100], [west, south]]
    zone = {"type": "Feature", "properties": {"name": "后山滑坡", "category": "0501"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    zones = collection(tmp_path / "zones.geojson", [zone], 4549)
    run = run_of(tmp_path, zones=zones)
    known = [one for one in run.settlements if one.registered]
    assert [(one.class_name, one.buildings) for one in known] == [("high", 12)]
    (reason,) = [one for one in known[0].reasons if one.factor == "registered"]
    assert reason.further["name"] == "后山滑坡" and reason.value == 0


def test_people_counted_at_points_stand_in_for_buildings(tmp_path: Path) -> None:
    """Two points of six people are a settlement, two of four are none."""
    steep = raster(tmp_path / "steep.tif", lambda x, y: 100 + np.tan(np.radians(38)) * x)
    for people, found in ((6, [("high", 2, 12)]), (4, [])):
        shapes = [
            {"type": "Feature", "properties": {"people": people},
             "geometry": {"type": "Point", "coordinates": [EAST + 300, NORTH + 20 * number]}}
            for number in range(2)
        ]  # fmt: skip
        points = collection(tmp_path / f"points{people}.geojson", shapes, 4549)
        run = analyse(inputs_from(Files(steep, points)), loose(), with_flow=False)
        assert [(one.class_name, one.buildings, one.people) for one in run.settlements] == found


def test_without_grass_the_rest_is_found_and_the_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOODMAP_GRASS", str(tmp_path))
    assert find_grass() is None
    steep = raster(tmp_path / "steep.tif", lambda x, y: 100 + np.tan(np.radians(38)) * x)
    run = run_of(tmp_path, dem=steep, places=SHOULDER)
    assert [(one.class_name, one.buildings) for one in run.settlements] == [("high", 12)]
    assert set(run.missing) == {"stream", "hand", "sink", "gully", "registered"}
    assert "height above the stream, sink without outlet" in " ".join(notes_of(run, lambda _c, text: text))


def test_the_same_place_in_degrees_and_in_whole_metres(tmp_path: Path) -> None:
    plain = raster(tmp_path / "dem.tif", terrace)
    degrees = tmp_path / "degrees.tif"
    gdal.Warp(str(degrees), str(plain), dstSRS="EPSG:4490", resampleAlg="bilinear", dstNodata=-9999)
    run = run_of(tmp_path, dem=degrees)
    assert DEGREES in [text for text, _ in run.notes]
    assert [(one.class_name, one.buildings) for one in run.settlements] == [("high", 5)]
    assert run.resolution_m == pytest.approx(CELL, rel=0.03)
    whole = raster(tmp_path / "whole.tif", lambda x, y: np.rint(terrace(x, y)), kind=gdal.GDT_Int16)
    assert WHOLE_METRES in [text for text, _ in run_of(tmp_path, dem=whole, with_flow=False).notes]


def test_feet(tmp_path: Path) -> None:
    feet = raster(tmp_path / "feet.tif", lambda x, y: terrace(x, y) / 0.3048, unit="ft")
    run = run_of(tmp_path, dem=feet)
    assert FEET in [text for text, _ in run.notes]
    assert [(one.class_name, one.buildings) for one in run.settlements] == [("high", 5)]
    plane = raster(tmp_path / "unsaid.tif", terrace, crs="EPSG:2263", transform=(980_000, 16, 0, 200_000, 0, -16))
    with pytest.raises(UnknownHeightUnit) as caught:
        run_of(tmp_path, dem=plane)
    assert "--height-unit" in said(caught.value)


def test_terrain_that_cannot_serve_is_answered_in_words(tmp_path: Path) -> None:
    nothing = raster(tmp_path / "nothing.tif", np.full((50, 50), -9999.0))
    with pytest.raises(UnusableTerrain, match="no heights at all"):
        run_of(tmp_path, dem=nothing)
    tiny = raster(tmp_path / "tiny.tif", np.full((1, 1), 5.0))
    with pytest.raises(UnusableTerrain, match="fewer than 10 x 10"):
        run_of(tmp_path, dem=tiny)
    nameless = raster(tmp_path / "nameless.tif", terrace, crs=None)
    with pytest.raises(NoCoordinateSystem):
        run_of(tmp_path, dem=nameless)
    elsewhere = raster(tmp_path / "elsewhere.tif", terrace, crs="EPSG:4547")  # the neighbouring zone: 600 km off
    with pytest.raises(NothingInside) as caught:
        run_of(tmp_path, dem=elsewhere)
    assert "120." in said(caught.value) and "114." in said(caught.value)
    metres_called_degrees = raster(tmp_path / "absurd.tif", terrace, crs="EPSG:4490")
    with pytest.raises(UnusableTerrain, match="not lie on the earth"):
        run_of(tmp_path, dem=metres_called_degrees)


def test_buildings_outside_and_none_at_all(tmp_path: Path) -> None:
    run = run_of(tmp_path, places=[*BANK, (5000.0, 0.0)])
    assert any("1 buildings lie outside" in note for note in notes_of(run, lambda _c, text: text))
    with pytest.raises(NoBuildings):
        run_of(tmp_path, places=[])


def test_streams_that_run_uphill_or_elsewhere(tmp_path: Path) -> None:
    uphill = line(tmp_path / "up.geojson", [(-2.5, -480), (-2.5, 480)])
    assert (UPHILL, {"count": 1, "total": 1}) in run_of(tmp_path, streams=uphill).notes
    far = line(tmp_path / "far.geojson", [(9000, 0), (9000, 500)])
    assert (NO_STREAMS_THERE, {}) in run_of(tmp_path, streams=far, with_flow=False).notes


def at_work_in(folder: Path) -> list[str]:
    """Return the processes whose working directory is, or was, in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = str((process / "cwd").readlink())
        except OSError:
            continue
        if place.startswith(str(folder)):
            found.append((process / "comm").read_text(encoding="utf-8").strip())
    return found


def test_cancel_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stop(Silent):
        def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
            return "ram" in at_work_in(work)  # the program that r.watershed starts

    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    buildings = houses(tmp_path / "houses.geojson", BANK)
    with pytest.raises(Cancelled):
        analyse(inputs_from(Files(raster(tmp_path / "dem.tif", valley, size=900), buildings)), loose(), Stop())
    assert list(work.iterdir()) == []
    assert not at_work_in(work)


def test_wrong_thresholds_name_the_place(tmp_path: Path) -> None:
    values = json.loads(json.dumps(dict(default_thresholds().values)))
    values["factors"]["hand"]["steps"] = [[1, 9]]
    (tmp_path / "own.json").write_text(json.dumps(values))
    with pytest.raises(BadThresholds, match="hand"):
        read_thresholds(tmp_path / "own.json")


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dem = raster(tmp_path / "dem.tif", terrace)
    buildings = houses(tmp_path / "houses.geojson", BANK + SHOULDER)
    (tmp_path / "own.json").write_text(json.dumps(dict(loose().values)))
    given = ["analysis", "terrain", "--dem", str(dem), "--buildings", str(buildings), "--captured-on", "2026-05-01"]
    given += ["--thresholds", str(tmp_path / "own.json"), "--out", str(tmp_path / "found.gpkg"), "--json"]
    assert main(given) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"high": 1, "medium": 0, "low": 0}
    assert told["run"]["inputs"]["terrain"]["captured_on"] == "2026-05-01"
    (row,) = layer_of(tmp_path / "found.gpkg", "settlements")
    assert (row["class"], row["buildings"], row["people"], row["resolution_m"]) == ("high", 5, 20, 5.0)
    assert len(layer_of(tmp_path / "found.gpkg", "streams")) == 1
    (record,) = layer_of(tmp_path / "found.gpkg", "run")
    assert json.loads(record["record"])["thresholds"]["drainage_km2"] == 0.02
    assert main(["analysis", "terrain", "--dem", str(dem)]) == 2


def test_planes_of_other_places() -> None:
    from flood_core.terrain.ground import _metric_plane

    system: osr.SpatialReference = _metric_plane(20.4, -34.0)
    assert system.GetAuthorityCode(None) == "32734"

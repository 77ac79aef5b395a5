"""Runs in the database: inputs from the registers, settlements, proposals to the departments, comparisons."""

from __future__ import annotations

import contextlib
import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flood_core.cli.main import main
from flood_core.database import registers
from flood_core.database.connection import Connection, RightsRefused, transaction
from flood_core.database.editions import candidates
from flood_core.database.reached import TooLarge, reached
from flood_core.database.terrain_runs import (
    NoSuchRun,
    NoTerrain,
    compared_runs,
    compared_with_register,
    propose,
    runs,
    settlements_of,
)
from flood_core.database.verification import accept, proposals
from flood_core.processing.terrain import HandStep, TerrainAnalysisOfArea, TerrainRunMap
from flood_core.reports.reached_report import reached_report
from flood_core.terrain.analysis import Run
from flood_core.terrain.factors import default_thresholds
from flood_core.terrain.ground import read_rows
from flood_core.terrain.stored import analyse_area, store
from openpyxl import load_workbook
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from ..situation.village import EAST, NORTH, TOWNSHIP, VILLAGE, YEAR, Village, metres
from ..support.databases import Template
from ..support.people import People
from .landscapes import raster

#: Four houses of 24 people under a slope of 38 degrees; the village's own zone of 12 people lies elsewhere.
UNDER_THE_SLOPE = [(300 + 20 * number, -400) for number in range(4)]
IN_THE_ZONE = [(-720 + 20 * number, 0) for number in range(3)]
CATEGORIES = default_thresholds().factor("registered")["categories"]


def english(_context: str, text: str) -> str:
    return text


def kept_run(connection: Connection, area: str = TOWNSHIP, **options: Any) -> tuple[str, Run]:
    """Analyse an area and keep the run; return its uid and the run."""
    run = analyse_area(connection, area, **options)
    return store(connection, area, run, english), run


@pytest.fixture()
def ready(village_template: Template, connection: Connection, tmp_path: Path) -> Connection:
    """A village with houses, and its terrain: even ground with one steep slope in the south-east."""
    village = Village(connection)
    village.run(
        "update base.area set geom = (select geom from base.area where code = %s), edited_from = revision"
        " where code = %s",
        VILLAGE, TOWNSHIP,
    )  # fmt: skip
    statement = "insert into base.import_source (name, layer) values ('houses', 'building') returning id"
    source = village.run(statement)[0][0]
    for x, y in UNDER_THE_SLOPE + IN_THE_ZONE:
        square = f"POLYGON (({x} {y}, {x + 8} {y}, {x + 8} {y + 8}, {x} {y + 8}, {x} {y}))"
        village.run(
            "insert into base.building (source_id, households, people, geom)"
            " values (%s, 2, 6, ST_GeomFromText(%s, 4490))",
            source, metres(square),
        )  # fmt: skip

    def heights(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 50 + 0.05 * (y + 1000) + np.where((x > 250) & (y < -420), 0.84 * (-420 - y), 0)

    transform = (EAST - 1500, 5, 0, NORTH + 1500, 0, -5)
    dem = raster(tmp_path / "dem.tif", heights, size=600, transform=transform)
    village.run(
        "insert into base.raster (source_id, kind, path, sha256, resolution_m, captured_on, extent)"
        " values (%s, 'dem', %s, repeat('0', 64), 5, '2025-11-01', ST_GeomFromText(%s, 4490))",
        source, str(dem), metres("POLYGON ((-1500 -1500, 1500 -1500, 1500 1500, -1500 1500, -1500 -1500))"),
    )  # fmt: skip
    return connection


def test_from_the_database_and_back_and_on_to_the_department(ready: Connection, people: People) -> None:
    uid, run = kept_run(ready)
    assert run.inputs["terrain"]["captured_on"] == "2025-11-01"
    assert not any("no heights" in text for text, _ in run.notes), "what is looked at ends where the terrain ends"
    (stored,) = runs(ready, TOWNSHIP[:6])
    assert (stored.uid, stored.resolution_m, stored.buildings, stored.settlements) == (uid, 5.0, 7, 2)
    assert stored.record["thresholds"]["factors"]["slope"]["steps"][0] == [35, 4]
    assert "cells of 5 m" in stored.notes
    slope, zone = sorted(settlements_of(ready, uid), key=lambda one: one.category_code != "0509")
    assert (slope.category_code, slope.area_code, slope.people, slope.class_name) == ("0509", VILLAGE, 24, "high")
    assert "slope of 38°" in slope.words, slope.words
    assert "inside 后坑山洪危险区" in zone.words, zone.words

    states = {(one.state, one.zone_name, one.people) for one in compared_with_register(ready, uid, CATEGORIES)}
    assert ("found_only", None, 24) in states and ("both", "后坑山洪危险区", 18) in states
    assert {name for state, name, _ in states if state == "registered_only"} == {"岭脚滑坡", "山背山洪危险区"}

    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as reviewer:
        assert propose(reviewer, uid, [slope.uid]) == 1
        assert propose(reviewer, uid, [slope.uid]) == 0, "what waits is not proposed twice"
        assert [one.proposal for one in settlements_of(reviewer, uid) if one.uid == slope.uid] == ["open"]
    with closing(people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        (waiting,) = proposals(owner, TOWNSHIP)
        assert waiting.proposed["threatened_people"] == 24 and waiting.may_settle
        accept(owner, waiting)
    with transaction(ready) as cursor:
        cursor.execute(
            "select name, feature, threatened_people, ST_Dimension(geom) from register.risk_source"
            " where category_code = '0509'"
        )
        ((name, feature, threatened, dimension),) = cursor.fetchall()
        offered = [row for row in candidates(cursor, VILLAGE, [TOWNSHIP, TOWNSHIP[:6]], YEAR) if row["name"] == name]
    assert [row["element_type_code"] for row in offered] == ["09a"], "the village's step “hazards” offers it"
    assert all(row["symbol_code"] for row in offered)
    assert name.startswith("方江屿") and "slope of 38°" in feature and "5.0" in feature
    assert (threatened, dimension) == (24, 2)


def test_two_runs_beside_each_other(ready: Connection) -> None:
    first, _ = kept_run(ready, with_flow=False)
    with transaction(ready) as cursor:
        cursor.execute("delete from base.building where id in (select id from base.building order by id limit 4)")
    second, _ = kept_run(ready, with_flow=False)
    found = {(one.state, one.people) for one in compared_runs(ready, first, second)}
    assert found == {("first_only", 24), ("both", 18)}


def test_who_may_not(ready: Connection, people: People) -> None:
    uid, _ = kept_run(ready, with_flow=False)
    with closing(people.sign_in("viewer", [VILLAGE])) as viewer:
        assert len(settlements_of(viewer, uid)) == 2, "reading is wider than writing"
        with pytest.raises(RightsRefused):
            kept_run(viewer, with_flow=False)
    with closing(people.sign_in("viewer", ["330382107"])) as stranger, pytest.raises(NoSuchRun):
        settlements_of(stranger, uid)


def test_without_terrain(village_template: Template, connection: Connection) -> None:
    with pytest.raises(NoTerrain):
        analyse_area(connection, VILLAGE)


def test_who_is_reached(ready: Connection, people: People, tmp_path: Path) -> None:
    """The zone of the village with its three houses; 18 people live there, 12 are to be moved into 80 places."""
    with transaction(ready) as cursor:
        cursor.execute("select uid::text from register.risk_source where name = '后坑山洪危险区'")
        shape = registers.thing(ready, cursor.fetchone()[0]).geometry
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as reviewer:
        found = reached(reviewer, shape, 0.0, YEAR)
        assert (found.buildings, found.households, found.people, found.villages) == (3, 6, 18, ("方江屿村",))
        assert [(one.name, one.people, one.to_move) for one in found.zones] == [("后坑山洪危险区", 12, 12)]
        assert [(one.name, one.phone) for one in found.persons] == [("林守义", "12000000001")]
        nearest = {one.name: (one.places, one.taken, one.free) for one in found.shelters}
        assert nearest == {"老人活动中心": (30, 0, 30), "方江屿村文化礼堂": (80, 12, 68)}
        assert found.shelters[0].distance_m == pytest.approx(600, rel=0.01)
        wide = reached(reviewer, shape, 1100.0, YEAR)
        assert (wide.buildings, wide.people) == (7, 42)
        book = load_workbook(reached_report(reviewer, found, "后坑山洪危险区", tmp_path))
        cells = [
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert {"林守义", "方江屿村文化礼堂", "68"} <= set(cells)
    with closing(people.sign_in("viewer", [VILLAGE])) as viewer:
        assert [one.phone for one in reached(viewer, shape, 0.0, YEAR).persons] != ["12000000001"], "phones are masked"
    with pytest.raises(TooLarge):
        reached(ready, shape, 60_000.0, YEAR)


def test_as_processing_algorithms(ready: Connection, qgis_app: Any, tmp_path: Path) -> None:
    """The whole on the database, and a step on the file that the database names."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    where = {"AREA": TOWNSHIP, "DATABASE": "floodmap_test"}
    results, worked = TerrainAnalysisOfArea().create().run(where, context, feedback)
    assert worked, feedback.textLog()
    assert results["settlements"] == 2 and runs(ready, TOWNSHIP)[0].uid == results["run"]
    kept = results["run"]
    given = {"DEM": str(tmp_path / "dem.tif"), "DRAINAGE": 0.3, "OUTPUT": str(tmp_path / "hand.tif")}
    results, worked = HandStep().create().run(given, context, feedback)
    assert worked, feedback.textLog()
    heights = read_rows(Path(results["OUTPUT"]))
    assert heights.shape == (600, 600) and np.nanmin(heights) == 0
    wanted = {"AREA": "330382107", "RUN": kept, "OUTPUT": str(tmp_path), "DATABASE": "floodmap_test"}
    with pytest.raises(QgsProcessingException, match="did not look at"):
        TerrainRunMap().create().run(wanted, context, feedback, {}, False)
    results, worked = TerrainRunMap().create().run({**wanted, "AREA": VILLAGE}, context, feedback)
    assert worked and results["made"] == 1, feedback.textLog()
    with pytest.raises(QgsProcessingException, match="no such file"):
        HandStep().create().run({**given, "DEM": str(tmp_path / "none.tif")}, context, feedback, {}, False)


def told(*words: str) -> dict[str, Any]:
    """Run a command on the test's database and return what it tells machines."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        code = main([*words, "--database", "floodmap_test", "--json", "--language", "en"])
    assert code == 0, output.getvalue()
    answer: dict[str, Any] = json.loads(output.getvalue())
    return answer


def test_commands(ready: Connection, tmp_path: Path) -> None:
    made = told("analysis", "terrain", "--area", TOWNSHIP, "--out", str(tmp_path / "found.gpkg"))
    assert made["counts"] == {"high": 2, "medium": 0, "low": 0} and (tmp_path / "found.gpkg").is_file()
    assert [one["uid"] for one in told("analysis", "runs", "--area", TOWNSHIP)["runs"]] == [made["uid"]]
    counts = told("analysis", "compare", made["uid"])["counts"]
    assert (counts["both"], counts["found_only"], counts["registered_only"]) == (1, 1, 2)
    assert told("analysis", "propose", made["uid"])["proposed"] == 2
    for area, code in ((), 2), (("--area", "330382107"), 2):
        output = ["--out", str(tmp_path), "--database", "floodmap_test"]
        assert main(["analysis", "map", *area, *output]) == code
    who = told("analysis", "reached", "--thing", "后坑山洪危险区", "--year", str(YEAR), "--out", str(tmp_path))
    assert (who["buildings"], who["people"]) == (3, 18) and Path(who["file"]).suffix == ".xlsx"

"""Boundaries come in after they were looked at: what is wrong is said in words, and nothing comes in half."""

from __future__ import annotations

import json

import pytest
from flood_core.areas.boundaries import Fields, NoCodeField, import_boundaries
from flood_core.areas.geo_file import UnreadableBaseFile
from flood_core.cli.main import main
from flood_core.database.connection import RightsRefused
from osgeo import ogr, osr

from tests.areas.test_base_import import write
from tests.ledger.books import TOWNSHIP, rows_of

FIELDS = {"XZQDM": ogr.OFTString, "XZQMC": ogr.OFTString}


def degrees() -> osr.SpatialReference:
    """Return EPSG:4490, longitude first."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(4490)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def square(west: float, width: float = 1000) -> str:
    """Return a kilometre of land, in metres of EPSG:4549."""
    west += 600000
    return f"POLYGON (({west} 3129000, {west + width} 3129000, {west + width} 3130000, {west} 3130000, {west} 3129000))"


@pytest.fixture()
def villages(connection) -> list[tuple[str, str]]:
    """Code and official name of three villages of the township."""
    return rows_of(
        connection, "select code, name from base.area where parent_code = %s order by code limit 3", TOWNSHIP
    )


def kinds(report) -> list[str]:
    """Return the codes of the findings."""
    return [finding.code for finding in report.findings]


def test_clean_boundaries_come_in_and_again_nothing_changes(connection, villages, tmp_path):
    rows = [({"XZQDM": code, "XZQMC": name}, square(1000 * n)) for n, (code, name) in enumerate(villages)]
    rows[2] = ({"XZQMC": villages[2][1]}, square(2000))  # without a code: found by its name
    file = write(tmp_path / "村界.shp", "x", FIELDS, rows, "ESRI Shapefile")
    looked = import_boundaries(connection, file, below=TOWNSHIP, dry_run=True)
    assert (looked.changed, looked.saved, looked.errors) == (3, False, 0) and len(looked.shapes) == 3
    assert kinds(looked) == ["found_by_name", "not_in_file"]
    assert rows_of(connection, "select count(*) from base.area where geom is not null") == [(0,)]
    done = import_boundaries(connection, file, below=TOWNSHIP)
    assert done.saved and done.source_crs == "EPSG:4549"
    assert rows_of(
        connection, "select count(*), round(sum(st_area(geom::geography)) / 1e6) from base.area where geom is not null"
    ) == [(3, 3)]
    again = import_boundaries(connection, file, below=TOWNSHIP)
    assert (again.changed, again.same) == (0, 3)


def test_overlaps_and_gaps_are_said_and_must_be_accepted(connection, villages, tmp_path):
    rows = [
        ({"XZQDM": TOWNSHIP, "XZQMC": "清江镇"}, square(0, 3500)),
        ({"XZQDM": villages[0][0]}, square(0, 1100)),
        ({"XZQDM": villages[1][0]}, square(1000)),
        ({"XZQDM": villages[2][0], "XZQMC": "另一个名字"}, square(2500, 1200)),
    ]
    file = write(tmp_path / "a.gpkg", "a", FIELDS, rows)
    with connection, connection.cursor() as cursor:  # all other villages have ended: the township is whole
        cursor.execute(
            "update base.area set valid_to = current_date, edited_from = revision"
            " where parent_code = %s and code <> all(%s)",
            (TOWNSHIP, [code for code, _ in villages]),
        )
    report = import_boundaries(connection, file)
    assert not report.saved and report.questions == 3
    texts = [finding.text(lambda _context, text: text) for finding in report.findings]
    assert kinds(report) == ["overlap", "gap", "beyond", "name_differs"]
    assert "overlap by" in texts[0] and texts[0].split(" by ")[1].startswith(("99,", "100,"))
    assert "belong to no village" in texts[1] and "beyond its boundary" in texts[2]
    assert import_boundaries(connection, file, accept=True).saved


@pytest.mark.parametrize(
    ("values", "shape", "expected"),
    [
        ({"XZQDM": "330382106999", "XZQMC": "新村"}, square(0), "unknown_code"),
        ({"XZQDM": "12345"}, square(0), "bad_code"),
        ({"XZQMC": "没有这个村"}, square(0), "no_code"),
        ({"XZQDM": "330382107"}, square(0), "other_area"),
        ({"XZQDM": TOWNSHIP}, "LINESTRING (600000 3129000, 601000 3129000)", "no_area"),
        ({"XZQDM": TOWNSHIP}, "POLYGON ((600000 0, 601000 0, 601000 1000, 600000 0))", "outside_china"),
        ({"XZQDM": TOWNSHIP}, "POLYGON ((6e9 0, 7e9 0, 7e9 1e9, 6e9 0))", "bad_place"),
    ],
)
def test_one_wrong_area_and_nothing_comes_in(connection, villages, tmp_path, values, shape, expected):
    file = write(tmp_path / "a.gpkg", "a", FIELDS, [({"XZQDM": villages[0][0]}, square(5000)), (values, shape)])
    report = import_boundaries(connection, file, below=TOWNSHIP, accept=True)
    assert expected in kinds(report) and not report.saved
    assert all(finding.text(lambda _context, text: text) for finding in report.findings)
    assert rows_of(connection, "select count(*) from base.area where geom is not null") == [(0,)]


def test_new_areas_are_added_when_asked_and_parts_joined(connection, tmp_path):
    rows = [({"XZQDM": "330382106999", "XZQMC": "新围村委会"}, square(0)), ({"XZQDM": "330382106999"}, square(1500))]
    file = write(tmp_path / "a.gpkg", "a", FIELDS, rows)
    report = import_boundaries(connection, file, below=TOWNSHIP, add_new=True)
    assert report.saved and report.added == 1 and "parts_joined" in kinds(report)
    assert rows_of(
        connection, "select name, origin, st_numgeometries(geom) from base.area where code = '330382106999'"
    ) == [("新围村委会", "county", 2)]


def test_hostile_and_strange_files_are_refused(connection, tmp_path):
    vrt = tmp_path / "a.vrt"
    vrt.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="a">'
        '<SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    )
    with pytest.raises(UnreadableBaseFile, match="other files"):
        import_boundaries(connection, vrt)
    with pytest.raises(UnreadableBaseFile):
        import_boundaries(connection, tmp_path)
    file = write(tmp_path / "b.gpkg", "b", {"x": ogr.OFTString}, [({"x": "1"}, square(0))])
    with pytest.raises(NoCodeField):
        import_boundaries(connection, file)
    assert import_boundaries(connection, file, fields=Fields(code="x"), dry_run=True).errors == 1


def test_who_may_not_is_told_but_may_check(people, villages, tmp_path):
    file = write(tmp_path / "a.gpkg", "a", FIELDS, [({"XZQDM": villages[0][0]}, square(0))])
    editor = people.sign_in("county_editor", ["330382"])
    assert import_boundaries(editor, file, dry_run=True).changed == 1
    with pytest.raises(RightsRefused, match="only administrators"):
        import_boundaries(editor, file)
    editor.close()


def test_the_command_lists_the_findings(database, villages, tmp_path, capsys):
    file = write(tmp_path / "a.gpkg", "a", FIELDS, [({"XZQDM": villages[0][0]}, square(0))], system=degrees())
    run = ["--json", "--database", database.database, "areas", "import", str(file)]
    assert main(run) == 2
    told = json.loads(capsys.readouterr().out)
    assert not told["saved"] and told["findings"][0]["code"] == "bad_place"
    assert main([*run, "--crs", "EPSG:4549"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 1

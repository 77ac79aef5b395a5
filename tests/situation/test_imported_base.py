"""What is drawn and walked on is what was imported: roads and terrain of a township, in the sender's own words."""

from __future__ import annotations

from pathlib import Path

from flood_core.areas.base_data import import_base
from flood_core.progress import Silent
from flood_core.situation.create import create_edition
from osgeo import ogr

from ..analysis.test_routing import hill
from ..areas.test_base_import import write
from .village import EAST, NORTH, TOWNSHIP, VILLAGE, YEAR, Village


def line(*corners: tuple[float, float]) -> str:
    """Return a line, given in metres from the village's middle, in EPSG:4549."""
    return "LINESTRING (" + ", ".join(f"{EAST + x} {NORTH + y}" for x, y in corners) + ")"


def test_routes_are_walked_on_imported_roads_and_terrain(village: Village, tmp_path: Path) -> None:
    village.run("delete from base.import_source")  # roads, contours and water that the fixture made
    fields = {"路名": ogr.OFTString, "等级": ogr.OFTString}
    roads = [
        ({"路名": "清方线", "等级": "乡道"}, line((-1200, 0), (0, 0), (900, 0), (1200, 0))),
        ({"路名": "岭脚路", "等级": "村道"}, line((400, 0), (400, 500))),
    ]
    file = write(tmp_path / "道路.shp", "x", fields, roads, "ESRI Shapefile")
    assert import_base(village.connection, "road", file, area=TOWNSHIP).features == 2
    import_base(village.connection, "dem", hill(tmp_path / "dem.tif", 20), area=TOWNSHIP)
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    routes = village.run(
        "select length_m::float8, climb_m::float8, warnings from situation.route"
        " where edition_uid = %s order by number",
        uid,
    )
    assert routes and max(climb for _, climb, _ in routes) > 15
    assert all(length > 100 for length, _, _ in routes)
    # Another survey without the lane: the same question is answered from the new roads.
    shorter = write(tmp_path / "新道路.gpkg", "roads", fields, roads[:1])
    assert import_base(village.connection, "road", shorter, area=TOWNSHIP).replaced == 1
    again = create_edition(village.connection, VILLAGE, YEAR + 1, Silent())
    changed = village.run("select length_m::float8 from situation.route where edition_uid = %s order by number", again)
    assert [length for length, _, _ in routes] != [length for (length,) in changed]

"""Relief and orthophotos under the map: calm, told in the imprint, never a reason to print nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
from flood_core.areas.base_data import import_base
from flood_core.areas.geo_file import NoCoordinateSystem, UnreadableBaseFile
from flood_core.database.connection import Connection
from flood_core.progress import Silent
from flood_core.situation.create import create_edition
from osgeo import gdal

from tests.situation.village import TOWNSHIP, VILLAGE, YEAR, make_village
from tests.support.rasters import Box, write_heights, write_photo

from . import facts, reading
from .conftest import Drawn
from .synthetic import EAST, NORTH, write_village

AROUND: Box = (EAST - 3000, NORTH - 3000, EAST + 3000, NORTH + 3000)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_photo(tmp_path_factory.mktemp("photo") / "航片.tif", AROUND)


@pytest.fixture(scope="module")
def hills(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ridge along 45 degrees, so that one side lies in the light and one in the shadow."""
    path = tmp_path_factory.mktemp("heights") / "地形.tif"
    return write_heights(path, AROUND, 10, lambda x, y: 200 + 80 * np.sin((x + y) / 150))


@pytest.fixture(scope="module")
def on_photo(draw: Callable[..., Drawn], photo: Path) -> Drawn:
    from flood_core.sheets.ground import ground_of_file

    return draw(ground=ground_of_file(photo), preset="A4-landscape", formats=("pdf", "png"))


@pytest.fixture(scope="module")
def on_relief(draw: Callable[..., Drawn], hills: Path) -> Drawn:
    from flood_core.sheets.ground import ground_of_file

    return draw(ground=ground_of_file(hills), preset="A4-landscape", formats=("pdf", "png"))


def inside_of_map(sheet: Drawn) -> np.ndarray:
    """Return rows x columns x (red, green, blue) of the map on the first page."""
    picture = reading.pixels(sheet.file("internal.png"))
    dots = picture.shape[1] / sheet.account["page_mm"][0]
    left, top, right, bottom = (round(edge * dots) for edge in sheet.account["map_mm"])
    return picture[top:bottom, left:right]


def test_symbols_stand_out_from_a_photograph(on_photo: Drawn) -> None:
    picture = reading.pixels(on_photo.file("internal.png"))
    assert facts.contrast_faults(picture, on_photo.account) == []
    washed = picture // 4 + 150
    assert facts.contrast_faults(washed, on_photo.account), "the measure sees what does not stand out"


def test_a_photograph_takes_the_place_of_what_it_shows_itself(on_photo: Drawn) -> None:
    account, text = on_photo.account, reading.text(on_photo.pdf)
    assert "2025-03-14正射影像" in text
    assert account["vector"] is False and account["ground"]["wanted"] == "photo"
    assert not {"building", "contour"} & set(account["base"]) and "border:own" in account["base"]
    assert "等高线（" not in text and "村(社区)界" in text
    assert facts.scale_faults(on_photo.pdf, account) == []
    colours = inside_of_map(on_photo)[::3, ::3].reshape(-1, 3) @ np.array([65536, 256, 1])
    assert len(np.unique(colours)) > 5_000, "a photograph, not a tint"


def test_relief_shades_the_slopes_and_keeps_the_lines(on_relief: Drawn) -> None:
    account, text = on_relief.account, reading.text(on_relief.pdf)
    assert "无（地形晕渲）" in text and {"building", "contour"} <= set(account["base"])
    inside = inside_of_map(on_relief).astype(float).mean(axis=2)
    calm = inside[(inside > 150) & (inside < 252)]  # lines, symbols and names are darker, halos brighter
    assert np.percentile(calm, 95) - np.percentile(calm, 5) > 25, "light and shadow"
    assert facts.scale_faults(on_relief.pdf, account) == []
    assert on_relief.pdf.stat().st_size < 2 * 2**20


def test_what_cannot_be_read_is_told_and_the_sheet_is_drawn(
    draw: Callable[..., Drawn], photo: Path, tmp_path: Path
) -> None:
    from flood_core.sheets.ground import Ground, ground_of_file
    from flood_core.sheets.preflight import on_readable_ground
    from flood_core.sheets.problems import LOST_GROUND, NO_GROUND, PART_OF_GROUND
    from flood_core.sheets.snapshot import read_snapshot

    small = write_photo(tmp_path / "小.tif", (EAST - 400, NORTH - 400, EAST + 3000, NORTH + 3000))
    known = ground_of_file(small)
    both = Ground(known.wanted, (*known.files, tmp_path / "不在.tif"), known.captured_on)
    sheet = draw(ground=both, preset="A4-landscape", buildings=5)
    told = {problem.kind: problem.names for problem in sheet.result.problems}
    assert told[LOST_GROUND] == ("不在.tif",) and told[PART_OF_GROUND][0].endswith("%")
    write_village(tmp_path / "v.gpkg", buildings=1)
    snapshot, (problem,) = on_readable_ground(replace(read_snapshot(tmp_path / "v.gpkg"), ground=Ground("photo")))
    assert snapshot.ground is None and (problem.kind, problem.names) == (NO_GROUND, ("photo",))


def test_only_rasters_with_a_place_are_taken(tmp_path: Path) -> None:
    from flood_core.sheets.ground import NotAGround, ground_of_file

    def image(name: str, bands: int, kind: int) -> Path:
        path = tmp_path / name
        made = gdal.GetDriverByName("GTiff").Create(str(path), 4, 4, bands, kind)
        made.SetGeoTransform((EAST, 1, 0, NORTH, 0, -1))
        made.FlushCache()
        return path

    (tmp_path / "不是图.tif").write_text("不是图")
    for path in (tmp_path / "不是图.tif", tmp_path / "没有.tif"):
        with pytest.raises(UnreadableBaseFile):
            ground_of_file(path)
    with pytest.raises(NoCoordinateSystem):
        ground_of_file(image("无坐标.tif", 3, gdal.GDT_Byte))
    for bands, kind in ((2, gdal.GDT_Byte), (3, gdal.GDT_UInt16), (7, gdal.GDT_Float32)):
        path = image(f"{bands}-{kind}.tif", bands, kind)
        laid = gdal.Open(str(path), gdal.GA_Update)
        laid.SetProjection(gdal.Open(str(write_photo(tmp_path / "p.tif", (0, 0, 9, 9)))).GetProjection())
        del laid
        with pytest.raises(NotAGround):
            ground_of_file(path)


def test_the_database_knows_what_lies_under_a_village(
    connection: Connection, qgis_app: Any, hills: Path, tmp_path: Path
) -> None:
    from flood_core.sheets.ground import Ground
    from flood_core.sheets.order_grounds import find_ground
    from flood_core.sheets.orders import export_orders, orders_of_area

    make_village(connection)
    create_edition(connection, VILLAGE, YEAR, Silent())
    (west, south, east, north), = _boxes(connection)
    own = write_heights(tmp_path / "dem.tif", (west, south, east, north), 20, lambda x, y: x / 10)
    import_base(connection, "dem", own, area=TOWNSHIP)
    assert find_ground(connection, VILLAGE, "relief") == Ground("relief", (own,))
    assert find_ground(connection, VILLAGE, "photo") == Ground("photo")
    assert find_ground(connection, VILLAGE, "plain") is None

    def export() -> tuple[str, bool]:
        orders = orders_of_area(connection, VILLAGE, None)
        (delivery,) = export_orders(connection, orders, tmp_path / "out", formats=("pdf",), ground="relief")
        assert delivery.result is not None
        return reading.text(delivery.result.files[0]), delivery.skipped

    text, skipped = export()
    assert "无（地形晕渲）" in text and not skipped
    assert export()[1], "the same heights"
    write_heights(own, (west, south, east, north), 20, lambda x, y: y / 10)
    assert not export()[1], "other heights under the same name"


def test_a_picture_is_calmed_only_as_far_as_it_must() -> None:
    from flood_core.sheets.ground_calm import calmed

    noise = np.random.default_rng(3).uniform(0, 255, (120, 160, 3))
    rounded, _ = calmed(noise, None)
    assert np.array_equal(rounded, np.rint(noise))
    last = noise.size * 2
    for share in (1.1, 0.7, 0.4, 0.2):
        most = round(noise.size * share)
        picture, weight = calmed(noise, most)
        assert weight <= most and weight < last
        assert np.array_equal(picture, calmed(noise, most)[0]), "the same each time"
        assert abs(picture.mean() - noise.mean()) < 1, "no darker, no lighter"
        last = weight
    assert calmed(noise, 10)[1] > 10, "there is an end to it, and it is told"


def test_a_picture_too_heavy_for_its_paper_is_told_beforehand(qgis_app: Any, photo: Path, tmp_path: Path) -> None:
    from flood_core.sheets.compose import compose
    from flood_core.sheets.ground import ground_of_file
    from flood_core.sheets.preflight import preflight
    from flood_core.sheets.presets import SCREEN
    from flood_core.sheets.problems import HEAVY_GROUND
    from flood_core.sheets.snapshot import read_snapshot

    write_village(tmp_path / "v.gpkg", buildings=1)
    snapshot = replace(read_snapshot(tmp_path / "v.gpkg"), ground=ground_of_file(photo))

    def told(most: int) -> list[tuple[str, ...]]:
        sheet = compose(snapshot, replace(SCREEN, most_bytes=most), "internal")
        return [one.names for one in preflight(snapshot, sheet) if one.kind == HEAVY_GROUND]

    ((weight, allowed),) = told(1_300_000)
    assert float(weight) > float(allowed) == 0.1
    assert told(5_000_000) == []


def _boxes(connection: Connection) -> list[Box]:
    """Return the village's box in metres, EPSG:4549."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)"
            " from (select ST_Transform(geom, 4549) as box from base.area where code = %s) as village", (VILLAGE,),
        )  # fmt: skip
        found = cursor.fetchall()
    connection.rollback()
    return found

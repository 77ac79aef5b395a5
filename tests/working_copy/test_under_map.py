"""Pictures and base maps under a map: read with suspicion, set on places, kept in the file and carried with it."""

from __future__ import annotations

import dataclasses
import math
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.analysis.metric import metric_crs
from flood_core.analysis.picture_fit import NoSlant, PlacesTooNear, fit
from flood_core.analysis.slanted_picture import straightened
from flood_core.errors import Cancelled
from flood_core.layers import pdf_page, picture_file, picture_form
from flood_core.layers.picture_file import read_picture
from flood_core.layers.picture_form import DrawnTooLong, NoPicture, NoSuchPage, PictureTooLarge
from flood_core.layers.underlay_layers import (
    NoBaseMap,
    NoTileAddress,
    file_layers,
    forget_picture,
    picture_layer,
    tile_address,
    tile_layer,
)
from flood_core.model.underlay import FILE, PICTURE, SLANTED, Place
from flood_core.progress import Silent
from flood_core.situation import offers
from flood_core.situation.steps import BASE, StepState, step_states
from flood_core.situation.verification import verify
from flood_core.situation.working_copy import WorkingCopy, alter, carry, picture, put_under, take_away, underlays
from flood_core.situation.working_copy.errors import TamperedWorkingCopy, TooMuchInFile
from osgeo import gdal, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QMarginsF, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter, QPolygonF

from .conftest import Checkout

#: A corner of the picture in metres (EPSG:4549), and what a pixel measures.
EAST, NORTH, SIZE = 560_000.0, 3_110_000.0, 2.0


def drawn(path: Path, width: int = 400, height: int = 300) -> Path:
    """Write a picture, red above and blue below."""
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width, height // 2, QColor("red"))
    painter.end()
    assert image.save(str(path))
    return path


def places(*pixels: tuple[float, float], turned: bool = False, off: float = 0.0) -> tuple[Place, ...]:
    """Return places of the picture on the ground; ``off`` metres put the last one wrong."""
    ground, degrees = (QgsCoordinateReferenceSystem(name) for name in (metric_crs(120.0), "EPSG:4490"))
    back = QgsCoordinateTransform(ground, degrees, QgsProject.instance())
    found = []
    for number, (column, line) in enumerate(pixels, start=1):
        x, y = (line, column) if turned else (column, -line)
        shift = off if number == len(pixels) else 0.0
        at = back.transform(QgsPointXY(EAST + x * SIZE + shift, NORTH + y * SIZE))
        found.append(Place(column, line, at.x(), at.y()))
    return tuple(found)


CORNERS = ((10.0, 10.0), (390.0, 290.0), (390.0, 10.0), (10.0, 290.0))


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("turned", [False, True])
def test_places_that_agree_fit_exactly(qgis_app: Any, count: int, turned: bool) -> None:
    found = fit(places(*CORNERS[:count], turned=turned))
    assert found.metres < 0.01 and found.crs == "EPSG:4549" and found.is_checked == (count > 2)
    east, along, across, north, up, down = found.transform
    assert (east, north) == pytest.approx((EAST, NORTH), abs=0.01)
    wanted = (0, SIZE, SIZE, 0) if turned else (SIZE, 0, 0, -SIZE)
    assert (along, across, up, down) == pytest.approx(wanted, abs=1e-4)


def test_a_place_that_is_wrong_shows_in_metres(qgis_app: Any) -> None:
    found = fit(places(*CORNERS, off=40.0))
    assert 9 < found.metres < 25 and max(found.residuals) > 9
    in_a_line = fit(places((10, 10), (100, 12), (200, 10), (390, 12), off=40.0))
    assert 5 < in_a_line.metres < 40  # the other direction is not invented


def from_the_side(*ground: tuple[float, float]) -> tuple[Place, ...]:
    """Return places (metres from a corner) as a camera on a hill in the south sees them: pixels of a photograph."""
    degrees = QgsCoordinateTransform(*(QgsCoordinateReferenceSystem(name) for name in (metric_crs(120.0), "EPSG:4490")),
                                     QgsProject.instance())  # fmt: skip
    found = []
    for east, north in ground:
        at = degrees.transform(QgsPointXY(EAST + east, NORTH + north))
        found.append(Place(*in_photograph(east, north), at.x(), at.y()))
    return tuple(found)


def in_photograph(east: float, north: float) -> tuple[float, float]:
    """Return the pixel of a place, seen from 100 m above and 150 m south of the corner, 20 degrees down."""
    down, focus = math.radians(20), 500.0
    ahead, below = north + 150.0, 100.0
    depth = ahead * math.cos(down) + below * math.sin(down)
    under = below * math.cos(down) - ahead * math.sin(down)
    return 320 + focus * (east - 150.0) / depth, 240 + focus * under / depth


SEEN = ((0.0, 0.0), (300.0, 20.0), (280.0, 320.0), (20.0, 300.0))


def test_a_photograph_from_the_side_is_straightened(qgis_app: Any) -> None:
    flat = fit(from_the_side(*SEEN))
    assert flat.metres > 20 and flat.is_flat  # nothing flat fits it
    four = fit(from_the_side(*SEEN), slanted=True)
    assert not four.is_flat and not four.is_checked and max(four.residuals) < 0.01
    assert 0.2 < four.metres < 20  # clicks are never exact
    for east, north in ((150.0, 150.0), (40.0, 280.0), (250.0, 60.0)):
        assert four.at(*in_photograph(east, north)) == pytest.approx((EAST + east, NORTH + north), abs=0.05)
    six = fit(from_the_side(*SEEN, (150.0, 150.0), (100.0, 40.0)), slanted=True)
    assert six.is_checked and six.metres < 0.05
    *right, last = from_the_side(*SEEN, (150.0, 150.0))
    wrong = fit((*right, dataclasses.replace(last, longitude=last.longitude + 0.0004)), slanted=True)  # about 40 m
    assert wrong.is_checked and wrong.metres > 5


def test_places_that_cannot_straighten_are_refused(qgis_app: Any) -> None:
    first, second, third, fourth = from_the_side(*SEEN)
    with pytest.raises(PlacesTooNear):
        fit((first, second, third), slanted=True)
    with pytest.raises(NoSlant):  # three in a line
        fit(from_the_side((0, 0), (100, 0), (200, 0), (100, 200)), slanted=True)
    swapped = dataclasses.replace(third, longitude=second.longitude, latitude=second.latitude)
    other = dataclasses.replace(second, longitude=third.longitude, latitude=third.latitude)
    with pytest.raises(NoSlant):
        fit((first, other, swapped, fourth), slanted=True)


def test_a_straightened_photograph_lies_where_its_places_say(qgis_app: Any, tmp_path: Path) -> None:
    image = QImage(640, 480, QImage.Format.Format_RGB888)
    image.fill(QColor("#80c080"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("red"))
    field = ((100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0))
    painter.drawPolygon(QPolygonF([QPointF(*in_photograph(*corner)) for corner in field]))
    painter.end()
    path = tmp_path / "side.jpg"
    assert image.save(str(path), "JPEG", 95)
    found = fit(from_the_side(*SEEN), slanted=True)
    seen = straightened(read_picture(path).jpeg, found)
    uid = "22222222-2222-2222-2222-222222222222"
    layer = picture_layer(uid, "照片", seen.png, found.crs, seen.transform)
    provider = layer.dataProvider()

    def color(east: float, north: float) -> list[float]:
        at = QgsPointXY(EAST + east, NORTH + north)
        return [provider.sample(at, band)[0] for band in (1, 2, 3)]

    try:
        assert layer.isValid() and layer.width() <= 3000 and layer.height() <= 3000
        for east, north in ((150, 150), (105, 105), (195, 195), (105, 195)):  # a square field is square again
            assert color(east, north)[0] > 200 > color(east, north)[1], (east, north)
        for east, north in ((90, 150), (210, 150), (150, 212), (150, 90)):
            assert color(east, north)[1] > 150 > color(east, north)[0], (east, north)
    finally:
        layer.deleteLater()
        forget_picture(uid)


@pytest.mark.parametrize("same", [((10, 10), (12, 10)), ((10, 10),)])
def test_places_too_near_are_refused(qgis_app: Any, same: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(PlacesTooNear):
        fit(places(*same))


def test_pictures_and_pages_are_read(qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("scan.jpg", "scan.png"):
        found = read_picture(drawn(tmp_path / name))
        assert (found.name, found.width, found.height) == ("scan", 400, 300) and found.jpeg.startswith(b"\xff\xd8")
    monkeypatch.setattr(picture_file, "MOST_SIDE", 200)
    assert read_picture(tmp_path / "scan.jpg").width == 200


def pdf_of_two_pages(path: Path) -> Path:
    """Write a PDF with a green page and a red one, A6."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.fillRect(0, 0, writer.width(), writer.height(), QColor("green"))
    writer.newPage()
    painter.fillRect(0, 0, writer.width(), writer.height(), QColor("red"))
    painter.end()
    return path


def test_a_page_of_a_pdf_is_drawn_in_a_process_of_its_own(
    qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = pdf_of_two_pages(tmp_path / "图.pdf")
    found = read_picture(pdf, 2)
    image = QImage.fromData(found.jpeg)
    assert (found.name, image.width(), image.height()) == ("图", found.width, found.height)
    assert abs(found.width - 1240) < 4 and abs(found.height - 1748) < 4  # 300 dots per inch
    assert image.pixelColor(70, 100).red() > 200 > image.pixelColor(70, 100).green()
    with pytest.raises(NoSuchPage) as told:
        read_picture(pdf, 3)
    assert "图.pdf" in told.value.message() and "2" in told.value.message()

    class Impatient(Silent):
        def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
            return True

    with pytest.raises(Cancelled):
        read_picture(pdf, 2, Impatient())
    monkeypatch.setattr(pdf_page, "MOST_SECONDS", 0.0)
    with pytest.raises(DrawnTooLong):
        read_picture(pdf, 2)
    monkeypatch.setattr(pdf_page, "child_python", lambda: "/bin/false")  # a reader that dies over the file
    with pytest.raises(NoPicture):
        read_picture(pdf, 2)


def hostile_pdf(path: Path, content: bytes, box: str = "0 0 100 100") -> Path:
    """Write a PDF of one page that draws ``content``."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box.encode() + b"] /Contents 4 0 R"
        b" /Resources << /XObject << /A 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /A 5 0 R >> >>"
        b" /Length 12 >>\nstream\n/A Do /A Do \nendstream",
    ]
    made = b"%PDF-1.4\n"
    for number, one in enumerate(objects, start=1):
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    path.write_bytes(made + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n")
    return path


@pytest.mark.parametrize(
    "content, box", [(b"/A Do", "0 0 900000 900000"), (b"/A Do", "0 0 1e30 1"), (b"q " * 9999, "")]
)
def test_a_hostile_pdf_answers_in_words_or_is_drawn(qgis_app: Any, tmp_path: Path, content: bytes, box: str) -> None:
    path = hostile_pdf(tmp_path / "feind.pdf", content, box)
    try:
        assert read_picture(path).jpeg.startswith(b"\xff\xd8")
    except (NoPicture, PictureTooLarge, DrawnTooLong) as error:
        assert "feind.pdf" in error.message()


@pytest.mark.parametrize(
    "name, content",
    [("a.jpg", b""), ("a.jpg", b"\xff\xd8\xff\xe0 cut off"), ("a.pdf", b"%PDF-1.4 nothing"), ("a.png", b"<svg/>"),
     ("a.jpg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
     ("a.jpg", b"<VRTDataset rasterXSize='9' rasterYSize='9'/>")],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(qgis_app: Any, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NoPicture) as told:
        read_picture(path)
    assert name in told.value.message() and str(tmp_path) not in told.value.message()


def test_large_files_are_refused_before_they_are_decoded(
    qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drawn(tmp_path / "scan.png")
    monkeypatch.setattr(picture_form, "MOST_PIXELS", 100_000)
    with pytest.raises(PictureTooLarge):
        read_picture(path)
    monkeypatch.setattr(picture_file, "MOST_BYTES", 100)
    with pytest.raises(PictureTooLarge):
        read_picture(path)


def test_a_picture_lies_where_its_places_say(qgis_app: Any, tmp_path: Path) -> None:
    found = fit(places(*CORNERS[:2], turned=True))
    uid = "11111111-1111-1111-1111-111111111111"
    layer = picture_layer(uid, "图", read_picture(drawn(tmp_path / "a.png")).jpeg, found.crs, found.transform)
    try:
        assert layer.isValid() and layer.crs().authid() == "EPSG:4549"
        box = layer.extent()
        assert (box.xMinimum(), box.yMinimum()) == pytest.approx((EAST, NORTH), abs=3)
        assert (box.xMaximum(), box.yMaximum()) == pytest.approx((EAST + 600, NORTH + 800), abs=3)
        red, blue = (
            [layer.dataProvider().sample(QgsPointXY(EAST + x, NORTH + 400), band)[0] for band in (1, 2, 3)]
            for x in (100, 500)
        )
        assert red[0] > 200 > red[2] and blue[2] > 200 > blue[0]
    finally:
        del layer
        forget_picture(uid)
    assert gdal.VSIStatL(f"/vsimem/floodmap-{uid}.picture") is None


def test_what_lies_under_a_map_is_kept_carried_and_ticks_its_step(
    qgis_app: Any, checkout: Checkout, tmp_path: Path
) -> None:
    path, jpeg = checkout("copy"), read_picture(drawn(tmp_path / "scan.jpg")).jpeg
    with WorkingCopy(path) as copy:
        copy.database.execute("delete from road")
        assert not state_of_base(copy).is_done
        made = put_under(copy, PICTURE, "去年的图", jpeg=jpeg, opacity=0.7)
        assert not made.is_placed
        alter(copy, made, places=places(*CORNERS[:3]), opacity=0.4, visible=False)
        assert not state_of_base(copy).is_done  # a picture to draw after is no base map
        side = put_under(copy, PICTURE, "照片", jpeg=jpeg)
        side = alter(copy, side, kind=SLANTED, places=places(*CORNERS[:3]))
        assert not side.is_placed and not state_of_base(copy).is_done
        assert underlays(copy)[0] == side and alter(copy, side, places=places(*CORNERS)).is_placed
        take_away(copy, side.uid)
        base = put_under(copy, FILE, "正射影像", "/somewhere/ortho.tif")
        offers.accept(copy, [one.uid for one in state_of_base(copy).offers if one.placed])
        verify(copy, state_of_base(copy).to_verify)
        assert state_of_base(copy).is_done
    stick = carry(path, tmp_path / "stick.gpkg")
    with WorkingCopy(stick, thorough=True) as copy:
        first, second = underlays(copy)
        assert (first, second.places, second.opacity, second.visible) == (base, places(*CORNERS[:3]), 0.4, False)
        assert picture(copy, second.uid) == jpeg
        take_away(copy, second.uid)
        assert underlays(copy) == [base]
        with pytest.raises(TamperedWorkingCopy):
            picture(copy, second.uid)
        with pytest.raises(TooMuchInFile):
            for number in range(20):
                put_under(copy, FILE, str(number), "/x.tif")


FORGED = (
    ("places", "[[1, 2, 3]]"), ("places", "nothing"), ("places", "[[1, 2, 300, 40]]"), ("kind", "program"),
    ("opacity", 7.0), ("opacity", "x"), ("uid", "../../x"), ("name", "x" * 300),
)  # fmt: skip


def test_a_forged_underlay_is_refused(checkout: Checkout) -> None:
    path = checkout("copy")
    for column, value in FORGED:
        with WorkingCopy(path) as copy:
            copy.database.execute("delete from floodmap_underlay")
            put_under(copy, FILE, "x", "/x.tif")
        with closing(sqlite3.connect(path)) as opened, opened:
            opened.execute("update floodmap_underlay set " + column + " = ?", (value,))  # noqa: S608 - the test's words
        with WorkingCopy(path) as copy, pytest.raises(TamperedWorkingCopy):
            underlays(copy)
            pytest.fail(f"{column} = {value} was taken")


def test_a_file_without_room_for_pictures_gets_it(checkout: Checkout) -> None:
    path = checkout("copy")
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("drop table floodmap_underlay")
        opened.execute("update floodmap_head set value = '2' where key = 'format'")
    with WorkingCopy(path) as copy:
        assert underlays(copy) == [] and copy.head["format"] == "3"


def state_of_base(copy: WorkingCopy) -> StepState:
    """Return how the step of the base map stands."""
    return next(one for one in step_states(copy, []) if one.step.key == BASE)


def orthophoto(path: Path, driver: str = "GTiff") -> Path:
    """Write a small orthophoto of the village."""
    made = gdal.GetDriverByName("MEM").Create("", 256, 256, 3, gdal.GDT_Byte)
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4490)
    made.SetProjection(degrees.ExportToWkt())
    made.SetGeoTransform((120.9, 0.0001, 0, 28.1, 0, -0.0001))
    for band in (1, 2, 3):
        made.GetRasterBand(band).Fill(60 * band)
    if driver == "MBTiles":
        made = gdal.Warp("", made, format="MEM", dstSRS="EPSG:3857")
    gdal.GetDriverByName(driver).CreateCopy(str(path), made)
    return path


@pytest.mark.parametrize("name, driver", [("o.tif", "GTiff"), ("o.gpkg", "GPKG"), ("o.mbtiles", "MBTiles")])
def test_base_maps_from_files_are_quietened(qgis_app: Any, tmp_path: Path, name: str, driver: str) -> None:
    (layer,) = file_layers(orthophoto(tmp_path / name, driver), "正射影像")
    assert layer.isValid() and layer.name() == "正射影像"
    assert layer.hueSaturationFilter().saturation() < 0 < layer.brightnessFilter().brightness()


def test_a_base_map_of_lines_is_grey(qgis_app: Any, checkout: Checkout) -> None:
    found = file_layers(checkout("base"), "底图")
    assert 2 <= len(found) <= 12 and all(layer.isValid() for layer in found)


@pytest.mark.parametrize(
    "name",
    ["/vsicurl/http://x/o.tif", "\\\\server\\share\\o.tif", "//server/o.tif", "o.tif", "/etc/passwd", "plain.tif"],
)
def test_what_is_no_base_map_on_this_computer_is_refused(qgis_app: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "plain.tif").write_bytes(b"nothing")
    path = tmp_path / name if name == "plain.tif" else Path(name)
    with pytest.raises(NoBaseMap):
        file_layers(path, "x")


def test_addresses_of_tiles(qgis_app: Any) -> None:
    assert tile_address(" https://t/{z}/{x}/{y}.png ") == "https://t/{z}/{x}/{y}.png"
    wmts = "https://t/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk=k"
    assert tile_address(wmts) == "https://t/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=k"
    layer = tile_layer(wmts, "天地图")
    assert layer.isValid() and layer.dataProvider().name() == "wms"
    for wrong in ("https://t/wmts", "file:///etc/{z}/{x}/{y}", "https://t/{z}/{x}/{y} |x", ""):
        with pytest.raises(NoTileAddress):
            tile_address(wrong)

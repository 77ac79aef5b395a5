"""Images that know their place, and SVG with real text."""

from __future__ import annotations

import io
import re
from typing import Callable
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from osgeo import gdal, osr
from PIL import Image

from . import reading
from .conftest import Drawn

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def images(draw: Callable[..., Drawn]) -> Drawn:
    return draw(preset="A4", formats=("jpg", "tif", "svg"), buildings=20)


def test_every_page_is_there_in_every_format(images: Drawn) -> None:
    names = {path.name for path in images.result.files}
    for suffix in ("jpg", "tif", "svg"):
        assert f"{images.result.name}.{suffix}" in names
        assert f"{images.result.name}_2.{suffix}" in names
    assert all(path.is_file() for path in images.result.files)


@pytest.mark.parametrize(("suffix", "world"), [("internal.jpg", ".jgw"), ("internal.tif", ".tfw")])
def test_an_image_lies_on_the_ground_where_the_map_says(images: Drawn, suffix: str, world: str) -> None:
    account = images.account
    raster = gdal.Open(str(images.file(suffix)))
    x, dot, _, y, _, down = raster.GetGeoTransform()
    dots_per_mm = raster.RasterXSize / account["page_mm"][0]
    west, _, _, north = account["extent"]
    left, top = account["map_mm"][:2]
    assert x + left * dots_per_mm * dot == pytest.approx(west, abs=0.2)
    assert y + top * dots_per_mm * down == pytest.approx(north, abs=0.2)
    assert dot == pytest.approx(account["scale"] / 1000 / dots_per_mm)
    assert len(images.file(world).read_text(encoding="ascii").split()) == 6


def test_the_tiff_names_its_system(images: Drawn) -> None:
    system = osr.SpatialReference(gdal.Open(str(images.file("internal.tif"))).GetProjection())
    system.AutoIdentifyEPSG()
    assert f"EPSG:{system.GetAuthorityCode(None)}" == images.account["crs"]


def test_jpg_and_tiff_show_the_same_picture(images: Drawn) -> None:
    jpg = reading.pixels(images.file("internal.jpg")).astype(int)
    tif = np.moveaxis(gdal.Open(str(images.file("internal.tif"))).ReadAsArray(), 0, 2).astype(int)
    assert jpg.shape == tif.shape
    assert np.abs(jpg - tif).mean() < 6


def test_svg_has_real_text(images: Drawn) -> None:
    svg = images.file("internal.svg").read_text(encoding="utf-8")
    texts = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    assert "防汛防台形势图" in texts
    for label in images.account["labels"]:
        assert "".join(label["text"].split()) in "".join(texts.split())


@given(size=st.tuples(st.integers(1, 40), st.integers(1, 9)), seed=st.integers(0, 2**32 - 1))
def test_a_png_of_ours_reads_back_dot_by_dot(size: tuple[int, int], seed: int) -> None:
    from flood_core.sheets.png import png_of
    from qgis.PyQt.QtGui import QImage

    dots = np.random.default_rng(seed).integers(0, 256, (*size, 3), np.uint8)
    rows, columns = size
    image = QImage(dots.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    content = png_of(image.copy(), 11811)
    read = Image.open(io.BytesIO(content))
    assert (read.mode, read.info["dpi"][0]) == ("RGB", pytest.approx(300, abs=0.01))
    assert np.array_equal(np.asarray(read), dots)
    assert QImage.fromData(content, "PNG").convertToFormat(QImage.Format.Format_RGB888) == image.copy()


def test_nothing_runs_over_its_frame_in_svg(images: Drawn) -> None:
    """Qt's writer knows no clipping: what QGIS draws of a map lies in a clip path with the map's frame."""
    root = ElementTree.parse(images.file("internal.svg")).getroot()
    text = images.file("internal.svg").read_text(encoding="utf-8")
    assert "#01030" not in text, "marks of cuts are left"
    dots = float(root.attrib["viewBox"].split()[2]) / images.account["page_mm"][0]
    frames = {clip.attrib["id"]: outline(clip[0]) / dots for clip in root.find(f"{SVG}defs") or ()}
    left, top, right, bottom = images.account["map_mm"]
    own = [f"url(#{name})" for name, box in frames.items() if np.allclose(box, [left, top, right, bottom], atol=0.1)]
    body = root.find(f"{SVG}g")
    assert body is not None
    inside = [part for group in body if group.get("clip-path") in own for part in group]
    assert len(inside) > 20
    over = [outline(path, group) / dots for group in inside for path in group.findall(f"{SVG}path")]
    assert any(box[0] < left - 1 or box[2] > right + 1 for box in over), "else it proves nothing"
    for group in body:
        if "clip-path" not in group.attrib:
            for path in group.iter(f"{SVG}path"):
                west, north, east, south = outline(path, group) / dots
                assert west > -1 and north > -1 and east < images.account["page_mm"][0] + 1 and south < 211, path.attrib


def outline(path: ElementTree.Element, group: ElementTree.Element | None = None) -> np.ndarray:
    """Return left, top, right, bottom of a path in dots of the page."""
    matrix = (group if group is not None else path).attrib["transform"]
    a, b, c, d, e, f = map(float, re.findall(r"-?[\d.]+(?:e-?\d+)?", matrix))
    xy = np.array([float(number) for number in re.findall(r"-?\d[\d.]*(?:e-?\d+)?", path.attrib["d"])]).reshape(-1, 2)
    x, y = a * xy[:, 0] + c * xy[:, 1] + e, b * xy[:, 0] + d * xy[:, 1] + f
    return np.array([x.min(), y.min(), x.max(), y.max()])

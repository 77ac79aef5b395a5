"""Images that know their place, and SVG with real text."""

from __future__ import annotations

import io
import re
from typing import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from osgeo import gdal, osr
from PIL import Image

from . import reading
from .conftest import Drawn


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

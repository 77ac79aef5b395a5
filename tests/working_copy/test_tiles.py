"""Base maps from the network: how a service's tiles are addressed, and that they are asked at the right place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flood_core.layers.tile_grid import Level, TileGrid, level_of, spoken
from flood_core.layers.underlay_layers import NoTileAddress, tile_layer, tile_source
from flood_core.layers.wmts_service import NoSuchService, source_in_service
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

from tests.support.tile_server import COLOR, capabilities, tile_server

#: A place in metres (EPSG:4549), and how much of the ground is drawn.
EAST, NORTH, HALF = 604_000.0, 3_129_000.0, 400.0
RESOURCE = ('<ResourceURL resourceType="tile" format="image/jpeg"'
            ' template="https://t/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}"/>')  # fmt: skip


def drawn(layer: QgsRasterLayer) -> QImage:
    """Draw the place with the layer alone."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    settings.setExtent(QgsRectangle(EAST - HALF, NORTH - HALF, EAST + HALF, NORTH + HALF))
    settings.setOutputSize(QSize(300, 300))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def at_place(system: str) -> tuple[float, float]:
    """Return the place in another system."""
    systems = (QgsCoordinateReferenceSystem("EPSG:4549"), QgsCoordinateReferenceSystem(system))
    found = QgsCoordinateTransform(*systems, QgsProject.instance()).transform(EAST, NORTH)
    return found.x(), found.y()


def test_tiles_are_asked_where_they_lie_and_drawn_subdued(qgis_app: Any) -> None:
    longitude, latitude = at_place("EPSG:4490")
    x, y = at_place("EPSG:3857")
    world = 20_037_508.342789244
    with tile_server() as server:
        sources = {
            "c": source_in_service(server.wmts),
            "w": source_in_service(server.wmts + "&both"),
            "xyz": server.xyz,
        }
        typed = server.address + "/img_c/wmts?tk=key&REQUEST=GetTile&TILEMATRIXSET=c&TILEMATRIX={TileMatrix}" \
            "&TILEROW={TileRow}&TILECOL={TileCol}"
        for name, source in (*sources.items(), ("c", typed)):
            server.asked.clear()
            image = drawn(tile_layer(tile_source(source), name))
            loud, seen = QColor(COLOR), image.pixelColor(150, 150)
            assert seen.hsvSaturation() < loud.hsvSaturation() and seen.lightness() > loud.lightness(), name
            assert seen.red() > seen.green() + 40  # it is the tile, not the paper
            if source == typed:
                continue  # QGIS has these tiles already
            level = max(one[1] for one in server.asked)
            if name == "c":
                size = 360.0 / 2**level
                here = (int((longitude + 180) / size), int((90 - latitude) / size))
            else:
                size = 2 * world / 2**level
                here = (int((x + world) / size), int((world - y) / size))
            assert (name, level, *here) in server.asked, (name, here, server.asked)
            assert level >= 15


def test_a_service_that_was_known_is_asked_nothing_when_the_map_opens(qgis_app: Any) -> None:
    with tile_server() as server:
        source = tile_source(source_in_service(server.wmts))
    assert len(source) < 2500 and spoken(source).startswith(server.address)
    assert tile_layer(source, "x").isValid()  # the server is gone


def test_a_wmts_says_how_its_tiles_are_addressed(qgis_app: Any) -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return capabilities(both=True).encode()

    found = tile_source(source_in_service("https://t/wmts?tk=key", fetch))
    assert asked == ["https://t/wmts?tk=key&SERVICE=WMTS&REQUEST=GetCapabilities"]
    assert "LAYER=img" in found and "TILEMATRIXSET=w" in found and "tk=key" in found and "TILEROW={y}" in found

    def linked(both: bool) -> str:
        described = capabilities(both=both).replace("</Layer>", RESOURCE + "</Layer>").encode()
        return tile_source(source_in_service("https://t/c.xml", lambda _address: described))

    assert linked(both=True) == "https://t/default/w/{z}/{y}/{x}"
    assert spoken(linked(both=False)) == "https://t/default/c/{TileMatrix}/{TileRow}/{TileCol}"


def test_levels_are_mended_where_services_are_known_to_err(qgis_app: Any) -> None:
    degrees, zone = QgsCoordinateReferenceSystem("EPSG:4490"), QgsCoordinateReferenceSystem("EPSG:4549")
    for scale in (295_829_355.45, 279_541_132.01):  # 96 dots per inch, and as the standard says
        for corner in ((90.0, -180.0), (-180.0, 90.0)):
            found = level_of("1", scale, corner, 256, 2, 1, degrees)
            assert (found.left, found.top) == (-180, 90) and found.pixel == pytest.approx(360 / 512, rel=1e-3)
    inverted = zone.hasAxisInverted()
    corner = (10_002_100.0, -5_123_200.0) if inverted else (-5_123_200.0, 10_002_100.0)
    found = level_of("EPSG:4549:7", 4000.0, corner, 512, 9, 9, zone)
    assert (found.left, found.top, found.pixel) == (-5_123_200.0, 10_002_100.0, pytest.approx(1.12))


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", capabilities(both=False).replace("4490", "123456").encode(),
               capabilities(both=False).replace("90.0 -180.0", "north").encode(),
               b'<!DOCTYPE x [<!ENTITY a "b">]><Capabilities/>']
)  # fmt: skip
def test_a_service_that_is_none_is_told_in_words(qgis_app: Any, answer: bytes) -> None:
    with pytest.raises(NoSuchService) as told:
        source_in_service("https://t/wmts", lambda _address: answer)
    assert "https://t/wmts" in told.value.message()


def test_a_forged_grid_is_none(qgis_app: Any) -> None:
    sound = TileGrid("https://t/{TileMatrix}", "EPSG:4490", "image/png", (Level("1", 0.7, -180.0, 90.0, 256, 2, 1),))
    assert TileGrid.of(sound.plain()) == sound
    level = ["1", 0.7, -180.0, 90.0, 256, 2, 1]
    for forged in (
        ["file:///etc/passwd", "EPSG:4490", "image/png", [level]], ["https://t/x y", "EPSG:4490", "p", [level]],
        ["https://t/{x}", "EPSG:4490&url=x", "p", [level]], ["https://t/{x}", "EPSG:4490", 7, [level]],
        ["https://t/{x}", "EPSG:4490", "p", []], ["https://t/{x}", "EPSG:4490", "p", [[*level, 1]]],
        ["https://t/{x}", "EPSG:4490", "p", [["1", 0.0, 0.0, 0.0, 256, 2, 1]]],
        ["https://t/{x}", "EPSG:4490", "p", [["<a>", 0.7, 0.0, 0.0, 256, 2, 1]]], 7,
    ):  # fmt: skip
        assert TileGrid.of("wmts " + json.dumps(forged)) is None
        with pytest.raises(NoTileAddress):
            tile_layer("wmts " + json.dumps(forged), "x")

"""How a WMTS cuts its tiles when it is not in the world grid: 天地图's _c services, or a county's own zone.

Kept as one line of text with the map, so that opening the map asks the service
nothing: QGIS gets the description of the service from us, not from the network.
"""

from __future__ import annotations

import base64
import json
import math
import re
from dataclasses import astuple, dataclass
from urllib.parse import quote
from xml.etree import ElementTree  # nosec B405

from qgis.core import QgsCoordinateReferenceSystem, QgsUnitTypes

#: WMTS counts its scales with pixels of this size; some services count with 96 dots per inch instead.
_PIXEL_METRES, _INCH_PIXEL_METRES = 0.00028, 0.0254 / 96
_MARK = "wmts "
_ADDRESS = re.compile(r"https?://[^\s|\"<>]{4,2000}", re.IGNORECASE)
_NAME = re.compile(r"[\w:.\-]{1,80}")
_WMTS, _OWS = "http://www.opengis.net/wmts/1.0", "http://www.opengis.net/ows/1.1"
#: Levels of the degree grid that 天地图 and others share: two tiles make the world.
_DEGREE_LEVELS = range(1, 19)


@dataclass(frozen=True)
class Level:
    """One level: its name, the size of a pixel and the upper left corner in units of the grid, and its tiles."""

    name: str
    pixel: float
    left: float
    top: float
    tile: int  # pixels of a side
    columns: int
    rows: int

    @property
    def is_sound(self) -> bool:
        """Tell whether these are figures of a level."""
        numbers = (self.pixel, self.left, self.top)
        counts = (self.tile, self.columns, self.rows)
        return (
            isinstance(self.name, str) and _NAME.fullmatch(self.name) is not None
            and all(isinstance(one, (int, float)) and math.isfinite(one) for one in numbers) and self.pixel > 0
            and all(isinstance(one, int) and 1 <= one <= 1 << 31 for one in counts) and self.tile <= 4096
        )  # fmt: skip


@dataclass(frozen=True)
class TileGrid:
    """A service's tiles: their address with {TileMatrix}, {TileCol} and {TileRow}, their system and their levels."""

    tiles: str
    crs: str
    form: str
    levels: tuple[Level, ...]

    def plain(self) -> str:
        """Return the line of text that is kept with the map."""
        return _MARK + json.dumps([self.tiles, self.crs, self.form, [astuple(one) for one in self.levels]],
                                  separators=(",", ":"))  # fmt: skip

    @classmethod
    def of(cls, text: str) -> TileGrid | None:
        """Return the grid of such a line, None when it is none or not sound."""
        if not text.startswith(_MARK):
            return None
        try:
            tiles, crs, form, levels = json.loads(text.removeprefix(_MARK))
            made = cls(tiles, crs, form, tuple(Level(*one) for one in levels))
        except (ValueError, TypeError, RecursionError):
            return None
        words = isinstance(tiles, str) and isinstance(crs, str) and isinstance(form, str)
        sound = words and _ADDRESS.fullmatch(tiles) is not None and _NAME.fullmatch(crs) is not None
        return made if sound and 1 <= len(levels) <= 40 and all(one.is_sound for one in made.levels) else None

    def uri(self) -> str:
        """Return the source of a QGIS layer; the service's description is in it."""
        described = base64.b64encode(self._capabilities()).decode("ascii")
        return (
            f"crs={self.crs}&format={quote(self.form, safe='/')}&layers=tiles&styles=default&tileMatrixSet=grid"
            f"&tilePixelRatio=0&url={quote('data:text/xml;SERVICE=WMTS;base64,' + described, safe='')}"
        )

    def _capabilities(self) -> bytes:
        """Return the description that QGIS reads: one layer, one grid."""
        ElementTree.register_namespace("", _WMTS)
        ElementTree.register_namespace("ows", _OWS)
        system = QgsCoordinateReferenceSystem(self.crs)
        root = ElementTree.Element(f"{{{_WMTS}}}Capabilities", version="1.0.0")
        contents = ElementTree.SubElement(root, f"{{{_WMTS}}}Contents")
        layer = ElementTree.SubElement(contents, f"{{{_WMTS}}}Layer")
        box = system.bounds()
        bounds = ElementTree.SubElement(layer, f"{{{_OWS}}}WGS84BoundingBox")
        _put(bounds, _OWS, LowerCorner=f"{box.xMinimum()} {box.yMinimum()}",
             UpperCorner=f"{box.xMaximum()} {box.yMaximum()}")  # fmt: skip
        _put(layer, _OWS, Title="tiles", Identifier="tiles")
        style = ElementTree.SubElement(layer, f"{{{_WMTS}}}Style", isDefault="true")
        _put(style, _OWS, Identifier="default")
        _put(layer, _WMTS, Format=self.form)
        _put(ElementTree.SubElement(layer, f"{{{_WMTS}}}TileMatrixSetLink"), _WMTS, TileMatrixSet="grid")
        ElementTree.SubElement(layer, f"{{{_WMTS}}}ResourceURL", format=self.form, resourceType="tile",
                               template=self.tiles)  # fmt: skip
        grid = ElementTree.SubElement(contents, f"{{{_WMTS}}}TileMatrixSet")
        _put(grid, _OWS, Identifier="grid", SupportedCRS=self.crs)
        for one in self.levels:
            level = ElementTree.SubElement(grid, f"{{{_WMTS}}}TileMatrix")
            corner = (one.top, one.left) if system.hasAxisInverted() else (one.left, one.top)
            _put(level, _OWS, Identifier=one.name)
            _put(level, _WMTS, ScaleDenominator=repr(one.pixel * metres_per_unit(system) / _PIXEL_METRES),
                 TopLeftCorner=f"{corner[0]!r} {corner[1]!r}", TileWidth=str(one.tile), TileHeight=str(one.tile),
                 MatrixWidth=str(one.columns), MatrixHeight=str(one.rows))  # fmt: skip
        return b'<?xml version="1.0" encoding="UTF-8"?>' + ElementTree.tostring(root)


def _put(parent: ElementTree.Element, space: str, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, f"{{{space}}}{name}").text = text


def spoken(source: str) -> str:
    """Return the path or address of a base map as a person reads it."""
    grid = TileGrid.of(source)
    return source if grid is None else grid.tiles


def degree_grid(tiles: str, form: str = "image/png") -> TileGrid:
    """Return the grid of degrees that 天地图's _c services use, for an address of theirs."""
    levels = [
        Level(str(number), 360.0 / (256 << number), -180.0, 90.0, 256, 1 << number, 1 << (number - 1))
        for number in _DEGREE_LEVELS
    ]
    return TileGrid(tiles, "EPSG:4490", form, tuple(levels))


def metres_per_unit(system: QgsCoordinateReferenceSystem) -> float:
    """Return how long a unit of a system is, a degree counted at the equator, as WMTS and QGIS count."""
    return QgsUnitTypes.fromUnitToUnitFactor(system.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)


def level_of(
    name: str, scale: float, corner: tuple[float, float], tile: int, columns: int, rows: int,
    system: QgsCoordinateReferenceSystem,
) -> Level:  # fmt: skip
    """Return a level as a service describes it, its well-known faults mended.

    天地图 counts scales with 96 dots per inch, so that its world would be 381
    degrees wide; and the two numbers of a corner come in either order.
    """
    first, second = corner
    pixel = scale * _PIXEL_METRES / metres_per_unit(system)
    if not system.isGeographic():
        left, top = (second, first) if system.hasAxisInverted() else (first, second)
        return Level(name, pixel, left, top, tile, columns, rows)
    left, top = (first, second) if abs(first) > 90 else (second, first)
    narrower = pixel * _INCH_PIXEL_METRES / _PIXEL_METRES
    if left == -180 and abs(narrower * tile * columns - 360) < 0.5:
        pixel = narrower
    return Level(name, pixel, left, top, tile, columns, rows)

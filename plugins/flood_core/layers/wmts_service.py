"""Find out from a WMTS service how its tiles are addressed, so that nothing has to be asked again while one draws.

What is cut in the world grid is shown like plain tiles (XYZ), everything else by its own grid.
"""

from __future__ import annotations

import re
from typing import Callable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit
from xml.etree import ElementTree  # nosec B405

from qgis.core import QgsBlockingNetworkRequest, QgsCoordinateReferenceSystem
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..errors import QT_TRANSLATE_NOOP, InputError
from .tile_grid import Level, TileGrid, level_of

#: A description of a service is at most so large.
MOST_BYTES = 8_000_000
#: More levels than this no service has.
_MOST_LEVELS = 30
_WMTS, _OWS = "{http://www.opengis.net/wmts/1.0}", "{http://www.opengis.net/ows/1.1}"
_LEVEL = _WMTS + "TileMatrix"
#: Names of the world grid by which tiles are numbered like XYZ.
_WORLD = re.compile(r"(EPSG:+(3857|900913)|GoogleMapsCompatible|6\.18:3:3857)", re.IGNORECASE)


class NoSuchService(InputError):
    """Nothing answers there, or it is no WMTS that can be shown."""

    template = QT_TRANSLATE_NOOP("errors", "The service at {address} gives no tiles that can be shown: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Look at the address again, or ask who runs the service for its XYZ address.")


#: Reasons, translated with the message.
UNREADABLE = QT_TRANSLATE_NOOP("errors", "it is no description of a WMTS")
OTHER_GRID = QT_TRANSLATE_NOOP("errors", "none of its layers lies in a coordinate system that QGIS knows")


def fetched(address: str) -> bytes:
    """Return what a service answers, by QGIS's own network settings. Raises: NoSuchService."""
    request = QgsBlockingNetworkRequest()
    asked = QNetworkRequest(QUrl(address))
    if request.get(asked, True) != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise NoSuchService(address=address[:200], reason=request.errorMessage())
    return bytes(request.reply().content())[: MOST_BYTES + 1]


def source_in_service(address: str, fetch: Callable[[str], bytes] = fetched) -> str:
    """Return where the tiles of a WMTS's first layer are: an address with {z}, {x}, {y}, or a grid of its own.

    Raises: NoSuchService.
    """
    asked = address if "getcapabilities" in address.lower() or address.lower().endswith(".xml") else _with(
        address, {"SERVICE": "WMTS", "REQUEST": "GetCapabilities"}
    )  # fmt: skip
    text = fetch(asked)  # what has a DOCTYPE, and with it entities that grow, is refused before it is parsed
    if len(text) > MOST_BYTES or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise NoSuchService(address=address[:200], reason=UNREADABLE)
    try:
        root = ElementTree.fromstring(text)  # nosec B314
    except ElementTree.ParseError as error:
        raise NoSuchService(address=address[:200], reason=UNREADABLE) from error
    grids = {
        str(one.findtext(_OWS + "Identifier")): one for one in root.iterfind(f"{_WMTS}Contents/{_WMTS}TileMatrixSet")
    }
    layers = list(root.iterfind(f"{_WMTS}Contents/{_WMTS}Layer"))
    found = _in_world_grid(address, layers, grids) or _in_own_grid(address, layers, grids)
    if found is None:
        raise NoSuchService(address=address[:200], reason=OTHER_GRID)
    return found


_Elements = Mapping[str, ElementTree.Element]


def _in_world_grid(address: str, layers: Sequence[ElementTree.Element], grids: _Elements) -> str | None:
    for layer in layers:
        for name in _linked(layer):
            grid = grids.get(name)
            said = name if grid is None else grid.findtext(_OWS + "SupportedCRS") or name
            levels = [] if grid is None else [one.findtext(_OWS + "Identifier") or "" for one in grid.iter(_LEVEL)]
            if _WORLD.search(said) and all(one.isdigit() for one in levels):
                return _tiles(address, layer, name, "{z}", "{x}", "{y}")
    return None


def _in_own_grid(address: str, layers: Sequence[ElementTree.Element], grids: _Elements) -> str | None:
    for layer in layers:
        for name in _linked(layer):
            grid = grids.get(name)
            levels = _levels(grid) if grid is not None else ()
            if grid is not None and levels:
                tiles = _tiles(address, layer, name, "{TileMatrix}", "{TileCol}", "{TileRow}")
                made = TileGrid(tiles, _crs(grid).authid(), layer.findtext(_WMTS + "Format") or "image/png", levels)
                text = made.plain()
                if TileGrid.of(text) is not None:
                    return text
    return None


def _linked(layer: ElementTree.Element) -> list[str]:
    return [str(one.findtext(_WMTS + "TileMatrixSet")) for one in layer.iterfind(_WMTS + "TileMatrixSetLink")]


def _crs(grid: ElementTree.Element) -> QgsCoordinateReferenceSystem:
    return QgsCoordinateReferenceSystem.fromOgcWmsCrs(grid.findtext(_OWS + "SupportedCRS") or "")


def _levels(grid: ElementTree.Element) -> tuple[Level, ...]:
    """Return the levels of a grid, none when one of them cannot be read or QGIS does not know the system."""
    system = _crs(grid)
    if not system.isValid():
        return ()
    found = []
    try:
        for one in list(grid.iter(_LEVEL))[:_MOST_LEVELS]:
            corner = [float(number) for number in str(one.findtext(_WMTS + "TopLeftCorner")).split()]
            tile, columns, rows = (int(str(one.findtext(_WMTS + name))) for name in
                                   ("TileWidth", "MatrixWidth", "MatrixHeight"))  # fmt: skip
            scale = float(str(one.findtext(_WMTS + "ScaleDenominator")))
            name = one.findtext(_OWS + "Identifier") or ""
            found.append(level_of(name, scale, (corner[0], corner[1]), tile, columns, rows, system))
    except (ValueError, IndexError):
        return ()
    return tuple(found)


def _tiles(address: str, layer: ElementTree.Element, grid: str, level: str, column: str, row: str) -> str:
    """Return the address of tiles, with these places for level, column and row."""
    for one in layer.iterfind(_WMTS + "ResourceURL"):
        if one.get("resourceType") == "tile" and one.get("template"):
            made = str(one.get("template"))
            for theirs, ours in (("TileMatrixSet", grid), ("Style", _style(layer)), ("TileMatrix", level),
                                 ("TileCol", column), ("TileRow", row)):  # fmt: skip
                made = ours.join(re.split(r"\{" + theirs + r"\}", made, flags=re.IGNORECASE))
            return made
    return _by_words(address, layer, grid) + f"&TILEMATRIX={level}&TILEROW={row}&TILECOL={column}"


def _style(layer: ElementTree.Element) -> str:
    return layer.findtext(f"{_WMTS}Style/{_OWS}Identifier") or "default"


def _by_words(address: str, layer: ElementTree.Element, grid: str) -> str:
    words = {
        "SERVICE": "WMTS", "REQUEST": "GetTile", "VERSION": "1.0.0", "LAYER": layer.findtext(_OWS + "Identifier") or "",
        "STYLE": _style(layer), "TILEMATRIXSET": grid, "FORMAT": layer.findtext(_WMTS + "Format") or "image/png",
    }  # fmt: skip
    return _with(address, words)


def _with(address: str, words: dict[str, str]) -> str:
    """Return an address that asks with these words; of its own it keeps what else it asked (a key)."""
    parts = urlsplit(address)
    asked = [one for one in parts.query.split("&") if one and one.split("=")[0].upper() not in
             {"SERVICE", "REQUEST", "VERSION"}]  # fmt: skip
    return urlunsplit(parts._replace(query="&".join([*asked, urlencode(words)])))

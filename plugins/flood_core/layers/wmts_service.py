"""Find out from a WMTS service how its tiles are addressed, so that nothing has to be asked again while one draws."""

from __future__ import annotations

import re
from typing import Callable
from urllib.parse import urlencode, urlsplit, urlunsplit
from xml.etree import ElementTree  # nosec B405

from qgis.core import QgsBlockingNetworkRequest
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..errors import QT_TRANSLATE_NOOP, InputError

#: A description of a service is at most so large.
MOST_BYTES = 8_000_000
_WMTS, _OWS = "{http://www.opengis.net/wmts/1.0}", "{http://www.opengis.net/ows/1.1}"
#: Names of the world grid by which tiles are numbered like XYZ.
_WORLD = re.compile(r"(EPSG:+(3857|900913)|GoogleMapsCompatible|6\.18:3:3857)", re.IGNORECASE)


class NoSuchService(InputError):
    """Nothing answers there, or it is no WMTS in the world grid."""

    template = QT_TRANSLATE_NOOP("errors", "The service at {address} gives no tiles that can be shown: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Look at the address again, or ask who runs the service for its XYZ address.")


#: Reasons, translated with the message.
UNREADABLE = QT_TRANSLATE_NOOP("errors", "it is no description of a WMTS")
OTHER_GRID = QT_TRANSLATE_NOOP("errors", "none of its layers is cut in the world grid (EPSG:3857)")


def fetched(address: str) -> bytes:
    """Return what a service answers, by QGIS's own network settings. Raises: NoSuchService."""
    request = QgsBlockingNetworkRequest()
    asked = QNetworkRequest(QUrl(address))
    if request.get(asked, True) != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise NoSuchService(address=address[:200], reason=request.errorMessage())
    return bytes(request.reply().content())[: MOST_BYTES + 1]


def address_in_service(address: str, fetch: Callable[[str], bytes] = fetched) -> str:
    """Return the address of tiles, with {z}, {x} and {y}, of a WMTS's first layer in the world grid.

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
    worlds = {
        str(one.findtext(_OWS + "Identifier"))
        for one in root.iterfind(f"{_WMTS}Contents/{_WMTS}TileMatrixSet")
        if _WORLD.search(one.findtext(_OWS + "SupportedCRS") or "")
    }
    for layer in root.iterfind(f"{_WMTS}Contents/{_WMTS}Layer"):
        linked = [str(one.findtext(_WMTS + "TileMatrixSet")) for one in layer.iterfind(_WMTS + "TileMatrixSetLink")]
        grid = next((one for one in linked if one in worlds or _WORLD.search(one)), None)
        if grid is not None:
            return _template(layer, grid) or _by_words(address, layer, grid)
    raise NoSuchService(address=address[:200], reason=OTHER_GRID)


def _template(layer: ElementTree.Element, grid: str) -> str | None:
    for one in layer.iterfind(_WMTS + "ResourceURL"):
        if one.get("resourceType") == "tile" and one.get("template"):
            made = str(one.get("template")).replace("{TileMatrixSet}", grid).replace("{Style}", _style(layer))
            return re.sub(r"\{style\}", _style(layer), made)
    return None


def _style(layer: ElementTree.Element) -> str:
    return layer.findtext(f"{_WMTS}Style/{_OWS}Identifier") or "default"


def _by_words(address: str, layer: ElementTree.Element, grid: str) -> str:
    words = {
        "SERVICE": "WMTS", "REQUEST": "GetTile", "VERSION": "1.0.0", "LAYER": layer.findtext(_OWS + "Identifier") or "",
        "STYLE": _style(layer), "TILEMATRIXSET": grid, "FORMAT": layer.findtext(_WMTS + "Format") or "image/png",
    }  # fmt: skip
    return _with(address, words) + "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"


def _with(address: str, words: dict[str, str]) -> str:
    """Return an address that asks with these words; of its own it keeps what else it asked (a key)."""
    parts = urlsplit(address)
    asked = [one for one in parts.query.split("&") if one and one.split("=")[0].upper() not in
             {"SERVICE", "REQUEST", "VERSION"}]  # fmt: skip
    return urlunsplit(parts._replace(query="&".join([*asked, urlencode(words)])))

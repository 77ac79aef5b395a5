"""The raster layers under a map: a picture set on its places, and base maps drawn so that they do not shout."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Sequence
from urllib.parse import quote

from osgeo import gdal
from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..errors import QT_TRANSLATE_NOOP, InputError
from .tile_grid import TileGrid, degree_grid, spoken

#: Kinds of files that are opened as a base map.
BASE_SUFFIXES = (".tif", ".tiff", ".jp2", ".img", ".jpg", ".png", ".gpkg", ".mbtiles")
#: So many layers of one file are shown at most.
MOST_LAYERS = 12
_QUIET = "#8c8c86"
#: How a base map is quietened: saturation (-100 = grey) and brightness.
_SATURATION, _BRIGHTNESS = -35, 25
#: Addresses whose tiles are cut in degrees: 天地图's _c services.
_DEGREES = re.compile(r"tilematrixset=(c|epsg:+4490|epsg:+4326)(&|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s|]{4,2000}", re.IGNORECASE)


class NoBaseMap(InputError):
    """The file holds nothing that can lie under a map."""

    template = QT_TRANSLATE_NOOP("errors", "{name} holds no base map that can be shown.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a GeoTIFF, a GeoPackage or an MBTiles file that lies on this computer.")


class NoTileAddress(InputError):
    """The address is none of tiles."""

    template = QT_TRANSLATE_NOOP("errors", "This is no address of map tiles: {address}")
    hint = QT_TRANSLATE_NOOP("errors", "It begins with http and holds {{x}}, {{y}} and {{z}}, or it is a WMTS service.")


def picture_layer(uid: str, name: str, content: bytes, crs: str, transform: Sequence[float]) -> QgsRasterLayer:
    """Return the layer of a picture (JPEG or PNG); ``transform`` leads from its pixels to metres in ``crs``.

    The picture lies in GDAL's memory under its uid; ``forget_picture`` frees it.
    """
    plain, laid, turned = _memory(uid)
    forget_picture(uid)
    gdal.FileFromMemBuffer(plain, content)
    source = gdal.OpenEx(plain, gdal.OF_RASTER, allowed_drivers=["JPEG", "PNG"])
    if source is None:
        raise NoBaseMap(name=name)
    set_down = gdal.Translate(laid, source, format="VRT", outputSRS=crs)
    set_down.SetGeoTransform(list(transform))
    set_down.FlushCache()
    del set_down, source
    done = gdal.Warp(turned, laid, format="VRT", dstAlpha=True, resampleAlg="bilinear")
    if done is None:
        raise NoBaseMap(name=name)
    done.FlushCache()
    del done
    return QgsRasterLayer(turned, name, "gdal")


def forget_picture(uid: str) -> None:
    """Free the memory of a picture."""
    for path in _memory(uid):
        if gdal.VSIStatL(path) is not None:
            gdal.Unlink(path)


def _memory(uid: str) -> tuple[str, str, str]:
    stem = f"/vsimem/floodmap-{re.sub('[^0-9a-f-]', '', uid)}"
    return f"{stem}.picture", f"{stem}.vrt", f"{stem}-turned.vrt"


def file_layers(path: Path, name: str) -> list[QgsMapLayer]:
    """Return the layers of a base map in a file of this computer, quietened. Raises: NoBaseMap."""
    text = str(path)
    away = text.startswith(("\\\\", "//", "/vsi")) or not path.is_absolute()
    if away or path.suffix.lower() not in BASE_SUFFIXES or not path.is_file():
        raise NoBaseMap(name=path.name)
    if path.suffix.lower() not in (".gpkg", ".mbtiles"):
        layer = QgsRasterLayer(text, name, "gdal")
        if not layer.isValid() or not layer.crs().isValid():
            raise NoBaseMap(name=path.name)
        return [quiet_raster(layer)]
    found = [_sublayer(one, name) for one in QgsProviderRegistry.instance().querySublayers(text)[:MOST_LAYERS]]
    layers = [one for one in found if one is not None]
    if not layers:
        raise NoBaseMap(name=path.name)
    return layers


def _sublayer(details: QgsProviderSublayerDetails, name: str) -> QgsMapLayer | None:
    if details.providerKey() not in ("gdal", "ogr"):
        return None
    layer = details.toLayer(QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext()))
    if layer is None or not layer.isValid() or not layer.crs().isValid():
        return None
    if isinstance(layer, QgsRasterLayer):
        layer.setName(name)
        return quiet_raster(layer)
    return _quiet_vector(layer) if isinstance(layer, QgsVectorLayer) and layer.isSpatial() else None


def tile_layer(source: str, name: str) -> QgsRasterLayer:
    """Return the layer of tiles, quietened; the source is an address with {x}, {y} and {z}, or a grid of its own.

    Asks the network nothing: that is done while it draws. Raises: NoTileAddress.
    """
    grid = TileGrid.of(source)
    layer = QgsRasterLayer(_xyz(source) if grid is None else grid.uri(), name, "wms")
    if not layer.isValid():
        raise NoTileAddress(address=spoken(source)[:200])
    return quiet_raster(layer)


def _xyz(address: str) -> str:
    return f"type=xyz&zmin=0&zmax=18&url={quote(tile_address(address), safe=':/{}?')}"


def tile_source(address: str) -> str:
    """Return what is kept of an address of tiles that somebody typed or a service gave. Raises: NoTileAddress."""
    if TileGrid.of(address) is not None:
        return address
    plain = tile_address(address)
    if _DEGREES.search(plain) is None:
        return plain
    for ours, theirs in (("{z}", "{TileMatrix}"), ("{x}", "{TileCol}"), ("{y}", "{TileRow}")):
        plain = plain.replace(ours, theirs)
    return degree_grid(plain).plain()


def tile_address(address: str) -> str:
    """Return an address of tiles as QGIS takes it; the places of a WMTS address count too. Raises: NoTileAddress."""
    plain = address.strip()
    for theirs, ours in (("{TileMatrix}", "{z}"), ("{TileCol}", "{x}"), ("{TileRow}", "{y}"), ("${x}", "{x}"),
                         ("${y}", "{y}"), ("${z}", "{z}")):  # fmt: skip
        plain = re.sub(re.escape(theirs), ours, plain, flags=re.IGNORECASE)
    placed = "{z}" in plain and "{x}" in plain and ("{y}" in plain or "{-y}" in plain)
    if not placed or _ADDRESS.fullmatch(plain) is None:
        raise NoTileAddress(address=address[:200])
    return plain


def quiet_raster(layer: QgsRasterLayer) -> QgsRasterLayer:
    """Take the colours of a raster back, so that the map's own symbols stand out."""
    layer.hueSaturationFilter().setSaturation(_SATURATION)
    layer.brightnessFilter().setBrightness(_BRIGHTNESS)
    return layer


def _quiet_vector(layer: QgsVectorLayer) -> QgsVectorLayer:
    kind = layer.geometryType()
    if kind == QgsWkbTypes.GeometryType.PolygonGeometry:
        symbol = QgsFillSymbol.createSimple({"color": "#00000000", "outline_color": _QUIET, "outline_width": "0.2"})
    elif kind == QgsWkbTypes.GeometryType.LineGeometry:
        symbol = QgsLineSymbol.createSimple({"color": _QUIET, "width": "0.25"})
    else:
        symbol = QgsMarkerSymbol.createSimple({"color": _QUIET, "size": "1.2", "outline_style": "no"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabelsEnabled(False)
    layer.setReadOnly(True)
    return layer

"""Open a file of geodata that somebody sent: any format that GDAL reads, nothing that leads elsewhere.

A file is read as data only: formats that name other files or servers are
refused, sizes inside a ZIP are looked at first, and coordinates come out in
EPSG:4490, longitude first.
"""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from osgeo import gdal, ogr, osr

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..progress import Feedback, Silent, raise_if_cancelled

EPSG = 4490
#: Formats that are instructions rather than data: they read other files, or ask servers.
REFUSED_DRIVERS = frozenset(
    ("OGR_VRT", "VRT", "WFS", "OAPIF", "WMS", "WMTS", "WCS", "HTTP", "OGCAPI", "DAAS", "EEDA", "PLSCENES", "PLMosaic",
     "NGW", "Carto", "AmigoCloud", "CSW", "GeoRSS", "PostgreSQL", "PGDUMP", "MySQL", "ODBC", "GTI", "STACTA", "STACIT",
     "DERIVED", "MEM", "Memory")
)  # fmt: skip
#: No file may make GDAL ask the network, or read a schema from elsewhere.
_SEALED = {"GDAL_HTTP_TIMEOUT": "1", "CPL_VSIL_CURL_ALLOWED_FILENAME": "none", "GML_SKIP_RESOLVE_ELEMS": "ALL",
           "GML_DOWNLOAD_SCHEMA": "NO", "OGR_GEOJSON_MAX_OBJ_SIZE": "100", "GDAL_VRT_ENABLE_PYTHON": "NO"}  # fmt: skip
_MOST_UNPACKED, _MOST_RATIO = 8 * 1024**3, 200  # bytes; of a ZIP
#: A single shape of more bytes than this is no boundary, road or lake.
MOST_SHAPE_BYTES = 64 * 1024**2

NO_FILE = QT_TRANSLATE_NOOP("errors", "there is no such file")
NO_LAYER = QT_TRANSLATE_NOOP("errors", "it holds no vector layer")
UNKNOWN_FORMAT = QT_TRANSLATE_NOOP("errors", "its format is not known, or it is damaged")
LEADS_ELSEWHERE = QT_TRANSLATE_NOOP("errors", "this format reads other files or servers")
TOO_BIG_UNPACKED = QT_TRANSLATE_NOOP("errors", "unpacked it would be too big")


class UnreadableBaseFile(InputError):
    """The file is not there or no geodata."""

    template = QT_TRANSLATE_NOOP("errors", "{file} cannot be read as geodata: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Give a GeoPackage, Shapefile, GeoJSON or another file that GDAL reads.")


class NoSuchLayer(InputError):
    """The file has several layers and none of the wanted name."""

    template = QT_TRANSLATE_NOOP("errors", "{file} has no layer {layer}; it has: {found}")
    hint = QT_TRANSLATE_NOOP("errors", "Name the layer of the file with --source-layer.")


class NoCoordinateSystem(InputError):
    """The file does not say which coordinate system it is in."""

    template = QT_TRANSLATE_NOOP("errors", "{file} does not name its coordinate system.")
    hint = QT_TRANSLATE_NOOP("errors", "Name it with --crs, for example --crs EPSG:4549. Do not guess: ask the sender.")


class UnknownCoordinateSystem(InputError):
    """The name of a coordinate system is not understood."""

    template = QT_TRANSLATE_NOOP("errors", "There is no coordinate system {name}.")
    hint = QT_TRANSLATE_NOOP("errors", "Write it as EPSG:4490, EPSG:4549 or EPSG:4528.")


class BadPlace(ValueError):
    """A shape cannot be brought to EPSG:4490; the argument says what it has instead."""


@contextmanager
def sealed() -> Iterator[None]:
    """Let GDAL be quiet and stay at home while a sent file is open."""
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _SEALED}
    for name, value in _SEALED.items():
        gdal.SetThreadLocalConfigOption(name, value)
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # GDAL tells of troubles on stderr: we tell them ourselves
    try:
        yield
    finally:
        gdal.PopErrorHandler()
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)


def open_vector(path: Path) -> Any:
    """Return the opened data set. Raises: UnreadableBaseFile."""
    store = opened(path, gdal.OF_VECTOR)
    if store.GetLayerCount() == 0:
        raise UnreadableBaseFile(file=path.name, reason=NO_LAYER)
    return store


def opened(path: Path, kind: int) -> Any:
    """Open a file, a ZIP of files, or a file geodatabase. Raises: UnreadableBaseFile."""
    place = str(path)
    if not path.is_file() and not (path.is_dir() and path.suffix.lower() == ".gdb"):
        raise UnreadableBaseFile(file=path.name, reason=NO_FILE)
    if path.is_file() and zipfile.is_zipfile(path) and path.suffix.lower() == ".zip":
        _check_zip(path)
        place = f"/vsizip/{path}"
    with sealed():
        try:
            driver = gdal.IdentifyDriverEx(place, kind)
            if driver is not None and driver.ShortName in REFUSED_DRIVERS:
                raise UnreadableBaseFile(file=path.name, reason=LEADS_ELSEWHERE)
            store = gdal.OpenEx(place, kind | gdal.OF_READONLY)
        except RuntimeError as error:
            raise UnreadableBaseFile(file=path.name, reason=UNKNOWN_FORMAT) from error
    if store is None:
        raise UnreadableBaseFile(file=path.name, reason=UNKNOWN_FORMAT)
    if store.GetDriver().ShortName in REFUSED_DRIVERS:
        raise UnreadableBaseFile(file=path.name, reason=LEADS_ELSEWHERE)
    return store


def layer_names(store: Any) -> list[str]:
    """Return the names of the layers of a data set."""
    return [store.GetLayer(number).GetName() for number in range(store.GetLayerCount())]


def find_layer(store: Any, path: Path, layer: str, source_layer: str | None) -> Any:
    """Return the layer of that name, or the only one. Raises: NoSuchLayer."""
    names = layer_names(store)
    wanted = source_layer or (layer if layer in names else names[0] if len(names) == 1 else layer)
    if wanted not in names:
        raise NoSuchLayer(file=path.name, layer=wanted, found=", ".join(names))
    return store.GetLayerByName(wanted)


def field_names(table: Any) -> list[str]:
    """Return the names of the fields of a layer."""
    definition = table.GetLayerDefn()
    return [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]


def system_of(given: Any, crs: str | None, path: Path) -> osr.SpatialReference:
    """Return the coordinate system that a person named, else the file's own, longitude first.

    Raises: NoCoordinateSystem, UnknownCoordinateSystem.
    """
    if crs is None and given is None:
        raise NoCoordinateSystem(file=path.name)
    return named_system(crs) if crs else _longitude_first(given.Clone())


def named_system(name: str) -> osr.SpatialReference:
    """Return a coordinate system by its name, longitude first. Raises: UnknownCoordinateSystem."""
    system = osr.SpatialReference()
    with sealed():
        try:
            failed = not name.upper().startswith(("EPSG:", "PROJCS", "GEOGCS", "+PROJ")) or system.SetFromUserInput(
                name
            )
        except RuntimeError:
            failed = True
    if failed:
        raise UnknownCoordinateSystem(name=name)
    return _longitude_first(system)


def _longitude_first(system: osr.SpatialReference) -> osr.SpatialReference:
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def label(system: osr.SpatialReference) -> str:
    """Return what a report calls a coordinate system: EPSG:4549, else its name."""
    name, code = system.GetAuthorityName(None), system.GetAuthorityCode(None)
    return f"{name}:{code}" if name and code else str(system.GetName())


def to_degrees(system: osr.SpatialReference) -> osr.CoordinateTransformation:
    """Return the way from a coordinate system to EPSG:4490."""
    return osr.CoordinateTransformation(system, named_system(f"EPSG:{EPSG}"))


def flat_degrees(geometry: Any, change: osr.CoordinateTransformation) -> Any:
    """Return a shape in two dimensions, without curves, in EPSG:4490. Raises: BadPlace."""
    if geometry.WkbSize() > MOST_SHAPE_BYTES:
        raise BadPlace(f"{geometry.WkbSize() // 1024**2} MiB")
    flat = geometry.Clone()
    flat = ogr.ForceTo(flat, ogr.GT_GetLinear(flat.GetGeometryType())) if flat.HasCurveGeometry() else flat
    flat.FlattenTo2D()
    if not _moved(flat, change):
        raise BadPlace("coordinates")
    west, east, south, north = flat.GetEnvelope()
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadPlace(f"{west:.1f} {south:.1f}")
    return flat


def _moved(geometry: Any, change: Any) -> bool:
    """Transform in place; GDAL tells by number or, where somebody turned that on, by exception that it cannot."""
    try:
        return bool(geometry.Transform(change) == 0)
    except RuntimeError:
        return False


def checksum(path: Path, feedback: Feedback | None = None) -> str:
    """Return the SHA-256 of a file, or of the files of a folder; large ones can be cancelled."""
    feedback = feedback or Silent()
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    total, done, sum_ = max(1, sum(one.stat().st_size for one in files)), 0, hashlib.sha256()
    for one in files:
        with one.open("rb") as file:
            while block := file.read(4 * 1024**2):
                raise_if_cancelled(feedback)
                sum_.update(block)
                done += len(block)
                feedback.setProgress(100 * done / total)
    return sum_.hexdigest()


def _check_zip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        packed = max(1, sum(entry.compress_size for entry in archive.infolist()))
    if size > _MOST_UNPACKED or (size > 100 * 1024**2 and size / packed > _MOST_RATIO):
        raise UnreadableBaseFile(file=path.name, reason=TOO_BIG_UNPACKED)

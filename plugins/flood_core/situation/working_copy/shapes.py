"""Geometry of a working copy: hex EWKB in the rows, GeoPackage blobs in the layers.

EPSG:4490, longitude first, two dimensions. Rows keep a geometry as the database
writes it, so that equal geometries are equal texts.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from osgeo import gdal, ogr

from .errors import BadShape

SRID = 4490
#: Longest hex text of one geometry (about 100,000 points).
MOST_HEX = 3_300_000
#: China with its sea, in degrees: west, east, south, north. The database has the same box.
BOX = (73.0, 136.0, 3.0, 54.0)
_SRID_FLAG = 0x20000000

ogr.UseExceptions()


def as_hex(text: str) -> str:
    """Return hex EWKB for hex WKB, hex EWKB or WKT.

    Raises: BadShape for what is empty, outside China, crosses itself or cannot be read.
    """
    if len(text) > MOST_HEX:
        raise BadShape(reason=f"> {MOST_HEX} bytes")
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        geometry = _parsed(text)
        if geometry is None or geometry.IsEmpty():
            raise BadShape(reason="empty")
        geometry.FlattenTo2D()
        _check(geometry)
        return _hex(geometry)
    except (RuntimeError, ValueError, struct.error) as error:
        raise BadShape(reason=str(error) or "unreadable") from error
    finally:
        gdal.PopErrorHandler()


def _parsed(text: str) -> ogr.Geometry | None:
    if text[:2] in ("00", "01"):
        return ogr.CreateGeometryFromWkb(_without_srid(bytes.fromhex(text)))
    return ogr.CreateGeometryFromWkt(text)


def _check(geometry: ogr.Geometry) -> None:
    if ogr.GT_Flatten(geometry.GetGeometryType()) not in _KINDS:
        raise BadShape(reason=geometry.GetGeometryName().lower())
    west, east, south, north = geometry.GetEnvelope()
    inside = BOX[0] <= west <= east <= BOX[1] and BOX[2] <= south <= north <= BOX[3]
    if not inside:  # NaN fails too
        raise BadShape(reason=f"{west:g} {south:g} {east:g} {north:g}")
    if geometry.GetDimension() > 0 and not geometry.IsValid():
        raise BadShape(reason="invalid " + geometry.GetGeometryName().lower())


_KINDS = (
    ogr.wkbPoint, ogr.wkbMultiPoint, ogr.wkbLineString, ogr.wkbMultiLineString, ogr.wkbPolygon, ogr.wkbMultiPolygon,
)  # fmt: skip


def _hex(geometry: ogr.Geometry) -> str:
    raw = bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))
    (kind,) = struct.unpack_from("<I", raw, 1)
    return (raw[:1] + struct.pack("<II", kind | _SRID_FLAG, SRID) + raw[5:]).hex().upper()


def _without_srid(raw: bytes) -> bytes:
    order = "<" if raw[:1] == b"\x01" else ">"
    (kind,) = struct.unpack_from(order + "I", raw, 1)
    if not kind & _SRID_FLAG:
        return raw
    return raw[:1] + struct.pack(order + "I", kind & ~_SRID_FLAG) + raw[9:]


def _geometry(ewkb: str) -> ogr.Geometry:
    try:
        return ogr.CreateGeometryFromWkb(_without_srid(bytes.fromhex(ewkb)))
    except RuntimeError as error:  # somebody else wrote it into the file
        raise BadShape(reason=str(error) or "unreadable") from error


@lru_cache(maxsize=4096)
def dimension(ewkb: str) -> int:
    """Return 0 for points, 1 for lines, 2 for areas."""
    return int(_geometry(ewkb).GetDimension())


def blob(ewkb: str, *, multi: bool = False) -> bytes:
    """Return the GeoPackage blob of a geometry; with ``multi`` lines and areas as Multi types, points single."""
    geometry = _geometry(ewkb)
    if multi:
        if geometry.GetDimension() == 1:
            geometry = ogr.ForceToMultiLineString(geometry)
        elif geometry.GetDimension() == 2:
            geometry = ogr.ForceToMultiPolygon(geometry)
        elif geometry.GetGeometryType() != ogr.wkbPoint:
            geometry = geometry.GetGeometryRef(0).Clone()
    return b"GP\x00\x01" + struct.pack("<i", SRID) + bytes(geometry.ExportToIsoWkb(ogr.wkbNDR))


#: Bytes of the envelope in a GeoPackage blob, by its kind.
_ENVELOPE = (0, 32, 48, 48, 64)


def wkb_in(packed: bytes) -> bytes:
    """Return the WKB in a GeoPackage blob. Raises: BadShape."""
    kind = packed[3] >> 1 & 7 if len(packed) > 8 and packed[:2] == b"GP" else len(_ENVELOPE)
    if kind >= len(_ENVELOPE):
        raise BadShape(reason="unreadable")
    return packed[8 + _ENVELOPE[kind]:]


def inner_point(ewkb: str) -> str:
    """Return a point on a geometry; hex EWKB as it comes."""
    return as_hex(_geometry(ewkb).PointOnSurface().ExportToWkt())

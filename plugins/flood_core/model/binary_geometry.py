"""Geometry as the database sends it."""

from __future__ import annotations


def without_srid(raw: bytes) -> bytes:
    """Take PostGIS's SRID out of EWKB; QGIS and GDAL read plain WKB."""
    order = "little" if raw[0] == 1 else "big"
    kind = int.from_bytes(raw[1:5], order)  # type: ignore[arg-type]
    if not kind & 0x20000000:
        return raw
    return raw[:1] + (kind & ~0x20000000).to_bytes(4, order) + raw[9:]  # type: ignore[arg-type]

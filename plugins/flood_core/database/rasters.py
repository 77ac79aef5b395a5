"""Which elevation models and orthophotos lie under an area; their cells stay in their files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from .connection import Cursor


class RasterFile(NamedTuple):
    """Where a raster lies and when it was taken."""

    path: Path
    captured_on: date | None


def rasters_under(cursor: Cursor, area_code: str, kind: str) -> list[RasterFile]:
    """Return the rasters of a kind (dem, orthophoto) that touch an area: coarse and old ones first, to be drawn over.

    An area without a boundary has none.
    """
    cursor.execute(
        "select raster.path, raster.captured_on"
        " from base.raster join base.area on ST_Intersects(raster.extent, area.geom)"
        " where area.code = %s and raster.kind = %s"
        " order by raster.resolution_m desc, raster.captured_on nulls first, raster.id",
        (area_code, kind),
    )
    return [RasterFile(Path(path), captured_on) for path, captured_on in cursor.fetchall()]

"""A ledger names a village that has been split: the row's place says which part is meant, else the sender is asked."""

from __future__ import annotations

from typing import Sequence

from osgeo import ogr

from ..model.binary_geometry import without_srid
from .context import ImportContext
from .sheet_rows import SheetRows


def settle_splits(
    rows: SheetRows, context: ImportContext, table: str, areas: list[str | None], geometry: Sequence[str | None]
) -> None:
    """Put the code of the part into ``areas`` for each row of a split village; ``geometry`` is hexadecimal EWKB."""
    split = [row for row, code in enumerate(areas) if code is not None and len(context.finder.heirs(code)) > 1]
    if not split:
        return
    villages = rows.raw("village")
    places = {row: _place(text) for row in split if (text := geometry[row]) is not None}
    found = dict(zip(places, context.villages_at(list(places.values()))))
    for row in split:
        old = areas[row] or ""
        heirs = context.finder.heirs(old)
        part = found.get(row)
        label = context.reference.area_label
        if part not in heirs:
            rows.issue("village_split", row, "village", villages[row], candidates="、".join(map(label, heirs)))
            continue
        areas[row] = part
        rows.issue("area_split", row, "village", villages[row], successor=label(part))
        if not context.reference.may_write(table, part):
            rows.issue("area_not_yours", row, "village", villages[row])


def _place(text: str) -> tuple[float, float]:
    """Return a point of a shape, longitude and latitude."""
    point = ogr.CreateGeometryFromWkb(without_srid(bytes.fromhex(text)))
    point = point if point.GetGeometryType() == ogr.wkbPoint else point.PointOnSurface() or point.Centroid()
    return point.GetX(), point.GetY()

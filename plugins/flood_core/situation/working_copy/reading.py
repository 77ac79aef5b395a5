"""Read what a working copy draws: its layers as plain rows, and which copies lie in a folder."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable

from osgeo import ogr

from ...errors import FloodMapError
from ..snapshot_layout import LAYERS
from . import shapes, store
from .copy import WorkingCopy
from .errors import BadShape, NotAWorkingCopy, TamperedWorkingCopy

#: Layer with geometry -> its fields in order.
SPATIAL_FIELDS: dict[str, tuple[str, ...]] = {
    layout.name: tuple(name for name, _ in layout.fields) for layout in LAYERS if layout.geometry != ogr.wkbNone
}
_SELECT = {
    layer: " ".join(["select geom,", ", ".join('"' + name + '"' for name in names), "from", layer, "order by fid"])
    for layer, names in SPATIAL_FIELDS.items()
}
#: A layer that copies made by earlier releases lack.
_LATER, _HAS_TABLE = "dike", "select 1 from sqlite_master where type = 'table' and name = ?"


@dataclass(frozen=True)
class DrawnRow:
    """One row of a layer: WKB in degrees (EPSG:4490), and the fields by name."""

    wkb: bytes
    fields: dict[str, Any]


@dataclass(frozen=True)
class CopyHead:
    """What a list shows of a working copy; ``problem`` says why it cannot be opened."""

    path: Path
    edition_uid: str = ""
    area_code: str = ""
    village: str = ""
    year: int = 0
    version: int = 0
    state: str = ""
    elements: int = 0
    unsent: int = 0
    problem: FloodMapError | None = None


def drawn_rows(copy: WorkingCopy, layer: str) -> list[DrawnRow]:
    """Return the rows of a layer (element_point, route, road ...) in drawing order.

    Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten.
    """
    names = SPATIAL_FIELDS[layer]
    with store.told(copy.path):
        if layer == _LATER and not copy.database.execute(_HAS_TABLE, (layer,)).fetchall():
            return []
        rows = copy.database.execute(_SELECT[layer]).fetchall()
    try:
        return [DrawnRow(shapes.wkb_in(row[0]), dict(zip(names, row[1:]))) for row in rows if row[0]]
    except BadShape as error:
        raise TamperedWorkingCopy(path=str(copy.path), what=layer) from error


def copies_in(folder: Path, also: Iterable[Path] = ()) -> list[CopyHead]:
    """Return the working copies of a folder, and of files elsewhere, the one changed last first,
    those with a problem at the end.

    Other GeoPackages are left out.
    """
    found = {path.resolve() for path in folder.glob("*.gpkg")} if folder.is_dir() else set()
    found |= {path.resolve() for path in also if path.is_file()}
    heads = [head for head in map(copy_head, sorted(found)) if not isinstance(head.problem, NotAWorkingCopy)]
    return sorted(heads, key=lambda head: (head.problem is None, _changed(head)), reverse=True)


def copy_head(path: Path) -> CopyHead:
    """Return what a working copy says about itself, without reading its rows."""
    try:
        with closing(store.open_copy(path)) as opened, store.told(path):
            said = store.head(opened)
            elements, unsent = opened.execute(
                "select (select count(*) from element_point) + (select count(*) from element_line)"
                " + (select count(*) from element_polygon),"
                " (select count(*) from floodmap_journal where state = 'local')"
            ).fetchone()
        return CopyHead(path, said["edition_uid"], said["area_code"], said["village"], int(said["year"]),
                        int(said["version"]), said["state"], elements, unsent)  # fmt: skip
    except FloodMapError as error:
        return CopyHead(path, problem=error)
    except (KeyError, ValueError):
        return CopyHead(path, problem=TamperedWorkingCopy(path=str(path), what="floodmap_head"))


def _changed(head: CopyHead) -> float:
    try:
        return head.path.stat().st_mtime
    except OSError:
        return 0.0

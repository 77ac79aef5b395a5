"""Write the GeoPackage that a village's sheets are drawn from."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Iterable, Mapping

from osgeo import gdal, ogr, osr

from ..database import edition_snapshot
from ..database.connection import Connection, transaction
from ..database.symbols import edition_drawings
from ..model.area_names import display_name, sheet_title
from ..progress import Feedback, Silent, raise_if_cancelled
from ..resources.whole_files import write_whole
from .errors import NoSuchEdition, SnapshotNotWritten
from .snapshot_layout import LAYERS, LEFT_OUT, LayerLayout

ogr.UseExceptions()
gdal.UseExceptions()

Row = Mapping[str, Any]


def write_snapshot(connection: Connection, edition_uid: str, path: Path, feedback: Feedback | None = None) -> Path:
    """Write one edition with its base map and tables to ``path``; return the path.

    EPSG:4490. The same data give the same content in the same order. The file
    appears under its name only when it is whole; an older one is replaced.

    Raises: NoSuchEdition, SnapshotNotWritten, Cancelled.
    """
    steps = feedback or Silent()
    with transaction(connection) as cursor:
        head = edition_snapshot.heading(cursor, edition_uid)
        if head is None:
            raise NoSuchEdition(uid=edition_uid)
        contents: dict[str, list[Any]] = {}
        for name, rows in edition_snapshot.layers(cursor, head):
            raise_if_cancelled(steps)
            contents[name] = rows
            steps.setProgress(60 * len(contents) / len(LAYERS))
        contents["symbol_version"] = edition_drawings(cursor, edition_uid)
    contents["edition"] = [_edition_row(head, contents["contour"])]
    for row in contents["area"]:
        row["display_name"] = display_name(row["name"])
    whole = geopackage(contents, head["data_cutoff"], steps)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, whole)
    except OSError as error:
        raise SnapshotNotWritten(path=str(path), reason=error.strerror or str(error)) from error
    steps.setProgress(100)
    return path


def _edition_row(head: Row, contours: Iterable[Row]) -> dict[str, Any]:
    row = dict(head)
    row["title"] = sheet_title(head["county"] or "", head["township"] or "", head["village"])
    row["county_name"] = display_name(head["county"] or "")
    row["township_name"] = display_name(head["township"] or "")
    row["village_name"] = display_name(head["village"])
    row["contour_interval_m"] = contour_interval(row["elevation_m"] for row in contours)
    return row


def contour_interval(elevations: Iterable[float]) -> float | None:
    """Return the least step between the elevations of contours, None when there are fewer than two."""
    heights = sorted(set(elevations))
    return min((round(above - below, 3) for below, above in zip(heights, heights[1:])), default=None)


def geopackage(contents: Mapping[str, list[Any]], as_of: str, feedback: Feedback | None = None) -> bytes:
    """Return the bytes of a file with rows of LAYERS; made in memory, so that a full disk meets a plain write."""
    name = f"/vsimem/{uuid.uuid4()}.gpkg"
    before = gdal.GetThreadLocalConfigOption("OGR_CURRENT_DATE")
    # The file says when its data are from, not when it was written: same data, same file.
    gdal.SetThreadLocalConfigOption("OGR_CURRENT_DATE", f"{as_of}T00:00:00Z")
    try:
        _write_layers(name, contents, feedback or Silent())
        size = gdal.VSIStatL(name).size
        file = gdal.VSIFOpenL(name, "rb")
        try:
            return bytes(gdal.VSIFReadL(1, size, file))
        finally:
            gdal.VSIFCloseL(file)
    finally:
        gdal.SetThreadLocalConfigOption("OGR_CURRENT_DATE", before)
        if gdal.VSIStatL(name) is not None:
            gdal.Unlink(name)


def _write_layers(name: str, contents: Mapping[str, list[Any]], feedback: Feedback) -> None:
    source = gdal.GetDriverByName("GPKG").Create(name, 0, 0, 0, gdal.GDT_Unknown, ["VERSION=1.2"])
    source.StartTransaction()
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4490)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    for number, layout in enumerate(LAYERS):
        raise_if_cancelled(feedback)
        if layout.name in LEFT_OUT and not contents.get(layout.name):
            continue
        _write_layer(source, layout, contents[layout.name], degrees)
        feedback.setProgress(60 + 39 * (number + 1) / len(LAYERS))
    source.CommitTransaction()
    source.FlushCache()


def _write_layer(source: gdal.Dataset, layout: LayerLayout, rows: list[Any], degrees: osr.SpatialReference) -> None:
    plain = layout.geometry == ogr.wkbNone
    layer = source.CreateLayer(layout.name, None if plain else degrees, layout.geometry)
    for key, kind in layout.fields:
        layer.CreateField(ogr.FieldDefn(key, kind))
    definition = layer.GetLayerDefn()
    for row in rows:
        feature = ogr.Feature(definition)
        for number, (key, _) in enumerate(layout.fields):
            value = row.get(key)
            if value is not None:
                feature.SetField(number, int(value) if isinstance(value, bool) else value)
        if not plain and row.get("wkb") is not None:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(row["wkb"])))
        layer.CreateFeature(feature)

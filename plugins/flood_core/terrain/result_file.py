"""A run as a GeoPackage that any map program opens: settlements with their reasons, and the run itself."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from osgeo import ogr, osr

from ..areas.geo_file import named_system
from ..errors import Translate
from ..resources.whole_files import beside
from .analysis import Run
from .settlements import Settlement
from .words import CLASSES, notes_of, reasons_of

_FIELDS = (
    ("rank", ogr.OFTInteger), ("class", ogr.OFTString), ("class_name", ogr.OFTString), ("score", ogr.OFTReal),
    ("buildings", ogr.OFTInteger), ("households", ogr.OFTInteger), ("people", ogr.OFTInteger),
    ("registered", ogr.OFTInteger), ("resolution_m", ogr.OFTReal), ("reasons", ogr.OFTString),
    ("measured", ogr.OFTString),
)  # fmt: skip


def write_run(run: Run, path: Path, translate: Translate) -> Path:
    """Write settlements, streams (EPSG:4490) and the run's own record; an earlier file is replaced. Raises: OSError."""
    with beside(path) as draft:
        store = ogr.GetDriverByName("GPKG").CreateDataSource(str(draft))
        _write_settlements(store, run, translate)
        _write_streams(store, run)
        _write_record(store, run, translate)
        store = None  # noqa: F841 - closes the file
    return path


def record_of(run: Run) -> dict[str, Any]:
    """Return all that a run keeps beside its polygons."""
    return {
        "inputs": run.inputs, "resolution_m": run.resolution_m, "cell_m": run.cell_m, "thresholds": run.thresholds,
        "version": run.version, "made_at": run.made_at.isoformat(timespec="seconds"), "missing": list(run.missing),
        "notes": [[text, values] for text, values in run.notes], "buildings": run.buildings, "crs": run.crs,
    }  # fmt: skip


def reasons_as_data(settlement: Settlement) -> list[dict[str, Any]]:
    """Return the reasons of a settlement for machines."""
    return [asdict(one) for one in settlement.reasons]


def in_degrees(shape: Any, run: Run) -> Any:
    """Return a shape of a run, an ogr.Geometry, in EPSG:4490."""
    geometry = shape.Clone()
    geometry.Transform(osr.CoordinateTransformation(named_system(run.crs), named_system("EPSG:4490")))
    return geometry


def _write_settlements(store: Any, run: Run, translate: Translate) -> None:
    layer = store.CreateLayer("settlements", named_system("EPSG:4490"), ogr.wkbMultiPolygon)
    for name, kind in _FIELDS:
        layer.CreateField(ogr.FieldDefn(name, kind))
    layer.StartTransaction()
    for one in run.settlements:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(in_degrees(one.geometry, run))
        values = {
            "rank": one.rank, "class": one.class_name, "class_name": translate("terrain", CLASSES[one.class_name]),
            "score": one.score, "buildings": one.buildings, "households": one.households, "people": one.people,
            "registered": int(one.registered), "resolution_m": run.resolution_m, "reasons": reasons_of(one, translate),
            "measured": json.dumps(reasons_as_data(one), ensure_ascii=False),
        }  # fmt: skip
        for name, value in values.items():
            if value is not None:
                feature.SetField(name, value)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def _write_streams(store: Any, run: Run) -> None:
    """Write the streams that the terrain shows, as far as the flow was found."""
    layer = store.CreateLayer("streams", named_system("EPSG:4490"), ogr.wkbMultiLineString)
    if run.streams is not None:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(in_degrees(run.streams, run))
        layer.CreateFeature(feature)


def _write_record(store: Any, run: Run, translate: Translate) -> None:
    table = store.CreateLayer("run", None, ogr.wkbNone)
    table.CreateField(ogr.FieldDefn("notes", ogr.OFTString))
    table.CreateField(ogr.FieldDefn("record", ogr.OFTString))
    feature = ogr.Feature(table.GetLayerDefn())
    feature.SetField("notes", "\n".join(notes_of(run, translate)))
    feature.SetField("record", json.dumps(record_of(run), ensure_ascii=False))
    table.CreateFeature(feature)

"""The layers of the GeoPackage that follow the rows: their definitions, letter by letter.

Names and types of the fields are those of the snapshot (``snapshot_layout``),
so a sheet is drawn from a working copy as from a snapshot.
"""

from __future__ import annotations

from osgeo import ogr

from ..snapshot_layout import LAYERS, LayerLayout

#: Layers with geometry that commands write -> geometry type as GeoPackage names it.
SPATIAL = {
    "element_point": "POINT",
    "element_line": "MULTILINESTRING",
    "element_polygon": "MULTIPOLYGON",
    "label_point": "POINT",
    "route": "LINESTRING",
    "sheet_frame": "POLYGON",
}
#: Tables without geometry that follow from the rows.
PLAIN = (
    "edition", "village_fact", "organisation", "grid_person", "transfer_zone", "transfer_household", "shelter",
    "warning_threshold",
)  # fmt: skip
_TYPES = {ogr.OFTString: "text", ogr.OFTInteger: "mediumint", ogr.OFTReal: "real", ogr.OFTDate: "date"}


def _definition(layout: LayerLayout) -> str:
    fields = ["fid integer primary key autoincrement not null"]
    if layout.name in SPATIAL:
        fields.append("geom " + SPATIAL[layout.name].lower())
    fields += [f'"{name}" {_TYPES[kind]}' for name, kind in layout.fields]
    return " ".join(["create table", layout.name, "(\n   ", ",\n    ".join(fields), "\n)"])


#: Layer -> its CREATE TABLE.
LAYER_TABLES: dict[str, str] = {
    layout.name: _definition(layout) for layout in LAYERS if layout.name in SPATIAL or layout.name in PLAIN
}
#: Layer -> its fields in order, without fid and geometry.
FIELDS: dict[str, tuple[str, ...]] = {
    layout.name: tuple(name for name, _ in layout.fields) for layout in LAYERS if layout.name in LAYER_TABLES
}

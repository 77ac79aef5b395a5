"""The layers and fields of the GeoPackage that a sheet is drawn from.

Everything is EPSG:4490, longitude first; field names are the database's. The
reader may have fewer rights than the file's maker: what it may not see is NULL.
"""

from __future__ import annotations

from dataclasses import dataclass

from osgeo import ogr

_TYPES = {"s": ogr.OFTString, "i": ogr.OFTInteger, "r": ogr.OFTReal, "d": ogr.OFTDate}


@dataclass(frozen=True)
class LayerLayout:
    """One layer: its name, geometry type (wkbNone for a table) and fields."""

    name: str
    geometry: int
    fields: tuple[tuple[str, int], ...]


def _layer(name: str, geometry: int, fields: str) -> LayerLayout:
    parts = (part.split(":") for part in fields.split())
    return LayerLayout(name, geometry, tuple((key, _TYPES[kind]) for key, kind in parts))


_ELEMENT = (
    "uid:s element_type_code:s symbol_code:s sub_label:s name:s label:s legend_group:s risk_level:i households:i "
    "people:i capacity_people:i facts:s source_table:s source_uid:s source_revision:i review_state:s"
)

LAYERS: tuple[LayerLayout, ...] = (
    _layer("element_point", ogr.wkbPoint, _ELEMENT),
    _layer("element_line", ogr.wkbMultiLineString, _ELEMENT),
    _layer("element_polygon", ogr.wkbMultiPolygon, _ELEMENT),
    _layer("label_point", ogr.wkbPoint, "element_uid:s"),
    _layer(
        "route",
        ogr.wkbLineString,
        "uid:s number:i name:s from_element_uid:s to_element_uid:s people:i length_m:r climb_m:r walking_minutes:r "
        "warnings:s",
    ),
    _layer("sheet_frame", ogr.wkbPolygon, "number:i name:s preset:s scale_denominator:i rotation:r is_index:i"),
    _layer("area", ogr.wkbMultiPolygon, "code:s level:s name:s display_name:s is_own:i"),
    _layer("road", ogr.wkbLineString, "class:s name:s width_m:r bridge:i tunnel:i"),
    _layer("building", ogr.wkbMultiPolygon, "use:s storeys:i"),
    _layer("dike", ogr.wkbLineString, "kind:s name:s"),
    _layer("water_line", ogr.wkbLineString, "kind:s name:s stream_order:i"),
    _layer("water_area", ogr.wkbMultiPolygon, "kind:s name:s stream_order:i"),
    _layer("contour", ogr.wkbLineString, "elevation_m:r index_contour:i"),
    _layer(
        "edition",
        ogr.wkbNone,
        "uid:s area_code:s year:i version:i state:s title:s county_name:s township_name:s village_name:s compiled_by:s "
        "reviewed_by:s approved_by:s compiled_on:s reviewed_on:s approved_on:s data_cutoff:s simulated:i "
        "contour_interval_m:r dem_resolution_m:r terrain_analysis_m:r no_transfer:i",
    ),
    _layer(
        "village_fact",
        ogr.wkbNone,
        "year:i households:i registered_population:i resident_population:i area_km2:r natural_villages:i terrain:s "
        "task_weight:s disaster_points:i affected_people:i duty_phone:s threatened_households:i threatened_people:i "
        "shelters:i shelter_capacity:i reservoirs:i dangerous_houses:i",
    ),
    _layer("organisation", ogr.wkbNone, "sort:i post_code:s post_name:s name:s title:s phone:s"),
    _layer(
        "grid_person",
        ogr.wkbNone,
        "grid_name:s grid_type_code:s grid_type_name:s responsible_title:s name:s phone:s note:s",
    ),
    _layer(
        "transfer_zone",
        ogr.wkbNone,
        "zone_name:s zone_type_name:s households:i people:i transfer_person:s transfer_phone:s warning_person:s "
        "route_numbers:s shelter_name:s",
    ),
    _layer(
        "transfer_household",
        ogr.wkbNone,
        "zone_name:s zone_type_name:s location:s householder_name:s householder_phone:s people:i transfer_person:s "
        "transfer_title:s transfer_phone:s warning_person:s warning_title:s warning_phone:s shelter_name:s note:s",
    ),
    _layer(
        "shelter",
        ogr.wkbNone,
        "name:s level_name:s floor_area_m2:r capacity_people:i manager:s phone:s safety_appraised:i serves:s",
    ),
    _layer("store_team", ogr.wkbNone, "kind:s name:s quantity:r unit:s headcount:i leader:s phone:s source_uid:s"),
    _layer(
        "warning_threshold",
        ogr.wkbNone,
        "zone_name:s prepare_1h_mm:r prepare_3h_mm:r prepare_6h_mm:r move_1h_mm:r move_3h_mm:r move_6h_mm:r "
        "water_level_m:r signal:s",
    ),
    # In a township's overview alone: what it says of each village.
    _layer(
        "village_summary",
        ogr.wkbNone,
        "number:i code:s name:s sheet:s approved:i no_transfer:i village_households:i population:i zones:i "
        "households:i people:i shelters:i capacity:i leader:s leader_phone:s resident:s resident_phone:s duty_phone:s",
    ),
    # On the map of a terrain analysis alone: the run, what it found, what the registers have.
    _layer(
        "terrain_run",
        ogr.wkbNone,
        "made_at:s made_by:s number:i version:s terrain:s captured_on:s resolution_m:r cell_m:r buildings:i zones:i "
        "missing:s own_numbers:i rules:s",
    ),
    _layer(
        "terrain_settlement",
        ogr.wkbNone,
        "rank:i class:s registered:i village:s buildings:i households:i people:i words:s",
    ),
    _layer("terrain_zone", ogr.wkbNone, "name:s category:s village:s settlements:i"),
    # The drawings that the edition needs beside those that the software ships; left out when there are none.
    _layer("symbol_version", ogr.wkbNone, "symbol_code:s version:i sha256:s definition:s"),
)

#: Layers that are left out of a file when they hold nothing.
LEFT_OUT = (
    "label_point", "village_summary", "terrain_run", "terrain_settlement", "terrain_zone", "symbol_version",
)  # fmt: skip

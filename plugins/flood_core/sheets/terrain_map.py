"""The printed map of a terrain analysis (自然灾害易发区地形分析图): one page, and the list of settlements overleaf.

Relief and contours, settlements by danger with their ranks, streams, the
registered zones. What it is drawn from is a GeoPackage like a village's, so it
is composed, drawn and proven like every sheet. Sheets speak Chinese; so do the
reasons on this one, whatever the language of who made the run.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any, Sequence

from ..database import edition_snapshot, terrain_map
from ..database.connection import Connection, transaction
from ..database.export_log import log_export
from ..database.terrain_map import MappedArea, MappedRun
from ..errors import Translate
from ..model.area_names import display_name
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.language import Language
from ..resources.whole_files import workshop, write_whole
from ..situation.snapshot import contour_interval, geopackage
from ..situation.snapshot_layout import LAYERS
from ..symbology.terrain_symbols import STREAM, settlement_code, terrain_definitions, zone_code
from ..terrain.contours import contours
from ..terrain.factors import thresholds
from ..terrain.settlements import Reason
from ..terrain.threshold_rows import differing
from ..terrain.words import FACTORS, reasons_said
from .batch import export_sheets
from .delivery import Delivery, Order
from .export import USUAL_FORMATS, check_options
from .ground import RELIEF, Ground
from .order_grounds import find_ground
from .output import writable
from .overview import is_main, merged_waters
from .profile import TERRAIN

#: What there is to draw of one area: the layers of a snapshot.
Contents = dict[str, list[dict[str, Any]]]


def run_maps(
    connection: Connection,
    run_uid: str | None,
    out_dir: Path,
    *,
    area: str | None = None,
    preset: str = "A3",
    formats: Sequence[str] = USUAL_FORMATS,
    ground: str = RELIEF,
    workers: int = 0,
    feedback: Feedback | None = None,
) -> list[Delivery]:
    """Draw the map of a run for its area, or for a township or village in it; of a county one for each township.

    Without ``run_uid`` it is the newest run that looked at ``area``; ``ground`` as for export_orders.
    Raises: NoSuchRun, NotAnalysed, NotInRun, NothingToShow, UnknownPreset, UnknownFormat, NotWritable, as
    ground_of_file, Cancelled.
    """
    feedback = feedback or Silent()
    check_options(preset, TERRAIN, formats)
    writable(Path(out_dir))
    with transaction(connection) as cursor:
        run = terrain_map.mapped_run(cursor, run_uid, area)
        areas = terrain_map.mapped_areas(cursor, run, area)
    with workshop() as folder:
        orders = []
        for number, one in enumerate(areas):
            raise_if_cancelled(feedback)
            under = find_ground(connection, one.code, ground)
            path = folder / f"{one.code}.gpkg"
            write_run_map(connection, run, one, under, path)
            orders.append(Order(display_name(one.name), None, path, {"area_code": one.code}, under))
            feedback.setProgress(30 * (number + 1) / len(areas))
        outcomes = export_sheets(
            [order.gpkg for order in orders if order.gpkg is not None], Path(out_dir), preset=preset,
            profile=TERRAIN, formats=formats, workers=workers, grounds=[order.ground for order in orders],
            feedback=Part(feedback, 30, 100),
        )  # fmt: skip
    for order, outcome in zip(orders, outcomes):
        if outcome.result is not None:
            log_export(connection, "sheet", f"{TERRAIN} {preset}: {order.name}", 1)
    return [Delivery(order, outcome.result, outcome.error) for order, outcome in zip(orders, outcomes)]


def write_run_map(
    connection: Connection, run: MappedRun, area: MappedArea, ground: Ground | None, path: Path
) -> None:
    """Write the GeoPackage that the map of a run in one area is drawn from. Raises: OSError, UnreadableBaseFile."""
    with transaction(connection) as cursor:
        contents: Contents = {layout.name: [] for layout in LAYERS}
        contents.update(edition_snapshot.base_map(cursor, area.code, area.box))
        settlements = terrain_map.mapped_settlements(cursor, run, area.code)
        zones = terrain_map.mapped_zones(cursor, run, area.code)
        streams = terrain_map.mapped_streams(cursor, run, area)
    _take_base(contents, area, ground)
    if streams is not None:
        contents["element_line"].append({
            "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{run.uid} streams")), "element_type_code": "",
            "symbol_code": STREAM, "legend_group": "base", "name": "", "label": "", "wkb": streams,
        })  # fmt: skip
    _draw_found(contents, settlements, zones, named=area.level == "village")
    _tell(contents, run, settlements, zones)
    contents["edition"] = [_edition(contents, run, area)]
    contents["symbol_version"] = [
        {"symbol_code": one.code, "version": 1, "sha256": one.sha256, "definition": one.as_bytes().decode("utf-8")}
        for one in terrain_definitions()
    ]
    write_whole(path, geopackage(contents, f"{run.made_at:%Y-%m-%d}"))


def _take_base(contents: Contents, area: MappedArea, ground: Ground | None) -> None:
    """Keep of the base map what is legible at the map's scale; where it has no contours the terrain gives them."""
    for row in contents["area"]:
        row["display_name"] = display_name(row["name"])
        row["is_own"] = row["code"] == area.code
    if not any(row["is_own"] for row in contents["area"]):  # a township that is known by its villages only
        for row in contents["area"]:
            row["is_own"] = row["level"] == "village" and row["code"].startswith(area.code)
    if area.level == "township":
        for name in ("road", "contour"):
            contents[name] = [row for row in contents[name] if is_main(name, row)]
    if not contents["contour"] and ground is not None and ground.wanted == RELIEF:
        contents["contour"] = [one._asdict() for one in contours(ground.readable().files, area.box)]
    contents["water_area"] = merged_waters(contents["water_area"])


def _draw_found(
    contents: Contents, settlements: Sequence[dict[str, Any]], zones: Sequence[dict[str, Any]], *, named: bool
) -> None:
    """Put settlements and registered zones on the map; what is worst is drawn last.

    Zones that were found are ``named`` only where there is room for it; those that were not always are.
    """
    known = {uid for zone in zones for uid in zone["settlements"]}
    for zone in zones:
        layer = ("element_point", "element_line", "element_polygon")[zone["dimension"]]
        contents[layer].append({
            "uid": zone["uid"], "element_type_code": "", "legend_group": "risk", "name": zone["name"],
            "symbol_code": zone_code(bool(zone["settlements"]), zone["dimension"]), "wkb": zone["wkb"],
            "label": zone["name"] if named or not zone["settlements"] else "",
        })  # fmt: skip
    for row in reversed(settlements):
        row["registered"] = row["uid"] in known
        contents["element_polygon"].append({
            "uid": row["uid"], "element_type_code": "", "legend_group": "risk", "name": str(row["rank"]),
            "symbol_code": settlement_code(row["class"], row["registered"]), "label": str(row["rank"]),
            "people": row["people"], "wkb": row["wkb"],
        })  # fmt: skip


def _tell(
    contents: Contents, run: MappedRun, settlements: Sequence[dict[str, Any]], zones: Sequence[dict[str, Any]]
) -> None:
    """Put what the tables and the imprint say."""
    chinese: Translate = Language.load("zh").translate
    record = run.record
    terrain = record["inputs"]["terrain"]
    missing = "、".join(chinese("terrain", FACTORS[name]) for name in record["missing"])
    contents["terrain_run"] = [{
        "made_at": f"{run.made_at:%Y-%m-%d %H:%M}", "made_by": run.made_by, "number": run.number,
        "version": record["version"], "terrain": terrain["file"], "captured_on": terrain["captured_on"],
        "resolution_m": run.resolution_m, "cell_m": record["cell_m"], "buildings": run.buildings, "zones": len(zones),
        "missing": missing, "own_numbers": differing(thresholds(record["thresholds"])),
        "rules": json.dumps(record["thresholds"], sort_keys=True),
    }]  # fmt: skip
    contents["terrain_settlement"] = [
        {**row, "words": reasons_said([Reason(**one) for one in row["reasons"]], row["buildings"], chinese)}
        for row in settlements
    ]
    contents["terrain_zone"] = [{**zone, "settlements": len(zone["settlements"])} for zone in zones]


def _edition(contents: Contents, run: MappedRun, area: MappedArea) -> dict[str, Any]:
    return {
        "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{run.uid} {area.code}")),
        "area_code": area.code,
        "year": run.made_at.year,
        "version": run.number,
        "county_name": display_name(area.county or ""),
        "township_name": display_name((area.township or "") if area.level == "village" else area.name),
        "village_name": display_name(area.name) if area.level == "village" else None,
        "compiled_by": run.made_by,
        "data_cutoff": f"{run.made_at:%Y-%m-%d}",
        "simulated": area.simulated,
        "contour_interval_m": contour_interval(row["elevation_m"] for row in contents["contour"]),
        "dem_resolution_m": run.resolution_m,
    }

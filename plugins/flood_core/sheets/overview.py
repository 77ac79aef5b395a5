"""The overview of a township (乡镇总图): all its villages on one sheet, put together from their snapshots.

It shows where danger zones and shelters lie, sums up every village, says whom
to call and which sheet shows the village itself. What it is drawn from is a
GeoPackage like a village's, so it is composed, drawn and proven like every sheet.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterable, Sequence

from osgeo import gdal, ogr
from qgis.core import QgsGeometry

from ..database.export_log import log_export
from ..errors import QT_TRANSLATE_NOOP, Cancelled, DatabaseUnavailable, FloodMapError, InputError
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.whole_files import workshop, write_whole
from ..situation.snapshot import geopackage
from ..situation.snapshot_layout import LAYERS
from .batch import export_sheets
from .delivery import Delivery, Order
from .errors import BrokenSnapshot
from .export import check_options
from .ground import PLAIN
from .order_grounds import on_ground
from .orders import snapshot_of
from .output import writable
from .preview import preview_in_process
from .profile import OVERVIEW

if TYPE_CHECKING:
    from ..database.connection import Connection
    from .snapshot import Row

#: Element types that an overview shows, by layer: at its scale more would hide one another; names stand in the tables.
_SHOWN = {"element_point": ("15",), "element_line": (), "element_polygon": ("08", "08a", "08b", "09", "10")}
_COMMAND = "03"  # the village's command point: there stands what is said of the village
#: Roads that matter between villages.
_ROADS = ("national", "provincial", "county", "township", "village")
_GROUND = ("road", "dike", "water_line", "water_area", "contour")
_NO_READING = QT_TRANSLATE_NOOP("errors", "it is no readable GeoPackage")


class SeveralTownships(InputError):
    """One overview was asked for of villages of more than one township."""

    template = QT_TRANSLATE_NOOP("errors", "These villages belong to several townships: {codes}.")
    hint = QT_TRANSLATE_NOOP("errors", "Make an overview for each township.")


def overviews_of_orders(
    connection: Connection | None,
    orders: Sequence[Order],
    out_dir: Path,
    *,
    preset: str = "A3",
    formats: Sequence[str] = ("pdf",),
    workers: int = 0,
    ground: str = PLAIN,
    feedback: Feedback | None = None,
) -> list[Delivery]:
    """Draw an overview of every township that the villages belong to; a village that cannot be read stops its own.

    ``ground`` as for export_orders.
    Raises: UnknownPreset, UnknownFormat, NotWritable, as ground_of_file, DatabaseUnavailable, Cancelled.
    """
    feedback = feedback or Silent()
    check_options(preset, OVERVIEW, formats)
    writable(Path(out_dir))
    townships: dict[str, list[Order]] = {}
    for order in orders:
        townships.setdefault(_township(order), []).append(order)
    deliveries = []
    with workshop() as folder:
        for number, (code, villages) in enumerate(sorted(townships.items())):
            part = Part(feedback, 80 * number / len(townships), 80 * (number + 1) / len(townships))
            deliveries.append(_gathered(connection, code, villages, folder, part))
        whole = [one for one in deliveries if one.error is None]
        for delivery in whole:
            (delivery.order,) = on_ground(connection, [delivery.order], ground)
        outcomes = export_sheets(
            [one.order.gpkg for one in whole if one.order.gpkg is not None], Path(out_dir), preset=preset,
            profile=OVERVIEW, formats=formats, workers=workers, feedback=Part(feedback, 80, 100),
            grounds=[one.order.ground for one in whole],
        )  # fmt: skip
    for delivery, outcome in zip(whole, outcomes):
        delivery.result, delivery.error = outcome.result, outcome.error
        if connection is not None and outcome.result is not None:
            log_export(connection, "sheet", f"{OVERVIEW} {preset}: {delivery.order.name}", 1)
    return deliveries


def preview_overview(
    connection: Connection | None,
    orders: Sequence[Order],
    folder: Path,
    *,
    preset: str,
    ground: str = PLAIN,
    feedback: Feedback,
) -> list[Path]:
    """Draw the overview of the township of the first village coarsely into ``folder``; return a PNG for each page.

    Raises: as snapshot_of, preview_in_process and ground_of_file.
    """
    code = _township(orders[0])
    with workshop() as place:
        villages = [order for order in orders if _township(order) == code]
        delivery = _gathered(connection, code, villages, place, Part(feedback, 0, 50))
        if delivery.error is not None:
            raise delivery.error
        (order,) = on_ground(connection, [delivery.order], ground)
        return preview_in_process(
            place / f"{code}.gpkg", folder, preset=preset, profile=OVERVIEW, ground=order.ground,
            feedback=Part(feedback, 50, 100),
        )  # fmt: skip


def _township(order: Order) -> str:
    return str(order.edition.get("area_code") or "")[:9]


def _gathered(
    connection: Connection | None, code: str, villages: Sequence[Order], folder: Path, feedback: Feedback
) -> Delivery:
    contents = []
    try:
        for number, order in enumerate(villages):
            raise_if_cancelled(feedback)
            with snapshot_of(connection, order) as gpkg:
                contents.append(_read(gpkg))
            feedback.setProgress(100 * (number + 1) / len(villages))
        path = folder / f"{code}.gpkg"
        write_township(contents, path)
    except (Cancelled, DatabaseUnavailable):
        raise
    except FloodMapError as error:
        return Delivery(Order(code), error=error)
    head = contents[0]["edition"][0]
    return Delivery(Order(str(head["township_name"]), None, path, {"area_code": code}))


def township_snapshot(gpkgs: Sequence[Path], path: Path) -> Path:
    """Write the GeoPackage that a township's overview is drawn from, and return its path.

    Raises: BrokenSnapshot, SeveralTownships, OSError.
    """
    return write_township([_read(gpkg) for gpkg in gpkgs], path)


def write_township(contents: Sequence[dict[str, list[Row]]], path: Path) -> Path:
    """Put what the snapshots of villages hold into one. Raises: SeveralTownships, OSError."""
    contents = sorted(contents, key=lambda one: str(one["edition"][0]["area_code"]))
    codes = sorted({str(one["edition"][0]["area_code"])[:9] for one in contents})
    if len(codes) > 1:
        raise SeveralTownships(codes=", ".join(codes))
    whole: dict[str, list[Row]] = {layout.name: [] for layout in LAYERS}
    whole["area"] = _areas(contents)
    for name in _GROUND:
        whole[name] = [row for row in _distinct(contents, name, ("wkb",)) if is_main(name, row)]
    whole["water_area"] = merged_waters(whole["water_area"])
    whole["village_summary"] = [_summary(number, one) for number, one in enumerate(contents, start=1)]
    for name, kinds in _SHOWN.items():
        shown = (row for row in _distinct(contents, name, ("symbol_code", "wkb")) if row["element_type_code"] in kinds)
        whole[name] = [{**row, "label": "", "sub_label": None} for row in shown]
    whole["element_point"] += [_place(one, said) for one, said in zip(contents, whole["village_summary"])]
    for one in contents:
        village = one["edition"][0]["village_name"]
        known = {(row["name"], row["manager"]) for row in whole["shelter"]}
        whole["shelter"] += [
            {**row, "serves": village} for row in one["shelter"] if (row["name"], row["manager"]) not in known
        ]
    whole["symbol_version"] = _distinct(contents, "symbol_version", ("sha256",))
    whole["edition"] = [_edition(contents, codes[0], whole["contour"])]
    write_whole(path, geopackage(whole, str(whole["edition"][0]["data_cutoff"])))
    return path


def _read(gpkg: Path) -> dict[str, list[Row]]:
    """Return the rows of a snapshot's layers, geometries as WKB. Writes nothing beside the file."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        source = gdal.OpenEx(str(gpkg), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"], ["IMMUTABLE=YES"])
        if source is None:
            raise BrokenSnapshot(path=str(gpkg), reason=_NO_READING)
        contents = {layout.name: _rows(source.GetLayerByName(layout.name)) for layout in LAYERS}
    except RuntimeError as error:  # GDAL's, when exceptions are in use
        raise BrokenSnapshot(path=str(gpkg), reason=_NO_READING) from error
    finally:
        gdal.PopErrorHandler()
    if not contents["edition"] or not contents["area"]:
        raise BrokenSnapshot(path=str(gpkg), reason=_NO_READING)
    return contents


def _rows(layer: ogr.Layer | None) -> list[Row]:
    found = []
    for feature in layer or ():
        shape = feature.GetGeometryRef()
        found.append({**feature.items(), "wkb": bytes(shape.ExportToIsoWkb()) if shape is not None else None})
    return found


def _distinct(contents: Sequence[dict[str, list[Row]]], name: str, keys: tuple[str, ...]) -> list[Row]:
    """Return the rows of all snapshots, of those that are alike the first: neighbours hold the same ground."""
    found: dict[tuple[Any, ...], Row] = {}
    for one in contents:
        for row in one[name]:
            found.setdefault(tuple(row[key] for key in keys), row)
    return list(found.values())


def _areas(contents: Sequence[dict[str, list[Row]]]) -> list[Row]:
    own = {str(one["edition"][0]["area_code"]) for one in contents}
    return [{**row, "is_own": int(row["code"] in own)} for row in _distinct(contents, "area", ("code",))]


def merged_waters(rows: Sequence[Row]) -> list[Row]:
    """Return each water as one area: the snapshots of villages hold pieces of a bay, cut where their maps end."""
    pieces: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        water = (row["kind"], row["name"]) if row["name"] else (row["kind"], None, row["wkb"])
        pieces.setdefault(water, []).append(row)
    found = []
    for parts in pieces.values():
        shapes = [QgsGeometry() for _ in parts]
        for shape, part in zip(shapes, parts):
            shape.fromWkb(part["wkb"])
        whole = parts[0]["wkb"] if len(parts) == 1 else bytes(QgsGeometry.unaryUnion(shapes).asWkb())
        found.append({**parts[0], "wkb": whole})
    return found


def is_main(layer: str, row: Row) -> bool:
    """Tell whether a row of the ground matters at the scale of a township."""
    if layer == "contour":
        return bool(row["index_contour"])
    return layer != "road" or row["class"] in _ROADS


def _summary(number: int, one: dict[str, list[Row]]) -> Row:
    """Return what an overview says of a village."""
    edition, facts = one["edition"][0], (one["village_fact"] or [{}])[0]
    leader, resident = _person(one, "village_leader"), _person(one, "resident_official")
    zones = one["transfer_zone"]
    return {
        "number": number,
        "code": edition["area_code"],
        "name": edition["village_name"],
        "sheet": f"{edition['area_code']}-{edition['year']}-{edition['version']}",
        "approved": int(_is_approved(edition)),
        "no_transfer": edition["no_transfer"],
        "village_households": facts.get("households"),
        "population": facts.get("registered_population"),
        "zones": len(zones),
        "households": _sum(zones, "households"),
        "people": _sum(zones, "people"),
        "shelters": len(one["shelter"]),
        "capacity": _sum(one["shelter"], "capacity_people"),
        "leader": leader.get("name"),
        "leader_phone": leader.get("phone"),
        "resident": resident.get("name"),
        "resident_phone": resident.get("phone"),
        "duty_phone": facts.get("duty_phone"),
    }


def _person(one: dict[str, list[Row]], post: str) -> Row:
    return next((row for row in one["organisation"] if row["post_code"] == post), {})


def _sum(rows: Iterable[Row], key: str) -> int:
    return sum(int(row[key] or 0) for row in rows)


def _place(one: dict[str, list[Row]], said: Row) -> Row:
    """Return the point that stands for a village: its command point, else the middle of its ground."""
    command = next((row for row in one["element_point"] if row["element_type_code"] == _COMMAND), None)
    moving = f"{said['zones']}处危险区 {said['people']}人" if said["zones"] else ""
    if said["no_transfer"]:
        moving = "无转移人员"
    label = f"{said['number']} {said['name']}" + (f"\n{moving}" if moving else "")
    if command is not None:
        return {**command, "name": said["name"], "label": label, "sub_label": None}
    area = next(row for row in one["area"] if row["is_own"])
    shape = QgsGeometry()
    shape.fromWkb(area["wkb"])
    inside = shape.poleOfInaccessibility(1e-4)[0]
    return {
        "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, str(said["code"]))), "element_type_code": "02",
        "symbol_code": "Y10400", "name": said["name"], "label": label, "legend_group": "base",
        "wkb": bytes(inside.asWkb()),
    }  # fmt: skip


def _is_approved(edition: Row) -> bool:
    return edition["state"] in ("published", "archived") and bool(edition["approved_by"])


def _edition(contents: Sequence[dict[str, list[Row]]], code: str, contours: Sequence[Row]) -> Row:
    """Return the head of the overview: approved when all villages are, as old as the oldest of them."""
    editions = [one["edition"][0] for one in contents]
    head, approved = editions[0], all(map(_is_approved, editions))

    def latest(key: str) -> Any:
        return max((row[key] for row in editions if row[key]), default=None)

    def common(key: str) -> Any:
        words = {row[key] for row in editions}
        return words.pop() if approved and len(words) == 1 else None

    heights = sorted({row["elevation_m"] for row in contours})
    return {
        **head,
        "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, "".join(str(row["uid"]) for row in editions))),
        "area_code": code,
        "year": latest("year"),
        "version": latest("version"),
        "state": "published" if approved else "draft",
        "village_name": None,
        "compiled_by": head["township_name"],
        "compiled_on": latest("compiled_on"),
        "reviewed_by": common("reviewed_by"),
        "reviewed_on": latest("reviewed_on"),
        "approved_by": common("approved_by"),
        "approved_on": latest("approved_on"),
        "data_cutoff": min(str(row["data_cutoff"]) for row in editions),
        "simulated": max(int(row["simulated"] or 0) for row in editions),
        "contour_interval_m": min((b - a for a, b in zip(heights, heights[1:])), default=None),
        "no_transfer": 0,
    }

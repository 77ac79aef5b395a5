"""The account of a sheet that lies beside it: what was drawn, from what, with what."""

from __future__ import annotations

import datetime
import json
import math
import platform
from collections import Counter
from dataclasses import asdict
from typing import Any, Iterable

from osgeo import gdal
from qgis.core import Qgis

from ..resources import fonts
from ..resources.paths import symbology
from .compose import Sheet
from .detail_pages import EDGES, STRIP, Detail
from .fingerprint import sha256_of
from .frame import scale_text
from .furniture import imprint_pairs, stamps
from .graticule import corner_degrees
from .placement import Box, bounds
from .preflight import is_vector
from .problems import Problem, problems
from .snapshot import Snapshot
from .version_code import code_text

_EDITION = ("uid", "area_code", "year", "version", "state", "county_name", "township_name", "village_name")


def manifest(snapshot: Snapshot, sheet: Sheet, profile: str, notices: list[Problem]) -> dict[str, Any]:
    """Return the manifest as plain values; files, their sizes and the seconds come when there are some.

    ``notices`` are what the preflight found.
    """
    edition = snapshot.edition
    return {
        "name": sheet.title,
        "edition": {key: edition.get(key) for key in _EDITION},
        "profile": profile,
        **_page(sheet),
        **_frame(snapshot, sheet),
        **_drawn(sheet),
        "ground": snapshot.ground and snapshot.ground.plain(),
        **_labels(sheet),
        "stamps": stamps(snapshot, profile),
        "imprint": {label: value for label, value, _ in imprint_pairs(snapshot, profile)},
        **_made_from(snapshot, sheet),
        "made_at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "warnings": warnings(sheet),
        "problems": [asdict(problem) for problem in [*notices, *problems(snapshot, sheet)]],
    }


def _page(sheet: Sheet) -> dict[str, Any]:
    """Return the paper, what stands where on it, and the further sheets."""
    zoom = sheet.preset.zoom
    return {
        "preset": sheet.preset.name,
        "page_mm": [sheet.preset.width_mm, sheet.preset.height_mm],
        "pages": sheet.pages,
        "vector": is_vector(sheet),
        "dpi": sheet.preset.dpi,
        "pixels": sheet.preset.pixels,
        "most_bytes": sheet.preset.most_bytes,
        "sheets": [_further(sheet, detail) for detail in sheet.details],
        "items": [
            {"name": piece.name, "page": piece.page + 1, "box": _printed(piece.box, zoom)} for piece in sheet.pieces
        ],
        "tables": sheet.table_rows,
    }


def _frame(snapshot: Snapshot, sheet: Sheet) -> dict[str, Any]:
    """Return scale, extent and place of the map."""
    frame, zoom = sheet.frame, sheet.preset.zoom
    extent = frame.extent()
    return {
        "scale": frame.scale,
        "scale_text": scale_text(frame.scale),
        "scale_bar": {**sheet.scale_bar, "mm": sheet.scale_bar["mm"] * zoom, "x": sheet.scale_bar["x"] * zoom},
        "map_mm": _printed(sheet.map_box, zoom),
        "crs": snapshot.crs.authid(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "corners_degrees": corner_degrees(frame, snapshot.crs),
        "rotation": frame.rotation,
        "enlargement": _enlargement(sheet),
        "known_points": known_points(snapshot, sheet),
    }


def _drawn(sheet: Sheet) -> dict[str, Any]:
    """Return what is drawn, and what the legend says of it."""
    content = sheet.content
    return {
        "symbols": dict(sorted(Counter(symbol.code for symbol in content.symbols).items())),
        "elements": [
            {"uid": symbol.uid, "symbol": symbol.code, "geometry": symbol.geometry} for symbol in content.symbols
        ],
        "base": [base.key for base in content.base],
        "legend": [
            {
                "key": entry.key,
                "group": entry.group,
                "name": entry.name,
                "geometry": entry.geometry,
                "count": entry.count,
            }
            for entry in sheet.legend
        ],
        "levels": sorted(content.levels),
        "outside_frame": content.outside,
    }


def _labels(sheet: Sheet) -> dict[str, Any]:
    """Return where labels and symbols stand, and which found no place of their own."""
    content, zoom = sheet.content, sheet.preset.zoom
    return {
        "labels": [{"text": text, **_place(bounds(corners), zoom)} for text, corners in content.label_corners],
        "unplaced_labels": content.unplaced,
        "overlapping_symbols": [list(pair) for pair in content.overlaps],
        "moved_symbols": [{"name": name, "mm": round(way * zoom, 1)} for name, way in content.moved],
        "symbol_boxes": [{"name": name, **_place(box, zoom)} for name, box in content.symbol_boxes],
        "symbol_mm": round(content.symbol_mm * zoom, 2),
    }


def _made_from(snapshot: Snapshot, sheet: Sheet) -> dict[str, Any]:
    """Return fonts, fingerprints and versions."""
    return {
        "fonts": [{"family": fonts.sans().family, "sha256": sha256_of(fonts.sans().path)}],
        "fingerprints": {
            "data": snapshot.sha256,
            "code": code_text(snapshot),
            "template": sha256_of(sheet.preset.template_path()),
            "symbols": sha256_of(symbology() / "catalogue.csv"),
        },
        "versions": {
            "qgis": Qgis.QGIS_VERSION.split("-")[0],
            "gdal": gdal.__version__,
            "python": platform.python_version(),
        },
    }


def _printed(values: Iterable[float], zoom: float, decimals: int = 3) -> list[float]:
    """Return millimetres of the printed sheet."""
    return [round(value * zoom, decimals) for value in values]


def _place(box: Box, zoom: float) -> dict[str, Any]:
    """Return on which sheet a label or symbol stands (1: the front), and where from the top left of the front's map."""
    number = max(0, round(box[1] // STRIP)) if box[1] > STRIP / 2 else 0
    down = number * STRIP
    return {"sheet": number + 1, "box": _printed((box[0], box[1] - down, box[2], box[3] - down), zoom, 2)}


def _further(sheet: Sheet, detail: Detail) -> dict[str, Any]:
    """Return what a further sheet shows: number, name, scale, extent, place on its page in mm, what it names."""
    frame, extent = detail.frame, detail.frame.extent()
    left, top = EDGES[:2]
    return {
        "number": detail.number,
        "name": detail.name,
        "page": sheet.pages - len(sheet.details) + detail.number - 1,
        "scale": frame.scale,
        "rotation": frame.rotation,
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "map_mm": _printed((left, top, left + frame.width, top + frame.height), frame.zoom),
        "elements": sorted(detail.uids),
    }


def _enlargement(sheet: Sheet) -> dict[str, Any] | None:
    """Return what is shown larger: scale, extent, place on the page in mm, and the elements that are named there."""
    larger = sheet.enlargement
    if larger is None:
        return None
    left, top = sheet.map_box[:2]
    frame = larger.frame
    extent = frame.extent()
    return {
        "scale": frame.scale,
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "map_mm": _printed([value + shift for value, shift in zip(larger.box, (left, top, left, top))], frame.zoom),
        "elements": sorted(larger.uids),
    }


def as_bytes(account: dict[str, Any]) -> bytes:
    """Return a manifest as it is written."""
    return json.dumps(account, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")


def warnings(sheet: Sheet) -> list[str]:
    """Return what a person should look at, in the sheet's language."""
    content = sheet.content
    found = [f"注记未能放置：{text}" for text in content.unplaced]
    found += [f"符号相互压盖：{one} 与 {other}" for one, other in content.overlaps]
    found += [f"符号库中没有符号 {code}，图上显示为“缺符号”" for code in sorted(content.missing)]
    if content.outside:
        found.append(f"{len(content.outside)} 个要素在图幅之外")
    return found


def known_points(snapshot: Snapshot, sheet: Sheet) -> list[dict[str, list[float]]]:
    """Return the two corners of the village's border that lie farthest apart in the frame, on the ground and on paper.

    The finished file is measured between them.
    """
    left, top = sheet.map_box[:2]
    corners = [(vertex.x(), vertex.y()) for vertex in snapshot.village.vertices()]
    corners = [place for place in corners if sheet.frame.holds(*sheet.frame.to_paper(*place), 1.0)]
    east, north = (lambda place: place[0]), (lambda place: place[1])
    pairs = [(min(corners, key=way), max(corners, key=way)) for way in (east, north)] if corners else []
    pair = max(pairs, key=lambda ends: math.dist(*ends), default=())
    found = []
    for x, y in pair:
        right, down = sheet.frame.to_paper(x, y)
        place = [left + right, top + down]
        found.append({"metres": [x, y], "page_mm": [value * sheet.preset.zoom for value in place]})
    return found

"""The account of a sheet that lies beside it: what was drawn, from what, with what."""

from __future__ import annotations

import datetime
import hashlib
import platform
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any, Iterable

from osgeo import gdal
from qgis.core import Qgis

from ..resources import fonts
from ..resources.paths import symbology
from .compose import Sheet
from .frame import scale_text
from .furniture import imprint_pairs, stamps
from .graticule import corner_degrees
from .placement import bounds
from .problems import problems
from .snapshot import Snapshot


def manifest(snapshot: Snapshot, sheet: Sheet, profile: str, files: list[str], seconds: float) -> dict[str, Any]:
    """Return the manifest as plain values."""
    content, frame, edition, zoom = sheet.content, sheet.frame, snapshot.edition, sheet.preset.zoom
    drawn = Counter(symbol.code for symbol in content.symbols)
    extent = frame.extent()
    return {
        "name": sheet.title,
        "edition": {key: edition.get(key) for key in ("uid", "area_code", "year", "version", "state")},
        "preset": sheet.preset.name,
        "profile": profile,
        "page_mm": [sheet.preset.width_mm, sheet.preset.height_mm],
        "pages": sheet.pages,
        "files": files,
        "scale": frame.scale,
        "scale_text": scale_text(frame.scale),
        "scale_bar": {**sheet.scale_bar, "mm": sheet.scale_bar["mm"] * zoom, "x": sheet.scale_bar["x"] * zoom},
        "map_mm": _printed(sheet.map_box, zoom),
        "crs": snapshot.crs.authid(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "corners_degrees": corner_degrees(frame, snapshot.crs),
        "rotation": frame.rotation,
        "enlargement": _enlargement(sheet),
        "symbols": dict(sorted(drawn.items())),
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
        "labels": [
            {"text": text, "box": _printed(bounds(corners), zoom, 2)}
            for text, corners in content.label_corners
        ],
        "unplaced_labels": content.unplaced,
        "overlapping_symbols": [list(pair) for pair in content.overlaps],
        "moved_symbols": [{"name": name, "mm": round(way * zoom, 1)} for name, way in content.moved],
        "symbol_mm": round(content.symbol_mm * zoom, 2),
        "outside_frame": content.outside,
        "items": [
            {"name": piece.name, "page": piece.page + 1, "box": _printed(piece.box, zoom)}
            for piece in sheet.pieces
        ],
        "tables": sheet.table_rows,
        "stamps": stamps(snapshot, profile),
        "imprint": {label: value for label, value, _ in imprint_pairs(snapshot, profile)},
        "fonts": [{"family": fonts.sans().family, "sha256": _sha256(fonts.sans().path)}],
        "fingerprints": {
            "data": snapshot.sha256,
            "template": _sha256(sheet.preset.template_path()),
            "symbols": _sha256(symbology() / "catalogue.csv"),
        },
        "versions": {
            "qgis": Qgis.QGIS_VERSION.split("-")[0],
            "gdal": gdal.__version__,
            "python": platform.python_version(),
        },
        "made_at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "warnings": warnings(sheet),
        "problems": [asdict(problem) for problem in problems(snapshot, sheet)],
    }


def _printed(values: Iterable[float], zoom: float, decimals: int = 3) -> list[float]:
    """Return millimetres of the printed sheet."""
    return [round(value * zoom, decimals) for value in values]


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


def warnings(sheet: Sheet) -> list[str]:
    """Return what a person should look at, in the sheet's language."""
    content = sheet.content
    found = [f"注记未能放置：{text}" for text in content.unplaced]
    found += [f"符号相互压盖：{one} 与 {other}" for one, other in content.overlaps]
    found += [f"符号库中没有符号 {code}，图上显示为“缺符号”" for code in sorted(content.missing)]
    if content.outside:
        found.append(f"{len(content.outside)} 个要素在图幅之外")
    return found


_hashes: dict[Path, tuple[float, str]] = {}


def _sha256(path: Path) -> str:
    stamp = path.stat().st_mtime
    known = _hashes.get(path)
    if known is None or known[0] != stamp:
        known = (stamp, hashlib.sha256(path.read_bytes()).hexdigest())
        _hashes[path] = known
    return known[1]

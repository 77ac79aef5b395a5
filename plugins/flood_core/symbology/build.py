"""Build everything that comes from the catalogue, the same bytes each time.

From ``symbology/catalogue.csv`` and the drawings come the SVG files, the QGIS
style library and the reference tables of the database. The built files lie in
the repository; a test builds again and finds no difference.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from ..progress import Feedback, Silent, raise_if_cancelled
from ..resources.whole_files import write_whole
from .catalogue import Catalogue, Symbol
from .definition import SHIPPED_TABLE, shipped_definition
from .library import style_library
from .symbols import svg_text

SYMBOL_COLUMNS = (
    "code", "name_zh", "name_en", "class", "geometry", "symbol_origin", "legend_group", "label", "sub_labels",
    "smallest_mm", "sort",
)  # fmt: skip
USE_COLUMNS = ("subject_kind", "subject_code", "geometry", "symbol_code", "sub_label")
SVG_FOLDER, LIBRARY = "svg", "floodmap-symbols.xml"
SHIPPED_COLUMNS = ("symbol_code", "centre_code", "sha256", "definition")
SYMBOL_TABLE, USE_TABLE = "60-reference.symbol.csv", "61-reference.symbol_use.csv"


@dataclass(frozen=True)
class BuildReport:
    """What a build wrote: all files, and those whose content changed or that went away."""

    files: tuple[Path, ...]
    changed: tuple[Path, ...]
    removed: tuple[Path, ...]


def built_files(feedback: Feedback | None = None) -> dict[str, bytes]:
    """Return all built files by their path below the checkout, without writing any."""
    feedback = feedback or Silent()
    catalogue = Catalogue.load()
    files: dict[str, bytes] = {}
    points = catalogue.of_geometry("point")
    for number, symbol in enumerate(points):
        raise_if_cancelled(feedback)
        files[f"symbology/{SVG_FOLDER}/{symbol.code}.svg"] = svg_text(symbol.code).encode("utf-8")
        if symbol.label:
            files[f"symbology/{SVG_FOLDER}/{symbol.code}-label.svg"] = svg_text(symbol.code, label=True).encode("utf-8")
        feedback.setProgress(60 * (number + 1) / len(points))
    files[f"db/reference/{SYMBOL_TABLE}"] = _csv(SYMBOL_COLUMNS, [_symbol_row(symbol) for symbol in catalogue])
    files[f"db/reference/{USE_TABLE}"] = _csv(USE_COLUMNS, _use_rows(catalogue))
    files[f"db/reference/{SHIPPED_TABLE}"] = _csv(SHIPPED_COLUMNS, [_shipped_row(symbol.code) for symbol in catalogue])
    files[f"symbology/{LIBRARY}"] = style_library(catalogue)
    feedback.setProgress(100)
    return files


def build(root: Path, feedback: Feedback | None = None) -> BuildReport:
    """Write all built files below ``root`` (the checkout); stale SVGs are removed.

    Each file is replaced as a whole. Raises OSError when the disk refuses.
    """
    files = built_files(feedback)
    changed = []
    for name, content in files.items():
        path = root / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        changed.append(path)
    kept = {root / name for name in files}
    stale = [path for path in sorted((root / "symbology" / SVG_FOLDER).glob("*.svg")) if path not in kept]
    for path in stale:
        path.unlink()
    return BuildReport(tuple(root / name for name in files), tuple(changed), tuple(stale))


def _csv(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _symbol_row(symbol: Symbol) -> dict[str, str]:
    return {
        "code": symbol.code, "name_zh": symbol.name_zh, "name_en": symbol.name_en, "class": symbol.class_name,
        "geometry": symbol.geometry, "symbol_origin": symbol.origin, "legend_group": symbol.legend_group,
        "label": symbol.label, "sub_labels": "{" + ",".join(f'"{text}"' for text in symbol.sub_labels) + "}",
        "smallest_mm": f"{symbol.smallest_mm:g}", "sort": str(symbol.sort),
    }  # fmt: skip


def _shipped_row(code: str) -> dict[str, str]:
    shipped = shipped_definition(code)
    return {
        "symbol_code": code,
        "centre_code": shipped.centre,
        "sha256": shipped.sha256,
        "definition": shipped.as_bytes().decode("utf-8"),
    }


def _use_rows(catalogue: Catalogue) -> list[dict[str, str]]:
    return [
        {"subject_kind": kind, "subject_code": code, "geometry": geometry, "symbol_code": symbol, "sub_label": ""}
        for (kind, code, geometry), symbol in sorted(catalogue.uses().items())
    ]

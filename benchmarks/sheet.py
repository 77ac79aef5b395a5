"""One A3 sheet of a demo village: our export against plain QGIS layout export."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Iterator

from flood_core.sheets.export import export_sheet
from flood_core.sheets.session import ensure_qgis
from qgis.core import QgsRectangle

from benchmarks.comparison import Comparison, median_seconds
from benchmarks.demo_village import demo_snapshot
from benchmarks.plain_qgis import Page, PlainSheet

RUNS, FULL_RUNS = 3, 9


def compare(full: bool) -> Iterator[Comparison]:
    """Yield the row for one A3 PDF with both pages.

    Ours is the whole export: opening the GeoPackage, composing, drawing,
    checking and writing. The other has its project read before the clock starts.
    """
    ensure_qgis()
    runs = FULL_RUNS if full else RUNS
    with tempfile.TemporaryDirectory(prefix="floodmap-bench-") as folder:
        out = Path(folder)
        gpkg = demo_snapshot(out)
        ours = median_seconds(lambda: export_sheet(gpkg, out / "ours", preset="A3-landscape", formats=("pdf",)), runs)
        plain = PlainSheet(gpkg, page_of(next((out / "ours").glob("*.manifest.json"))))
        plain.export(out / "warm.pdf")
        other = median_seconds(lambda: plain.export(out / "plain.pdf"), runs)
        sizes = [next((out / "ours").glob("*.pdf")).stat().st_size, (out / "plain.pdf").stat().st_size]
    yield Comparison(
        "one A3 sheet, PDF",
        ours,
        other,
        "plain QGIS: same data, styles, label settings, layout items; project read once, exportToPdf defaults",
        "0.4 in the batch (sheets issue)",
        remark=f"PDF {sizes[0] / 2**20:.1f} MiB against {sizes[1] / 2**20:.1f} MiB",
    )


def page_of(manifest: Path) -> Page:
    """Return the extent and map size that our sheet had, so that both draw the same window."""
    account = json.loads(manifest.read_text(encoding="utf-8"))
    _, _, width, height = account["map_mm"]
    return Page(QgsRectangle(*account["extent"]), width, height, account["name"], account["crs"])

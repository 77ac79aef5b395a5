"""Many A3 sheets: our batch against plain QGIS's atlas, the proof's share, pictures, layers."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any, Iterator

from flood_core.sheets.export import export_sheet
from flood_core.sheets.orders import export_orders, order_of_path
from flood_core.sheets.session import ensure_qgis
from osgeo import ogr

from benchmarks.comparison import Comparison, both_seconds, median_seconds, seconds
from benchmarks.demo_village import demo_snapshot
from benchmarks.plain_qgis import PlainSheet
from benchmarks.sheet import page_of

SHEETS, PLAIN_SHEETS, PROCESSES = 50, 8, 2
GROWING = (10, 100, 500)
MIB = 2**20


def compare(full: bool) -> Iterator[Comparison]:
    """Yield the rows; with ``full`` the atlas draws all its pages, and the batch grows to 500 sheets."""
    ensure_qgis()
    with tempfile.TemporaryDirectory(prefix="floodmap-bench-") as folder:
        place = Path(folder)
        village = demo_snapshot(place)
        export_sheet(village, place / "one", preset="A3-landscape", formats=("pdf",))
        plain = PlainSheet(village, page_of(next((place / "one").glob("*.manifest.json"))))
        plain.export(place / "warm.pdf")
        copies = _editions(village, place / "editions", GROWING[-1] if full else SHEETS)
        yield from _batch(copies, place, plain, SHEETS if full else PLAIN_SHEETS)
        yield from _pictures(village, place, plain)
        yield from _layers(village, place)
        if full:
            yield from _growing(copies, place)


def _editions(village: Path, folder: Path, count: int) -> list[Path]:
    """Write the village as editions of their own: the same map and tables, another version number."""
    folder.mkdir()
    found = []
    for number in range(count):
        found.append(folder / f"{number}.gpkg")
        shutil.copyfile(village, found[-1])
        source = ogr.Open(str(found[-1]), 1)
        source.ExecuteSQL(f"update edition set version = {number + 1}")  # noqa: S608 - a number of ours
        source = None
    return found


def _batch(copies: list[Path], place: Path, plain: PlainSheet, pages: int) -> Iterator[Comparison]:
    orders = [order_of_path(path) for path in copies[:SHEETS]]
    options: dict[str, Any] = {"preset": "A3-landscape", "formats": ("pdf",), "workers": PROCESSES}
    ours, ours_work = (
        each / len(orders) for each in both_seconds(lambda: export_orders(None, orders, place / "batch", **options))
    )
    atlas, atlas_work = (each / pages for each in both_seconds(lambda: plain.export_atlas(place / "atlas", pages)))
    accounts = [json.loads(path.read_text(encoding="utf-8")) for path in (place / "batch").glob("*.manifest.json")]
    yield Comparison(
        f"batch of {len(orders)} A3 sheets, PDF, a sheet",
        ours,
        atlas,
        f"plain QGIS: the same by atlas export, {pages} pages, project read once, one process",
        "0.4 (2.5 times faster); 0.33 aimed at",
        remark=f"{atlas / ours:.2f} times faster with {PROCESSES} processes, the proof of every sheet included; "
        f"processor time a sheet {ours_work:.2f} against {atlas_work:.2f} s, "
        f"so {PROCESSES * atlas_work / ours_work:.2f} times on idle cores",
    )
    yield Comparison(
        "proof of a sheet",
        statistics.mean(account["proof_seconds"] for account in accounts),
        statistics.mean(account["seconds"] - account["proof_seconds"] for account in accounts),
        "composing and drawing the same sheet",
        "0.25",
    )
    yield Comparison(
        "PDF of a sheet, the largest",
        max(path.stat().st_size for path in (place / "batch").glob("*.pdf")) / MIB,
        max(path.stat().st_size for path in (place / "atlas").glob("*.pdf")) / MIB,
        "plain QGIS's",
        "at most 2 MiB",
        unit="MiB",
    )
    yield Comparison(
        f"batch of {len(orders)} sheets in which nothing changed",
        seconds(lambda: export_orders(None, list(map(order_of_path, copies[:SHEETS])), place / "batch", **options)),
        1.5 + 0.01 * len(orders),
        "1.5 s and 10 ms a sheet",
        "1",
    )


def _pictures(village: Path, place: Path, plain: PlainSheet) -> Iterator[Comparison]:
    yield Comparison(
        "one A3 sheet, PNG at 300 dpi",
        median_seconds(lambda: export_sheet(village, place / "png", preset="A3-landscape", formats=("png",))),
        median_seconds(lambda: plain.export_image(place / "plain.png")),
        "plain QGIS's exportToImage, both pages, one process each",
        "0.8; 0.7 aimed at",
    )


def _layers(village: Path, place: Path) -> Iterator[Comparison]:
    """Time the PDF with layers against the plain one; batches are measured without layers."""

    def drawn(form: str) -> float:
        return median_seconds(lambda: export_sheet(village, place / form, preset="A3-landscape", formats=(form,)))

    yield Comparison("one A3 sheet, PDF with layers", drawn("pdf-layers"), drawn("pdf"), "the same without layers", "")


def _growing(copies: list[Path], place: Path) -> Iterator[Comparison]:
    """Time a sheet in batches of 10, 100 and 500: it must not grow with the batch."""
    options: dict[str, Any] = {"preset": "A3-landscape", "formats": ("pdf",), "workers": PROCESSES, "again": True}
    each = {}
    for count in GROWING:
        orders = [order_of_path(path) for path in copies[:count]]
        each[count] = seconds(lambda: export_orders(None, orders, place / f"of {len(orders)}", **options)) / count  # noqa: B023
    for count in GROWING[1:]:
        yield Comparison(
            f"a sheet in a batch of {count}", each[count], each[GROWING[0]], f"one in a batch of {GROWING[0]}", "1"
        )

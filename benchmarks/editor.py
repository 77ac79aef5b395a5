"""The map editor: opening a village of 1,500 elements against the bare layers, and placing one element."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any, Iterator, Sequence

from flood_core.sheets.session import ensure_qgis
from flood_core.situation.palette import new_element, palette, symbols_of
from flood_core.situation.working_copy import Edit, WorkingCopy, check_out
from flood_map_editor.editor import draw, layers_of
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

from benchmarks.comparison import Comparison, median_seconds
from benchmarks.demo_village import VILLAGE, demo_database

ELEMENTS = 1500
SCREEN = QSize(1366, 768)
_BARE = ("element_point", "element_line", "element_polygon", "route", "road", "building", "water_line", "water_area",
         "contour", "area")  # fmt: skip


def compare(full: bool) -> Iterator[Comparison]:
    """Yield the rows: opening and drawing, and one command with what it changes on the map."""
    ensure_qgis()
    with tempfile.TemporaryDirectory(prefix="floodmap-bench-") as folder:
        path = _village(Path(folder))
        runs = 9 if full else 3
        box = _extent(path)
        yield Comparison(
            f"open a village of {ELEMENTS} elements",
            median_seconds(lambda: _open_ours(path, box), runs),
            median_seconds(lambda: _open_bare(path, box), runs),
            "QGIS's layers on the same GeoPackage with QGIS's default symbols, drawn once",
            "at most 2 s more",
        )
        yield _placing(path, 101 if full else 31)


def _village(folder: Path) -> Path:
    """Return a working copy of the fullest village with elements added until there are enough."""
    with demo_database(folder) as connection, connection.cursor() as cursor:
        cursor.execute("select uid::text from situation.edition where area_code = %s", (VILLAGE,))
        path = check_out(connection, cursor.fetchone()[0], folder / "village.gpkg")
    with WorkingCopy(path) as copy:
        there = copy.rows("situation.element")
        copy.run([Edit("situation.element", None, fields) for fields in _made(copy, ELEMENTS - len(there))])
    return path


def _made(copy: WorkingCopy, count: int) -> Iterator[dict[str, Any]]:
    entries = [one for one in palette(copy.lookups, symbols_of(copy.lookups)) if one.geometry == "point"]
    layers = layers_of(copy, symbols_of(copy.lookups))
    box = layers.village.boundingBox()
    side = math.ceil(math.sqrt(count))
    for number in range(count):
        x = box.xMinimum() + box.width() * (number % side + 0.5) / side
        y = box.yMinimum() + box.height() * (number // side + 0.5) / side
        yield new_element(entries[number % len(entries)], f"POINT ({x} {y})", (), copy.lookups)


def _extent(path: Path) -> QgsRectangle:
    with WorkingCopy(path) as copy:
        return layers_of(copy, symbols_of(copy.lookups)).village.boundingBox()


def _open_ours(path: Path, box: QgsRectangle) -> None:
    with WorkingCopy(path) as copy:
        _draw(layers_of(copy, symbols_of(copy.lookups)).all, box)


def _open_bare(path: Path, box: QgsRectangle) -> None:
    layers = [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in _BARE]
    _draw(layers, box)


def _draw(layers: Sequence[QgsMapLayer], box: QgsRectangle) -> None:
    settings = QgsMapSettings()
    settings.setLayers(list(layers))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    settings.setOutputSize(SCREEN)
    settings.setExtent(box)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()


def _placing(path: Path, runs: int) -> Comparison:
    with WorkingCopy(path) as copy:
        layers = layers_of(copy, symbols_of(copy.lookups))
        entry = next(one for one in palette(copy.lookups, symbols_of(copy.lookups)) if one.geometry == "point")
        middle = layers.village.boundingBox().center()

        def place() -> None:
            elements = copy.rows("situation.element").values()
            fields = new_element(entry, f"POINT ({middle.x()} {middle.y()})", elements, copy.lookups)
            copy.add("situation.element", fields)
            draw(copy, layers)

        place()
        return Comparison(
            f"place one element among {ELEMENTS}",
            median_seconds(place, runs),
            0.1,
            "the goal itself; on the disk with fsync, journal, tables and the layers on the map",
            "at most 0.1 s, median",
        )

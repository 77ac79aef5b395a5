"""``python -m demo.picture DIR OUT.png [--around LON LAT METRES]`` draws what was made, to look at it.

Not a sheet: a quick picture of base.gpkg and of the ledgers' true places, for
whoever changes the generator. Needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from osgeo import ogr

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402
from matplotlib.collections import LineCollection, PolyCollection  # noqa: E402
from matplotlib.font_manager import FontProperties  # noqa: E402

from . import lines, place  # noqa: E402

_FONT = FontProperties(fname="/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
_ROADS = {"national": 4.2, "provincial": 3.6, "county": 3.0, "township": 2.4, "village": 1.3, "path": 0.6}
_COLOURS = {"05": "#c00000", "06": "#1f5fa8", "07": "#6a3d9a", "08": "#555555", "10": "#b15928", "11": "#008080"}


def main() -> None:
    """Draw the picture that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m demo.picture")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--around", type=float, nargs=3, metavar=("LON", "LAT", "METRES"))
    parser.add_argument("--size", type=float, default=20.0, help="inches")
    options = parser.parse_args()
    figure = pyplot.figure(figsize=(options.size, options.size))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_facecolor("#F7F5EF")
    west, south, east, north = place.WEST, place.SOUTH, place.EAST, place.NORTH
    if options.around:
        x, y = place.to_metres(np.array([options.around[:2]]))[0]
        half = options.around[2] / 2
        west, south, east, north = x - half, y - half, x + half, y + half
    scale = 9600 / (east - west)
    _draw_base(axes, options.folder / "base.gpkg", scale)
    _draw_ledgers(axes, options.folder / "ledgers" / "expected.json", scale)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect("equal")
    axes.set_axis_off()
    figure.savefig(options.out, dpi=75)


def _read(path: Path, layer: str) -> list[tuple[dict[str, Any], list[np.ndarray], bool]]:
    """Return attributes, outlines (EPSG:4549) and whether they are areas."""
    store = ogr.Open(str(path))
    found = []
    for feature in store.GetLayerByName(layer):
        geometry = feature.GetGeometryRef()
        area = geometry.GetDimension() == 2
        shapes = []
        for part in lines.parts(geometry, ogr.wkbPolygon if area else ogr.wkbLineString):
            rings = [part.GetGeometryRef(i) for i in range(part.GetGeometryCount())] if area else [part]
            shapes += [place.to_metres(lines.points_of(ring)) for ring in rings]
        found.append(({name: feature.GetField(name) for name in feature.keys()}, shapes, area))  # noqa: SIM118 - OGR
    return found


def _draw_base(axes: Any, path: Path, scale: float) -> None:
    def strokes(rows: list[Any], colour: str, width: float, order: float, **more: Any) -> None:
        axes.add_collection(
            LineCollection([shape for _, shapes, _ in rows for shape in shapes], colors=colour,
                           linewidths=width * min(scale, 3) / 1.5, zorder=order, **more)
        )  # fmt: skip

    def fills(rows: list[Any], face: str, edge: str, order: float, width: float = 0.3) -> None:
        shapes = [shape for _, found, _ in rows for shape in found]
        axes.add_collection(PolyCollection(shapes, facecolors=face, edgecolors=edge, linewidths=width, zorder=order))

    water = _read(path, "water")
    fills([row for row in water if row[2]], "#CFE3F1", "#4A90C2", 2)
    contours = _read(path, "contour")
    strokes([row for row in contours if not row[0]["index_contour"]], "#C9A77C", 0.35, 1)
    strokes([row for row in contours if row[0]["index_contour"]], "#C9A77C", 0.8, 1)
    for order in (1, 2, 3, 4):
        strokes(
            [r for r in water if r[0]["kind"] == "stream" and r[0]["stream_order"] == order], "#4A90C2", 0.5 * order, 3
        )
    strokes([row for row in water if row[0]["kind"] == "canal"], "#4A90C2", 1.6, 3)
    fills(_read(path, "settlement"), "none", "#d8cfc0", 3.2)
    roads = _read(path, "road")
    for kind, width in reversed(_ROADS.items()):
        rows = [row for row in roads if row[0]["class"] == kind]
        strokes(rows, "#8a8a8a", width, 4 - width / 20)
        if kind != "path":
            strokes(rows, "#ffffff", width * 0.62, 4.5 - width / 20)
    fills(_read(path, "building"), "#E6E0D6", "#8f8779", 5)
    for values, shapes, _ in _read(path, "area"):
        for shape in shapes:
            colour, width = ("#8E3B8E", 1.6) if values["level"] == "village" else ("#8E3B8E", 0.5)
            axes.plot(*shape.T, color=colour, linewidth=width, linestyle=(0, (8, 2, 1, 2)), zorder=6)
    for values, shapes, _ in _read(path, "settlement"):
        middle = shapes[0].mean(axis=0)
        axes.text(
            *middle, values["name"], fontproperties=_FONT, fontsize=9 if scale < 2 else 13, zorder=9, clip_on=True
        )


def _draw_ledgers(axes: Any, path: Path, scale: float) -> None:
    if not path.exists():
        return
    expected = json.loads(path.read_text(encoding="utf-8"))
    for book in expected["workbooks"].values():
        for sheet in book["sheets"].values():
            for row in sheet["rows"]:
                if row.get("longitude") is None or sheet["kind"] not in ("risk_source", "relief_resource"):
                    continue
                point = place.to_metres(np.array([[row["longitude"], row["latitude"]]]))[0]
                code = row.get("category", "")
                colour = _COLOURS.get(code[:2], "#e0a000") if code else "#1a9641"
                axes.plot(*point, "s" if code else "^", color=colour, markersize=3 if scale < 2 else 6, zorder=8)
                outline = row.get("outline")
                if outline:
                    corners = place.to_metres(np.array(outline))
                    axes.plot(*corners.T, color=colour, linewidth=1.4, zorder=7)
                    if row["geometry"] == "A":
                        axes.fill(
                            *corners.T, facecolor="none", edgecolor=colour, hatch="///", linewidth=0.6, zorder=6.5
                        )
                if scale > 2:
                    axes.text(*(point + 6), f"{code} {row['name']}", fontproperties=_FONT, fontsize=7.5, color=colour,
                              zorder=9, clip_on=True)  # fmt: skip


if __name__ == "__main__":
    main()

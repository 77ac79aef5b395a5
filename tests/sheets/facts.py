"""Acceptance facts of a sheet, measured on the finished one: strokes and texts of its PDF, words of its account.

Each function returns what is wrong, nothing when the fact holds.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import osr

ROUND = (1, 2, 2.5, 5)


@lru_cache(maxsize=4)
def front(pdf: Path) -> tuple[Any, np.ndarray]:
    """Return the first page as it was read back, and where its pens touched it."""
    from flood_core.sheets.pdf_reading import read_pdf

    page = read_pdf(pdf).pages[0]
    return page, page.points()


def scale_faults(pdf: Path, account: dict[str, Any]) -> list[str]:
    """Fact 4: a round number, which two corners of the border and the bar confirm within 0.5 %."""
    page, points = front(pdf)
    scale = account["scale"]
    found = [] if scale / 10 ** math.floor(math.log10(scale)) in ROUND else [f"1:{scale} is not round"]
    if f"1:{scale:.0f}" not in ["".join(piece.text.split()) for piece in page.texts]:
        found.append(f"1:{scale:.0f} is not printed")
    known = account["known_points"]
    drawn = [points[np.hypot(*(points - place["page_mm"]).T).argmin()] for place in known]
    measured = math.dist(*(place["metres"] for place in known)) * 1000 / math.dist(*drawn)
    if abs(measured / scale - 1) > 0.005:
        found.append(f"the border measures 1:{measured:.0f}")
    bar = account["scale_bar"]
    if abs(bar["metres"] * 1000 / bar["mm"] / scale - 1) > 0.005:
        found.append("the bar does not agree")
    return found


def north_faults(pdf: Path, account: dict[str, Any]) -> list[str]:
    """Fact 5: tip and notch of the arrow lie straight below its 北, in the direction of grid north."""
    page, points = front(pdf)
    if account["rotation"]:
        return [f"the map is turned by {account['rotation']}"]
    for piece in (piece for piece in page.texts if piece.text == "北"):
        axis = points[(abs(points[:, 0] - piece.x - 1.6) < 0.1) & (abs(points[:, 1] - piece.y - 10) < 10)][:, 1]
        if len(axis) and axis.min() - piece.y < 1.0 and np.ptp(axis) > 5:
            return []
    return ["no arrow points to 北"]


def grid_faults(pdf: Path, account: dict[str, Any]) -> list[str]:
    """Fact 6: kilometres above the frame stand within 0.1 mm of their place, corners are those of EPSG:4490."""
    page, _ = front(pdf)
    left, top = account["map_mm"][:2]
    west, south, east, north = account["extent"]
    zoom = (account["map_mm"][2] - left) / ((east - west) * 1000 / account["scale"])
    found, ticks = [], 0
    for piece in page.texts:
        if top - 5 < piece.y < top and re.fullmatch(r"\d{3,4}(\.\d+)?", piece.text):
            ticks += 1
            place = left + (float(piece.text) * 1000 - west) * 1000 / account["scale"]
            if abs(piece.x - 0.8 - place) > 0.1:
                found.append(f"{piece.text} stands {piece.x - 0.8 - place:.2f} mm off")
    if not 1 <= ticks <= 8 or abs(zoom - 1) > 0.001:
        found.append(f"{ticks} ticks above the frame")
    here, there = osr.SpatialReference(), osr.SpatialReference()
    here.ImportFromEPSG(int(account["crs"].partition(":")[2]))
    there.ImportFromEPSG(4490)
    for system in (here, there):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_degrees = osr.CoordinateTransformation(here, there)
    for said, place in zip(account["corners_degrees"], ((west, north), (east, north), (east, south), (west, south))):
        if math.dist(said, to_degrees.TransformPoint(*place)[:2]) > 1e-8:
            found.append(f"a corner says {said}")
    return found


def margin_faults(account: dict[str, Any], box: tuple[float, float, float, float]) -> list[str]:
    """Fact 8: the village (its box west, south, east, north in metres) lies inside with 3 % on every side."""
    west, south, east, north = account["extent"]
    sides = (box[0] - west, east - box[2]), (box[1] - south, north - box[3])
    shares = [side / whole for pair, whole in zip(sides, (east - west, north - south)) for side in pair]
    return [f"a margin of {share:.1%}" for share in shares if share < 0.03 - 1e-6]


def label_faults(account: dict[str, Any], shelters: set[str]) -> list[str]:
    """Fact 13: no label lies on the symbol of a shelter; what found no place is listed."""
    found = []
    for symbol in account["symbol_boxes"]:
        if symbol["name"] in shelters:
            left, top, right, bottom = symbol["box"]
            for label in account["labels"]:
                a, b, c, d = label["box"]
                slanted = d - b > 8  # the box of a name along a line holds more than the name
                over = min(c, right) - max(a, left) > 0.05 and min(d, bottom) - max(b, top) > 0.05
                if over and label["sheet"] == symbol["sheet"] and not slanted:
                    found.append(f"{label['text']} lies on {symbol['name']}")
    listed = {name for name in account["unplaced_labels"] if not any(name in said for said in account["warnings"])}
    return found + [f"{name} found no place and is not listed" for name in sorted(listed)]


def screen_faults(file: Path, account: dict[str, Any]) -> list[str]:
    """Fact 10: exactly 3000 x 1650 pixels under 5 MB, names as high as 2.2 mm of an A3 in pixels."""
    from . import reading

    found = []
    rows, columns, _ = reading.pixels(file).shape
    if (columns, rows) != (3000, 1650):
        found.append(f"{columns} x {rows} pixels")
    if file.stat().st_size >= 5_000_000:
        found.append(f"{file.stat().st_size} bytes")
    dots = columns / account["page_mm"][0]
    names = {element["name"] for element in account["symbol_boxes"]}
    for label in account["labels"]:
        left, top, right, bottom = label["box"]
        if label["text"].split()[0] in names and min(right - left, bottom - top) * dots < 2.2 * 3000 / 420:
            found.append(f"{label['text']} is {min(right - left, bottom - top) * dots:.0f} pixels high")
    return found


def contrast_faults(picture: np.ndarray, account: dict[str, Any]) -> list[str]:
    """Fact 14: whatever lies under it, along its edge every symbol of the first map shows black against white, 3:1.

    One of both then differs 3:1 from any ground. A third of it is enough: round signs
    have none in the corners of their box, and names may touch it. ``picture`` holds rows x columns
    x (red, green, blue) of the first page.
    """
    dots = picture.shape[1] / account["page_mm"][0]
    share = np.arange(256) / 255.0
    table = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4).astype(np.float32)
    linear = table[picture] @ np.array([0.2126, 0.7152, 0.0722], np.float32)  # relative luminance (WCAG)
    left, top = account["map_mm"][:2]
    found = []
    for symbol in account["symbol_boxes"]:
        if symbol["sheet"] != 1:
            continue
        west, north, east, south = ((symbol["box"] + np.tile((left, top), 2)) * dots).round().astype(int)
        reach = round(0.7 * dots)
        edges = (
            linear[north - reach : north + reach, west:east].T, linear[south - reach : south + reach, west:east].T,
            linear[north:south, west - reach : west + reach], linear[north:south, east - reach : east + reach],
        )  # fmt: skip
        ratios = np.concatenate([(edge.max(axis=1) + 0.05) / (edge.min(axis=1) + 0.05) for edge in edges if edge.size])
        if (seen := float((ratios >= 3).mean())) < 0.35:
            found.append(f"{symbol['name']} stands out along {seen:.0%} of its edge")
    return found

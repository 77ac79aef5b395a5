"""Scale bar, north arrow, stamps, imprint: the small print round the map (图廓整饰)."""

from __future__ import annotations

import math
from typing import Any

from ..symbology.label_styles import RED
from .county import county_settings
from .drawing import GREY, INK, Drawing, Path, fitted, text_width, wrapped
from .frame import MapFrame, scale_text
from .ground import RELIEF
from .snapshot import Snapshot
from .terrain_tables import terrain_pairs

DISCLAIMER = "本图界线不作为划界依据"
MISSING_APPROVAL = "未审批"
INTERNAL = "内部使用"
SCREENING = "筛查 待现场核实"
INSIDE = ("internal", "changes", "overview", "terrain")
PURPOSES = {"blank": "讨论底图"}
APPROVED_STATES = ("published", "archived")


def bar_length(frame: MapFrame, room: float) -> tuple[int, int]:
    """Return the length of one part of the scale bar in metres, and how many parts fit ``room`` mm."""
    for power in range(5, -1, -1):
        for step in (5, 2, 1):
            metres = step * 10**power
            part = metres / frame.metres_per_mm
            if 4 * part <= room and part >= 5:
                return metres, 4
    return 1, 4


def draw_scale(frame: MapFrame, width: float, height: float) -> tuple[Drawing, dict[str, float]]:
    """Return number and bar, and what a test measures: bar length in mm and metres."""
    drawing = Drawing()
    number = scale_text(frame.scale)
    drawing.text(number, 0, height / 2 + 1.9, 5.0, bold=True)
    left = text_width(number, 5.0, True) + 7.0
    metres, parts = bar_length(frame, min(110.0, width - left - 16))
    part = metres / frame.metres_per_mm
    top = height / 2 - 0.4
    for index in range(parts):
        box = (left + index * part, top, left + (index + 1) * part, top + 1.5)
        drawing.rect(box, fill=INK if index % 2 == 0 else "#ffffff", stroke=INK, width=0.15)
    unit, factor = ("km", 1000) if metres * parts >= 2000 else ("m", 1)
    for index in range(parts + 1):
        value = f"{index * metres / factor:g}"
        x = left + index * part
        drawing.text(value, x, top - 1.0, 2.2, align="center")
        if index == parts:
            drawing.text(unit, x + text_width(value, 2.2) / 2 + 0.6, top - 1.0, 2.2)
    return drawing, {"mm": part * parts, "metres": float(metres * parts), "x": left}


def draw_north(width: float, height: float, rotation: float) -> Drawing:
    """Return an arrow to grid north, turned with the map."""
    drawing = Drawing()
    angle = math.radians(rotation)
    cx, cy = width / 2, height / 2 + 1.6
    size = min(width * 0.9, height - 4.6)

    def turned(x: float, y: float) -> tuple[float, float]:
        return cx + x * math.cos(angle) - y * math.sin(angle), cy + x * math.sin(angle) + y * math.cos(angle)

    half, wing = size / 2, size * 0.27
    left = (turned(0, -half), turned(-wing, half), turned(0, half * 0.55))
    right = (turned(0, -half), turned(wing, half), turned(0, half * 0.55))
    drawing.marks.append(Path((left,), INK, 0.2, (), INK, True))
    drawing.marks.append(Path((right,), INK, 0.2, (), "#ffffff", True))
    x, y = turned(0, -half - 1.7)
    drawing.text("北", x, y + 1.1, 3.2, bold=True, align="center")
    return drawing


def draw_neatlines(width: float, height: float) -> Drawing:
    """Return the two lines round a page."""
    drawing = Drawing()
    drawing.rect((7.4, 7.4, width - 7.4, height - 7.4), stroke=INK, width=0.8)
    drawing.rect((8.7, 8.7, width - 8.7, height - 8.7), stroke=INK, width=0.15)
    return drawing


def draw_page(width: float, height: float, title: str, number: str, words: list[str]) -> Drawing:
    """Return what frames a further sheet: neatlines, title, its number, and the stamps."""
    drawing = draw_neatlines(width, height)
    size = fitted(title, width - 2 * 80.0, 10.0, 4.0, True)
    drawing.text(title, width / 2, 21.5, size, bold=True, align="center")
    drawing.text(number, width / 2, 30.0, 3.6, align="center")
    drawing.add(draw_stamps(words, 66, 20), 11, 12)
    return drawing


def stamps(snapshot: Snapshot, profile: str) -> list[str]:
    """Return the stamps that are true of this sheet."""
    found = []
    if profile in INSIDE:
        found.append(INTERNAL)
    if snapshot.edition.get("simulated"):
        found.append("模拟数据")
    if profile == "terrain":
        found.append(SCREENING)
    elif profile != "blank" and not approved(snapshot):
        found.append(MISSING_APPROVAL)
    return found


def approved(snapshot: Snapshot) -> bool:
    """Tell whether the edition was approved."""
    return snapshot.edition.get("state") in APPROVED_STATES and bool(snapshot.edition.get("approved_by"))


def draw_stamps(words: list[str], width: float, height: float, size: float = 3.6, *, right: bool = False) -> Drawing:
    """Return the stamps in red boxes, as many below each other as fit; ``right`` lines them up at the right edge."""
    drawing = Drawing()
    box_h = size * 1.75
    per_column = max(1, int((height + 1.6) // (box_h + 1.6)))
    wide = max((text_width(word, size, True) for word in words), default=0.0) + 3.2
    for number, word in enumerate(words):
        box_w = text_width(word, size, True) + 3.2
        x = (number // per_column) * (wide + 2.0)
        if right:
            x = width - box_w - x - 0.4
        y = (number % per_column) * (box_h + 1.6)
        drawing.rect((x + 0.2, y + 0.2, x + box_w, y + box_h), stroke=RED, width=0.4)
        drawing.text(word, x + box_w / 2 + 0.1, y + box_h / 2 + 0.37 * size, size, bold=True, color=RED, align="center")
    return drawing


def sheet_number(snapshot: Snapshot) -> str:
    """Return the sheet's number: area code, year, version."""
    edition = snapshot.edition
    return f"{edition.get('area_code')}-{edition.get('year')}-{edition.get('version')}"


def imprint_pairs(snapshot: Snapshot, profile: str) -> list[tuple[str, str, bool]]:
    """Return label, value and whether the value is a warning, in the order of printing."""
    if profile == "terrain":
        return [*terrain_pairs(snapshot), *_plane_pairs(snapshot), *_last_pairs(snapshot, profile)]
    edition = snapshot.edition
    done = approved(snapshot)
    pairs = [
        ("编制", _who(edition, "compiled_by", "compiled_on") or "未填报", False),
        ("审核", _who(edition, "reviewed_by", "reviewed_on") or "未审核", not edition.get("reviewed_by")),
        ("批准", _who(edition, "approved_by", "approved_on") if done else MISSING_APPROVAL, not done),
        ("版本", f"{edition.get('year')}年第{edition.get('version')}版", False),
        ("图号", sheet_number(snapshot), False),
        ("资料截止", _date(edition.get("data_cutoff")) or "未填报", False),
        ("影像", _image(snapshot), False),
        *_plane_pairs(snapshot),
        *_found_from_terrain(edition.get("terrain_analysis_m")),
        *_last_pairs(snapshot, profile),
    ]
    return [(label, str(value), warning) for label, value, warning in pairs]


def _plane_pairs(snapshot: Snapshot) -> list[tuple[str, str, bool]]:
    """Return systems and contour interval, in the order of printing."""
    meridian = round(_longitude(snapshot) / 3) * 3
    interval, cell = snapshot.edition.get("contour_interval_m"), snapshot.edition.get("dem_resolution_m")
    return [
        ("坐标系", "2000国家大地坐标系", False),
        ("投影", f"高斯-克吕格3°带 中央子午线{meridian}°", False),
        ("高程", "1985国家高程基准", False),
        ("等高距", (f"{interval:g}米" if interval else "—") + (f"（地形格网{cell:g}米）" if cell else ""), False),
    ]


def _last_pairs(snapshot: Snapshot, profile: str) -> list[tuple[str, str, bool]]:
    """Return who may see the sheet, whom to call, and that the data are not real where they are not."""
    county = county_settings()
    pairs = [("密级", (county.secrecy or INTERNAL) if profile in INSIDE else PURPOSES.get(profile, "公示"), False)]
    if profile != "terrain":
        facts = (snapshot.tables["village_fact"] or [{}])[0]
        pairs.append(("值班电话", str(facts.get("duty_phone") or "未填报"), False))
    if profile == "public" and county.review_number:
        pairs.append(("审图号", county.review_number, False))
    if snapshot.edition.get("simulated"):
        pairs.append(("数据", "模拟数据，不作实际使用", True))
    return pairs


def _image(snapshot: Snapshot) -> str:
    """Return what lies under the map: an orthophoto and its day, relief, or nothing."""
    ground = snapshot.ground
    if ground is None:
        return "无（矢量底图）"
    if ground.wanted == RELIEF:
        return "无（地形晕渲）"
    return f"{ground.captured_on:%Y-%m-%d} 正射影像" if ground.captured_on else "正射影像（日期未注明）"


def _found_from_terrain(cell: float | None) -> list[tuple[str, str, bool]]:
    """Return how fine the terrain model was from which settlements on the map were found, and what it cannot see."""
    blind = f"由{cell:g}米格网地形找出，窄于约{3 * cell:g}米的切坡、挡墙、堤、沟看不出" if cell else ""
    return [("地形分析", blind, False)] if cell else []


def draw_imprint(pairs: list[tuple[str, str, bool]], width: float, size: float = 2.1) -> tuple[Drawing, float]:
    """Return the imprint in two columns (long lines across both) and its height in mm."""
    drawing = Drawing()
    drawing.line([(0, 0), (width, 0)], 0.3)
    y = 1.0
    line = size * 1.42
    half = width / 2
    waiting: tuple[str, str, bool] | None = None
    label_w = 4 * size + 1.6

    def put(pair: tuple[str, str, bool], x: float, room: float, top: float) -> float:
        label, value, warning = pair
        drawing.text(label, x, top + line - 0.7, size, color=GREY)
        lines = wrapped(value, room - label_w, size)
        for number, text in enumerate(lines):
            drawing.text(text, x + label_w, top + (number + 1) * line - 0.7, size, color=RED if warning else INK,
                         bold=warning)  # fmt: skip
        return len(lines) * line

    def short(pair: tuple[str, str, bool]) -> bool:
        return text_width(pair[1], size) <= half - label_w - 1.0

    for pair in pairs:
        if not short(pair):
            if waiting:
                y += put(waiting, 0.8, half, y)
                waiting = None
            y += put(pair, 0.8, width - 1.6, y)
        elif waiting is None:
            waiting = pair
        else:
            y += max(put(waiting, 0.8, half, y), put(pair, half + 0.8, half, y))
            waiting = None
    if waiting:
        y += put(waiting, 0.8, half, y)
    return drawing, y + 0.8


def draw_note(text: str, width: float, height: float, size: float = 2.6) -> Drawing:
    """Return a note that ends at the right edge."""
    drawing = Drawing()
    drawing.text(text, width, height / 2 + 0.36 * size, fitted(text, width, size, 1.75), color=INK, align="right")
    return drawing


def _who(edition: dict[str, Any], name: str, date: str) -> str:
    return " ".join(part for part in (str(edition.get(name) or ""), _date(edition.get(date))) if part)


def _date(value: Any) -> str:
    return str(value)[:10] if value else ""


def _longitude(snapshot: Snapshot) -> float:
    number = int(snapshot.crs.authid().partition(":")[2] or 4549)
    return 75 + 3 * (number - 4534)

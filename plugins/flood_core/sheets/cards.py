"""明白卡: a card for every household or danger zone, on A5, or two on an A4 to be cut apart.

A card says what to do when the warning comes: who calls, where to go, which
way, whom to ring. Household cards hold personal data: they are made only from
a GeoPackage whose reader was allowed to see the names, and only for the inside.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Sequence

from ..database.export_log import log_export
from ..errors import QT_TRANSLATE_NOOP, Cancelled, DatabaseUnavailable, FloodMapError, Refused
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources import fonts
from ..resources.whole_files import write_whole
from .drawing import wrapped
from .errors import UnknownPreset
from .export import on_copy
from .furniture import sheet_number
from .orders import snapshot_of
from .version_code import code_modules, code_text
from .village_tables import PENDING, text

if TYPE_CHECKING:
    from ..database.connection import Connection
    from .delivery import Order
    from .snapshot import Row, Snapshot

KINDS = ("household", "zone")
PAPERS = ("A5", "A4")
MM = 72 / 25.4
#: Of a card, mm: its size, edge, the head's height, a line of the list, where the list's words begin.
WIDTH, HEIGHT, EDGE, HEAD, LABEL = 210.0, 148.0, 9.0, 19.0, 30.0
INK, GREY, HAIR, RED, GREEN, WHITE = "#1d1f21", "#5f666d", "#b9c0c6", "#c8102e", "#0b6b3a", "#ffffff"
_PURPOSE = {"household": "防汛防台避险明白卡", "zone": "危险区防汛防台明白卡"}


class NoHouseholds(Refused):
    """Cards with names were asked for from a file that holds none."""

    template = QT_TRANSLATE_NOOP("errors", "{path} holds no names of households, so there are no cards to make.")
    hint = QT_TRANSLATE_NOOP("errors", "Fill in the transfer list, or let somebody make the cards who may see names.")


@dataclass(frozen=True)
class Line:
    """One line of a card: what it is about, what it says, and how loud."""

    label: str
    words: str
    color: str = INK
    size: float = 5.0


@dataclass(frozen=True)
class Card:
    """What one card says."""

    head: str
    who: str
    lines: tuple[Line, ...]


def make_cards(
    gpkg: Path, out_dir: Path, kind: str, paper: str = "A5", feedback: Feedback | None = None
) -> tuple[Path, int]:
    """Write the cards of a village as one PDF and return it with their number.

    Raises: UnknownPreset (kind or paper), NoHouseholds, BrokenSnapshot, NoVillage, OSError, Cancelled.
    """
    for value, known in ((kind, KINDS), (paper, PAPERS)):
        if value not in known:
            raise UnknownPreset(preset=value, known=", ".join(known))
    feedback = feedback or Silent()

    def write(snapshot: Snapshot) -> tuple[Path, int]:
        cards = cards_of(snapshot, kind)
        if not cards:
            raise NoHouseholds(path=gpkg.name)
        raise_if_cancelled(feedback)
        code = code_modules(code_text(snapshot))
        about = (f"{sheet_number(snapshot)} · 内部使用", bool(snapshot.edition.get("simulated")))
        path = Path(out_dir) / f"{sheet_number(snapshot)}_{snapshot.village_name}_{_PURPOSE[kind]}_{paper}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _pdf(cards, code, about, paper))
        feedback.setProgress(100)
        return path, len(cards)

    return on_copy(gpkg, write)


def cards_of_orders(
    connection: Connection | None,
    orders: Sequence[Order],
    out_dir: Path,
    *,
    kind: str,
    paper: str = "A5",
    feedback: Feedback | None = None,
) -> tuple[list[tuple[Path, int]], list[tuple[str, FloodMapError]]]:
    """Make the cards of many villages; what was made comes first, then the names of those that failed with the reason.

    What leaves the database is logged. Raises: UnknownPreset, OSError, Cancelled, DatabaseUnavailable.
    """
    feedback = feedback or Silent()
    made: list[tuple[Path, int]] = []
    failed: list[tuple[str, FloodMapError]] = []
    for number, order in enumerate(orders):
        share = Part(feedback, 100 * number / len(orders), 100 * (number + 1) / len(orders))
        try:
            with snapshot_of(connection, order) as gpkg:
                made.append(make_cards(gpkg, out_dir, kind, paper, share))
        except (Cancelled, DatabaseUnavailable, UnknownPreset):
            raise
        except FloodMapError as error:
            failed.append((order.name, error))
            continue
        if connection is not None and order.gpkg is None:
            log_export(connection, "sheet", f"{_PURPOSE[kind]} {paper}: {order.name}", made[-1][1])
    return made, failed


def cards_of(snapshot: Snapshot, kind: str) -> list[Card]:
    """Return the cards of a village, in the order of its transfer list."""
    zones = {str(row.get("zone_name") or ""): row for row in snapshot.tables["transfer_zone"]}
    shelters = {str(row.get("name") or ""): row for row in snapshot.tables["shelter"]}
    limits = {str(row.get("zone_name") or ""): row for row in snapshot.tables["warning_threshold"]}
    village, cards = snapshot.village_name, []
    if kind == "zone":
        for name, zone in zones.items():
            threatened = f"{text(zone.get('households')) or '—'}户 {text(zone.get('people')) or '—'}人"
            lines = [Line("危险区", f"{name}（{text(zone.get('zone_type_name')) or '其它'}）", RED, 6.4)]
            lines.append(Line("要转移", threatened, INK, 6.0))
            lines += _what_to_do(snapshot, zone, zone, shelters, limits.get(name, {}))
            cards.append(Card(_PURPOSE[kind], village, tuple(lines)))
        return cards
    for row in snapshot.tables["transfer_household"]:
        holder = text(row.get("householder_name"))
        if not holder:
            continue
        zone = zones.get(str(row.get("zone_name") or ""), {})
        place = " ".join(part for part in (village, text(row.get("location"))) if part)
        who = f"{holder} 户 · {text(row.get('people')) or '—'}人"
        lines = [Line("住址", place, INK, 5.4), Line("危险", _danger(row), RED, 6.0)]
        lines += _what_to_do(snapshot, row, zone, shelters, limits.get(str(row.get("zone_name") or ""), {}))
        cards.append(Card(_PURPOSE[kind], who, tuple(lines)))
    return cards


def _danger(row: Row) -> str:
    name, kind = text(row.get("zone_name")), text(row.get("zone_type_name"))
    return f"{name}（{kind}）" if kind and kind not in name else name or kind or "未填报"


def _what_to_do(snapshot: Snapshot, row: Row, zone: Row, shelters: dict[str, Row], limits: Row) -> list[Line]:
    """Return the lines that every card has: signal, when, where to, which way, whom to ring."""
    goal = text(row.get("shelter_name")) or text(zone.get("shelter_name"))
    shelter = shelters.get(goal, {})
    keeper = " ".join(part for part in (text(shelter.get("manager")), text(shelter.get("phone"))) if part)
    duty = text((snapshot.tables["village_fact"] or [{}])[0].get("duty_phone"))
    warner = " ".join(
        part for part in (text(row.get("warning_person")), text(row.get("warning_phone"))) if part
    )
    mover = " ".join(part for part in (text(row.get("transfer_person")), text(row.get("transfer_phone"))) if part)
    return [
        Line("信号", text(limits.get("signal")) or "听到通知立即转移", RED),
        Line("何时走", _when(limits)),
        Line("到哪里", goal or "未填报", GREEN, 6.4),
        Line("怎么走", _way(snapshot, zone)),
        Line("谁来叫", warner or mover or "未填报"),
        Line("谁带队", mover or "未填报"),
        Line("避灾所", keeper or "未填报"),
        Line("值班", duty or "未填报"),
    ]


def _when(limits: Row) -> str:
    parts = [f"{hours}小时雨量 {text(limits.get(f'move_{hours}h_mm'))} 毫米" for hours in (1, 3, 6)
             if limits.get(f"move_{hours}h_mm") is not None]  # fmt: skip
    if limits.get("water_level_m") is not None:
        parts.append(f"水位 {text(limits['water_level_m'])} 米")
    return "、".join(parts) or f"立即转移指标：{PENDING}"


def _way(snapshot: Snapshot, zone: Row) -> str:
    numbers = [part.strip() for part in text(zone.get("route_numbers")).replace("、", ",").split(",") if part.strip()]
    found = []
    for number in numbers:
        route = next((one for one in snapshot.routes if str(one.number) == number), None)
        found.append(f"转移路线{number}" + (f"，步行约{route.minutes:.0f}分钟" if route is not None else ""))
    return "；".join(found) or "跟随转移责任人"


def _pdf(cards: Sequence[Card], code: list[list[bool]], about: tuple[str, bool], paper: str) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    sans = fonts.sans()
    pdfmetrics.registerFont(TTFont(sans.family, str(sans.path), subfontIndex=sans.index))
    each = 1 if paper == "A5" else 2
    content = io.BytesIO()
    size = (WIDTH * MM, HEIGHT * MM) if each == 1 else (WIDTH * MM, 297 * MM)
    canvas = Canvas(content, pagesize=size, initialFontName=sans.family, invariant=1, pageCompression=1)
    canvas.setTitle(cards[0].head)
    canvas.beginForm("code")
    side = 22 * MM / len(code)
    for row, darks in enumerate(code):
        for column, dark in enumerate(darks):
            if dark:
                canvas.rect(column * side, (len(code) - 1 - row) * side, side * 1.02, side * 1.02, stroke=0, fill=1)
    canvas.endForm()
    for number, card in enumerate(cards):
        canvas.saveState()
        if each == 2 and number % 2 == 0:
            canvas.translate(0, 148.5 * MM)
            canvas.setDash(2, 3)
            canvas.setStrokeColor(HAIR)
            canvas.line(0, 0, WIDTH * MM, 0)
            canvas.setDash()
        _draw(canvas, sans.family, card, about)
        canvas.restoreState()
        if number % each == each - 1 or number == len(cards) - 1:
            canvas.showPage()
    canvas.save()
    return content.getvalue()


def _draw(canvas: Any, family: str, card: Card, about: tuple[str, bool]) -> None:
    """Draw one card, its lower left corner at the canvas's origin."""

    def write(words: str, x: float, down: float, size: float, color: str = INK, *, right: bool = False) -> None:
        canvas.setFont(family, size * MM)
        canvas.setFillColor(color)
        (canvas.drawRightString if right else canvas.drawString)(x * MM, (HEIGHT - down) * MM, words)

    canvas.setFillColor(RED)
    canvas.rect(0, (HEIGHT - HEAD) * MM, WIDTH * MM, HEAD * MM, stroke=0, fill=1)
    write(card.head, EDGE, 13.0, 9.0, WHITE)
    write(card.who, WIDTH - EDGE, 12.6, 6.4, WHITE, right=True)
    room = WIDTH - 2 * EDGE - LABEL
    need = sum(len(wrapped(line.words, room, line.size)) * line.size * 1.35 + 2.6 for line in card.lines)
    shrink = min(1.0, (HEIGHT - HEAD - 14.0) / need)
    y = HEAD + 1.0
    for line in card.lines:
        size = line.size * shrink
        lines = wrapped(line.words, room, size)
        if line.label in ("谁带队", "避灾所", "值班"):
            lines = wrapped(line.words, room - 28, size)
        write(line.label, EDGE, y + size * 1.25, 4.6 * shrink, GREY)
        for words in lines:
            y += size * 1.35
            write(words, EDGE + LABEL, y - size * 0.1, size, line.color)
        y += 2.6 * shrink
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.12 * MM)
        canvas.line(EDGE * MM, (HEIGHT - y + 0.7) * MM, (WIDTH - EDGE) * MM, (HEIGHT - y + 0.7) * MM)
    number, simulated = about
    write(number, EDGE, HEIGHT - 5.0, 3.0, GREY)
    if simulated:
        write("模拟数据，不作实际使用", EDGE + 75, HEIGHT - 5.0, 3.0, RED)
    canvas.setFillColor(WHITE)
    canvas.rect((WIDTH - EDGE - 24) * MM, 4 * MM, 24 * MM, 24 * MM, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.saveState()
    canvas.translate((WIDTH - EDGE - 23) * MM, 5 * MM)
    canvas.doForm("code")
    canvas.restoreState()

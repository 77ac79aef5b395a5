"""The portrait of a thing as a printed page: A4, as many pages as it takes, every font embedded."""

from __future__ import annotations

from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, Iterable, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from ..database.connection import Connection
from ..database.export_log import log_export
from ..errors import QT_TRANSLATE_NOOP, Translate
from ..model.portrait import Portrait
from ..model.registers import RISK_SOURCE
from ..progress import Feedback
from ..register import portrait_words as words
from ..register.attachments import small_picture
from ..register.portrait_words import Fact
from ..register.portraits import portrait
from ..resources import fonts
from ..resources.whole_files import workshop
from .drawing import INK, MUTED, WARNING, fitted
from .errors import CannotWriteReport
from .typeface import typeface

MARGIN, TOP, BOTTOM = 17 * mm, 18 * mm, 16 * mm
WIDTH = A4[0] - 2 * MARGIN
SIZE = 8.6
LINE = HexColor(0xC9D1D9)
SHADE = HexColor(0xF1F4F7)
LEVELS = {1: HexColor(0xC8102E), 2: HexColor(0xE9730C), 3: HexColor(0xF2C200), 4: HexColor(0x1F6FC4)}
#: The history on paper ends after so many entries; the window has all.
MOST_EVENTS = 20
PHOTOS = 3

INTERNAL = QT_TRANSLATE_NOOP("portrait", "internal use")
SIMULATED = QT_TRANSLATE_NOOP("portrait", "simulated data")
MADE = QT_TRANSLATE_NOOP("portrait", "Made on {time}")
VERSION = QT_TRANSLATE_NOOP("portrait", "version {revision} of {time} by {person}")
MORE_EVENTS = QT_TRANSLATE_NOOP("portrait", "… and {count} earlier entries")
RETIRED = QT_TRANSLATE_NOOP("portrait", "Retired: it is in the history only.")


def portrait_page(
    connection: Connection,
    uid: str,
    out: Path,
    say: Translate,
    feedback: Feedback | None = None,
    at: datetime | None = None,
) -> Path:
    """Write the page of a thing to the file or into the folder ``out``, note it in the export log, return the file.

    ``at`` a past moment it shows the thing as it was.
    Raises: UnknownThing, NotThere, CannotWriteReport, ConnectionLost, Cancelled.
    """
    found = portrait(connection, uid, feedback, at)
    path = out if out.suffix.lower() == ".pdf" else out / file_name(found.thing.name)
    write_portrait(found, path, say)
    log_export(connection, "portrait", f"{found.thing.area_code} {found.thing.name}", 1)
    return path


def file_name(name: str) -> str:
    """Return the file name of a thing's page, fit for every disk."""
    fit = "".join("_" if sign in '<>:"/\\|?*' else sign for sign in name if sign.isprintable())
    return (fit.strip(". ")[:80] or "portrait") + ".pdf"


def write_portrait(portrait: Portrait, path: Path, say: Translate) -> None:
    """Write the page to ``path``, whole or not at all. Raises: CannotWriteReport."""
    content = BytesIO()
    _Page(portrait, content, say).build(_story(portrait, say))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with workshop(path.parent) as place:
            draft = place / path.name
            draft.write_bytes(content.getvalue())
            draft.replace(path)
    except OSError as error:
        raise CannotWriteReport(path=str(path), reason=error.strerror or str(error)) from error


class _Page(BaseDocTemplate):
    """The pages with their running foot."""

    def __init__(self, portrait: Portrait, content: BytesIO, say: Translate) -> None:
        super().__init__(
            content,
            pagesize=A4,
            title=f"{portrait.thing.name} {say(words.CONTEXT, words.TITLE)}",
            creator="floodmap",
            initialFontName=typeface().sans,
            invariant=1,
        )
        self._portrait, self._say = portrait, say
        frame = Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0, id="text")
        self.addPageTemplates(PageTemplate("page", frames=[frame], onPage=self._furnish))

    def _furnish(self, canvas: Any, _: BaseDocTemplate) -> None:
        thing, say = self._portrait.thing, self._say
        canvas.saveState()
        face = typeface().sans
        canvas.setFont(face, 7.5)
        canvas.setFillColor(MUTED)
        version = say(words.CONTEXT, VERSION).format(
            revision=thing.revision, time=thing.changed_at, person=thing.changed_by
        )
        made = say(words.CONTEXT, MADE).format(time=self._portrait.made_at)
        foot = " · ".join(_safe(part) for part in (thing.name, version, made))
        canvas.drawString(MARGIN, 11 * mm, fitted(foot, face, 7.5, WIDTH - 30))
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, str(canvas.getPageNumber()))
        right = A4[0] - MARGIN
        stamps = [INTERNAL] + ([SIMULATED] if self._portrait.simulated else [])
        for stamp in stamps:
            text = say(words.CONTEXT, stamp)
            width = stringWidth(text, face, 8) + 8
            canvas.setStrokeColor(WARNING)
            canvas.setFillColor(WARNING)
            canvas.setFont(face, 8)
            canvas.setLineWidth(0.6)
            canvas.rect(right - width, A4[1] - 14 * mm, width, 13, stroke=1, fill=0)
            canvas.drawString(right - width + 4, A4[1] - 14 * mm + 3.6, text)
            right -= width + 6
        canvas.restoreState()


def _story(portrait: Portrait, say: Translate) -> list[Flowable]:
    story: list[Flowable] = [*_head(portrait, say)]
    if portrait.thing.kind == RISK_SOURCE:
        story += _section(words.LEVEL, [_level(portrait, say)], say)
    story += _pictures(portrait, say)
    story += _facts(words.facts(portrait, say))
    story += _section(words.CHAIN, [_chain(portrait, say)], say)
    story += _around(portrait, say)
    story += _section(words.MAPS, [_maps(portrait, say)], say)
    story += _history(portrait, say)
    return story


def _head(portrait: Portrait, say: Translate) -> list[Flowable]:
    thing = portrait.thing
    title = Paragraph(_markup(thing.name), _style(18, leading=24))
    about = " · ".join(part for part in (thing.category_name, thing.area_name, portrait.department) if part)
    parts: list[Flowable] = [title, _text(about, MUTED, 10), Spacer(0, 3), _Rule()]
    if thing.as_of:
        parts += [Spacer(0, 3), _text(say(words.CONTEXT, words.AS_OF).format(time=thing.as_of), WARNING)]
    if thing.retired:
        parts += [Spacer(0, 3), _text(say(words.CONTEXT, RETIRED), WARNING)]
    return parts


def _level(portrait: Portrait, say: Translate) -> Flowable:
    level = portrait.level
    if level is None:
        return _text(say(words.CONTEXT, words.NO_LEVEL), MUTED)
    tab = Table([[_text(level.words(), INK, 11)]], colWidths=[26 * mm], style=TableStyle([
        _face(), ("LINEBEFORE", (0, 0), (0, 0), 6, LEVELS[level.level]), ("BACKGROUND", (0, 0), (-1, -1), SHADE),
        ("LEFTPADDING", (0, 0), (-1, -1), 9), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]))  # fmt: skip
    lines = [_text(line) for line in words.level_lines(level, say)] or [""]
    return Table([[tab, lines]], colWidths=[32 * mm, WIDTH - 32 * mm], style=TableStyle([
        _face(), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip


def _pictures(portrait: Portrait, say: Translate) -> list[Flowable]:
    pictures = [file for file in portrait.files if not small_picture(file.thumbnail).isNull()]
    documents = [file for file in portrait.files if file not in pictures]
    shown: list[Flowable] = []
    if pictures:
        room = WIDTH / PHOTOS - 4
        cells: list[Any] = [
            [_picture(one.thumbnail or b"", room), Spacer(0, 3), _text(f"{one.name}\n{one.added_at}", MUTED, 7.5)]
            for one in pictures[:PHOTOS]
        ]
        cells += [""] * (PHOTOS - len(cells))
        shown.append(Table([cells], colWidths=[WIDTH / PHOTOS] * PHOTOS, style=TableStyle([
            _face(), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ])))  # fmt: skip
    names = [*pictures[PHOTOS:], *documents]
    if names:
        shown.append(_text("、".join(file.name for file in names), MUTED))
    return _section(words.FILES, shown, say) if shown else []


def _picture(data: bytes, room: float) -> Image:
    width, height = ImageReader(BytesIO(data)).getSize()
    scale = min(room / width, 36 * mm / height)
    return Image(BytesIO(data), width * scale, height * scale, hAlign="LEFT")


def _facts(found: Sequence[Fact]) -> list[Flowable]:
    """Return the facts group by group: short ones two a row, sentences over the whole width."""
    parts: list[Flowable] = []
    group: list[Fact] = []
    heading = ""
    for fact in [*found, Fact("", None)]:
        if fact.text is not None:
            group.append(fact)
            continue
        if group:
            parts += _titled(heading, [_pairs(group)])
        heading, group = fact.label, []
    return parts


def _pairs(group: Iterable[Fact]) -> Flowable:
    rows: list[list[Any]] = []
    style: list[tuple] = []
    waiting: Fact | None = None

    def put(first: Fact, second: Fact | None, *, wide: bool = False) -> None:
        row = [_text(first.label, MUTED), _text(first.text or "")]
        row += [_text(second.label, MUTED), _text(second.text or "")] if second else ["", ""]
        rows.append(row)
        if wide:
            style.append(("SPAN", (1, len(rows) - 1), (3, len(rows) - 1)))

    for fact in group:
        wide = fact.wide or stringWidth(fact.text or "", typeface().sans, SIZE) > WIDTH * 0.3
        if wide:
            if waiting:
                put(waiting, None)
            put(fact, None, wide=True)
            waiting = None
        elif waiting:
            put(waiting, fact)
            waiting = None
        else:
            waiting = fact
    if waiting:
        put(waiting, None)
    return _grid(rows, [0.17, 0.33, 0.17, 0.33], style, heads=0)


def _chain(portrait: Portrait, say: Translate) -> Flowable:
    if not portrait.chain:
        return _text(say(words.CONTEXT, words.NOBODY), MUTED)
    heads = [say(words.CONTEXT, one) for one in (words.POST, words.PERSON, words.UNIT, words.PHONE)]
    rows = [[one.post, one.name or words.DASH, f"{one.organisation} {one.title}".strip() or words.DASH,
             one.phone or words.DASH] for one in portrait.chain]  # fmt: skip
    return _listed(heads, rows, [0.24, 0.16, 0.36, 0.24])


def _around(portrait: Portrait, say: Translate) -> list[Flowable]:
    parts: list[Flowable] = []
    resources = words.near_rows(portrait.near, say)
    if resources:
        heads = [say(words.CONTEXT, one) for one in
                 (words.CLASS, words.NAME, words.STRAIGHT, words.BY_ROAD, words.ON_FOOT, words.BY_CAR)]  # fmt: skip
        table = _listed(heads, resources, [0.2, 0.32, 0.12, 0.12, 0.12, 0.12])
        parts += _section(words.RESOURCES, [table, _text(say(words.CONTEXT, words.CAR_NOTE), MUTED, 7.5)], say)
    people = [one for one in portrait.near if one.kind == RISK_SOURCE]
    if people:
        heads = [say(words.CONTEXT, one) for one in (words.CLASS, words.NAME, words.PEOPLE_COLUMN, words.STRAIGHT)]
        rows = [[one.category_name, one.name, f"{one.people or 0:,}", words.metres(one.distance_m)] for one in people]
        parts += _section(words.PEOPLE, [_listed(heads, rows, [0.28, 0.42, 0.15, 0.15])], say)
    if portrait.to_move is not None:
        parts += _section(words.TO_MOVE, [_text(words.to_move_words(portrait.to_move, say))], say)
    return parts


def _maps(portrait: Portrait, say: Translate) -> Flowable:
    if not portrait.drawn:
        return _text(say(words.CONTEXT, words.NO_MAP), MUTED)
    heads = [say(words.CONTEXT, one) for one in (words.VILLAGE, words.EDITION, words.STATE, words.AS_DRAWN)]
    drawn_from = {True: say(words.CONTEXT, words.CURRENT), False: say(words.CONTEXT, words.OUTDATED)}
    rows = [[one.village, f"{one.year} v{one.version}", one.state, drawn_from[one.current]] for one in portrait.drawn]
    return _listed(heads, rows, [0.34, 0.18, 0.24, 0.24])


def _history(portrait: Portrait, say: Translate) -> list[Flowable]:
    rows: list[list[Any]] = []
    for event in portrait.history[:MOST_EVENTS]:
        lines = [words.event_words(event, say), *words.change_lines(portrait, event, say)]
        rows.append([event.at, event.person, [_text(line, INK if not number else MUTED, 8.5 if number else SIZE)
                                              for number, line in enumerate(lines)]])  # fmt: skip
    heads = [say(words.CONTEXT, one) for one in (words.TIME, words.PERSON, words.WHAT)]
    parts: list[Flowable] = [_listed(heads, rows, [0.18, 0.17, 0.65])]
    left = len(portrait.history) - MOST_EVENTS
    if left > 0:
        parts.append(_text(say(words.CONTEXT, MORE_EVENTS).format(count=left), MUTED))
    return _section(words.HISTORY, parts, say, together=False)


# Parts ----------------------------------------------------------------------------------------


def _section(heading: str, parts: list[Flowable], say: Translate, *, together: bool = True) -> list[Flowable]:
    return _titled(say(words.CONTEXT, heading), parts, together=together)


def _titled(heading: str, parts: list[Flowable], *, together: bool = True) -> list[Flowable]:
    style = _style(11, leading=15)
    style.spaceBefore, style.spaceAfter = 7, 2.5
    title = Paragraph(_markup(heading), style)
    return [KeepTogether([title, *parts])] if together else [CondPageBreak(28 * mm), title, *parts]


def _face() -> tuple:
    """Return the style that names our face: a blank cell would name Helvetica, which is not embedded."""
    return ("FONTNAME", (0, 0), (-1, -1), typeface().sans)


def _listed(heads: Sequence[str], rows: Sequence[Sequence[Any]], shares: Sequence[float]) -> Flowable:
    body = [[cell if isinstance(cell, list) else _text(cell) for cell in row] for row in rows]
    return _grid([[_text(head, MUTED, 8.5) for head in heads], *body], shares, [], heads=1)


def _grid(rows: list[list[Any]], shares: Sequence[float], style: list[tuple], *, heads: int) -> Table:
    common: list[tuple] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
        _face(),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.6, MUTED),
    ]
    if heads:
        common.append(("BACKGROUND", (0, 0), (-1, heads - 1), SHADE))
    widths = [WIDTH * share for share in shares]
    return Table(rows, colWidths=widths, repeatRows=heads, style=TableStyle([*common, *style]), hAlign="LEFT")


class _Rule(Flowable):
    """A line across the page."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = width
        return width, 1

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1)
        self.canv.line(0, 0, self.width, 0)


def _style(size: float, leading: float | None = None, colour: Any = INK) -> ParagraphStyle:
    return ParagraphStyle("portrait", fontName=typeface().sans, fontSize=size, leading=leading or size * 1.35,
                          textColor=colour, wordWrap="CJK")  # fmt: skip


def _text(text: str, colour: Any = INK, size: float = SIZE) -> Paragraph:
    return Paragraph(_markup(text), _style(size, colour=colour))


def _markup(text: str) -> str:
    return escape(_safe(text)).replace("\n", "<br/>")


def _safe(text: str) -> str:
    """Return a text in which a character without a glyph is a ? : a name with a rare sign must not stop the page."""
    printable = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    missing = fonts.missing_glyphs(printable.replace("\n", ""), fonts.sans())
    return "".join("?" if sign in missing else sign for sign in printable)

"""Write a report as a PDF on A4 with the margins of GB/T 9704-2012.

Every font is embedded, every character is checked beforehand, tables repeat
their heads, sections are bookmarks.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
)

from ..progress import Feedback, raise_if_cancelled
from ..resources import fonts
from .drawing import FAINT, INK, MUTED, WARNING, BarChart, KeyFigures, TitleBlock, fitted, written
from .printed_texts import figure_texts, table_texts
from .tables import Column, Kind, Report, Row, RowStyle, Table, as_printed, head_groups, kind_in, pieces, with_unit
from .templates import clean
from .typeface import check_glyphs, typeface
from .wrapping import even_lines, lines_of

#: 天头, 订口, 切口 and 地脚 of GB/T 9704-2012: the text is 156 x 225 mm.
TOP, LEFT, RIGHT, BOTTOM = 37 * mm, 28 * mm, 26 * mm, 35 * mm
TEXT_WIDTH = A4[0] - LEFT - RIGHT
TABLE_SIZE = 8.2
#: Below this a figure cannot be read on paper.
SMALLEST_SIZE = 5.8
ROW_PADDING, HEAD_PADDING = 2.6, 1
#: Points that a column of figures takes at least, for its heading.
LEAST_COLUMN = 24
#: A table of so many rows at most is not divided; a text of more lines stands under its table.
ROWS_TOGETHER, MOST_LINES = 32, 30
SECTION_NUMBERS = "一二三四五六七八九十"


def write_document(report: Report, path: Path, feedback: Feedback) -> None:
    """Write the report to ``path``.

    Raises: MissingGlyph, OSError, Cancelled.
    """
    _check(report)
    content = BytesIO()
    _Document(report, content, feedback).build(_story(report))
    path.write_bytes(content.getvalue())  # reportlab would keep the file open when the disk is full
    feedback.setProgress(100)


class _Document(BaseDocTemplate):
    """The pages: running head, page number after GB/T 9704, bookmarks, progress."""

    def __init__(self, report: Report, content: BytesIO, feedback: Feedback) -> None:
        super().__init__(
            content,
            pagesize=A4,
            title=report.title,
            author=report.source,
            subject=report.subtitle,
            creator="floodmap",
            initialFontName=typeface().sans,  # else the file names Helvetica, which is not embedded
            invariant=1,  # the same figures give the same file
        )
        self._report, self._feedback, self._bookmarks = report, feedback, 0
        frame = Frame(LEFT, BOTTOM, TEXT_WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0, id="text")
        self.addPageTemplates(PageTemplate("page", frames=[frame], onPage=self._furnish))

    def _furnish(self, canvas: Any, _: BaseDocTemplate) -> None:
        raise_if_cancelled(self._feedback)
        faces = typeface()
        canvas.saveState()
        top = A4[1] - TOP + 5 * mm
        if canvas.getPageNumber() > 1:
            canvas.setFont(faces.sans, 8.5)
            canvas.setFillColor(MUTED)
            canvas.drawString(LEFT, top, fitted(self._report.title, faces.sans, 8.5, 96 * mm))
            end = A4[0] - RIGHT - (17 * mm if self._report.simulated else 0)
            canvas.drawRightString(end, top, f"截至{self._report.as_of}")
            canvas.setStrokeColor(HexColor(0xC3CBD3))
            canvas.setLineWidth(0.4)
            canvas.line(LEFT, top - 2.2 * mm, A4[0] - RIGHT, top - 2.2 * mm)
        if self._report.simulated:
            simulated_mark(canvas)
        page_number(canvas)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Make a bookmark of each heading."""
        self._bookmarks = bookmark(self.canv, flowable, self._bookmarks)


def bookmark(canvas: Any, flowable: Flowable, number: int) -> int:
    """Make a bookmark of a heading; return how many there are now."""
    level = getattr(flowable, "bookmark_level", None)
    if level is None:
        return number
    key = f"b{number + 1}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(flowable.bookmark_text, key, level, closed=level > 0)
    return number + 1


def simulated_mark(canvas: Any) -> None:
    """Draw the mark of simulated data over the right end of the text."""
    top = A4[1] - TOP + 5 * mm
    canvas.setStrokeColor(WARNING)
    canvas.setFillColor(WARNING)
    canvas.setLineWidth(0.6)
    canvas.rect(A4[0] - RIGHT - 15 * mm, top - 1.2 * mm, 15 * mm, 4.8 * mm, stroke=1, fill=0)
    canvas.setFont(typeface().sans, 8.5)
    canvas.drawCentredString(A4[0] - RIGHT - 7.5 * mm, top + 0.2 * mm, "模拟数据")


def page_number(canvas: Any) -> None:
    """Draw the number after GB/T 9704: 4号 song type, right on odd pages, left on even ones, one character in."""
    canvas.setFillColor(INK)
    canvas.setFont(typeface().serif, 14)
    number = f"— {canvas.getPageNumber()} —"
    if canvas.getPageNumber() % 2:
        canvas.drawRightString(A4[0] - RIGHT - 14, BOTTOM - 9 * mm, number)
    else:
        canvas.drawString(LEFT + 14, BOTTOM - 9 * mm, number)


def _check(report: Report) -> None:
    """Refuse characters without a glyph, naming where they stand."""
    check_glyphs((("标题", line) for line in report.title_lines), fonts.document_serif())
    check_glyphs((("正文", words) for words in report.paragraphs), fonts.document_serif())
    head = (report.title, report.subtitle, report.source, report.as_of)
    texts = chain((("标题", text) for text in head), figure_texts(report.figures), table_texts(report.tables))
    check_glyphs(texts, fonts.sans())


def _story(report: Report) -> list[Flowable]:
    story: list[Flowable] = [
        TitleBlock(report.title_lines),
        _paragraph(report.subtitle, _centred(9.5)),
        _paragraph(f"数据来源：{report.source}", _centred(9.5)),
        Spacer(0, 10),
        _heading("一、总体情况", 0),
        Spacer(0, 4),
        KeyFigures(report.figures),
        Spacer(0, 8),
    ]
    story.extend(_words(words) for words in report.paragraphs)
    tables = list(report.tables)
    if tables and tables[0].chart is not None:  # the picture of the whole stands on the first page
        story += [Spacer(0, 6), BarChart(tables[0].chart)]
        tables[0] = replace(tables[0], chart=None)
    numbered = list(enumerate(tables, 1))
    for at, (section, members) in enumerate(groupby(numbered, key=lambda pair: pair[1].section), 1):
        lead: list[Flowable] = [Spacer(0, 8), _heading(f"{SECTION_NUMBERS[at]}、{section}", 0)]
        for number, table in members:
            story += _table_story(number, table, lead)
            lead = []
    return story


def _table_story(number: int, table: Table, lead: list[Flowable]) -> list[Flowable]:
    """Return chart, table and notes; ``lead`` is the section's heading, which never stands alone."""
    if not table.in_pdf:
        words = f"本表共{len(table.rows):,}行，见同名工作簿的“{table.sheet}”表。"
        return [KeepTogether([*lead, _heading(f"表{number} {table.title}", 1), table_note(words)])]
    story: list[Flowable] = []
    if table.chart is not None:
        story += [KeepTogether([*lead, BarChart(table.chart)]), Spacer(0, 6)]
        lead = []
    for piece in pieces(long_texts_below(as_printed(table))):
        story += _piece_story(number, piece, lead)
        lead = []
    return story


def long_texts_below(table: Table) -> Table:
    """Return a table whose texts of more than ``MOST_LINES`` stand under it: a row does not break over pages."""
    room = TEXT_WIDTH / TABLE_SIZE / sum(column.grow for column in table.columns)
    texts = [(at, column, max(1, int(room * column.grow))) for at, column in enumerate(table.columns)
             if column.kind is Kind.TEXT]  # fmt: skip
    rows, notes = [], dict.fromkeys(table.notes)
    for row in table.rows:
        values = list(row.values)
        for at, column, letters in texts:
            value = values[at]
            if isinstance(value, str) and len(value) > MOST_LINES * letters:
                notes[f"{column.heading}全文：{clean(value)}"] = None
                values[at] = f"{value[: 10 * letters]}…（全文见表下）"
        rows.append(replace(row, values=tuple(values)))
    return table if len(notes) == len(table.notes) else replace(table, rows=tuple(rows), notes=tuple(notes))


def _piece_story(number: int, table: Table, lead: list[Flowable]) -> list[Flowable]:
    drawn = table_grid(table) if table.rows else _paragraph("无记录。", _centred(9))
    parts: list[Flowable] = [*lead, _heading(f"表{number} {table.title}", 1), Spacer(0, 3), drawn, Spacer(0, 3)]
    parts += [table_note(f"注：{words}") for words in table.notes]
    if len(table.rows) <= ROWS_TOGETHER:
        return [KeepTogether(parts), Spacer(0, 8)]
    return [CondPageBreak(60 * mm), *parts, Spacer(0, 8)]


def table_grid(table: Table, largest: float = TABLE_SIZE) -> LongTable:
    """Return the table in type of ``largest`` points at most; heads repeat on every page."""
    columns, rows = table.columns, table.rows
    texts = [[written(row.values[at], kind_in(row, column)) for row in rows] for at, column in enumerate(columns)]
    size, widths = _fit(columns, texts, largest)
    heads, spans = _heads(columns, widths, size)
    style: list[tuple] = [
        ("FONT", (0, 0), (-1, -1), typeface().sans, size, size * 1.25),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), ROW_PADDING),
        ("BOTTOMPADDING", (0, 0), (-1, -1), ROW_PADDING),
        ("LEFTPADDING", (0, 0), (-1, len(heads) - 1), HEAD_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, len(heads) - 1), HEAD_PADDING),
        ("BACKGROUND", (0, 0), (-1, len(heads) - 1), HexColor(0xE8EEF4)),
        ("INNERGRID", (0, 0), (-1, -1), 0.25, HexColor(0xB5BEC7)),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, len(heads) - 1), (-1, len(heads) - 1), 0.6, INK),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
        *spans,
    ]
    for at, column in enumerate(columns):
        if column.kind is not Kind.TEXT:
            style.append(("ALIGN", (at, len(heads)), (at, -1), "RIGHT"))
    body = []
    for number, row in enumerate(rows, len(heads)):
        body.append([_cell(row, at, column, widths[at], size) for at, column in enumerate(columns)])
        style += _row_style(row, number)
    grid = LongTable(heads + body, colWidths=widths, repeatRows=len(heads), style=style)
    grid.spaceBefore = grid.spaceAfter = 0
    return grid


def _fit(columns: Sequence[Column], texts: list[list[str]], largest: float) -> tuple[float, list[float]]:
    """Return the size of type and the widths with which every figure stands on one line.

    Names may take two lines, figures may not; where the columns have no room to give, the type shrinks.
    """
    whole = sum(column.grow for column in columns)
    planned = [TEXT_WIDTH * column.grow / whole for column in columns]
    size = largest
    while True:
        least = [_least_width(column, content, size, plan) for column, content, plan in zip(columns, texts, planned)]
        spare = TEXT_WIDTH - sum(least)
        if spare >= 0 or size <= SMALLEST_SIZE:
            break
        size -= 0.3
    if all(plan >= need for plan, need in zip(planned, least)):
        return size, planned
    room = [max(0.0, plan - need) for plan, need in zip(planned, least)]
    share = max(spare, 0.0) / (sum(room) or 1.0)
    return size, [need + extra * share for need, extra in zip(least, room)]


def _least_width(column: Column, content: list[str], size: float, plan: float) -> float:
    if column.kind is Kind.TEXT:
        return plan * 0.75
    longest = max(content, key=len, default="")
    return max(stringWidth(longest, typeface().sans, size) + 6.5, LEAST_COLUMN)


def _heads(columns: Sequence[Column], widths: list[float], size: float) -> tuple[list[list[Any]], list[tuple]]:
    """Return one or two rows of headings and the spans that join them."""
    style = _centred(size)
    style.textColor = INK

    def own(at: int, unit: str) -> Paragraph:
        room = widths[at] - 2 * HEAD_PADDING - 0.1
        lines = even_lines(columns[at].heading, lambda part: stringWidth(part, typeface().sans, size), room)
        return Paragraph(escape(with_unit("\n".join(lines), unit, "\n")).replace("\n", "<br/>"), style)

    if not any(column.group for column in columns):
        return [[own(at, column.unit) for at, column in enumerate(columns)]], []
    top: list[Any] = []
    bottom: list[Any] = []
    spans: list[tuple] = []
    for group in head_groups(columns):
        members = range(group.start, group.end + 1)
        bottom += [own(at, "" if group.unit else columns[at].unit) for at in members]
        if group.words:
            top += [Paragraph(escape(with_unit(group.words, group.unit)), style), *[""] * (len(members) - 1)]
            spans.append(("SPAN", (group.start, 0), (group.end, 0)))
        else:
            top.append(bottom.pop())
            bottom.append("")
            spans.append(("SPAN", (group.start, 0), (group.start, 1)))
    return [top, bottom], spans


def _cell(row: Row, at: int, column: Column, width: float, size: float) -> Any:
    text = written(row.values[at], kind_in(row, column))
    if column.kind is not Kind.TEXT:
        return text
    text = clean(text)
    depth = row.depth if column.heading in ("地区", "类别", "类型") else 0
    # Wide blanks indent without a paragraph: a long table of plain text is drawn ten times faster.
    plain = "\u3000" * depth + text
    if stringWidth(plain, typeface().sans, size) + 6.5 <= width:
        return plain
    style = ParagraphStyle(
        "cell", fontName=typeface().sans, fontSize=size, leading=size * 1.25, wordWrap="CJK",
        leftIndent=size * depth, textColor=WARNING if at in row.warn else INK,
    )  # fmt: skip
    return Paragraph(escape(text), style)


def _row_style(row: Row, number: int) -> list[tuple]:
    style: list[tuple] = []
    if row.style is RowStyle.TOTAL:
        style.append(("BACKGROUND", (0, number), (-1, number), HexColor(0xEDF1F5)))
        style.append(("LINEABOVE", (0, number), (-1, number), 0.6, INK))
    elif row.style is RowStyle.GROUP:
        style.append(("BACKGROUND", (0, number), (-1, number), HexColor(0xF5F7F9)))
    elif row.style is RowStyle.OWN:
        style.append(("TEXTCOLOR", (0, number), (-1, number), MUTED))
    for at, value in enumerate(row.values):
        if value == 0 and row.style is not RowStyle.TOTAL:
            style.append(("TEXTCOLOR", (at, number), (at, number), FAINT))
        if at in row.warn:
            style.append(("TEXTCOLOR", (at, number), (at, number), WARNING))
    return style


def _heading(text: str, level: int) -> Paragraph:
    size = 15 if level == 0 else 11
    style = ParagraphStyle(
        f"heading{level}", fontName=typeface().sans, fontSize=size, leading=size * 1.5, spaceBefore=6, spaceAfter=2,
        textColor=INK, keepWithNext=1, alignment=TA_CENTER if level else 0, wordWrap="CJK",
    )  # fmt: skip
    heading = Paragraph(escape(text), style)
    heading.bookmark_level, heading.bookmark_text = level, text
    return heading


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


def _mainland_stops(markup: str) -> str:
    """Take 、 and 。 from the sans face: the song face has them in the middle, as in Taiwan."""
    for stop in "、。":
        markup = markup.replace(stop, f'<font name="{typeface().sans}">{stop}</font>')
    return markup


def _centred(size: float) -> ParagraphStyle:
    return ParagraphStyle(
        "centred", fontName=typeface().sans, fontSize=size, leading=size * 1.3, alignment=TA_CENTER, textColor=MUTED,
        wordWrap="CJK",
    )  # fmt: skip


def _words(text: str) -> Paragraph:
    """Return a paragraph of running words, its first line two characters in."""
    face, size = typeface().serif, 12
    lines = lines_of(text, lambda part: stringWidth(part, face, size), TEXT_WIDTH, 2 * size)
    style = ParagraphStyle(
        "words", fontName=face, fontSize=size, leading=20, firstLineIndent=2 * size, textColor=INK, wordWrap="CJK",
        spaceAfter=2,
    )  # fmt: skip
    return Paragraph("<br/>".join(_mainland_stops(escape(line)) for line in lines), style)


def table_note(text: str) -> Paragraph:
    """Return a note under a table."""
    face, size = typeface().sans, 7.8
    lines = lines_of(text, lambda part: stringWidth(part, face, size), TEXT_WIDTH)
    style = ParagraphStyle("note", fontName=face, fontSize=size, leading=11, textColor=MUTED, wordWrap="CJK")
    return Paragraph("<br/>".join(map(escape, lines)), style)

"""Write a bulletin as PDF on the page of GB/T 9704-2012: 22 lines of 28 characters, page numbers as the rule wants."""

from __future__ import annotations

from html import escape
from io import BytesIO
from itertools import chain
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
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)  # fmt: skip

from ..progress import Feedback, raise_if_cancelled
from ..resources import fonts
from .bulletin import Bulletin, Heading
from .document import (
    BOTTOM,
    LEFT,
    ROWS_TOGETHER,
    TEXT_WIDTH,
    TOP,
    bookmark,
    long_texts_below,
    page_number,
    simulated_mark,
    table_grid,
    table_note,
)  # fmt: skip
from .drawing import INK, BarChart, TitleBlock
from .printed_texts import chart_texts, table_texts
from .tables import Bars, Table
from .typeface import check_glyphs, typeface
from .wrapping import lines_of

#: 3号: 28 characters fill 156 mm, 22 lines fill 225 mm.
SIZE, LEADING = TEXT_WIDTH / 28, (A4[1] - TOP - BOTTOM) / 22
RED = HexColor(0xC8102E)
TABLE_SIZE = 9.5


def write_bulletin_document(bulletin: Bulletin, path: Path, feedback: Feedback) -> None:
    """Write the bulletin to ``path``. Raises: MissingGlyph, OSError, Cancelled."""
    _check(bulletin)
    content = BytesIO()
    _Paper(bulletin, content, feedback).build(_story(bulletin))
    path.write_bytes(content.getvalue())  # reportlab would keep the file open when the disk is full
    feedback.setProgress(100)


class _Paper(BaseDocTemplate):
    """The pages: text frame, page number, the mark of simulated data, bookmarks."""

    def __init__(self, bulletin: Bulletin, content: BytesIO, feedback: Feedback) -> None:
        super().__init__(
            content, pagesize=A4, title=bulletin.title, author=bulletin.office, subject=bulletin.subtitle,
            creator="floodmap", initialFontName=typeface().sans, invariant=1,
        )  # fmt: skip
        self._bulletin, self._feedback, self._bookmarks = bulletin, feedback, 0
        # Half a point more than 22 lines take, or rounding leaves the last one out.
        frame = Frame(LEFT, BOTTOM - 0.5, TEXT_WIDTH, 22 * LEADING + 0.5, 0, 0, 0, 0, id="text")
        self.addPageTemplates(PageTemplate("page", frames=[frame], onPage=self._furnish))

    def _furnish(self, canvas: Any, _: BaseDocTemplate) -> None:
        raise_if_cancelled(self._feedback)
        canvas.saveState()
        if self._bulletin.simulated:
            simulated_mark(canvas)
        page_number(canvas)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Make a bookmark of each heading."""
        self._bookmarks = bookmark(self.canv, flowable, self._bookmarks)


def _check(bulletin: Bulletin) -> None:
    """Refuse characters without a glyph, naming where they stand; running words may take them from both faces."""
    serif, sans = fonts.document_serif(), fonts.sans()
    words = (("正文", block.text) for block in bulletin.blocks if not isinstance(block, (Table, Bars)))
    head = (*bulletin.title_lines, bulletin.office, bulletin.masthead)
    check_glyphs((("标题", text) for text in head), serif)
    check_glyphs(words, serif, sans)
    charts = (chart_texts(block) for block in bulletin.blocks if isinstance(block, Bars))
    check_glyphs(chain(table_texts(bulletin.all_tables), *charts), sans)


def _story(bulletin: Bulletin) -> list[Flowable]:
    story: list[Flowable] = [
        _Masthead(bulletin), Spacer(0, LEADING), TitleBlock(bulletin.title_lines), Spacer(0, LEADING * 0.6),
    ]  # fmt: skip
    numbers = bulletin.numbers(printed=True)
    placed = [block for block in bulletin.blocks if isinstance(block, Bars)]
    for block in bulletin.blocks:
        if isinstance(block, Table):
            story += _table(block, f"表{numbers[block.key]}", placed)
        elif isinstance(block, Bars):
            story += [KeepTogether([Spacer(0, 6), BarChart(block)]), Spacer(0, 10)]
        elif isinstance(block, Heading):
            story.append(_heading(block))
        else:
            story.append(_words(block.text))
    story.append(_Signature(bulletin))
    lead: list[Flowable] = [_attachment_head()]
    if bulletin.printed:
        story.append(PageBreak())
    for table in bulletin.printed:
        story += _table(table, f"表{numbers[table.key]}", placed, lead)
        lead = []
    if len(bulletin.printed) < len(bulletin.attached):
        story.append(table_note("各乡镇（街道）的其余指标见同名工作簿。"))
    return story


def _table(table: Table, number: str, placed: Sequence[Bars], lead: Sequence[Flowable] = ()) -> list[Flowable]:
    """Return table, notes and chart; ``lead`` never stands alone."""
    table = long_texts_below(table)
    chart: list[Flowable] = []
    if table.chart is not None and table.chart not in placed:
        chart.append(KeepTogether([Spacer(0, 8), BarChart(table.chart)]))
    title = ParagraphStyle(
        "table", fontName=typeface().sans, fontSize=12, leading=20, alignment=TA_CENTER, textColor=INK,
        keepWithNext=1, wordWrap="CJK",
    )  # fmt: skip
    heading = Paragraph(escape(f"{number} {table.title}"), title)
    heading.bookmark_level, heading.bookmark_text = 1, table.title
    parts: list[Flowable] = [
        *lead,
        heading,
        Spacer(0, 1),  # what the heading stays with: a long table begins on its page
        table_grid(table, TABLE_SIZE),
        Spacer(0, 3),
        *(table_note(f"注：{words}") for words in table.notes),
    ]
    if len(table.rows) <= ROWS_TOGETHER:
        return [KeepTogether([*parts, *chart]), Spacer(0, 14)]
    return [CondPageBreak(60 * mm), *parts, *chart, Spacer(0, 14)]


def _markup(text: str) -> str:
    """Return a line with the characters that the song face lacks, or draws as in Taiwan, from the sans face."""
    lacking = fonts.missing_glyphs(text, fonts.document_serif()) | set("、。")
    pieces = (
        f'<font name="{typeface().sans}">{escape(character)}</font>' if character in lacking else escape(character)
        for character in text
    )
    return "".join(pieces)


def _words(text: str) -> Paragraph:
    """Return a paragraph on the grid, its first line two characters in."""
    face = typeface().serif
    lines = lines_of(text, lambda part: stringWidth(part, face, SIZE), TEXT_WIDTH + 0.1, 2 * SIZE)
    style = ParagraphStyle("words", fontName=face, fontSize=SIZE, leading=LEADING, firstLineIndent=2 * SIZE,
                           textColor=INK, wordWrap="CJK")  # fmt: skip
    return Paragraph("<br/>".join(map(_markup, lines)), style)


def _heading(heading: Heading) -> Paragraph:
    """Return 一、 in black type, （一） in song type made bold by nothing but its place."""
    face = typeface().sans if heading.level == 1 else typeface().serif
    style = ParagraphStyle(f"heading{heading.level}", fontName=face, fontSize=SIZE, leading=LEADING,
                           firstLineIndent=2 * SIZE, keepWithNext=1, textColor=INK, wordWrap="CJK")  # fmt: skip
    paragraph = Paragraph(escape(heading.text), style)
    paragraph.bookmark_level, paragraph.bookmark_text = heading.level - 1, heading.text
    return paragraph


def _attachment_head() -> Paragraph:
    style = ParagraphStyle("attached", fontName=typeface().sans, fontSize=SIZE, leading=LEADING, textColor=INK)
    paragraph = Paragraph("附件", style)
    paragraph.bookmark_level, paragraph.bookmark_text = 0, "附件"
    return paragraph


class _Masthead(Flowable):
    """The red head: name of the paper, issue, office and day, and the red rule."""

    HEIGHT = 4 * LEADING

    def __init__(self, bulletin: Bulletin) -> None:
        super().__init__()
        self._bulletin = bulletin

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and four lines."""
        self.width = width
        return width, self.HEIGHT

    def draw(self) -> None:
        """Draw the head."""
        canvas: Any = self.canv
        serif, middle = typeface().serif, self.width / 2
        canvas.setFillColor(RED)
        canvas.setStrokeColor(RED)
        canvas.setLineWidth(1.0)
        text = canvas.beginText()
        text.setFont(serif, 40)
        text.setTextRenderMode(2)
        text.setCharSpace(8)
        drawn = stringWidth(self._bulletin.masthead, serif, 40) + 8 * (len(self._bulletin.masthead) - 1)
        text.setTextOrigin(middle - drawn / 2, 2.35 * LEADING)
        text.textOut(self._bulletin.masthead)
        text.setTextRenderMode(0)
        text.setCharSpace(0)
        canvas.drawText(text)
        canvas.setFillColor(INK)
        canvas.setFont(serif, SIZE)
        canvas.drawCentredString(middle, 1.35 * LEADING, f"第{self._bulletin.issue}期")
        size = SIZE * 0.9
        while stringWidth(self._bulletin.office + self._bulletin.day, serif, size) > self.width - 20:
            size -= 0.5
        canvas.setFont(serif, size)
        canvas.drawString(0, 0.3 * LEADING, self._bulletin.office)
        canvas.drawRightString(self.width, 0.3 * LEADING, self._bulletin.day)
        canvas.setLineWidth(1.6)
        canvas.line(0, 0, self.width, 0)


class _Signature(Flowable):
    """Office and day under the words, four characters from the right edge, on lines of the grid."""

    def __init__(self, bulletin: Bulletin) -> None:
        super().__init__()
        self._bulletin = bulletin

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and four lines."""
        self.width = width
        return width, 4 * LEADING

    def draw(self) -> None:
        """Draw both lines; the day is centred under the office."""
        canvas: Any = self.canv
        canvas.setFillColor(INK)
        canvas.setFont(typeface().serif, SIZE)
        office, day = self._bulletin.office, self._bulletin.day
        width = min(stringWidth(office, typeface().serif, SIZE), self.width)
        middle = max(self.width - 2 * SIZE - width / 2, self.width - width / 2 - 2 * SIZE)
        canvas.drawCentredString(middle, 1.3 * LEADING, office)
        canvas.drawCentredString(middle, 0.3 * LEADING, day)

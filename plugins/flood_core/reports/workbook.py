"""Write a report as an Excel workbook that prints well.

Cells are typed, never formulas: a viewer without a calculator shows every
figure, and a text that begins with ``=`` stays text.
"""

from __future__ import annotations

import re
from copy import copy
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.text import Font as TextFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ..progress import Feedback, raise_if_cancelled
from .tables import Bars, Figure, Kind, Report, Row, RowStyle, Table, Value, head_groups, kind_in, with_unit

#: What Excel in Chinese Windows has; LibreOffice substitutes the suite's font for it.
FACE = "微软雅黑"
INK, MUTED, FAINT, WARNING = "222222", "666666", "A9B0B7", "C00000"
HEAD_FILL, TOTAL_FILL, GROUP_FILL = "E8EEF4", "F3F6F9", "F8FAFB"
HAIR = Side(style="hair", color="9AA5B1")
THIN = Side(style="thin", color="5B6770")
#: A4 and A3 of Excel's list of papers.
PAPERS = {"A4": 9, "A3": 8}
#: The sheet of charts: its name, its columns, the rows that one takes, and its size in cm.
CHART_SHEET, CHART_COLUMNS, CHART_ROWS, CHART_SIZE = "图表", 9, 24, (19.2, 10.5)
#: How the charts are printed, in per cent, so that no page cuts one.
CHARTS_ON_A_PAGE, CHART_SCALE = 2, 72
#: 2.25 pt, in EMU.
LINE_WIDTH = 28_575
#: Columns whose names are indented by the depth of their rows.
TREE_HEADINGS = frozenset({"地区", "类别", "类型"})
#: Excel's rows of a table's parts.
TITLE_ROW, SUBTITLE_ROW, FIRST_HEAD_ROW = 1, 2, 4

NUMBER_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.KM: "#,##0.00",
    Kind.HECTARE: "#,##0.00",
    Kind.QUANTITY: "#,##0.##",
    Kind.PERCENT: "0.0%",
    Kind.RATIO: "0.00",
    Kind.TEXT: "@",
}
NO_FIGURE = "—"

#: Control characters that XML forbids; a name must not break the file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_workbook(report: Report, path: Path, feedback: Feedback) -> None:
    """Write the report to ``path``: a summary and one sheet for each table.

    Raises: OSError, Cancelled.
    """
    book = Workbook()
    book.properties.title = report.title
    book.properties.creator = report.source
    _write_summary(book.active, report)
    for number, table in enumerate(report.tables, 1):
        raise_if_cancelled(feedback)
        _write_table(book.create_sheet(table.sheet), report, table, number)
        feedback.setProgress(90 * number / len(report.tables))
    _write_charts(book, report)
    raise_if_cancelled(feedback)
    content = BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())  # openpyxl would keep the file open when the disk is full
    feedback.setProgress(100)


def put(cell: Cell, value: Value, kind: Kind = Kind.TEXT) -> None:
    """Write a typed value: text stays text whatever it begins with, a missing figure is a dash."""
    if value is None:
        cell.value = NO_FIGURE
    elif isinstance(value, str):
        cell.value = _FORBIDDEN.sub("\ufffd", value)
        if value[:1] in ("=", "+", "-", "@"):
            cell.data_type = "s"
            cell.quotePrefix = True  # editing the cell leaves it text too
    else:
        cell.value = value
        cell.number_format = NUMBER_FORMATS[kind]
        if kind is Kind.QUANTITY and float(value).is_integer() or kind in (Kind.KM, Kind.HECTARE) and value == 0:
            cell.number_format = NUMBER_FORMATS[Kind.COUNT]  # 0, not 0.00


def _write_summary(sheet: Worksheet, report: Report) -> None:
    sheet.title = "综述"
    widths = (20, 14, 14, 20, 14, 14)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    last = len(widths)
    _write_title(sheet, report, report.title, last)
    row = FIRST_HEAD_ROW
    for column, words in enumerate(("指标", "数值", "单位") * 2, 1):
        _head(sheet.cell(row, column), words)
    half = (len(report.figures) + 1) // 2
    for number, figure in enumerate(report.figures):
        _write_figure(sheet, row + 1 + number % half, 1 + 3 * (number // half), figure)
    row += half + 2
    for words in report.paragraphs:
        row = _write_words(sheet, row, last, words)
    row += 1
    sheet.cell(row, 1, "目录").font = Font(name=FACE, size=11, bold=True, color=INK)
    for number, table in enumerate(report.tables, 1):
        row += 1
        cell = sheet.cell(row, 1, table.sheet)
        cell.hyperlink = f"#'{table.sheet}'!A1"
        cell.font = Font(name=FACE, size=10, color="1F5C99", underline="single")
        sheet.cell(row, 2, f"表{number} {table.title}").font = Font(name=FACE, size=10, color=INK)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=last)
    sheet.freeze_panes = f"A{FIRST_HEAD_ROW}"
    _set_up_print(sheet, report, "A4", False, None)


def _write_figure(sheet: Worksheet, row: int, column: int, figure: Figure) -> None:
    border = Border(bottom=HAIR, top=HAIR)
    name, number, unit = (sheet.cell(row, column + at) for at in range(3))
    put(name, figure.name)
    put(number, figure.value, figure.kind)
    put(unit, "" if figure.kind is Kind.PERCENT else figure.unit)
    name.font = unit.font = Font(name=FACE, size=10, color=INK)
    number.font = Font(name=FACE, size=12, bold=True, color=WARNING if figure.warn else INK)
    number.alignment = Alignment(horizontal="right", vertical="center")
    unit.alignment = name.alignment = Alignment(vertical="center", indent=1)
    for cell in (name, number, unit):
        cell.border = border
    sheet.row_dimensions[row].height = 22


def _write_words(sheet: Worksheet, row: int, last: int, words: str) -> int:
    """Write a paragraph over all columns, high enough for its lines; return the next row."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    cell = sheet.cell(row, 1)
    put(cell, "\u3000\u3000" + words)
    cell.font = Font(name=FACE, size=10.5, color=INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    width = sum(sheet.column_dimensions[get_column_letter(number)].width for number in range(1, last + 1))
    sheet.row_dimensions[row].height = 17 * _lines(words, width * 0.95) + 4
    return row + 1


def _lines(words: str, width: float) -> int:
    """Return the lines that ``words`` take in ``width`` Latin characters; Chinese ones count two."""
    length = 4 + sum(2 if ord(character) > 0x2E80 else 1 for character in words)
    return int(-(-length // max(width, 1)))


def _write_title(sheet: Worksheet, report: Report, title: str, last: int) -> None:
    sheet.merge_cells(start_row=TITLE_ROW, end_row=TITLE_ROW, start_column=1, end_column=last)
    sheet.merge_cells(start_row=SUBTITLE_ROW, end_row=SUBTITLE_ROW, start_column=1, end_column=last)
    put(sheet.cell(TITLE_ROW, 1), title)
    mark = "【模拟数据】 " if report.simulated else ""
    put(sheet.cell(SUBTITLE_ROW, 1), f"{mark}{report.subtitle} 来源：{report.source}")
    sheet.cell(TITLE_ROW, 1).font = Font(name=FACE, size=16, bold=True, color=INK)
    sheet.cell(SUBTITLE_ROW, 1).font = Font(name=FACE, size=9, color=WARNING if report.simulated else MUTED)
    for row in (TITLE_ROW, SUBTITLE_ROW):
        sheet.cell(row, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[TITLE_ROW].height = 32
    sheet.row_dimensions[SUBTITLE_ROW].height = 20
    sheet.row_dimensions[SUBTITLE_ROW + 1].height = 6


def _write_table(sheet: Worksheet, report: Report, table: Table, table_number: int) -> None:
    last = len(table.columns)
    _write_title(sheet, report, f"表{table_number} {report.area_name}{table.title}", last)
    first_data = _write_heads(sheet, table)
    painter = _Painter()
    for number, row in enumerate(table.rows):
        _write_row(sheet, first_data + number, table, row, painter)
    after = first_data + len(table.rows)
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for words in table.notes:
        after = _write_note(sheet, after, table, words)
    frozen = next((n for n, column in enumerate(table.columns, 1) if column.kind is not Kind.TEXT), 1)
    sheet.freeze_panes = f"{get_column_letter(max(frozen, 2))}{first_data}"
    if table.filterable and table.rows:
        sheet.auto_filter.ref = f"A{first_data - 1}:{get_column_letter(last)}{first_data + len(table.rows) - 1}"
    _set_up_print(sheet, report, table.paper, table.landscape, f"${FIRST_HEAD_ROW}:${first_data - 1}")


def first_row_of_data(table: Table) -> int:
    """Return the row of a sheet in which a table's figures begin."""
    return FIRST_HEAD_ROW + 1 + any(column.group for column in table.columns)


def _write_heads(sheet: Worksheet, table: Table) -> int:
    """Write one or two rows of headings; return the first row of data."""
    grouped = any(column.group for column in table.columns)
    top, bottom = FIRST_HEAD_ROW, FIRST_HEAD_ROW + (1 if grouped else 0)
    for group in head_groups(table.columns):
        for number in range(group.start, group.end + 1):
            column = table.columns[number]
            words = with_unit(column.heading, "" if group.unit else column.unit, "\n")
            _head(sheet.cell(bottom, number + 1), words)
            _head(sheet.cell(top, number + 1), with_unit(group.words, group.unit) if group.words else words)
        if group.words:
            sheet.merge_cells(start_row=top, end_row=top, start_column=group.start + 1, end_column=group.end + 1)
        elif grouped:
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=group.start + 1, end_column=group.end + 1)
    sheet.row_dimensions[top].height = 20 if grouped else 34
    lines = max((-(-2 * len(column.heading) // int(column.width)) for column in table.columns), default=1)
    sheet.row_dimensions[bottom].height = max(32, 14 * lines + 4)
    return bottom + 1


def _head(cell: Cell, words: str) -> None:
    put(cell, words)
    cell.font = Font(name=FACE, size=10, bold=True, color=INK)
    cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(top=THIN, bottom=THIN, left=HAIR, right=HAIR)


class _Painter:
    """Gives cells their style; openpyxl takes ten times as long to look up equal parts for every cell."""

    def __init__(self) -> None:
        self._known: dict[tuple[RowStyle, str, bool, int], StyleArray] = {}

    def paint(self, cell: Cell, style: RowStyle, color: str, text: bool, depth: int) -> None:
        """Style a cell that has no style yet."""
        key = (style, color, text, depth)
        if key not in self._known:
            cell.font, cell.border, cell.alignment, cell.fill = _looks(*key)
            self._known[key] = copy(cell._style)
        cell._style = copy(self._known[key])


def _write_row(sheet: Worksheet, at: int, table: Table, row: Row, painter: _Painter) -> None:
    indented = False
    for number, (column, value) in enumerate(zip(table.columns, row.values), 1):
        cell = sheet.cell(at, number)
        tree = column.heading in TREE_HEADINGS and not indented
        color = _color(row, number - 1, value)
        is_text = column.kind is Kind.TEXT
        after_figure = is_text and number > 1 and table.columns[number - 2].kind is not Kind.TEXT
        painter.paint(cell, row.style, color, is_text, row.depth if tree else int(after_figure))
        put(cell, value, kind_in(row, column))
        indented = indented or tree
    sheet.row_dimensions[at].height = 18
    if row.depth > 1:
        sheet.row_dimensions[at].outlineLevel = row.depth - 1
        sheet.sheet_properties.outlinePr.summaryBelow = False


def _looks(style: RowStyle, color: str, text: bool, depth: int) -> tuple[Font, Border, Alignment, PatternFill]:
    """Return the parts of a cell's style."""
    strong = style in (RowStyle.TOTAL, RowStyle.GROUP)
    edge = THIN if style is RowStyle.TOTAL else HAIR
    fill = {RowStyle.TOTAL: TOTAL_FILL, RowStyle.GROUP: GROUP_FILL}.get(style)
    return (
        Font(name=FACE, size=10, bold=strong, color=color),
        Border(top=edge, bottom=edge, left=HAIR, right=HAIR),
        Alignment(horizontal="left" if text else "right", vertical="center", indent=depth),
        PatternFill("solid", fgColor=fill) if fill else PatternFill(),
    )


def _color(row: Row, at: int, value: Value) -> str:
    """Return the colour of a cell: red calls for action, zeros step back."""
    if at in row.warn:
        return WARNING
    if value == 0 and row.style is not RowStyle.TOTAL:
        return FAINT
    return MUTED if row.style is RowStyle.OWN else INK


def _write_note(sheet: Worksheet, row: int, table: Table, words: str) -> int:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(table.columns))
    cell = sheet.cell(row, 1)
    put(cell, f"注：{words}")
    cell.font = Font(name=FACE, size=9, color=MUTED)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = 14 * _lines(words, sum(column.width for column in table.columns)) + 4
    return row + 1


def _set_up_print(sheet: Worksheet, report: Report, paper: str, landscape: bool, repeat: str | None) -> None:
    sheet.page_setup.paperSize = PAPERS[paper]
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    if repeat:
        sheet.print_title_rows = repeat
    sheet.oddFooter.left.text = f"{report.area_name} {report.as_of}".replace("&", "&&")
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.right.text = "模拟数据" if report.simulated else report.source.replace("&", "&&")
    for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right):
        part.size = 9
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def _write_charts(book: Workbook, report: Report) -> None:
    """Put Excel's own charts of the tables' cells on a sheet after the summary."""
    charted = [table for table in report.tables if table.chart is not None and table.chart.columns]
    if not charted:
        return
    sheet = book.create_sheet(CHART_SHEET, 1)
    for number in range(1, CHART_COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 11
    _write_title(sheet, report, f"{report.area_name}防汛防台统计图", CHART_COLUMNS)
    row = FIRST_HEAD_ROW
    for number, table in enumerate(charted):
        if table.chart is not None:
            if number and number % CHARTS_ON_A_PAGE == 0:
                sheet.row_breaks.append(Break(id=row - 1))
            sheet.cell(row, 1, table.chart.title).font = Font(name=FACE, size=11, bold=True, color=INK)
            sheet.add_chart(_chart(book[table.sheet], table.chart, first_row_of_data(table)), f"A{row + 1}")
            row += CHART_ROWS
    _set_up_print(sheet, report, "A4", False, None)
    sheet.sheet_properties.pageSetUpPr.fitToPage = False  # Excel would pass over the breaks
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = CHART_SCALE
    sheet.print_area = f"A1:{get_column_letter(CHART_COLUMNS)}{row}"


def _chart(sheet: Worksheet, bars: Bars, first_data: int) -> BarChart | LineChart:
    """Return a chart of the cells of a table's sheet."""
    chart = LineChart() if bars.over_time else BarChart()
    if not bars.over_time:
        chart.type = "col"
        chart.grouping = "stacked" if bars.stacked else "clustered"
        chart.overlap = 100 if bars.stacked else 0
        chart.gapWidth = 60
    chart.title = None
    first = first_data + bars.first_row
    last = first + len(bars.labels) - 1
    label_column, *value_columns = bars.columns
    for (name, color, _), column in zip(bars.series, value_columns):
        series = Series(Reference(sheet, min_col=column + 1, min_row=first, max_row=last), title=name)
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        series.graphicalProperties.line = LineProperties(solidFill=color, w=LINE_WIDTH if bars.over_time else None)
        if bars.over_time:
            series.marker = Marker("circle", size=6, spPr=GraphicalProperties(solidFill=color))
            series.smooth = False
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=label_column + 1, min_row=first, max_row=last))
    chart.y_axis.title = bars.unit
    chart.y_axis.numFmt = "#,##0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9DEE3"))
    chart.x_axis.delete = chart.y_axis.delete = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _chart_text(900)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="9AA5B1"))
    chart.legend.position = "t"
    chart.legend.txPr = _chart_text(900)
    chart.layout = Layout(manualLayout=ManualLayout(x=0.06, y=0.12, w=0.92, h=0.62))
    chart.width, chart.height = CHART_SIZE
    return chart


def _chart_text(size: int) -> RichText:
    font = CharacterProperties(sz=size, solidFill=INK, latin=TextFont(typeface=FACE), ea=TextFont(typeface=FACE))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=font), endParaRPr=font)])

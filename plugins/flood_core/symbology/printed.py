"""The printed catalogue: an A4 PDF with every symbol at three sizes, in colour and in grey."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsRenderContext
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextOption,
)

from ..progress import Feedback, Silent, raise_if_cancelled
from ..resources.fonts import sans
from ..resources.whole_files import beside
from .catalogue import Catalogue, Symbol
from .check import subjects
from .nearness import SMALLEST_MM, TOO_NEAR, closest_pairs
from .samples import draw_point, draw_stretch, picture
from .symbols import marker
from .versions import SHIPPED

DPI = 600
PAGE = (210.0, 297.0)  # A4, mm
MARGIN, TOP, BOTTOM, ROW = 14.0, 30.0, 16.0, 11.0
SIZES = (8.0, 5.0, 4.0)  # frame, mm
GREY_DPI = 600
#: Left edges of the columns, mm: code, names, three sizes, grey, origin, uses.
CODE, NAME, SAMPLE, GREY, ORIGIN, USES = 14.0, 31.0, 78.0, 112.0, 126.0, 138.0
ORIGINS = {"standard": "国标", "guide": "指南", "extension": "扩展", "county": "本县"}
HEADING = (
    (CODE, "代码"), (NAME, "名称"), (SAMPLE + 2.5, "8"), (SAMPLE + 15.5, "5"), (SAMPLE + 25.5, "4 mm"), (GREY, "灰度"),
    (ORIGIN, "来源"), (USES, "用途"),
)  # fmt: skip


@dataclass
class _Sheet:
    """The page being drawn: painter, device, and where the next row stands."""

    painter: QPainter
    device: QPdfWriter
    context: QgsRenderContext
    y: float = TOP
    page: int = 0


def print_catalogue(path: Path, feedback: Feedback | None = None) -> int:
    """Write the catalogue to ``path`` and return the number of pages.

    The file appears only when it is whole. Raises: MissingFont; OSError when the disk refuses.
    """
    feedback = feedback or Silent()
    symbols = list(Catalogue.load())
    names = {key: name for key, (name, _) in subjects().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as draft:  # a folder that cannot be written is told before the long work
        # Into memory: QPdfWriter would say nothing of a full disk.
        whole = QBuffer()
        whole.open(QIODevice.OpenModeFlag.WriteOnly)
        pages = _draw(whole, symbols, names, feedback)
        draft.write_bytes(bytes(whole.data()))
    return pages


def _draw(place: QIODevice, symbols: list[Symbol], names: dict[tuple[str, str], str], feedback: Feedback) -> int:
    device = QPdfWriter(place)
    device.setResolution(DPI)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    device.setTitle("防汛防台形势图 地图符号库")
    device.setCreator("floodmap")
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(DPI / 25.4)
    context.setForceVectorOutput(True)
    context.setFlag(QgsRenderContext.Flag.Antialiasing, True)
    sheet = _Sheet(painter, device, context)
    try:
        _head(sheet, symbols)
        section = ""
        for number, symbol in enumerate(symbols):
            raise_if_cancelled(feedback)
            if symbol.class_name != section:
                section = symbol.class_name
                _section(sheet, symbols, section)
            _row(sheet, symbols, symbol, names)
            feedback.setProgress(95 * (number + 1) / len(symbols))
        _pairs(sheet, symbols)
        feedback.setProgress(100)
    finally:
        painter.end()
    return sheet.page


def _head(sheet: _Sheet, symbols: list[Symbol]) -> None:
    sheet.page += 1
    sheet.y = TOP
    standard = sum(symbol.origin == "standard" for symbol in symbols)
    _text(sheet, MARGIN, 9, 150, 8, "防汛防台形势图 · 地图符号库", 5.2, bold=True)
    own = len(symbols) - standard
    note = f"共 {len(symbols)} 个: 国标 {standard} (代码与名称依 GB/T 35649-2017, 图形自绘), 扩展 {own}"
    _text(sheet, MARGIN, 16.5, 180, 5, note, 2.5, tint="#555555")
    for x, words in HEADING:
        _text(sheet, x, 22.5, 40, 5, words, 2.4, bold=True)
    _rule(sheet, 28.2, 0.35, "#333333")
    _text(sheet, PAGE[0] - MARGIN - 20, PAGE[1] - 12, 20, 5, str(sheet.page), 2.6, right=True)


def _section(sheet: _Sheet, symbols: list[Symbol], title: str) -> None:
    _make_room(sheet, symbols, 7 + ROW)
    scale = DPI / 25.4
    sheet.painter.fillRect(
        QRectF(MARGIN * scale, (sheet.y + 0.6) * scale, (PAGE[0] - 2 * MARGIN) * scale, 5.4 * scale), QColor("#eef2f5")
    )
    _text(sheet, MARGIN + 1.5, sheet.y + 0.6, 150, 5.4, title, 2.8, bold=True)
    sheet.y += 7


def _row(sheet: _Sheet, symbols: list[Symbol], symbol: Symbol, names: dict[tuple[str, str], str]) -> None:
    _make_room(sheet, symbols, ROW)
    top, middle = sheet.y, sheet.y + ROW / 2
    _text(sheet, CODE, top, 16, ROW, symbol.code, 2.8)
    _text(sheet, NAME, top + 0.8, 46, 5, symbol.name_zh, 3.0)
    _text(sheet, NAME, top + 5.2, 46, 4.4, symbol.name_en, 2.1, tint="#555555")
    if symbol.geometry == "point":
        x = SAMPLE + 5.5
        for size in SIZES:
            _point(sheet, symbol, size, x, middle)
            x += 12.0 if size == 8 else 9.5
    else:
        draw_stretch(SHIPPED, symbol.code, symbol.geometry, (SAMPLE, top + 1.2, 30.0, ROW - 2.4), sheet.context)
    _grey(sheet, symbol, GREY, top)
    _text(sheet, ORIGIN, top, 12, ROW, ORIGINS[symbol.origin], 2.4)
    registers = [use for use in symbol.uses if use[0] != "element_type"] or symbol.uses
    uses = "、".join(dict.fromkeys(names.get(use, use[1]) for use in registers))
    if symbol.sub_labels:
        uses = "; ".join(filter(None, [uses, "子类: " + "、".join(symbol.sub_labels)]))
    _text(sheet, USES, top + 0.5, PAGE[0] - MARGIN - USES, ROW - 1, uses, 2.0, tint="#333333", wrap=True)
    sheet.y += ROW
    _rule(sheet, sheet.y, 0.08, "#c8c8c8")


def _pairs(sheet: _Sheet, symbols: list[Symbol]) -> None:
    """Show the symbols that look most alike, for whoever draws a new one."""
    known = {symbol.code: symbol for symbol in symbols}
    for title, grey in (("彩色印刷", False), ("灰度印刷", True)):
        heading = f"4 mm 时最相近的十对 · {title} (差异 0–255, 小于 {TOO_NEAR:g} 视为易混)"
        pairs = closest_pairs(10, grey=grey)
        _section(sheet, symbols, heading)
        for pair in pairs:
            _make_room(sheet, symbols, ROW)
            one, other = known[pair.one], known[pair.other]
            _text(sheet, CODE, sheet.y, 60, ROW, f"{one.code} {one.name_zh}", 2.6)
            _text(sheet, USES, sheet.y, 60, ROW, f"{other.code} {other.name_zh}", 2.6)
            _text(sheet, GREY + 12, sheet.y, 12, ROW, f"{pair.difference:.1f}", 2.6)
            for x, symbol in ((SAMPLE, one), (SAMPLE + 16, other)):
                if grey:
                    _grey(sheet, symbol, x, sheet.y)
                else:
                    _point(sheet, symbol, SMALLEST_MM, x + 5.75, sheet.y + ROW / 2)
            sheet.y += ROW
            _rule(sheet, sheet.y, 0.08, "#c8c8c8")


def _make_room(sheet: _Sheet, symbols: list[Symbol], height: float) -> None:
    if sheet.y + height > PAGE[1] - BOTTOM:
        sheet.device.newPage()
        _head(sheet, symbols)


def _point(sheet: _Sheet, symbol: Symbol, size: float, x: float, y: float) -> None:
    scale = DPI / 25.4
    draw_point(marker(symbol.code, size), QPointF(x * scale, y * scale), sheet.context)


def _grey(sheet: _Sheet, symbol: Symbol, x: float, y: float) -> None:
    """Draw the symbol as a grey print shows it; a picture, because PDF has no grey switch."""
    width, height, page = 11.5, ROW - 1.4, DPI / 25.4
    image = picture(SHIPPED, symbol.code, symbol.geometry, (width, height), GREY_DPI / 25.4, grey=True)
    sheet.painter.drawImage(QRectF(x * page, (y + 0.7) * page, width * page, height * page), image)


def _text(
    sheet: _Sheet, x: float, y: float, width: float, height: float, words: str, size: float, *,
    bold: bool = False, tint: str = "#000000", right: bool = False, wrap: bool = False,
) -> None:  # fmt: skip
    """Write ``words`` into a box; all measures in mm, ``size`` is the type's height."""
    scale = DPI / 25.4
    font = QFont(sans().family)
    font.setPixelSize(round(size * scale))
    font.setBold(bold)
    sheet.painter.setFont(font)
    sheet.painter.setPen(QColor(tint))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignVCenter | side)
    option.setWrapMode(QTextOption.WrapMode.WordWrap if wrap else QTextOption.WrapMode.NoWrap)
    sheet.painter.drawText(QRectF(x * scale, y * scale, width * scale, height * scale), words, option)


def _rule(sheet: _Sheet, y: float, width: float, tint: str) -> None:
    scale = DPI / 25.4
    sheet.painter.setPen(QPen(QColor(tint), width * scale))
    sheet.painter.drawLine(QPointF(MARGIN * scale, y * scale), QPointF((PAGE[0] - MARGIN) * scale, y * scale))

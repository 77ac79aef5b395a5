"""Run by a Python of its own, without this suite: load the style library as any user does, draw all of it.

Arguments: the library, an empty profile folder. Prints JSON.
"""

import json
import sys
from pathlib import Path

from qgis.core import QgsApplication, QgsRenderContext, QgsStyle, QgsSymbol
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPolygonF

LIBRARY, PROFILE = Path(sys.argv[1]), Path(sys.argv[2])
SIZE = 120


def ink(symbol: QgsSymbol) -> int:
    """Return how many pixels a symbol changes."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f1ea"))
    painter = QPainter(image)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(10)
    symbol.startRender(context)
    if symbol.type() == QgsSymbol.SymbolType.Marker:
        symbol.renderPoint(QPointF(SIZE / 2, SIZE / 2), None, context)
    elif symbol.type() == QgsSymbol.SymbolType.Line:
        symbol.renderPolyline(QPolygonF([QPointF(5, 60), QPointF(60, 50), QPointF(115, 60)]), None, context)
    else:
        ring = [QPointF(10, 10), QPointF(110, 10), QPointF(110, 110), QPointF(10, 110), QPointF(10, 10)]
        symbol.renderPolygon(QPolygonF(ring), None, None, context)
    symbol.stopRender(context)
    painter.end()
    ground = QColor("#f4f1ea").rgb()
    return sum(image.pixel(x, y) != ground for x in range(0, SIZE, 2) for y in range(0, SIZE, 2))


def main() -> None:
    application = QgsApplication([], False, str(PROFILE))
    application.initQgis()
    style = QgsStyle.defaultStyle()  # the one that the Style Manager shows and keeps in the profile
    before = set(style.symbolNames())
    imported = style.importXml(str(LIBRARY))
    names = sorted(set(style.symbolNames()) - before)
    inks = {name: ink(style.symbol(name)) for name in names}
    found = {
        "imported": imported,
        "profile": QgsApplication.qgisSettingsDirPath(),
        "suite_loaded": sorted(name for name in sys.modules if name.startswith("flood")),
        "symbols": inks,
        "tags": {name: style.tagsOfSymbol(QgsStyle.StyleEntity.SymbolEntity, name) for name in names},
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
    application.exitQgis()


main()

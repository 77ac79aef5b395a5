"""The window 阈值: every number of the terrain analysis, to be changed for the next run."""

from __future__ import annotations

from typing import Any

from flood_core.errors import FloodMapError
from flood_core.terrain.factors import Thresholds, default_thresholds
from flood_core.terrain.threshold_rows import WHOLE, changed, rows_of
from flood_core.terrain.words import FACTORS
from flood_core.windows.messages import show_error
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr, translate
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

CONTEXT = "terrain"


class ThresholdsWindow(QDialog):
    """Shows all numbers by factor; they hold for the runs that are made afterwards."""

    decided = pyqtSignal(object)  #: Thresholds

    def __init__(self, parent: QWidget, rules: Thresholds) -> None:
        super().__init__(parent)
        self.setObjectName("thresholdsWindow")
        self.setWindowTitle(tr("Thresholds"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rules, self._bar = rules, QgsMessageBar(self)
        self._table = QTableWidget(0, 3)
        self._table.setObjectName("thresholdsTable")
        self._table.setHorizontalHeaderLabels([tr("Factor"), tr("Threshold"), tr("Set to")])
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._boxes: dict[tuple[Any, ...], QDoubleSpinBox] = {}
        shipped, take, leave = QPushButton(tr("As shipped")), QPushButton(tr("Use these")), QPushButton(tr("Cancel"))
        shipped.setObjectName("thresholdsShipped")
        take.setObjectName("thresholdsTake")
        take.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(shipped)
        row.addStretch(1)
        row.addWidget(take)
        row.addWidget(leave)
        column = QVBoxLayout(self)
        hint = tr("They are stored with every run. The highest score decides the class, the weighted sum the rank.")
        column.addWidget(Head(tr("Thresholds"), hint, topic="terrain"))
        column.addWidget(self._bar)
        column.addWidget(self._table, 1)
        column.addLayout(row)
        self._fill(rules)
        shipped.clicked.connect(lambda: self._fill(default_thresholds()))
        take.clicked.connect(self._take)
        leave.clicked.connect(self.close)
        letter, room = self.fontMetrics(), self.screen().availableGeometry()
        self.resize(
            min(letter.averageCharWidth() * 90, room.width() - 40), min(letter.height() * 34, room.height() - 60)
        )

    def _fill(self, rules: Thresholds) -> None:
        rows = rows_of(rules)
        self._table.setRowCount(len(rows))
        self._boxes.clear()
        before = None
        for number, one in enumerate(rows):
            factor = translate(CONTEXT, FACTORS[one.factor] if one.factor else WHOLE)
            for column, text in enumerate(
                (factor if one.factor != before else "", translate(CONTEXT, one.label).format(**one.values))
            ):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._table.setItem(number, column, item)
            before = one.factor
            box = QDoubleSpinBox()
            box.setRange(-1e6, 1e6)
            box.setDecimals(0 if one.place[0] in ("least_buildings", "least_people") else 3 if one.number < 1 else 1)
            box.setValue(one.number)
            self._boxes[one.place] = box
            self._table.setCellWidget(number, 2, box)
        self._table.resizeColumnToContents(0)

    def _take(self) -> None:
        try:
            rules = changed(self._rules, {place: box.value() for place, box in self._boxes.items()})
        except FloodMapError as error:
            show_error(self._bar, error, tr("Thresholds"))
            return
        self.decided.emit(rules)
        self.close()

"""What the columns of each sheet were taken for, and a list beside each to correct it."""

from __future__ import annotations

from typing import Sequence

from flood_core.ledger.report import SheetReport
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

COLUMN, SAMPLE, TAKEN = range(3)


class ColumnsPage(QWidget):
    """Shows sheets one at a time; ``choices()`` is what a person said otherwise."""

    changed = pyqtSignal()  #: somebody chose something

    def __init__(self) -> None:
        super().__init__()
        self._sheets: list[SheetReport] = []
        self._choices: dict[str, dict[str, str]] = {}
        self._sheet, self._words = QComboBox(), QLabel()
        self._sheet.setObjectName("ledgerSheet")
        self._sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._words.setWordWrap(True)
        self._table = QTableWidget(0, 3)
        self._table.setObjectName("ledgerColumns")
        self._table.setHorizontalHeaderLabels([tr("Column in the file"), tr("For example"), tr("Taken for")])
        self._table.verticalHeader().hide()
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        label = QLabel(tr("Sheet"))
        label.setBuddy(self._sheet)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._sheet)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(row)
        column.addWidget(self._table, 1)
        self._sheet.currentIndexChanged.connect(self._show)
        self.show_sheets([])

    def show_sheets(self, sheets: Sequence[SheetReport]) -> None:
        """Show how the sheets of a check were read."""
        before = self._sheet.currentText()
        self._sheets = list(sheets)
        self._sheet.blockSignals(True)
        self._sheet.clear()
        self._sheet.addItems([sheet.name for sheet in sheets])
        self._sheet.setCurrentIndex(max(0, self._sheet.findText(before)))
        self._sheet.blockSignals(False)
        self._show()

    def choices(self) -> dict[str, dict[str, str]]:
        """Return what a person said: sheet -> column -> what it is taken for; empty = not read."""
        return {sheet: dict(columns) for sheet, columns in self._choices.items() if columns}

    def forget(self) -> None:
        """Forget what was said: another file."""
        self._choices = {}
        self.show_sheets([])

    def _show(self) -> None:
        number = self._sheet.currentIndex()
        self._table.setRowCount(0)
        if not 0 <= number < len(self._sheets):
            self._words.setText(tr("“Check” shows here how the columns are read."))
            return
        sheet = self._sheets[number]
        self._words.setText(tr("{rows} rows. Wrong? Choose what the column is, then check again.", rows=sheet.rows))
        for label, sample in sheet.samples.items():
            row = self._table.rowCount()
            self._table.insertRow(row)
            for place, text in ((COLUMN, label), (SAMPLE, sample)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip(text)
                self._table.setItem(row, place, item)
            self._table.setCellWidget(row, TAKEN, self._choice(sheet, label))

    def _choice(self, sheet: SheetReport, label: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"take_{label}")
        box.setAccessibleName(label)
        box.addItem(tr("— not read —"), "")
        for key, words in sheet.choices:
            box.addItem(words, key)
        said = self._choices.get(sheet.name, {}).get(label)
        box.setCurrentIndex(max(0, box.findData(sheet.columns.get(label, "") if said is None else said)))
        box.currentIndexChanged.connect(lambda _index: self._say(sheet.name, label, str(box.currentData())))
        return box

    def _say(self, sheet: str, label: str, choice: str) -> None:
        self._choices.setdefault(sheet, {})[label] = choice
        self.changed.emit()

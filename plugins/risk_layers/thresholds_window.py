"""The window 阈值: every limit and score of the terrain analysis, to be changed for the next run."""

from __future__ import annotations

from typing import Any

from flood_core.model.forms import read, shown
from flood_core.terrain.factors import Thresholds, default_thresholds
from flood_core.terrain.threshold_rows import (
    DANGER,
    WHOLE,
    Cell,
    Place,
    ThresholdRow,
    Wrong,
    changed,
    numbers_of,
    problems,
    rows_of,
)
from flood_core.terrain.words import FACTORS
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

CONTEXT = "terrain"
WRONG, OTHER = "#A61C1C", "#1F5FA8"
_FACTOR, _WHAT, _LIMIT, _UNIT, _SCORE, _SHIPPED = range(6)


class ThresholdsWindow(QDialog):
    """Shows all numbers by factor, says at once what is wrong; they hold for the runs that are made afterwards."""

    decided = pyqtSignal(object)  #: Thresholds

    def __init__(self, parent: QWidget, rules: Thresholds) -> None:
        super().__init__(parent)
        self.setObjectName("thresholdsWindow")
        self.setWindowTitle(tr("Thresholds"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rules, self._rows = rules, rows_of(rules)
        self._shipped = numbers_of(default_thresholds())
        self._lines: dict[Place, QLineEdit] = {}
        self._cells = {cell.place: cell for row in self._rows for cell in row.cells}
        self._wrong: dict[Place, Wrong] = {}
        self._row = 0  # the one that was last worked in
        self._table, self._said = QTableWidget(len(self._rows), 6), QLabel()
        self._take = QPushButton(tr("Use these"))
        self._buttons = {
            "thresholdsRowBack": QPushButton(tr("This row back to default")),
            "thresholdsShipped": QPushButton(tr("All back to default")),
        }
        self._build()
        self._check()

    def _build(self) -> None:
        self._table.setObjectName("thresholdsTable")
        self._table.setHorizontalHeaderLabels(
            [tr("Factor"), tr("What is set"), tr("Limit"), tr("Unit"), tr("Score (0–4)"), tr("Default")]
        )
        self._table.verticalHeader().hide()
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said.setObjectName("thresholdsSaid")
        self._said.setWordWrap(True)
        before = None
        for number, row in enumerate(self._rows):
            self._put(number, row, is_first=row.factor != before)
            before = row.factor
        for column in (_FACTOR, _WHAT, _UNIT, _SHIPPED):
            self._table.resizeColumnToContents(column)
        self._table.horizontalHeader().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        leave, last = QPushButton(tr("Cancel")), QHBoxLayout()
        self._take.setObjectName("thresholdsTake")
        self._take.setDefault(True)
        for name, button in self._buttons.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
            last.addWidget(button)
        last.addStretch(1)
        last.addWidget(self._take)
        last.addWidget(leave)
        column = QVBoxLayout(self)
        hint = tr("They are stored with every run. The highest score decides the class, the weighted sum the rank.")
        column.addWidget(Head(tr("Thresholds"), hint, topic="terrain"))
        column.addWidget(self._table, 1)
        column.addWidget(self._said)
        column.addLayout(last)
        self._buttons["thresholdsRowBack"].clicked.connect(lambda: self._back(self._rows[self._row].cells))
        self._buttons["thresholdsShipped"].clicked.connect(lambda: self._back(tuple(self._cells.values())))
        self._take.clicked.connect(self._decide)
        leave.clicked.connect(self.close)
        letter, room = self.fontMetrics(), self.screen().availableGeometry()
        self.resize(
            min(letter.averageCharWidth() * 120, room.width() - 40), min(letter.height() * 36, room.height() - 60)
        )

    def _put(self, number: int, row: ThresholdRow, *, is_first: bool) -> None:
        names = {"": WHOLE, "classes": DANGER, **FACTORS}
        shipped = " → ".join(_written(cell, self._shipped.get(cell.place)) for cell in row.cells)
        texts = {
            _FACTOR: translate(CONTEXT, names[row.factor]) if is_first else "",
            _WHAT: translate(CONTEXT, row.label).format(**row.values), _UNIT: row.unit, _SHIPPED: shipped,
        }  # fmt: skip
        for column in range(self._table.columnCount()):
            item = QTableWidgetItem(texts.get(column, ""))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._table.setItem(number, column, item)
        for column, cell in ((_LIMIT, row.limit), (_SCORE, row.score)):
            if cell is not None:
                self._table.setCellWidget(number, column, self._line(cell, number, texts[_WHAT]))

    def _line(self, cell: Cell, number: int, what: str) -> QLineEdit:
        line = QLineEdit(_written(cell, cell.number))
        line.setObjectName("threshold." + ".".join(map(str, cell.place)))
        line.setAccessibleName(what)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setFrame(False)
        line.setProperty("row", number)
        line.installEventFilter(self)
        line.textChanged.connect(self._check)
        self._lines[cell.place] = line
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember in which row one works."""
        if event.type() == QEvent.Type.FocusIn and watched.property("row") is not None:
            self._row = int(watched.property("row"))
            self._say()
        return super().eventFilter(watched, event)

    def _typed(self) -> dict[Place, Any]:
        return {place: read(self._cells[place].field, line.text()) for place, line in self._lines.items()}

    def _check(self) -> None:
        """Mark what is wrong and what differs from the default, while one types."""
        typed = self._typed()
        self._wrong = problems(self._rules, typed)
        for place, line in self._lines.items():
            wrong = self._wrong.get(place)
            differs = typed[place] != self._shipped.get(place)
            color = WRONG if wrong else OTHER if differs else ""
            line.setStyleSheet(
                (f"color: {color}; font-weight: bold;" if color else "") + ("background: #FBE9E7;" if wrong else "")
            )
            line.setToolTip(self._words(place) if wrong else "")
        self._take.setEnabled(not self._wrong)
        self._say()

    def _say(self) -> None:
        """Tell what is wrong where one works, else the first that is wrong, else how many differ."""
        here = [cell.place for cell in self._rows[self._row].cells if cell.place in self._wrong]
        place = next(iter([*here, *self._wrong]), None)
        if place is not None:
            row = next(row for row in self._rows if place in [cell.place for cell in row.cells])
            names = {"": WHOLE, "classes": DANGER, **FACTORS}
            what = translate(CONTEXT, row.label).format(**row.values)
            said = tr("{factor}, {what}: {wrong}", factor=translate(CONTEXT, names[row.factor]), what=what,
                      wrong=self._words(place))  # fmt: skip
        else:
            count = sum(number != self._shipped.get(at) for at, number in self._typed().items())
            said = tr("{count} numbers differ from the default.", count=count) if count else tr("All as default.")
        self._said.setStyleSheet(f"color: {WRONG};" if place is not None else "")
        self._said.setText(said)

    def _words(self, place: Place) -> str:
        wrong = self._wrong[place]
        return translate(wrong.context, wrong.text).format(**wrong.values)

    def _back(self, cells: tuple[Cell, ...]) -> None:
        for cell in cells:
            self._lines[cell.place].setText(_written(cell, self._shipped.get(cell.place, cell.number)))

    def _decide(self) -> None:
        self.decided.emit(changed(self._rules, self._typed()))
        self.close()


def _written(cell: Cell, number: float | None) -> str:
    return shown(cell.field, number if number is None or number != int(number) else int(number))

"""The window 按属性筛选: up to three conditions on what the registers know of things."""

from __future__ import annotations

from typing import Any, Sequence

from flood_core.model import forms
from flood_core.model.conditions import RELATIONS, RELATIONS_OF, WITHOUT_VALUE, Condition
from flood_core.model.forms import CONTEXT, FormField
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

ROWS = 3
_PROBLEM = "border: 1px solid #C0392B;"


class ConditionWindow(QDialog):
    """Asks for conditions; empty rows do not count."""

    decided = pyqtSignal(object)  #: tuple of (Condition, words)

    def __init__(self, parent: QWidget, fields: Sequence[FormField], about: str) -> None:
        super().__init__(parent)
        self.setObjectName("conditionWindow")
        self.setWindowTitle(tr("Narrow by attribute"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = [_Row(number, fields) for number in range(ROWS)]
        grid = QGridLayout()
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        for number, row in enumerate(self._rows):
            for column, widget in enumerate((row.field, row.relation, row.values, row.unit)):
                grid.addWidget(widget, number, column)
        buttons = QDialogButtonBox()
        narrow, cancel = QPushButton(tr("Narrow")), QPushButton(tr("Cancel"))
        narrow.setObjectName("conditionsDecided")
        narrow.setDefault(True)
        buttons.addButton(narrow, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Head(tr("Show only things where …"), about))
        column.addLayout(grid)
        column.addStretch(1)
        column.addWidget(buttons)
        buttons.accepted.connect(self._decide)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 84)

    def _decide(self) -> None:
        if all(row.check() for row in self._rows):
            self.decided.emit(tuple(row.condition() for row in self._rows if row.is_filled()))
            self.accept()


class _Row:
    """One condition: field, relation, and a value of the field's kind."""

    def __init__(self, number: int, fields: Sequence[FormField]) -> None:
        self._fields = {one.key: one for one in fields}
        self.field, self.relation, self.values, self.unit = QComboBox(), QComboBox(), QStackedWidget(), QLabel()
        self._typed, self._listed = QLineEdit(), QComboBox()
        for name, widget in (("conditionField", self.field), ("conditionRelation", self.relation),
                             ("conditionText", self._typed), ("conditionChoice", self._listed)):  # fmt: skip
            widget.setObjectName(f"{name}{number}")
        self.values.addWidget(self._typed)
        self.values.addWidget(self._listed)
        self.values.setMaximumHeight(self._listed.sizeHint().height())
        self.field.addItem("", None)
        for one in fields:
            self.field.addItem(translate(CONTEXT, one.label), one.key)
        self.field.currentIndexChanged.connect(lambda _index: self._show_field())
        self.relation.currentIndexChanged.connect(lambda _index: self._show_relation())
        self._typed.textEdited.connect(lambda _text: self._typed.setStyleSheet(""))
        self._show_field()

    def is_filled(self) -> bool:
        """Tell whether a field is chosen."""
        return self.field.currentData() is not None

    def _show_field(self) -> None:
        chosen = self._fields.get(self.field.currentData())
        self.relation.clear()
        self._listed.clear()
        for name in RELATIONS_OF[chosen.kind] if chosen else ():
            self.relation.addItem(translate(CONTEXT, RELATIONS[name]), name)
        if chosen is not None and chosen.kind == "boolean":
            self._listed.addItem(tr("Yes"), True)
            self._listed.addItem(tr("No"), False)
        for value, label in chosen.choices if chosen else ():
            self._listed.addItem(translate(CONTEXT, label), value)
        self.unit.setText(chosen.unit or "" if chosen else "")
        self._show_relation()

    def _show_relation(self) -> None:
        self.values.setCurrentIndex(1 if self._listed.count() else 0)
        needed = self.is_filled() and self.relation.currentData() not in WITHOUT_VALUE
        self.values.setEnabled(needed)
        self.relation.setEnabled(self.is_filled())

    def _value(self) -> Any:
        chosen = self._fields[self.field.currentData()]
        return self._listed.currentData() if self._listed.count() else forms.read(chosen, self._typed.text())

    def check(self) -> bool:
        """Tell whether the row is empty or complete; what is wrong is framed in red."""
        if not self.is_filled() or self.relation.currentData() in WITHOUT_VALUE or self._listed.count():
            return True
        chosen = self._fields[self.field.currentData()]
        value = self._value()
        good = value not in (None, "") and forms.problem(chosen, value) is None
        self._typed.setStyleSheet("" if good else _PROBLEM)
        return good

    def condition(self) -> tuple[Condition, str]:
        """Return the condition with its words."""
        relation = self.relation.currentData()
        words = [self.field.currentText(), self.relation.currentText()]
        if relation in WITHOUT_VALUE:
            return Condition(self.field.currentData(), relation), " ".join(words)
        shown = self._listed.currentText() if self._listed.count() else self._typed.text().strip()
        words.append(f"{shown} {self.unit.text()}".strip())
        return Condition(self.field.currentData(), relation, self._value()), " ".join(words)


class DistanceWindow(QDialog):
    """Asks how far; the place is clicked on the map afterwards."""

    decided = pyqtSignal(int)  #: metres

    def __init__(self, parent: QWidget, metres: int) -> None:
        super().__init__(parent)
        self.setObjectName("distanceWindow")
        self.setWindowTitle(tr("Within a distance"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._metres = QComboBox()
        self._metres.setObjectName("distanceMetres")
        self._metres.setEditable(True)
        self._metres.addItems(["100", "200", "500", "1000", "2000", "5000", "10000"])
        self._metres.setCurrentText(str(metres))
        self._metres.lineEdit().selectAll()
        buttons = QDialogButtonBox()
        self._go = QPushButton(tr("Click the place on the map"))
        self._go.setObjectName("distanceDecided")
        self._go.setDefault(True)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(tr("How many metres around a place?"), tr("From 10 to 100,000 metres.")))
        column.addWidget(self._metres)
        column.addWidget(buttons)
        self._metres.currentTextChanged.connect(lambda text: self._go.setEnabled(_metres(text) is not None))
        buttons.accepted.connect(self._decide)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)

    def _decide(self) -> None:
        metres = _metres(self._metres.currentText())
        if metres is not None:
            self.decided.emit(metres)
            self.accept()


def _metres(text: str) -> int | None:
    bare = text.strip().lower().removesuffix("m").removesuffix("米").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and 10 <= int(bare) <= 100_000 else None

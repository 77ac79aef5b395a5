"""The window 风险评定: choose a method and what each factor is taken for; the sum is shown while one chooses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Mapping

from flood_core.model.assessment import FACTORS, LEC, MATRIX, METHODS, Assessment, WrongAssessment, assess, plain
from flood_core.model.forms import CONTEXT as FORMS
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .pictures import level_icon
from .register_tree import QUIET

_PICTURE = 32


class LevelWindow(QDialog):
    """Asks for the inputs; by hand, the level is chosen on the card itself."""

    decided = pyqtSignal(object)  #: Assessment

    def __init__(self, parent: QWidget, name: str, before: Assessment | None) -> None:
        super().__init__(parent)
        self.setObjectName("levelWindow")
        self.setWindowTitle(tr("Assess the risk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._factors: dict[str, QComboBox] = {}
        self._method = QComboBox()
        self._method.setObjectName("levelMethod")
        for method in (LEC, MATRIX):
            self._method.addItem(translate(FORMS, METHODS[method]), method)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(tr("&Method"), self._method)
        self._picture, self._sum, self._level = QLabel(), QLabel(), QLabel()
        buttons = QDialogButtonBox()
        self._save = QPushButton(tr("Save"))
        self._save.setObjectName("levelSave")
        self._save.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Head(name, tr("Choose what fits best. Method and values are kept with the level.")))
        column.addLayout(self._form)
        column.addWidget(self._result())
        column.addStretch(1)
        column.addWidget(buttons)
        if before is not None and before.method in (LEC, MATRIX):
            self._method.setCurrentIndex(self._method.findData(before.method))
        self._show_factors(before.inputs if before is not None else {})
        self._method.currentIndexChanged.connect(lambda _index: self._show_factors({}))
        buttons.accepted.connect(self._decide)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)

    def _result(self) -> QWidget:
        box = QFrame()
        box.setObjectName("levelResult")
        box.setStyleSheet("#levelResult { background: #F3F5F7; border: 1px solid #D5DBE1; }")
        self._sum.setObjectName("levelSum")
        self._level.setObjectName("levelFound")
        font = self._level.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self._level.setFont(font)
        self._sum.setStyleSheet(f"color: {QUIET}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._level)
        words.addWidget(self._sum)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        return box

    def _show_factors(self, inputs: Mapping[str, Decimal]) -> None:
        """Show the factors of the chosen method."""
        while self._form.rowCount() > 1:
            self._form.removeRow(1)
        self._factors = {}
        for factor in FACTORS[self._method.currentData()]:
            box = QComboBox()
            box.setObjectName(f"level_{factor.key}")
            box.addItem("", None)
            for value, meaning in factor.choices:
                box.addItem(f"{plain(value)}　{translate(FORMS, meaning)}", value)
            box.setCurrentIndex(max(0, next((place for place in range(1, box.count())
                                             if box.itemData(place) == inputs.get(factor.key)), 0)))  # fmt: skip
            box.currentIndexChanged.connect(lambda _index: self._reckon())
            self._factors[factor.key] = box
            self._form.addRow(f"{factor.key}　{translate(FORMS, factor.name)}", box)
        self._reckon()

    def _found(self) -> Assessment | None:
        chosen: dict[str, Any] = {key: box.currentData() for key, box in self._factors.items()}
        if None in chosen.values():
            return None
        try:
            return assess(self._method.currentData(), chosen)
        except WrongAssessment:
            return None

    def _reckon(self) -> None:
        found = self._found()
        self._save.setEnabled(found is not None)
        self._picture.setPixmap(level_icon(found.level if found else 0, _PICTURE).pixmap(_PICTURE, _PICTURE))
        self._level.setText(found.words() if found else tr("Choose a value for each factor."))
        self._sum.setText(f"{found.arithmetic()}　（{found.band()}）" if found else "")

    def _decide(self) -> None:
        found = self._found()
        if found is not None:
            self.decided.emit(found)
            self.accept()

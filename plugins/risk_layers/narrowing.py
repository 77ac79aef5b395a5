"""What narrows the register beyond its tree: an area, a distance, conditions; each as a line that can be dropped."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Callable

from flood_core.model.conditions import Condition
from flood_core.model.registers import RegisterFilter
from flood_core.windows.translation import tr
from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .thing_editing import to_hex

_STYLE = "#narrowed { background: #E8F0F8; border: 1px solid #A9C3DD; }"


class Narrowing(QWidget):
    """Lines under the search, only there while something narrows."""

    changed = pyqtSignal()
    region_changed = pyqtSignal(object)  #: QgsGeometry in degrees, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registerNarrowing")
        self._region: QgsGeometry | None = None
        self._region_words = ""
        self._conditions: tuple[tuple[Condition, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.hide()

    def apply(self, wanted: RegisterFilter) -> RegisterFilter:
        """Return the filter, narrowed."""
        region = to_hex(self._region) if self._region is not None else None
        return replace(wanted, region=region, conditions=tuple(one for one, _words in self._conditions))

    def set_region(self, region: QgsGeometry | None, words: str = "") -> None:
        """Narrow to an area (degrees), or no longer."""
        self._region, self._region_words = region, words
        self.region_changed.emit(region)
        self._tell()

    def set_conditions(self, conditions: tuple[tuple[Condition, str], ...]) -> None:
        """Narrow to what fulfils conditions, each with its words."""
        self._conditions = conditions
        self._tell()

    def words(self) -> list[str]:
        """Return in words what narrows."""
        region = [self._region_words] if self._region is not None else []
        return [*region, *(words for _condition, words in self._conditions)]

    def clear(self) -> None:
        """Narrow no longer."""
        if self._region is not None or self._conditions:
            self._conditions = ()
            self.set_region(None)

    def _tell(self) -> None:
        while self._column.count():
            self._column.takeAt(0).widget().deleteLater()
        if self._region is not None:
            self._column.addWidget(self._line(self._region_words, lambda: self.set_region(None)))
        for condition, words in self._conditions:
            self._column.addWidget(self._line(words, partial(self._drop, condition)))
        self.setVisible(self._column.count() > 0)
        self.changed.emit()

    def _drop(self, condition: Condition) -> None:
        self.set_conditions(tuple(one for one in self._conditions if one[0] is not condition))

    @staticmethod
    def _line(words: str, drop: Callable[[], None]) -> QWidget:
        box = QWidget()
        box.setObjectName("narrowed")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setStyleSheet(_STYLE)
        label = QLabel(words)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        cross = QToolButton()
        cross.setObjectName("dropNarrowing")
        cross.setText("×")
        cross.setAutoRaise(True)
        cross.setToolTip(tr("Do not narrow by this any more"))
        cross.clicked.connect(lambda _checked: drop())
        row = QHBoxLayout(box)
        row.setContentsMargins(8, 2, 2, 2)
        row.addWidget(label, 1)
        row.addWidget(cross)
        return box

"""Above a long list of villages: show only those in one state, and what stands first."""

from __future__ import annotations

from collections import Counter
from typing import Callable, Iterable

from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from .village_rows import VillageRow
from .words import state_in_words

#: As many villages as one sees at a glance need no filter.
AT_A_GLANCE = 8
#: What waits for somebody comes first; a village without a map stands before those that are done.
_WAITING = ("submitted", "township_approved", "county_returned", "township_returned", "draft", "", "published",
            "archived")  # fmt: skip
ALL, BY_VILLAGE, BY_STATE, BY_CHANGE = "*", "village", "state", "change"
Order = Callable[[VillageRow], tuple[float, str]]
#: How rows are sorted when not as they come, by village; its code decides between equals.
ORDERS: dict[str, Order] = {
    BY_STATE: lambda row: (float(_WAITING.index(row.state) if row.state in _WAITING else len(_WAITING)), row.area_code),
    BY_CHANGE: lambda row: (-row.last_change.timestamp() if row.last_change is not None else 0.0, row.area_code),
}


class VillageFilter(QWidget):
    """Two lists to choose from; hidden while there are few villages."""

    changed = pyqtSignal(str, str)  #: state or ALL, order

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._order = QComboBox(), QComboBox()
        self._state.setObjectName("villagesState")
        self._state.setAccessibleName(tr("Show only"))
        self._order.setObjectName("villagesOrder")
        self._order.setAccessibleName(tr("What stands first"))
        for key, words in ((BY_VILLAGE, tr("By village")), (BY_STATE, tr("Waiting first")),
                           (BY_CHANGE, tr("Changed last"))):  # fmt: skip
            self._order.addItem(words, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for box in (self._state, self._order):
            box.setMinimumHeight(30)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(6)
            box.currentIndexChanged.connect(lambda _index: self._tell())
            row.addWidget(box)
        self.hide()

    def count(self, rows: Iterable[VillageRow]) -> None:
        """Offer the states of these rows, each with its number."""
        counts = Counter(row.state for row in rows)
        chosen = self._state.currentData() or ALL
        self._state.blockSignals(True)
        self._state.clear()
        self._state.addItem(tr("All ({count})", count=sum(counts.values())), ALL)
        for state in sorted(counts, key=lambda one: _WAITING.index(one) if one in _WAITING else len(_WAITING)):
            words = state_in_words(state) if state else tr("no map yet")
            self._state.addItem(tr("{words} ({more})", words=words, more=counts[state]), state)
        self._state.setCurrentIndex(max(0, self._state.findData(chosen)))
        self._state.blockSignals(False)
        self.setVisible(sum(counts.values()) > AT_A_GLANCE)
        self._tell()

    def _tell(self) -> None:
        if self.isHidden():
            self.changed.emit(ALL, BY_VILLAGE)
        else:
            self.changed.emit(str(self._state.currentData()), str(self._order.currentData()))

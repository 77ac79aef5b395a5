"""The list of villages as QGIS shows it: two lines each, the state at the right."""

from __future__ import annotations

from typing import Any

from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from .village_filter import ALL, BY_VILLAGE, ORDERS
from .village_rows import VillageRow
from .words import STATE_COLORS

GREY, RED = "#5c6670", "#a61c1c"


class VillageModel(QAbstractListModel):
    """The rows that a search finds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[VillageRow] = []
        self._search, self._state, self._order = "", ALL, BY_VILLAGE
        self.rows: list[VillageRow] = []

    def show(self, rows: list[VillageRow]) -> None:
        """Show other rows."""
        self._all = rows
        self._filter()

    def search(self, text: str) -> None:
        """Show what fits."""
        self._search = text
        self._filter()

    def show_only(self, state: str, order: str) -> None:
        """Show what is in one state (or ALL), in an order."""
        if (state, order) != (self._state, self._order):
            self._state, self._order = state, order
            self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        found = [row for row in self._all if self._state in (ALL, row.state) and row.fits(self._search)]
        self.rows = found if self._order == BY_VILLAGE else sorted(found, key=ORDERS[self._order])
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, or its words for people who hear them read."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.village
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, [row.village, row.details(), str(row.path or "")]))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, [row.village, row.state_words(), row.details()]))
        return None


class _Lines(QStyledItemDelegate):
    """Draws a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw name, state and details."""
        row: VillageRow = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = option.rect.adjusted(2, 1, -2, -1)
        if chosen:
            painter.setPen(QColor("#2f6db5"))
            painter.setBrush(QColor("#e8f1fb"))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(10, 2, -10, -2)
        bold = QFont(option.font)
        bold.setBold(True)
        bold.setPointSizeF(option.font.pointSizeF() * 1.1)
        small = QFont(option.font)
        ink = QColor("#1d2733") if chosen else option.palette.color(QPalette.ColorRole.Text)
        height = QFontMetrics(bold).height()
        state = row.state_words()
        wide = QFontMetrics(small).horizontalAdvance(state) + (12 if state else 0)
        name = QFontMetrics(bold).elidedText(row.village, Qt.TextElideMode.ElideRight, inner.width() - wide)
        painter.setFont(bold)
        painter.setPen(ink)
        painter.drawText(QRect(inner.left(), inner.top(), inner.width() - wide, height),
                         Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)  # fmt: skip
        painter.setFont(small)
        painter.setPen(QColor(STATE_COLORS.get(row.state, GREY)))
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), height),
                         Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)  # fmt: skip
        details = QFontMetrics(small).elidedText(row.details(), Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(RED if row.errors or row.problem or row.message else GREY))
        painter.drawText(QRect(inner.left(), inner.top() + height + 1, inner.width(), QFontMetrics(small).height()),
                         Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, details)  # fmt: skip
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines."""
        return QSize(120, int(option.fontMetrics.height() * 2.25) + 6)


class VillageList(QListView):
    """The list; Enter or a double click opens."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("villageList")
        self.villages = VillageModel(self)
        self.setModel(self.villages)
        self.setItemDelegate(_Lines(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("My villages"))

    def current(self) -> VillageRow | None:
        """Return the row that is chosen."""
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def show_rows(self, rows: list[VillageRow]) -> None:
        """Show other rows; what was chosen stays chosen where it is still there."""
        before = self.current()
        self.villages.show(rows)
        keys = [(row.area_code, row.path, row.edition_uid) for row in self.villages.rows]
        key = None if before is None else (before.area_code, before.path, before.edition_uid)
        places = [n for n, one in enumerate(keys) if key and (one == key or one[2] == key[2] != "")]
        if self.villages.rows:
            self.setCurrentIndex(self.villages.index(places[0] if places else 0, 0))

"""The window 数量统计: what the filter lets through, by category and level, with sums."""

from __future__ import annotations

from typing import Iterable, Mapping, Sequence

from flood_core.database.register_summary import Summed
from flood_core.model.registers import RISK_SOURCE, Category
from flood_core.model.risk_levels import COLOURS_ZH
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from .pictures import symbol_icon
from .tables import bold, row, table, to_the_right

_LEVELS = (*COLOURS_ZH, None)


class NumbersWindow(QDialog):
    """A table that can be copied into a letter or a workbook."""

    def __init__(
        self, parent: QWidget, found: Sequence[Summed], categories: Mapping[str, Category], about: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("numbersWindow")
        self.setWindowTitle(tr("Numbers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heads = [tr("Category"), tr("Count"), *COLOURS_ZH.values(), tr("not assessed"), tr("Households"), tr("People"),
                 tr("Places"), tr("Length (km)"), tr("Area (ha)")]  # fmt: skip
        self._heads = heads
        self._table = table("numbersTable", heads, 0)
        self._table.setRootIsDecorated(True)
        to_the_right(self._table.headerItem(), range(1, len(heads)))
        self._fill(found, categories)
        copy, close = QPushButton(tr("Copy the table")), QPushButton(tr("Close"))
        copy.setObjectName("numbersCopy")
        close.setObjectName("numbersClose")
        copy.clicked.connect(lambda _checked: QGuiApplication.clipboard().setText(self.text()))
        close.clicked.connect(lambda _checked: self.close())
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        things = sum(one.things for one in found)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(tr("{count} things", count=f"{things:,}"), " · ".join(about)))
        column.addWidget(self._table, 1)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 126, letter.height() * 30)

    def _fill(self, found: Sequence[Summed], categories: Mapping[str, Category]) -> None:
        for kind in dict.fromkeys(one.kind for one in found):
            of_kind = [one for one in found if one.kind == kind]
            title = tr("Risk sources") if kind == RISK_SOURCE else tr("Relief resources")
            top = self._add(self._table, title, of_kind)
            bold(top)
            for group in dict.fromkeys(_group(one, categories) for one in of_kind):
                members = [one for one in of_kind if _group(one, categories) == group]
                middle = self._add(top, group, members)
                for code in dict.fromkeys(one.code for one in members):
                    category = categories.get(code)
                    of_code = [one for one in members if one.code == code]
                    leaf = self._add(middle, category.name if category else code, of_code)
                    if category is not None:
                        leaf.setIcon(0, symbol_icon(category.symbols))
            top.setExpanded(True)

    @staticmethod
    def _add(parent: QTreeWidget | QTreeWidgetItem, name: str, members: Sequence[Summed]) -> QTreeWidgetItem:
        by_level = [sum(one.things for one in members if one.risk_level == level) for level in _LEVELS]
        if members and members[0].kind != RISK_SOURCE:
            by_level = [0] * len(_LEVELS)
        item = row(parent, [
            name, _whole(one.things for one in members), *(_figure(value) for value in by_level),
            _whole(one.households for one in members), _whole(one.people for one in members),
            _whole(one.capacity for one in members), _measure(one.length_km for one in members),
            _measure(one.area_ha for one in members),
        ])  # fmt: skip
        to_the_right(item, range(1, item.columnCount()))
        return item

    def text(self) -> str:
        """Return the table with tabs between its columns, as a spreadsheet takes it."""
        lines = ["\t".join(self._heads)]

        def add(item: QTreeWidgetItem, depth: int) -> None:
            cells = [item.text(column).replace(",", "") for column in range(1, item.columnCount())]
            lines.append("\t".join(["　" * depth + item.text(0), *cells]))
            for number in range(item.childCount()):
                add(item.child(number), depth + 1)

        for number in range(self._table.topLevelItemCount()):
            add(self._table.topLevelItem(number), 0)
        return "\n".join(lines)


def _group(one: Summed, categories: Mapping[str, Category]) -> str:
    category = categories.get(one.code)
    return category.group_name if category else one.code[:2]


def _figure(value: float) -> str:
    return f"{value:,}" if value else "—"


def _whole(values: Iterable[int]) -> str:
    return _figure(sum(values))


def _measure(values: Iterable[float]) -> str:
    total = sum(values)
    return f"{total:,.2f}" if total else "—"

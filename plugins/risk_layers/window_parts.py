"""Parts that the windows of the registers share: their size, the choice of an area, trees of boxes."""

from __future__ import annotations

from typing import Sequence

from flood_core.database.area_list import AreaName
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QTreeWidget, QTreeWidgetItem, QWidget

#: Where a node of a tree that is ticked keeps its code.
CODE = Qt.ItemDataRole.UserRole


def fit(window: QWidget, letters: int, lines: int) -> None:
    """Make a window so many letters wide and lines high, at most as large as the screen."""
    letter, room = window.fontMetrics(), window.screen().availableGeometry()
    width, height = letter.averageCharWidth() * letters, letter.height() * lines
    window.resize(min(width, room.width() - 40), min(height, room.height() - 60))


class AreaBox(QComboBox):
    """Counties and townships in reach, and villages of one's own; it begins with the own area."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def show_areas(self, areas: Sequence[AreaName], own: Sequence[str]) -> None:
        """Offer areas, without a signal of the choice."""
        self.blockSignals(True)
        self.clear()
        for area in areas:
            if area.level != "village" or area.code in own:
                self.addItem(("  " if area.level == "township" else "") + area.name, area.code)
        self.setCurrentIndex(max(0, self.findData(next(iter(own), ""))))
        self.blockSignals(False)


def nodes_of(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """Return all nodes of a tree."""
    found, stack = [], [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    while stack:
        node = stack.pop()
        found.append(node)
        stack += [node.child(number) for number in range(node.childCount())]
    return found


def ticked_codes(tree: QTreeWidget) -> list[str]:
    """Return the codes of the ticked nodes that have one (CODE), in order."""
    ticked = [one for one in nodes_of(tree) if one.checkState(0) == Qt.CheckState.Checked and one.data(0, CODE)]
    return sorted(str(one.data(0, CODE)) for one in ticked)

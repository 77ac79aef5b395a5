"""A tree of categories with boxes: domains of risk sources, classes of resources, the lists of a year."""

from __future__ import annotations

from typing import Iterable, Sequence

from flood_core.model.registers import RISK_SOURCE, Category
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

CODE = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class CategoryBoxes(QWidget):
    """Shows what ledgers can be about; ``codes()`` is what is ticked."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._search, self._tree = QLineEdit(), QTreeWidget()
        self._search.setObjectName("handOutSearch")
        self._search.setPlaceholderText(tr("Search by name or code"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._narrow)
        self._tree.setObjectName("handOutCategories")
        self._tree.setHeaderHidden(True)
        self._tree.itemChanged.connect(lambda _item, _column: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(self._tree, 1)

    def build(self, categories: Sequence[Category], lists: Iterable[str]) -> None:
        """Offer the categories of risk sources, the classes of resources as a whole, and the ``lists``."""
        self._tree.blockSignals(True)
        self._tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        classes: dict[str, str] = {}
        for category in categories:
            if category.kind != RISK_SOURCE:
                classes[category.group] = category.group_name
                continue
            if category.group not in groups:
                groups[category.group] = self._branch(category.group_name)
            self._leaf(groups[category.group], category.code, category.name)
        named = {name: name for name in lists}
        for title, leaves in ((tr("Relief resources"), classes), (tr("Lists of the year"), named)):
            branch = self._branch(title)
            for code, name in leaves.items():
                self._leaf(branch, code, name)
        self._tree.blockSignals(False)
        self.changed.emit()

    def codes(self) -> list[str]:
        """Return the codes that are ticked, in the tree's order."""
        return [leaf.data(0, CODE) for leaf in self._leaves() if leaf.checkState(0) == CHECKED]

    def _branch(self, name: str) -> QTreeWidgetItem:
        branch = QTreeWidgetItem(self._tree, [name])
        branch.setFlags(branch.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        branch.setCheckState(0, UNCHECKED)
        return branch

    @staticmethod
    def _leaf(branch: QTreeWidgetItem, code: str, name: str) -> None:
        leaf = QTreeWidgetItem(branch, [name if name == code else f"{code}  {name}"])
        leaf.setFlags(leaf.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        leaf.setData(0, CODE, code)
        leaf.setCheckState(0, UNCHECKED)

    def _branches(self) -> list[QTreeWidgetItem]:
        return [self._tree.topLevelItem(number) for number in range(self._tree.topLevelItemCount())]

    def _leaves(self) -> list[QTreeWidgetItem]:
        return [branch.child(number) for branch in self._branches() for number in range(branch.childCount())]

    def _narrow(self, text: str) -> None:
        wanted = text.strip()
        for branch in self._branches():
            leaves = [branch.child(number) for number in range(branch.childCount())]
            for leaf in leaves:
                leaf.setHidden(wanted not in leaf.text(0))
            shown = any(not leaf.isHidden() for leaf in leaves)
            branch.setHidden(not shown)
            branch.setExpanded(bool(wanted) and shown)

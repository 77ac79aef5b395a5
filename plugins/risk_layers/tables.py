"""Tables to read, and the labels around them."""

from __future__ import annotations

from typing import Iterable, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem

from .register_tree import QUIET


def table(name: str, heads: Sequence[str], stretched: int) -> QTreeWidget:
    """Return an empty table; the column ``stretched`` takes the room that the others leave."""
    made = QTreeWidget()
    made.setObjectName(name)
    made.setColumnCount(len(heads))
    made.setHeaderLabels(list(heads))
    made.setRootIsDecorated(False)
    made.setAlternatingRowColors(True)
    made.setWordWrap(True)
    made.setStyleSheet("QTreeWidget::item { padding: 2px 7px; }")
    made.header().setStretchLastSection(False)
    for column in range(len(heads)):
        mode = QHeaderView.ResizeMode.Stretch if column == stretched else QHeaderView.ResizeMode.ResizeToContents
        made.header().setSectionResizeMode(column, mode)
    return made


def row(parent: QTreeWidget | QTreeWidgetItem, cells: Iterable[str]) -> QTreeWidgetItem:
    """Add a row; what does not fit is shown when the mouse rests on it."""
    item = QTreeWidgetItem(parent, list(cells))
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    return item


def to_the_right(item: QTreeWidgetItem, columns: Iterable[int]) -> None:
    """Let figures stand under each other."""
    for column in columns:
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def bold(item: QTreeWidgetItem) -> None:
    """Make a row stand out."""
    for column in range(max(1, item.columnCount())):
        font = item.font(column)
        font.setBold(True)
        item.setFont(column, font)


def heading(text: str) -> QLabel:
    """Return a heading between rows of words."""
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 8, 0, 0)
    return label


def reading(text: str) -> QLabel:
    """Return words that can be selected and copied."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def quiet(text: str) -> QLabel:
    """Return words that stand back."""
    label = reading(text)
    label.setStyleSheet(f"color: {QUIET}")
    return label

"""What is near: the table that portrait and map share, and the window for a place on the map."""

from __future__ import annotations

from typing import Callable, Sequence

from flood_core.model.portrait import Near
from flood_core.model.registers import RISK_SOURCE
from flood_core.register import portrait_words as words
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from .tables import bold, quiet, row, table, to_the_right

_UID = Qt.ItemDataRole.UserRole


def near_table(near: Sequence[Near], chosen: Callable[[str], None]) -> QWidget:
    """Return a table of what is near, by class; a double click hands the uid to ``chosen``."""
    titles = (words.NAME, words.CLASS, words.STRAIGHT, words.BY_ROAD, words.ON_FOOT, words.BY_CAR)
    made = table("portraitNear", [translate(words.CONTEXT, one) for one in titles], 0)
    made.setRootIsDecorated(True)
    to_the_right(made.headerItem(), range(2, 6))
    groups: dict[str, QTreeWidgetItem] = {}
    for one in near:
        title = translate(words.CONTEXT, words.PEOPLE) if one.kind == RISK_SOURCE else one.group_name
        if title not in groups:
            groups[title] = row(made, [title])
            groups[title].setFirstColumnSpanned(True)
            bold(groups[title])
        name = f"{one.name}（{one.people:,} 人）" if one.kind == RISK_SOURCE else one.name
        item = row(groups[title], [
            name, one.category_name, words.metres(one.distance_m), words.metres(one.road_m),
            words.minutes(one.walking_minutes, translate), words.minutes(one.driving_minutes, translate),
        ])  # fmt: skip
        item.setData(0, _UID, one.uid)
        to_the_right(item, range(2, 6))
    for group in groups.values():
        group.setExpanded(True)

    def activated(item: QTreeWidgetItem, _column: int) -> None:
        if item.data(0, _UID):
            chosen(item.data(0, _UID))

    made.itemActivated.connect(activated)
    return made


class NearWindow(QDialog):
    """The nearest relief resources of each class round a place."""

    thing_wanted = pyqtSignal(str)  #: uid
    again_wanted = pyqtSignal()  #: another place

    def __init__(self, parent: QWidget, near: Sequence[Near], place: str) -> None:
        super().__init__(parent)
        self.setObjectName("nearWindow")
        self.setWindowTitle(tr("What is near"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        again, close = QPushButton(tr("Another place")), QPushButton(tr("Close"))
        again.setObjectName("nearAgain")
        close.setObjectName("nearClose")
        again.clicked.connect(lambda _checked: (self.again_wanted.emit(), self.close()))
        close.clicked.connect(lambda _checked: self.close())
        foot: QLabel = quiet(translate(words.CONTEXT, words.CAR_NOTE if near else words.NOTHING_NEAR))
        buttons = QHBoxLayout()
        buttons.addWidget(again)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(tr("Nearest relief resources"), place))
        column.addWidget(near_table(near, self.thing_wanted.emit), 1)
        column.addWidget(foot)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 100, letter.height() * 26)

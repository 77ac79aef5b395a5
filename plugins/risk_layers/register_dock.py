"""The dock 登记册: search, the tree that filters, the list of what was found, and how far one sees."""

from __future__ import annotations

import datetime
from typing import Any, Iterable, Sequence

from flood_core.database.registers import Listed, Vocabulary
from flood_core.model.registers import Category, RegisterFilter
from flood_core.reports.moments import read_moment
from flood_core.windows import days
from flood_core.windows.icons import icon
from flood_core.windows.messages import words
from flood_core.windows.panel import HelpButton
from flood_core.windows.translation import tr
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QDateEdit,
    QDockWidget,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .narrowing import Narrowing
from .pictures import SIZE, level_icon, symbol_icon
from .register_tree import CODE, LEVEL, PLACED, QUIET, STATE, RegisterTree
from .register_view import LISTED, Answer
from .thing_card import HINT_STYLE

_AFTER_TYPING = 300  # milliseconds
_UID = Qt.ItemDataRole.UserRole


class RegisterDock(QDockWidget):
    """Says by signals what the person looks for, and shows what was found."""

    filter_changed = pyqtSignal(object)  #: RegisterFilter
    chosen = pyqtSignal(str)  #: uid of a thing in the list
    retired_wanted = pyqtSignal()
    seen = pyqtSignal(bool)  #: whether it is open

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Registers"), parent)
        self.setObjectName("registerDock")
        self._categories: dict[str, Category] = {}
        self._areas: dict[str, str] = {}
        self._shown: list[Listed] = []
        self.search = QgsFilterLineEdit()
        self.search.setObjectName("registerSearch")
        self.search.setPlaceholderText(tr("Search by name, pinyin, number or phone"))
        self.search.setShowSearchIcon(True)
        self.narrowing = Narrowing()
        self.tree = RegisterTree()
        self.list = self._make_list()
        self._found, self._trouble = QLabel(), QLabel()
        self._past, self._day = QCheckBox(tr("as on the evening of")), QDateEdit(days.today().addDays(-1))
        self._tools = QHBoxLayout()
        self.setWidget(self._body())
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self._tell_filter)
        self.search.textChanged.connect(lambda _text: self._typed.start(_AFTER_TYPING))
        self.tree.filter_changed.connect(self._tell_filter)
        self.narrowing.changed.connect(self._tell_filter)
        self.toggleViewAction().toggled.connect(self.seen)  # behind another tab it is still open
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 38)

    def _body(self) -> QWidget:
        for label, name in ((self._found, "registerFound"), (self._trouble, "registerTrouble")):
            label.setObjectName(name)
            label.setWordWrap(True)
        self._found.setStyleSheet(f"color: {QUIET}")
        self._trouble.setStyleSheet(HINT_STYLE)
        self._trouble.hide()
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self._found_line())
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("registerSplitter")
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(lower)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(5)
        column.addLayout(self._tools)
        column.addWidget(self.search)
        column.addWidget(self.narrowing)
        column.addLayout(self._past_line())
        column.addWidget(self._trouble)
        column.addWidget(split, 1)
        return body

    def _found_line(self) -> QHBoxLayout:
        retired = QToolButton()
        retired.setObjectName("registerRetired")
        retired.setText(tr("Retired…"))
        retired.setToolTip(tr("Look for things that were retired, and restore them"))
        retired.setAutoRaise(True)
        retired.clicked.connect(self.retired_wanted)
        row = QHBoxLayout()
        row.addWidget(self._found, 1)
        row.addWidget(retired, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _past_line(self) -> QHBoxLayout:
        """Return the line that takes the registers back to the evening of a day."""
        self._past.setObjectName("registerPast")
        self._past.setToolTip(tr("Map, counts and list as they were; nothing is changed by it"))
        self._day.setObjectName("registerDay")
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setMaximumDate(days.today())
        self._day.setEnabled(False)
        self._past.toggled.connect(self._day.setEnabled)
        self._past.toggled.connect(lambda _on: self._tell_filter())
        self._day.dateChanged.connect(lambda _day: self._typed.start(_AFTER_TYPING))
        row = QHBoxLayout()
        row.addWidget(self._past)
        row.addWidget(self._day)
        row.addStretch(1)
        return row

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("registerList")
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setColumnCount(2)
        made.setIconSize(QSize(SIZE, SIZE))
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        made.itemClicked.connect(lambda item, _column: self.chosen.emit(item.data(0, _UID)))
        made.itemActivated.connect(lambda item, _column: self.chosen.emit(item.data(0, _UID)))
        return made

    def add_tools(self, actions: Iterable[QAction], more: QToolButton) -> None:
        """Put actions as buttons above the search, and a button with a menu."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setObjectName(action.objectName())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._tools.addWidget(button)
        self._tools.addWidget(more)
        self._tools.addStretch(1)
        self._tools.addWidget(HelpButton("registers"))

    # Content ----------------------------------------------------------------------------

    def build(self, vocabulary: Vocabulary) -> None:
        """Take the categories and the areas' names."""
        self._categories = {category.code: category for category in vocabulary.categories}
        self._areas = dict(vocabulary.areas)
        self.tree.build(vocabulary)

    def empty(self) -> None:
        """Show nothing: nobody is signed in."""
        self.tree.clear()
        self._show_list([])
        self._found.setText(tr("Connect to the database first: menu 防汛防台, “Connection…”."))

    def show_answer(self, answer: Answer) -> None:
        """Show counts and list."""
        self.tree.show_counts(answer.counts)
        codes = set(self.tree.ticked(CODE) or self._categories)
        if self.tree.ticked(CODE) == ():
            codes = set()
        things = sum(number for code, number in answer.counts.get(CODE, {}).items() if code in codes)
        self._found.setText(self._how_many(things, answer))
        self._show_list(answer.listed)

    def _show_list(self, found: Sequence[Listed]) -> None:
        """Renew the list where it differs, so that nothing moves away under the mouse."""
        shown = [one._replace(place=None) for one in found]
        if shown == self._shown:
            return
        self._shown = shown
        chosen = self.list.currentItem().data(0, _UID) if self.list.currentItem() else None
        scrolled = self.list.verticalScrollBar().value()
        self.list.clear()
        for one in found:
            item = self._list_item(one)
            self.list.addTopLevelItem(item)
            if one.uid == chosen:
                self.list.setCurrentItem(item)
        self.list.verticalScrollBar().setValue(scrolled)

    def _how_many(self, things: int, answer: Answer) -> str:
        said = [tr("{count} things", count=f"{things:,}")]
        if self._past.isChecked():
            said.insert(0, tr("as on {day}", day=self._day.date().toString("yyyy-MM-dd")))
        if things > LISTED:
            said.append(tr("the first {count} are listed", count=LISTED))
        if answer.total > answer.shown:
            said.append(
                tr(
                    "the map shows {shown} of {total} here, the most severe first: zoom in to see all",
                    shown=f"{answer.shown:,}",
                    total=f"{answer.total:,}",
                )  # fmt: skip
            )
        return " · ".join(said)

    def _list_item(self, one: Listed) -> QTreeWidgetItem:
        category = self._categories.get(one.code)
        item = QTreeWidgetItem([one.name, self._areas.get(one.area_code[:12], "")])
        item.setData(0, _UID, one.uid)
        item.setIcon(0, symbol_icon(category.symbols) if category else QIcon())
        item.setIcon(1, level_icon(one.risk_level or 0))
        item.setForeground(1, QColor(QUIET))
        item.setToolTip(0, f"{one.name}\n{category.name if category else one.code}")
        return item

    def say_trouble(self, what: object, asked: datetime.datetime | None) -> None:
        """Say that the database does not answer, or that all is well again (None)."""
        if what is None:
            self._trouble.hide()
            return
        if isinstance(what, BaseException):
            said = tr("The database does not answer; it is tried again by itself.")
            self._trouble.setToolTip("\n".join(words(what)))
        else:
            said = tr("The database has not answered yet.")
        if asked is not None:
            said += " " + tr("Tree and map are as of {time}.", time=f"{asked:%H:%M:%S}")
        self._trouble.setText(said)
        self._trouble.show()

    # Filter -----------------------------------------------------------------------------

    def current_filter(self) -> RegisterFilter:
        """Return what is ticked and typed."""
        levels, placed = self.tree.ticked(LEVEL), self.tree.ticked(PLACED)
        areas, alone = self.tree.ticked_areas()
        codes = self.tree.ticked(CODE)
        if placed == ():  # neither on the map nor waiting: nothing at all
            codes = ()
        wanted = RegisterFilter(
            codes=codes,
            levels=None if levels is None else tuple(int(level) for level in levels),
            states=self.tree.ticked(STATE),
            areas=areas,
            alone=alone,
            placed=placed == ("yes",) if placed else None,
            words=self.search.text(),
            at=read_moment(self._day.date().toString("yyyy-MM-dd")) if self._past.isChecked() else None,
        )
        return self.narrowing.apply(wanted)

    def about_filter(self) -> list[str]:
        """Return in words what narrows the register, beyond the tree."""
        typed = self.search.text().strip()
        return [*([f"“{typed}”"] if typed else []), *self.narrowing.words()]

    def show_all(self) -> None:
        """Tick everything and look for no name."""
        self.search.clear()
        self.narrowing.clear()
        self.tree.show_all()

    def _tell_filter(self) -> None:
        self.filter_changed.emit(self.current_filter())


def tool(
    parent: QWidget, name: str, picture: str, text: str, tip: str, triggered: Any, *, checkable: bool = False
) -> QAction:
    """Return an action of the dock."""
    action = QAction(icon(picture), text, parent)
    action.setObjectName(name)
    action.setToolTip(tip)
    action.setCheckable(checkable)
    action.triggered.connect(triggered)
    return action

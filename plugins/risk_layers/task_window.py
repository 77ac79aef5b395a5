"""Hand out tasks: whom one asks, for which categories, by when."""

from __future__ import annotations

from typing import Any, Sequence

from flood_core.database import verification
from flood_core.database.area_list import AreaName
from flood_core.database.connection import Connection
from flood_core.database.registers import task_choices
from flood_core.model.registers import Category
from flood_core.windows import days
from flood_core.windows.messages import show_error
from flood_core.windows.panel import Head
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .window_parts import CODE, ticked_codes

_DAYS = 30


class TaskWindow(QDialog):
    """Asks what a task needs, and hands it out: one for each area that is ticked."""

    handed_out = pyqtSignal(int)  #: how many

    def __init__(self, parent: QWidget, session: Session, areas: Sequence[AreaName], scope: str) -> None:
        super().__init__(parent)
        self.setObjectName("taskWindow")
        self.setWindowTitle(tr("Hand out tasks"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._scope = session, scope
        self._bar = QgsMessageBar(self)
        self._title, self._deadline, self._department = QLineEdit(), QDateEdit(), QComboBox()
        self._areas, self._categories = QTreeWidget(), QTreeWidget()
        self._go, cancel = QPushButton(tr("Hand out")), QPushButton(tr("Cancel"))
        for widget, name in ((self._title, "taskTitle"), (self._deadline, "taskDeadline"),
                             (self._department, "taskDepartment"), (self._areas, "taskAreas"),
                             (self._categories, "taskCategories"), (self._go, "taskNow")):  # fmt: skip
            widget.setObjectName(name)
        self._build(cancel)
        self._fill_areas(areas)
        self._enable()
        session.ask(tr("Reading the categories"), lambda connection, _feedback: task_choices(connection),
                    while_open(self, self._got), while_open(self, self._failed))  # fmt: skip

    def _build(self, cancel: QPushButton) -> None:
        self._deadline.setCalendarPopup(True)
        self._deadline.setDisplayFormat("yyyy-MM-dd")
        self._deadline.setDate(days.today().addDays(_DAYS))
        self._deadline.setMinimumDate(days.today())
        self._title.setPlaceholderText(tr("for example: check before the flood season"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Task"), self._title)
        form.addRow(tr("Due"), self._deadline)
        form.addRow(tr("Who is asked"), self._department)
        lists = QHBoxLayout()
        for words, tree in ((tr("Areas"), self._areas), (tr("Categories"), self._categories)):
            tree.setHeaderHidden(True)
            column = QVBoxLayout()
            label = QLabel(words)
            label.setBuddy(tree)
            column.addWidget(label)
            column.addWidget(tree, 1)
            lists.addLayout(column, 1)
            tree.itemChanged.connect(lambda _item, _column: self._enable())
        self._title.textChanged.connect(lambda _text: self._enable())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._go)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.addWidget(Head(tr("Who verifies what?"), tr("Each area that is ticked gets a task of its own.")))
        column.addWidget(self._bar)
        column.addLayout(form)
        column.addLayout(lists, 1)
        column.addLayout(row)
        self._go.setDefault(True)
        self._go.clicked.connect(self.hand_out)
        cancel.clicked.connect(self.reject)
        letter = self.fontMetrics()
        self.resize(letter.averageCharWidth() * 100, letter.height() * 30)

    def _fill_areas(self, areas: Sequence[AreaName]) -> None:
        shown = [area for area in areas if area.level != "village" or len(self._scope) >= 9]
        for area in shown:
            if area.code.startswith(self._scope):
                self._item(self._areas, area.name, area.code, Qt.CheckState.Unchecked)

    @staticmethod
    def _item(parent: Any, words: str, code: str, state: Qt.CheckState) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words])
        item.setData(0, CODE, code)
        item.setCheckState(0, state)
        return item

    def _got(self, found: tuple[tuple[Category, ...], tuple[tuple[str, str], ...]]) -> None:
        categories, offices = found
        self._categories.blockSignals(True)
        groups: dict[str, QTreeWidgetItem] = {}
        for category in categories:
            if category.group not in groups:
                group = self._item(self._categories, category.group_name, "", Qt.CheckState.Unchecked)
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate)
                groups[category.group] = group
            self._item(groups[category.group], category.name, category.code, Qt.CheckState.Unchecked)
        self._categories.blockSignals(False)
        self._department.addItem(tr("the office of each area"), None)
        for code, name in offices:
            self._department.addItem(name, code)

    def _enable(self) -> None:
        ready = self._title.text().strip() and ticked_codes(self._areas) and ticked_codes(self._categories)
        self._go.setEnabled(bool(ready))

    def hand_out(self) -> None:
        """Hand the tasks out, in the background."""
        areas, codes = ticked_codes(self._areas), ticked_codes(self._categories)
        title, deadline = self._title.text(), self._deadline.date().toPyDate()
        department = self._department.currentData()

        def work(connection: Connection, _feedback: Any) -> list[str]:
            return verification.hand_out(connection, areas, codes, title, deadline, department)

        self._go.setEnabled(False)
        self._session.ask(tr("Handing out"), work, while_open(self, self._done), while_open(self, self._failed))

    def _done(self, made: list[str]) -> None:
        self.handed_out.emit(len(made))
        self.accept()

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Hand out tasks"))
        self._enable()

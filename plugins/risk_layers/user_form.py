"""One person: login, name, kind, areas and categories."""

from __future__ import annotations

import re
from typing import Sequence

from flood_core.database.area_list import AreaName
from flood_core.database.users import KINDS, User
from flood_core.resources.pinyin import matches
from flood_core.windows.panel import Head
from flood_core.windows.people import kind_in_words
from flood_core.windows.translation import tr
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .window_parts import CODE, nodes_of, ticked_codes


class UserForm(QDialog):
    """Asks for all of a new person, or for the rights of one who is there."""

    decided = pyqtSignal(str, str, str, object, object)  #: login, name, kind, areas, categories

    def __init__(self, parent: QWidget, areas: Sequence[AreaName], user: User | None) -> None:
        super().__init__(parent)
        self.setObjectName("userForm")
        self.setWindowTitle(tr("New user") if user is None else tr("Rights"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._login, self._name = QLineEdit(user.login if user else ""), QLineEdit(user.name if user else "")
        self._kind, self._categories = QComboBox(), QLineEdit(",".join(user.categories) if user else "")
        self._search, self._areas = QgsFilterLineEdit(), QTreeWidget()
        self._go, cancel = QPushButton(tr("Make") if user is None else tr("Save")), QPushButton(tr("Cancel"))
        for widget, name in ((self._login, "userLogin"), (self._name, "userName"), (self._kind, "userKind"),
                             (self._categories, "userCategories"), (self._areas, "userAreas"),
                             (self._search, "userAreaSearch"), (self._go, "userSave")):  # fmt: skip
            widget.setObjectName(name)
        for kind in KINDS:
            if kind != "county_viewer":  # a viewer of a whole county becomes one by himself
                self._kind.addItem(kind_in_words(kind), kind)
        if user is not None:
            wanted = "viewer" if user.kind == "county_viewer" else user.kind
            self._kind.setCurrentIndex(self._kind.findData(wanted))
            self._login.setReadOnly(True)
            self._name.setReadOnly(True)
        self._fill(areas, {code for code, _ in user.areas} if user else set())
        self._build(cancel, user is None)
        self._check()

    def _build(self, cancel: QPushButton, new: bool) -> None:
        self._login.setPlaceholderText(tr("small letters and digits, for example wang.dahai"))
        self._categories.setPlaceholderText(tr("for departments: 06 or 0601,0602,R3"))
        self._search.setPlaceholderText(tr("Search for an area"))
        self._search.setShowSearchIcon(True)
        self._areas.setHeaderHidden(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Login"), self._login)
        form.addRow(tr("Full name"), self._name)
        form.addRow(tr("Kind of user"), self._kind)
        form.addRow(tr("Categories"), self._categories)
        form.addRow(tr("Areas"), self._search)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._go)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        made, changed = tr("A password is made and shown once."), tr("The rights change at once, in open windows too.")
        column.addWidget(Head(tr("Who, and what for?"), made if new else changed))
        column.addLayout(form)
        column.addWidget(self._areas, 1)
        column.addLayout(row)
        self._go.setDefault(True)
        self._go.clicked.connect(self._decide)
        cancel.clicked.connect(self.reject)
        for edit in (self._login, self._name, self._categories):
            edit.textChanged.connect(lambda _text: self._check())
        self._kind.currentIndexChanged.connect(lambda _index: self._check())
        self._areas.itemChanged.connect(lambda _item, _column: self._check())
        self._search.textChanged.connect(self._narrow)
        letter = self.fontMetrics()
        self.resize(letter.averageCharWidth() * 72, letter.height() * 30)

    def _fill(self, areas: Sequence[AreaName], ticked: set[str]) -> None:
        nodes: dict[str, QTreeWidgetItem] = {}
        for area in areas:
            above = next((nodes[area.code[:size]] for size in (9, 6) if area.code[:size] in nodes
                          and size < len(area.code)), None)  # fmt: skip
            node = QTreeWidgetItem(self._areas if above is None else above, [area.name])
            node.setData(0, CODE, area.code)
            node.setToolTip(0, area.code)
            on = area.code in ticked
            node.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            nodes[area.code] = node
            while on and above is not None:
                above.setExpanded(True)
                above = above.parent()
        if len(nodes) and self._areas.topLevelItemCount() == 1:
            self._areas.topLevelItem(0).setExpanded(True)

    def _narrow(self, text: str) -> None:
        wanted = text.strip()
        nodes = nodes_of(self._areas)
        for node in nodes:
            node.setHidden(bool(wanted))
        for node in nodes:
            if wanted and (matches(wanted, node.text(0)) or node.toolTip(0).startswith(wanted)):
                shown: QTreeWidgetItem | None = node
                while shown is not None:
                    shown.setHidden(False)
                    shown.setExpanded(True)
                    shown = shown.parent()

    def _listed(self) -> list[str]:
        return [word for word in re.split(r"[,，、\s]+", self._categories.text()) if word]

    def _check(self) -> None:
        kind = self._kind.currentData()
        self._categories.setEnabled(kind == "department_owner")
        ready = bool(re.fullmatch(r"[a-z][a-z0-9_.-]+", self._login.text()) and self._name.text().strip())
        ready = ready and (kind == "administrator" or bool(ticked_codes(self._areas)))
        self._go.setEnabled(ready and (kind != "department_owner" or bool(self._listed())))

    def _decide(self) -> None:
        kind = str(self._kind.currentData())
        categories = self._listed() if kind == "department_owner" else []
        self.decided.emit(self._login.text(), self._name.text().strip(), kind, ticked_codes(self._areas), categories)
        self.accept()

"""The line above a thing's form: where it comes from, 核实无误, 不在此; what a route measures."""

from __future__ import annotations

from typing import Any, Mapping

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.situation.verification import TO_VERIFY, not_here
from flood_core.windows.reason_window import ReasonWindow
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from .editor import ELEMENT, ROUTE, Editor

GREEN_BUTTON = (
    "QPushButton { background: #2e8b57; color: white; font-weight: bold; border-radius: 5px; }"
    " QPushButton:disabled { background: #b8c9be; } QPushButton:focus { border: 2px solid #145230; }"
)


class VerifyBar(QFrame):
    """Shown while a thing is to be verified; of a route always, with its figures."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.setObjectName("verifyBar")
        self.setStyleSheet(
            "#verifyBar { background: #fff7e0; border: 1px solid #e3c878; border-radius: 6px; }"
            " #verifyBar QLabel { color: #6b4a00; }"
        )
        self._editor = editor
        self._uid, self._table = "", ELEMENT
        self._window: ReasonWindow | None = None
        self._said = QLabel()
        self._said.setObjectName("verifyWords")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._verify = QPushButton(tr("Verified, it is right"))
        self._verify.setObjectName("verifyThing")
        self._verify.setStyleSheet(GREEN_BUTTON)
        self._not_here = QPushButton(tr("Not here…"))
        self._not_here.setObjectName("notHere")
        row = QHBoxLayout()
        for button, share in ((self._not_here, 1), (self._verify, 2)):
            button.setMinimumHeight(34)
            row.addWidget(button, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self._said)
        column.addLayout(row)
        self._verify.clicked.connect(lambda: self._editor.verify([(self._table, self._uid)]))
        self._not_here.clicked.connect(self._ask)
        self.hide()

    def show_thing(self, uid: str, table: str, row: Mapping[str, Any]) -> None:
        """Show how a thing stands."""
        self._uid, self._table = uid, table
        waits = row["review_state"] == TO_VERIFY and not self._editor.is_locked
        said = [self._editor.route_in_words(uid)] if table == ROUTE else []
        if waits:
            said.append(self._origin(row))
        self._said.setText("\n".join(said))
        self._verify.setVisible(waits)
        self._not_here.setVisible(waits and table == ELEMENT)
        self.setVisible(bool(said))

    def _origin(self, row: Mapping[str, Any]) -> str:
        if self._editor.copy.head.get("copied_from_year"):
            return tr("From the map of {year}: to be verified", year=self._editor.copy.head["copied_from_year"])
        if row.get("source_uid"):
            return tr("From the register: to be verified")
        return tr("To be verified")

    def _ask(self) -> None:
        uid, editor = self._uid, self._editor
        name = editor.name_of(uid)
        said = editor.done(QT_TRANSLATE_NOOP("windows", "Not here: {name}"), uid)
        window = ReasonWindow(editor.iface.mainWindow(), tr("“{name}” is not here", name=name),
                              tr("Why? For example: pulled down, treated, belongs to another village."))  # fmt: skip
        self._window = window  # else Python forgets it, and with it what it answers to
        window.given.connect(
            lambda reason: editor.carry_out(lambda: not_here(editor.copy, uid, reason, said.kept()), said)
        )
        window.open()

"""The window that replaces a person in all places at once, after an election or a move."""

from __future__ import annotations

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.done import Done
from flood_core.model.forms import FormField
from flood_core.situation import tables
from flood_core.windows.attribute_form import AttributeForm
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .editor import Editor


class PersonWindow(QDialog):
    """Who comes, with title and phone; it says in how many places the person stands now."""

    def __init__(self, parent: QWidget, editor: Editor, person: str) -> None:
        super().__init__(parent)
        self.setObjectName("personWindow")
        self.setWindowTitle(tr("Replace a person"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor, self._person = editor, person
        name = editor.copy.row(tables.PERSON, person)["name"]
        count = len(tables.places_of(editor.copy, person))
        self._form = AttributeForm(
            [FormField("name", tables.columns(tables.DUTY, editor.copy)[1].label, required=True),
             FormField("title", tables.columns(tables.DUTY, editor.copy)[2].label),
             FormField("phone", tables.columns(tables.DUTY, editor.copy)[3].label)], {},
        )  # fmt: skip
        self._problem = QLabel()
        self._problem.setObjectName("personProblem")
        self._problem.setWordWrap(True)
        self._problem.setStyleSheet("color: #a61c1c")
        self._problem.hide()
        self._ok = QPushButton(tr("Replace everywhere"))
        self._ok.setObjectName("personOk")
        self._ok.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (cancel, self._ok):
            button.setMinimumHeight(34)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Head(tr("Who comes in the place of {name}?", name=name),
                              tr("{name} stands in {count} places; all of them change at once.", name=name,
                                 count=count)))  # fmt: skip
        column.addWidget(self._form)
        column.addWidget(self._problem)
        column.addLayout(row)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self._form.changed.connect(self._typed)
        self._ok.clicked.connect(self._replace)
        cancel.clicked.connect(self.reject)
        self._typed()

    def _typed(self) -> None:
        self._ok.setEnabled(bool((self._form.values().get("name") or "").strip()))

    def _replace(self) -> None:
        values, said = self._form.values(), Done(QT_TRANSLATE_NOOP("windows", "Person replaced"))
        kept = self._editor.carry_out(
            lambda: tables.replace_person(
                self._editor.copy, self._person, values["name"], values.get("title"), values.get("phone"), said.kept()
            ),
            said,
        )
        if kept:
            self.accept()
        else:
            self._problem.setText(self._editor.last_complaint)
            self._problem.show()

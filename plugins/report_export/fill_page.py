"""Filling in a report: last value beside each field, rules checked as one types, handed in with a reason if needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.database.connection import Connection
from flood_core.database.reporting import Stored
from flood_core.model.reporting import TOWNSHIP, Event, ReportField
from flood_core.progress import Feedback
from flood_core.reports.form_book import hand_in_form, write_form
from flood_core.reports.reporting_desk import (
    Desk,
    Sender,
    Typed,
    asked_of,
    hand_in,
    last_report,
    read_typed,
    shown_figure,
)
from flood_core.windows.area_choice import AreaChoice
from flood_core.windows.messages import words
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

NAME, UNIT, LAST, NOW = range(4)
WRONG, BROKEN = QColor(0xF9, 0xD6, 0xD5), QColor(0xFF, 0xF0, 0xC2)
#: Asks the database in the background: title, function, what to do with the answer.
Ask = Callable[[str, Callable[[Connection, Feedback], Any], Callable[[Any], None]], Any]


class FillPage(QWidget):
    """One sender's form."""

    def __init__(self, ask: Ask, done: Callable[[str], None]) -> None:
        super().__init__()
        self._ask, self._done = ask, done
        self._desk: Desk | None = None
        self._event: Event | None = None
        self._fields: tuple[ReportField, ...] = ()
        self._last: Stored | None = None
        self._typed: Typed | None = None
        self._build()

    def _build(self) -> None:
        choice = QFormLayout()
        choice.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form, self._department = QComboBox(), QComboBox()
        self._form.setObjectName("reportForm")
        self._department.setObjectName("reportDepartment")
        choice.addRow(tr("Form"), self._form)
        choice.addRow(tr("Reports for"), self._department)
        self._area = AreaChoice()
        self._area.add_to(choice)
        self._form.currentIndexChanged.connect(lambda _at: self._show_departments())
        self._department.currentIndexChanged.connect(lambda _at: self._read())
        self._area.changed.connect(self._read)
        self._table = QTableWidget(0, 4)
        self._table.setObjectName("reportFields")
        self._table.setHorizontalHeaderLabels([tr("Field"), tr("Unit"), tr("Last report"), tr("This report")])
        self._table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setSectionResizeMode(NOW, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(LAST, self.fontMetrics().horizontalAdvance("0000-00-00 00:00") + 20)
        self._table.verticalHeader().hide()
        self._table.itemChanged.connect(self._changed)
        self._words = QLabel()
        self._words.setObjectName("reportFindings")
        self._words.setWordWrap(True)
        self._note = QLineEdit()
        self._note.setObjectName("reportNote")
        self._note.setPlaceholderText(tr("Reason, where the figures break a rule"))
        left = QVBoxLayout()
        left.addLayout(choice)
        left.addStretch(1)
        for button in self._books():
            left.addWidget(button)
        right = QVBoxLayout()
        right.addWidget(self._table, 1)
        right.addWidget(self._words)
        right.addWidget(self._note)
        right.addLayout(self._buttons())
        row = QHBoxLayout(self)
        row.addLayout(left, 3)
        row.addLayout(right, 7)

    def _books(self) -> list[QWidget]:
        """Return the parts for senders without QGIS."""
        out = QPushButton(tr("Save this form as Excel"))
        out.setObjectName("formOut")
        out.clicked.connect(self.write_book)
        self._file = QgsFileWidget()
        self._file.setObjectName("formFile")
        self._file.setFilter("Excel (*.xlsx)")
        back = QPushButton(tr("Hand in this filled form"))
        back.setObjectName("formIn")
        back.clicked.connect(self.read_book)
        for button in (out, back):
            button.setAutoDefault(False)
        return [QLabel(tr("For senders without QGIS")), out, self._file, back]

    def _buttons(self) -> QHBoxLayout:
        self._same, self._zero = QPushButton(tr("As last time")), QPushButton(tr("Zero report"))
        self._go = QPushButton(tr("Hand in"))
        row = QHBoxLayout()
        for button, name, does in (
            (self._same, "sameReport", self.take_last), (self._zero, "zeroReport", lambda: self.hand_in(zero=True)),
            (self._go, "handIn", lambda: self.hand_in(zero=False)),
        ):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(does)
            row.addWidget(button)
            if button is self._same:
                row.addStretch(1)
        return row

    # What is shown -------------------------------------------------------------------------

    def show_desk(self, desk: Desk, event: Event | None) -> None:
        """Offer what the person may fill in for an event."""
        self._desk, self._event = desk, event
        chosen = self._form.currentData()
        self._form.blockSignals(True)
        self._form.clear()
        for form in desk.forms:
            if asked_of(form, desk.own) and (event is None or set(form.stages) & set(event.stages)):
                self._form.addItem(form.name, form.code)
        self._form.setCurrentIndex(max(0, self._form.findData(chosen)))
        self._form.blockSignals(False)
        within = [area for area in desk.areas if event is None or area.code.startswith(event.area_code)]
        self._area.show_areas(within, self._area.code() or desk.home)
        self._show_departments()

    def _chosen_form(self) -> Any:
        code = self._form.currentData()
        return next((form for form in self._desk.forms if form.code == code), None) if self._desk else None

    def _show_departments(self) -> None:
        form = self._chosen_form()
        chosen = self._department.currentData()
        self._department.blockSignals(True)
        self._department.clear()
        desk = self._desk
        for code in asked_of(form, desk.own) if form and desk else ():
            named = tr("the area itself") if code == TOWNSHIP else desk.departments.get(code, code) if desk else code
            self._department.addItem(named, code)
        self._department.setCurrentIndex(max(0, self._department.findData(chosen)))
        self._department.blockSignals(False)
        self._read()

    def _sender(self) -> Sender | None:
        """Return event, form, area and department when all are chosen."""
        form, department = self._chosen_form(), self._department.currentData()
        area = self._area.code()
        if self._event is None or form is None or not department or not area:
            return None
        return Sender(self._event, form, area if department == TOWNSHIP else self._event.area_code, department)

    def _read(self) -> None:
        sender = self._sender()
        self._fields, self._typed = (), None
        self._show_fields()
        if sender is None:
            return
        self._ask(
            tr("Reading the last report"),
            lambda connection, _f: last_report(connection, sender),
            lambda last: self._show_form(sender, last),
        )

    def _show_form(self, sender: Sender, last: Stored | None) -> None:
        if sender != self._sender():
            return
        self._last, self._fields = last, sender.form.fields_of(sender.department)
        self._show_fields()

    def _show_fields(self) -> None:
        self._table.blockSignals(True)
        self._table.setRowCount(len(self._fields))
        for row, field in enumerate(self._fields):
            before = self._last.figures.get(field.key) if self._last else None
            if before is None and self._last is not None and self._last.zero and field.numeric:
                before = 0
            for column, text in (
                (NAME, field.name),
                (UNIT, field.unit),
                (LAST, shown_figure(field, before)),
                (NOW, ""),
            ):
                item = QTableWidgetItem(text)
                if column != NOW:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if column == NAME:
                    item.setToolTip(field.group)
                elif column == LAST:
                    item.setToolTip(text)
                self._table.setItem(row, column, item)
        self._table.blockSignals(False)
        self._words.setText("")
        for button in (self._same, self._zero, self._go):
            button.setEnabled(bool(self._fields))

    # What is typed -------------------------------------------------------------------------

    def take_last(self) -> None:
        """Put the last values in as a start."""
        self._table.blockSignals(True)
        for row in range(len(self._fields)):
            self._table.item(row, NOW).setText(self._table.item(row, LAST).text())
        self._table.blockSignals(False)
        self._check()

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == NOW:
            self._check()

    def _texts(self) -> dict[str, str]:
        return {field.key: self._table.item(row, NOW).text() for row, field in enumerate(self._fields)}

    def _check(self) -> None:
        sender, texts = self._sender(), self._texts()
        if sender is None:
            return

        def checked(typed: Typed) -> None:
            if sender == self._sender() and texts == self._texts():
                self._typed = typed
                self._show_checked(typed)

        self._ask(tr("Checking the figures"), lambda connection, _f: read_typed(connection, sender, texts), checked)

    def _show_checked(self, typed: Typed) -> None:
        touched = {key for one in typed.findings for key in one.keys}
        self._table.blockSignals(True)
        for row, field in enumerate(self._fields):
            colour = WRONG if field.key in typed.unreadable else BROKEN if field.key in touched else None
            self._table.item(row, NOW).setBackground(QBrush(colour) if colour else QBrush())
        self._table.blockSignals(False)
        lines = [words(problem)[0] for problem in typed.unreadable.values()]
        lines += [one.message for one in typed.findings]
        self._words.setText("\n".join(lines[:6]))

    def hand_in(self, *, zero: bool) -> None:
        """Hand the report in; unreadable cells stop it."""
        sender, texts, note = self._sender(), self._texts(), self._note.text()
        if sender is None:
            return

        def work(connection: Connection, _feedback: Feedback) -> Typed | None:
            typed = read_typed(connection, sender, {} if zero else texts)
            if typed.unreadable:
                return typed
            hand_in(connection, sender, typed.figures, zero=zero, note=note)
            return None

        def done(wrong: Typed | None) -> None:
            if wrong is not None:
                self._show_checked(wrong)
                return
            self._note.clear()
            self._done(tr("{form} was handed in.", form=sender.form.name))
            self._read()

        self._ask(tr("Handing in"), work, done)

    # Workbooks -----------------------------------------------------------------------------

    def write_book(self) -> None:
        """Save the chosen form as a workbook in the folder for files."""
        sender = self._sender()
        if sender is None:
            return
        event, form, area, department = sender
        path = output_folder() / f"{event.name}_{form.name}_{area}_{department}.xlsx"

        def work(connection: Connection, _feedback: Feedback) -> Path:
            path.parent.mkdir(parents=True, exist_ok=True)
            return write_form(connection, path, event=event.uid, form=form.code, area=area, department=department)

        self._ask(tr("Writing the form"), work, lambda made: self._done(tr("The form is in {path}.", path=made)))

    def read_book(self) -> None:
        """Hand in a form that came back."""
        path, note = Path(self._file.filePath().strip()), self._note.text()
        if not path.name:
            return

        def done(_uid: str) -> None:
            self._done(tr("{form} was handed in.", form=path.name))
            self._read()

        self._ask(
            tr("Reading the form"),
            lambda connection, _f: hand_in_form(connection, path, note=note.strip() or None),
            done,
        )

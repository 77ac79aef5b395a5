"""The window 催报: what to say to senders who are late or missing, to copy or as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from flood_core.database.connection import Connection
from flood_core.model.reporting import Event
from flood_core.progress import Feedback
from flood_core.reports.reminders import Reminder, reminders_of, write_reminders
from flood_core.windows.panel import Head
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from .fill_page import Ask


class ReminderWindow(QDialog):
    """The reminders of one event, sender by sender."""

    def __init__(self, parent: QWidget, ask: Ask, event: Event, done: Callable[[str], None]) -> None:
        """``done`` is told what was copied or written."""
        super().__init__(parent)
        self.setObjectName("reminderWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Reminders"))
        self._ask, self._event, self._done = ask, event, done
        self._found: list[Reminder] = []
        self._text = QPlainTextEdit()
        self._text.setObjectName("reminderText")
        self._text.setReadOnly(True)
        self._text.setPlaceholderText(tr("Reading who has reported"))
        self._copy, self._write = QPushButton(tr("Copy text")), QPushButton(tr("Save as Excel"))
        close = QPushButton(tr("Close"))
        row = QHBoxLayout()
        row.addStretch(1)
        for button, name, does in (
            (self._copy, "copyReminders", self.copy), (self._write, "writeReminders", self.write),
            (close, "closeReminders", self.close),
        ):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(does)
            button.setEnabled(button is close)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(Head(self.windowTitle(), tr("Who is late or missing at the last deadline of each form.")))
        column.addWidget(self._text, 1)
        column.addLayout(row)
        self.resize(self.fontMetrics().averageCharWidth() * 95, self.fontMetrics().height() * 26)
        ask(tr("Reading who has reported"), lambda connection, _feedback: reminders_of(connection, event), self._show)

    def _show(self, found: list[Reminder]) -> None:
        self._found = found
        self._text.setPlaceholderText(tr("Nobody is late or missing."))
        self._text.setPlainText("\n\n".join(one.text for one in found))
        self._copy.setEnabled(bool(found))
        self._write.setEnabled(bool(found))

    def copy(self) -> None:
        """Put all reminders on the clipboard."""
        QApplication.clipboard().setText(self._text.toPlainText())
        self._done(tr("The reminders were copied: paste them where you write."))

    def write(self) -> None:
        """Write the list as a workbook into the folder of finished files."""
        event, found, folder = self._event, self._found, output_folder()

        def work(connection: Connection, _feedback: Feedback) -> Path:
            return write_reminders(connection, event, found, folder)

        self._ask(tr("Writing the reminders"), work, lambda path: self._done(tr("Written: {path}", path=path)))

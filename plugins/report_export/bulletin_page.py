"""The bulletin: moment, formats, preview, and which were made before by whom."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Callable

from flood_core.database.connection import Connection
from flood_core.database.kept_reports import KeptReport
from flood_core.model.beijing import BEIJING
from flood_core.model.reporting import Event
from flood_core.progress import Feedback
from flood_core.reports.bulletin_report import bulletin_report
from flood_core.reports.formats import BULLETIN_FORMATS
from flood_core.reports.moments import read_moment
from flood_core.reports.reporting_desk import preview_bulletin
from flood_core.windows import days
from flood_core.windows.preview_pane import PreviewPane
from flood_core.windows.translation import tr
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
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

from .fill_page import Ask
from .output_choice import OutputChoice


class BulletinPage(QWidget):
    """Previews and writes the bulletin of an event."""

    def __init__(self, ask: Ask, done: Callable[[str], None], made: Callable[[], None]) -> None:
        """``made`` is called when a bulletin was written."""
        super().__init__()
        self._ask, self._done, self._made = ask, done, made
        self._event: Event | None = None
        self._preview = PreviewPane(tr("“Preview” shows the first pages."))
        form = QFormLayout()
        self._office = QLineEdit()
        self._office.setObjectName("bulletinOffice")
        self._office.setPlaceholderText(tr("the county's command office"))
        form.addRow(tr("Issued by"), self._office)
        self._past = QCheckBox(tr("as it was known at"))
        self._past.setObjectName("bulletinPast")
        self._moment = QDateTimeEdit(days.this_minute())
        self._moment.setObjectName("bulletinMoment")
        self._moment.setDisplayFormat("yyyy-MM-dd HH:mm")
        self._moment.setCalendarPopup(True)
        self._moment.setEnabled(False)
        self._past.toggled.connect(self._moment.setEnabled)
        form.addRow(self._past, self._moment)
        self._output = OutputChoice(BULLETIN_FORMATS)
        self._output.add_to(form)
        self._see, self._go = QPushButton(tr("Preview")), QPushButton(tr("Make the bulletin"))
        for button, name, does in (
            (self._see, "previewBulletin", self.preview), (self._go, "makeBulletin", self.export),
        ):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(does)
        self._history = QTableWidget(0, 4)
        self._history.setObjectName("reportHistory")
        self._history.setHorizontalHeaderLabels([tr("Made at"), tr("Made by"), tr("Report"), tr("Figures of")])
        self._history.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._history.verticalHeader().hide()
        self._history.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._see)
        buttons.addWidget(self._go)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addLayout(buttons)
        left.addWidget(QLabel(tr("Made before")))
        left.addWidget(self._history, 1)
        row = QHBoxLayout(self)
        row.addLayout(left, 5)
        row.addWidget(self._preview, 5)

    def show_event(self, event: Event | None, made: list[KeptReport]) -> None:
        """Show an event and the reports that were made."""
        self._event = event
        self._see.setEnabled(event is not None)
        self._go.setEnabled(event is not None)
        self._history.setRowCount(len(made))
        for row, one in enumerate(made):
            cells = (
                f"{one.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
                one.made_by,
                str(one.parameters.get("title", one.name)),
                f"{one.as_of.astimezone(BEIJING):%Y-%m-%d %H:%M}",
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip("\n".join(f"{name}\n{sha}" for name, sha in one.figures.get("files", {}).items()))
                self._history.setItem(row, column, item)
        self._history.resizeColumnToContents(0)

    def preview(self) -> None:
        """Show the first pages."""
        if self._event is None:
            return
        uid, text = self._event.uid, self._past_text()
        folder = tempfile.TemporaryDirectory(prefix="floodmap-bulletin-")

        def make(connection: Connection, feedback: Feedback) -> list[Path]:
            return preview_bulletin(connection, uid, read_moment(text) if text else None, Path(folder.name), feedback)

        def done(pages: list[Path]) -> None:
            if pages:
                self._preview.show_pages(pages)
            else:
                self._preview.clear(tr("This computer cannot show a PDF here; make the bulletin to look at it."))
            folder.cleanup()

        self._ask(tr("Making the preview"), make, done)

    def export(self) -> None:
        """Write the bulletin."""
        if self._event is None or not self._output.is_complete():
            return
        uid, text, office = self._event.uid, self._past_text(), self._office.text().strip() or None
        folder, formats = self._output.folder(), self._output.formats()
        self._output.remember()

        def write(connection: Connection, feedback: Feedback) -> list[Path]:
            at = read_moment(text) if text else None
            return bulletin_report(connection, uid, folder, formats, at, feedback, office=office)

        def done(files: list[Path]) -> None:
            self._done(tr("{count} files in {folder}.", count=len(files), folder=folder))
            self._made()

        self._ask(tr("Making the bulletin"), write, done)

    def _past_text(self) -> str:
        return self._moment.dateTime().toString("yyyy-MM-ddTHH:mm") if self._past.isChecked() else ""

"""The window 台风报表: fill in, see who has not reported, make the bulletin."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.database.connection import Connection
from flood_core.database.kept_reports import KeptReport
from flood_core.model.beijing import BEIJING
from flood_core.model.reporting import LEVEL_NAMES, STAGE_NAMES, STATE_NAMES, Event, SenderState
from flood_core.progress import Feedback
from flood_core.reports.reporting_desk import Desk, read_desk, status_and_history
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.gui import QgsMessageBar
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QBrush, QCloseEvent, QColor
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from .bulletin_page import BulletinPage
from .event_window import EventWindow
from .fill_page import FillPage
from .reminder_window import ReminderWindow

COLOURS = {"missing": QColor(0xC0, 0x00, 0x00), "late": QColor(0xB3, 0x6B, 0x00)}


class ReportingWindow(QDialog):
    """The four-stage reports of an event."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("reportingWindow")
        self.setWindowTitle(tr("Typhoon reports"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._desk: Desk | None = None
        self._long: Work | None = None
        self._bar = QgsMessageBar(self)
        self._bar.setObjectName("reportingMessages")
        self._progress = ProgressLine()
        self._events = QComboBox()
        self._events.setObjectName("reportEvent")
        self._state = QLabel()
        self._state.setObjectName("eventState")
        self._fill = FillPage(self.ask, self._tell)
        self._bulletin = BulletinPage(self.ask_long, self._tell, self.read)
        self._build()
        session.signed_in.connect(self.read)
        session.signed_out.connect(self.read)
        self.read()

    def _build(self) -> None:
        self._status = QTableWidget(0, 6)
        self._status.setObjectName("reportStatus")
        heads = (tr("Form"), tr("Deadline"), tr("Sender"), tr("State"), tr("Sent at"), tr("Sent by"))
        self._status.setHorizontalHeaderLabels(list(heads))
        self._status.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._status.verticalHeader().hide()
        self._status.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        tabs = QTabWidget()
        tabs.setObjectName("reportTabs")
        tabs.addTab(self._fill, tr("Fill in"))
        tabs.addTab(self._status_page(), tr("Who has reported"))
        tabs.addTab(self._bulletin, tr("Bulletin"))
        line = QHBoxLayout()
        label = QLabel(tr("&Event"))
        label.setBuddy(self._events)
        line.addWidget(label)
        line.addWidget(self._events, 1)
        line.addWidget(self._state, 2)
        self._new, self._step = QPushButton(tr("New event…")), QPushButton(tr("Change…"))
        for button, name, does in (
            (self._new, "newEvent", self.open_event), (self._step, "changeEvent", self.change_event),
        ):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(does)
            line.addWidget(button)
        close = QPushButton(tr("Close"))
        close.setObjectName("closeReporting")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        column = QVBoxLayout(self)
        words = tr("Each figure once; sums, missing senders and the bulletin follow.")
        column.addWidget(Head(tr("Typhoon reports"), words, topic="typhoon-reports"))
        column.addWidget(self._bar)
        column.addLayout(line)
        column.addWidget(tabs, 1)
        column.addWidget(self._progress)
        column.addLayout(last)
        self._events.currentIndexChanged.connect(lambda _at: self._show_event())
        width, height = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry()
        self.resize(min(width * 165, room.width() - 40), min(height * 38, room.height() - 60))

    def _status_page(self) -> QWidget:
        self._remind = QPushButton(tr("Reminders…"))
        self._remind.setObjectName("remind")
        self._remind.setAutoDefault(False)
        self._remind.setToolTip(tr("What to say to senders who are late or missing"))
        self._remind.clicked.connect(self.remind)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._remind)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self._status, 1)
        column.addLayout(row)
        return page

    # Asking --------------------------------------------------------------------------------

    def ask(self, title: str, function: Callable[[Connection, Feedback], Any], done: Callable[[Any], None]) -> Work:
        """Ask the database in the background; errors are shown in this window."""
        return self._session.ask(
            title, function, while_open(self, done),
            while_open(self, lambda error: show_error(self._bar, error, tr("Typhoon reports"))),
        )  # fmt: skip

    def ask_long(
        self, title: str, function: Callable[[Connection, Feedback], Any], done: Callable[[Any], None]
    ) -> Work:
        """Ask for what takes a while: with progress, and a button to cancel it."""
        self._long = self.ask(title, function, done)
        self._progress.follow(self._long)
        return self._long

    def _tell(self, words: str) -> None:
        self._bar.clearWidgets()
        show_done(self._bar, words, tr("Typhoon reports"))
        self._read_status()

    def read(self) -> None:
        """Read events, forms and areas."""
        if not self._session.is_signed_in:
            self._state.setText(tr("No database is connected. Choose “Connection…” in the menu 防汛防台."))
            return
        self.ask(tr("Reading the events"), lambda connection, _feedback: read_desk(connection), self._show_desk)

    def _show_desk(self, desk: Desk) -> None:
        self._desk = desk
        chosen = self._events.currentData()
        self._events.blockSignals(True)
        self._events.clear()
        for event in desk.events:
            self._events.addItem(event.title, event.uid)
        self._events.setCurrentIndex(max(0, self._events.findData(chosen)))
        self._events.blockSignals(False)
        self._show_event()

    def _event(self) -> Event | None:
        uid = self._events.currentData()
        return next((event for event in self._desk.events if event.uid == uid), None) if self._desk else None

    def _show_event(self) -> None:
        if self._desk is None:
            return
        event = self._event()
        self._state.setText(_state(event) if event else tr("No event has been opened."))
        self._new.setVisible(self._desk.opens_events)
        self._step.setVisible(self._desk.opens_events and event is not None and not event.ended)
        self._fill.show_desk(self._desk, event)
        self._read_status()

    def open_event(self) -> None:
        """Open an event in the county that is chosen."""
        self._edit(None)

    def change_event(self) -> None:
        """Change level and stages of the chosen event, or end it."""
        self._edit(self._event())

    def _edit(self, event: Event | None) -> None:
        if self._desk is not None:
            EventWindow(self, self._session, event, self._desk.county, self.read).show()

    def remind(self) -> None:
        """Show what to say to senders who are late or missing."""
        event = self._event()
        if event is not None:
            ReminderWindow(self, self.ask, event, self._tell).show()

    def _read_status(self) -> None:
        event = self._event()
        self.ask(
            tr("Reading who has reported"),
            lambda connection, _feedback: status_and_history(connection, event),
            lambda found: self._show_status(event, *found),
        )

    def _show_status(self, event: Event | None, states: list[SenderState], made: list[KeptReport]) -> None:
        if event != self._event() or self._desk is None:
            return
        forms = {form.code: form.name for form in self._desk.forms}
        self._remind.setEnabled(any(one.state in COLOURS for one in states))
        states = sorted(states, key=lambda one: one.state not in COLOURS)  # who is late or missing is to be seen first
        self._status.setRowCount(len(states))
        for row, one in enumerate(states):
            sent = f"{one.made_at.astimezone(BEIJING):%m-%d %H:%M}" if one.made_at else ""
            cells = (forms[one.form], f"{one.deadline.astimezone(BEIJING):%m-%d %H:%M}", one.sender,
                     STATE_NAMES[one.state], sent, one.made_by or "")  # fmt: skip
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if one.state in COLOURS:
                    item.setForeground(QBrush(COLOURS[one.state]))
                self._status.setItem(row, column, item)
        self._bulletin.show_event(event, made)

    # Closing -------------------------------------------------------------------------------

    def stop_work(self) -> None:
        """Cancel what runs; nothing is left half done."""
        if self._long is not None and not sip.isdeleted(self._long) and self._long.isActive():
            self._long.cancel()
        self._long = None

    def reject(self) -> None:
        """Close, as the cross does."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close; what runs is cancelled."""
        self.stop_work()
        event.accept()


def _state(event: Event) -> str:
    """Return level, stages and simulation of an event in words."""
    if event.ended:
        return tr("ended")
    stages = "、".join(STAGE_NAMES[stage] for stage in event.stages)
    words = [LEVEL_NAMES.get(event.response_level or 0, ""), stages, "模拟数据" if event.simulated else ""]
    return "  ".join(word for word in words if word)

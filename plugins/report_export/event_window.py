"""Opening an event, changing its response level and stages, ending it."""

from __future__ import annotations

import re
from typing import Callable

from flood_core.database.connection import Connection
from flood_core.database.reporting import open_event, step_event
from flood_core.model.reporting import KIND_NAMES, LEVEL_COLOURS, LEVEL_NAMES, STAGE_NAMES, Event
from flood_core.progress import Feedback
from flood_core.windows.messages import show_error
from flood_core.windows.panel import Head
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from qgis.core import Qgis
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

#: Wide enough for what a message has to say in two lines.
LETTERS = 72
_NUMBER = re.compile(r"[0-9]{4}")


class EventWindow(QDialog):
    """One event: a new one of an area, or the next step of one that runs."""

    def __init__(
        self, parent: QWidget, session: Session, event: Event | None, area: str, done: Callable[[], None]
    ) -> None:
        """``event`` None opens a new one in ``area``; ``done`` is called when the event was stored."""
        super().__init__(parent)
        self.setObjectName("eventWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New event") if event is None else event.title)
        self._session, self._event, self._area, self._stored = session, event, area, done
        self._bar = QgsMessageBar(self)
        self._bar.setObjectName("eventMessages")
        form = QFormLayout()
        self._kind, self._level = QComboBox(), QComboBox()
        self._name, self._number = QLineEdit(), QLineEdit()
        self._simulated = QCheckBox(tr("an exercise: everything is marked as simulated data"))
        for code, words in KIND_NAMES.items():
            self._kind.addItem(words, code)
        self._level.addItem(tr("no emergency response"), None)
        for level in (4, 3, 2, 1):
            self._level.addItem(f"{LEVEL_NAMES[level]}（{LEVEL_COLOURS[level]}）", level)
        self._stages = {code: QCheckBox(words) for code, words in STAGE_NAMES.items()}
        if event is None:
            form.addRow(tr("Kind"), self._kind)
            form.addRow(tr("Name"), self._name)
            form.addRow(tr("Typhoon number"), self._number)
            self._number.setPlaceholderText("2413")
        form.addRow(tr("Response level"), self._level)
        for number, box in enumerate(self._stages.values()):
            form.addRow(tr("Reports are due for") if number == 0 else "", box)
        if event is None:
            form.addRow("", self._simulated)
        else:
            self._level.setCurrentIndex(max(0, self._level.findData(event.response_level)))
        for code, box in self._stages.items():
            box.setObjectName(f"stage_{code}")
            box.setChecked(code in (event.stages if event is not None else ("preparation",)))
        for widget, name in (
            (self._kind, "eventKind"), (self._name, "eventName"), (self._number, "eventNumber"),
            (self._level, "eventLevel"), (self._simulated, "eventSimulated"),
        ):  # fmt: skip
            widget.setObjectName(name)
        column = QVBoxLayout(self)
        column.addWidget(Head(self.windowTitle(), tr("Every change is kept with its time.")))
        column.addWidget(self._bar)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.resize(self.fontMetrics().averageCharWidth() * LETTERS, self.sizeHint().height())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._event is not None:
            end = QPushButton(tr("End the event"))
            end.setObjectName("endEvent")
            end.setAutoDefault(False)
            end.clicked.connect(lambda: self.store(ended=True))
            row.addWidget(end)
        row.addStretch(1)
        go, leave = QPushButton(tr("Save")), QPushButton(tr("Cancel"))
        self._go = go
        go.setObjectName("saveEvent")
        leave.setObjectName("cancelEvent")
        leave.setAutoDefault(False)
        go.clicked.connect(lambda: self.store(ended=False))
        leave.clicked.connect(self.close)
        row.addWidget(go)
        row.addWidget(leave)
        return row

    def store(self, *, ended: bool) -> None:
        """Store the event and close; what is wrong is told here, and what was typed stays."""
        event, area, name = self._event, self._area, self._name.text().strip()
        kind, number = str(self._kind.currentData()), self._number.text().strip() or None
        level, simulated = self._level.currentData(), self._simulated.isChecked()
        stages = [code for code, box in self._stages.items() if box.isChecked()]
        wrong = _wrong(name, number) if event is None else None
        if wrong is not None:
            field, words = (self._name if wrong[0] == "name" else self._number), wrong[1]
            field.setFocus()
            self._bar.clearWidgets()
            self._bar.pushMessage("", words, Qgis.MessageLevel.Warning, 0)
            return

        def work(connection: Connection, _feedback: Feedback) -> Event:
            if event is None:
                return open_event(
                    connection, area, name, kind=kind, number=number, level=level, stages=stages, simulated=simulated
                )
            return step_event(connection, event, level=level, stages=stages, ended=ended)

        self._go.setEnabled(False)
        self._session.ask(tr("Saving the event"), work, while_open(self, self._saved), while_open(self, self._failed))

    def _saved(self, _event: Event) -> None:
        self._stored()
        self.close()

    def _failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        self._bar.clearWidgets()
        show_error(self._bar, error)


def _wrong(name: str, number: str | None) -> tuple[str, str] | None:
    """Return which field of a new event is wrong, and why in words; None when nothing is."""
    if not name:
        return "name", tr("Give the event a name, such as 贝碧嘉.")
    if number is not None and not _NUMBER.fullmatch(number):
        return "number", tr("A typhoon number has four digits, such as 2413: year and number of the typhoon.")
    return None

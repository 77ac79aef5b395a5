"""Base of the windows that take a file of geodata in: messages, progress, Check, Take in, Close."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.database.connection import Connection
from flood_core.progress import Feedback
from flood_core.windows.messages import show_error
from flood_core.windows.panel import ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget


class FileWindow(QDialog):
    """A check saves nothing; one work runs at a time, and closing cancels it whole."""

    work: Work | None

    def __init__(self, parent: QWidget, session: Session, name: str, title: str) -> None:
        """``name`` begins the object names of the controls."""
        super().__init__(parent)
        self.setObjectName(f"{name}Window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session, self.work = session, None
        self.bar, self.progress = QgsMessageBar(), ProgressLine()
        self.bar.setObjectName(f"{name}Messages")
        self.check, self.take = QPushButton(tr("Check")), QPushButton(tr("Take in"))
        self.check.setObjectName(f"{name}Check")
        self.take.setObjectName(f"{name}Take")
        self.check.clicked.connect(lambda _checked=False: self.run(True))
        self.take.clicked.connect(lambda _checked=False: self.run(False))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 112, letter.height() * 34)

    def buttons(self) -> QHBoxLayout:
        """Return the row of buttons."""
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.check, self.take, close):
            row.addWidget(button)
        return row

    def run(self, dry_run: bool) -> None:
        """Check the file, or take it in."""
        raise NotImplementedError

    def enable(self) -> None:
        """Let the buttons be pressed when all is there."""
        raise NotImplementedError

    def begin(self, title: str, work: Callable[[Connection, Feedback], Any], done: Callable[[Any], None]) -> None:
        """Start a work and show how far it is."""

        def ended(result: Any) -> None:
            self.work = None
            done(result)

        self.bar.clearWidgets()
        self.work = self.session.ask(title, work, while_open(self, ended), while_open(self, self.failed))
        self.progress.follow(self.work)
        self.enable()

    def failed(self, error: BaseException) -> None:
        """Say what went wrong."""
        self.work = None
        self.enable()
        show_error(self.bar, error)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close: what was being taken in is cancelled whole."""
        if self.work is not None:
            self.work.cancel()
        super().closeEvent(event)

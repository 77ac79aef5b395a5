"""The portrait at work: read in the background, written as a page, assessed, given photographs."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, Callable

from flood_core.database import files, register_edit
from flood_core.database.connection import Connection
from flood_core.database.patience import answer_within
from flood_core.model.assessment import Assessment
from flood_core.model.portrait import Portrait
from flood_core.progress import Feedback
from flood_core.register import attachments
from flood_core.register.portraits import portrait
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.session import Session
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import while_open
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton

from .level_window import LevelWindow
from .portrait_window import PortraitWindow
from .register_view import GIVE_UP
from .small_windows import FileWindow


class PortraitDesk(QObject):
    """Opens portraits, one window at a time, and does what their buttons say."""

    zoom_wanted = pyqtSignal(str)  #: hex WKB
    changed = pyqtSignal(str)  #: uid of a thing whose level was assessed here

    def __init__(self, iface: Any, session: Session, keep: Callable[[Any], Any]) -> None:
        super().__init__(iface.mainWindow())
        self._iface, self._session, self._keep = iface, session, keep
        self._window: PortraitWindow | None = None
        self._at: datetime | None = None  # the past moment that the window shows; None = now
        self._folder: Path | None = None  # of files that are looked at; goes with the plugin
        session.changed.connect(self._others_changed)
        session.signed_out.connect(self._signed_out)

    def stop(self) -> None:
        """Leave nothing behind, on the disk neither."""
        self._session.changed.disconnect(self._others_changed)
        self._session.signed_out.disconnect(self._signed_out)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self.setParent(None)
        self.deleteLater()

    def open(self, uid: str, at: datetime | None = None) -> None:
        """Show the portrait of a thing, as it is or as it was ``at`` a moment."""
        self._at = at
        if self._window is None:
            window = self._keep(PortraitWindow(self._iface.mainWindow()))
            window.destroyed.connect(self._closed)
            window.page_wanted.connect(self._write_page)
            window.level_wanted.connect(self._ask_level)
            window.add_file_wanted.connect(self._ask_file)
            window.file_wanted.connect(self._open_file)
            window.remove_file_wanted.connect(self._ask_remove)
            window.thing_wanted.connect(lambda near: self.open(near, self._at))
            window.zoom_wanted.connect(self.zoom_wanted)
            self._window = window
        self._read(uid)

    def _closed(self, _gone: object = None) -> None:
        self._window = None

    def _signed_out(self) -> None:
        if self._window is not None:
            self._window.close()

    def _others_changed(self, uids: set[str]) -> None:
        shown = self._window.portrait if self._window is not None else None
        if shown is not None and shown.thing.uid in uids and self._at is None:
            self._read(shown.thing.uid)

    def _read(self, uid: str) -> None:
        def show(found: Portrait) -> None:
            if self._window is not None:
                self._window.show_portrait(found)
                self._window.show()
                self._window.raise_()

        at = self._at
        self._ask(
            tr("Reading the portrait"), lambda connection, feedback: portrait(connection, uid, feedback, at), show
        )

    def _ask(self, title: str, function: Callable[[Connection, Feedback], Any], done: Callable[[Any], None]) -> None:
        """Ask the database; an error is shown in the window, or in QGIS's when it is not open yet."""
        window = self._window

        def patient(connection: Connection, feedback: Feedback) -> Any:
            with answer_within(connection, GIVE_UP):
                return function(connection, feedback)

        def failed(error: BaseException) -> None:
            if window is not None and window.isVisible():
                show_error(window.bar, error)
            else:
                show_error(self._iface.messageBar(), error, title)

        if window is not None:
            window.bar.clearWidgets()  # what was said of the last step is old now
            self._session.ask(title, patient, while_open(window, done), while_open(window, failed))

    # Page -------------------------------------------------------------------------------

    def _write_page(self) -> None:
        window = self._window
        shown = window.portrait if window is not None else None
        if shown is None:
            return
        at = self._at

        def write(connection: Connection, feedback: Feedback) -> Path:
            from flood_core.reports.portrait_page import portrait_page  # reportlab comes in with the first page

            return portrait_page(connection, shown.thing.uid, output_folder(), translate, feedback, at)

        def written(path: Path) -> None:
            button = QPushButton(tr("Open"))
            button.setObjectName("openPage")
            button.clicked.connect(lambda _checked: _open(path))
            item = window.bar.createMessage(tr("Written: {path}", path=path.name))  # type: ignore[union-attr]
            item.setToolTip(str(path))
            item.layout().addWidget(button)
            window.bar.pushItem(item)  # type: ignore[union-attr]

        self._ask(tr("Writing the page"), write, written)

    # Level ------------------------------------------------------------------------------

    def _ask_level(self) -> None:
        shown = self._window.portrait if self._window is not None else None
        if shown is None:
            return
        window = self._keep(LevelWindow(self._window, shown.thing.name, shown.level))
        window.decided.connect(lambda found: self._assess(shown, found))
        window.open()

    def _assess(self, shown: Portrait, found: Assessment) -> None:
        def assess(connection: Connection, feedback: Feedback) -> Portrait:
            register_edit.assess(connection, shown.thing, found)
            return portrait(connection, shown.thing.uid, feedback)

        def done(fresh: Portrait) -> None:
            if self._window is not None:
                self._window.show_portrait(fresh)
                show_done(self._window.bar, tr("The level was saved: {level}.", level=found.words()))
            self.changed.emit(shown.thing.uid)

        self._ask(tr("Saving"), assess, done)

    # Files ------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        shown = self._window.portrait if self._window is not None else None
        if shown is None:
            return
        window = self._keep(FileWindow(self._window))
        window.chosen.connect(lambda paths: self._add_files(shown, paths))
        window.open()

    def _add_files(self, shown: Portrait, paths: list[Path]) -> None:
        def add(connection: Connection, feedback: Feedback) -> Portrait:
            for new in [attachments.take(path) for path in paths]:  # all are looked at before the first is kept
                files.add_file(connection, shown.thing, new)
            return portrait(connection, shown.thing.uid, feedback)

        self._ask(tr("Adding files"), add, self._show)

    def _show(self, fresh: Portrait) -> None:
        if self._window is not None:
            self._window.show_portrait(fresh)

    def _open_file(self, uid: str) -> None:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="floodmap-files-"))
        folder = self._folder / uid

        def read(connection: Connection, _feedback: Feedback) -> Path:
            name, _media_type, content = files.read_file(connection, uid)
            folder.mkdir(exist_ok=True)
            path = folder / attachments.fit_name(name, content)
            path.write_bytes(content)
            return path

        self._ask(tr("Opening the file"), read, _open)

    def _ask_remove(self, uid: str) -> None:
        shown = self._window.portrait if self._window is not None else None
        name = next((file.name for file in shown.files if file.uid == uid), "") if shown is not None else ""
        if shown is None or not name:
            return
        question = QMessageBox(self._window)
        question.setObjectName("removeFileQuestion")
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(tr("Remove the file"))
        question.setText(tr("Remove “{name}”? It cannot be brought back.", name=name))
        remove = question.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        remove.setObjectName("removeFileNow")
        question.setDefaultButton(question.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole))

        def take_away(connection: Connection, feedback: Feedback) -> Portrait:
            files.remove_file(connection, uid)
            return portrait(connection, shown.thing.uid, feedback)

        question.buttonClicked.connect(
            lambda button: self._ask(tr("Remove the file"), take_away, self._show) if button is remove else None
        )
        question.open()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

"""Bring an open working copy and the server together by itself: soon after a change, never in the main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.errors import DatabaseUnavailable, FloodMapError
from flood_core.situation.handing_in import synchronise_and_check
from flood_core.situation.working_copy import SyncResult
from flood_core.windows.messages import words
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

#: Seconds from a change, here or there, to the sync; and from a failed attempt to the next.
SOON, AGAIN = 1.5, 20.0
OFFLINE, WAITING, WORKING, DONE, TROUBLE = "offline", "waiting", "working", "done", "trouble"


class Synchroniser(QObject):
    """Runs one sync at a time and says how it stands."""

    told = pyqtSignal(str, str)  #: state, words for it
    finished = pyqtSignal(object)  #: SyncResult

    def __init__(self, session: Session, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._path = session, path
        self._work: Any = None
        self.state = OFFLINE
        self.reason = ""  # why the server could not be reached, for whoever wants to know
        self.told.connect(self._note_state)
        self._once_more = self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)
        session.signed_in.connect(self.soon)
        session.signed_out.connect(self._signed_out)
        session.changed.connect(self._heard)
        session.reachable.connect(self._reached)

    def _note_state(self, state: str, _words: str) -> None:
        self.state = state
        if state != OFFLINE:
            self.reason = ""

    @property
    def is_running(self) -> bool:
        """Tell whether a sync is at work."""
        return self._work is not None

    def soon(self) -> None:
        """Sync in a moment; many changes make one sync."""
        if self._ended:
            return
        if not self._session.is_signed_in:
            self._signed_out()
            return
        if not self.is_running:
            self.told.emit(WAITING, tr("Sending in a moment…"))
        self._timer.start(int(SOON * 1000))

    def now(self) -> None:
        """Sync at once, or once more when one is at work."""
        self._timer.stop()
        if self._ended:
            return
        if not self._session.is_signed_in:
            self._signed_out()
            return
        if self.is_running:
            self._once_more = True
            return
        path = self._path
        self.told.emit(WORKING, tr("Synchronising…"))
        self._work = self._session.ask(
            tr("Synchronising"), lambda connection, _feedback: synchronise_and_check(connection, path), self._done,
            self._failed,
        )  # fmt: skip

    def stop(self) -> None:
        """End it; a sync that is at work goes on to its end, alone."""
        self._ended = True
        self._timer.stop()
        for signal, slot in (
            (self._session.signed_in, self.soon),
            (self._session.signed_out, self._signed_out),
            (self._session.changed, self._heard),
            (self._session.reachable, self._reached),
        ):
            signal.disconnect(slot)

    def _heard(self, _uids: object) -> None:
        self.soon()

    def _reached(self, problem: FloodMapError | None) -> None:
        if problem is None:
            self.soon()
        else:
            self._tell_unreachable(problem)

    def _tell_unreachable(self, problem: BaseException) -> None:
        self.reason = " ".join(words(problem)).strip()
        self.told.emit(OFFLINE, tr("The server does not answer. Your work is kept here and goes there later."))

    def _signed_out(self) -> None:
        self._timer.stop()
        self.told.emit(OFFLINE, tr("Not connected. Your work is kept on this computer."))

    def _done(self, result: SyncResult) -> None:
        self._work = None
        if self._ended:
            return
        if result.refused is not None:
            message, advice = words(result.refused)
            self.told.emit(TROUBLE, tr("The server refused your changes: {reason}", reason=f"{message} {advice}"))
        elif result.conflicts:
            things = len({(one.table, one.uid) for one in result.conflicts})
            self.told.emit(TROUBLE, tr("{count} things were changed by somebody else too.", count=things))
        else:
            self.told.emit(DONE, tr("The server has everything."))
        self.finished.emit(result)
        self._go_on()

    def _failed(self, error: BaseException) -> None:
        self._work = None
        if self._ended:
            return
        if isinstance(error, DatabaseUnavailable):
            self._tell_unreachable(error)
        else:
            self.told.emit(TROUBLE, " ".join(words(error)).strip())
        if self._once_more:
            self._go_on()
        else:
            self._timer.start(int(AGAIN * 1000))

    def _go_on(self) -> None:
        if self._once_more:
            self._once_more = False
            self.soon()

"""Looks from time to time who else has the open map open."""

from __future__ import annotations

from flood_core.database.presence import Presence
from flood_core.windows.session import Session
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .editor import Editor

#: Between two looks, in seconds.
LOOK = 5.0


class Company(QObject):
    """Knows the names of those who have the same map open; without a server nobody."""

    changed = pyqtSignal()

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._session: Session = editor.session
        self._edition = editor.copy.scope.edition_uid
        self._presence: Presence | None = None
        self._is_looking = self._is_ended = False
        self.names: list[str] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(int(LOOK * 1000))
        editor.closing.connect(self.end)
        self.look()

    def look(self) -> None:
        """Look now, in the background."""
        if self._is_looking or self._is_ended or not self._session.is_signed_in or self._session.settings is None:
            return
        if self._presence is None:
            self._presence = Presence(self._session.settings, self._edition)
        presence, self._is_looking = self._presence, True
        self._session.run("", lambda _feedback: presence.others(), self._looked, lambda _error: self._looked([]))

    def _looked(self, names: list[str]) -> None:
        self._is_looking = False
        if not self._is_ended and names != self.names:
            self.names = names
            self.changed.emit()

    def end(self) -> None:
        """Be there no more; a look that is at work leaves when it ends."""
        self._is_ended = True
        self._timer.stop()
        if self._presence is not None:
            self._presence.leave()

"""Who is signed in to which database: one session for all plugins of the suite."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..database import embedded
from ..database.connection import Connection, ConnectionSettings, connected
from ..database.migrate import check_version
from ..database.notifications import Listener
from ..database.people import Person, signed_in_person
from ..errors import QT_TRANSLATE_NOOP, DatabaseUnavailable, FloodMapError
from ..progress import Feedback
from . import settings as kept
from . import translation
from . import work as background
from .messages import show_error
from .settings import EMBEDDED, ConnectionChoice
from .translation import tr
from .work import Work

_NAME = "floodmapSession"


class NotConnected(DatabaseUnavailable):
    """Something was asked of the database before anybody signed in."""

    template = QT_TRANSLATE_NOOP("errors", "No database is connected.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose “Connection…” in the menu 防汛防台 first.")


class Session(QObject):
    """The connection that the windows share, without ever waiting for it in the main thread."""

    signed_in = pyqtSignal()  #: ``person`` and ``settings`` are known now
    signed_out = pyqtSignal()
    changed = pyqtSignal(object)  #: set of uids that somebody changed; notifications.MANY = unknown which
    reachable = pyqtSignal(object)  #: None: the server answers (again); FloodMapError: it does not

    _heard = pyqtSignal(object)
    _state = pyqtSignal(object)

    @classmethod
    def of(cls, iface: Any) -> Session:
        """Return the session of this QGIS, whichever plugin made it."""
        window = iface.mainWindow()
        found = window.findChild(QObject, _NAME)
        return found if found is not None else cls(iface)

    def __init__(self, iface: Any) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(_NAME)
        self._iface = iface
        self._users: set[str] = set()
        self._listener: Listener | None = None
        self.choice: ConnectionChoice = kept.connection_choice()
        self.settings: ConnectionSettings | None = None
        self.person: Person | None = None
        self.problem: FloodMapError | None = None
        self._heard.connect(self.changed)
        self._state.connect(self._on_state)

    # Life ------------------------------------------------------------------------------

    def use(self, owner: str) -> None:
        """Note that a plugin needs the session."""
        self._users.add(owner)

    def release(self, owner: str) -> None:
        """Note that a plugin has gone; with the last one session and translation end."""
        self._users.discard(owner)
        if not self._users:
            self.sign_out()
            background.cancel_all()
            translation.remove()
            self.setParent(None)
            self.deleteLater()

    # Signing in and out ----------------------------------------------------------------

    @property
    def is_signed_in(self) -> bool:
        """Tell whether somebody is signed in; the server may be away all the same (``problem``)."""
        return self.person is not None

    def sign_in(
        self,
        choice: ConnectionChoice | None = None,
        *,
        on_done: Callable[[Person], None] | None = None,
        on_error: Callable[[BaseException], None] | None = None,
    ) -> Work:
        """Connect in the background; ``signed_in`` follows, or ``on_error`` (default: the message bar)."""
        self.sign_out()
        self.choice = choice or self.choice

        def connect(feedback: Feedback) -> tuple[ConnectionSettings, Person]:
            if self.choice.kind == EMBEDDED and embedded.is_made():
                embedded.start()
            with connected(settings) as connection:
                check_version(connection)
                return settings, signed_in_person(connection)

        def done(result: tuple[ConnectionSettings, Person]) -> None:
            self.settings, self.person = result
            self.problem = None
            self._listener = Listener(self.settings, self._heard.emit, self._state.emit)
            self._listener.start()
            self.signed_in.emit()
            if on_done is not None:
                on_done(self.person)

        failed = on_error or (lambda error: self.show_error(error, tr("Connection")))
        try:
            # QGIS's vault may ask for its master password: not in a thread
            settings = replace(self.choice.settings(), language=translation.language())
        except FloodMapError as error:
            failed(error)
            raise
        return background.start(Work(tr("Connecting"), connect, done, failed))

    def sign_out(self) -> None:
        """Let go of the database."""
        if self._listener is not None:
            self._listener.stop()
            self._listener = None
        was = self.person
        self.settings = self.person = self.problem = None
        if was is not None:
            self.signed_out.emit()

    def _on_state(self, error: FloodMapError | None) -> None:
        if self.person is not None and error is not self.problem:
            self.problem = error
            self.reachable.emit(error)

    # Work ------------------------------------------------------------------------------

    def ask(
        self,
        title: str,
        function: Callable[[Connection, Feedback], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> Work:
        """Run ``function(connection, feedback)`` in the background on a connection of its own.

        Without a database ``on_error`` gets NotConnected. The default of
        ``on_error`` is the message bar.
        """
        settings = self.settings

        def with_connection(feedback: Feedback) -> Any:
            if settings is None:
                raise NotConnected()
            with connected(settings) as connection:
                return function(connection, feedback)

        return self.run(title, with_connection, on_done, on_error)

    def run(
        self,
        title: str,
        function: Callable[[Feedback], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> Work:
        """Run ``function(feedback)`` in the background: work that needs no database."""
        failed = on_error or (lambda error: self.show_error(error, title))
        return background.start(Work(title, function, on_done, failed))

    def show_error(self, error: BaseException, title: str = "") -> None:
        """Show an error in QGIS's message bar."""
        show_error(self._iface.messageBar(), error, title)

"""The entries that belong to no plugin alone: connection, settings, guide; and who is signed in, in the status bar."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel

from ..errors import FloodMapError
from . import help_window
from .icons import icon
from .messages import words
from .people import kind_in_words
from .plugin import SuitePlugin
from .settings import connects_at_start
from .settings_page import SettingsPageFactory
from .translation import tr

#: QGIS's status bar is full on a laptop; the whole name stands in the tool tip.
_NAME_LETTERS = 12


class SharedWindows(SuitePlugin):
    """The part of ``flood_core`` that stands in QGIS's window."""

    NAME = "flood_core"

    def start(self) -> None:
        """Add the shared entries."""
        self.frame.add("connection", tr("Connection…"), icon("connection"), self.open_connection, toolbar=True)
        self.frame.add("settings", tr("Settings…"), icon("settings"), self.open_settings)
        self.frame.add("guide", tr("Guide"), icon("guide"), help_window.show)
        self._factory = SettingsPageFactory(icon("suite"))
        self._factory.setTitle(tr("Flood maps"))
        self.iface.registerOptionsWidgetFactory(self._factory)
        self._status = QLabel()
        self._status.setObjectName("floodmapStatus")
        self.iface.mainWindow().statusBar().addPermanentWidget(self._status)
        self.session.signed_in.connect(self._tell)
        self.session.signed_out.connect(self._tell)
        self.session.reachable.connect(self._tell)
        self._tell()

    def stop(self) -> None:
        """Take the settings page, the guide and the status away."""
        help_window.close()
        self.iface.unregisterOptionsWidgetFactory(self._factory)
        for signal in (self.session.signed_in, self.session.signed_out, self.session.reachable):
            signal.disconnect(self._tell)
        self.iface.mainWindow().statusBar().removeWidget(self._status)
        self._status.setParent(None)
        self._status.deleteLater()

    def connect_at_start(self) -> None:
        """Sign in without being asked, where a database was chosen before; failures only stand in the status bar."""
        if connects_at_start() and not self.session.is_signed_in:
            try:
                self.session.sign_in(on_error=self._not_connected)
            except FloodMapError as error:
                self._not_connected(error)

    def open_connection(self) -> None:
        """Open the window that chooses the database."""
        from .connection_window import ConnectionWindow  # windows come in with their first use, not with QGIS

        window = self.keep(ConnectionWindow(self.iface, self.session))
        window.open()

    def open_settings(self) -> None:
        """Open QGIS's options at our page."""
        self.iface.showOptionsDialog(self.iface.mainWindow(), tr("Flood maps"))

    def _not_connected(self, error: BaseException) -> None:
        self._status.setText(tr("Flood maps: no database"))
        self._status.setToolTip(self._words(error))

    def _tell(self, _what: object = None) -> None:
        person, problem = self.session.person, self.session.problem
        if person is None or self.session.settings is None:
            self._status.setText(tr("Flood maps: no database"))
            self._status.setToolTip(tr("Choose “Connection…” in the menu 防汛防台."))
        elif problem is not None:
            self._status.setText(tr("Flood maps: the database does not answer"))
            self._status.setToolTip(self._words(problem))
        else:
            shown = self._status.fontMetrics().elidedText(
                person.name, Qt.TextElideMode.ElideMiddle, self._status.fontMetrics().averageCharWidth() * _NAME_LETTERS
            )
            self._status.setText(tr("Flood maps: {name}", name=shown))
            where = self.session.settings.label()
            kind = kind_in_words(person.kind)
            told = tr("Signed in as {kind} in {database}", kind=kind, database=where)
            self._status.setToolTip(f"{person.name}\n{told}")

    @staticmethod
    def _words(error: BaseException) -> str:
        return "\n".join(words(error))

"""What QGIS loads: the windows of the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from flood_core.windows.icons import icon
from flood_core.windows.messages import show_hint
from flood_core.windows.plugin import SuitePlugin
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt

if TYPE_CHECKING:
    from .register_desk import RegisterDesk


class RegistersPlugin(SuitePlugin):
    """The entries of the registers."""

    NAME = "risk_layers"

    def start(self) -> None:
        """Add the entries."""
        self._desk: RegisterDesk | None = None
        self.frame.add("registers", tr("Registers"), icon("registers"), self.open_registers, toolbar=True)
        self._ledger: Any = None
        self.frame.add("handOut", tr("Hand out ledgers…"), icon("hand_out"), self.open_hand_out)
        self._take_off: Callable[[], None] = lambda: None  # what a comparison left on the map
        self._clear_terrain: Callable[[], None] = lambda: None
        self.frame.add("verification", tr("Verification"), icon("verification"), self.open_verification)
        self.frame.add("changes", tr("Changes between two days"), icon("changes"), self.open_changes)
        self.frame.add("terrain", tr("Terrain analysis"), icon("terrain"), self.open_terrain)
        self.frame.add("reached", tr("Who is reached"), icon("people_reached"), self.open_reached)
        self.frame.add("namesakes", tr("Persons of one name"), icon("namesakes"), self.open_namesakes)
        self.frame.add("users", tr("Users"), icon("users"), self.open_users)
        self.frame.add("ledger", tr("Ledger import"), icon("import"), self.open_ledger, toolbar=True)
        self._areas: Any = None
        self.frame.add("areas", tr("Administrative areas"), icon("areas"), self.open_areas)
        self.frame.add("base_data", tr("Base data"), icon("base_data"), self.open_base_data)

    def stop(self) -> None:
        """Take the registers off the map."""
        if self._desk is not None:
            self._desk.stop()
        self._take_off()
        self._clear_terrain()
        if self._ledger is not None:
            self._ledger.stop_work()
        if self._areas is not None:
            self._areas.close()

    def open_registers(self) -> None:
        """Show the registers beside the map."""
        from .register_desk import RegisterDesk  # the windows come in with their first use, not with QGIS

        if self._desk is None:
            self._desk = RegisterDesk(self.iface, self.session, self.frame, self.keep)
        self._desk.open()

    def open_hand_out(self) -> None:
        """Show the window that writes ledgers for townships and departments."""
        from .hand_out_window import HandOutWindow

        self.keep(HandOutWindow(self.iface, self.session)).show()

    def open_ledger(self) -> None:
        """Show the window that takes ledgers in, below the map."""
        from .ledger_window import LedgerWindow

        if self._ledger is None:
            self._ledger = LedgerWindow(self.iface, self.session)
            self.frame.add_dock(self._ledger, Qt.DockWidgetArea.BottomDockWidgetArea)
        self._ledger.show()

    def open_areas(self) -> None:
        """Show the tree of areas beside the map."""
        from .areas_dock import AreasDock

        if self._areas is None:
            self._areas = AreasDock(self.iface, self.session, self.keep)
            self.frame.add_dock(self._areas, Qt.DockWidgetArea.RightDockWidgetArea)
        self._areas.show()
        self._areas.raise_()

    def open_base_data(self) -> None:
        """Show the window that takes roads, buildings, terrain ... in."""
        from .base_data_window import BaseDataWindow

        self.keep(BaseDataWindow(self.iface, self.session)).show()

    def open_verification(self) -> None:
        """Show tasks, proposals and completeness."""
        if self._connected():
            from .verification_window import VerificationWindow

            window = self.keep(VerificationWindow(self.iface, self.session))
            window.thing_wanted.connect(self._show_thing)
            window.show()

    def open_changes(self) -> None:
        """Compare the registers of two days."""
        if self._connected():
            from flood_core.layers.change_layers import remove_changes

            from .changes_window import ChangesWindow

            self._take_off = remove_changes
            window = self.keep(ChangesWindow(self.iface, self.session))
            window.thing_wanted.connect(self._show_thing)
            window.show()

    def open_terrain(self) -> None:
        """Find settlements in danger from the terrain."""
        if self._connected():
            from flood_core.layers.terrain_layers import remove_settlements

            from .terrain_window import TerrainWindow

            self._clear_terrain = remove_settlements
            self.keep(TerrainWindow(self.iface, self.session, self.keep)).show()

    def open_reached(self) -> None:
        """Tell who is reached by an area or a stretch that a person draws."""
        if self._connected():
            from flood_core.layers.terrain_layers import remove_settlements

            from .reached_window import ReachedWindow

            self._clear_terrain = remove_settlements
            self.keep(ReachedWindow(self.iface, self.session)).show()

    def open_namesakes(self) -> None:
        """Compare persons of one name, and merge those who are one."""
        if self._connected():
            from .namesakes_window import NamesakesWindow

            self.keep(NamesakesWindow(self.iface, self.session)).show()

    def open_users(self) -> None:
        """Manage the people who work with the database."""
        if self._connected():
            from .users_window import UsersWindow

            if self.session.person is not None and self.session.person.kind not in ("administrator", "owner"):
                show_hint(self.iface.messageBar(), tr("Only an administrator manages users."))
                return
            self.keep(UsersWindow(self.iface, self.session)).show()

    def _show_thing(self, uid: str) -> None:
        self.open_registers()
        if self._desk is not None:
            self._desk.editing.show(uid, zoom=True)

    def _connected(self) -> bool:
        if not self.session.is_signed_in:
            show_hint(self.iface.messageBar(), tr("Connect to the database first: menu 防汛防台, “Connection…”."))
        return self.session.is_signed_in

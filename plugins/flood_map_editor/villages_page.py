"""The page 我的村: the villages of who is signed in and the files of this computer; open, make, bring back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.situation.batch import create_editions
from flood_core.situation.copy_forward import copy_forward
from flood_core.situation.my_villages import VillageMap, my_villages
from flood_core.situation.working_copy import CopyHead, check_out, copies_in
from flood_core.windows import settings
from flood_core.windows.messages import in_a_line
from flood_core.windows.panel import HelpButton, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .check_sums_window import READERS, CheckSumsWindow
from .file_window import OpenFileWindow
from .new_map_window import NewMapWindow
from .village_filter import VillageFilter
from .village_list import VillageList
from .village_rows import VillageRow, all_rows, free_path

_RECENT = "editor/recent"
_MOST_RECENT = 20


class VillagesPage(QWidget):
    """Lists the villages; works without a server too."""

    wanted = pyqtSignal(object)  #: Path of the working copy to open

    def __init__(self, iface: Any, session: Session, keep: Callable[[QWidget], QWidget]) -> None:
        """``keep`` holds a window while it is open."""
        super().__init__()
        self.setObjectName("villagesPage")
        self._iface, self._session, self._keep = iface, session, keep
        self._maps: list[VillageMap] = []
        self._copies: list[CopyHead] = []
        self._who = QLabel(tr("Not connected: these are the maps on this computer."))
        self._who.setObjectName("villagesWho")
        self._who.setWordWrap(True)
        self._who.setStyleSheet("color: #5c6670")
        self._search = QgsFilterLineEdit()
        self._search.setObjectName("villagesSearch")
        self._search.setPlaceholderText(tr("Search: name, code, year"))
        self._filter = VillageFilter(self)
        self._filter.changed.connect(self._filtered)
        self.list = VillageList(self)
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setStyleSheet("color: #5c6670")
        self._problem = QLabel()
        self._problem.setObjectName("villagesProblem")
        self._problem.setWordWrap(True)
        self._problem.setStyleSheet("color: #a61c1c")
        self._problem.hide()
        self._progress = ProgressLine()
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addLayout(self._first_line())
        column.addWidget(self._who)
        column.addWidget(self._filter)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._problem)
        column.addWidget(self._progress)
        column.addLayout(self._buttons())
        self._search.textChanged.connect(self._searched)
        self.list.activated.connect(lambda _index: self.open_current())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell_buttons())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.reload)
        session.signed_in.connect(self.reload)
        session.signed_out.connect(self.reload)
        session.changed.connect(self._changed)
        self._tell_buttons()

    def release(self) -> None:
        """Let go of the session."""
        self._session.signed_in.disconnect(self.reload)
        self._session.signed_out.disconnect(self.reload)
        self._session.changed.disconnect(self._changed)

    def _first_line(self) -> QHBoxLayout:
        """Search, what the check-ups found, help: one line, so that the list has the room."""
        self._sums = QPushButton(tr("Check-up results…"))
        self._sums.setObjectName("checkSums")
        self._sums.hide()
        self._sums.clicked.connect(self.show_check_sums)
        line = QHBoxLayout()
        line.addWidget(self._search, 1)
        line.addWidget(self._sums)
        line.addWidget(HelpButton("editor"))
        return line

    def _buttons(self) -> QHBoxLayout:
        self._open = QPushButton(tr("Open"))
        self._open.setObjectName("openVillage")
        self._open.setStyleSheet(
            "QPushButton { background: #2f6db5; color: white; font-weight: bold; border-radius: 5px; }"
            " QPushButton:disabled { background: #b8c4d2; } QPushButton:focus { border: 2px solid #12365f; }"
        )
        self._new = QPushButton(tr("New map…"))
        self._new.setObjectName("newMap")
        self._file = QPushButton(tr("Open a file…"))
        self._file.setObjectName("openFile")
        self._open.clicked.connect(self.open_current)
        self._new.clicked.connect(self.new_map)
        self._file.clicked.connect(self.choose_file)
        line = QHBoxLayout()
        for button in (self._open, self._new, self._file):
            button.setMinimumHeight(38)
            line.addWidget(button, 1)
        return line

    # The list ---------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Show what is there now."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read files and server again, in the background."""
        if not self.isVisible():
            return
        person = self._session.person
        self._session.run(tr("Looking for files"), lambda _feedback: copies_in(settings.maps_folder(), recent_files()),
                          self._found_files, self._failed)  # fmt: skip
        if person is None:
            self._maps = []
            self._sums.hide()
            self._who.show()
            self._show()
            return
        self._who.hide()  # the line below QGIS says it
        self._sums.setVisible(person.kind in READERS)
        areas = person.areas
        self._session.ask(tr("Reading the villages"),
                          lambda connection, feedback: my_villages(connection, areas, feedback),
                          self._found_maps, self._failed)  # fmt: skip

    def _changed(self, _uids: object) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start(3000)

    def _found_maps(self, maps: list[VillageMap]) -> None:
        self._maps = maps
        self.forget_problem()
        self._show()

    def _found_files(self, copies: list[CopyHead]) -> None:
        self._copies = copies
        self._show()

    def _show(self) -> None:
        rows = all_rows(self._maps, self._copies)
        self._filter.count(rows)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        signed_in = self._session.is_signed_in
        self._empty.setText(
            tr("There is no map yet. “New map…” makes one.") if signed_in
            else tr("There is no map on this computer yet.\n\nConnect to the database, or open a file that was"
                    " given to you.")
        )  # fmt: skip
        self._tell_buttons()

    def show_check_sums(self) -> None:
        """Open the window with what the check-ups found, township by township."""
        window = CheckSumsWindow(self._iface.mainWindow(), self._session)
        self._keep(window)
        window.show()

    def _searched(self, text: str) -> None:
        self.list.villages.search(text)
        self._choose_first()

    def _filtered(self, state: str, order: str) -> None:
        self.list.villages.show_only(state, order)
        self._choose_first()

    def _choose_first(self) -> None:
        if self.list.villages.rows:
            self.list.setCurrentIndex(self.list.villages.index(0, 0))
        self._tell_buttons()

    def _tell_buttons(self) -> None:
        row = self.list.current()
        busy = self._progress.isVisible()
        self._open.setEnabled(row is not None and not busy)
        self._open.setText(tr("Make the map") if row is not None and not row.has_map else tr("Open"))
        self._new.setEnabled(self._session.is_signed_in and not busy)
        tip = "" if self._session.is_signed_in else tr("Making a map needs the database.")
        self._new.setToolTip(tip)

    # What the buttons do ----------------------------------------------------------------

    def open_current(self) -> None:
        """Open the chosen map: the file on this computer, or a fresh one from the server."""
        row = self.list.current()
        if row is None or self._progress.isVisible():
            return
        self.forget_problem()
        if row.path is not None:
            self.wanted.emit(row.path)
        elif row.edition_uid:
            self.fetch(row)
        else:
            self.new_map()

    def fetch(self, row: VillageRow) -> None:
        """Bring a map from the server onto this computer, then open it."""
        folder = settings.maps_folder()

        def bring(connection: Any, feedback: Any) -> Path:
            folder.mkdir(parents=True, exist_ok=True)
            return check_out(connection, row.edition_uid, free_path(folder, row), feedback)

        self._follow(self._session.ask(tr("Bringing {name}", name=row.village), bring, self._fetched, self._failed))

    def _fetched(self, path: Path) -> None:
        self._end()
        self.wanted.emit(path)

    def new_map(self) -> None:
        """Ask for village, year and what to begin with, and make the map."""
        if not self._session.is_signed_in:
            return
        row = self.list.current()
        window = NewMapWindow(self._iface.mainWindow(), self._maps, row.area_code if row is not None else "")
        self._keep(window)
        window.chosen.connect(self.make)
        window.open()

    def make(self, area_code: str, year: int, copies: bool, new_version: bool) -> None:
        """Make a map from last year's or from the registers, bring it here and open it."""
        self.forget_problem()
        folder = settings.maps_folder()

        def create(connection: Any, feedback: Any) -> Path:
            if copies:
                uid = copy_forward(connection, area_code, year, feedback, new_version=new_version).uid
            else:
                (outcome,) = create_editions(connection, area_code, year, feedback, new_version=new_version)
                uid = outcome.result
            made = {one.edition_uid: one for one in my_villages(connection, [area_code], feedback)}[uid]
            row = VillageRow(made.village, area_code, made.edition_uid, made.year, made.version)
            folder.mkdir(parents=True, exist_ok=True)
            return check_out(connection, made.edition_uid, free_path(folder, row), feedback)

        self._follow(self._session.ask(tr("Making the map"), create, self._fetched, self._failed))

    def choose_file(self) -> None:
        """Ask for a file that somebody brought."""
        window = OpenFileWindow(self._iface.mainWindow(), settings.maps_folder())
        self._keep(window)
        window.chosen.connect(self.wanted)
        window.open()

    def _follow(self, work: Any) -> None:
        self._progress.follow(work)
        self._tell_buttons()

    def _end(self) -> None:
        self._progress.hide()
        self._tell_buttons()

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.show_problem(error)

    def show_problem(self, error: BaseException) -> None:
        """Say below the list what went wrong."""
        self._problem.setText(in_a_line(error))
        self._problem.show()

    def forget_problem(self) -> None:
        """Take away what was said below the list: it is over."""
        self._problem.hide()


def recent_files() -> list[Path]:
    """Return the files that were opened last."""
    kept = settings.value(_RECENT, [])
    names = [kept] if isinstance(kept, str) else list(kept or [])
    return [Path(name) for name in names if name]


def remember(path: Path) -> None:
    """Put a file at the head of those opened last."""
    before = [str(one) for one in recent_files() if one != path]
    settings.keep(_RECENT, [str(path), *before][:_MOST_RECENT])

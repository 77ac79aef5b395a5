"""The page of the open map: whose it is, that everything is kept, how it stands with the server."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from flood_core.situation.working_copy import carry
from flood_core.windows.conflict_window import ConflictWindow
from flood_core.windows.icons import icon
from flood_core.windows.messages import words
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QPoint, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from . import synchroniser
from .company import Company
from .conflicts import BothShapes, conflict_rows
from .file_window import CarryWindow
from .guide import Guide
from .hint_line import BAD, GOOD
from .steps_panel import StepsPanel
from .words import STATE_COLORS, state_in_words

_COLORS = {
    synchroniser.OFFLINE: "#5c6670",
    synchroniser.WAITING: "#5c6670",
    synchroniser.WORKING: "#2f6db5",
    synchroniser.DONE: "#1f7a45",
    synchroniser.TROUBLE: "#a61c1c",
}


class MapPage(QWidget):
    """Head and state of an open map, and the eight steps."""

    closed = pyqtSignal()

    def __init__(self, guide: Guide, keep: Callable[[QWidget], QWidget]) -> None:
        """``keep`` holds a window while it is open."""
        super().__init__()
        editor = guide.editor
        self.setObjectName("mapPage")
        self._editor, self._keep = editor, keep
        self._shapes: BothShapes | None = None
        head = editor.copy.head
        back = QPushButton(tr("‹ My villages"))
        back.setObjectName("closeMap")
        back.setFlat(True)
        back.setStyleSheet("text-align: left; color: #2f6db5; padding: 4px 2px;")
        back.setCursor(Qt.CursorShape.PointingHandCursor)
        back.clicked.connect(self.closed)
        self._state = QLabel()
        self._state.setObjectName("mapState")
        self._state.setToolTip(tr("File: {path}", path=editor.path))
        self._kept = QLabel()
        self._kept.setObjectName("mapKept")
        self._sync = QLabel()
        self._sync.setObjectName("mapSync")
        self._here = QLabel()
        self._here.setObjectName("mapCompany")
        self._here.setStyleSheet("color: #2f6db5")
        self._here.hide()
        self.company = Company(editor)
        self.company.changed.connect(self._show_company)
        for label in (self._state, self._kept, self._sync, self._here):
            label.setWordWrap(True)
        self._conflicts = _button("mapConflicts", "conflict", "")
        self._conflicts.setStyleSheet("text-align: left; padding: 8px; color: #a61c1c; font-weight: bold;")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(5)
        column.addWidget(back)
        column.addWidget(Head(editor.title, topic="editor"))
        below = QHBoxLayout()
        below.addWidget(self._state, 1)
        below.addLayout(self._small_buttons())
        column.addLayout(below)
        column.addWidget(self._kept)
        column.addWidget(self._sync)
        column.addWidget(self._here)
        column.addWidget(self._conflicts)
        column.addWidget(StepsPanel(guide), 1)
        self._year, self._version = head["year"], head["version"]
        self._conflicts.clicked.connect(self.settle)
        editor.changed.connect(self.show_state)
        editor.sync.told.connect(self._tell_sync)
        self.show_state()
        editor.sync.soon()

    def _small_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, picture, text, action in (
            ("syncNow", "sync", tr("Synchronise now"), self._editor.sync.now),
            ("showWhole", "whole", tr("Show the whole village"), self._editor.show_whole),
            ("carryAway", "carry", tr("Take along on a stick…"), self.carry_away),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setIcon(icon(picture))
            button.setIconSize(QSize(22, 22))
            button.setAutoRaise(True)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setMinimumSize(34, 32)
            button.clicked.connect(lambda _checked=False, action=action: action())
            row.addWidget(button)
        return row

    def show_state(self) -> None:
        """Show how the map stands."""
        editor = self._editor
        state = editor.state
        color = STATE_COLORS.get(state, "#5c6670")
        self._state.setText(
            tr("{year}, version {version}", year=self._year, version=self._version)
            + f" · <span style='color:{color}; font-weight:bold'>{state_in_words(state)}</span>"
        )
        unsent = editor.copy.unsent()
        if editor.is_locked:
            self._kept.setText(editor.why_locked())
            self._kept.setContentsMargins(6, 6, 6, 6)  # Qt forgets the padding of a style when it counts the lines
            self._kept.setStyleSheet("color: #8a5a00; background: #fff6e0; border-radius: 4px;")
        else:
            kept = tr("Every step is saved at once.")
            self._kept.setText(kept + (" " + tr("{count} not sent yet.", count=unsent) if unsent else ""))
            self._kept.setContentsMargins(0, 0, 0, 0)
            self._kept.setStyleSheet("color: #1f7a45")
        count = len(editor.copy.decisions())
        self._conflicts.setVisible(count > 0)
        self._conflicts.setText(tr("{count} to decide: changed by two people", count=count))

    def _show_company(self) -> None:
        names = self.company.names
        self._here.setVisible(bool(names))
        self._here.setText(tr("Also looking at this map: {names}", names=tr(", ").join(names)))

    def _tell_sync(self, state: str, text: str) -> None:
        self._sync.setText(text)
        self._sync.setToolTip(self._editor.sync.reason)
        self._sync.setStyleSheet(f"color: {_COLORS[state]}")

    # Conflicts --------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the person decide between two versions, both shown on the map."""
        found = conflict_rows(self._editor)
        if not found:
            return
        main = self._editor.iface.mainWindow()
        window = ConflictWindow(main, found)
        self._keep(window)
        self._shapes = BothShapes(self._editor)
        window.looked_at.connect(self._shapes.show)
        self._shapes.show_first([row.key for row in found])
        window.decided.connect(self._decided)
        window.finished.connect(lambda _result: self._away_with_shapes())
        window.open()
        window.move(main.mapToGlobal(main.rect().topLeft()) + QPoint(8, 60))  # the map stays in sight

    def _decided(self, choices: dict[tuple[str, str, tuple[str, ...]], str]) -> None:
        for (table, uid, fields), choice in choices.items():
            self._editor.settle(table, uid, choice, fields)
        self._editor.say(tr("Decided: {count}.", count=len(choices)), GOOD)
        self.show_state()

    def _away_with_shapes(self) -> None:
        if self._shapes is not None:
            self._shapes.clear()
            self._shapes = None

    # Carrying ---------------------------------------------------------------------------

    def carry_away(self) -> None:
        """Ask where to, and write a copy that can be carried to another computer."""
        window = CarryWindow(self._editor.iface.mainWindow(), self._editor.path.name)
        self._keep(window)
        window.chosen.connect(self._carry)
        window.open()

    def _carry(self, target: Path) -> None:
        path = self._editor.path

        def carried(_path: Path) -> None:
            self._editor.say(
                tr("{name} can be taken along. Bring it back with “Open a file…”.", name=target.name), GOOD
            )

        def failed(error: BaseException) -> None:
            self._editor.say(" ".join(words(error)).strip(), BAD)

        self._editor.session.run(tr("Writing {name}", name=target.name), lambda _feedback: carry(path, target),
                                 self._editor.while_open(carried), self._editor.while_open(failed))  # fmt: skip


def _button(name: str, picture: str, text: str) -> QPushButton:
    button = QPushButton(icon(picture), text)
    button.setObjectName(name)
    button.setIconSize(QSize(22, 22))
    button.setMinimumHeight(38)
    button.setStyleSheet("text-align: left; padding: 4px 10px;")
    return button

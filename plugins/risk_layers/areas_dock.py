"""The dock 行政区划: find an area by name, pinyin or code, go there, and change the list of areas."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable

from flood_core.areas.finding import fits
from flood_core.database.area_tree import Area, area_tree, boundary, may_change_areas
from flood_core.database.connection import Connection
from flood_core.layers.area_layer import remove_boundary, show_boundary
from flood_core.progress import Feedback
from flood_core.windows.map_place import show_box
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import HelpButton
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from qgis.core import QgsRectangle
from qgis.gui import QgsFilterLineEdit, QgsMessageBar
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QBrush, QCloseEvent, QColor
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDockWidget,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

_AREA = Qt.ItemDataRole.UserRole
_FAINT = QColor("#7A7A7A")
#: Metres of land shown round an area that has a boundary.
_AROUND = 300.0
_SETTLE = 250  # ms


class AreasDock(QDockWidget):
    """A tree from county to natural village with a search line, and buttons for what may be done."""

    def __init__(self, iface: Any, session: Session, keep: Callable[[QWidget], Any]) -> None:
        super().__init__(tr("Administrative areas"), iface.mainWindow())
        self.setObjectName("areasDock")
        self._iface, self._session, self._keep = iface, session, keep
        self._areas: dict[str, Area] = {}
        self._build()
        session.signed_in.connect(self.read)
        session.signed_out.connect(self._forget)
        self.read()

    def _build(self) -> None:
        self._bar = QgsMessageBar()
        self._bar.setObjectName("areasMessages")
        self._search = QgsFilterLineEdit()
        self._search.setObjectName("areasSearch")
        self._search.setShowSearchIcon(True)
        self._search.setPlaceholderText(tr("Name, pinyin or code: 方江屿, fjy, 330382106"))
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._first)
        self._tree = QTreeWidget()
        self._tree.setObjectName("areasTree")
        self._tree.setColumnCount(2)
        self._tree.setHeaderLabels([tr("Name"), tr("Code")])
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setUniformRowHeights(True)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.itemSelectionChanged.connect(self._enable)
        self._tree.itemActivated.connect(lambda _item, _column: self.go())
        self._ended = QCheckBox(tr("Also areas that have ended"))
        self._ended.setObjectName("areasEnded")
        self._ended.toggled.connect(lambda _on: self.read())
        self._note = QLabel()
        self._note.setObjectName("areasNote")
        self._note.setWordWrap(True)
        self._go = self._button(tr("Show on the map"), "areasGo", self.go)
        self._changes = [
            self._button(words, f"areas{name}", partial(self.change, name))
            for name, words in (
                ("Add", tr("Add…")), ("Rename", tr("Rename…")), ("Merge", tr("Merge…")), ("Split", tr("Split…")),
            )
        ]  # fmt: skip
        self._import = self._button(tr("Import boundaries…"), "areasImport", self.open_boundaries)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 4, 6, 6)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._search, 1)
        row.addWidget(HelpButton("areas"))
        column.addLayout(row)
        column.addWidget(self._tree, 1)
        column.addWidget(self._ended)
        column.addWidget(self._note)
        grid = QGridLayout()
        grid.addWidget(self._go, 0, 0, 1, 2)
        for number, button in enumerate(self._changes):
            grid.addWidget(button, 1 + number // 2, number % 2)
        grid.addWidget(self._import, 3, 0, 1, 2)
        column.addLayout(grid)
        self.setWidget(inner)
        self._may = False
        self._enable()

    def _button(self, words: str, name: str, pressed: Callable[[], Any]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    # Reading -----------------------------------------------------------------------------

    def read(self) -> None:
        """Read the areas of the own county, or of all."""
        if not self._session.is_signed_in:
            self._forget()
            return
        own = self._session.person.areas if self._session.person is not None else ()
        below, ended = (own[0][:6] if own else ""), self._ended.isChecked()

        def look(connection: Connection, _feedback: Feedback) -> tuple[list[Area], bool]:
            return area_tree(connection, below, ended=ended), may_change_areas(connection)

        self._session.ask(tr("Reading the areas"), look, while_open(self, self._show), while_open(self, self._failed))

    def _forget(self) -> None:
        self._areas, self._may = {}, False
        self._tree.clear()
        self._note.setText(tr("No database is connected. Choose “Connection…” in the menu 防汛防台."))
        self._enable()

    def _show(self, found: tuple[list[Area], bool]) -> None:
        areas, self._may = found
        chosen = {area.code for area in self.chosen()}
        self._areas = {area.code: area for area in areas}
        self._tree.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for area in areas:
            if len(area.code) < 6:
                continue
            above = next(
                (items[area.code[:n]] for n in (12, 9, 6) if n < len(area.code) and area.code[:n] in items), None
            )
            item = QTreeWidgetItem([area.display, area.code])
            item.setData(0, _AREA, area)
            self._mark(item, area)
            items[area.code] = item
            if above is not None:
                above.addChild(item)
        roots = [item for item in items.values() if item.parent() is None]
        self._tree.addTopLevelItems(roots)
        for root in roots if len(roots) == 1 else ():
            root.setExpanded(True)
        self._narrow()
        for code in chosen & set(items):
            items[code].setSelected(True)
        self._enable()

    def _mark(self, item: QTreeWidgetItem, area: Area) -> None:
        if not area.in_force:
            now = "、".join(self._areas[code].display if code in self._areas else code for code in area.successors)
            item.setText(
                0,
                tr("{name} (now {now})", name=area.display, now=now)
                if now
                else tr("{name} (ended)", name=area.display),
            )
        if not area.in_force or area.box is None:
            item.setForeground(0, QBrush(_FAINT))
        if area.box is None and area.in_force:
            item.setToolTip(0, tr("The boundary of this area is not known yet."))
        elif area.former_names:
            item.setToolTip(0, tr("Formerly: {names}", names="、".join(area.former_names)))

    def _narrow(self, _text: str = "") -> None:
        """Show what fits, with what lies above it."""
        typed = self._search.text().strip()
        iterator = QTreeWidgetItemIterator(self._tree)
        shown: list[QTreeWidgetItem] = []
        while iterator.value():
            item = iterator.value()
            hit = not typed or fits(item.data(0, _AREA), typed)
            item.setHidden(not hit)
            if hit and typed:
                shown.append(item)
            iterator += 1
        if not typed:
            self._fold()
        for item in shown:
            above = item.parent()
            while above is not None:
                above.setHidden(False)
                above.setExpanded(len(shown) <= 200)
                above = above.parent()
        if shown and len(shown) <= 200:
            best = min(shown, key=lambda item: (typed not in (item.text(0), item.text(1)), item.text(1)))
            self._tree.setCurrentItem(best)
        self._enable()

    def _fold(self) -> None:
        """Close the tree but for the county, where there is one only, and what is chosen."""
        current = self._tree.currentItem()
        self._tree.collapseAll()
        if self._tree.topLevelItemCount() == 1:
            self._tree.topLevelItem(0).setExpanded(True)
        if current is not None:
            self._tree.scrollToItem(current)

    # State -------------------------------------------------------------------------------

    def chosen(self) -> list[Area]:
        """Return the areas that are selected."""
        return [item.data(0, _AREA) for item in self._tree.selectedItems()]

    def _enable(self) -> None:
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        villages = [area for area in chosen if area.level == "village" and area.in_force]
        self._go.setEnabled(one is not None and one.box is not None)
        fits_button = (
            one is not None and one.in_force and one.level in ("county", "township", "village"),
            one is not None and one.in_force and one.level in ("township", "village", "natural_village"),
            len(villages) >= 2 and len(villages) == len(chosen),
            one is not None and bool(villages),
        )
        for button, ready in zip(self._changes, fits_button):
            button.setEnabled(self._may and ready)
        self._import.setEnabled(self._session.is_signed_in)
        if self._session.is_signed_in:
            self._note.setText(self._advice(chosen))

    def _advice(self, chosen: list[Area]) -> str:
        if not self._may:
            return tr("Only administrators change the list of areas. You can look at it and go to places.")
        if len(chosen) == 1 and chosen[0].box is None:
            return tr("This area has no boundary yet: import it.")
        return tr("To merge villages, choose several with the Ctrl key held down.")

    # Doing -------------------------------------------------------------------------------

    def _first(self) -> None:
        if self._go.isEnabled():
            self.go()

    def go(self) -> None:
        """Turn the map to the chosen area and let its boundary flash."""
        chosen = self.chosen()
        if len(chosen) != 1 or chosen[0].box is None:
            return
        area = chosen[0]

        def show(wkb: bytes | None) -> None:
            if wkb is not None:
                show_boundary(tr("Boundary of {area}", area=area.display), area.display, wkb)
                # QGIS shows its map, and all of it, when the first layer comes: ours is the last word.
                QTimer.singleShot(_SETTLE, while_open(self, partial(self._turn, area)))

        self._session.ask(
            tr("Reading the areas"), lambda connection, _feedback: boundary(connection, area.code),
            while_open(self, show), while_open(self, self._failed),
        )  # fmt: skip

    def _turn(self, area: Area) -> None:
        if area.box is not None:
            west, south, east, north = area.box
            show_box(self._iface.mapCanvas(), QgsRectangle(west, south, east, north), metres=_AROUND)

    def change(self, kind: str) -> None:
        """Open the window that adds, renames, merges or splits what is chosen."""
        from .area_change_windows import WINDOWS  # with the first use, not with QGIS

        if kind == "Split":
            self.go()  # one draws on what one sees
        window = WINDOWS[kind](self._iface, self._session, self.chosen())
        window.done_well.connect(self._changed)
        self._keep(window)
        window.show()

    def open_boundaries(self) -> None:
        """Open the window that takes boundaries in."""
        from .boundary_window import BoundaryWindow  # with the first use, not with QGIS

        chosen = self.chosen()
        window = BoundaryWindow(self._iface, self._session, chosen[0].code if len(chosen) == 1 else "", self._may)
        window.done_well.connect(self._changed)
        self._keep(window)
        window.show()

    def _changed(self, text: str) -> None:
        show_done(self._iface.messageBar(), text, tr("Administrative areas"))
        self.read()

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Administrative areas"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no boundary on the map."""
        remove_boundary()
        super().closeEvent(event)

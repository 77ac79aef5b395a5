"""The dock at the right of the map: tools, palette, and the form of what is selected."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable

from flood_core.model.vocabulary import Name
from flood_core.situation.offers import Offer
from flood_core.situation.palette import PaletteEntry
from flood_core.situation.steps import SUBMIT
from flood_core.windows.icons import icon
from flood_core.windows.panel import TallArea
from flood_core.windows.translation import language, tr
from qgis.core import QgsCoordinateReferenceSystem, QgsWkbTypes
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, QSize, Qt
from qgis.PyQt.QtGui import QColor, QKeySequence
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QGridLayout,
    QLabel,
    QShortcut,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .guide import Guide
from .hint_line import HintLine
from .palette_view import PaletteView
from .review_panel import ReviewPanel
from .step_page import StepPage
from .thing_menu import thing_menu
from .thing_page import ThingPage
from .tools.altering import OneThingTool
from .tools.placing import PlaceTool
from .tools.reshaping import ReshapeTool
from .tools.routing import RouteTool
from .tools.selecting import HandTool

HAND, MOVE, RESHAPE = "hand", "move", "reshape"


class DrawingDock(QDockWidget):
    """Everything that one draws with."""

    def __init__(self, guide: Guide, keep: Callable[[QWidget], QWidget]) -> None:
        """``keep`` holds a window while it is open."""
        editor = guide.editor
        super().__init__(tr("Draw"), editor.iface.mainWindow())
        self.setObjectName("drawingDock")
        self._editor, self._guide = editor, guide
        self._canvas = editor.iface.mapCanvas()
        self.hint_line = HintLine(self._canvas)
        editor.said.connect(self.hint_line.say)
        self._marks: list[QgsRubberBand] = []
        self._tools: dict[str, QgsMapTool] = {
            HAND: HandTool(editor),
            MOVE: HandTool(editor, carries=True),
            RESHAPE: ReshapeTool(editor),
        }
        self._place: PlaceTool | RouteTool | OneThingTool | None = None
        self._new: str | None = None  # what was placed last: its name is asked for
        self.palette = PaletteView()
        self.step = StepPage(guide, self.palette, keep)
        self.review = ReviewPanel(guide, keep)
        self.step.review.addWidget(self.review)
        self.thing = ThingPage(editor)
        self._locked = QLabel()
        self._locked.setObjectName("whyLocked")
        self._locked.setWordWrap(True)
        self._locked.setContentsMargins(12, 12, 12, 12)
        self._locked.setStyleSheet("color: #8a5a00; background: #fff6e0; border-radius: 6px;")
        self._pages, self._locked_page = QStackedWidget(), QWidget()
        above = QVBoxLayout(self._locked_page)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self._locked)
        above.addStretch(1)
        self._step_area = TallArea()
        self._step_area.setWidget(self.step)
        for page in (self._step_area, self.thing, self._locked_page):
            self._pages.addWidget(page)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 6, 8, 8)
        column.addLayout(self._tool_buttons())
        column.addWidget(self._pages, 1)
        self.setWidget(inner)
        letters = 22 if language() == "zh" else 25  # English needs more room, and the map should not move for a form
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * letters)
        self._connect()
        self.palette.show_entries(editor.palette(), editor.layers.codes_in_use(), editor.symbols)
        self._refresh()
        self.use(HAND)

    def _connect(self) -> None:
        self.palette.chosen.connect(self.take)
        self.step.route_wanted.connect(self.lead)
        self.step.place_wanted.connect(self.take_offer)
        self.step.tables_wanted.connect(self._guide.tables_wanted)
        self._guide.step_changed.connect(lambda _key: self.use(HAND))
        self._guide.step_changed.connect(self._step_changed)
        self.review.tool_wanted.connect(self._take_review_tool)
        self.review.hide()
        self.thing.done.connect(lambda: self._editor.select(None))
        self._editor.selected.connect(self._selected)
        self._editor.changed.connect(self._refresh)
        for tool in (self._tools[HAND], self._tools[MOVE]):
            tool.menu_wanted.connect(self._menu)
        self._shortcuts = []
        for keys, action in (("Ctrl+Z", self._editor.undo), ("Ctrl+Y", self._editor.redo),
                             ("Ctrl+Shift+Z", self._editor.redo)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self._editor.iface.mainWindow())
            shortcut.activated.connect(action)
            shortcut.activatedAmbiguously.connect(action)
            self._shortcuts.append(shortcut)

    def _tool_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        for number, (key, picture, text, action) in enumerate((
            (HAND, "select", tr("Select"), lambda: self.use(HAND)),
            (MOVE, "move", tr("Move"), lambda: self.use(MOVE)),
            (RESHAPE, "reshape", tr("Shape"), lambda: self.use(RESHAPE)),
            ("delete", "delete", tr("Delete"), self._delete),
            ("undo", "undo", tr("Undo"), self._editor.undo),
            ("redo", "redo", tr("Redo"), self._editor.redo),
        )):  # fmt: skip
            button = QToolButton()
            button.setObjectName(f"tool_{key}")
            button.setIcon(icon(picture))
            button.setText(text)
            button.setIconSize(QSize(26, 26))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setMinimumSize(46, 54)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, action=action: action())
            if key in self._tools:
                button.setCheckable(True)
                self._group.addButton(button)
            self._buttons[key] = button
            grid.addWidget(button, 0, number)
            grid.setColumnStretch(number, 1)
        self._buttons["undo"].setToolTip(tr("Undo") + " (Ctrl+Z)")
        self._buttons["redo"].setToolTip(tr("Redo") + " (Ctrl+Y)")
        return grid

    # Tools ------------------------------------------------------------------------------

    def use(self, key: str) -> None:
        """Take one of the tools into the hand."""
        self._forget_place()
        self._canvas.setMapTool(self._tools[key])
        self._buttons[key].setChecked(True)

    def take(self, entry: PaletteEntry) -> None:
        """Take a symbol into the hand, to draw with it."""
        self._take(PlaceTool(self._editor, entry))

    def take_offer(self, offer: Offer) -> None:
        """Take a thing of the register into the hand whose place nobody has shown yet."""
        entry = next((one for one in self._editor.palette() if one.code == offer.symbol_code), None)
        if entry is not None:
            self._take(PlaceTool(self._editor, replace(entry, name=Name(offer.name)), source_uid=offer.uid))

    def lead(self) -> None:
        """Draw a route with two clicks."""
        self._take(RouteTool(self._editor))

    def _take(self, tool: PlaceTool | RouteTool) -> None:
        if self._editor.is_locked:
            self._refresh()
            return
        self._editor.select(None)
        self._forget_place()
        self._place = tool
        tool.placed.connect(self._placed)
        tool.given_up.connect(lambda: self.use(HAND))
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._canvas.setMapTool(self._place)
        self._canvas.setFocus()

    def _placed(self, uid: str) -> None:
        self._new = uid
        by_roads = isinstance(self._place, RouteTool)
        self.use(HAND)
        self.thing.show_thing(uid, to_name=not by_roads)

    def _forget_place(self) -> None:
        if self._place is not None:
            tool, self._place = self._place, None
            self._canvas.unsetMapTool(tool)
            tool.deleteLater()
        self.palette.forget_choice()

    def _delete(self) -> None:
        if self._editor.selection is None:
            self._editor.say(tr("First click the thing that you want to delete."))
            self.use(HAND)
            return
        self._editor.delete(self._editor.selection)

    def _menu(self, at: QPoint) -> None:
        thing_menu(self, self._editor, self.use, self._take_altering).popup(at)

    def _take_altering(self, tool: OneThingTool) -> None:
        self._forget_place()
        self._place = tool
        tool.done.connect(lambda: self.use(HAND))
        self._canvas.setMapTool(tool)
        self._canvas.setFocus()

    # What is selected -------------------------------------------------------------------

    def _selected(self, uid: str | None) -> None:
        self._mark(uid)
        if self._editor.broken is not None:
            return
        if uid is None:
            self.thing.show_thing(None)
            self._show_page()
            return
        self.thing.show_thing(uid)
        self._pages.setCurrentWidget(self.thing)
        self._buttons["delete"].setEnabled(not self._editor.is_locked)

    def _show_page(self) -> None:
        if self._editor.is_locked and self._editor.selection is None and self._guide.step.key != SUBMIT:
            self._locked.setText(self._editor.why_locked())
            self._pages.setCurrentWidget(self._locked_page)
        elif self._editor.selection is None:
            self._pages.setCurrentWidget(self._step_area)

    def _take_review_tool(self, tool: QgsMapTool | None) -> None:
        if tool is None:
            self.use(HAND)
        else:
            self._canvas.setMapTool(tool)

    def _step_changed(self, key: str) -> None:
        self.review.setVisible(key == SUBMIT)
        if self._editor.broken is None:
            self._show_page()

    def _refresh(self) -> None:
        locked = self._editor.is_locked
        for key in (MOVE, RESHAPE, "delete", "undo", "redo"):
            self._buttons[key].setEnabled(not locked)
        changing = [tool for tool in (self._tools[MOVE], self._tools[RESHAPE], self._place) if tool is not None]
        if locked and self._canvas.mapTool() in changing:  # a remark may be pinned all the same
            self.use(HAND)
        self.palette.show_here(self._editor.layers.codes_in_use())
        if self._editor.selection is not None and self._editor.broken is None:
            self.thing.refresh()
            self._mark(self._editor.selection)
        self._show_page()

    def _mark(self, uid: str | None) -> None:
        """Show on the map what is selected."""
        for band in self._marks:
            self._canvas.scene().removeItem(band)
        self._marks.clear()
        geometry = self._editor.layers.geometry(uid) if uid else None
        if geometry is None:
            return
        kind = geometry.constGet().dimension()
        types = (QgsWkbTypes.GeometryType.PointGeometry, QgsWkbTypes.GeometryType.LineGeometry,
                 QgsWkbTypes.GeometryType.PolygonGeometry)  # fmt: skip
        band = QgsRubberBand(self._canvas, types[kind])
        band.setStrokeColor(QColor("#1f5fa8"))
        band.setFillColor(QColor(31, 95, 168, 30))
        band.setWidth(3)
        if kind == 0:
            band.setIcon(QgsRubberBand.IconType.ICON_BOX)
            band.setIconSize(34)
            band.setFillColor(QColor(0, 0, 0, 0))
        band.setToGeometry(geometry, QgsCoordinateReferenceSystem("EPSG:4490"))
        self._marks.append(band)

    def end(self) -> None:
        """Keep what is being typed, and take tools, marks and hint off the map."""
        self.thing.finish_typing()
        self._mark(None)
        self._forget_place()
        for tool in self._tools.values():
            self._canvas.unsetMapTool(tool)
            tool.deleteLater()
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        self._editor.said.disconnect(self.hint_line.say)
        self.hint_line.leave()
        self._editor.iface.actionPan().trigger()

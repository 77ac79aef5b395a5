"""The register at work: dock, card, map tools and the view on the database, joined."""

from __future__ import annotations

import datetime
from typing import Any, Callable

from flood_core.database.registers import Vocabulary
from flood_core.layers.register_layers import RegisterLayers
from flood_core.model.registers import Category
from flood_core.windows.frame import Frame
from flood_core.windows.messages import show_hint
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsRectangle
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QObject, QPoint, Qt
from qgis.PyQt.QtWidgets import QMenu, QTabBar

from .further import Further
from .map_tools import PickTool, RegisterTool, kind_of, on_map
from .pictures import symbol_icon
from .portrait_desk import PortraitDesk
from .register_dock import RegisterDock, tool
from .register_view import Answer, RegisterView
from .retired_window import RetiredWindow
from .small_windows import CategoryWindow
from .thing_card import ThingCard
from .thing_editing import ThingEditing, from_hex

_CLOSE_SCALE = 5_000  # a point is looked at from here
_MOST_CHOICES = 12


class RegisterDesk(QObject):
    """Opens the registers in QGIS's window and answers clicks."""

    def __init__(self, iface: Any, session: Session, frame: Frame, keep: Callable[[Any], Any]) -> None:
        super().__init__(iface.mainWindow())
        self._iface, self._session, self._keep = iface, session, keep
        self._canvas = iface.mapCanvas()
        names = {"point": tr("Points"), "line": tr("Lines"), "polygon": tr("Areas of things")}
        self.view = RegisterView(iface, session, RegisterLayers(tr("Registers"), names))
        self.dock, self.card = RegisterDock(iface.mainWindow()), ThingCard(iface.mainWindow())
        for one in (self.dock, self.card):
            frame.add_dock(one, Qt.DockWidgetArea.RightDockWidgetArea)
        self.dock.hide()
        self.card.hide()
        self.editing = ThingEditing(iface, session, self.card, keep)
        self.portraits = PortraitDesk(iface, session, keep)
        self.further = Further(iface, session, self.dock, keep)
        self._vocabulary: Vocabulary | None = None
        self._tool: RegisterTool | None = None
        self._before: QgsMapTool | None = None
        self._placed = False
        self._answered_at: datetime.datetime | None = None
        self._make_tools()
        self._join()

    def _make_tools(self) -> None:
        self._look = tool(self, "registerLook", "identify", tr("Look"), tr("Click a thing on the map to open its card"),
                          self._toggle_look, checkable=True)  # fmt: skip
        self._add = tool(self, "registerAdd", "add", tr("Add…"), tr("Add a thing to the registers"), self._ask_category)
        self._all = tool(self, "registerAll", "whole", tr("Show all"), tr("Tick everything and look for no name"),
                         self.dock.show_all)  # fmt: skip
        self._again = tool(self, "registerAgain", "sync", tr("Refresh"), tr("Read everything anew"),
                           lambda: self.view.refresh())  # fmt: skip
        self.dock.add_tools((self._look, self._add, self._all, self._again), self.further.button())
        self._add.setEnabled(False)

    def _join(self) -> None:
        view, dock, editing = self.view, self.dock, self.editing
        dock.filter_changed.connect(view.set_filter)
        dock.filter_changed.connect(lambda _wanted: editing.show_day())
        dock.seen.connect(view.set_active)
        dock.retired_wanted.connect(self._look_for_retired)
        dock.chosen.connect(lambda uid: editing.show(uid, zoom=True))
        view.vocabulary_known.connect(self._know)
        view.answered.connect(self._answered)
        view.trouble.connect(lambda what: dock.say_trouble(what, self._answered_at))
        view.changed.connect(editing.others_changed)
        editing.tool_wanted.connect(self._use)
        editing.zoom_wanted.connect(self._zoom)
        editing.is_down = lambda: view.in_trouble
        editing.moment = lambda: view.filter.at
        editing.saved.connect(lambda: view.refresh())
        self.further.tool_wanted.connect(self._use)
        self.further.thing_wanted.connect(lambda uid: editing.show(uid, zoom=True))
        self.card.portrait_wanted.connect(self._open_portrait)
        self.portraits.zoom_wanted.connect(lambda place: self._zoom(from_hex(place)))
        self.portraits.changed.connect(lambda uid: editing.others_changed({uid}))
        self.portraits.changed.connect(lambda _uid: view.refresh())
        self._session.signed_out.connect(self._signed_out)
        self._canvas.mapToolSet.connect(self._tool_changed)

    def stop(self) -> None:
        """Leave no tool, mark or layer behind."""
        self._session.signed_out.disconnect(self._signed_out)
        self._canvas.mapToolSet.disconnect(self._tool_changed)
        self._use(None)
        self._drop_look()
        self.editing.stop()
        self.portraits.stop()
        self.further.stop()
        self.view.stop()
        self.setParent(None)
        self.deleteLater()

    def open(self) -> None:
        """Show the dock; the map tool that looks is ready at once."""
        self.dock.show()
        if not self._placed:  # one column for both; where the person moves them later, they stay
            self._placed = True
            self.card.show()
            window = self._iface.mainWindow()
            window.tabifyDockWidget(self.dock, self.card)
            for bar in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
                bar.setDrawBase(False)  # the line would stay when both docks are closed
            self.card.hide()
        self.dock.raise_()
        self.view.set_active(True)
        if not self._session.is_signed_in:
            self.dock.empty()
        if not self._look.isChecked():
            self._look.trigger()

    # What comes from the view -----------------------------------------------------------

    def _know(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.dock.build(vocabulary)
        self.further.know(vocabulary.categories)
        self.editing.know({category.code: category for category in vocabulary.categories})
        self._add.setEnabled(bool(vocabulary.may_add))
        self._add.setToolTip(
            tr("Add a thing to the registers")
            if vocabulary.may_add
            else tr("You may read the registers, but not change them.")
        )

    def _answered(self, answer: Answer) -> None:
        self._answered_at = datetime.datetime.now()
        self.dock.show_answer(answer)

    def _signed_out(self) -> None:
        self._vocabulary = self._answered_at = None
        self._add.setEnabled(False)
        self.editing.close()
        self.dock.empty()

    def _open_portrait(self) -> None:
        if self.card.thing is not None:
            self.portraits.open(self.card.thing.uid, self.editing.shown_at)

    # Map tools --------------------------------------------------------------------------

    def _toggle_look(self, on: bool) -> None:
        if not on:
            self._drop_look()
            return
        self._before = self._canvas.mapTool()
        self._use_tool(self._pick_tool())

    def _pick_tool(self) -> PickTool:
        made = PickTool(self._canvas)
        made.picked.connect(self._picked)
        return made

    def _drop_look(self) -> None:
        if self._tool is not None and self._canvas.mapTool() is self._tool:
            self._canvas.unsetMapTool(self._tool)
            if self._before is not None:
                self._canvas.setMapTool(self._before)
        self._tool = None

    def _use(self, wanted: RegisterTool | None) -> None:
        """Take up a tool for one job, or (None) go back to looking."""
        if wanted is not None:
            self._use_tool(wanted)
        elif self._tool is not None and not isinstance(self._tool, PickTool):
            self._use_tool(self._pick_tool())

    def _use_tool(self, wanted: RegisterTool) -> None:
        before, self._tool = self._tool, wanted
        self._canvas.setMapTool(wanted)
        self._canvas.setFocus()
        del before  # it has taken its marks off the map: now it may go

    def _tool_changed(self, now: QgsMapTool | None, _before: QgsMapTool | None = None) -> None:
        ours = now is not None and now is self._tool
        if not ours:
            self._tool = None
        self._look.setChecked(ours)

    def _picked(self, box: QgsRectangle, at: QPoint) -> None:
        found = hits(box)
        if len(found) == 1:
            self.editing.show(found[0]["uid"])
        elif found:
            self._offer(found, at)

    def _offer(self, found: list[QgsFeature], at: QPoint) -> None:
        """Let the person choose among things that lie upon each other."""
        menu = QMenu(self._iface.mainWindow())
        menu.setObjectName("registerChoices")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for feature in found[:_MOST_CHOICES]:
            category = self._category(feature["code"])
            action = menu.addAction(f"{feature['name']}  {category.name if category else ''}")
            if category is not None:
                action.setIcon(symbol_icon(category.symbols))
            action.triggered.connect(lambda _checked=False, uid=feature["uid"]: self.editing.show(uid))
        menu.popup(at)

    def _category(self, code: str) -> Category | None:
        categories = self._vocabulary.categories if self._vocabulary else ()
        return next((category for category in categories if category.code == code), None)

    def _zoom(self, geometry: QgsGeometry | None) -> None:
        if geometry is None:
            return
        box = on_map(self._canvas, geometry).boundingBox()
        if box.width() == 0 and box.height() == 0:
            self._canvas.setCenter(box.center())
            if self._canvas.scale() > _CLOSE_SCALE * 2:
                self._canvas.zoomScale(_CLOSE_SCALE)
        elif not self._canvas.extent().contains(box):
            box.scale(1.6)
            self._canvas.setExtent(box)
        self._canvas.refresh()

    # What was retired -------------------------------------------------------------------

    def _look_for_retired(self) -> None:
        if self._vocabulary is None:
            show_hint(self._iface.messageBar(), tr("Connect to the database first: menu 防汛防台, “Connection…”."))
            return
        categories = {category.code: category for category in self._vocabulary.categories}
        window = self._keep(RetiredWindow(self._iface.mainWindow(), self._session, categories))
        window.chosen.connect(lambda uid: self.editing.show(uid, zoom=True))
        window.open()

    # Adding -----------------------------------------------------------------------------

    def _ask_category(self) -> None:
        if self._vocabulary is None:
            show_hint(self._iface.messageBar(), tr("Connect to the database first: menu 防汛防台, “Connection…”."))
            return
        mine = [one for one in self._vocabulary.categories if one.code in self._vocabulary.may_add]
        window = self._keep(CategoryWindow(self._iface.mainWindow(), mine))
        window.chosen.connect(self.editing.begin_new)
        window.open()


def hits(box: QgsRectangle) -> list[QgsFeature]:
    """Return the things on the map that a click reaches: points before lines before areas, the nearest first.

    These layers lie in memory: no server is asked here.
    """
    middle = QgsGeometry.fromPointXY(box.center())
    area = QgsGeometry.fromRect(box)
    layers = RegisterLayers.found()
    found: list[QgsFeature] = []
    for name in ("point", "line", "polygon"):
        inside = layers[name].getFeatures(QgsFeatureRequest(box)) if name in layers else ()
        near = [one for one in inside if one.geometry().intersects(area)]
        found += sorted(near, key=lambda one: (one.geometry().distance(middle), one.geometry().area()))
    points = [one for one in found if kind_of(one.geometry()) == "point"]
    return points or found

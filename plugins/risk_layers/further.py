"""The menu 更多 of the register: narrow by area, distance and attribute; what is near; numbers; heat map."""

from __future__ import annotations

from typing import Any, Callable, Sequence

from flood_core.analysis.metric import Plane, metric_crs
from flood_core.database import register_summary, registers
from flood_core.database.connection import Connection
from flood_core.database.patience import answer_within
from flood_core.database.register_summary import Cell, Summed
from flood_core.layers.density_layer import MARK, density_layer, radius_m
from flood_core.model.conditions import ATTRIBUTE, FIGURES
from flood_core.model.forms import FormField
from flood_core.model.portrait import Near
from flood_core.model.registers import RELIEF_RESOURCE, RISK_SOURCE, Category, form_fields
from flood_core.progress import Feedback
from flood_core.register.portrait_words import where
from flood_core.register.surroundings import surroundings
from flood_core.windows.messages import hint_while, show_hint
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QMenu, QToolButton

from .condition_window import ConditionWindow, DistanceWindow
from .map_tools import DrawTool, drop, on_map, outline
from .near_window import NearWindow
from .numbers_window import NumbersWindow
from .register_dock import RegisterDock
from .register_view import GIVE_UP
from .thing_editing import to_hex

_EACH = 3
_CORNERS = 48  # of a quarter circle: a thousandth of its radius at most is lost
_DENSITY = "qgis:heatmapkerneldensityestimation"


class Further(QObject):
    """Does what the menu says; the dock keeps what narrows."""

    tool_wanted = pyqtSignal(object)  #: a tool for the map, or None: back to looking
    thing_wanted = pyqtSignal(str)  #: uid

    def __init__(self, iface: Any, session: Session, dock: RegisterDock, keep: Callable[[Any], Any]) -> None:
        super().__init__(iface.mainWindow())
        self._iface, self._session, self._dock, self._keep = iface, session, dock, keep
        self._canvas = iface.mapCanvas()
        self._band: QgsRubberBand | None = None
        self._metres = 1000
        self._categories: dict[str, Category] = {}
        dock.narrowing.region_changed.connect(self._show_region)
        session.signed_out.connect(self._signed_out)

    def know(self, categories: Sequence[Category]) -> None:
        """Take the categories."""
        self._categories = {one.code: one for one in categories}

    def stop(self) -> None:
        """Leave nothing on the map and in the project."""
        self._session.signed_out.disconnect(self._signed_out)
        self._signed_out()
        self.setParent(None)
        self.deleteLater()

    def _signed_out(self) -> None:
        self._dock.narrowing.clear()
        QgsProject.instance().removeMapLayers([one.id() for one in self._heat_layers()])

    def button(self) -> QToolButton:
        """Return the button with the menu."""
        made = QToolButton()
        made.setObjectName("registerMore")
        made.setText(tr("More") + " ▾")
        made.setAutoRaise(True)
        menu = QMenu(made)
        menu.setObjectName("registerMoreMenu")
        for name, text, triggered in (
            ("narrowArea", tr("Only in an area that I draw"), self.draw_area),
            ("narrowDistance", tr("Only within a distance of a place…"), self.ask_distance),
            ("narrowAttribute", tr("Only with attributes…"), self.ask_conditions),
            ("", "", None),
            ("nearPlace", tr("What is near a place"), self.ask_place),
            ("showNumbers", tr("Numbers of what is shown…"), self.show_numbers),
            ("", "", None),
            ("heatThings", tr("Heat map: things"), lambda: self.show_heat(register_summary.THINGS)),
            ("heatPeople", tr("Heat map: people at risk"), lambda: self.show_heat(register_summary.PEOPLE)),
            ("density", tr("Density as a raster (Processing)…"), self.open_density),
        ):
            if triggered is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text, triggered)
            action.setObjectName(name)
        # Not setMenu(): a tool button opens its menu in an event loop of its own.
        made.clicked.connect(lambda _checked: menu.popup(made.mapToGlobal(QPoint(0, made.height()))))
        return made

    def _ready(self) -> bool:
        if self._session.is_signed_in and self._categories:
            return True
        show_hint(self._iface.messageBar(), tr("Connect to the database first: menu 防汛防台, “Connection…”."))
        return False

    # Narrowing --------------------------------------------------------------------------

    def draw_area(self) -> None:
        """Let the person draw an area; what lies in it or touches it stays."""
        if self._ready():
            self._draw("polygon", tr("Click the corners of the area; a double click ends it."),
                       lambda area: self._dock.narrowing.set_region(area, tr("in the drawn area")))  # fmt: skip

    def ask_distance(self) -> None:
        """Ask how far, then where."""
        if not self._ready():
            return

        def decided(metres: int) -> None:
            self._metres = metres
            self._draw("point", tr("Click the place on the map."), self._within)

        window = self._keep(DistanceWindow(self._iface.mainWindow(), self._metres))
        window.decided.connect(decided)
        window.open()

    def _within(self, place: QgsGeometry) -> None:
        plane = Plane.around(place)
        circle = plane.degrees(plane.metres(place).buffer(self._metres, _CORNERS))
        words = tr("within {metres} m of {place}", metres=f"{self._metres:,}", place=where(to_hex(place)))
        self._dock.narrowing.set_region(circle, words)

    def _draw(self, geometry: str, hint: str, then: Callable[[QgsGeometry], None]) -> None:
        made = DrawTool(self._canvas, geometry)

        def drawn(shape: QgsGeometry) -> None:
            self.tool_wanted.emit(None)
            then(shape)

        made.drawn.connect(drawn)
        made.given_up.connect(lambda: self.tool_wanted.emit(None))
        self.tool_wanted.emit(made)
        hint_while(self._iface.messageBar(), made, hint)

    def _show_region(self, region: QgsGeometry | None) -> None:
        if self._band is not None:
            drop(self._canvas, self._band)
            self._band = None
        if region is not None:
            self._band = outline(self._canvas, "polygon")
            self._band.setStrokeColor(QColor("#1F5FA8"))
            self._band.setWidth(2)
            self._band.setToGeometry(on_map(self._canvas, region), None)

    def ask_conditions(self) -> None:
        """Ask for conditions: on the attributes of a category where it alone is ticked, else on what all have."""
        if not self._ready():
            return
        codes = self._dock.current_filter().codes
        alone = self._categories.get(codes[0]) if codes is not None and len(codes) == 1 else None

        def ask(fields: Sequence[FormField], about: str) -> None:
            window = self._keep(ConditionWindow(self._iface.mainWindow(), fields, about))
            window.decided.connect(self._dock.narrowing.set_conditions)
            window.open()

        if alone is None:
            both = {one.key: one for kind in (RISK_SOURCE, RELIEF_RESOURCE) for one in form_fields(kind, (), ())}
            about = tr("For the attributes of a category, tick it alone in the tree (double click) first.")
            ask([one for one in both.values() if one.key in FIGURES], about)
            return

        def known(answer: Any) -> None:
            attributes, departments = answer
            fields = form_fields(alone.kind, attributes, departments, personal=False)
            ask([one for one in fields if one.key in FIGURES or one.key.startswith(ATTRIBUTE)], alone.name)

        self._ask(tr("Reading the card"), lambda connection: registers.blank_form(connection, alone.code), known)

    # Answers ----------------------------------------------------------------------------

    def ask_place(self) -> None:
        """Let the person click a place; what is near it is shown."""
        if self._ready():
            self._draw("point", tr("Click the place on the map."), self._near)

    def _near(self, place: QgsGeometry) -> None:
        wkb = to_hex(place)

        def show(near: Sequence[Near]) -> None:
            window = self._keep(NearWindow(self._iface.mainWindow(), near, where(wkb)))
            window.thing_wanted.connect(self.thing_wanted)
            window.again_wanted.connect(self.ask_place)
            window.show()

        self._ask(tr("What is near"), lambda connection: surroundings(connection, wkb, _EACH), show)

    def show_numbers(self) -> None:
        """Count and sum what the filter lets through."""
        if not self._ready():
            return
        wanted, about = self._dock.current_filter(), self._dock.about_filter()

        def show(found: Sequence[Summed]) -> None:
            self._keep(NumbersWindow(self._iface.mainWindow(), found, self._categories, about)).show()

        self._ask(
            tr("Numbers"), lambda connection: register_summary.summary(connection, wanted), show
        )

    def show_heat(self, weight: str) -> None:
        """Put QGIS's heat map of what the filter lets through under the register's layers."""
        if not self._ready():
            return
        wanted = self._dock.current_filter()

        def show(cells: Sequence[Cell]) -> None:
            if not cells:
                show_hint(self._iface.messageBar(), tr("Nothing of this is on the map."))
                return
            people = weight == register_summary.PEOPLE
            title = tr("Heat map: people at risk") if people else tr("Heat map: things")
            layer = density_layer(cells, title, metric_crs(cells[0].longitude), weight)
            project = QgsProject.instance()
            project.removeMapLayers([one.id() for one in self._heat_layers()])
            project.addMapLayer(layer, False)
            project.layerTreeRoot().insertLayer(1, layer)

        self._ask(
            tr("Heat map"), lambda connection: register_summary.cells(connection, wanted), show
        )

    @staticmethod
    def _heat_layers() -> list[QgsVectorLayer]:
        return [one for one in QgsProject.instance().mapLayers().values() if one.customProperty(MARK)]

    def open_density(self) -> None:
        """Open QGIS's own kernel density estimation, filled in with the heat map's points."""
        layers = self._heat_layers()
        if not layers:
            show_hint(self._iface.messageBar(), tr("Make a heat map first: its points are what the raster is made of."))
            return
        import processing  # QGIS's plugin is there only while Processing is switched on

        radius = radius_m(layers[0])
        values = {"INPUT": layers[0].id(), "RADIUS": radius, "PIXEL_SIZE": max(radius / 20, 1.0),
                  "WEIGHT_FIELD": layers[0].customProperty(MARK)}  # fmt: skip
        dialog = processing.createAlgorithmDialog(_DENSITY, values)
        dialog.setObjectName("densityWindow")
        self._keep(dialog).show()

    def _ask(self, title: str, function: Callable[[Connection], Any], done: Callable[[Any], None]) -> None:
        def patient(connection: Connection, _feedback: Feedback) -> Any:
            with answer_within(connection, GIVE_UP):
                return function(connection)

        self._session.ask(title, patient, done)

"""An open map: the working copy, its layers in QGIS, the commands, and what the windows show of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Sequence

from flood_core.analysis.metric import from_hex, metric_crs
from flood_core.errors import QT_TRANSLATE_NOOP, FloodMapError
from flood_core.layers.copy_layers import BASE_NAMES, MARK, THEMES, CopyLayers
from flood_core.model import done as done_before
from flood_core.model.area_names import display_name
from flood_core.model.done import Done
from flood_core.situation import copy_commands, copy_routes, drawn_shape, offers, palette
from flood_core.situation.element_form import element_change
from flood_core.situation.palette import PaletteEntry
from flood_core.situation.verification import looked_at, verify
from flood_core.situation.working_copy import SyncResult, Undone, WorkingCopy, drawn_rows
from flood_core.symbology.versions import SymbolSet
from flood_core.windows.messages import words
from flood_core.windows.session import Session
from flood_core.windows.translation import language, tr, translate
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRectangle, QgsReferencedRectangle
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .hint_line import BAD, CLEARED, GOOD, PLAIN, WARNING
from .synchroniser import Synchroniser
from .words import state_in_words, thing, thing_in_words

ELEMENT, ROUTE = "situation.element", "situation.route"
#: How often the file is looked at for what others wrote into it, in seconds.
LOOK = 2.0
_DRAWING = "drawing"
#: A thing is shown with at least so much around it, in degrees (about 400 m).
_LEAST_VIEW = 0.004
#: What a command gives back that was not carried out.
_REFUSED = object()


class Editor(QObject):
    """One open map. Every command is on the disk before the next event; the server follows by itself."""

    changed = pyqtSignal()  #: rows or state changed, here or by a sync
    selected = pyqtSignal(object)  #: uid of the thing that is selected, or None
    said = pyqtSignal(str, str)  #: words for the hint line, and their look
    closing = pyqtSignal()

    def __init__(self, iface: Any, session: Session, path: Path) -> None:
        """Open a working copy and show it. Raises: as WorkingCopy."""
        super().__init__(iface.mainWindow())
        self.iface, self.session, self.path = iface, session, path
        user = session.person.name if session.person is not None else None
        self.copy = WorkingCopy(path, user=user)
        self.selection: str | None = None
        self.last_complaint = ""
        self.broken: FloodMapError | None = None  # why nothing can be kept any more
        self._is_closed = False
        try:
            self.symbols = palette.symbols_of(self.copy.lookups)
            self.layers = layers_of(self.copy, self.symbols)
        except BaseException:
            self.copy.close()
            raise
        self._crs_before = QgsProject.instance().crs()
        self._show_layers()
        self.sync = Synchroniser(session, path, self)
        self.sync.finished.connect(self._synchronised)
        self._look = QTimer(self)
        self._look.timeout.connect(self._look_at_file)
        self._look.start(int(LOOK * 1000))

    # What the windows show ----------------------------------------------------------------

    @property
    def title(self) -> str:
        """Return the name of the village."""
        return display_name(self.copy.head["village"])

    @property
    def state(self) -> str:
        """Return the state of the map; ``waiting`` when it is handed in here and the server does not know it yet."""
        return "waiting" if self.copy.is_waiting else self.copy.head.get("state", "")

    @property
    def is_locked(self) -> bool:
        """Tell whether nothing can be changed: under review, closed, or the file is gone."""
        return self.broken is not None or self.copy.is_locked

    def why_locked(self) -> str:
        """Return why nothing can be changed, in words."""
        if self.broken is not None:
            return self.in_words(self.broken)
        return tr("This map is {state}: you can look at it, but not change it.",
                  state=state_in_words(self.state))  # fmt: skip

    def palette(self) -> list[PaletteEntry]:
        """Return what may be drawn."""
        return palette.palette(self.copy.lookups, self.symbols)

    def thing(self, uid: str) -> tuple[str, dict[str, Any]] | None:
        """Return table and row of a thing on the map, None when it is not there (any more)."""
        found = self.layers.row(uid)
        if found is None:
            return None
        table = ROUTE if found[0] == "route" else ELEMENT
        return table, self.copy.row(table, uid)

    def name_of(self, uid: str) -> str:
        """Return what a thing on the map is called."""
        found = self.thing(uid)
        return "" if found is None else thing_in_words(*found)

    def done(self, text: str, uid: str) -> Done:
        """Return the marked English ``text`` with the name of a thing on the map, as the journal keeps it."""
        found = self.thing(uid)
        return Done(text, {"name": "" if found is None else thing(*found)})

    def geometry(self, uid: str) -> QgsGeometry:
        """Return the geometry of a thing in degrees, as the row keeps it."""
        found = self.thing(uid)
        return QgsGeometry() if found is None else from_hex(found[1]["geom"])

    def say(self, text: str, look: str = PLAIN) -> None:
        """Say something in the hint line."""
        self.said.emit(text, look)

    def go_on(self) -> None:
        """Take a message away: the person has read it and goes on."""
        self.said.emit("", CLEARED)

    def complain(self, error: FloodMapError) -> None:
        """Say what went wrong and what to do."""
        self.last_complaint = self.in_words(error)
        self.say(self.last_complaint, BAD)

    def in_words(self, error: BaseException) -> str:
        """Return what went wrong and what to do; the file is called by its name alone."""
        return " ".join(words(error)).strip().replace(str(self.path), self.path.name)

    # Commands -----------------------------------------------------------------------------

    def place(self, entry: PaletteEntry, geometry: QgsGeometry, source_uid: str | None = None) -> str | None:
        """Put a thing on the map, a new one or a register row, and select it; return its uid, None when refused."""
        if self._refuses(geometry, entry.geometry):
            return None
        what = Done(QT_TRANSLATE_NOOP("windows", "Drawn: {name}"), {"name": entry.name})
        kept = what.kept()

        def draw() -> str:
            if source_uid is not None:
                return offers.place(self.copy, source_uid, entry, drawn_shape.as_kept(geometry), kept)
            if entry.is_route:
                route = {**drawn_shape.new_route(geometry, self.copy.rows(ROUTE)),
                         **copy_routes.ends(self.copy, geometry)}  # fmt: skip
                return self.copy.add(ROUTE, {**route, **copy_routes.measured(self.copy, route, geometry)}, kept)
            elements = (row for row in self.copy.rows(ELEMENT).values())
            fields = palette.new_element(entry, drawn_shape.as_kept(geometry), elements, self.copy.lookups)
            return self.copy.add(ELEMENT, fields, kept)

        uid = self._command(draw)
        if uid is _REFUSED:
            return None
        self.select(uid)
        self._said_of_shape(what, geometry)
        return str(uid)

    def reshape(self, uid: str, geometry: QgsGeometry, what: Done, before: QgsGeometry) -> bool:
        """Give a thing another geometry than ``before``, with which the person began; return whether it was kept."""
        found = self.thing(uid)
        if found is None:
            self.say(tr("This is not on the map any more: somebody else has just taken it off."), WARNING)
            return False
        if self._refuses(geometry, _kind(geometry)):
            return False
        fields = {"geom": drawn_shape.as_kept(geometry)}
        if found[0] == ROUTE:
            fields.update(copy_routes.measured(self.copy, found[1], geometry))
        fields = looked_at(found[1], fields)
        seen = None if self.geometry(uid).equals(before) else {**found[1], "geom": drawn_shape.as_kept(before)}
        waiting = len(self.copy.decisions())
        if not self._change(found[0], uid, fields, what, seen):
            return False
        if len(self.copy.decisions()) == waiting:
            self._said_of_shape(what, geometry)
        return True

    def change(self, uid: str, key: str, value: Any, seen: dict[str, Any]) -> bool:
        """Change one field of a thing as the person saw it (``seen``) when beginning; return whether it was kept."""
        found = self.thing(uid)
        if found is None:
            return False
        table, row = found
        fields = {key: value} if table == ROUTE else element_change(row, key, value, self.copy.lookups)
        fields = looked_at(row, fields)
        what = Done(QT_TRANSLATE_NOOP("windows", "Changed: {name}"), {"name": thing(table, row)})
        return self._change(table, uid, fields, what, seen)

    def _change(self, table: str, uid: str, fields: dict[str, Any], what: Done, seen: dict[str, Any] | None) -> bool:
        """Change a row from what the person saw; what others changed meanwhile is said to wait for a decision."""
        waiting = len(self.copy.decisions())
        kept = self._command(lambda: self.copy.change(table, uid, fields, what.kept(), seen=seen)) is not _REFUSED
        if kept and len(self.copy.decisions()) > waiting:
            self.say(tr("Somebody else changed this at the same time. Choose on the left which is right."),
                     WARNING)  # fmt: skip
        return kept

    def lead(self, zone: str, shelter: str) -> str | None:
        """Draw the route from a zone to a shelter along the roads; return its uid, None when it was refused."""
        made: list[str] = []

        def draw_route() -> None:
            fields = copy_routes.route_between(self.copy, zone, shelter)
            what = Done(QT_TRANSLATE_NOOP("windows", "Route {number} drawn"), {"number": fields["number"]})
            made.append(self.copy.add(ROUTE, fields, what.kept()))

        if self.carry_out(draw_route):
            self.select(made[0])
            self.say(self.route_in_words(made[0]), GOOD)
        return made[0] if made else None

    def route_in_words(self, uid: str) -> str:
        """Return number, length, climb, minutes and warnings of a route."""
        row = self.copy.row(ROUTE, uid)
        codes = {one.get("code") for one in row["warnings"]}
        climb = "" if "climb_unknown" in codes else tr(", climb {climb} m", climb=round(row["climb_m"]))
        said = tr("Route {number}: {length} m{climb}, {minutes} minutes on foot", number=row["number"],
                  length=round(row["length_m"]), climb=climb, minutes=round(row["walking_minutes"]))  # fmt: skip
        warnings = [
            translate("routes", copy_routes.WARNING_WORDS[one["code"]]).format(**one["values"])
            for one in row["warnings"] if one.get("code") in copy_routes.WARNING_WORDS
        ]  # fmt: skip
        return tr("; ").join([said, *warnings])

    def carry_out(self, function: Callable[[], Any], said: Done | None = None) -> bool:
        """Carry out a command of the engine on the working copy; return whether it was kept."""
        if self._command(function) is _REFUSED:
            return False
        if said is not None:
            self._say_done(tr("{what}. “Undo” brings it back."), said)
        return True

    def _say_done(self, text: str, what: Done) -> None:
        self.say(text.format(what=what.in_words(translate)), GOOD)

    def verify(self, rows: Sequence[tuple[str, str]]) -> None:
        """Take rows (table, uid) for verified."""
        said = Done(QT_TRANSLATE_NOOP("windows", "Verified: {count}"), {"count": len(rows)})
        if rows:
            self.carry_out(lambda: verify(self.copy, rows, said.kept()), said)

    def copy_thing(self, uid: str) -> None:
        """Put a copy of a thing beside it, and select it."""
        what = self.done(QT_TRANSLATE_NOOP("windows", "Copied: {name}"), uid)
        made = self._command(lambda: copy_commands.copy_thing(self.copy, uid, what.kept()))
        if made is not _REFUSED:
            self.select(made)
            self._say_done(tr("{what}. Drag the copy to its place; households and people are blank."), what)

    def split(self, uid: str, line: QgsGeometry) -> bool:
        """Cut a thing in two along a line (degrees); return whether it was done."""
        found = self.thing(uid)
        what = self.done(QT_TRANSLATE_NOOP("windows", "Cut in two: {name}"), uid)
        return found is not None and self.carry_out(
            lambda: copy_commands.split_thing(self.copy, found[0], uid, line, what.kept()), what
        )

    def move_label(self, uid: str, place: QgsGeometry | None) -> None:
        """Put the name of a thing at a place (degrees), or back to where it stands by itself."""
        what = self.done(QT_TRANSLATE_NOOP("windows", "Name moved: {name}"), uid)
        fields = {"label_point": None if place is None else drawn_shape.as_kept(place)}
        self.carry_out(lambda: self.copy.change(ELEMENT, uid, fields, what.kept()), what)

    def delete(self, uid: str) -> None:
        """Take a thing off the map; undo brings it back."""
        found = self.thing(uid)
        if found is None:
            return
        what = self.done(QT_TRANSLATE_NOOP("windows", "Deleted: {name}"), uid)
        self.carry_out(lambda: self.copy.delete(found[0], uid, what.kept()), what)

    def undo(self) -> None:
        """Take the last command back."""
        self._reverse(self.copy.undo, tr("Nothing to undo."), tr("Taken back"))

    def redo(self) -> None:
        """Repeat the command that was taken back last."""
        self._reverse(self.copy.redo, tr("Nothing to redo."), tr("Done again"))

    def _reverse(self, function: Callable[[], Undone | None], nothing: str, done: str) -> None:
        undone = self._command(function)
        if isinstance(undone, Undone):
            what = done_before.read(undone.description).in_words(translate)
            text = tr("{done}: {what}", done=done, what=what) if what else done
            if undone.left:
                text += " " + tr("Some of it stays: it was changed since.")
            self.say(text, WARNING if undone.left else GOOD)
        elif undone is None:
            self.say(nothing, WARNING)

    def settle(self, table: str, uid: str, choice: str, fields: Sequence[str]) -> None:
        """Settle one decision."""
        self._command(lambda: self.copy.settle(table, uid, choice, fields))

    def remark(self, function: Callable[[], Any]) -> bool:
        """Carry out a command of the review, which a locked map takes too; return whether it was kept."""
        return self._command(function, while_locked=True) is not _REFUSED

    def _command(self, function: Callable[[], Any], *, while_locked: bool = False) -> Any:
        """Carry out a command, show what it changed, and let the server know soon; _REFUSED when it was not."""
        if self.is_locked and (self.broken is not None or not while_locked):
            self.say(self.why_locked(), WARNING)
            return _REFUSED
        try:
            self.copy.check_there()
            result = function()
        except FloodMapError as error:
            self.complain(error)
            self._look_at_file()
            return _REFUSED
        self.refresh()
        self.sync.soon()
        return result

    def _refuses(self, geometry: QgsGeometry, kind: str) -> bool:
        problem = drawn_shape.problem(geometry, kind)
        if problem is not None:
            self.say(translate(_DRAWING, problem), BAD)
        return problem is not None

    def _said_of_shape(self, what: Done, geometry: QgsGeometry) -> None:
        odd = drawn_shape.warning(geometry, self.layers.village)
        self.say(translate(_DRAWING, odd) if odd else what.in_words(translate), WARNING if odd else GOOD)

    # Keeping in step ----------------------------------------------------------------------

    def select(self, uid: str | None) -> None:
        """Select a thing on the map, or nothing."""
        self.selection = uid
        self.selected.emit(uid)

    def show_thing(self, uid: str) -> None:
        """Select a thing and bring it into the middle of the map."""
        self.select(uid)
        geometry = self.layers.geometry(uid)
        if geometry is not None:
            self._show_place(geometry)

    def show_place(self, geometry: str) -> None:
        """Bring a place (hex EWKB) into the middle of the map."""
        self._show_place(from_hex(geometry))

    def _show_place(self, geometry: QgsGeometry) -> None:
        canvas = self.iface.mapCanvas()
        box = geometry.boundingBox()
        least = _LEAST_VIEW / 2
        box = QgsRectangle(box.xMinimum() - least, box.yMinimum() - least, box.xMaximum() + least,
                           box.yMaximum() + least)  # fmt: skip
        canvas.setReferencedExtent(QgsReferencedRectangle(box, QgsCoordinateReferenceSystem("EPSG:4490")))
        canvas.refresh()

    def refresh(self) -> None:
        """Show what the file holds now."""
        try:
            draw(self.copy, self.layers)
            self._renew_symbols()
        except FloodMapError as error:
            self.complain(error)
            return
        if self.selection is not None and self.layers.row(self.selection) is None:
            self.select(None)
        self.changed.emit()

    def _renew_symbols(self) -> None:
        """Draw with the versions that a sync brought."""
        now = palette.symbols_of(self.copy.lookups)
        if now.own != self.symbols.own:
            self.symbols = now
            self.layers.draw_with(now)

    def _look_at_file(self) -> None:
        """Take in what another program wrote, and notice when the file is gone."""
        try:
            if self.copy.changed_elsewhere():
                self.refresh()
            if self.broken is not None:
                self.broken = None
                self.say(tr("The file is there again. Go on."), GOOD)
                self.changed.emit()
        except FloodMapError as error:
            if self.broken is None:
                self.broken = error
                self.complain(error)
                self.changed.emit()

    def _synchronised(self, result: SyncResult) -> None:
        self._look_at_file()
        if result.taken_rows and not self.copy.conflicts():  # what is to be decided was said, and stays
            self.say(tr("{count} changes by others were taken in.", count=result.taken_rows), GOOD)
        self.changed.emit()

    # Layers in QGIS -----------------------------------------------------------------------

    def _show_layers(self) -> None:
        project, bridge = QgsProject.instance(), self.iface.layerTreeCanvasBridge()
        remove_left_layers()
        by_itself = bridge.autoSetupOnFirstLayer()
        bridge.setAutoSetupOnFirstLayer(False)  # else a first layer changes the project's system and what is shown
        group = project.layerTreeRoot().insertGroup(0, f"{self.title} {self.copy.head['year']}")
        group.setCustomProperty(MARK, self.copy.head["edition_uid"])
        for layer in self.layers.all:
            project.addMapLayer(layer, False)
        for layer in self.layers.themes.values():
            group.addLayer(layer).setExpanded(False)
        base = group.addGroup(tr("Base map"))
        base.setExpanded(False)
        for _, layer in self.layers.base:
            base.addLayer(layer)
        village = self.layers.village.boundingBox()
        longitude = 120.0 if self.layers.village.isEmpty() else village.center().x()
        bridge.setCanvasLayers()
        bridge.setAutoSetupOnFirstLayer(by_itself)
        project.setCrs(QgsCoordinateReferenceSystem(metric_crs(longitude)))
        self.show_whole()

    def show_whole(self) -> None:
        """Show the whole village."""
        canvas = self.iface.mapCanvas()
        box = self.layers.village.boundingBox() if not self.layers.village.isEmpty() else None
        if box is None:
            canvas.zoomToFullExtent()
            return
        box.setYMinimum(box.yMinimum() - box.height() * 0.1)  # the hint line lies there
        degrees = QgsCoordinateReferenceSystem("EPSG:4490")
        canvas.setReferencedExtent(QgsReferencedRectangle(box, degrees))
        canvas.zoomByFactor(1.1)
        canvas.refresh()

    def close(self) -> None:
        """Close the map: layers and timers go, the file keeps everything."""
        self._is_closed = True
        self.closing.emit()
        self._look.stop()
        self.sync.stop()
        remove_left_layers()
        if self._crs_before.isValid():
            QgsProject.instance().setCrs(self._crs_before)
        self.copy.close()
        self.setParent(None)
        self.deleteLater()

    def while_open(self, function: Callable[..., Any]) -> Callable[..., None]:
        """Return ``function``, which does nothing any more once the map is closed: background work may answer later."""

        def call(*values: Any) -> None:
            if not self._is_closed:
                function(*values)

        return call


def layers_of(copy: WorkingCopy, symbol_set: SymbolSet) -> CopyLayers:
    """Return the layers of a working copy, filled. Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten."""
    layers = CopyLayers(copy.head["edition_uid"], _layer_names(), symbol_set, language())
    for name in BASE_NAMES:
        layers.fill_base(name, drawn_rows(copy, name))
    draw(copy, layers)
    return layers


def draw(copy: WorkingCopy, layers: CopyLayers) -> None:
    """Bring the layers in step with the working copy. Raises: as ``layers_of``."""
    labels = drawn_rows(copy, "label_point")
    for name in THEMES:
        layers.show(name, drawn_rows(copy, name), labels)


def remove_left_layers() -> None:
    """Take the layers of working copies out of the project, also those that a saved project brought back empty."""
    project = QgsProject.instance()
    root = project.layerTreeRoot()
    for group in [one for one in root.children() if one.customProperty(MARK)]:
        root.removeChildNode(group)
    project.removeMapLayers([key for key, layer in project.mapLayers().items() if layer.customProperty(MARK)])


def _kind(geometry: QgsGeometry) -> str:
    return ("point", "line", "polygon")[geometry.constGet().dimension()]


def _layer_names() -> dict[str, str]:
    return {
        "element_point": tr("Point symbols"), "route": tr("Evacuation routes"), "element_line": tr("Line symbols"),
        "element_polygon": tr("Area symbols"), "area": tr("Borders"), "road": tr("Roads"),
        "dike": tr("Dikes and seawalls"), "building": tr("Buildings"),
        "water_line": tr("Streams"), "water_area": tr("Waters"), "contour": tr("Contours"), "ground": tr("Ground"),
    }  # fmt: skip

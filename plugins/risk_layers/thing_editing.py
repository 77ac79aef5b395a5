"""One thing on its card: read it, change it, place it, retire it, or add a new one.

Everything goes to the database in the background and starts from the revision
that stands on the card; while an answer is awaited the card can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Mapping

from flood_core.database import register_edit, registers
from flood_core.database.connection import Connection, RightsRefused
from flood_core.database.notifications import MANY
from flood_core.database.patience import NotAnswering, answer_within
from flood_core.database.register_edit import GEOMETRY, BothChanged, Saved
from flood_core.database.registers import Places
from flood_core.errors import Cancelled, DatabaseUnavailable
from flood_core.model.forms import FormField
from flood_core.model.registers import AREA, Category, Thing, new_fields
from flood_core.progress import Feedback
from flood_core.windows.attribute_form import in_words
from flood_core.windows.conflict_window import ConflictRow, ConflictWindow
from flood_core.windows.messages import hint_while, show_hint, words
from flood_core.windows.session import Session
from flood_core.windows.translation import tr, translate
from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QMessageBox

from .map_tools import DrawTool, RegisterTool, ReshapeTool, kind_of
from .marks import Marks
from .register_view import GIVE_UP
from .small_windows import RetireWindow
from .thing_card import ThingCard

_SHAPES = {"P": "point", "L": "line", "A": "polygon"}


@dataclass(frozen=True)
class Draft:
    """A thing that is not yet in the registers."""

    category: Category
    fields: tuple[FormField, ...]


class ThingEditing(QObject):
    """Stands between the card, the map and the registers."""

    tool_wanted = pyqtSignal(object)  #: a tool for the map, or None: back to looking
    zoom_wanted = pyqtSignal(object)  #: QgsGeometry in degrees
    saved = pyqtSignal()

    def __init__(self, iface: Any, session: Session, card: ThingCard, keep: Callable[[Any], Any]) -> None:
        super().__init__(iface.mainWindow())
        self._iface, self._session, self.card, self._keep = iface, session, card, keep
        self._marks = Marks(iface.mapCanvas())
        self._categories: Mapping[str, Category] = {}
        self._draft: Draft | None = None
        self._place: QgsGeometry | None = None  # as it stands on the map now
        self._moved = False
        self._busy = 0  # questions that wait for an answer
        self._stale = False  # somebody changed the thing while one waited
        self._wanted = ""  # uid of the thing that was asked for last
        self.is_down: Callable[[], bool] = lambda: False
        self.moment: Callable[[], datetime | None] = lambda: None  # the past day that tree and map show
        self._day: datetime | None = None  # the last that was told
        self.shown_at: datetime | None = None  # the moment that the card shows; None = now
        self._last: Saved | None = None  # what the card's button takes back
        card.save_wanted.connect(self.save)
        card.revert_wanted.connect(self.revert)
        card.place_wanted.connect(self.place)
        card.retire_wanted.connect(self._ask_retire)
        card.restore_wanted.connect(self._restore)
        card.take_back_wanted.connect(self._take_back)
        card.zoom_wanted.connect(lambda: self.zoom_wanted.emit(self._place))
        card.edited.connect(self._edited)
        card.toggleViewAction().toggled.connect(self._opened)

    def know(self, categories: Mapping[str, Category]) -> None:
        """Take the categories by code."""
        self._categories = categories

    def stop(self) -> None:
        """Leave nothing on the map."""
        self._marks.clear()
        self.setParent(None)
        self.deleteLater()

    def close(self) -> None:
        """Forget the thing: nobody is signed in, or a new one was given up."""
        self._forget()
        self.card.hide()

    def _forget(self) -> None:
        self.card.thing, self._draft, self._moved, self._place = None, None, False, None
        self._marks.clear()

    def _opened(self, is_open: bool) -> None:
        """Forget the thing when its card is closed; what is unsaved waits until the next one is wanted."""
        if not is_open and not self.is_unsaved():
            self.tool_wanted.emit(None)
            self._forget()

    # Showing ----------------------------------------------------------------------------

    def show(self, uid: str, *, zoom: bool = False) -> None:
        """Read a thing and show its card, once nothing unsaved would be lost."""

        def read() -> None:
            at = self.moment()

            def shown(thing: Thing) -> None:
                if thing.uid != self._wanted:
                    return  # another one was clicked meanwhile
                self._unless_unsaved(lambda: look_at(thing))  # something may have been typed meanwhile

            def look_at(thing: Thing) -> None:
                self._show(thing)
                self.shown_at = at
                if zoom and self._place is not None:
                    self.zoom_wanted.emit(self._place)

            self._wanted = uid
            self._ask(tr("Reading the card"), lambda connection: registers.thing(connection, uid, at), shown)

        self._unless_unsaved(read)

    def show_day(self) -> None:
        """Show the thing of the card as on the day that tree and map show now, where that is another one."""
        thing = self.card.thing
        before, self._day = self._day, self.moment()
        if thing is not None and self._day != before:
            self.show(thing.uid)

    def others_changed(self, uids: set[str]) -> None:
        """Renew the card when somebody changed its thing; what is unsaved stays and is told, a past day stays."""
        thing = self.card.thing
        if thing is None or thing.as_of or not {thing.uid, MANY} & uids:
            return
        if self._busy:
            self._stale = True  # looked at when the answer is there
            return

        def fresh(now: Thing) -> None:
            shown = self.card.thing
            if shown is None or shown.uid != now.uid or now.revision == shown.revision:
                return
            if self.is_unsaved():
                self.card.tell(
                    tr(
                        "{person} changed this at {time}. Your changes are kept: save to put both together.",
                        person=now.changed_by,
                        time=now.changed_at,
                    )  # fmt: skip
                )
            else:
                self._show(now)

        self._ask(tr("Reading the card"), lambda connection: registers.thing(connection, thing.uid), fresh,
                  lambda _error: None)  # fmt: skip

    def _show(self, thing: Thing) -> None:
        self._draft, self._moved, self.shown_at = None, False, None
        self._place = from_hex(thing.geometry)
        self._marks.show(self._place)
        self.card.show_thing(thing, self._symbols(thing.code))
        self._raise()

    def _raise(self) -> None:
        self.card.show()
        self.card.raise_()

    def _symbols(self, code: str) -> Mapping[str, str]:
        return self._categories[code].symbols if code in self._categories else {}

    # What is unsaved --------------------------------------------------------------------

    def changes(self) -> dict[str, Any]:
        """Return what differs from what was read, the place among it."""
        if self.card.form is None or (self.card.thing is None and self._draft is None):
            return {}
        found = self.card.form.changes()
        if self._moved and self._place is not None:
            found[GEOMETRY] = to_hex(self._place)
        return found

    def is_unsaved(self) -> bool:
        """Tell whether something would be lost."""
        return self._draft is not None or bool(self.changes())

    def _edited(self) -> None:
        if self._draft is None:
            self.card.may_save(bool(self.changes()) and not self._busy)

    def _unless_unsaved(self, then: Callable[[], None]) -> None:
        if not self.is_unsaved():
            then()
            return
        question = QMessageBox(self.card)
        question.setObjectName("unsavedQuestion")
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(tr("Register card"))
        question.setText(tr("The card has changes that are not saved."))
        stay = question.addButton(tr("Go on with it"), QMessageBox.ButtonRole.RejectRole)
        leave = question.addButton(tr("Discard the changes"), QMessageBox.ButtonRole.DestructiveRole)
        leave.setObjectName("discardChanges")
        question.setDefaultButton(stay)

        def answered(button: Any) -> None:
            if button is leave:
                self._draft = None
                self._moved = False
                self.card.form = None
                then()

        question.buttonClicked.connect(answered)
        question.open()

    def revert(self) -> None:
        """Put back what was read; a new thing is given up."""
        self.tool_wanted.emit(None)
        if self._draft is not None:
            self.close()
        elif self.card.thing is not None:
            self._show(self.card.thing)

    # Saving -----------------------------------------------------------------------------

    def save(self) -> None:
        """Send what differs."""
        if self.card.form is None or self._busy or self.card.form.show_problems() is not None:
            return
        if self._draft is not None:
            self._add(self._draft)
        elif self.card.thing is not None and self.changes():
            self._send(self.card.thing, self.changes())

    def _send(self, start: Thing, changes: Mapping[str, Any]) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, BothChanged):
                self._settle(error)
            else:
                self._failed(error)

        self.card.lock(True)
        self._ask(tr("Saving"), lambda connection: register_edit.save(connection, start, changes), self._stored, failed)

    def _stored(self, saved: Saved) -> None:
        self.tool_wanted.emit(None)
        self._show(saved.thing)
        self._last = saved
        said = tr("“{name}” was saved.", name=saved.thing.name)
        if saved.merged:
            said += " " + tr("Changes of others to {count} fields were kept as well.", count=len(saved.merged))
        self.card.tell(said, done=True, take_back=bool(saved.inverse))
        self.saved.emit()

    def _take_back(self) -> None:
        last = self._last
        if last is not None:
            self._unless_unsaved(lambda: self._send(last.thing, last.inverse))

    def _settle(self, conflict: BothChanged) -> None:
        """Ask a person for each field that two changed; closed without an answer, all stays as typed."""
        self._failed(conflict)
        fields = {field.key: field for field in conflict.seen.fields()}
        base, theirs = register_edit.content(conflict.seen), register_edit.content(conflict.theirs)
        rows = [
            ConflictRow(
                key,
                conflict.seen.name,
                translate("forms", fields[key].label) if key in fields else tr("Place on the map"),
                value_in_words(fields.get(key), base[key]),
                value_in_words(fields.get(key), conflict.changes[key]),
                value_in_words(fields.get(key), theirs[key]),
                conflict.theirs.changed_by,
                conflict.theirs.changed_at,
            )
            for key in conflict.keys
        ]
        window = self._keep(ConflictWindow(self._iface.mainWindow(), rows))
        window.decided.connect(lambda decided: self._decided(conflict, decided))
        window.open()

    def _decided(self, conflict: BothChanged, decided: Mapping[str, str]) -> None:
        if set(decided) >= set(conflict.keys):
            self._send(*register_edit.settle(conflict, decided))

    def _failed(self, error: BaseException) -> None:
        self.card.lock(False)
        if isinstance(error, RightsRefused):
            self.card.tell(tr("You have no right to change this. What you typed is still here."), why=words(error)[0])
        elif not isinstance(error, Cancelled):
            self.card.tell(" ".join(words(error)).strip())

    # Place ------------------------------------------------------------------------------

    def place(self) -> None:
        """Let the person click, draw or reshape on the map."""
        geometry = self._place
        code = self._draft.category.code if self._draft else self.card.thing.code if self.card.thing else ""
        category = self._categories.get(code)
        if category is None:
            return
        self._marks.clear()
        if geometry is not None:
            tool: RegisterTool = ReshapeTool(self._iface.mapCanvas(), geometry)
            tool.reshaped.connect(self._placed)
            point = kind_of(geometry) == "point"
            self.card.tell(
                tr("Click the new place on the map, then save.") if point else
                tr("Drag a corner · drag an edge to make a new corner · right click takes a corner away. Then save.")
            )  # fmt: skip
        else:
            tool = DrawTool(self._iface.mapCanvas(), _SHAPES[category.geometry_types[0]])
            tool.drawn.connect(self._drawn)
            self.card.tell(tool_words(_SHAPES[category.geometry_types[0]]))
        tool.given_up.connect(self._gave_up)
        self.tool_wanted.emit(tool)

    def _drawn(self, geometry: QgsGeometry) -> None:
        self.tool_wanted.emit(None)
        self._placed(geometry)
        self._marks.show(geometry, unsaved=True)
        self.card.tell(tr("The place is not saved yet."))

    def _placed(self, geometry: QgsGeometry) -> None:
        self._place, self._moved = geometry, True
        self._edited()

    def _gave_up(self) -> None:
        self.tool_wanted.emit(None)
        if self._draft is None and self.card.thing is not None:
            self._place, self._moved = from_hex(self.card.thing.geometry), False
            self.card.tell("")
            self._edited()
        self._marks.show(self._place, unsaved=self._moved)

    # Retire and restore -----------------------------------------------------------------

    def _ask_retire(self) -> None:
        if self.card.thing is not None:
            window = self._keep(RetireWindow(self.card, self.card.thing.name))
            window.decided.connect(self._retire)
            window.open()

    def _retire(self, reason: str) -> None:
        thing = self.card.thing
        if thing is not None:
            said = tr("“{name}” was retired.", name=thing.name)
            self._change(lambda connection: register_edit.retire(connection, thing, reason), said)

    def _restore(self) -> None:
        thing = self.card.thing
        if thing is not None:
            said = tr("“{name}” was restored.", name=thing.name)
            self._change(lambda connection: register_edit.restore(connection, thing), said)

    def _change(self, function: Callable[[Connection], Thing], said: str) -> None:
        def done(thing: Thing) -> None:
            self._show(thing)
            self.card.tell(said, done=True)
            self.saved.emit()

        self.card.lock(True)
        self._ask(tr("Saving"), function, done, self._failed)

    # Adding -----------------------------------------------------------------------------

    def begin_new(self, category: Category, geometry: str) -> None:
        """Let the person show the place of a new thing, then open its blank form."""

        def begin() -> None:
            tool = DrawTool(self._iface.mapCanvas(), geometry)
            tool.drawn.connect(lambda drawn: self._open_new(category, drawn))
            tool.given_up.connect(lambda: self.tool_wanted.emit(None))
            self.tool_wanted.emit(tool)
            hint_while(self._iface.messageBar(), tool, tool_words(geometry), category.name)

        self._unless_unsaved(begin)

    def _open_new(self, category: Category, geometry: QgsGeometry) -> None:
        self.tool_wanted.emit(None)
        self._marks.show(geometry, unsaved=True)
        at = geometry.pointOnSurface().asPoint()

        def read(connection: Connection) -> tuple[Places, Any]:
            places = registers.places_for(connection, category.kind, at.x(), at.y())
            return places, registers.blank_form(connection, category.code)

        def show(found: tuple[Places, Any]) -> None:
            places, (attributes, departments) = found
            fields = new_fields(category.kind, places.areas, attributes, departments)
            self._draft = Draft(category, fields)
            self._place, self._moved = geometry, True
            here = places.here if places.here in dict(places.areas) else None
            self.card.show_new(
                fields, {AREA: here, "verification_state": "unverified"}, category.name, category.symbols
            )
            if places.here is not None and here is None:
                self.card.tell(tr("This place lies outside the areas in which you may add things."))
            self._raise()

        self._ask(tr("Reading the card"), read, show)

    def _add(self, draft: Draft) -> None:
        if self.card.form is None or self._place is None:
            return
        values = {key: value for key, value in self.card.form.values().items() if value is not None}
        area = values.pop(AREA)
        values[GEOMETRY] = to_hex(self._place)
        category = draft.category
        self._change(
            lambda connection: register_edit.add(connection, category.kind, category.code, area, values),
            tr("“{name}” was added.", name=values["name"]),
        )

    # Background -------------------------------------------------------------------------

    def _say_failed(self, error: BaseException, title: str) -> None:
        """Say in the message bar what failed; that nobody answers stands in the dock, and is said in passing."""
        if isinstance(error, DatabaseUnavailable):
            show_hint(self._iface.messageBar(), " ".join(words(error)))
        else:
            self._session.show_error(error, title)

    def _ask(
        self,
        title: str,
        function: Callable[[Connection], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Ask the registers in the background, within patience; the card's buttons wait meanwhile.

        While nobody answers the view's question nothing more is asked: each waiting
        question takes one of the few threads with which QGIS draws.
        """
        failed = on_error or (lambda error: self._say_failed(error, title))
        if self.is_down():
            failed(NotAnswering())
            return

        def work(connection: Connection, feedback: Feedback) -> Any:
            with answer_within(connection, GIVE_UP):
                return function(connection)

        def ended(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def call(result: Any) -> None:
                self._busy -= 1
                self._edited()
                then(result)
                if self._stale and not self._busy:
                    self._stale = False
                    self.others_changed({MANY})

            return call

        self._busy += 1
        self._edited()
        self._session.ask(title, work, ended(on_done), ended(failed))


def tool_words(geometry: str) -> str:
    """Return what to do with the tool that draws."""
    if geometry == "point":
        return tr("Click the place on the map. Esc gives up.")
    return tr("Click corner after corner; double click or Enter ends, Backspace takes a corner back, Esc gives up.")


def value_in_words(field: FormField | None, value: Any) -> str:
    """Return a value of the card for the conflict window; a place by its coordinates."""
    if field is not None:
        return in_words(field, value)
    geometry = from_hex(value)
    if geometry is None:
        return tr("not on the map")
    middle = geometry.pointOnSurface().asPoint()
    corners = geometry.constGet().nCoordinates()
    said = f"{middle.x():.5f}, {middle.y():.5f}"
    return said if corners == 1 else tr("{place}, {count} corners", place=said, count=corners)


def from_hex(text: str | None) -> QgsGeometry | None:
    """Return the geometry of hex WKB (degrees)."""
    if not text:
        return None
    geometry = QgsGeometry()
    geometry.fromWkb(bytes.fromhex(text))
    return geometry


def to_hex(geometry: QgsGeometry) -> str:
    """Return a geometry as hex WKB."""
    return bytes(geometry.asWkb().data()).hex()

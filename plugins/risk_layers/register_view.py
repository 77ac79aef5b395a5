"""Keep tree, map and list true to the registers, without ever waiting for the database in the main thread.

Wishes are collected (half a second for what others change), then one question
at a time goes to a background thread. While no answer comes, what is shown
stays, and it is said; when the server is back, it is asked again by itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from flood_core.analysis.metric import metric_crs
from flood_core.database import registers
from flood_core.database.connection import Connection
from flood_core.database.notifications import MANY
from flood_core.database.patience import answer_within
from flood_core.database.register_search import resolved
from flood_core.database.registers import Counts, Listed, Vocabulary
from flood_core.errors import Cancelled, DatabaseUnavailable
from flood_core.layers.register_layers import CRS, MOST, Content, RegisterLayers, bounds, content
from flood_core.model.registers import RegisterFilter
from flood_core.progress import Feedback
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.work import Work
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .pictures import draw_all, screen_ratio

Extent = tuple[float, float, float, float]

LISTED = 200
#: Milliseconds: after a click, after the map was moved, after somebody else changed something.
AT_ONCE, AFTER_MOVE, AFTER_CHANGE = 60, 250, 500
#: Seconds: until a slow answer is spoken of, until it is given up, until the next attempt.
PATIENCE, GIVE_UP, AGAIN = 2, 45, 4
#: After a change of others the next look waits this many times as long as the last one took.
_REST = 3
_MARGIN = 0.15  # of the extent, read beyond its edge


@dataclass(frozen=True)
class Answer:
    """What the registers hold for a filter: counts, a list, and what stands on the map."""

    counts: Counts
    listed: list[Listed]
    content: Content
    shown: int  # things on the map
    total: int  # things that would be there if all fitted
    extent: Extent | None  # where the content lies; None = everywhere


class RegisterView(QObject):
    """Asks the registers on behalf of the dock, and fills the layers."""

    vocabulary_known = pyqtSignal(object)  #: Vocabulary, once after signing in
    answered = pyqtSignal(object)  #: Answer
    trouble = pyqtSignal(object)  #: None: all is well; "" : no answer yet; an error: it failed
    changed = pyqtSignal(object)  #: set of uids that somebody changed

    def __init__(self, iface: Any, session: Session, layers: RegisterLayers) -> None:
        super().__init__(iface.mainWindow())
        self._canvas, self._session, self._layers = iface.mapCanvas(), session, layers
        self.filter = RegisterFilter()
        self.vocabulary: Vocabulary | None = None
        self.answer: Answer | None = None
        self._took = self._begun = 0.0  # seconds
        self._active = False
        self.in_trouble = False  # nobody answers: one question at a time is enough
        self._wanted = self._whole = False  # something is to be asked; not only whether it concerns us
        self._heard: set[str] = set()
        self._work: Work | None = None
        self._soon = self._timer(self._ask)
        self._slow = self._timer(lambda: self._say(""))
        session.signed_in.connect(self._signed_in)
        session.signed_out.connect(self._signed_out)
        session.changed.connect(self._others_changed)
        session.reachable.connect(self._reachable)
        self._canvas.extentsChanged.connect(self._moved)
        QgsProject.instance().cleared.connect(self._project_cleared)

    def _timer(self, ring: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(ring)
        return timer

    def stop(self) -> None:
        """Let go of everything; the layers leave the project."""
        self._session.signed_in.disconnect(self._signed_in)
        self._session.signed_out.disconnect(self._signed_out)
        self._session.changed.disconnect(self._others_changed)
        self._session.reachable.disconnect(self._reachable)
        self._canvas.extentsChanged.disconnect(self._moved)
        QgsProject.instance().cleared.disconnect(self._project_cleared)
        self.set_active(False)
        if self._work is not None:
            self._work.cancel()
        self._layers.remove()
        self.setParent(None)
        self.deleteLater()

    # Wishes ------------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        """Follow the registers only while somebody looks."""
        self._active = active
        if active:
            self.refresh(AT_ONCE)
        else:
            self._soon.stop()

    def set_filter(self, wanted: RegisterFilter) -> None:
        """Show something else."""
        if wanted != self.filter:
            self.filter = wanted
            self.refresh(AT_ONCE)

    def refresh(self, milliseconds: int = AT_ONCE) -> None:
        """Ask again, soon; a wish that comes while an answer is awaited is kept."""
        self._whole = True
        self._wish(milliseconds)

    def _wish(self, milliseconds: int) -> None:
        self._wanted = True
        if self._active and self._session.is_signed_in and self._work is None and not self._soon.isActive():
            self._soon.start(milliseconds)

    def _others_changed(self, uids: set[str]) -> None:
        self._heard |= uids
        self.changed.emit(uids)
        self._wish(max(AFTER_CHANGE, round(self._took * _REST * 1000)))

    def _moved(self) -> None:
        answer = self.answer
        if answer is None:
            return
        # What was read whole needs no second look; that of which only the worst was read does.
        if answer.total > answer.shown or not _holds(answer.extent, self.sight(0)):
            self._wish(AFTER_MOVE)

    def _reachable(self, error: BaseException | None) -> None:
        if error is None:
            self.refresh(AT_ONCE)
        else:
            self._say(error)

    def _signed_in(self) -> None:
        self.vocabulary = self.answer = None
        self.refresh(AT_ONCE)

    def _signed_out(self) -> None:
        self.vocabulary = self.answer = None
        self._wanted = False
        self._heard = set()
        self._soon.stop()
        self._layers.remove()
        self._say(None)

    def _project_cleared(self) -> None:
        if self._session.is_signed_in and self._active:
            self.refresh(AT_ONCE)

    # The question and its answer ----------------------------------------------------------

    def sight(self, margin: float = _MARGIN) -> Extent | None:
        """Return what the map shows, in degrees; None when it cannot be said."""
        settings = self._canvas.mapSettings()
        extent = QgsRectangle(self._canvas.extent())
        if extent.isEmpty() or not settings.destinationCrs().isValid():
            return None
        extent.scale(1 + 2 * margin)
        degrees = QgsCoordinateReferenceSystem(CRS)
        try:
            transform = QgsCoordinateTransform(settings.destinationCrs(), degrees, QgsProject.instance())
            box = transform.transformBoundingBox(extent)
        except QgsCsException:
            return None
        return (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) if box.isFinite() else None

    def _ask(self) -> None:
        if self._work is not None or not self._active or not self._session.is_signed_in:
            return
        wanted, sight, heard, knows = self.filter, self.sight(), self._heard, self.vocabulary is not None
        before = None if self._whole or MANY in heard else self.answer
        self._wanted = self._whole = False
        self._heard = set()
        self._begun = time.monotonic()
        ratio = screen_ratio()

        def ask(connection: Connection, feedback: Feedback) -> tuple[Vocabulary | None, Answer | None]:
            with answer_within(connection, GIVE_UP):
                words = None
                if not knows:
                    words = registers.vocabulary(connection)
                    draw_all(words.categories, ratio)
                if before is None or (heard and registers.concern(connection, heard)):
                    return words, look(connection, wanted, sight)
                if _holds(before.extent, sight) and before.total == before.shown:
                    return words, None
                return words, look(connection, wanted, sight, before)

        self._slow.start(PATIENCE * 1000)
        self._work = self._session.ask(tr("Reading the registers"), ask, self._got, self._failed)

    def _got(self, result: tuple[Vocabulary | None, Answer | None]) -> None:
        self._ended()
        self._took = time.monotonic() - self._begun
        vocabulary, answer = result
        if not self._session.is_signed_in:
            return
        if vocabulary is not None:
            self.vocabulary = vocabulary
            self.vocabulary_known.emit(vocabulary)
        if answer is not None:
            self.answer = answer
            self._draw(answer)
            self.answered.emit(answer)
        self._say(None)
        if self._wanted:
            self._wish(AFTER_CHANGE)

    def _draw(self, answer: Answer) -> None:
        """Fill the layers; a project without any layer gets a plane in metres and a look at the whole."""
        box = bounds(answer.content) if not QgsProject.instance().mapLayers() else QgsRectangle()
        self._layers.show(answer.content)
        if not box.isEmpty():
            QTimer.singleShot(0, lambda: self._look_at(box))  # after QGIS has taken the first layer's system

    def _look_at(self, box: QgsRectangle) -> None:
        project = QgsProject.instance()
        project.setCrs(QgsCoordinateReferenceSystem(metric_crs(box.center().x())))
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(CRS), project.crs(), project)
        self._canvas.setExtent(transform.transformBoundingBox(box.buffered(0.05 * box.width())))
        self._canvas.refresh()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        if isinstance(error, Cancelled):
            return
        self._heard.add(MANY)  # what was heard meanwhile is not known to be shown
        self._say(error)
        if isinstance(error, DatabaseUnavailable):
            self.refresh(AGAIN * 1000)
        else:
            self._session.show_error(error, tr("Registers"))

    def _say(self, what: object) -> None:
        self.in_trouble = what is not None
        self.trouble.emit(what)

    def _ended(self) -> None:
        self._work = None
        self._slow.stop()


def _holds(extent: Extent | None, sight: Extent | None) -> bool:
    """Tell whether what was read (None = everywhere) reaches as far as what is seen."""
    if extent is None:
        return True
    if sight is None:
        return False
    return extent[0] <= sight[0] and extent[1] <= sight[1] and sight[2] <= extent[2] and sight[3] <= extent[3]


def look(connection: Connection, wanted: RegisterFilter, sight: Extent | None, before: Answer | None = None) -> Answer:
    """Read counts, list and map for a filter; where not all fits, only what lies in ``sight``.

    With the answer from before (the map was moved, nothing else) counts and list stay.
    """
    wanted = resolved(connection, wanted)
    counts = before.counts if before else registers.counts(connection, wanted)
    on_map = 0 if wanted.placed is False else counts.get("placed", {}).get("yes", 0)
    extent = sight if on_map > MOST else None
    seen = registers.in_sight(connection, wanted, extent, MOST, None if extent else on_map)
    listed = before.listed if before else registers.listed(connection, wanted, LISTED)
    return Answer(counts, listed, content(seen.things), len(seen.things), seen.total, extent)

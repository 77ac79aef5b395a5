"""The hands and eyes of a scenario inside QGIS: clicks, keys, looks, and never a call past the windows."""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Iterator, Sequence, TypeVar

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QPoint, QSettings, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMenu, QWidget

Kind = TypeVar("Kind", bound=QWidget)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
#: Far longer than anything takes: a busy machine is no fault. Only a test that fails waits so long.
SECONDS = 90.0


class Robot:
    """Works in QGIS's windows as a person would."""

    def __init__(self, iface: Any, out: Path) -> None:
        self.iface, self.out = iface, out
        self.notes: dict[str, Any] = {}
        self.clicks = 0  # of the mouse, a double click counts as two
        self._shots = 0
        self._found: dict[str, QWidget] = {}

    def work_through(self, scenario: Callable[[Robot], None]) -> None:
        """Run a scenario, write its outcome, and end QGIS as a person would."""
        error = ""
        try:
            self.iface.mainWindow().showMaximized()
            self.pause(0.3)
            scenario(self)
        except BaseException:  # noqa: BLE001 - the outcome tells it to the test
            error = traceback.format_exc()
            self.shot("error")
        outcome = {"ok": not error, "error": error, "notes": self.notes}
        (self.out / "outcome.json").write_text(json.dumps(outcome, ensure_ascii=False, indent=1), encoding="utf-8")
        QgsProject.instance().clear()  # QGIS's own exit does it too, else layers outlive the window
        QSettings().sync()
        QApplication.instance().quit()

    # Time --------------------------------------------------------------------------------

    def pause(self, seconds: float) -> None:
        """Let QGIS work for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def wait(self, condition: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
        """Wait until ``condition`` gives something true, and return it.

        To look through thousands of widgets takes longer than the pause between two looks: it may have
        a fifth of the time, so that the work one waits for has the rest.
        """
        end = time.monotonic() + seconds
        while True:
            QApplication.processEvents()
            began = time.thread_time()
            found = condition()
            if found:
                return found
            assert time.monotonic() < end, f"waited {seconds:g} s in vain: {what}"
            self.pause(4 * (time.thread_time() - began) + 0.01)

    def mark(self, name: str) -> None:
        """Tell the test that the scenario has come so far."""
        (self.out / f"{name}.mark").touch()

    def wait_for_mark(self, name: str, seconds: float = 60) -> None:
        """Wait until the test says to go on."""
        self.wait((self.out / f"{name}.mark").exists, f"mark {name}", seconds)

    def note(self, name: str, value: Any) -> None:
        """Keep something for the test to look at."""
        self.notes[name] = value

    # Eyes --------------------------------------------------------------------------------

    def find(self, name: str, kind: type[Kind] = QWidget, within: QWidget | None = None) -> Kind:  # type: ignore[assignment]
        """Wait for a visible widget by its object name, and return it."""

        def look() -> Any:
            known = self._known(name)
            if isinstance(known, kind) and (within is None or within.isAncestorOf(known)):
                return (known,)  # an empty list box counts as false
            for one in _in_sight([within] if within is not None else QApplication.topLevelWidgets()):
                if one.objectName() == name and isinstance(one, kind):
                    self._found[name] = one
                    return (one,)
            return None

        return self.wait(look, f"widget {name}")[0]

    def _known(self, name: str) -> QWidget | None:
        """Return the widget that was found by this name last, if it is still in sight: to look for it takes long."""
        found = self._found.get(name)
        return found if found is not None and not sip.isdeleted(found) and found.isVisible() else None

    def gone(self, name: str, seconds: float = SECONDS) -> None:
        """Wait until no such widget is to be seen."""

        def is_gone() -> bool:
            if self._known(name) is not None:
                return False
            return not any(one.objectName() == name for one in _in_sight(QApplication.topLevelWidgets()))

        self.wait(is_gone, f"{name} to go away", seconds)

    def shot(self, name: str) -> Path:
        """Keep a picture of the whole screen."""
        self.pause(0.4)
        self._shots += 1
        path = self.out / f"{self._shots:02d}_{name}.png"
        QGuiApplication.primaryScreen().grabWindow(0).save(str(path))
        return path

    def messages(self, bar: str = "") -> list[str]:
        """Return what stands in QGIS's message bar, or in that of a window by its object name."""
        items = (self.find(bar) if bar else self.iface.messageBar()).items()
        return [f"{item.title()} {item.text()}".strip() for item in items]

    # Hands -------------------------------------------------------------------------------

    def click(self, target: str | QWidget, button: Qt.MouseButton = LEFT, at: QPoint | None = None) -> None:
        """Click a widget (found by name) in its middle, or ``at`` a point of it; it must be enabled and in sight."""
        widget = self.find(target) if isinstance(target, str) else target
        self.wait(widget.isEnabled, f"{widget.objectName()} to be enabled")
        if at is None and isinstance(widget, QAbstractButton):
            at = QPoint(min(12, widget.width() // 2), widget.height() // 2)
        self.clicks += 1
        QTest.mouseClick(widget, button, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
        self.pause(0.05)

    def click_item(self, view: Any, index: Any, *, double: bool = False) -> None:
        """Click an entry of a tree, list or table."""
        view.scrollTo(index)
        self.pause(0.05)
        at = view.visualRect(index).center()
        self.clicks += 2 if double else 1
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        if double:
            QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        self.pause(0.05)

    def type(self, target: str | QWidget, text: str) -> None:
        """Put ``text`` in the place of what stands in a field, into which one clicks unless the focus is there."""
        widget = self.find(target) if isinstance(target, str) else target
        self.clicks += not widget.hasFocus()
        widget.setFocus()
        if isinstance(widget, (QLineEdit,)):
            widget.selectAll()
        elif isinstance(widget, QComboBox):
            widget.lineEdit().selectAll()
        else:
            QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            QTest.keyClicks(widget, text)
        else:  # an input method commits whole words
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.pause(0.05)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
            widget: QWidget | None = None) -> None:  # fmt: skip
        """Strike a key, in ``widget`` or where the focus is."""
        QTest.keyClick(widget or QApplication.focusWidget() or self.iface.mainWindow(), key, modifier)
        self.pause(0.05)

    def choose(self, target: str | QComboBox, text: str) -> None:
        """Choose an entry of a list by its words, with the keyboard."""
        box = self.find(target, QComboBox) if isinstance(target, str) else target
        index = box.findText(text)
        assert index >= 0, f"{text} is not in the list: {[box.itemText(n) for n in range(box.count())]}"
        box.setFocus()
        while box.currentIndex() != index:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < index else Qt.Key.Key_Up)
        self.pause(0.05)

    def menu(self, name: str) -> None:
        """Choose the entry ``name`` of the menu 防汛防台 with the mouse."""
        menu = self.iface.mainWindow().findChild(QMenu, "floodmapMenu")
        assert menu is not None, "there is no menu of ours"
        bar = self.iface.mainWindow().menuBar()
        QTest.mouseClick(bar, LEFT, Qt.KeyboardModifier.NoModifier, bar.actionGeometry(menu.menuAction()).center())
        self.wait(menu.isVisible, "the menu to open")
        (action,) = [one for one in menu.actions() if one.objectName() == f"floodmap_{name}"]
        QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
        self.clicks += 2
        self.pause(0.1)

    def map_point(self, longitude: float, latitude: float) -> QPoint:
        """Return where a place (degrees, EPSG:4490) stands on the map canvas, in its pixels."""
        canvas = self.iface.mapCanvas()
        degrees = QgsCoordinateReferenceSystem("EPSG:4490")
        transform = QgsCoordinateTransform(degrees, canvas.mapSettings().destinationCrs(), QgsProject.instance())
        pixel = canvas.mapSettings().mapToPixel().transform(transform.transform(QgsPointXY(longitude, latitude)))
        return QPoint(round(pixel.x()), round(pixel.y()))

    def map_click(self, longitude: float, latitude: float, button: Qt.MouseButton = LEFT, *,
                  double: bool = False) -> None:  # fmt: skip
        """Click the map at a place in degrees."""
        viewport = self.iface.mapCanvas().viewport()
        at = self.map_point(longitude, latitude)
        assert viewport.rect().contains(at), f"{longitude}, {latitude} is not on the canvas"
        QTest.mouseMove(viewport, at)
        self.pause(0.02)
        strike = QTest.mouseDClick if double else QTest.mouseClick
        self.clicks += 2 if double else 1
        strike(viewport, button, Qt.KeyboardModifier.NoModifier, at)
        self.pause(0.05)

    def map_drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag with the left button from one place to another, both in degrees."""
        self.map_hold(start, end)
        self.map_let_go(end)

    def map_hold(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the left button at one place and move to another, both in degrees, without letting go."""
        viewport = self.iface.mapCanvas().viewport()
        first, last = self.map_point(*start), self.map_point(*end)
        QTest.mouseMove(viewport, first)
        QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)

    def map_let_go(self, place: tuple[float, float]) -> None:
        """Let go of the left button at a place in degrees."""
        at = self.map_point(*place)
        QTest.mouseRelease(self.iface.mapCanvas().viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        self.clicks += 1
        self.pause(0.05)

    def wait_for_map(self, seconds: float = 30) -> None:
        """Wait until the canvas has drawn."""
        canvas = self.iface.mapCanvas()
        self.wait(lambda: not canvas.isDrawing(), "the map to be drawn", seconds)


def _in_sight(widgets: Sequence[QObject]) -> Iterator[QWidget]:
    """Give the visible widgets among these and inside them: what is hidden hides all it holds, windows apart."""
    for one in widgets:
        if one.isWidgetType() and one.isVisible():
            yield one
            yield from _in_sight([child for child in one.children() if not (child.isWidgetType() and child.isWindow())])


def environment(name: str) -> str:
    """Return what the test handed to the scenario."""
    return os.environ[name]

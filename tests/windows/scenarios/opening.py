"""Open and close the window of every entry of the menu 防汛防台 again and again."""

from __future__ import annotations

from collections import Counter
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QLabel, QMenu, QWidget

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.census import census, memory_mb, objects

WARM_UP = 5


def run(robot: Robot) -> None:
    """Sign in, then go through the entries one by one."""
    status = robot.find("floodmapStatus", QLabel)
    robot.wait(lambda: status.text().endswith("floodmap"), "somebody to be signed in")
    rounds = int(environment("ROUNDS"))
    menu = robot.iface.mainWindow().findChild(QMenu, "floodmapMenu")
    entries = [action.objectName() for action in menu.actions() if action.objectName()]
    robot.note("entries", entries)
    for name in entries:
        robot.note(name, repeat(robot, menu, name, rounds))


def repeat(robot: Robot, menu: QMenu, name: str, rounds: int) -> dict[str, Any]:
    """Open and close one entry's window; return what there was halfway and after the last round.

    Halfway at the earliest when all is warm: Qt's threads and the memory that the C library keeps for each
    come once at some moment, what leaks comes with every round.
    """
    opened: set[str] = set()
    figures: list[dict[str, Any]] = []
    before, after = Counter[str](), Counter[str]()
    for number in range(rounds):
        (action,) = [one for one in menu.actions() if one.objectName() == name]
        opened |= open_and_close(robot, action, picture=name if number == 0 else "")
        if number in (max(WARM_UP, rounds // 2) - 1, rounds - 1):
            robot.wait(lambda: not QgsApplication.taskManager().count(), "the work of closed windows to end")
            counted = census(robot.iface)
            figures.append({"census": counted, "megabytes": memory_mb()})
            before, after = after, objects()
    new = dict(after - before)
    return {"opened": sorted(opened), "first": figures[0], "last": figures[-1], "new objects": new}


def open_and_close(robot: Robot, action: QAction, picture: str = "") -> set[str]:
    """Choose an entry, wait for what it opens, close that; return the names of what opened."""
    before = set(visible())
    seen: set[str] = set()
    watch = QTimer()

    def close_modal() -> None:  # QGIS's own options dialog runs a loop of its own
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.objectName() == "QgsOptionsBase":
            seen.add(dialog.objectName())
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    watch.timeout.connect(close_modal)
    watch.start(400)
    action.trigger()
    watch.stop()
    if not seen:
        new = robot.wait(lambda: set(visible()) - before, f"something to open from {action.objectName()}")
        robot.pause(0.15)
        if picture:
            robot.shot(picture)
        for widget in new:
            seen.add(widget.objectName() or type(widget).__name__)
            close(widget)
        robot.wait(lambda: not set(visible()) & new, f"{sorted(seen)} to close")
    return seen


def visible() -> list[QWidget]:
    """Return the windows and docks in sight."""
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible() and not isinstance(one, QMenu)]
    own = Qt.FindChildOption.FindDirectChildrenOnly  # to look through all that a window holds takes long
    docks = [dock for top in tops for dock in top.findChildren(QDockWidget, options=own) if dock.isVisible()]
    return [one for one in [*tops, *docks] if one.objectName() != "QgisApp"]


def close(widget: QWidget) -> None:
    """Close a window with Escape, as most people do, a dock by its button."""
    if isinstance(widget, QDockWidget):
        widget.close()
        return
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    if widget.isVisible():
        widget.close()

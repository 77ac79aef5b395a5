"""What there is in a running QGIS that a plugin could leave behind, counted."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QToolBar, QWidget

SUITE = ("flood_core", "flood_map_editor", "risk_layers", "report_export")


def settle() -> None:
    """Let Qt delete what waits for it, and Python collect."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def census(iface: Any) -> dict[str, Any]:
    """Return all that can be counted, by name; JSON can hold it."""
    settle()
    window = iface.mainWindow()
    canvas = iface.mapCanvas()
    return {
        "layers": len(QgsProject.instance().mapLayers()),
        "tree nodes": len(QgsProject.instance().layerTreeRoot().children()),
        "menus": [action.text() for action in window.menuBar().actions() if action.isVisible()],
        "toolbars": sorted(bar.objectName() for bar in window.findChildren(QToolBar)),
        "docks": sorted(dock.objectName() for dock in window.findChildren(QDockWidget)),
        "actions": len(window.findChildren(QAction)),
        "status bar": len(window.statusBar().findChildren(QWidget)),
        "map tool": type(canvas.mapTool()).__name__,
        "canvas items": len(canvas.scene().items()),
        "translators": len(QCoreApplication.instance().findChildren(QTranslator)),
        "providers": sorted(one.id() for one in QgsApplication.processingRegistry().providers()),
        "tasks": QgsApplication.taskManager().count(),
        "threads": threads(),
        "top level": dict(sorted(Counter(kind(one) for one in QApplication.topLevelWidgets()).items())),
        "ours": ours(),
    }


def threads() -> list[str]:
    """Return the names of Python's threads."""
    return sorted(thread.name for thread in threading.enumerate())


def ours() -> dict[str, int]:
    """Return the Qt objects of the suite's classes that live, by class."""
    alive = gc.get_objects()
    classes = {one for one in set(map(type, alive)) if issubclass(one, QObject) and one.__module__.startswith(SUITE)}
    found: Counter[str] = Counter()
    for one in alive:
        if type(one) in classes and not sip.isdeleted(one):
            found[f"{type(one).__module__}.{type(one).__name__}"] += 1
    return dict(sorted(found.items()))


def kind(one: QObject) -> str:
    """Return class and name of an object."""
    return f"{one.metaObject().className()} {one.objectName()}".strip()


def objects() -> Counter[str]:
    """Return the Qt objects that hang on QGIS's window, the application and the other windows, by kind and parent.

    Qt keeps a gesture of every scroll area that ever was; those are not counted. To be called after ``settle``.
    """
    roots = [QApplication.instance(), *QApplication.topLevelWidgets()]
    found: Counter[str] = Counter()
    for root in roots:
        for one in root.findChildren(QObject):
            parent = QObject.parent(one)  # a model's own parent() is something else
            if one.metaObject().className() == "QPanGesture":
                continue
            found[f"{kind(one)} in {kind(parent) if parent is not None else 'nothing'}"] += 1
    return found


def memory_mb() -> float:
    """Return the memory that this process has in use; to be called after ``settle``."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS in /proc/self/status")

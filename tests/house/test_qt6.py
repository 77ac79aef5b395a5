"""Ready for Qt 6: enum members through their enum, nothing that Qt 6 has dropped.

PyQt 5 knows ``Qt.AlignLeft`` and ``Qt.AlignmentFlag.AlignLeft``, PyQt 6 only
the second. So every ``Class.member`` of the sources is looked up in PyQt 5,
and must not turn out to be a member of an enum.
"""

from __future__ import annotations

import ast
import enum
import importlib
from pathlib import Path
from typing import Any, Iterator

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
SOURCES = sorted(PLUGINS.rglob("*.py"))
#: Names that Qt 6 or its Python bindings have no more.
DROPPED = {
    "QRegExp", "QRegExpValidator", "QDesktopWidget", "QTextCodec", "QMatrix", "QStringRef", "QGLWidget", "QDirModel",
    "QWebView", "QWebPage",
}  # fmt: skip
DROPPED_CALLS = {"exec_", "print_", "setMargin", "toPyObject"}
#: Static in Qt 6, where there is nothing to make one of.
NO_INSTANCE = {"QFontDatabase"}


def imported_classes(tree: ast.Module) -> dict[str, Any]:
    """Return the names that a module imports from Qt and QGIS, with what they stand for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis."):
            module = importlib.import_module(str(node.module))
            for alias in node.names:
                found[alias.asname or alias.name] = getattr(module, alias.name, None)
    return found


def is_enum_member(value: Any) -> bool:
    """Tell whether a value belongs to an enum of PyQt 5 or of Python."""
    if isinstance(value, enum.Enum):
        return True
    return isinstance(value, int) and type(value) not in (int, bool)


def complaints(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and fault of everything in a source that Qt 6 would stumble over."""
    tree = ast.parse(source)
    classes = imported_classes(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in classes:
            if is_unscoped(classes[node.value.id], node.attr):
                yield node.lineno, f"{node.value.id}.{node.attr} without its enum"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {alias.name for alias in node.names}
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("PyQt5", "PyQt6"):
                yield node.lineno, f"imports {node.module}"
            yield from ((node.lineno, f"imports {name}") for name in names & DROPPED)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in DROPPED_CALLS:
                yield node.lineno, f"calls {node.func.attr}"
            elif isinstance(node.func, ast.Name) and node.func.id in NO_INSTANCE:
                yield node.lineno, f"makes a {node.func.id}"


def is_unscoped(owner: Any, name: str) -> bool:
    """Tell whether a class that is no enum itself gives out a member of one of its enums."""
    if not isinstance(owner, type) or issubclass(owner, (enum.Enum, int)):
        return False
    return is_enum_member(getattr(owner, name, None))


def test_nothing_that_qt6_does_not_know() -> None:
    wrong = [
        f"{path.relative_to(PLUGINS)}:{line} {fault}"
        for path in SOURCES
        for line, fault in complaints(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_the_check_sees_what_it_should() -> None:
    source = """
from qgis.PyQt.QtCore import Qt, QRegExp
from qgis.core import Qgis, QgsTask
from qgis.PyQt.QtWidgets import QMessageBox
a = Qt.AlignLeft
b = Qt.AlignmentFlag.AlignLeft
c = Qgis.Warning
d = QgsTask.CanCancel
e = QMessageBox.Yes
f = QMessageBox.StandardButton.Yes
g = QMessageBox().exec_()
"""
    assert sorted(line for line, _ in complaints(source)) == [2, 5, 7, 8, 9, 11]

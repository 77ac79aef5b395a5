"""Who may import whom: read from the sources, not from good intentions."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Iterator

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
CORE = PLUGINS / "flood_core"
#: A room may import only rooms that stand above it.
ROOMS = (
    "compat", "errors", "progress",
    "model", "coordinates", "resources", "database", "symbology", "layers", "analysis", "areas",
    "terrain", "register", "ledger", "situation", "sheets", "reports", "processing", "windows", "cli",
)  # fmt: skip
FREE = ("compat", "errors", "progress")
#: What loads the plugin may name any room.
ENTRANCES = ("__init__", "plugin")
SOURCES = sorted(CORE.rglob("*.py"))


def room_of(file: Path) -> str:
    """Return the room that a file of flood_core is in."""
    parts = file.relative_to(CORE).parts
    return parts[0] if len(parts) > 1 else file.stem


@cache
def imports(file: Path) -> tuple[tuple[int, str], ...]:
    """Return line and absolute name of all that a file imports, wherever in it."""
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[tuple[int, str]]:
    package = ("flood_core", *file.relative_to(CORE).parts[:-1]) if file.is_relative_to(CORE) else ()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package[: len(package) - node.level + 1], *((node.module or "").split("."))]).strip(".")
            base = base if node.level else str(node.module)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def rooms_imported(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of the rooms of flood_core that a file imports."""
    for line, name in imports(file):
        parts = name.split(".")
        if parts[0] == "flood_core" and len(parts) > 1 and parts[1] in ROOMS:
            yield line, parts[1]


def complaints(allowed) -> list[str]:
    """Return file and line of every import in flood_core that ``allowed(room, name)`` refuses."""
    return [
        f"{file.relative_to(PLUGINS)}:{line} imports {name}"
        for file in SOURCES
        for line, name in imports(file)
        if not allowed(room_of(file), name)
    ]


def test_every_room_is_known() -> None:
    known = {*ROOMS, *ENTRANCES, "i18n", "cli"}
    assert {room_of(file) for file in SOURCES} <= known


def test_rooms_import_only_rooms_above_them() -> None:
    wrong = []
    for file in SOURCES:
        room = room_of(file)
        if room in ENTRANCES:
            continue
        for line, other in rooms_imported(file):
            above = other == room or (other in FREE and room not in FREE) or ROOMS.index(other) < ROOMS.index(room)
            if not above or (room in FREE and other != "errors"):
                wrong.append(f"{file.relative_to(PLUGINS)}:{line} {room} imports {other}")
    assert wrong == []


def test_postgresql_only_in_the_database_room() -> None:
    assert complaints(lambda room, name: room == "database" or not name.startswith(("psycopg2", "psycopg"))) == []


def test_statements_are_sent_only_in_the_database_room() -> None:
    """Nobody else has a cursor; the SQLite of a working copy is its own room's."""
    wrong = [
        f"{file.relative_to(PLUGINS)}:{node.lineno}"
        for file in sorted(PLUGINS.rglob("*.py"))
        if not any(room in file.as_posix() for room in ("flood_core/database/", "situation/working_copy/"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file)))
        if isinstance(node, ast.Attribute) and node.attr in ("execute", "executemany", "copy_expert", "callproc")
    ]
    assert wrong == []


def test_no_widgets_outside_processing_and_windows() -> None:
    allowed_rooms = ("processing", "windows")
    words = ("QtWidgets", "qgis.gui")
    assert complaints(lambda room, name: room in allowed_rooms or not any(word in name for word in words)) == []


def test_qt_only_through_qgis() -> None:
    assert complaints(lambda room, name: not name.startswith(("PyQt5", "PyQt6", "PySide"))) == []


def test_model_is_plain_python() -> None:
    foreign = ("qgis", "PyQt", "psycopg2", "osgeo", "sqlite3", "pandas")
    assert (
        complaints(lambda room, name: room not in ("model", "errors", "progress") or not name.startswith(foreign)) == []
    )


def test_sqlite_only_in_the_working_copy() -> None:
    wrong = [
        f"{file.relative_to(PLUGINS)}:{line}"
        for file in SOURCES
        for line, name in imports(file)
        if name.split(".")[0] == "sqlite3" and "situation/working_copy" not in file.as_posix()
    ]
    assert wrong == []


def test_nothing_that_apt_does_not_bring() -> None:
    """No pip at run time: the standard library, what QGIS brings, and the named packages."""
    import sys

    brought = {"qgis", "processing", "osgeo", "psycopg2", "pandas", "numpy", "scipy", "openpyxl", "jinja2", "reportlab"}
    brought |= {"PIL", "lxml", "xlrd", "pypdf", "flood_core"} | set(sys.stdlib_module_names)
    assert complaints(lambda room, name: name.split(".")[0] in brought) == []


def test_plugins_use_only_the_core() -> None:
    others = [
        folder for folder in PLUGINS.iterdir() if folder.is_dir() and folder.name not in ("flood_core", "__pycache__")
    ]
    names = {folder.name for folder in others}
    wrong = [
        f"{file}:{line} imports {name}"
        for folder in others
        for file in folder.rglob("*.py")
        for line, name in imports(file)
        if name.split(".")[0] in names - {folder.name}
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["errors", "progress", "model", "coordinates", "ledger"])
def test_room_can_be_imported_without_windows_or_a_database(name: str) -> None:
    """Importing a room starts nothing and needs no QGIS application."""
    __import__(f"flood_core.{name}")

"""``floodmap doctor``: what this machine has and lacks, each with advice."""

from __future__ import annotations

import importlib
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from ..compat import qgis_version
from ..database.cluster import Cluster
from ..database.connection import connected
from ..database.migrate import status as migration_status
from ..database.programs import ServerPrograms
from ..errors import QT_TRANSLATE_NOOP, FloodMapError
from ..resources import paths
from ..resources.version import software_version
from .db import STATES
from .session import IN_PART, Result, Session

OLDEST_QGIS = (3, 22)
FREE_GB = 5
MODULES = ("psycopg2", "pandas", "numpy", "scipy", "openpyxl", "xlrd", "jinja2", "reportlab", "osgeo.gdal")
FONTS = ("WenQuanYi Micro Hei", "AR PL UMing CN", "AR PL UKai CN")
PROGRAMS = {"ogr2ogr": "gdal-bin", "qgis_process": "qgis"}

GOOD = QT_TRANSLATE_NOOP("cli", "ok")
BAD = QT_TRANSLATE_NOOP("cli", "MISSING")
ALL_GOOD = QT_TRANSLATE_NOOP("cli", "This machine has all that the suite needs.")
SOME_BAD = QT_TRANSLATE_NOOP("cli", "{count} things are missing; './run demo' installs what can be installed.")
ADVICE = QT_TRANSLATE_NOOP("cli", "What to do: {advice}")
INSTALL = QT_TRANSLATE_NOOP("cli", "apt install {package}")
SYSTEM_PYTHON = QT_TRANSLATE_NOOP("cli", "Run './run floodmap': it uses the system's Python, which has PyQGIS.")
FREE_SPACE = QT_TRANSLATE_NOOP("cli", "Free at least {size} GB in {folder}.")
START_IT = QT_TRANSLATE_NOOP("cli", "floodmap db start")
MIGRATE_IT = QT_TRANSLATE_NOOP("cli", "floodmap db migrate")
COMPILE_IT = QT_TRANSLATE_NOOP("cli", "Run './run demo' or './run test': the set-up compiles the translations.")
FONT_PACKAGES = {FONTS[0]: "fonts-wqy-microhei", FONTS[1]: "fonts-arphic-uming", FONTS[2]: "fonts-arphic-ukai"}


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``advice`` is empty when it is well."""

    name: str
    found: str
    good: bool
    advice: str = ""


def add_parsers(groups: Any) -> None:
    """Add ``floodmap doctor``."""
    groups.add_parser("doctor", help="check what this machine has and lacks").set_defaults(handler=doctor)


def doctor(session: Session) -> Result:
    """Check everything; exit code 1 when something is missing."""
    checks: list[Check] = []
    parts: list[Callable[[Session], list[Check]]]
    parts = [_software, _modules, _grass, _fonts, _server, _database, _disk]
    for part in parts:
        checks += part(session)
    bad = [check for check in checks if not check.good]
    rows = [[check.name, check.found, session.say(GOOD if check.good else BAD)] for check in checks]
    lines = session.table(["", "", ""], rows)[2:]
    lines += ["", session.say(SOME_BAD, count=len(bad)) if bad else session.say(ALL_GOOD)]
    lines += [f"{check.name}: " + session.say(ADVICE, advice=check.advice) for check in bad if check.advice]
    return Result({"checks": [vars(check) for check in checks]}, lines, IN_PART if bad else 0)


def _software(session: Session) -> list[Check]:
    version = qgis_version()
    words = ".".join(map(str, version)) if version else "-"
    checks = [
        Check("floodmap", software_version(), True),
        Check("Python", f"{platform.python_version()} ({sys.executable})", sys.version_info >= (3, 9)),
        Check("QGIS", words, version is not None and version[:2] >= OLDEST_QGIS, session.say(SYSTEM_PYTHON)),
    ]
    for program, package in PROGRAMS.items():
        found = shutil.which(program)
        checks.append(Check(program, found or "-", found is not None, session.say(INSTALL, package=package)))
    compiled = (paths.translations() / "flood_core_zh_CN.qm").is_file()
    return [*checks, Check("中文 (flood_core_zh_CN.qm)", "" if compiled else "-", compiled, session.say(COMPILE_IT))]


def _modules(session: Session) -> list[Check]:
    checks = []
    for name in MODULES:
        try:
            module = importlib.import_module(name)
            checks.append(Check(name, str(getattr(module, "__version__", "")), True))
        except ImportError:
            package = "python3-" + name.removeprefix("osgeo.")
            checks.append(Check(name, "-", False, session.say(INSTALL, package=package)))
    return checks


def _grass(session: Session) -> list[Check]:
    try:
        from ..terrain.grass import find_grass
    except ImportError:  # numpy: told among the modules
        return []
    found = find_grass()
    return [Check("GRASS", str(found or "-"), found is not None, session.say(INSTALL, package="grass-core"))]


def _fonts(session: Session) -> list[Check]:
    known = _font_known()
    return [Check(font, "", known(font), session.say(INSTALL, package=FONT_PACKAGES[font])) for font in FONTS]


def _font_known() -> Callable[[str], bool]:
    """Return what tells whether Qt can draw with a family; without PyQGIS it knows none."""
    try:
        from qgis.PyQt.QtGui import QGuiApplication
    except ImportError:
        return lambda _family: False
    from ..resources.qt_fonts import is_known, offer_to_qt

    # Qt asks for a screen unless told that there is none.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Kept to the end: Qt's application would take the translator of the messages with it.
    _kept.append(QGuiApplication.instance() or QGuiApplication(["floodmap"]))
    offer_to_qt()
    return is_known


_kept: list[Any] = []


def _server(session: Session) -> list[Check]:
    try:
        programs = ServerPrograms.newest()
    except FloodMapError as error:
        return [Check("PostgreSQL + PostGIS", "-", False, error.advice(session.language.translate))]
    return [Check("PostgreSQL + PostGIS", f"{programs.version} ({programs.folder})", True)]


def _database(session: Session) -> list[Check]:
    checks = []
    if not session.arguments.service:
        status = Cluster.default().status()
        running = status.state == "running"
        where = f"{session.say(STATES[status.state])} ({status.data_folder})"
        checks.append(Check("db", where, running, session.say(START_IT)))
        if not running:
            return checks
    settings = session.settings()
    try:
        with connected(settings) as connection:
            found = migration_status(connection)
        version = found.database_version or "-"
        checks.append(Check(f"db {settings.label()}", version, found.up_to_date, session.say(MIGRATE_IT)))
    except FloodMapError as error:
        translate = session.language.translate
        checks.append(Check(f"db {settings.label()}", error.message(translate), False, error.advice(translate)))
    return checks


def _disk(session: Session) -> list[Check]:
    folder = Cluster.default().folder
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    advice = session.say(FREE_SPACE, size=FREE_GB, folder=folder)
    return [Check("GB", f"{free:.1f} ({Path(folder)})", free >= FREE_GB, advice)]

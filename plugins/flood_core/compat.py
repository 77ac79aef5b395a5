"""What differs between the QGIS, Qt and Python that we run on: 3.22 to 3.44, Qt 5 and 6, Linux and Windows.

Everything from QGIS is imported inside the functions, so that rooms without
QGIS may use this module too.
"""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
from pathlib import Path
from typing import Any

#: Our name of a field type -> QVariant's name (Qt 5), QMetaType's name (QGIS >= 3.38).
_FIELD_TYPES = {
    "text": ("String", "QString"),
    "integer": ("Int", "Int"),
    "long": ("LongLong", "LongLong"),
    "number": ("Double", "Double"),
    "boolean": ("Bool", "Bool"),
    "date": ("Date", "QDate"),
    "datetime": ("DateTime", "QDateTime"),
}
#: What Qt takes from the environment for the screen in front of the user; a child draws without one.
_OF_THE_SCREEN = (
    "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_ENABLE_HIGHDPI_SCALING",
    "QT_FONT_DPI", "QT_QPA_PLATFORM",
)  # fmt: skip


def qgis_version() -> tuple[int, int, int] | None:
    """Return the version of QGIS, e.g. (3, 22, 16); None where PyQGIS cannot be imported."""
    try:
        from qgis.core import Qgis
    except ImportError:
        return None
    number = int(Qgis.QGIS_VERSION_INT)
    return number // 10000, number // 100 % 100, number % 100


def field(name: str, kind: str) -> Any:
    """Return a QgsField; ``kind`` is text, integer, long, number, boolean, date or datetime.

    QGIS 3.38 takes QMetaType and deprecates QVariant, which Qt 6 no longer names.
    """
    from qgis.core import Qgis, QgsField

    old, new = _FIELD_TYPES[kind]
    if Qgis.QGIS_VERSION_INT >= 33800:
        from qgis.PyQt.QtCore import QMetaType

        return QgsField(name, getattr(QMetaType.Type, new))
    from qgis.PyQt.QtCore import QVariant

    return QgsField(name, getattr(QVariant, old))


def task_flags() -> Any:
    """Return the flags of our QgsTasks: they can be cancelled, and tell their end in their own window only.

    From 3.26 on QGIS pops up “task completed” after every longer task that does not ask for silence.
    """
    from qgis.core import QgsTask

    silent = getattr(QgsTask.Flag, "Silent", None)
    return QgsTask.Flag.CanCancel if silent is None else QgsTask.Flag.CanCancel | silent


def child_python() -> str:
    """Return the Python to start child processes with.

    Inside QGIS ``sys.executable`` is QGIS itself (Windows) or whatever
    ``python3`` stands first on the PATH (Linux). So there it is looked for
    beside the standard library that runs here.
    """
    if not is_embedded():
        return sys.executable
    library = Path(os.__file__).resolve().parent
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folders = (library.parents[1] / "bin", library.parent, Path(sys.exec_prefix), Path(sys.prefix))
    names = (f"python{version}", "python3", "python3.exe", "python.exe")
    found = (folder / name for folder in folders for name in names)
    return next((str(path) for path in found if path.is_file()), sys.executable)


def is_embedded() -> bool:
    """Tell whether this process is a program that carries Python in it, as QGIS does."""
    program = Path("/proc/self/exe")
    running = program.resolve() if is_linux() and program.exists() else Path(sys.executable)
    return not running.stem.lower().startswith("python")


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment for a child process that imports ``flood_core``, and draws with QGIS, as this one does.

    It works from a checkout and from a plugin in a profile, needs no screen and
    keeps to the size of things whatever the screen's scale is.
    """
    here = str(Path(__file__).resolve().parents[1])
    found = {name: value for name, value in os.environ.items() if name not in _OF_THE_SCREEN}
    folders = [here, *_qgis_folder(), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    found["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(folders))
    found["PYTHONIOENCODING"] = "utf-8"
    if is_linux():
        found["QT_QPA_PLATFORM"] = "offscreen"
    core = sys.modules.get("qgis.core")
    if core is not None and core.QgsApplication.instance() is not None:
        found.setdefault("QGIS_PREFIX_PATH", core.QgsApplication.prefixPath())
    return {**found, **more}


def _qgis_folder() -> list[str]:
    """Return the folder of the package ``qgis`` where a fresh Python would not find it: not in site-packages."""
    package = sys.modules.get("qgis")
    file = getattr(package, "__file__", None)
    if not file:
        return []
    folder = Path(file).resolve().parents[1]
    return [] if folder.name in ("site-packages", "dist-packages") else [str(folder)]


def no_console() -> int:
    """Return the creation flags for a child process: on Windows it opens no black window."""
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0))


def limit_memory(extra_bytes: int) -> None:
    """Limit the address space of this process to what it has now and ``extra_bytes``; no such limit on Windows."""
    try:
        import resource
    except ImportError:
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        now = pages * resource.getpagesize()
    except (OSError, ValueError):
        now = 1 << 30
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + extra_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def is_linux() -> bool:
    """Tell whether child processes can be forked and memory limits set."""
    return sys.platform.startswith("linux")

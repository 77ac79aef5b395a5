"""What differs between the QGIS, Qt and Python that we run on: 3.22 to 3.44, Qt 5 and 6, Linux and Windows.

Everything from QGIS is imported inside the functions, so that rooms without
QGIS may use this module too.
"""

from __future__ import annotations

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


def child_python() -> str:
    """Return the Python to start child processes with.

    In QGIS on Windows ``sys.executable`` is QGIS itself; its Python lies beside it.
    """
    executable = Path(sys.executable)
    if executable.stem.lower().startswith("python"):
        return sys.executable
    for name in ("python3.exe", "python.exe", "python3"):
        beside = executable.with_name(name)
        if beside.is_file():
            return str(beside)
    bundled = Path(sys.exec_prefix) / "python.exe"
    return str(bundled) if bundled.is_file() else "/usr/bin/python3"


def is_linux() -> bool:
    """Tell whether child processes can be forked and memory limits set."""
    return sys.platform.startswith("linux")

"""The icons of menu, toolbar and windows: our own drawings, found by name."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtGui import QIcon

FOLDER = Path(__file__).resolve().parent / "icons"


def icon(name: str) -> QIcon:
    """Return the icon ``name`` of ``windows/icons/``."""
    return QIcon(str(FOLDER / f"{name}.svg"))

"""Fixtures of the tests in real windows: a desk, and profiles for QGIS."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.windows.desk import CHECKOUT, Desk

#: Screenshots are kept here, run by run, as artefacts to look at.
PICTURES = CHECKOUT / ".build" / "windows"


@pytest.fixture(scope="session")
def desk(qgis_app: Any) -> Iterator[Desk]:
    """A laptop's screen, 1366x768, with a window manager."""
    from qgis.core import QgsApplication, QgsStyle

    QgsStyle.defaultStyle()  # makes the library of styles
    size, scale = os.environ.get("FLOODMAP_SCREEN", "1366x768@1").split("@")
    made = Desk(PICTURES / f"{size}@{scale}", size, float(scale), Path(QgsApplication.userStylePath()))
    yield made
    made.close()


@pytest.fixture()
def pictures() -> Path:
    """The folder in which screenshots are kept."""
    return PICTURES

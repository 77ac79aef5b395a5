"""A village of known figures in a fresh database."""

from __future__ import annotations

from typing import Any

import pytest
from flood_core.database.connection import Connection

from .village import Village, make_village


@pytest.fixture()
def village(connection: Connection, qgis_app: Any) -> Village:
    """The invented village, put into the test's database by its administrator."""
    return make_village(connection)

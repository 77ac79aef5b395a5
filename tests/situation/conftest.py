"""A village of known figures in a fresh database."""

from __future__ import annotations

from typing import Any

import pytest
from flood_core.database.connection import Connection

from ..support.databases import Template
from .village import Village


@pytest.fixture()
def village(village_template: Template, connection: Connection, qgis_app: Any) -> Village:
    """The invented village, put into the test's database by its administrator."""
    return Village(connection, dict(village_template.told))

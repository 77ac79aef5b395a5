"""The sheets of an area, straight from the database, as Processing makes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.database.connection import Connection
from flood_core.progress import Silent
from flood_core.situation.create import create_edition

from tests.situation.village import TOWNSHIP, VILLAGE, YEAR, make_village


def test_processing_draws_the_sheets_of_a_township(connection: Connection, qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.processing.sheets import ExportSheetsOfArea
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    make_village(connection)
    create_edition(connection, VILLAGE, YEAR, Silent())
    algorithm = ExportSheetsOfArea().create()
    parameters = {
        "AREA": TOWNSHIP, "FORMATS": 1, "WORKERS": 1, "OUTPUT": str(tmp_path / "out"),
        "DATABASE": connection.info.dbname,
    }  # fmt: skip
    found, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
    assert ok and (found["made"], found["failed"]) == (1, 0)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".json", ".pdf"]

"""The sheets of an area, straight from the database, as Processing makes them."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import Connection
from flood_core.database.export_log import exports
from flood_core.progress import Silent
from flood_core.situation.create import create_edition

from tests.situation.village import TOWNSHIP, VILLAGE, YEAR, Village
from tests.support.databases import Template

from . import reading


def test_processing_draws_the_sheets_of_a_township(
    village_template: Template, connection: Connection, qgis_app: Any, tmp_path: Path
) -> None:
    from flood_core.processing.sheets import ExportSheetsOfArea
    from flood_core.sheets.orders import orders_of_area
    from flood_core.sheets.overview import overviews_of_orders
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    create_edition(connection, VILLAGE, YEAR, Silent())
    algorithm = ExportSheetsOfArea().create()
    parameters = {
        "AREA": TOWNSHIP, "FORMATS": 1, "WORKERS": 1, "OUTPUT": str(tmp_path / "out"),
        "DATABASE": connection.info.dbname,
    }  # fmt: skip
    found, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
    assert ok and (found["made"], found["failed"]) == (1, 0)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".csv", ".json", ".pdf"]
    (overview,) = overviews_of_orders(connection, orders_of_area(connection, TOWNSHIP, None), tmp_path / "overview")
    assert overview.error is None and overview.result is not None
    assert "（乡镇总图）" in reading.text(overview.result.files[0])
    assert [one.what for one in exports(connection)].count("overview A3: 清江镇") == 1, "telephones left the database"


def test_the_database_says_what_has_changed(
    village_template: Template, connection: Connection, qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changed: no edition is even read. Something did: it is read, and drawn when the sheet would differ."""
    from flood_core.sheets import orders

    village = Village(connection)
    create_edition(connection, VILLAGE, YEAR, Silent())
    read: list[str] = []
    write = orders.write_snapshot
    monkeypatch.setattr(orders, "write_snapshot", lambda c, uid, *more: read.append(uid) or write(c, uid, *more))

    def export() -> tuple[bool, int]:
        """Return whether the sheet was left as it is, and how many editions were read for that."""
        read.clear()
        wanted = orders.orders_of_area(connection, TOWNSHIP, None)
        (delivery,) = orders.export_orders(connection, wanted, tmp_path / "out", formats=("pdf",))
        assert delivery.error is None
        return delivery.skipped, len(read)

    assert export() == (False, 1)
    assert export() == (True, 0)
    village.run(
        "insert into base.road (source_id, class, geom) select source_id, class, ST_Translate(geom, 1, 1)"
        " from base.road limit 1"
    )
    assert export() == (True, 1)  # a road far away
    assert export() == (True, 0)
    village.run("update situation.element set name = name || '改', edited_from = revision where name = '岭脚滑坡'")
    assert export() == (False, 1)
    uid = orders.orders_of_area(connection, TOWNSHIP, None)[0].edition_uid
    monkeypatch.setattr(orders.ConnectionSettings, "embedded", classmethod(lambda cls, name: connection.info.dbname))
    monkeypatch.setattr(orders, "connected", lambda settings: nullcontext(connection))
    unit = orders.sheet_of_edition("", str(uid), "A3", "internal", ["pdf"], str(tmp_path / "out"))
    assert unit["skipped"] and json.loads(json.dumps(unit))["files"][0].endswith(".pdf")


def test_a_difference_sheet_comes_from_this_years_and_last_years_map(
    village_template: Template, connection: Connection, qgis_app: Any, tmp_path: Path
) -> None:
    from flood_core.sheets import orders
    from flood_core.sheets.delivery import Delivery
    from flood_core.situation.copy_forward import copy_forward
    from flood_core.situation.difference import NothingToCompare

    village = Village(connection)
    create_edition(connection, VILLAGE, YEAR, Silent())

    def export() -> Delivery:
        wanted = orders.orders_of_area(connection, VILLAGE, None)
        (delivery,) = orders.export_orders(connection, wanted, tmp_path, profile="changes", formats=("pdf",))
        return delivery

    assert isinstance(export().error, NothingToCompare)
    copy_forward(connection, VILLAGE, YEAR + 1, Silent())
    village.run(
        "update situation.element set name = name || '改', edited_from = revision where name = '岭脚滑坡'"
        " and edition_uid = (select uid from situation.edition where year = %s)",
        YEAR + 1,
    )
    made = export()
    assert made.error is None and made.result is not None
    text = reading.text(made.result.files[0])
    assert "修编对照" in text and "变更岭脚滑坡改名称岭脚滑坡→岭脚滑坡改" in text

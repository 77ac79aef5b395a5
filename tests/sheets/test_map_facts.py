"""What the map says of stores and teams goes before what the register said when the file was made."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _qgis(qgis_app: Any) -> None:
    """Elements carry geometries of QGIS."""


def store(name: str, source_uid: str | None, **facts: Any) -> Any:
    from flood_core.sheets.snapshot import Element
    from qgis.core import QgsGeometry

    return Element(
        f"element {name}", "18", "D30100", None, name, name, "resource", None, None, None, facts, QgsGeometry(),
        source_uid=source_uid,
    )  # fmt: skip


def test_a_store_with_a_new_name_stands_in_the_table_once() -> None:
    from flood_core.sheets.map_facts import told_by_the_map

    tables: dict[str, list[dict[str, Any]]] = {
        "shelter": [], "organisation": [], "grid_person": [{"name": "李二", "phone": "13800000001"}],
        "store_team": [
            {"name": "村仓库", "quantity": 100, "unit": "只", "leader": "王大", "phone": "1", "source_uid": "a"},
            {"name": "村抢险队", "headcount": 20, "source_uid": None},  # a file of an earlier release
        ],
    }  # fmt: skip
    told_by_the_map(tables, [
        store("村部仓库", "a", quantity=200, responsible_person="李二"), store("村抢险队", "b", headcount=25),
    ])  # fmt: skip
    first, second = tables["store_team"]
    assert (first["name"], first["quantity"], first["unit"]) == ("村部仓库", 200, "只")
    assert (first["leader"], first["phone"]) == ("李二", "13800000001")
    assert (second["name"], second["headcount"]) == ("村抢险队", 25)

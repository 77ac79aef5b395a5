"""The overview of a township, put together from the snapshots of its villages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from flood_core.errors import FloodMapError

from . import reading
from .synthetic import write_village

NAMES = ("甲岙村", "乙垟村", "丙村")


@pytest.fixture(scope="module")
def overview(qgis_app: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The finished overview of three villages, the third without anybody who must move."""
    from flood_core.sheets.orders import order_of_path
    from flood_core.sheets.overview import overviews_of_orders

    folder = tmp_path_factory.mktemp("township")
    for number, name in enumerate(NAMES):
        write_village(
            folder / f"{number}.gpkg", name=name, code=f"33038210640{number}", buildings=5, no_transfer=number == 2,
            hazards=number != 2,
        )  # fmt: skip
    orders = [order_of_path(path) for path in sorted(folder.glob("*.gpkg"))]
    (delivery,) = overviews_of_orders(None, orders, folder / "out")
    assert delivery.error is None, delivery.error
    return delivery.result


@pytest.fixture(scope="module")
def account(overview: Any) -> dict[str, Any]:
    return dict(json.loads(overview.manifest.read_text(encoding="utf-8")))


def test_it_sums_up_every_village(overview: Any) -> None:
    text = reading.text(overview.files[0])
    assert "乐清市清江镇防汛防台形势图（乡镇总图）" in text
    for number, name in enumerate(NAMES, start=1):
        assert f"{number}{name}33038210640{number - 1}-2026-1已审批" in text, "the index names the village's own sheet"
    assert f"3{NAMES[2]}无" in text
    for head in ("全乡镇情况", "各村危险区与避灾能力", "各村责任人", "避灾安置场所", "分村形势图索引", "内部使用"):
        assert head in text


def test_totals_are_the_sums_of_the_villages(overview: Any, tmp_path: Path) -> None:
    from flood_core.sheets.snapshot import read_snapshot

    written = tmp_path / "village.gpkg"
    write_village(written, name=NAMES[0], buildings=5)
    tables = read_snapshot(written).tables
    zones, shelters = tables["transfer_zone"], tables["shelter"]
    households, people = (sum(row[key] or 0 for row in zones) for key in ("households", "people"))
    text = reading.text(overview.files[0])
    assert f"{2 * households:,d}户/{2 * people:,d}人" in text
    assert sum(row["capacity_people"] for row in shelters) > 0


def test_legend_names_and_scale_are_those_of_a_sheet(account: dict[str, Any]) -> None:
    listed = [entry["key"] for entry in account["legend"]]
    assert sorted(listed) == sorted({*account["symbols"], *account["base"]})
    labels = {label["text"] for label in account["labels"]} | set(account["unplaced_labels"])
    for number, name in enumerate(NAMES, start=1):
        assert any(label.startswith(f"{number} {name}") for label in labels)
    assert account["profile"] == "overview" and account["sheets"] == [] and account["enlargement"] is None


def test_it_holds_no_household(overview: Any) -> None:
    assert "户主" not in reading.text(overview.files[0])


def test_villages_of_two_townships_are_refused(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.overview import SeveralTownships, township_snapshot

    paths = [tmp_path / "1.gpkg", tmp_path / "2.gpkg"]
    for path, code in zip(paths, ("330382106301", "330382107301")):
        write_village(path, code=code, buildings=2)
    with pytest.raises(SeveralTownships, match="330382106, 330382107"):
        township_snapshot(paths, tmp_path / "whole.gpkg")
    assert not (tmp_path / "whole.gpkg").exists()


def test_a_village_alone_is_no_overview(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.export import export_sheet

    write_village(tmp_path / "v.gpkg", buildings=2)
    with pytest.raises(FloodMapError):
        export_sheet(tmp_path / "v.gpkg", tmp_path / "out", profile="overview", formats=("pdf",))
    shutil.rmtree(tmp_path / "out")


def test_a_broken_file_is_named(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.errors import BrokenSnapshot
    from flood_core.sheets.overview import township_snapshot

    (tmp_path / "broken.gpkg").write_bytes(b"no database")
    with pytest.raises(BrokenSnapshot, match="broken.gpkg"):
        township_snapshot([tmp_path / "broken.gpkg"], tmp_path / "whole.gpkg")


def test_a_bay_that_the_villages_cut_into_pieces_is_whole_again(qgis_app: Any) -> None:
    from flood_core.sheets.overview import merged_waters
    from qgis.core import QgsGeometry, QgsRectangle

    def water(name: str | None, west: float) -> dict[str, Any]:
        shape = QgsGeometry.fromRect(QgsRectangle(west, 0, west + 2, 1))
        return {"kind": "sea", "name": name, "wkb": bytes(shape.asWkb())}

    (bay, *others) = merged_waters([water("乐清湾", 0), water("乐清湾", 1), water(None, 0), water(None, 1)])
    shape = QgsGeometry()
    shape.fromWkb(bay["wkb"])
    assert (shape.area(), shape.constGet().partCount()) == (pytest.approx(3), 1) and len(others) == 2

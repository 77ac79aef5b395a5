"""The printed map of a run: what stands on it, read back from the file, and where nothing was found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flood_core.database import terrain_map
from flood_core.database.connection import Connection, transaction
from flood_core.database.terrain_map import NotInRun
from flood_core.sheets.snapshot import read_snapshot
from flood_core.sheets.terrain_map import run_maps, write_run_map
from flood_core.sheets.terrain_tables import terrain_pairs, terrain_tables
from flood_core.terrain.contours import interval_for
from flood_core.terrain.factors import Thresholds, default_thresholds

from ..sheets import reading
from ..situation.village import TOWNSHIP, VILLAGE
from ..wrong_input.conftest import compiled_translations  # noqa: F401 - the reasons on the map are Chinese
from .test_stored import kept_run, ready, told  # noqa: F401 - the village with its terrain


def test_the_map_of_a_village(
    ready: Connection,  # noqa: F811
    compiled_translations: None,  # noqa: F811
    qgis_app: Any,
    tmp_path: Path,
) -> None:
    """One page with relief, places and zones, how fine the terrain is, and the list overleaf; the proof has read it."""
    uid, _ = kept_run(ready, with_flow=False)
    (made,) = told("analysis", "map", uid, "--area", VILLAGE, "--format", "pdf", "--out", str(tmp_path))["sheets"]
    text = reading.text(Path(made["files"][0]))
    for words in (
        "自然灾害易发区地形分析图", "第1次", "内部使用", "筛查待现场核实", "格网5米", "窄于约15米", "2025-11-01",
        "未分析", "沟口", "房屋7栋", "屋后坡度38°", "位于后坑山洪危险区内", "24", "阈值均为默认值", "≥35°",
        "高危险聚居点（未登记）", "高危险聚居点（已登记）", "仅已登记2处危险区", "岭脚滑坡", "等高距",
    ):  # fmt: skip
        assert words in text, words
    account = json.loads(Path(made["manifest"]).read_text(encoding="utf-8"))
    assert (account["page_mm"], account["pages"], account["ground"]["wanted"]) == ([420, 297], 2, "relief")
    assert not account["vector"] and "contour" in account["base"], "the base map has none: the terrain gives them"
    drawn = {(one["symbol"], one["geometry"]) for one in account["elements"]}
    assert {("TS_HIGH_NEW", "polygon"), ("TS_HIGH_OLD", "polygon")} < drawn
    assert {code[:7] for code, _ in drawn if code.startswith("TZ")} == {"TZ_OLD_", "TZ_MISS"}
    with pytest.raises(NotInRun):
        run_maps(ready, uid, tmp_path, area="330382107", formats=("pdf",))


def test_a_map_on_which_nothing_was_found_says_so(
    ready: Connection, qgis_app: Any, tmp_path: Path  # noqa: F811
) -> None:
    values = json.loads(json.dumps(dict(default_thresholds().values)))
    values.update(least_buildings=900, least_people=9000)
    uid, _ = kept_run(ready, rules=Thresholds(values), with_flow=False)
    with transaction(ready) as cursor:
        run = terrain_map.mapped_run(cursor, uid)
        (area,) = terrain_map.mapped_areas(cursor, run, None)
    write_run_map(ready, run, area, None, tmp_path / "map.gpkg")
    snapshot = read_snapshot(tmp_path / "map.gpkg")
    tables = terrain_tables(snapshot)
    assert "未找到" in tables["zones"].note and "900栋" in tables["zones"].note
    assert tables["settlements"].rows == [] and "未找到" in tables["settlements"].empty
    assert len(tables["missed"].rows) == 3 and "2个阈值与默认不同" in tables["shelters"].note
    assert area.code == TOWNSHIP and ("查看", "房屋7栋，已登记危险区3处", False) in terrain_pairs(snapshot)


@pytest.mark.parametrize(("high", "step"), [(30, 1), (60, 2), (900, 25), (5000, 200)])
def test_contours_suit_the_relief(high: float, step: float) -> None:
    assert interval_for(0, high) == step

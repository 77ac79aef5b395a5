"""Sheets and statistics in real QGIS, with a database and without one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import Connection, ConnectionSettings
from flood_core.progress import Silent
from flood_core.situation.create import create_edition

from tests.sheets.synthetic import write_terrain, write_village
from tests.situation.village import TOWNSHIP, VILLAGE, YEAR, Village
from tests.support.databases import Template
from tests.windows.desk import Desk

#: The longest pause of the main thread, as a share of the work that goes on meanwhile.
STANDSTILL = 0.3


@pytest.fixture()
def villages(village_template: Template, connection: Connection, qgis_app: Any) -> Village:
    """Three villages with maps, one with a thing far outside, and a fourth whose boundary is lost."""
    made = Village(connection, dict(village_template.told))
    others = made.run(
        "select code from base.area where code like %s and level = 'village' and code <> %s"
        " and (valid_to is null or valid_to > current_date) order by code limit 3", TOWNSHIP + "%", VILLAGE,
    )  # fmt: skip
    for number, ((code,), name) in enumerate(zip(others, ("甲岙村委会", "乙垟村委会", "丙村委会"))):
        made.run(
            "update base.area set name = %s, edited_from = revision, geom ="
            " (select ST_Translate(v.geom, %s, 0) from base.area v where v.code = %s) where code = %s",
            name, 0.03 * (number + 1), VILLAGE, code,
        )  # fmt: skip
        create_edition(connection, code, YEAR, Silent())
    edition = create_edition(connection, VILLAGE, YEAR, Silent())
    made.run(
        "update situation.element set geom = ST_Translate(geom, 0.5, 0), edited_from = revision"
        " where edition_uid = %s and name = '岭脚滑坡'", edition,
    )  # fmt: skip
    made.run("update base.area set geom = null, edited_from = revision where code = %s", others[2][0])
    return made


def sheet_processes(desk: Desk, run: str) -> str:
    """Return the worker processes that are alive of the QGIS of a run; other tests on this machine draw sheets too."""
    command = ["pgrep", "-f", "flood_core.sheets.worker_process"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    ours = f"FLOODMAP_SCENARIO_OUT={desk.folder / run}".encode()
    return " ".join(pid for pid in found if ours in _environment(pid))


def _environment(pid: str) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # it has ended since
        return []


def test_sheets_of_three_villages(desk: Desk, villages: Village, database: ConnectionSettings, tmp_path: Path) -> None:
    profile = desk.profile("sheets", settings=f"folders\\output={tmp_path}\n")
    ended = desk.work_through(
        "sheets", profile, environment={"FLOODMAP_DATABASE": database.database, "OUT": str(tmp_path / "出图")}
    )
    notes = ended.notes
    assert ended.ok, ended.error + ended.log[-3000:]
    assert (notes["one"], notes["three"]) == ("已选 1 个", "已选 3 个")
    assert len([name for name in notes["files"] if name.endswith(".pdf")]) == 3
    assert not [name for name in notes["files"] if name.startswith(".")]
    assert "出图报告.csv" in notes["files"] and notes["report"]
    assert all("未变化" in text for text in notes["again"])
    assert notes["standstill"] < STANDSTILL
    assert "岭脚滑坡" in notes["problem"]
    x = villages.run("select ST_X(geom) from situation.element where name = '岭脚滑坡'")[0][0]
    assert notes["centre"][0] == pytest.approx(x, abs=0.001)
    assert [Path(path).suffix for path in notes["opened"]] == [".pdf", ""]
    assert notes["zoom"] > 1.3
    assert not [name for name in notes["after cancel"] if name.startswith(".")]
    assert len([name for name in notes["after cancel"] if name.endswith(".pdf")]) < 3, "it stopped before the end"
    assert any("/proc" in text for text in notes["no rights message"])
    assert sheet_processes(desk, "sheets") == ""
    assert ended.exit_code == 0


def test_sheet_from_a_file_without_a_server(desk: Desk, tmp_path: Path) -> None:
    write_village(tmp_path / "甲岙村.gpkg", name="甲岙村", state="draft", approved=False, buildings=20)
    (tmp_path / "坏的.gpkg").write_bytes(b"broken")
    write_terrain(tmp_path / "地形.tif")
    profile = desk.profile("sheet_file", settings=f"folders\\output={tmp_path / 'out'}\nfolders\\maps={tmp_path}\n")
    environment = {"FOLDER": str(tmp_path), "FLOODMAP_DATA": str(tmp_path / "none"), "HOME": os.environ["HOME"]}
    ended = desk.work_through("sheet_file", profile, environment=environment)
    assert ended.ok, ended.error + ended.log[-3000:]
    assert "坏的.gpkg" in ended.notes["refused"] and "重新生成" in ended.notes["refused"]
    assert str(tmp_path) not in ended.notes["refused"]  # the bar has two lines
    assert [name for name in ended.notes["files"] if name.endswith(".pdf")]
    assert ended.notes["ground"] == "地形.tif"
    internal, public = (words_of(*(tmp_path / "out").glob(f"*_{profile}.pdf")) for profile in ("internal", "public"))
    assert "未审批" in internal and "未审批" in public
    assert "地形晕渲" in internal and "矢量底图" in public
    assert "库容" in internal and "库容" not in public
    assert "****" in public and "****" not in internal
    others = [name for name in ended.notes["all files"] if "overview" in name or "明白卡" in name]
    assert sorted(Path(name).suffix for name in others) == [".json", ".pdf", ".pdf"], others


def words_of(pdf: Path) -> str:
    """Return the text of a sheet without blanks."""
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return "".join(text.split())


def test_statistics(desk: Desk, villages: Village, database: ConnectionSettings, tmp_path: Path) -> None:
    profile = desk.profile("statistics", settings=f"folders\\output={tmp_path / 'out'}\n")
    ended = desk.work_through("statistics", profile, environment={"FLOODMAP_DATABASE": database.database})
    assert ended.ok, ended.error + ended.log[-3000:]
    written = [path.name for path in (tmp_path / "out").iterdir()]
    yesterday = ended.notes["day"].replace("-", "")
    others = ended.notes["others"]
    assert [name.split("_")[2] for name in others] == ["核实进度", "数据变化", "数据变化"]
    assert set(others) < set(written)
    written = [name for name in written if name not in others]
    assert sorted(ended.notes["files"]) == sorted(name for name in written if "T" not in name)
    assert sorted(Path(name).suffix for name in written if f"{yesterday}T2359" in name) == [".pdf", ".xlsx"]
    assert len(written) == 4 and all(name.startswith(f"{TOWNSHIP}_清江镇") for name in written)
    assert ended.notes["pages"] >= 1
    figure = int(ended.notes["figure"])
    assert figure and "登记册" in ended.notes["not_on_map"]
    # One of them has no place yet, and that is said.
    assert ended.notes["selected"] == figure - 1 and ended.notes["moved"]
    assert f"共{figure}处" in ended.notes["on_map"] and "1处待落图" in ended.notes["on_map"]
    assert f"共{ended.notes['to_verify']}处" in ended.notes["to_verify_words"] and int(ended.notes["to_verify"])
    assert "没有对应的对象" in ended.notes["no_things"]

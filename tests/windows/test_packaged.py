"""The packaged plugins in a clean QGIS profile: everything works, and nothing of the checkout is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flood_core.database.cluster import Cluster

from tests.sheets.synthetic import write_terrain
from tests.support.folders import folder_for_cluster
from tests.support.package import Packaged
from tests.windows.desk import CHECKOUT, PLUGINS, Desk

#: Python reads this before anything else: it writes down every file of the checkout that is opened.
WATCH = """
import os, sys

_list = os.open({listed!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def _watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith({checkout!r}) and {profiles!r} not in str(arguments[0]):
        os.write(_list, (str(arguments[0]) + "\\n").encode())

sys.addaudithook(_watch)
"""


def harness(folder: Path, listed: Path) -> Path:
    """Copy what drives QGIS to a place outside the checkout, with a watch over what is opened."""
    windows = folder / "tests" / "windows"
    windows.mkdir(parents=True)
    for name in ("__init__.py", "boot.py", "robot.py"):
        shutil.copy(CHECKOUT / "tests" / "windows" / name, windows / name)
    shutil.copy(CHECKOUT / "tests" / "__init__.py", folder / "tests")
    shutil.copytree(CHECKOUT / "tests" / "windows" / "scenarios", windows / "scenarios")
    watch = WATCH.format(listed=str(listed), checkout=f"{CHECKOUT}/", profiles="/.build/windows/")
    (folder / "sitecustomize.py").write_text(watch)
    return folder


@pytest.fixture(scope="module")
def watched(scratch: Path) -> Path:
    """The place from which QGIS is driven; ``opened.txt`` beside it lists what was read of the checkout."""
    return harness(scratch / "harness", scratch / "opened.txt")


def opened_of_the_checkout(watched: Path) -> str:
    """Return the files of the checkout that any QGIS has read."""
    return watched.with_name("opened.txt").read_text(encoding="utf-8")


def test_packaged_plugins_work_without_the_checkout(
    desk: Desk, packaged: Packaged, scratch: Path, watched: Path
) -> None:
    out, data = scratch / "成果", folder_for_cluster() / "data"
    environment = {"FLOODMAP_DATA": str(data), "VILLAGE": str(packaged.village), "OUT": str(out)}
    try:
        profile = desk.profile("packaged", plugins=packaged.plugins, whole=True)
        ended = desk.work_through("packaged", profile, seconds=400, harness=watched, environment=environment)
    finally:
        Cluster(data).stop()
        shutil.rmtree(data.parent, ignore_errors=True)
    assert ended.ok, ended.error + ended.log
    assert set(PLUGINS) <= set(ended.notes["plugins"])
    assert "防汛防台" in ended.notes["menu"][0]
    assert ended.notes["guide"][0].startswith(str(packaged.plugins))
    assert ended.notes["exists"]
    assert len(list(out.glob("*.pdf"))) == 1
    assert ended.notes["provider"] > 5
    assert len(ended.notes["windows"]) >= 7
    assert opened_of_the_checkout(watched) == ""
    assert ended.exit_code == 0


def test_packaged_export_window_draws_in_its_own_process(
    desk: Desk, packaged: Packaged, tmp_path: Path, watched: Path
) -> None:
    """The worker is a Python of its own: it must find the engine where the plugin manager has put it."""
    shutil.copy(packaged.village, tmp_path / "甲岙村.gpkg")
    (tmp_path / "坏的.gpkg").write_bytes(b"broken")
    write_terrain(tmp_path / "地形.tif")
    settings = f"folders\\output={tmp_path / 'out'}\nfolders\\maps={tmp_path}\n"
    profile = desk.profile("packaged_sheet", plugins=packaged.plugins, settings=settings)
    environment = {"FOLDER": str(tmp_path), "FLOODMAP_DATA": str(tmp_path / "none")}
    ended = desk.work_through(
        "sheet_file", profile, seconds=300, run="packaged_sheet", harness=watched, environment=environment
    )
    assert ended.ok, ended.error + ended.log
    assert [name for name in ended.notes["files"] if name.endswith(".pdf")]
    assert opened_of_the_checkout(watched) == ""

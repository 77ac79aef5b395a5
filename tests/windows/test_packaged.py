"""The packaged plugins in a clean QGIS profile: everything works, and nothing of the checkout is read."""

from __future__ import annotations

import shutil
from pathlib import Path

from flood_core.database.cluster import Cluster

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


def test_packaged_plugins_work_without_the_checkout(desk: Desk, packaged: Packaged, scratch: Path) -> None:
    listed, out, data = scratch / "opened.txt", scratch / "成果", folder_for_cluster() / "data"
    environment = {"FLOODMAP_DATA": str(data), "VILLAGE": str(packaged.village), "OUT": str(out)}
    try:
        ended = desk.work_through(
            "packaged", desk.profile("packaged", plugins=packaged.plugins), seconds=400,
            harness=harness(scratch / "harness", listed), environment=environment,
        )  # fmt: skip
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
    assert listed.is_file(), "the watch did not stand"
    assert listed.read_text(encoding="utf-8") == ""
    assert ended.exit_code == 0

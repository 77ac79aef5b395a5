"""What ``./run qgis`` opens: the demo township, whole, with relative paths, somebody signed in."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from demo.project import NO_DATABASE, TITLE, main, write_project
from tests.support.main_job import MainJob
from tests.windows.desk import Desk


def test_the_township_opens_in_qgis(desk: Desk, main_job: MainJob, tmp_path: Path) -> None:
    out = tmp_path / "演示 demo"
    out.mkdir()
    shutil.copytree(main_job.out / "source", out / "source")
    project = write_project(out)
    moved = out.rename(tmp_path / "elsewhere") / project.name
    with zipfile.ZipFile(moved) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(".qgs")]
        text = archive.read(name).decode()
    assert str(tmp_path) not in text
    environment = {"FLOODMAP_DATABASE": main_job.settings.database}
    ended = desk.work_through(
        "demo_project", desk.profile("demo_project", whole=True), environment=environment, arguments=(str(moved),)
    )
    assert ended.ok, ended.error + ended.log
    assert ended.notes["title"] == TITLE
    assert len(ended.notes["layers"]) == 7
    assert all(ended.notes["layers"].values())
    assert ended.notes["drawn"] >= 7
    assert ended.exit_code == 0


def test_without_a_demo_it_says_so(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path)]) == NO_DATABASE

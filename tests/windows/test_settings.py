"""The suite's page in QGIS's options."""

from __future__ import annotations

from pathlib import Path

from tests.windows.desk import Desk


def test_settings_are_shown_and_kept(desk: Desk, tmp_path: Path) -> None:
    maps = tmp_path / "在编地图"
    ended = desk.work_through("settings", desk.profile("settings"), environment={"MAPS": str(maps)})
    assert ended.ok, ended.error + ended.log
    assert ended.notes["visible"]
    assert ended.notes["maps"] == str(maps)
    assert ended.notes["at start"].lower() == "false"
    assert ended.exit_code == 0

"""The connection window in real QGIS: what is wrong is said, what is right signs in."""

from __future__ import annotations

from flood_core.database.connection import ConnectionSettings

from tests.windows.desk import Desk


def test_connection_is_tried_and_made(desk: Desk, database: ConnectionSettings) -> None:
    profile = desk.profile("connecting")
    ended = desk.work_through("connecting", profile, environment={"DATABASE": database.database})
    assert ended.ok, ended.error + ended.log
    assert "nowhere" in ended.notes["no service"]
    assert "absent" in ended.notes["no database"]
    assert "floodmap" in ended.notes["status"]
    assert ended.exit_code == 0

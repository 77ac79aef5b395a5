"""The connection window in real QGIS: what is wrong is said, what is right signs in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest
from flood_core.database.connection import ConnectionSettings
from flood_core.database.migrate import drop_database

from tests.support.people import People, drop_group_roles
from tests.support.releases import FOLDER, bring_back
from tests.windows.desk import Desk


def test_connection_is_tried_and_made(desk: Desk, database: ConnectionSettings) -> None:
    profile = desk.profile("connecting")
    ended = desk.work_through("connecting", profile, environment={"DATABASE": database.database})
    assert ended.ok, ended.error + ended.log
    assert "nowhere" in ended.notes["no service"]
    assert "absent" in ended.notes["no database"]
    assert "floodmap" in ended.notes["status"]
    assert ended.exit_code == 0


@pytest.fixture()
def old_database(cluster: Any) -> Iterator[ConnectionSettings]:
    """A database of the oldest release."""
    settings = cluster.settings("floodmap_old")
    bring_back(settings, min(FOLDER.glob("*.sql.gz")))
    yield settings
    drop_database(settings)
    drop_group_roles(cluster.settings("postgres"), settings.database)


def services(file: Path, **settings: ConnectionSettings) -> Path:
    """Write a pg_service.conf with these services."""
    lines = []
    for name, one in settings.items():
        lines += [f"[{name}]", *(f"{key}={value}" for key, value in one.parameters().items()), ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    file.chmod(0o600)
    return file


def test_an_older_database_is_refused_or_brought_up_to_date(
    desk: Desk, old_database: ConnectionSettings, tmp_path: Path
) -> None:
    people = People(old_database)
    try:
        compiler = people.sign_up("village_compiler", ["330382106217"])
        locked = ConnectionSettings(old_database.database, old_database.host, old_database.port, compiler.user, "wrong")
        file = services(tmp_path / "pg_service.conf", compiler=compiler, locked=locked)
        given = {"DATABASE": old_database.database, "PGSERVICEFILE": str(file)}
        ended = desk.work_through("upgrading", desk.profile("upgrading"), environment=given)
    finally:
        people.drop()
    assert ended.ok, ended.error + ended.log
    assert "0.1.0" in ended.notes["compiler"] and "管理员" in ended.notes["compiler"]
    assert ended.notes["compiler is offered"] is False
    assert "就绪" in ended.notes["upgraded"]
    assert "数据库所有者" in ended.notes["afterwards"]
    assert "wrong" not in ended.notes["wrong password"] and "password" not in ended.log

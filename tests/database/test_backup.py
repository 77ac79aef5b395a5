"""Backup and restore: rows, geometry, people with their passwords and rights; whole or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from typing import Iterator

import pytest
from flood_core.database.backup import (
    BackupFailed,
    BadBackup,
    DatabaseExists,
    FolderExists,
    backup,
    normalised,
    restore,
    schema_dump,
)
from flood_core.database.cluster import Cluster
from flood_core.database.connection import BadSettings, ConnectionSettings, connect, transaction
from flood_core.database.migrate import drop_database, ensure_database

from tests.support.folders import folder_for_cluster
from tests.support.people import drop_group_roles

ROWS = """
select 'area', count(*)::text, coalesce(md5(string_agg(t::text, '|' order by code)), '') from base.area t
union all
select 'risk', count(*)::text, coalesce(md5(string_agg(t::text, '|' order by uid)), '') from register.risk_source t
union all
select 'file', count(*)::text, coalesce(md5(string_agg(t::text, '|' order by uid)), '') from register.file t
union all
select 'past', count(*)::text, coalesce(md5(string_agg(t::text, '|' order by uid)), '') from history.risk_source t
union all
select 'personal', count(*)::text, coalesce(md5(string_agg(t::text, '|' order by uid)), '')
  from register.personal_attribute t
union all
select 'rights', count(*)::text, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from reference.rights t
"""


def fingerprint(settings: ConnectionSettings) -> list[tuple]:
    """Return counts and checksums of some tables of every kind."""
    with closing(connect(settings)) as connection, transaction(connection) as cursor:
        cursor.execute("set local timezone = 'UTC'")
        cursor.execute(ROWS)
        return cursor.fetchall()


@pytest.fixture()
def filled(database: ConnectionSettings) -> ConnectionSettings:
    """A database with risk sources of its own."""
    with closing(connect(database)) as connection, transaction(connection) as cursor:
        cursor.execute("select code from reference.category where 'P' = any(geometry_types) order by code limit 1")
        (category,) = cursor.fetchone()
        cursor.execute(
            "insert into register.risk_source (area_code, category_code, name, geom)"
            " select '330382106', %s, '模拟' || n, ST_SetSRID(ST_MakePoint(121 + n / 1e4, 28.3), 4490)"
            " from generate_series(1, 200) n",
            (category,),
        )
        # A photograph, an attribute that stands apart, and a past.
        cursor.execute(
            "insert into register.file (name, media_type, content, sha256, area_code) select '坝.jpg', 'image/jpeg', c,"
            " encode(sha256(c), 'hex'), '330382106' from (select decode(repeat('00ff', 5000), 'hex') as c) f"
        )
        cursor.execute(
            "insert into register.risk_source (area_code, category_code, name, attributes)"
            " values ('330382108', '1106', '海钓点', '{\"operator_name\": \"王大海\"}')"
        )
        cursor.execute("update register.risk_source set note = '已查', edited_from = revision where name like '模拟1%'")
    return database


@pytest.fixture()
def other_server() -> Iterator[Cluster]:
    """An empty server, as after the loss of the first one."""
    folder = folder_for_cluster()
    cluster = Cluster(folder / "data")
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder)


def test_round_trip_into_an_empty_server_with_people_and_rows(filled, people, other_server, tmp_path) -> None:
    person = people.sign_up("viewer", areas=["330382106"])
    saved = backup(filled, tmp_path / "备份 one")
    assert saved.size > 0

    target = other_server.settings(filled.database)
    brought = restore(target, tmp_path / "备份 one")
    assert person.user in brought.roles
    assert fingerprint(target) == fingerprint(filled)
    assert schema_dump(target) == schema_dump(filled)
    as_person = replace(person, host=target.host)
    with closing(connect(as_person)) as connection, transaction(connection) as cursor:
        cursor.execute("select count(*) from register.risk_source")
        assert cursor.fetchone() == (200,), "the person signs in with the old password and sees the own area"


def test_restore_beside_the_first_under_another_name(filled, people, cluster, tmp_path) -> None:
    person = people.sign_up("viewer", areas=["330382106"])
    backup(filled, tmp_path / "saved")
    target = replace(filled, database=filled.database + "_copy")
    try:
        restore(target, tmp_path / "saved")
        assert fingerprint(target) == fingerprint(filled)
        as_person = replace(person, database=target.database)
        with closing(connect(as_person)) as connection, transaction(connection) as cursor:
            cursor.execute("select count(*) from register.risk_source")
            assert cursor.fetchone() == (200,)
    finally:
        drop_database(target)
        drop_group_roles(cluster.settings("postgres"), target.database)


def test_backup_is_for_its_owner_only_and_holds_no_readable_password(filled, people, tmp_path) -> None:
    person = people.sign_up("viewer")
    folder = backup(filled, tmp_path / "saved").folder
    assert folder.stat().st_mode & 0o077 == 0
    assert person.password is not None
    for file in folder.iterdir():
        assert person.password.encode() not in file.read_bytes()
    roles = {role["name"]: role for role in json.loads((folder / "roles.json").read_text(encoding="utf-8"))}
    assert roles[str(person.user)]["verifier"].startswith("SCRAM-SHA-256$")


def test_never_over_a_folder_that_is_there(filled, tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(FolderExists):
        backup(filled, tmp_path / "mine")


def test_never_over_a_database_that_is_there(filled, tmp_path) -> None:
    backup(filled, tmp_path / "saved")
    before = fingerprint(filled)
    with pytest.raises(DatabaseExists):
        restore(filled, tmp_path / "saved")
    assert fingerprint(filled) == before


def test_restore_over_a_service_needs_a_name(filled, tmp_path) -> None:
    backup(filled, tmp_path / "saved")
    with pytest.raises(BadSettings):
        restore(ConnectionSettings.from_service("county"), tmp_path / "saved")


@pytest.mark.parametrize("damage", ["flip a byte", "lose the roles", "no manifest", "manifest of something else"])
def test_damaged_backup_is_refused_before_anything_is_made(filled, cluster, tmp_path, damage) -> None:
    folder = backup(filled, tmp_path / "saved").folder
    if damage == "flip a byte":
        content = bytearray((folder / "database.dump").read_bytes())
        content[len(content) // 2] ^= 1
        (folder / "database.dump").write_bytes(content)
    elif damage == "lose the roles":
        (folder / "roles.json").unlink()
    elif damage == "no manifest":
        (folder / "manifest.json").unlink()
    else:
        (folder / "manifest.json").write_text('["a", "list"]')
    target = cluster.settings("never_made")
    with pytest.raises(BadBackup):
        restore(target, folder)
    with closing(connect(cluster.settings("postgres"))) as connection, transaction(connection) as cursor:
        cursor.execute("select count(*) from pg_database where datname = 'never_made'")
        assert cursor.fetchone() == (0,)


def test_full_disk_leaves_nothing(filled, tmp_path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        with pytest.raises(BackupFailed) as failed:
            backup(filled, small / "saved")
        assert failed.value.exit_code == 5
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_schema_dump_is_the_same_for_two_databases_of_one_version(database, cluster) -> None:
    second = cluster.settings("floodmap_second")
    try:
        ensure_database(second)
        assert schema_dump(second) == schema_dump(database)
    finally:
        drop_database(second)
        drop_group_roles(cluster.settings("postgres"), second.database)


def test_normalised_dump_drops_what_differs_by_chance() -> None:
    dump = "\\restrict abc\n-- a comment\nSET x = 1;\n\n\nCREATE POLICY p TO floodmap_viewer_t1;\n\\unrestrict abc\n"
    assert normalised(dump, "t1") == "CREATE POLICY p TO floodmap_viewer_DATABASE;\n"

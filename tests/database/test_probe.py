"""Trying a connection: who one would be, and what is wrong in words."""

from __future__ import annotations

from contextlib import closing

import pytest
from flood_core.database.connection import BadSettings, connect
from flood_core.database.probe import NotRegistered, probe
from flood_core.database.services import service_names

VILLAGE = "330382106217"


def test_a_person_is_named(people):
    found = probe(people.sign_up("village_compiler", [VILLAGE]))
    assert found.person is not None
    assert (found.person.kind, found.person.areas) == ("village_compiler", (VILLAGE,))
    assert not found.may_upgrade


def test_the_owner_may_upgrade(database):
    found = probe(database)
    assert found.may_upgrade and found.person is not None and found.person.kind == "owner"


def test_a_locked_person_is_refused_in_words(database, people):
    settings = people.sign_up("viewer", [VILLAGE])
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("update reference.user_account set locked = true where role_name = %s", (settings.user,))
    with pytest.raises(NotRegistered, match=settings.user):
        probe(settings)


def test_an_older_database_is_told_without_a_person(database):
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("delete from migration.applied_file")
    found = probe(database)
    assert found.versions.pending and found.person is None


def test_services_are_read_from_the_file(tmp_path, monkeypatch):
    file = tmp_path / "services.conf"
    file.write_text("# the county\n[yueqing]\nhost=10.0.0.1\nport=5432\n[trial]\nhost=localhost\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    assert service_names() == ["yueqing", "trial"]
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "none.conf"))
    assert service_names() == []


def test_a_broken_service_file_is_told(tmp_path, monkeypatch):
    file = tmp_path / "services.conf"
    file.write_text("host=without a section\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    with pytest.raises(BadSettings, match="services.conf"):
        service_names()

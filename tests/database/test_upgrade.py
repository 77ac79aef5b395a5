"""Upgrading any release gives the same database as a fresh installation."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Iterator

import pytest
from flood_core.database.backup import schema_dump
from flood_core.database.connection import ConnectionSettings, connect, transaction
from flood_core.database.migrate import drop_database, migrate, status

from tests.support.people import drop_group_roles
from tests.support.releases import FOLDER, bring_back, keep

RELEASES = sorted(FOLDER.glob("*.sql.gz"))


@pytest.fixture()
def upgraded(cluster) -> Iterator[ConnectionSettings]:
    """The name of a database to bring a release back into."""
    settings = cluster.settings("upgraded")
    yield settings
    drop_database(settings)
    drop_group_roles(cluster.settings("postgres"), settings.database)


def upgrade_and_compare(upgraded: ConnectionSettings, release: Path, fresh: ConnectionSettings) -> None:
    """Bring ``release`` back, migrate it and demand no difference to ``fresh``."""
    bring_back(upgraded, release)
    with closing(connect(upgraded)) as connection:
        migrate(connection)
        assert status(connection).up_to_date
    assert schema_dump(upgraded) == schema_dump(fresh)
    assert vocabularies(upgraded) == vocabularies(fresh)


def vocabularies(settings: ConnectionSettings) -> list[tuple]:
    """Return counts and checksums of what every installation has."""
    query = "select count(*), md5(string_agg({}, '|' order by code)) from {}"
    tables = (("code || name", "base.area"), ("c::text", "reference.category c"))
    with closing(connect(settings)) as connection, transaction(connection) as cursor:
        found = []
        for columns, table in tables:
            cursor.execute(query.format(columns, table))
            found += cursor.fetchall()
        return found


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.name)
def test_kept_release_upgrades_to_a_fresh_installation(upgraded, database, release) -> None:
    upgrade_and_compare(upgraded, release, database)


def test_keeping_and_bringing_back_loses_nothing(upgraded, database, tmp_path) -> None:
    keep(database, tmp_path / "kept.sql.gz")
    upgrade_and_compare(upgraded, tmp_path / "kept.sql.gz", database)

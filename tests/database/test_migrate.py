"""Migrations: once, in order, all or nothing, never changed afterwards, one migrator at a time."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from pathlib import Path
from typing import Iterator

import pytest
from flood_core.database.connection import Connection, ConnectionSettings, connect, transaction
from flood_core.database.migrate import (
    ChangedMigration,
    DatabaseNewer,
    DatabaseOlder,
    MigrationFailed,
    check_version,
    create_database,
    database_version,
    drop_database,
    ensure_database,
    migrate,
    status,
)
from flood_core.errors import Cancelled


@pytest.fixture()
def scripts(tmp_path: Path) -> Path:
    """A small house of scripts: two versions, one view, one vocabulary."""
    first, second = tmp_path / "migrations" / "0.9.0", tmp_path / "migrations" / "0.10.0"
    for folder in (first, second, tmp_path / "app", tmp_path / "reference"):
        folder.mkdir(parents=True)
    (first / "01_town.sql").write_text("create table town (code text primary key, name text, origin text default 's');")
    (second / "01_river.sql").write_text("create table river (name text);\ninsert into river values ('清江');")
    (second / "02_more.sql").write_text("alter table river add column length_km numeric;")
    (tmp_path / "app" / "10_view.sql").write_text("create view app.towns as select * from town;")
    (tmp_path / "reference" / "01-public.town.csv").write_text("code,name\n330382106,清江镇\n")
    return tmp_path


@pytest.fixture()
def empty(cluster) -> Iterator[ConnectionSettings]:
    """A database without anything in it."""
    settings = cluster.settings("empty_database")
    drop_database(settings)
    create_database(settings)
    yield settings
    drop_database(settings)


@pytest.fixture()
def fresh(empty: ConnectionSettings) -> Iterator[Connection]:
    """A connection to a database without anything in it."""
    with closing(connect(empty)) as connection:
        yield connection


def value(connection: Connection, query: str) -> object:
    """Return the one value that ``query`` gives."""
    with transaction(connection) as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_runs_versions_in_the_order_of_their_numbers_and_once(fresh, scripts) -> None:
    assert status(fresh, scripts).pending == ("0.9.0", "0.10.0")
    assert migrate(fresh, scripts=scripts).versions == ("0.9.0", "0.10.0")
    again = migrate(fresh, scripts=scripts)
    assert (again.versions, again.app_made) == ((), False)
    assert value(fresh, "select count(*) from river") == 1
    assert value(fresh, "select name from app.towns") == "清江镇"
    assert database_version(fresh) == "0.10.0"


def test_new_version_runs_alone(fresh, scripts) -> None:
    shutil.move(scripts / "migrations" / "0.10.0", scripts / "later")
    migrate(fresh, scripts=scripts)
    shutil.move(scripts / "later", scripts / "migrations" / "0.10.0")
    assert migrate(fresh, scripts=scripts).versions == ("0.10.0",)


@pytest.mark.parametrize("change", ["edited", "deleted", "added"])
def test_changed_migration_is_refused_and_nothing_runs(fresh, scripts, change) -> None:
    migrate(fresh, scripts=scripts)
    folder = scripts / "migrations" / "0.9.0"
    if change == "edited":
        (folder / "01_town.sql").write_text("create table town (code text, other int);")
    elif change == "deleted":
        (folder / "01_town.sql").unlink()
    else:
        (folder / "02_late.sql").write_text("create table late (n int);")
    with pytest.raises(ChangedMigration) as refused:
        migrate(fresh, scripts=scripts)
    assert "0.9.0/" in str(refused.value)
    assert value(fresh, "select to_regclass('late') is null") is True


def test_line_ends_of_a_windows_checkout_are_no_change(fresh, scripts) -> None:
    migrate(fresh, scripts=scripts)
    file = scripts / "migrations" / "0.10.0" / "01_river.sql"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert migrate(fresh, scripts=scripts).versions == ()


def test_newer_database_is_refused_with_both_versions(fresh, scripts) -> None:
    migrate(fresh, scripts=scripts)
    shutil.rmtree(scripts / "migrations" / "0.10.0")
    with pytest.raises(DatabaseNewer) as refused:
        migrate(fresh, scripts=scripts)
    assert "0.10.0" in str(refused.value)
    assert "0.9.0" in str(refused.value)
    assert refused.value.exit_code == 4


def test_older_database_is_refused_by_commands(fresh) -> None:
    with pytest.raises(DatabaseOlder):
        check_version(fresh)


def test_broken_script_takes_its_version_back_and_keeps_the_ones_before(fresh, scripts) -> None:
    (scripts / "migrations" / "0.10.0" / "02_more.sql").write_text("create table half (n int); selekt 1;")
    with pytest.raises(MigrationFailed) as failed:
        migrate(fresh, scripts=scripts)
    assert "02_more.sql" in str(failed.value)
    assert database_version(fresh) == "0.9.0"
    assert value(fresh, "select to_regclass('river') is null and to_regclass('half') is null") is True


def test_broken_app_part_leaves_the_old_one(fresh, scripts) -> None:
    migrate(fresh, scripts=scripts)
    (scripts / "app" / "20_broken.sql").write_text("create view app.broken as select * from nothing;")
    with pytest.raises(MigrationFailed):
        migrate(fresh, scripts=scripts)
    assert value(fresh, "select name from app.towns") == "清江镇"
    (scripts / "app" / "20_broken.sql").unlink()
    assert migrate(fresh, scripts=scripts).app_made is False


def test_app_part_is_made_anew_when_a_script_or_a_vocabulary_changed(fresh, scripts) -> None:
    migrate(fresh, scripts=scripts)
    (scripts / "app" / "10_view.sql").write_text(
        "create view app.towns as select code || ' ' || name as name from town;"
    )
    assert status(fresh, scripts).up_to_date is False
    assert migrate(fresh, scripts=scripts).app_made is True
    assert value(fresh, "select name from app.towns") == "330382106 清江镇"


def test_two_migrators_at_once_do_the_work_once(empty, scripts) -> None:
    (scripts / "migrations" / "0.10.0" / "03_slow.sql").write_text("select pg_sleep(0.5);")
    results, errors = [], []

    def run() -> None:
        with closing(connect(empty)) as connection:
            try:
                results.append(migrate(connection, scripts=scripts))
            except Exception as error:  # noqa: BLE001 - shown by the assertion below
                errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(len(result.versions) for result in results) == [0, 0, 2]
    assert sorted(result.app_made for result in results) == [False, False, True]


def test_cancelled_between_versions(fresh, scripts) -> None:
    class Impatient:
        """Cancels after the first report."""

        seen = 0.0

        def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
            self.seen = progress

        def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
            return self.seen > 0

    with pytest.raises(Cancelled):
        migrate(fresh, Impatient(), scripts)
    assert database_version(fresh) == "0.9.0"
    assert migrate(fresh, scripts=scripts).versions == ("0.10.0",)


def test_scripts_without_a_schema_go_into_public(fresh, scripts) -> None:
    """The administrator's role may have a schema of its name, which would stand first in the search path."""
    with transaction(fresh) as cursor:
        cursor.execute("create schema floodmap")
    migrate(fresh, scripts=scripts)
    assert value(fresh, "select to_regclass('public.river') is not null") is True


def test_ensure_database_makes_ours_and_then_finds_nothing_to_do(cluster) -> None:
    settings = cluster.settings("ensured")
    try:
        assert ensure_database(settings).versions
        again = ensure_database(settings)
        assert (again.versions, again.app_made) == ((), False)
        with closing(connect(settings)) as connection:
            check_version(connection)
            assert value(connection, "select name from base.area where code = '330382106'") == "清江镇"
    finally:
        drop_database(settings)

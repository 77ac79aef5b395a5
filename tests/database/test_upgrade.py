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


#: What a county has in the first release: things with a past, an owner's name among the attributes, a proposal,
#: and what stays behind when a thing moves to another village: who answers for it, where it reaches, a photograph.
_FILL = """
insert into register.risk_source (uid, area_code, category_code, name, attributes, verification_state, verified_on)
values ('00000000-0000-0000-0000-000000000001', '330382106', '1106', '海钓点',
        '{"operator_name": "王大海", "approved_capacity": 12}', 'confirmed', '2026-03-01'),
       ('00000000-0000-0000-0000-000000000002', '330382106', '0601', '九峰水库', '{}', 'unverified', null);
insert into register.change_proposal (area_code, table_name, proposed, reason, state)
values ('330382106', 'register.risk_source', '{}', '村里核实', 'rejected');
insert into register.person (uid, area_code, name)
values ('00000000-0000-0000-0000-000000000003', '330382106', '李小江');
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)
select '00000000-0000-0000-0000-000000000003', '330382106', vocabulary_code, min(code),
       '00000000-0000-0000-0000-000000000002', '0601'
  from reference.term where vocabulary_code = 'responsibility' group by vocabulary_code;
insert into register.affected_area (subject_uid, subject_area_code, area_code)
values ('00000000-0000-0000-0000-000000000002', '330382106', '330382106203');
insert into register.file (name, media_type, content, sha256, area_code, subject_uid)
values ('坝.jpg', 'image/jpeg', '\\x00', repeat('0', 64), '330382106', '00000000-0000-0000-0000-000000000002');
"""
_CHANGE = """
update register.risk_source set name = name || '（改）', edited_from = 1,
       area_code = case category_code when '0601' then '330382106202' else area_code end,
       attributes = attributes || case category_code when '1106' then '{"operator_name": "李小江"}' else '{}' end::jsonb
"""
#: What names the thing that moved: where it says to be now, its revision, and where it said to be before.
_CARRIED = """
select 'duty' as what, d.area_code, d.revision, b.area_code
  from register.duty d join app.duty_as_of(%(before)s) b using (uid)
union all
select 'reach', f.subject_area_code, f.revision, b.subject_area_code
  from register.affected_area f join app.affected_area_as_of(%(before)s) b using (uid)
union all
select 'file', area_code, null, null from register.file
 order by what
"""


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.name)
def test_the_upgrade_keeps_what_a_county_has(upgraded, release) -> None:
    bring_back(upgraded, release)
    with closing(connect(upgraded)) as connection:
        with transaction(connection) as cursor:
            cursor.execute(_FILL)
        with transaction(connection) as cursor:
            cursor.execute("select clock_timestamp()")
            (before,) = cursor.fetchone()
        with transaction(connection) as cursor:
            cursor.execute(_CHANGE)
        migrate(connection)
        with transaction(connection) as cursor:
            cursor.execute("select name, revision, attributes, app.personal_of(uid) from register.risk_source")
            assert sorted(cursor.fetchall(), key=str) == [
                ("九峰水库（改）", 2, {}, {}),
                ("海钓点（改）", 2, {"approved_capacity": 12}, {"operator_name": "李小江"}),
            ]
            cursor.execute("select name, attributes from app.risk_source_as_of(%s) order by uid", (before,))
            assert cursor.fetchall() == [("海钓点", {"approved_capacity": 12}), ("九峰水库", {})]
            cursor.execute("select attributes from history.personal_attribute")
            assert cursor.fetchall() == [({"operator_name": "王大海"},)]
            figures = "select sum(sources), sum(verified) from app.statistics_risk_sources('330382', %s)"
            cursor.execute(figures, (before,))
            assert cursor.fetchone() == (2, 1)
            cursor.execute("update register.risk_source set note = 'x', edited_from = 2 where category_code = '0601'")
            cursor.execute("select state from register.change_proposal")
            assert cursor.fetchall() == [("rejected",)]
            cursor.execute(_CARRIED, {"before": before})
            assert cursor.fetchall() == [
                ("duty", "330382106202", 2, "330382106"),
                ("file", "330382106202", None, None),
                ("reach", "330382106202", 2, "330382106"),
            ]


def test_keeping_and_bringing_back_loses_nothing(upgraded, database, tmp_path) -> None:
    keep(database, tmp_path / "kept.sql.gz")
    upgrade_and_compare(upgraded, tmp_path / "kept.sql.gz", database)

"""Every figure equals a recount in plain SQL, and sums hold at every level and at every time."""

from __future__ import annotations

import datetime
import random
import time
from collections import Counter

import pytest
from flood_core.database.connection import transaction
from flood_core.reports.errors import FutureMoment, UnknownArea
from flood_core.reports.moments import read_moment
from flood_core.reports.statistics_report import build_report
from flood_core.reports.tables import Kind, RowStyle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reports.recount import ask, check_departments, recount_of_departments, table_of
from tests.reports.register import TOWNSHIP, fill
from tests.support.soak import many

LEVELS = (1, 2, 3, 4, None)


def report_of(connection, area=TOWNSHIP, **named):
    return build_report(connection, area, **named)[0]


def where_place(row):
    """Return the SQL condition and value of a row by area: a total, or what is the area's own."""
    code = row.values[0]
    return ("area_code = %s", code) if row.style is RowStyle.OWN else ("area_code like %s", code + "%")


def test_risk_sources_by_area_equal_a_recount(filled):
    table = table_of(report_of(filled), "risk_by_area")
    assert len(table.rows) == 1 + 1 + 19
    for row in table.rows:
        condition, value = where_place(row)
        counted = dict(
            ask(
                filled,
                f"select risk_level, count(*) from register.risk_source where {condition} group by 1",  # noqa: S608 - the test's own words
                (value,),
            )
        )
        assert row.values[2:7] == tuple(counted.get(level, 0) for level in LEVELS)
        ((count, households, people, length, area),) = ask(
            filled,
            "select count(*), coalesce(sum(threatened_households), 0), coalesce(sum(threatened_people), 0),"  # noqa: S608 - the test's own words
            " coalesce(sum(st_length(st_transform(geom, 4549))) filter (where st_dimension(geom) = 1), 0) / 1000,"
            " coalesce(sum(st_area(st_transform(geom, 4549))), 0) / 10000"
            f" from register.risk_source where {condition}",
            (value,),
        )
        assert (row.values[7], row.values[10], row.values[11]) == (count, households, people)
        assert row.values[8] == pytest.approx(length) and row.values[9] == pytest.approx(area)


def test_lengths_and_areas_are_those_on_the_ground(filled):
    total = table_of(report_of(filled), "risk_by_domain").rows[-1]
    ((length, area),) = ask(
        filled,
        "select sum(st_length(geom::geography)) filter (where st_dimension(geom) = 1) / 1000,"
        " sum(st_area(geom::geography)) / 10000 from register.risk_source",
    )
    # 121.05E lies 1.05 degrees off the central meridian: the projection enlarges lengths by 0.013 %.
    assert total.values[8] == pytest.approx(length, rel=3e-4)
    assert total.values[9] == pytest.approx(area, rel=6e-4)


@pytest.mark.parametrize(("key", "column", "first"), [("risk_by_category", "category_code", 2)])
def test_risk_sources_by_category_equal_a_recount(filled, key, column, first):
    table = table_of(report_of(filled), key)
    counted = {}
    for code, level, count in ask(
        filled, "select category_code, risk_level, count(*) from register.risk_source group by 1, 2"
    ):
        counted.setdefault(code, {})[level] = count
    shown = {row.values[0]: row for row in table.rows if row.style is RowStyle.PLAIN}
    assert set(shown) == set(counted)
    for code, row in shown.items():
        assert row.values[first : first + 5] == tuple(counted[code].get(level, 0) for level in LEVELS)
    absent = next(note for note in table.notes if "无登记的类别" in note)
    assert f"{144 - len(counted)}类" in absent


def test_the_cross_table_holds_every_area_and_category(filled):
    table = table_of(report_of(filled), "risk_by_area_and_category")
    counted = {
        (area, code): count
        for area, code, count in ask(
            filled, "select area_code, category_code, count(*) from register.risk_source group by 1, 2"
        )
    }
    assert {(row.values[0], row.values[4]): row.values[11] for row in table.rows} == counted


def test_areas_against_domains_equal_a_recount(filled):
    table = table_of(report_of(filled), "domains_by_area")
    domains = [column.counts.code for column in table.columns[2:-1]]
    counted = Counter()
    for area, domain, count in ask(
        filled, "select area_code, left(category_code, 2), count(*) from register.risk_source group by 1, 2"
    ):
        counted[area, domain] += count
    assert {domain for _, domain in counted} <= set(domains) and len(domains) == 12
    for row in table.rows:
        code, own = row.values[0], row.style is RowStyle.OWN
        expected = [sum(count for (area, one), count in counted.items()
                        if one == domain and (area == code if own else area.startswith(code)))
                    for domain in domains]  # fmt: skip
        assert row.values[2:] == (*expected, sum(expected)), row.values[:2]


def test_relief_resources_equal_a_recount(filled):
    report = report_of(filled)
    counted = {
        (code, measure): rest
        for code, measure, *rest in ask(
            filled,
            "select subtype_code, coalesce(unit, ''), count(*), coalesce(sum(quantity), 0)::float8,"
            " coalesce(sum(headcount), 0), coalesce(sum(capacity_people), 0),"
            " count(*) filter (where expires_on < current_date),"
            " count(*) filter (where expires_on >= current_date and expires_on <= current_date + 90)"
            " from register.relief_resource group by 1, 2",
        )
    }
    rows = [row for row in table_of(report, "resources_by_subtype").rows if row.style is RowStyle.PLAIN]
    assert {(row.values[0], row.values[4]) for row in rows} == set(counted)
    for row in rows:
        count, quantity, headcount, capacity, expired, expiring = counted[row.values[0], row.values[4]]
        assert (row.values[2], *row.values[5:9]) == (count, headcount, capacity, expired, expiring)
        assert row.values[3] is None if not row.values[4] else row.values[3] == pytest.approx(quantity)
    by_class = dict(ask(filled, "select left(subtype_code, 2), count(*) from register.relief_resource group by 1"))
    total = table_of(report, "resources_by_area").rows[0]
    assert total.values[2:7] == tuple(by_class.get(f"R{number}", 0) for number in range(1, 6))


def test_shelter_capacity_and_people_to_move_equal_a_recount(filled, year):
    table = table_of(report_of(filled), "shelter_capacity")
    for row in table.rows:
        condition, value = where_place(row)
        ((zones, households, people),) = ask(
            filled,
            "select count(distinct (area_code, zone_name, zone_type_code)), count(*), coalesce(sum(people), 0)"  # noqa: S608 - the test's own words
            f" from register.transfer_household where year = %s and {condition}",
            (year, value),
        )
        ((shelters, capacity, unknown),) = ask(
            filled,
            "select count(*), coalesce(sum(capacity_people), 0), count(*) filter (where capacity_people is null)"  # noqa: S608 - the test's own words
            f" from register.relief_resource where subtype_code in ('R301','R302','R303','R304') and {condition}",
            (value,),
        )
        assert row.values[2:8] == (zones, households, people, shelters, capacity, unknown)
        assert row.values[8] == (pytest.approx(capacity / people) if people else None)
        assert row.values[9] == max(0, people - capacity)
        assert (8 in row.warn) == (people > capacity), "a ratio under 1 is flagged"


def test_people_to_move_by_type_of_zone_equal_a_recount(filled, year):
    table = table_of(report_of(filled), "transfers_by_zone_type")
    counted = {
        name: (households, people)
        for name, households, people in ask(
            filled,
            "select t.name_zh, count(*), sum(h.people) from register.transfer_household h"
            " join reference.term t on t.vocabulary_code = 'danger_zone_type' and t.code = h.zone_type_code"
            " where h.year = %s group by 1",
            (year,),
        )
    }
    assert len(table.rows) == 9 + 1
    for row in table.rows[:-1]:
        assert row.values[2:4] == counted.get(row.values[0], (0, 0))


def test_completeness_equals_a_recount(filled):
    table = table_of(report_of(filled), "completeness_by_area")
    for row in table.rows:
        condition, value = where_place(row)
        ((count, *counts),) = ask(
            filled,
            "select count(*), count(*) filter (where geom is not null),"  # noqa: S608 - the test's own words
            " count(*) filter (where trim(responsible_party) <> ''),"
            " count(*) filter (where exists (select from register.duty d where d.subject_uid = r.uid)),"
            " count(*) filter (where exists (select from register.duty d"
            "   join register.person_phone p on p.person_uid = d.person_uid where d.subject_uid = r.uid)),"
            " count(*) filter (where trim(control_measures) <> ''),"
            " count(*) filter (where verification_state in ('unverified', 'confirmed')"
            "   and verified_on > current_date - interval '1 year' and verified_on <= current_date)"
            f" from register.risk_source r where {condition}",
            (value,),
        )
        assert row.values[2] == count
        assert list(row.values[3:9]) == counts
        assert list(row.values[9:15]) == [pytest.approx(part / count) if count else None for part in counts]


def test_departments_and_states_equal_a_recount_now_and_then(filled, codes):
    with filled, filled.cursor() as cursor:
        cursor.execute("update register.risk_source set department_code = 'water', edited_from = revision"
                       " where id %% 3 = 0", ())  # fmt: skip
    report, moment = build_report(filled, TOWNSHIP)
    before = recount_of_departments(filled, moment)
    assert {"水利局", "应急管理局、经济和信息化局", "未明确部门"} <= {named for _, _, named, _ in before}
    check_departments(report, before)
    time.sleep(0.02)
    with filled, filled.cursor() as cursor:
        edit_at_random(cursor, codes, random.Random(8))
    now = ask(filled, "select clock_timestamp()")[0][0]
    after = recount_of_departments(filled, now)
    assert after != before == recount_of_departments(filled, moment)
    check_departments(report_of(filled), after)
    check_departments(report_of(filled, at=moment), before)


def edit_at_random(cursor, codes, random_):
    """Move, hand over, verify and retire some things of both registers."""
    for table in ("risk_source", "relief_resource"):
        cursor.execute(f"select id from register.{table} where retired_at is null"  # noqa: S608 - the test's own words
                       " and uid not in (select subject_uid from register.duty) order by id")  # fmt: skip
        free = [number for (number,) in cursor if random_.random() < 0.5]
        for number in free[:12]:
            cursor.execute(
                f"update register.{table} set area_code = %s, department_code = %s, verification_state = %s,"  # noqa: S608 - the test's own words
                " verified_on = current_date, edited_from = revision where id = %s",
                (random_.choice(codes), random_.choice(["water", "housing", None]),
                 random_.choice(["confirmed", "disputed"]), number),
            )  # fmt: skip
        if free:  # an update of nothing is refused
            cursor.execute(f"update register.{table} set retired_at = now(), edited_from = revision where id = any(%s)",  # noqa: S608 - the test's own words
                           (free[6:16] or free,))  # fmt: skip


def test_reported_nobody_and_missing_are_three_different_things(filled, codes, year):
    villages = codes[1:]
    listed = {
        code
        for (code,) in ask(
            filled, "select distinct area_code from register.transfer_household where year = %s", (year,)
        )
    }
    silent = {code for (code,) in ask(filled, "select area_code from register.no_transfer where year = %s", (year,))}
    report = report_of(filled)
    states = {row.values[1]: row.values[4] for row in table_of(report, "villages_listed").rows}
    assert set(states) == set(villages)
    for code, state in states.items():
        expected = {(1, 0): "已填报", (0, 1): "无转移人员", (0, 0): "未填报", (1, 1): "填报矛盾"}
        assert state == expected[code in listed, code in silent], code
    assert {"已填报", "无转移人员", "未填报"} <= set(states.values()), "the register shows all three"
    total = table_of(report, "village_states").rows[0]
    assert total.values[2] == 19
    assert sum(total.values[3:7]) == 19 == sum(total.values[7:])


def test_a_village_that_says_both_is_a_contradiction(connection, codes, year):
    with connection, connection.cursor() as cursor:
        cursor.execute("insert into register.no_transfer (area_code, year) values (%s, %s)", (codes[1], year))
        cursor.execute(
            "insert into register.transfer_household (area_code, year, zone_name, zone_type_code, people)"
            " values (%s, %s, '上村', 'flash_flood', 3)",
            (codes[1], year),
        )
    rows = table_of(report_of(connection), "villages_listed").rows
    assert [row.values[4] for row in rows][:2] == ["填报矛盾", "未填报"]


def test_the_newest_map_of_each_village_counts(filled, codes, year):
    versions = dict(
        ask(filled, "select area_code, max(version) from situation.edition where year = %s group by 1", (year,))
    )
    rows = table_of(report_of(filled), "villages_listed").rows
    for row in rows:
        version = versions.get(row.values[1])
        assert row.values[7] == ("草稿" if version else "未编制")
        assert row.values[8] == (f"第{version}版" if version else "")


class _TakeBack(Exception):
    pass


ADDITIVE = (Kind.COUNT, Kind.KM, Kind.HECTARE)
BY_AREA = ("risk_by_area", "resources_by_area", "completeness_by_area", "shelter_capacity", "states_by_area",
           "domains_by_area")  # fmt: skip
#: Here a township's own report has other columns, or other rows, than the county's.
ALSO_SUMMED = ("departments_side_by_side", "village_states")


@settings(max_examples=many(4, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    sources=st.integers(0, 150),
    resources=st.integers(0, 80),
    picked=st.sets(st.integers(0, 200), min_size=1, max_size=30),
    with_county=st.booleans(),
    days=st.lists(st.integers(1, 400), max_size=3),
    back=st.floats(0, 1),
)
def test_county_is_the_sum_of_townships_is_the_sum_of_villages(
    connection, year, seed, sources, resources, picked, with_county, days, back
):
    """At a random moment: ``days`` lie between the edits, ``back`` is the part of the time since the first."""
    villages = [code for (code,) in ask(connection, "select code from base.area where code like '330382%' order by 1")]
    chosen = sorted(
        {villages[number * 7 % len(villages)] for number in picked} | ({"330382"} if with_county else set())
    )
    with pytest.raises(_TakeBack), transaction(connection) as cursor:
        fill(cursor, chosen, seed, sources, resources, year)
        random_ = random.Random(seed)
        for number in days:
            _let_days_pass(cursor, number)
            edit_at_random(cursor, chosen, random_)
        cursor.execute("select now() - %s * interval '1 day'", (back * sum(days),))
        (moment,) = cursor.fetchone()
        at = moment if days else None
        county = report_of(connection, "330382", at=at, year=year)
        _check_sums(county)
        check_departments(county, recount_of_departments(connection, moment))
        township = next((code[:9] for code in chosen if len(code) > 6), TOWNSHIP)
        _check_same_figures(county, report_of(connection, township, at=at, year=year), township)
        raise _TakeBack
    connection.rollback()


def _let_days_pass(cursor, days):
    """Make all that has happened happen earlier: within one transaction everything happens at one moment."""
    cursor.execute("set local session_replication_role = replica")
    cursor.execute("select n.nspname, c.relname from app.tracked_tables() t (oid) join pg_class c on c.oid = t.oid"
                   " join pg_namespace n on n.oid = c.relnamespace where n.nspname <> 'base'")  # fmt: skip
    for schema, table in cursor.fetchall():
        cursor.execute(f"update {schema}.{table} set created_at = created_at - %(days)s * interval '1 day',"  # noqa: S608 - the test's own words
                       " changed_at = changed_at - %(days)s * interval '1 day';"
                       f" update history.{table} set period = tstzrange(lower(period) - %(days)s * interval '1 day',"
                       " upper(period) - %(days)s * interval '1 day') where not isempty(period)",
                       {"days": days})  # fmt: skip
    cursor.execute("set local session_replication_role = origin")


def _check_sums(report):
    """In every table by area: a row with parts below it is their sum."""
    for key in (*BY_AREA, *ALSO_SUMMED):
        table = table_of(report, key)
        for at, column in enumerate(table.columns):
            # The gap of a township is not that of its villages: one's room may take another's people.
            if column.kind not in ADDITIVE or column.heading == "缺口":
                continue
            for number, row in enumerate(table.rows):
                parts = []
                for below in table.rows[number + 1 :]:
                    if below.depth <= row.depth:
                        break
                    if below.depth == row.depth + 1:
                        parts.append(below.values[at])
                if parts:
                    assert row.values[at] == pytest.approx(sum(parts)), (key, row.values[:2], column.heading)
    domains = table_of(report, "risk_by_domain").rows
    whole = table_of(report, "risk_by_area").rows[0].values
    for at in range(2, 12):
        assert domains[-1].values[at] == pytest.approx(sum(row.values[at] for row in domains[:-1]))
        assert domains[-1].values[at] == pytest.approx(whole[at])


def _check_same_figures(county, township, code):
    """A township's own report says the same as the county's about it."""
    for key in BY_AREA:
        inside = {
            (row.values[0], row.style is RowStyle.OWN): row.values[2:] for row in table_of(county, key).rows
            if row.values[0].startswith(code)
        }  # fmt: skip
        own = {(row.values[0], row.style is RowStyle.OWN): row.values[2:] for row in table_of(township, key).rows}
        assert own.keys() == inside.keys()
        for place, values in own.items():
            assert list(values) == [
                pytest.approx(value) if isinstance(value, float) else value for value in inside[place]
            ], (key, place)


def test_figures_of_a_past_moment(connection, codes, year):
    with connection, connection.cursor() as cursor:
        fill(cursor, codes, 1, 60, 40, year)
    before, moment = build_report(connection, TOWNSHIP)
    time.sleep(0.02)
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "update register.risk_source set risk_level = 1, area_code = %s, edited_from = revision where id %% 2 = 0",
            (codes[3],),
        )
        cursor.execute(
            "update register.risk_source set retired_at = now(), edited_from = revision where id %% 5 = 0", ()
        )
        cursor.execute(
            "update register.relief_resource set capacity_people = 7, edited_from = revision where id %% 2 = 0", ()
        )
        cursor.execute("update register.transfer_household set people = people + 1, edited_from = revision", ())
        fill(cursor, codes[5:], 2, 40, 10, year, yearly=False)
    after = report_of(connection)
    past = report_of(connection, at=moment)
    assert past.tables == before.tables
    assert after.tables != before.tables
    assert report_of(connection, at=read_moment("2020-01-01")).figures[0].value == 0


def test_a_village_and_its_township_count_the_same_contacts_after_things_moved(filled, codes):
    home, there = codes[3], codes[4]
    with filled, filled.cursor() as cursor:
        for table in ("risk_source", "relief_resource"):
            cursor.execute(
                f"update register.{table} set area_code = %s, edited_from = revision"  # noqa: S608 - the test's own words
                " where area_code = %s and id %% 2 = 0",
                (there, home),
            )
    township = report_of(filled)
    assert table_of(township, "completeness_by_area").rows[0].values[5] > 0, "somebody answers for something"
    for village in (home, there):
        _check_same_figures(township, report_of(filled, village), village)


def test_retired_things_do_not_count(filled):
    (before,) = (figure.value for figure in report_of(filled).figures[:1])
    with filled, filled.cursor() as cursor:
        cursor.execute("update register.risk_source set retired_at = now(), edited_from = revision where id <= 20")
    assert report_of(filled).figures[0].value == before - 20


def test_an_ended_village_is_listed_while_something_counts_there(filled, codes):
    today = datetime.date.today()
    with filled, filled.cursor() as cursor:
        cursor.execute("update base.area set valid_to = %s, edited_from = revision where code = %s", (today, codes[4]))
    assert codes[4] in {row.values[0] for row in table_of(report_of(filled), "risk_by_area").rows}
    with filled, filled.cursor() as cursor:
        for table in ("risk_source", "relief_resource", "transfer_household"):
            cursor.execute(f"select from register.{table} where area_code = %s", (codes[4],))
            if cursor.rowcount:  # an update of nothing is refused
                cursor.execute(
                    f"update register.{table} set area_code = %s, edited_from = revision where area_code = %s",  # noqa: S608 - the test's own words
                    (codes[5], codes[4]),
                )
    report = report_of(filled)
    assert codes[4] not in {row.values[0] for row in table_of(report, "risk_by_area").rows}
    _check_sums(report)


def test_things_of_a_natural_village_count_in_their_village(connection, codes):
    natural = codes[2] + "001"
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into base.area (code, level, parent_code, name) values (%s, 'natural_village', %s, '上新屋')",
            (natural, codes[2]),
        )
        cursor.execute(
            "insert into register.risk_source (area_code, category_code, name) values (%s, '0602', '上塘')", (natural,)
        )
    rows = {row.values[0]: row for row in table_of(report_of(connection), "risk_by_area").rows}
    assert rows[codes[2]].values[7] == 1 and rows[TOWNSHIP].values[7] in (0, 1)
    assert natural not in rows
    assert report_of(connection, codes[2]).figures[0].value == 1


def test_an_empty_register_gives_an_empty_report(connection):
    report = report_of(connection)
    assert report.figures[0].value == 0
    assert not report.simulated
    assert table_of(report, "shelter_capacity").rows[0].values[8] is None, "no ratio of nothing"
    _check_sums(report)


def test_simulated_data_mark_the_report(filled):
    assert not report_of(filled).simulated
    with filled, filled.cursor() as cursor:
        cursor.execute("update register.risk_source set simulated = true, edited_from = revision where id = 3")
    assert report_of(filled).simulated


@pytest.mark.parametrize("code", ["330382999", "", "清江镇", "33038210", "330382106' or true --", "%"])
def test_an_unknown_area_is_refused(connection, code):
    with pytest.raises(UnknownArea):
        report_of(connection, code)


def test_moments():
    assert read_moment("2026-07-31T18:00").isoformat() == "2026-07-31T18:00:00+08:00"
    assert read_moment("2026-07-31 18:00Z").utcoffset() == datetime.timedelta(0)
    assert read_moment("2020-02-29").isoformat() == "2020-02-29T23:59:59.999999+08:00"
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    assert read_moment("20200229") == read_moment("2020-02-29")
    assert read_moment(today.date().isoformat()) <= datetime.datetime.now(datetime.timezone.utc)
    with pytest.raises(FutureMoment):
        read_moment((today + datetime.timedelta(days=2)).date().isoformat())


def test_a_future_moment_is_refused(connection):
    with pytest.raises(FutureMoment):
        report_of(connection, at=datetime.datetime.now() + datetime.timedelta(days=1, hours=9))


@pytest.mark.parametrize(
    ("kind", "areas"), [("viewer", ["330382"]), ("village_compiler", None), ("county_editor", ["330382"])]
)
def test_figures_are_those_the_reader_may_see(filled, people, codes, kind, areas):
    reader = people.sign_in(kind, areas or [codes[1]])
    try:
        whole = report_of(filled)
        seen = report_of(reader)
        # A compiler reads the whole own township; a phone that is hidden still counts as there.
        assert table_of(seen, "risk_by_area") == table_of(whole, "risk_by_area")
        assert table_of(seen, "completeness_by_area") == table_of(whole, "completeness_by_area")
    finally:
        reader.close()


def test_a_stranger_sees_no_figures(filled, people):
    reader = people.sign_in("viewer", ["330381"])
    try:
        assert report_of(reader).figures[0].value == 0
    finally:
        reader.close()

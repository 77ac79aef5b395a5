"""The things behind a figure: as many as the figure says, and they add up to it, at any moment and level."""

from __future__ import annotations

import datetime
import json

import pytest
from flood_core.cli.main import main
from flood_core.database.statistics_things import UnknownFigure, things_counted
from flood_core.model.counted import RESOURCES, SOURCES, Counted, Part
from flood_core.model.registers import RELIEF_RESOURCE, RISK_SOURCE
from flood_core.reports.statistics_report import build_report
from flood_core.reports.tables import Kind, RowStyle, counted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reports.register import TOWNSHIP, fill
from tests.support.soak import many

#: What a figure adds up, in plain SQL over its things; of all other figures each thing counts one.
ADDED = {
    "length_km": "sum(public.st_length(public.st_transform(geom, 4549))) / 1000",
    "area_km2": "sum(public.st_area(public.st_transform(geom, 4549))) / 10000",  # shown in hectares
    "households": "sum(threatened_households)",
    "people": "sum(threatened_people)",
    "quantity": "sum(quantity)",
    "headcount": "sum(headcount)",
    "capacity": "sum(capacity_people)",
}


@pytest.fixture()
def moments(filled, codes, year):
    """A filled register before and after it was changed: the moment between, and None for now."""
    with filled, filled.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (then,) = cursor.fetchone()
    with filled, filled.cursor() as cursor:
        cursor.execute("update register.risk_source set risk_level = 1, area_code = %s, threatened_people = 9,"
                       " edited_from = revision where id %% 2 = 0"
                       " and uid not in (select subject_uid from register.duty)", (codes[3],))  # fmt: skip
        cursor.execute("update register.risk_source set retired_at = now(), edited_from = revision where id %% 5 = 0",
                       ())  # fmt: skip
        cursor.execute("update register.relief_resource set capacity_people = 7, edited_from = revision"
                       " where id %% 2 = 0", ())  # fmt: skip
        for table in ("risk_source", "relief_resource"):
            cursor.execute(f"update register.{table} set department_code = 'water', verification_state = 'disputed',"  # noqa: S608 - the test's own words
                           " edited_from = revision where id %% 3 = 0", ())  # fmt: skip
        fill(cursor, [*codes[5:], "330382"], 2, 60, 30, year, yearly=False)
    return then, None


def cells(report):
    """Return every figure of a report behind which things stand: table, row, column, what it counts, its value."""
    return [
        (table.key, row, column, asked, value)
        for table in report.tables for row in table.rows for column, value in zip(table.columns, row.values)
        for asked in [counted(row, column)] if asked is not None
    ]  # fmt: skip


def check(connection, cell, at):
    """Compare a figure with what its things add up to, counted one by one in plain SQL."""
    key, row, column, asked, value = cell
    found = things_counted(connection, asked, at)
    assert len(set(found.uids)) == len(found.uids)
    name = (key, row.values[:3], column.heading, asked)
    if value is None:
        assert not found.uids or not asked.measure, name
        return
    if column.kind is Kind.PERCENT:
        every = Part(SOURCES if asked.kind == RISK_SOURCE else RESOURCES)
        whole = things_counted(connection, asked.part(every), at)
        assert value == pytest.approx(len(found.uids) / len(whole.uids)), name
        return
    if asked.figure not in ADDED:
        assert len(found.uids) == value, name
        return
    table = "risk_source" if asked.kind == RISK_SOURCE else "relief_resource"
    with connection, connection.cursor() as cursor:
        cursor.execute(
            f"select {ADDED[asked.figure]}, count(*) from app.{table}_in_force(%s)"  # noqa: S608 - the test's own words
            " where uid = any (%s::uuid[])", (at, list(found.uids)),
        )  # fmt: skip
        added, there = cursor.fetchone()
    assert there == len(found.uids) and float(added or 0) == pytest.approx(value), name


def test_every_figure_of_a_township_is_its_things(moments, connection):
    """All cells of the tables by area, domain, class and type, now; the long cross table is left to the next test."""
    report, _ = build_report(connection, TOWNSHIP)
    long = ("risk_by_area_and_category", "risk_by_category", "departments_by_area", "domains_by_area")
    every = [cell for cell in cells(report) if cell[0] not in long]
    own = {key for key, row, *_ in every if row.style is RowStyle.OWN}
    assert own >= {"risk_by_area", "resources_by_area", "shelter_capacity", "completeness_by_area", "states_by_area"}
    asked = {(cell[3].kind, cell[3].figure) for cell in every}
    assert {figure for kind, figure in asked if kind == RISK_SOURCE} == set(Counted(RISK_SOURCE, "").figures)
    assert {figure for kind, figure in asked if kind == RELIEF_RESOURCE} == set(Counted(RELIEF_RESOURCE, "").figures)
    for cell in every[:: many(7, 1)]:
        check(connection, cell, None)


def test_figures_picked_at_random_are_their_things_at_any_moment(moments, connection):
    scopes = dict(zip(moments, ("330382", TOWNSHIP)))
    full = {at: [cell for cell in cells(build_report(connection, scopes[at], at=at)[0]) if cell[4]] for at in moments}

    @settings(max_examples=many(25, 3000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def compare(data):
        at = data.draw(st.sampled_from(moments))
        check(connection, data.draw(st.sampled_from(full[at])), at)

    compare()


def test_things_have_a_box_where_they_have_a_place(filled):
    found = things_counted(filled, Counted(RISK_SOURCE, TOWNSHIP, figure="sources"))
    with filled, filled.cursor() as cursor:
        cursor.execute("select count(geom), min(st_xmin(geom)), max(st_ymax(geom)) from register.risk_source")
        placed, west, north = cursor.fetchone()
    assert found.placed == placed < len(found.uids) == 500
    assert found.box is not None and (found.box[0], found.box[3]) == (west, north)
    assert things_counted(filled, Counted(RISK_SOURCE, "330999", figure="people")) == ((), 0, None)
    with pytest.raises(UnknownFigure):
        things_counted(filled, Counted(RISK_SOURCE, TOWNSHIP, figure="capacity"))


def test_the_command_names_the_things(filled, database, capsys):
    def told(*arguments, expected=0):
        assert main(["report", "things", "--database", database.database, "--json", *arguments]) == expected
        return json.loads(capsys.readouterr().out)

    everything = told("--area", TOWNSHIP, "--figure", "resources", "--register", "relief_resource")
    assert everything["count"] == len(everything["uids"]) == 200 > everything["placed"]
    own = told("--area", TOWNSHIP, "--own-level", "--figure", "sources", "--level", "0", "--code", "06")
    with filled, filled.cursor() as cursor:
        cursor.execute("select count(*) from register.risk_source where area_code = %s and risk_level is null"
                       " and category_code like '06%%'", (TOWNSHIP,))  # fmt: skip
        assert cursor.fetchone() == (own["count"],)
    joint = told("--area", TOWNSHIP, "--figure", "sources", "--departments", "emergency,industry",
                 "--state", "confirmed")  # fmt: skip
    with filled, filled.cursor() as cursor:
        cursor.execute("select count(*) from register.risk_source where verification_state = 'confirmed'"
                       " and category_code in ('0113', '0201', '0206')")  # fmt: skip
        assert cursor.fetchone() == (joint["count"],) > (0,)
    yesterday = (datetime.date.today() - datetime.timedelta(days=3)).isoformat()
    assert told("--area", TOWNSHIP, "--figure", "sources", "--at", yesterday)["count"] == 0
    told("--area", TOWNSHIP, "--figure", "capacity", expected=2)

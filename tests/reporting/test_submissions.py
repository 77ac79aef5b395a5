"""What may be handed in: the rules of the forms, zero and missing, senders, sums at past moments."""

from __future__ import annotations

import datetime

import pytest
from flood_core.database.connection import RightsRefused, RuleBroken, connect
from flood_core.database.reporting import (
    events,
    findings,
    last_submission,
    report_forms,
    report_status,
    report_sums,
    report_totals,
    set_user_departments,
    step_event,
    submit,
)  # fmt: skip
from flood_core.model.reporting import Casualty
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reporting.conftest import COUNTY, NEIGHBOUR, TOWNSHIP, report
from tests.support.soak import many

HOUR = datetime.timedelta(hours=1)
PERSON = Casualty("dead", "某某")

#: Figures, and the rule of domain.md 4.2 that they break.
BROKEN = [
    ("crops_damaged_crops_hit", {"crops_hit": 1.5, "crops_damaged": 1.6}),
    ("crops_lost_crops_damaged", {"crops_hit": 2, "crops_damaged": 1, "crops_lost": 1.5}),
    ("grain_hit_crops_hit", {"crops_hit": 1, "grain_hit": 2}),
    ("grain_damaged_grain_hit", {"crops_hit": 5, "crops_damaged": 5, "grain_hit": 1, "grain_damaged": 2}),
    ("relocated_split", {"relocated_total": 10, "relocated_now": 10, "relocated_central": 4, "relocated_scattered": 5}),
    ("relocated_now", {"relocated_total": 9, "relocated_now": 10}),
    ("relief_now", {"relief_total": 1, "relief_now": 2}),
    ("badly_injured", {"injured": 1, "badly_injured": 2}),
    ("collapsed_dwellings", {"collapsed_rooms": 1, "collapsed_dwelling_rooms": 2}),
    ("loss_parts", {"loss_total": 10, "loss_dwellings": 4, "loss_farming": 5.98}),
    ("casualty_list", {"affected": 3, "dead": 1}),
]


@pytest.mark.parametrize("rule, figures", BROKEN, ids=[rule for rule, _ in BROKEN])
def test_each_rule_is_found_and_needs_a_note(connection, event, rule, figures):
    wrong = report(event, "loss", TOWNSHIP, **figures)
    assert [one.code for one in findings(connection, wrong)] == [rule]
    with pytest.raises(RuleBroken):
        submit(connection, wrong)
    assert last_submission(connection, event.uid, "loss", TOWNSHIP, "township") is None
    submit(connection, report(event, "loss", TOWNSHIP, **figures, note="乡镇核实中"))
    with connection, connection.cursor() as cursor:
        cursor.execute("select note, findings -> 0 ->> 'code' from report.submission")
        assert cursor.fetchall() == [("乡镇核实中", rule)]


def test_every_rule_of_every_form_is_found_where_it_is_broken_and_only_there(connection, event):
    with connection, connection.cursor() as cursor:
        cursor.execute("select form_code, code, kind, left_keys, right_keys, tolerance::float8"
                       " from reference.report_rule where kind <> 'ledger'")  # fmt: skip
        rules = cursor.fetchall()
    asked = {(form.code, field.key): field.departments for form in report_forms(connection) for field in form.fields}
    assert len(rules) == 30 and {kind for _, _, kind, *_ in rules} == {"not_more", "equal"}
    for form, code, kind, left, right, tolerance in rules:
        department = min(set.intersection(*(set(asked[form, key]) for key in (*left, *right))))
        area = TOWNSHIP if department == "township" else COUNTY

        def found(more):
            figures = {**dict.fromkeys(left, 1), **dict.fromkeys(right, len(left))}  # noqa: B023 - called at once
            figures[left[0]] += more  # noqa: B023 - called at once
            given = report(event, form, area, department, **figures)  # noqa: B023 - called at once
            return code in {one.code for one in findings(connection, given)}  # noqa: B023 - called at once

        assert not found(0), (form, code, "both sides alike")
        assert found(1), (form, code, "one more")
        assert found(-1) == (kind == "equal"), (form, code, "one less")
        assert not tolerance or not found(tolerance) and found(2 * tolerance), (form, code, "tolerance")


def test_what_is_at_the_edge_of_a_rule_is_right(connection, event):
    right = report(
        event, "loss", TOWNSHIP, crops_hit=1.5, crops_damaged=1.5, crops_lost=1.5, relocated_total=9, relocated_now=9,
        relocated_central=4, relocated_scattered=5, loss_total=10, loss_dwellings=4, loss_farming=5.99, affected=2,
        dead=1, casualties=(PERSON,),
    )  # fmt: skip
    assert findings(connection, right) == []
    submit(connection, right)
    assert last_submission(connection, event.uid, "loss", TOWNSHIP, "township").casualties == (PERSON,)


@pytest.mark.parametrize(
    "figures",
    [{"affected": 1.5}, {"affected": -1}, {"affected": "many"}, {"affected": True}, {"crops_hit": 1.00001},
     {"loss_total": 1.001}, {"hazard": 5}, {"happened_at": "yesterday"}, {"not_a_field": 1}, {"hazard": "x" * 10001},
     {"affected": 1e13}],
)  # fmt: skip
def test_an_impossible_figure_is_refused_whatever_the_note(connection, event, figures):
    assert [one.severity for one in findings(connection, report(event, "loss", TOWNSHIP, **figures))] == ["error"]
    with pytest.raises(RuleBroken):
        submit(connection, report(event, "loss", TOWNSHIP, **figures, note="照报"))


def test_cumulative_figures_never_decrease_without_a_note(connection, event):
    submit(connection, report(event, "loss", TOWNSHIP, affected=30, relocated_total=5, relocated_now=5))
    less = report(event, "loss", TOWNSHIP, affected=29, relocated_total=5, relocated_now=0)
    assert [(one.code, one.keys) for one in findings(connection, less)] == [("never_less", ("affected",))]
    nothing = report(event, "loss", TOWNSHIP, zero=True)
    assert {one.keys for one in findings(connection, nothing)} == {("affected",), ("relocated_total",)}


def test_the_list_of_persons_and_the_figure_belong_together(connection, event):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into report.submission (event_uid, form_code, area_code, department_code, as_of, figures,"
            " casualties) values (%s, 'loss', %s, 'township', now(), '{\"dead\": 2}', 2)",
            (event.uid, TOWNSHIP),
        )
    with pytest.raises(Exception, match="The list of persons has 0 rows, the report says 2"):
        connection.commit()
    connection.rollback()


def test_nothing_reported_is_ever_changed(connection, event):
    submit(connection, report(event, "loss", TOWNSHIP, affected=30))
    for statement in ("update report.submission set figures = '{}'", "delete from report.submission",
                      "update report.event_step set note = 'x'", "delete from report.event"):  # fmt: skip
        with pytest.raises(Exception, match="kept as it was"), connection, connection.cursor() as cursor:
            cursor.execute(statement)


def test_departments_write_their_own_part_and_townships_their_own_area(connection, people, event):
    settings_of = people.sign_up("department_owner", [COUNTY], ["06"])
    set_user_departments(connection, settings_of.user, ["water"])
    water, township = connect(settings_of), people.sign_in("township_reviewer", [TOWNSHIP])
    village = people.sign_in("village_compiler", [TOWNSHIP + "202"])
    submit(water, report(event, "preparation", COUNTY, "water", reservoir_prerelease=120.5))
    submit(township, report(event, "preparation", TOWNSHIP, to_move_boats=4, moved_boats=4))
    submit(village, report(event, "preparation", TOWNSHIP + "202", to_move_boats=1, moved_boats=0))
    for person, wrong in (
        (water, report(event, "preparation", COUNTY, "emergency", shelters_open=1)),
        (water, report(event, "preparation", TOWNSHIP, to_move_boats=1)),
        (township, report(event, "preparation", NEIGHBOUR, to_move_boats=1)),
        (township, report(event, "preparation", TOWNSHIP, "water", reservoir_prerelease=1.0)),
        (village, report(event, "preparation", TOWNSHIP, to_move_boats=1)),
        (people.sign_in("viewer", [TOWNSHIP]), report(event, "preparation", TOWNSHIP, to_move_boats=1)),
    ):
        with pytest.raises(RightsRefused):
            submit(person, wrong)
    with pytest.raises(RuleBroken):  # another department's field in the own part
        submit(water, report(event, "preparation", COUNTY, "water", shelters_open=1))
    totals = report_totals(connection, event.uid, "preparation", COUNTY)
    assert (totals["to_move_boats"], totals["moved_boats"], totals["reservoir_prerelease"]) == (5, 4, 120.5)
    with pytest.raises(RightsRefused):
        step_event(township, event, level=1, stages=["impact"])


def test_zero_is_not_missing_and_late_is_told(connection, event):
    moment = datetime.datetime.now(datetime.timezone.utc)
    earlier = step_event(connection, event, level=2, stages=["impact"], since=moment - 30 * HOUR)
    assert earlier.uid == event.uid
    with connection, connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (quiet,) = cursor.fetchone()
    submit(connection, report(event, "impact", TOWNSHIP, zero=True))
    states = report_status(connection, event.uid)
    past = {one.deadline for one in states if one.form == "impact" and one.deadline <= moment}
    latest = max(past)
    submit(connection, report(event, "impact", NEIGHBOUR, dangers=1, as_of=latest - HOUR / 60))
    now = {(one.deadline, one.area_code): one for one in report_status(connection, event.uid) if one.form == "impact"}
    due = min(one.deadline for one in states if one.form == "impact" and one.deadline > moment)
    assert now[due, TOWNSHIP].state == "zero"
    assert now[due, NEIGHBOUR].state == "due"
    assert now[latest, NEIGHBOUR].state == "late"
    assert now[latest, TOWNSHIP].state == "missing"
    # As it was known before both reports: nobody had said anything.
    then = [one for one in report_status(connection, event.uid, quiet) if one.form == "impact"]
    assert {one.state for one in then} == {"missing", "due"}
    water = [one for one in states if one.form == "impact" and one.department == "water"]
    assert water and {one.area_code for one in water} == {COUNTY}


def test_an_ended_event_asks_for_nothing_more(connection, event):
    before = events(connection)[0]
    assert before.stages and not before.ended
    ended = step_event(connection, event, level=None, stages=(), ended=True)
    assert ended.ended and not ended.stages
    assert not [one for one in report_status(connection, event.uid) if one.state == "due"]


@settings(max_examples=many(4, 40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_county_is_the_sum_of_townships_and_villages_at_any_past_moment(connection, event, villages, data):
    """An independent recount from the raw submissions, at a moment between two of them."""
    places = [COUNTY, TOWNSHIP, NEIGHBOUR, *villages[:3]]
    form = next(one for one in report_forms(connection) if one.code == "rescue")
    keys = [field.key for field in form.fields_of("township") if field.rollup == "sum"]
    moments = []
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.sampled_from(places))
        figures = data.draw(st.dictionaries(st.sampled_from(keys), st.integers(0, 500), max_size=4))
        zero = not figures and data.draw(st.booleans())
        submit(connection, report(event, "rescue", place, note="随机", zero=zero, **figures))
        with connection, connection.cursor() as cursor:
            cursor.execute("select clock_timestamp()")
            moments.append(cursor.fetchone()[0])
    at = data.draw(st.sampled_from(moments))
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "select area_code, figures, zero from report.submission s where event_uid = %(e)s and form_code = 'rescue'"
            " and made_at <= %(at)s and not exists (select from report.submission n where n.event_uid = s.event_uid"
            " and n.form_code = s.form_code and n.area_code = s.area_code and n.department_code = s.department_code"
            " and n.made_at <= %(at)s and n.id > s.id)", {"e": event.uid, "at": at})  # fmt: skip
        stored = cursor.fetchall()
    for scope in (COUNTY, TOWNSHIP, villages[0]):
        expected = {
            key: sum(figures.get(key, 0) for area, figures, _ in stored if area.startswith(scope)) for key in keys
        }
        totals = report_totals(connection, event.uid, "rescue", scope, at)
        assert {key: totals.get(key) or 0 for key in keys} == expected
        units = report_sums(connection, event.uid, "rescue", scope, at)
        assert {key: sum(u.amount or 0 for u in units if u.key == key) for key in keys} == expected

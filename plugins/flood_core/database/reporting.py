"""The four-stage reports in the database: events, forms, submissions, and who has not reported."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Sequence

from psycopg2.extras import Json

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.reporting import (
    Casualty,
    Event,
    Finding,
    ReportField,
    ReportForm,
    SenderState,
    Submission,
)  # fmt: skip
from .connection import Connection, Cursor, transaction


class UnknownEvent(InputError):
    """No such event, or none that this person sees."""

    template = QT_TRANSLATE_NOOP("errors", "There is no event {event}.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "List the events with 'floodmap report event list'; name one by its name or number."
    )


class UnknownForm(InputError):
    """No such form."""

    template = QT_TRANSLATE_NOOP("errors", "There is no form {form}.")
    hint = QT_TRANSLATE_NOOP("errors", "The forms are: {known}.")


class UnknownDepartment(InputError):
    """No such department, or one that the form asks nothing."""

    template = QT_TRANSLATE_NOOP("errors", "The form {form} asks nothing of {department}.")
    hint = QT_TRANSLATE_NOOP("errors", "Departments are named by their code, such as water; areas report as township.")


class Sum(NamedTuple):
    """A figure of one unit over all departments; ``senders`` gave it."""

    unit_code: str
    key: str
    amount: float | None
    senders: int


class ReportedValue(NamedTuple):
    """A figure or words in force, of one sender."""

    unit_code: str
    department: str
    key: str
    amount: float | None
    words: str | None
    as_of: datetime
    made_at: datetime
    made_by: str
    overridden: bool


class Stored(NamedTuple):
    """A submission as the database has it."""

    uid: str
    as_of: datetime
    figures: dict[str, Any]
    zero: bool
    note: str | None
    made_at: datetime
    made_by: str
    casualties: tuple[Casualty, ...]


_FORMS = "select code, name_zh, name_en, stages from reference.report_form order by sort, code"
_FIELDS = """
select form_code, key, name_zh, name_en, coalesce(unit, ''), type, decimals, rollup, cumulative, departments,
       group_zh, group_en
  from reference.report_field order by sort, key
"""
_EVENTS = """
select uid::text, area_code, kind, name, number, simulated, opened_at, response_level, stages, ended, changed_at
  from app.events(%(scope)s, %(at)s) order by opened_at desc nulls last, name
"""
_FINDINGS = """
select severity, code, keys, message
  from app.report_findings(%(event)s, %(form)s, %(area)s, %(department)s, coalesce(%(as_of)s, now()), %(figures)s,
                           %(zero)s, %(casualties)s)
"""
_SUBMIT = """
insert into report.submission (event_uid, form_code, area_code, department_code, as_of, figures, zero, note, casualties)
values (%(event)s, %(form)s, %(area)s, %(department)s, coalesce(%(as_of)s, now()), %(figures)s, %(zero)s, %(note)s,
        %(casualties)s)
returning uid::text, findings
"""
_LAST = """
select s.uid::text, s.as_of, s.figures, s.zero, s.note, s.made_at, app.user_name(s.made_by)
  from app.report_in_force(%(event)s, %(form)s, %(at)s) s
 where s.area_code = %(area)s and s.department_code = %(department)s
"""
_STATUS = """
select s.form_code, s.deadline, s.area_code, app.display_name(a.name), s.department_code,
       case when s.department_code = 'township' then app.display_name(a.name) else d.name_zh end,
       s.state, s.made_at, app.user_name(s.made_by), s.villages
  from app.report_status(%(event)s, %(at)s) s
  join base.area a on a.code = s.area_code
  join reference.department d on d.code = s.department_code
 order by s.deadline, s.form_code, s.department_code <> 'township', s.area_code, d.name_zh
"""
_VALUES = """
select unit_code, department_code, field_key, amount::float8, words, as_of, made_at, app.user_name(made_by), overridden
  from app.report_values(%(event)s, %(form)s, %(scope)s, %(at)s) order by unit_code, department_code
"""


def report_forms(connection: Connection) -> list[ReportForm]:
    """Return the forms with their fields."""
    with transaction(connection) as cursor:
        cursor.execute(_FIELDS)
        fields = [_field(row) for row in cursor.fetchall()]
        cursor.execute(_FORMS)
        return [
            ReportForm(code, name, name_en, tuple(stages), tuple(field for field in fields if field.form == code))
            for code, name, name_en, stages in cursor.fetchall()
        ]


def _field(row: tuple[Any, ...]) -> ReportField:
    form, key, name, name_en, unit, type_, decimals, rollup, cumulative, asked, group, group_en = row
    return ReportField(
        form, key, name, name_en, unit, type_, decimals, rollup, cumulative, tuple(asked), group, group_en
    )


def _event(row: tuple[Any, ...]) -> Event:
    uid, area, kind, name, number, simulated, opened_at, level, stages, ended, changed_at = row
    return Event(uid, area, kind, name, number, simulated, opened_at, level, tuple(stages), ended, changed_at)


def form_named(forms: Sequence[ReportForm], name: str) -> ReportForm:
    """Return the form of a code or Chinese name. Raises: UnknownForm."""
    for form in forms:
        if name.strip() in (form.code, form.name):
            return form
    raise UnknownForm(form=name, known="、".join(f"{form.code} {form.name}" for form in forms))


def departments(connection: Connection) -> dict[str, str]:
    """Return the Chinese names of the departments by code."""
    with transaction(connection) as cursor:
        cursor.execute("select code, name_zh from reference.department order by code")
        return dict(cursor.fetchall())


def own_departments(connection: Connection) -> tuple[str, ...]:
    """Return the departments for which the signed-in person reports."""
    with transaction(connection) as cursor:
        cursor.execute("select app.own_departments()")
        return tuple(cursor.fetchone()[0])


def set_user_departments(connection: Connection, login: str, codes: Sequence[str]) -> None:
    """Say for which departments a person reports. Raises: RightsRefused, RuleBroken."""
    with transaction(connection) as cursor:
        cursor.execute("select app.set_user_departments(%s, %s)", (login, list(codes)))


def events(connection: Connection, scope: str = "33", at: datetime | None = None) -> list[Event]:
    """Return the events that concern an area, the newest first."""
    with transaction(connection) as cursor:
        cursor.execute(_EVENTS, {"scope": scope, "at": at})
        return [_event(row) for row in cursor.fetchall()]


def event_named(connection: Connection, name: str, at: datetime | None = None) -> Event:
    """Return the event of a uid, name or number; the newest when names repeat. Raises: UnknownEvent."""
    for event in events(connection, at=at):
        if name.strip() in (event.uid, event.name, event.number, event.title):
            return event
    raise UnknownEvent(event=name)


def open_event(
    connection: Connection, area_code: str, name: str, *, kind: str = "typhoon", number: str | None = None,
    level: int | None = None, stages: Sequence[str] = ("preparation",), simulated: bool = False,
    since: datetime | None = None,
) -> Event:  # fmt: skip
    """Open an event with its first step. Raises: RightsRefused, RuleBroken."""
    with transaction(connection) as cursor:
        cursor.execute(
            "insert into report.event (area_code, kind, name, number, simulated) values (%s, %s, %s, %s, %s)"
            " returning uid::text",
            (area_code, kind, name, number or None, simulated),
        )
        (uid,) = cursor.fetchone()
        _add_step(cursor, uid, level, stages, False, None, since)
    return event_named(connection, uid)


def step_event(
    connection: Connection, event: Event, *, level: int | None, stages: Sequence[str], note: str | None = None,
    ended: bool = False, since: datetime | None = None,
) -> Event:  # fmt: skip
    """Set response level and stages from now on (or ``since``), or end the event. Raises: RightsRefused, RuleBroken."""
    with transaction(connection) as cursor:
        _add_step(cursor, event.uid, None if ended else level, () if ended else stages, ended, note, since)
    return event_named(connection, event.uid)


def _add_step(
    cursor: Cursor, uid: str, level: int | None, stages: Sequence[str], ended: bool, note: str | None,
    since: datetime | None,
) -> None:  # fmt: skip
    cursor.execute(
        "insert into report.event_step (event_uid, area_code, holds_from, response_level, stages, ended, note)"
        " select uid, area_code, coalesce(%s, now()), %s, %s, %s, %s from report.event where uid = %s",
        (since, level, list(stages), ended, note, uid),
    )


def findings(connection: Connection, submission: Submission) -> list[Finding]:
    """Return what is wrong with figures that were not handed in yet."""
    with transaction(connection) as cursor:
        cursor.execute(_FINDINGS, _parameters(submission))
        return [Finding(severity, code, tuple(keys), message) for severity, code, keys, message in cursor.fetchall()]


def submit(connection: Connection, submission: Submission) -> str:
    """Hand a report in and return its uid.

    Raises: RuleBroken when it breaks the form, or a rule without a note; RightsRefused.
    """
    with transaction(connection) as cursor:
        cursor.execute(_SUBMIT, _parameters(submission))
        (uid, _) = cursor.fetchone()
        for one in submission.casualties:
            cursor.execute(
                "insert into report.casualty (submission_uid, area_code, fate, name, sex, age, place, cause)"
                " values (%s, %s, %s, %s, %s, %s, %s, %s)",
                (uid, submission.area_code, one.fate, one.name, one.sex, one.age, one.place, one.cause),
            )
    return uid


def _parameters(submission: Submission) -> dict[str, Any]:
    filled = {key: value for key, value in submission.figures.items() if value is not None}
    return {
        "event": submission.event, "form": submission.form, "area": submission.area_code,
        "department": submission.department, "as_of": submission.as_of, "figures": Json(filled),
        "zero": submission.zero, "note": submission.note, "casualties": len(submission.casualties),
    }  # fmt: skip


def last_submission(
    connection: Connection, event: str, form: str, area_code: str, department: str, at: datetime | None = None
) -> Stored | None:
    """Return what a sender reported last, as it was known at a moment; None when nothing."""
    with transaction(connection) as cursor:
        cursor.execute(_LAST, {"event": event, "form": form, "area": area_code, "department": department, "at": at})
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute(
            "select fate, name, sex, age, place, cause from report.casualty where submission_uid = %s order by id",
            (row[0],),
        )
        casualties = tuple(Casualty(*one) for one in cursor.fetchall())
        return Stored._make((*row, casualties))


def reported_values(
    connection: Connection, event: str, form: str, scope: str, at: datetime | None = None
) -> list[ReportedValue]:
    """Return every figure in force below an area, by sender."""
    with transaction(connection) as cursor:
        cursor.execute(_VALUES, {"event": event, "form": form, "scope": scope, "at": at})
        return [ReportedValue(*row) for row in cursor.fetchall()]


def report_sums(connection: Connection, event: str, form: str, scope: str, at: datetime | None = None) -> list[Sum]:
    """Return the figures of each unit below an area, over all departments."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select unit_code, field_key, amount::float8, senders from app.report_sums(%s, %s, %s, %s)",
            (event, form, scope, at),
        )
        return [Sum(*row) for row in cursor.fetchall()]


def report_totals(
    connection: Connection, event: str, form: str, scope: str, at: datetime | None = None
) -> dict[str, float | None]:
    """Return the figures of a whole area by field."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select field_key, amount::float8 from app.report_totals(%s, %s, %s, %s)", (event, form, scope, at)
        )
        return dict(cursor.fetchall())


def report_history(
    connection: Connection, event: str, form: str, scope: str, moments: Sequence[datetime]
) -> dict[datetime, dict[str, float | None]]:
    """Return the figures of a whole area by field at each moment, as it was known then."""
    found: dict[datetime, dict[str, float | None]] = {moment: {} for moment in moments}
    with transaction(connection) as cursor:
        cursor.execute(
            "select moment, field_key, amount::float8 from app.report_history(%s, %s, %s, %s)",
            (event, form, scope, list(moments)),
        )
        for moment, key, amount in cursor.fetchall():
            found[moment][key] = amount
    return found


def report_status(connection: Connection, event: str, at: datetime | None = None) -> list[SenderState]:
    """Return every sender at every deadline up to a moment, and at the next one of each form."""
    with transaction(connection) as cursor:
        cursor.execute(_STATUS, {"event": event, "at": at})
        return [SenderState(*row) for row in cursor.fetchall()]


def moment_of(connection: Connection, at: datetime | None) -> datetime:
    """Return ``at``, or the server's present moment."""
    with transaction(connection) as cursor:
        cursor.execute("select coalesce(%s, now())", (at,))
        (moment,) = cursor.fetchone()
        return moment


def areas_about(connection: Connection, code: str) -> list[tuple[str, str, str]]:
    """Return code, level and name of an area, of all within it and of those that it lies in."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select code, level, app.display_name(name) from base.area where retired_at is null and length(code) <= 12"
            " and (code like %s or %s like code || '%%') order by code",
            (code + "%", code),
        )
        return list(cursor.fetchall())


def area_name(connection: Connection, code: str) -> str:
    """Return the name of an area, or its code where there is none."""
    with transaction(connection) as cursor:
        cursor.execute("select app.display_name(name) from base.area where code = %s", (code,))
        row = cursor.fetchone()
        return row[0] if row else code

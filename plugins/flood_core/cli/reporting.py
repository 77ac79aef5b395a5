"""``floodmap report event|form|status|remind|bulletin``: the four-stage reports of a typhoon."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Sequence

from ..database import reporting
from ..database.kept_reports import kept_reports
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.beijing import BEIJING
from ..model.reporting import (
    KIND_NAMES,
    LEVEL_NAMES,
    STAGE_NAMES,
    STAGES,
    STATE_NAMES,
    TOWNSHIP,
    Event,
    Finding,
    Submission,
    at_last_deadline,
)
from ..reports.filling import figure_read, unchanged_figures
from ..reports.formats import BULLETIN_FORMATS
from ..reports.moments import read_moment
from .session import Result, Session, listed_words

WRITTEN = QT_TRANSLATE_NOOP("cli", "Written: {path}")
OPENED = QT_TRANSLATE_NOOP("cli", "{event}: opened, reports are due for {stages}")
CHANGED = QT_TRANSLATE_NOOP("cli", "{event}: response level {level}, stages {stages}")
ENDED = QT_TRANSLATE_NOOP("cli", "{event}: ended")
HANDED_IN = QT_TRANSLATE_NOOP("cli", "Handed in: {form}, {area}, {department}")
NOTHING_WRONG = QT_TRANSLATE_NOOP("cli", "The figures break no rule.")
COUNTED = QT_TRANSLATE_NOOP("cli", "{in_time} in time, {zero} zero reports, {late} late, {missing} missing")
NOBODY_LATE = QT_TRANSLATE_NOOP("cli", "Nobody is late or missing.")
_EVENTS = (
    QT_TRANSLATE_NOOP("cli", "event"),
    QT_TRANSLATE_NOOP("cli", "county"),
    QT_TRANSLATE_NOOP("cli", "opened at"),
    QT_TRANSLATE_NOOP("cli", "response level"),
    QT_TRANSLATE_NOOP("cli", "stages"),
    QT_TRANSLATE_NOOP("cli", "state"),
)
_STATUS = (
    QT_TRANSLATE_NOOP("cli", "form"),
    QT_TRANSLATE_NOOP("cli", "deadline"),
    QT_TRANSLATE_NOOP("cli", "sender"),
    QT_TRANSLATE_NOOP("cli", "state"),
    QT_TRANSLATE_NOOP("cli", "sent at"),
    QT_TRANSLATE_NOOP("cli", "sent by"),
)
_MADE = (
    QT_TRANSLATE_NOOP("cli", "made at"),
    QT_TRANSLATE_NOOP("cli", "made by"),
    QT_TRANSLATE_NOOP("cli", "report"),
    QT_TRANSLATE_NOOP("cli", "figures of"),
    QT_TRANSLATE_NOOP("cli", "files"),
)
CLOSED = QT_TRANSLATE_NOOP("cli", "ended")
RUNNING = QT_TRANSLATE_NOOP("cli", "running")


class NotAnAssignment(InputError):
    """A figure on the command line is not KEY=VALUE."""

    template = QT_TRANSLATE_NOOP("errors", "'{text}' is not a figure such as affected=12.")
    hint = QT_TRANSLATE_NOOP("errors", "List the fields with 'floodmap report form list'.")


def add_parsers(reports: Any) -> None:
    """Add the reports of an event to ``floodmap report``."""
    _add_events(reports.add_parser("event", help="typhoons: open, change level and stages, close").add_subparsers())
    _add_forms(reports.add_parser("form", help="forms: list, fill in, out and in as workbooks").add_subparsers())
    status = reports.add_parser("status", help="who has reported, who is late, who is missing")
    status.add_argument("--form", help="one form only")
    status.add_argument("--last", action="store_true", help="the last deadline of each form only")
    status.set_defaults(handler=show_status)
    sums = reports.add_parser("sums", help="the figures of a form, over areas and departments")
    sums.add_argument("form")
    sums.add_argument("--area", metavar="CODE", help="default: the event's")
    sums.set_defaults(handler=show_sums)
    bulletin = reports.add_parser("bulletin", help="the merged bulletin of an event")
    bulletin.add_argument("--format", default=",".join(BULLETIN_FORMATS), metavar="LIST", help="default: %(default)s")
    bulletin.add_argument("--office", help="who issues it (default: the county's command office)")
    bulletin.add_argument("--templates", type=Path, metavar="DIR", help="the county's own templates")
    bulletin.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="default: the current folder")
    bulletin.set_defaults(handler=write_bulletin)
    remind = reports.add_parser("remind", help="what to say to senders who are late or missing")
    remind.add_argument("--out", type=Path, metavar="DIR", help="write the list as a workbook too")
    remind.set_defaults(handler=show_reminders)
    for parser in (status, sums, bulletin, remind):
        parser.add_argument("--event", required=True, help="name or number of the event")
        parser.add_argument("--at", metavar="TIME", help="as it was known at a past moment, Beijing time")
    reports.add_parser("history", help="which reports were made, by whom").set_defaults(handler=show_history)


def _add_events(actions: Any) -> None:
    actions.add_parser("list", help="the events").set_defaults(handler=list_events)
    opening = actions.add_parser("open", help="open an event")
    opening.add_argument("--area", required=True, metavar="CODE", help="county code")
    opening.add_argument("--number", metavar="YYNN", help="number of the typhoon, such as 2413")
    opening.add_argument("--kind", choices=list(KIND_NAMES), default="typhoon")
    opening.add_argument("--simulated", action="store_true", help="an exercise: everything is marked as simulated")
    opening.set_defaults(handler=open_event)
    step = actions.add_parser("step", help="set response level and stages from now on")
    step.set_defaults(handler=step_event)
    close = actions.add_parser("close", help="end an event")
    close.set_defaults(handler=close_event)
    for parser in (opening, step):
        parser.add_argument(
            "--level", type=int, choices=(1, 2, 3, 4), help="response level, 4 the lowest (default: none)"
        )
        parser.add_argument("--stages", default="preparation", metavar="LIST", help=",".join(STAGES))
    for parser in (opening, step, close):
        parser.add_argument("name")
        parser.add_argument("--since", metavar="TIME", help="from this moment on (default: now)")


def _add_forms(actions: Any) -> None:
    actions.add_parser("list", help="forms and their fields").set_defaults(handler=list_forms)
    fill = actions.add_parser("fill", help="hand in a report")
    fill.add_argument(
        "figures", nargs="*", metavar="KEY=VALUE", help="figures, with units where they differ: crops_hit=30亩"
    )
    fill.add_argument("--zero", action="store_true", help="a zero report: there is nothing to report")
    fill.add_argument("--same", action="store_true", help="as in the last report, with the figures given here changed")
    fill.add_argument("--note", help="why the figures break a rule")
    fill.add_argument("--check", action="store_true", help="only say what is wrong, hand nothing in")
    fill.add_argument("--as-of", metavar="TIME", help="the moment of the figures (default: now)")
    fill.set_defaults(handler=fill_form)
    out = actions.add_parser("out", help="write a form as a workbook for a sender without QGIS")
    out.add_argument("file", type=Path, metavar="FILE.xlsx")
    out.set_defaults(handler=write_form_out)
    for parser in (fill, out):
        parser.add_argument("--event", required=True, help="name or number of the event")
        parser.add_argument("--form", required=True)
        parser.add_argument("--area", required=True, metavar="CODE", help="who reports; departments: the county")
        parser.add_argument(
            "--department", default=TOWNSHIP, metavar="CODE", help="department that reports (default: the area)"
        )
    back = actions.add_parser("in", help="hand in a form that was filled in")
    back.add_argument("file", type=Path, metavar="FILE.xlsx")
    back.add_argument("--note", help="why the figures break a rule")
    back.add_argument("--anyway", action="store_true", help="although the sender has reported since")
    back.add_argument("--check", action="store_true", help="only say what is wrong, hand nothing in")
    back.set_defaults(handler=hand_in)


def list_events(session: Session) -> Result:
    """List the events."""
    with session.connection() as connection:
        found = reporting.events(connection)
    rows = [
        (one.title, one.area_code, _time(one.opened_at), _level(one), _stages(one),
         session.say(CLOSED if one.ended else RUNNING)) for one in found
    ]  # fmt: skip
    data = [{"uid": one.uid, "name": one.name, "number": one.number, "level": one.response_level,
             "stages": list(one.stages), "ended": one.ended} for one in found]  # fmt: skip
    return Result({"events": data}, session.table([session.say(word) for word in _EVENTS], rows))


def open_event(session: Session) -> Result:
    """Open an event."""
    given = session.arguments
    with session.connection() as connection:
        event = reporting.open_event(
            connection, given.area, given.name, kind=given.kind, number=given.number, level=given.level,
            stages=listed_words(given.stages), simulated=given.simulated, since=_moment(given.since),
        )  # fmt: skip
    return Result({"event": event.uid}, [session.say(OPENED, event=event.title, stages=_stages(event))])


def step_event(session: Session) -> Result:
    """Set level and stages."""
    given = session.arguments
    with session.connection() as connection:
        event = reporting.step_event(
            connection, reporting.event_named(connection, given.name), level=given.level,
            stages=listed_words(given.stages), since=_moment(given.since),
        )  # fmt: skip
    return Result(
        {"event": event.uid}, [session.say(CHANGED, event=event.title, level=_level(event), stages=_stages(event))]
    )


def close_event(session: Session) -> Result:
    """End an event."""
    given = session.arguments
    with session.connection() as connection:
        event = reporting.step_event(
            connection, reporting.event_named(connection, given.name), level=None, stages=(), ended=True,
            since=_moment(given.since),
        )  # fmt: skip
    return Result({"event": event.uid}, [session.say(ENDED, event=event.title)])


def list_forms(session: Session) -> Result:
    """List the forms with their fields."""
    with session.connection() as connection:
        forms = reporting.report_forms(connection)
    lines: list[str] = []
    for form in forms:
        lines += ["", f"{form.code}  {form.name}  {'、'.join(STAGE_NAMES[stage] for stage in form.stages)}"]
        lines += session.table(("key", "指标", "unit", "departments"),
                               [(f.key, f.name, f.unit, ",".join(f.departments)) for f in form.fields])  # fmt: skip
    data = [{"code": form.code, "name": form.name, "fields": [field.key for field in form.fields]} for form in forms]
    return Result({"forms": data}, lines[1:])


def fill_form(session: Session) -> Result:
    """Hand in one report, or say what is wrong with it."""
    given = session.arguments
    with session.connection() as connection:
        event = reporting.event_named(connection, given.event)
        form = reporting.form_named(reporting.report_forms(connection), given.form)
        fields = {field.key: field for field in form.fields}
        figures = (
            dict(unchanged_figures(connection, event.uid, form.code, given.area, given.department))
            if given.same
            else {}
        )
        for text in given.figures:
            key, sign, value = text.partition("=")
            if not sign or key not in fields:
                raise NotAnAssignment(text=text)
            figures[key] = figure_read(fields[key], value)
        submission = Submission(event.uid, form.code, given.area, given.department, _moment(given.as_of), figures,
                                given.zero, given.note)  # fmt: skip
        if given.check:
            return _told(session, reporting.findings(connection, submission))
        uid = reporting.submit(connection, submission)
    said = session.say(HANDED_IN, form=form.name, area=given.area, department=given.department)
    return Result({"submission": uid, "figures": figures}, [said])


def write_form_out(session: Session) -> Result:
    """Write a form as a workbook."""
    from ..reports.form_book import write_form

    given = session.arguments
    with session.connection() as connection:
        path = write_form(connection, given.file, event=given.event, form=given.form, area=given.area,
                          department=given.department)  # fmt: skip
    return Result({"file": str(path)}, [session.say(WRITTEN, path=path)])


def hand_in(session: Session) -> Result:
    """Hand in a form that was filled in."""
    from ..reports.form_book import hand_in_form, read_form

    given = session.arguments
    with session.connection() as connection:
        one = read_form(connection, given.file).submission
        if given.check:
            return _told(session, reporting.findings(connection, one))
        uid = hand_in_form(connection, given.file, anyway=given.anyway, note=given.note)
    said = session.say(HANDED_IN, form=one.form, area=one.area_code, department=one.department)
    return Result({"submission": uid, "figures": dict(one.figures), "zero": one.zero}, [said])


def _told(session: Session, found: Sequence[Finding]) -> Result:
    lines = [one.message for one in found] or [session.say(NOTHING_WRONG)]
    return Result({"findings": [asdict(one) for one in found]}, lines, exit_code=1 if found else 0)


def show_status(session: Session) -> Result:
    """Say who has reported; exit code 1 when somebody is missing."""
    given = session.arguments
    at = _moment(given.at)
    with session.connection() as connection:
        event = reporting.event_named(connection, given.event, at)
        forms = {form.code: form.name for form in reporting.report_forms(connection)}
        found = reporting.report_status(connection, event.uid, at)
        now = reporting.moment_of(connection, at)
    if given.form:
        found = [one for one in found if given.form in (one.form, forms[one.form])]
    if given.last:
        found = at_last_deadline(found, now)
    counts = {state: sum(one.state == state for one in found) for state in STATE_NAMES}
    rows = [
        (forms[one.form], _time(one.deadline), one.sender, STATE_NAMES[one.state], _time(one.made_at), one.made_by)
        for one in found
    ]
    lines = session.table([session.say(word) for word in _STATUS], rows) + [session.say(COUNTED, **counts)]
    data = {"counts": counts, "missing": [[one.form, one.sender] for one in found if one.state == "missing"],
            "late": [[one.form, one.sender] for one in found if one.state == "late"]}  # fmt: skip
    return Result(data, lines, exit_code=1 if counts["missing"] else 0)


def show_reminders(session: Session) -> Result:
    """Print what to say to whom; exit code 1 when there is something to say."""
    from ..reports.reminders import reminders_of, write_reminders

    given = session.arguments
    at = _moment(given.at)
    with session.connection() as connection:
        event = reporting.event_named(connection, given.event, at)
        found = reminders_of(connection, event, at)
        files = [write_reminders(connection, event, found, given.out, at)] if given.out and found else []
    lines = "\n\n".join(one.text for one in found).splitlines() or [session.say(NOBODY_LATE)]
    lines += [session.say(WRITTEN, path=path) for path in files]
    data = {"reminders": [{"sender": one.sender, "text": one.text} for one in found], "files": [*map(str, files)]}
    return Result(data, lines, exit_code=1 if found else 0)


def show_sums(session: Session) -> Result:
    """Print the figures of a form over an area."""
    given = session.arguments
    at = _moment(given.at)
    with session.connection() as connection:
        event = reporting.event_named(connection, given.event, at)
        form = reporting.form_named(reporting.report_forms(connection), given.form)
        totals = reporting.report_totals(connection, event.uid, form.code, given.area or event.area_code, at)
    rows = [
        (field.key, field.name, totals[field.key], field.unit)
        for field in form.fields
        if totals.get(field.key) is not None
    ]
    return Result({"sums": totals}, session.table(("key", "指标", "合计", "单位"), rows))


def write_bulletin(session: Session) -> Result:
    """Write the bulletin."""
    from ..reports.bulletin_report import bulletin_report

    given = session.arguments
    formats = [name.lower() for name in listed_words(given.format)]
    with session.connection() as connection:
        files = bulletin_report(
            connection, given.event, given.out, formats, _moment(given.at), session.feedback, office=given.office,
            templates=given.templates,
        )  # fmt: skip
    return Result({"files": [str(path) for path in files]}, [session.say(WRITTEN, path=path) for path in files])


def show_history(session: Session) -> Result:
    """Print which reports were made."""
    with session.connection() as connection:
        made = kept_reports(connection)
    rows = [(_time(one.made_at), one.made_by, one.parameters.get("title", one.name), _time(one.as_of),
             len(one.figures.get("files", ()))) for one in made]  # fmt: skip
    return Result(
        {"reports": [one._asdict() for one in made]}, session.table([session.say(word) for word in _MADE], rows)
    )


def _moment(text: str | None) -> datetime | None:
    return read_moment(text) if text else None


def _time(moment: datetime | None) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}" if moment else ""


def _level(event: Event) -> str:
    return LEVEL_NAMES.get(event.response_level or 0, "")


def _stages(event: Event) -> str:
    return "、".join(STAGE_NAMES[stage] for stage in event.stages)

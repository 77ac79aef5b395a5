"""What the window of typhoon reports shows: read at once, so that a slow network is asked once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Mapping, NamedTuple

from ..database import reporting
from ..database.area_list import AreaName, areas_in_reach
from ..database.connection import Connection
from ..database.kept_reports import KeptReport, kept_reports
from ..database.people import signed_in_person
from ..model.reporting import (
    TOWNSHIP,
    Casualty,
    Event,
    Finding,
    ReportField,
    ReportForm,
    SenderState,
    Submission,
    Value,
)
from ..progress import Feedback, Part
from .bulletin_document import write_bulletin_document
from .bulletin_report import make_bulletin
from .filling import UnreadableFigure, figure_read
from .preview import first_pages


@dataclass(frozen=True)
class Desk:
    """Events, forms, areas, and for whom the signed-in person reports."""

    events: tuple[Event, ...]
    forms: tuple[ReportForm, ...]
    areas: tuple[AreaName, ...]
    departments: Mapping[str, str]
    own: tuple[str, ...]
    home: str  # the area of the signed-in person; empty for who sees all
    opens_events: bool

    @property
    def county(self) -> str:
        """The county in which a new event is opened: the own one, else that of the newest event, else the first."""
        newest = self.events[0].area_code if self.events else ""
        first = next((area.code for area in self.areas if area.level == "county"), "")
        return (self.home or newest or first)[:6]


class Sender(NamedTuple):
    """Who reports in which form of which event; departments report at the county."""

    event: Event
    form: ReportForm
    area: str
    department: str


@dataclass(frozen=True)
class Typed:
    """What was typed into a form, read: figures, unreadable cells by key, and what breaks a rule."""

    figures: Mapping[str, Value]
    unreadable: Mapping[str, UnreadableFigure]
    findings: tuple[Finding, ...]


def read_desk(connection: Connection) -> Desk:
    """Read what there is to choose from."""
    person = signed_in_person(connection)
    return Desk(
        events=tuple(reporting.events(connection)),
        forms=tuple(reporting.report_forms(connection)),
        areas=tuple(areas_in_reach(connection)),
        departments=reporting.departments(connection),
        own=reporting.own_departments(connection),
        home=next(iter(person.areas), ""),
        opens_events=person.kind in ("county_editor", "county_approver", "owner"),
    )


def read_typed(connection: Connection, sender: Sender, texts: Mapping[str, str]) -> Typed:
    """Read what was typed and ask the database what it breaks."""
    figures: dict[str, Value] = {}
    unreadable: dict[str, UnreadableFigure] = {}
    for field in sender.form.fields_of(sender.department):
        try:
            figures[field.key] = figure_read(field, texts.get(field.key, ""))
        except UnreadableFigure as problem:
            unreadable[field.key] = problem
    found = reporting.findings(connection, _submission(sender, figures, casualties=_persons(connection, sender)))
    return Typed(figures, unreadable, tuple(found))


def hand_in(connection: Connection, sender: Sender, figures: Mapping[str, Value], *, zero: bool, note: str) -> str:
    """Hand a report in, with the persons of the last one. Raises: RuleBroken, RightsRefused."""
    if zero:
        return reporting.submit(connection, _submission(sender, {}, zero=True, note=note.strip() or None))
    persons = _persons(connection, sender)
    return reporting.submit(connection, _submission(sender, figures, note=note.strip() or None, casualties=persons))


def _submission(sender: Sender, figures: Mapping[str, Value], **more: Any) -> Submission:
    return Submission(sender.event.uid, sender.form.code, sender.area, sender.department, None, figures, **more)


def _persons(connection: Connection, sender: Sender) -> tuple[Casualty, ...]:
    """Return the list of persons that was handed in last: it is filled in on the workbook."""
    last = last_report(connection, sender)
    return last.casualties if last is not None else ()


def last_report(connection: Connection, sender: Sender) -> reporting.Stored | None:
    """Return what a sender reported last."""
    return reporting.last_submission(connection, sender.event.uid, sender.form.code, sender.area, sender.department)


def status_and_history(connection: Connection, event: Event | None) -> tuple[list[SenderState], list[KeptReport]]:
    """Return who has reported and which reports were made, the newest first."""
    states = reporting.report_status(connection, event.uid) if event is not None else []
    return sorted(states, key=lambda one: one.deadline, reverse=True), kept_reports(connection)


def preview_bulletin(
    connection: Connection, event: str, at: datetime | None, folder: Path, feedback: Feedback
) -> list[Path]:
    """Return the first pages of a bulletin as PNG in ``folder``. Raises: as bulletin_report."""
    bulletin = make_bulletin(connection, event, at, Part(feedback, 0, 60))
    document = folder / "preview.pdf"
    write_bulletin_document(bulletin, document, Part(feedback, 60, 80))
    return first_pages(document, folder, 110)


def shown_figure(field: ReportField, value: Any) -> str:
    """Return a value as the form shows it and reads it back."""
    if value is None:
        return ""
    if field.type == "datetime":
        return str(value).replace("T", " ")
    return f"{value:.{field.decimals}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def asked_of(form: ReportForm, own: tuple[str, ...]) -> list[str]:
    """Return the departments of a form for which a person reports, the areas first."""
    asked = {department for field in form.fields for department in field.departments}
    return sorted(asked & set(own), key=lambda code: (code != TOWNSHIP, code))

"""What a bulletin is made from: every figure of an event as it was known at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Sequence

from ..database.connection import Connection, one_state
from ..database.reporting import (
    ReportedValue,
    Sum,
    areas_about,
    departments,
    event_named,
    moment_of,
    report_forms,
    report_history,
    report_status,
    report_sums,
    reported_values,
)  # fmt: skip
from ..model.reporting import TOWNSHIP, Event, ReportField, ReportForm, SenderState, at_last_deadline
from ..progress import Feedback, raise_if_cancelled

DAY = timedelta(hours=24)
#: Moments that a time series has: the last deadlines, and the bulletin's own moment.
MOST_MOMENTS = 24


@dataclass(frozen=True)
class FormFacts:
    """One form: its figures by unit and sender, a day ago, and at the last deadlines."""

    form: ReportForm
    sums: tuple[Sum, ...]
    totals: dict[str, float | None]
    day_before: dict[str, float | None]
    values: tuple[ReportedValue, ...]
    history: dict[datetime, dict[str, float | None]]  # totals at the last deadlines and now, as known then

    @cached_property
    def field(self) -> dict[str, ReportField]:
        """The fields by key."""
        return {field.key: field for field in self.form.fields}

    def total(self, key: str) -> float | None:
        """Return the figure of the whole county; a key that ends in ``_`` adds up all that begin with it."""
        return total_of(self.totals, key)

    def amount(self, unit: str, key: str, *, own_only: bool = False) -> float | None:
        """Return the figure of an area, with all below it unless ``own_only``."""
        found = [
            one.amount for one in self.sums
            if one.key == key and one.amount is not None
            and (one.unit_code == unit if own_only else one.unit_code.startswith(unit))
        ]  # fmt: skip
        if not found:
            return None
        return max(found) if self.field[key].rollup == "max" else sum(found)

    @property
    def words(self) -> list[ReportedValue]:
        """What senders wrote in words."""
        return [one for one in self.values if one.words]


@dataclass(frozen=True)
class BulletinFacts:
    """An event as it was known at a moment."""

    event: Event
    at: datetime
    county: str  # as official papers name it
    townships: tuple[tuple[str, str], ...]  # code, name
    areas: dict[str, str]
    departments: dict[str, str]
    forms: dict[str, FormFacts]
    status: tuple[SenderState, ...]

    def sender(self, one: ReportedValue) -> str:
        """Tell who gave a figure, as people call it."""
        if one.department == TOWNSHIP:
            return self.areas.get(one.unit_code, one.unit_code)
        return self.departments.get(one.department, one.department)

    def latest(self) -> list[SenderState]:
        """Every sender at the last deadline of each form that has passed."""
        return at_last_deadline(self.status, self.at)


def total_of(totals: dict[str, float | None], key: str) -> float | None:
    """Return a total, or the sum of all whose key begins with ``key`` when that ends in ``_``."""
    if not key.endswith("_"):
        return totals.get(key)
    found = [amount for name, amount in totals.items() if name.startswith(key) and amount is not None]
    return sum(found) if found else None


def read_facts(connection: Connection, event_name: str, at: datetime | None, feedback: Feedback) -> BulletinFacts:
    """Read an event in one consistent state of the database.

    Raises: UnknownEvent, Cancelled, and the database room's errors.
    """
    with one_state(connection):
        moment = moment_of(connection, at)
        event = event_named(connection, event_name, at)
        forms = report_forms(connection)
        status = report_status(connection, event.uid, at)
        facts = {}
        for number, form in enumerate(forms, 1):
            raise_if_cancelled(feedback)
            facts[form.code] = _form_facts(connection, event, form, moment, status)
            feedback.setProgress(100 * number / len(forms))
        areas = areas_about(connection, event.area_code)
        named = {code: name for code, _, name in areas}
        return BulletinFacts(
            event, moment, named.get(event.area_code, event.area_code),
            tuple((code, name) for code, level, name in areas if level == "township"), named, departments(connection),
            facts, tuple(status),
        )  # fmt: skip


def _form_facts(
    connection: Connection, event: Event, form: ReportForm, moment: datetime, status: Sequence[SenderState]
) -> FormFacts:
    scope = event.area_code
    past = sorted({one.deadline for one in status if one.form == form.code and one.deadline < moment})
    moments = [*past[1 - MOST_MOMENTS:], moment]
    known = report_history(connection, event.uid, form.code, scope, sorted({moment - DAY, *moments}))
    return FormFacts(
        form,
        tuple(report_sums(connection, event.uid, form.code, scope, moment)),
        known[moment],
        known[moment - DAY],
        tuple(reported_values(connection, event.uid, form.code, scope, moment)),
        {when: known[when] for when in moments},
    )

"""A simulated typhoon (模拟数据): all forms open, most townships and departments have reported, a few have not."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import Any

from flood_core.database.connection import Connection, Cursor, transaction
from flood_core.database.reporting import event_named, open_event, report_forms, report_status, submit
from flood_core.model.reporting import STAGES, TOWNSHIP, Event, ReportForm, Submission

COUNTY, NOTE = "330382", "模拟数据"
WORDS = "3条河道水位超警，正在组织抽排；2处边坡滑塌已设警戒，附近群众已转移。"


def simulate(
    connection: Connection, seed: int = 2026, silent: int = 3, zeros: bool = True, rounds: int = 1
) -> Event:
    """Open the typhoon and report for all townships but ``silent`` and for all departments but the railway.

    With several ``rounds`` townships reported at the last deadlines too, less each time back, and all came in time.
    """
    random_ = random.Random(seed)
    now = datetime.now(timezone.utc)
    event = open_event(connection, COUNTY, "贝碧嘉", number="2413", level=2, stages=STAGES, simulated=True,
                       since=now - timedelta(hours=40))  # fmt: skip
    with transaction(connection) as cursor:
        cursor.execute(
            "select code from base.area where code like %s and level = 'township' order by code", (COUNTY + "%",)
        )
        townships = [code for (code,) in cursor.fetchall()]
        states = report_status(connection, event.uid)
        for form in report_forms(connection):
            passed = sorted({one.deadline for one in states if one.form == form.code and one.deadline < now})
            told = [deadline - timedelta(minutes=10) for deadline in passed[-rounds:]]
            for code in townships[: len(townships) - silent]:
                zero = random_.random() < 0.15 and zeros
                figures = {} if zero else _figures(form, TOWNSHIP, random_)
                for number, when in enumerate(told, 1):
                    grown = _share(figures, number, len(told))
                    submit(connection, Submission(event.uid, form.code, code, TOWNSHIP, when, grown, zero, NOTE))
            asked = {one for field in form.fields for one in field.departments} - {TOWNSHIP, "railway"}
            for department in sorted(asked):
                figures = _figures(form, department, random_)
                submit(connection, Submission(event.uid, form.code, COUNTY, department, told[-1], figures, False, NOTE))
        if rounds > 1:
            _let_it_lie_in_the_past(cursor, event)
    return event_named(connection, event.uid)


def _let_it_lie_in_the_past(cursor: Cursor, event: Event) -> None:
    """Date what was reported as if it had come in at its time; only the owner of a database can do so."""
    cursor.execute("set local session_replication_role = replica")
    cursor.execute("update report.event set made_at = %s where uid = %s", (event.opened_at, event.uid))
    cursor.execute("update report.event_step set made_at = holds_from where event_uid = %s", (event.uid,))
    cursor.execute("update report.submission set made_at = as_of where event_uid = %s", (event.uid,))
    cursor.execute("set local session_replication_role = origin")


def _share(figures: dict[str, Any], number: int, of: int) -> dict[str, Any]:
    """Return the figures of an earlier round."""
    if number == of:
        return figures
    grown = {key: value if isinstance(value, str) else type(value)(round(value * number / of, 2))
             for key, value in figures.items()}  # fmt: skip
    _agree(grown)
    return grown


def _figures(form: ReportForm, department: str, random_: random.Random) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for field in form.fields_of(department):
        if field.type == "text":
            if department != TOWNSHIP or random_.random() < 0.2:
                figures[field.key] = "台风" if field.key == "hazard" else WORDS
        elif field.type == "datetime":
            figures[field.key] = "2026-09-16T07:30"
        elif field.type == "integer":
            figures[field.key] = 0 if field.key in ("dead", "missing") else random_.randint(0, 60)
        else:
            figures[field.key] = round(random_.uniform(0, 200), min(field.decimals, 2))
    _agree(figures)
    return figures


def _agree(figures: dict[str, Any]) -> None:
    """Make the parts fit the wholes, as a careful sender does."""
    if "wind_max" in figures:
        figures.update(rain_1h=62.5, rain_3h=118.0, rain_6h=171.5, rain_24h=286.0, wind_max=13)
    if "tide_max" in figures:
        figures["tide_max"] = 4.62
    if "sheltered_now" in figures:
        figures["sheltered_now"] = figures["moved_now"] // 2
    if "boats_returned" in figures:
        figures.update(boats_registered=1286, boats_returned=1286, crew_ashore=4410, mariculture_ashore=873)
    for key in list(figures):
        if key.startswith("moved_") and f"to_move_{key[6:]}" in figures:
            figures[key] = figures[f"to_move_{key[6:]}"] * 9 // 10
    if "loss_total" in figures:
        parts = [key for key in figures if key.startswith("loss_") and key != "loss_total"]
        figures["loss_total"] = round(sum(figures[key] for key in parts), 2)
    if "relocated_now" in figures:
        figures["relocated_now"] = figures["relocated_central"] + figures["relocated_scattered"]
        figures["relocated_total"] = figures["relocated_now"] + 20

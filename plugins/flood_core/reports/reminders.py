"""Reminders (催报): what to say to each sender whose report is missing or came late.

    for one in reminders_of(connection, event): print(one.text)

Only the last deadline of each form is asked about; what was missed before is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Mapping, Sequence

from ..database import reporting
from ..database.connection import Connection
from ..database.export_log import log_export
from ..model.beijing import BEIJING
from ..model.reporting import TOWNSHIP, Event, SenderState, at_last_deadline
from ..progress import Silent
from .files import publish
from .tables import Column, Figure, Kind, Report, Row, Table
from .workbook import write_workbook

SOURCE = "台风四阶段报送"
_COLUMNS = (
    Column("单位", Kind.TEXT, width=20), Column("报表", Kind.TEXT, width=20), Column("截止时间", Kind.TEXT, width=18),
    Column("情况", Kind.TEXT, width=8), Column("报送时间", Kind.TEXT, width=18),
    Column("逾期", Kind.TEXT, width=16), Column("此前未报", Kind.COUNT, "期", width=12),
)  # fmt: skip


@dataclass(frozen=True)
class Overdue:
    """One form that a sender has not handed in, or not in time."""

    form: str  # its Chinese name
    deadline: datetime
    made_at: datetime | None  # None = missing
    late: timedelta
    missed_before: int  # earlier deadlines without a report


@dataclass(frozen=True)
class Reminder:
    """What one sender owes, and the words that ask for it."""

    sender: str
    overdue: tuple[Overdue, ...]
    text: str


def reminders_of(connection: Connection, event: Event, at: datetime | None = None) -> list[Reminder]:
    """Return the reminders of an event as of a moment (None = now), the townships first."""
    forms = {form.code: form.name for form in reporting.report_forms(connection)}
    return reminders(
        event, reporting.report_status(connection, event.uid, at), forms, reporting.moment_of(connection, at)
    )


def reminders(
    event: Event, states: Sequence[SenderState], forms: Mapping[str, str], now: datetime
) -> list[Reminder]:
    """Return what to say to whom; ``forms`` are the Chinese names by code."""
    owed: dict[tuple[str, str, str], list[Overdue]] = {}
    for one in at_last_deadline(states, now):
        if one.state not in ("missing", "late"):
            continue
        key = (one.area_code, one.department, one.sender)
        before = sum(
            two.state == "missing" and (two.form, two.area_code, two.department) == (one.form, *key[:2])
            and two.deadline < one.deadline for two in states
        )  # fmt: skip
        late = (one.made_at or now) - one.deadline
        owed.setdefault(key, []).append(Overdue(forms[one.form], one.deadline, one.made_at, late, before))
    ordered = sorted(owed.items(), key=lambda pair: (pair[0][1] != TOWNSHIP, pair[0]))
    return [Reminder(key[2], tuple(items), _text(event, key[2], items, now)) for key, items in ordered]


def write_reminders(
    connection: Connection, event: Event, found: Sequence[Reminder], out_dir: Path, at: datetime | None = None
) -> Path:
    """Write the reminders of a moment (None = now) as a workbook, log it, and return the file.

    Raises: CannotWriteReport.
    """
    now = (at or datetime.now(BEIJING)).astimezone(BEIJING)
    area = reporting.area_name(connection, event.area_code)
    rows = tuple(
        Row((one.sender, item.form, f"{item.deadline.astimezone(BEIJING):%Y-%m-%d %H:%M}",
             "迟报" if item.made_at else "未报",
             f"{item.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if item.made_at else None,
             in_words(item.late), item.missed_before), warn=frozenset() if item.made_at else frozenset({3}))
        for one in found for item in one.overdue
    )  # fmt: skip
    missing = sum(item.made_at is None for one in found for item in one.overdue)
    report = Report(
        title_lines=(event.title, "报送催办清单"), subtitle=f"截至{now:%Y-%m-%d %H:%M}（北京时间）",
        area_code=event.area_code, area_name=area, as_of=f"{now:%Y-%m-%d %H:%M}", source=SOURCE,
        simulated=event.simulated, paragraphs=tuple(line for one in found for line in one.text.splitlines()),
        figures=(Figure("未报", missing, Kind.COUNT, "份"), Figure("迟报", len(rows) - missing, Kind.COUNT, "份")),
        tables=(Table("reminders", "催办清单", "未报、迟报清单", _COLUMNS, rows, filterable=True),),
    )  # fmt: skip
    name = f"{event.area_code}_{area}_催办清单_{now:%Y%m%dT%H%M}.xlsx"
    (path,) = publish(report, out_dir, [(name, write_workbook)], Silent())
    log_export(connection, "list", f"{event.title} 催办清单", len(rows))
    return path


def in_words(span: timedelta) -> str:
    """Return how long something took: 1天2小时5分."""
    minutes = max(1, round(span.total_seconds() / 60))
    parts = ((minutes // 1440, "天"), (minutes // 60 % 24, "小时"), (minutes % 60, "分"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _text(event: Event, sender: str, items: Sequence[Overdue], now: datetime) -> str:
    mark = "【模拟数据】" if event.simulated else ""
    lines = [f"{mark}{sender}：", f"{event.title}报送工作中，截至{_moment(now)}，你单位有下列报表未按时报送："]
    lines += [f"{number}．{_line(item)}" for number, item in enumerate(items, 1)]
    if any(item.made_at is None for item in items):
        lines.append("请立即补报；没有情况的，请报送零报告。如有困难，请及时说明原因。")
    else:
        lines.append("请今后按时报送；没有情况的，请报送零报告。")
    return "\n".join(lines)


def _line(item: Overdue) -> str:
    words = f"《{item.form}》，应于{_moment(item.deadline)}前报送，"
    if item.made_at is None:
        words += f"至今未报，已逾期{in_words(item.late)}"
    else:
        words += f"实际于{_moment(item.made_at)}报送，迟报{in_words(item.late)}"
    return words + (f"；此前另有{item.missed_before}期未报。" if item.missed_before else "。")


def _moment(moment: datetime) -> str:
    here = moment.astimezone(BEIJING)
    return f"{here.month}月{here.day}日{here:%H:%M}"

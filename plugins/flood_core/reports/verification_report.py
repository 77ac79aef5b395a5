"""How far verification is, as a workbook: by sender, task by task, what is overdue, what is missing where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Callable, Iterable, Sequence

from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.report_head import area_and_moment
from ..database.verification import Completeness, Task, completeness, tasks
from ..model.beijing import BEIJING
from ..progress import Feedback, Silent, raise_if_cancelled
from .errors import UnknownArea
from .figures import share
from .files import publish
from .tables import Column, Figure, Kind, Report, Row, RowStyle, Table, Value
from .workbook import write_workbook

STATE_WORDS = {"open": "待核实", "submitted": "已上报", "returned": "退回", "accepted": "已核实", "withdrawn": "已撤销"}
SOURCE = "风险源与救灾资源登记库"

_SENDERS = (
    Column("报送单位", Kind.TEXT, width=24, grow=2), Column("任务", unit="项"), Column("已核实", unit="项"),
    Column("逾期", unit="项"), Column("应核实", unit="处"), Column("已核实数", unit="处"), Column("有异议", unit="处"),
    Column("待核实", unit="处"), Column("完成率", Kind.PERCENT, "%"),
)  # fmt: skip
_TASKS = (
    Column("报送单位", Kind.TEXT, width=20, grow=1.6), Column("任务名称", Kind.TEXT, width=26, grow=2),
    Column("区划", Kind.TEXT, width=14), Column("下发日期", Kind.TEXT, width=11), Column("期限", Kind.TEXT, width=11),
    Column("状态", Kind.TEXT, width=10), Column("应核实", unit="处"), Column("已核实数", unit="处"),
    Column("有异议", unit="处"), Column("待核实", unit="处"), Column("完成率", Kind.PERCENT, "%"),
    Column("下发人", Kind.TEXT, width=12), Column("说明", Kind.TEXT, width=28, grow=2),
)  # fmt: skip
_FACETS = ("有坐标", "责任主体", "责任人", "联系电话", "控制措施", "12个月内核实")
_COMPLETENESS = (
    Column("区划代码", Kind.TEXT, width=14), Column("地区", Kind.TEXT, width=20, grow=2), Column("登记数", unit="处"),
    *(Column(name, Kind.COUNT, "处", "已填写数量", 11) for name in _FACETS),
    *(Column(name, Kind.PERCENT, "%", "占比", 11) for name in _FACETS),
)  # fmt: skip
_LOW = 0.8


def verification_report(
    connection: Connection,
    area_code: str,
    out_dir: Path | str,
    at: datetime | None = None,
    feedback: Feedback | None = None,
) -> Path:
    """Write the progress of verification in an area as xlsx, log it, and return the file.

    Args: ``at`` an aware moment, None = now.
    Raises: UnknownArea, CannotWriteReport, Cancelled, and the database room's errors.
    """
    feedback = feedback or Silent()
    report, moment = build_verification(connection, area_code, at)
    raise_if_cancelled(feedback)
    file = f"{area_code}_{report.area_name}_核实进度_{moment:%Y%m%d}.xlsx"
    (path,) = publish(report, Path(out_dir), [(file, write_workbook)], feedback)
    rows = sum(len(table.rows) for table in report.tables)
    log_export(connection, "verification", f"{report.area_name} 核实进度", rows)
    return path


def build_verification(connection: Connection, area_code: str, at: datetime | None) -> tuple[Report, datetime]:
    """Return the report without writing it, and its moment (Beijing time). Raises: UnknownArea."""
    found = area_and_moment(connection, area_code, at)
    if found is None:
        raise UnknownArea(code=area_code)
    name, moment = found[0], found[1].astimezone(BEIJING)
    report = build_report(area_code, name, moment, tasks(connection, area_code, at),
                          completeness(connection, area_code, at))  # fmt: skip
    return report, moment


def build_report(
    area_code: str, name: str, moment: datetime, all_tasks: Sequence[Task], units: Sequence[Completeness]
) -> Report:
    """Return the report: the figures are those of the named queries, sums are made of them."""
    counted = [task for task in all_tasks if task.state != "withdrawn"]
    late = [task for task in counted if task.overdue]
    as_of = f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
    things = sum(unit.things for unit in units)
    figures = (
        Figure("核实任务", len(counted), Kind.COUNT, "项"),
        Figure("已核实任务", sum(task.state == "accepted" for task in counted), Kind.COUNT, "项"),
        Figure("逾期任务", len(late), Kind.COUNT, "项", bool(late)),
        Figure("登记数", things, Kind.COUNT, "处"),
        Figure("12个月内核实率", share(sum(unit.verified for unit in units), things), Kind.PERCENT, "%"),
        Figure("坐标完整率", share(sum(unit.with_coordinates for unit in units), things), Kind.PERCENT, "%"),
    )
    tables = (
        _by_sender(counted),
        _task_table("tasks", "任务明细", "核实任务明细表", all_tasks),
        _task_table("overdue", "逾期清单", "逾期未上报任务清单", late),
        _completeness_table(units),
    )
    return Report(
        title_lines=(name, "风险源与救灾资源核实进度表"),
        subtitle=f"数据截至{as_of}（北京时间）",
        area_code=area_code,
        area_name=name,
        as_of=as_of,
        source=SOURCE,
        simulated=False,
        figures=figures,
        paragraphs=(),
        tables=tables,
    )


def senders(all_tasks: Iterable[Task]) -> dict[str, list[Task]]:
    """Return the tasks by sender (its code), in the order of the tasks; withdrawn ones left out."""
    found: dict[str, list[Task]] = {}
    for task in all_tasks:
        if task.state != "withdrawn":
            found.setdefault(task.sender_code, []).append(task)
    return found


def _by_sender(counted: Sequence[Task]) -> Table:
    rows = []
    for own in senders(counted).values():
        rows.append(_sender_row(own[0].sender, own, RowStyle.PLAIN))
    if counted:
        rows.insert(0, _sender_row("合计", counted, RowStyle.TOTAL))
    return Table("senders", "报送单位", "核实进度（按报送单位）", _SENDERS, tuple(rows), (
        "完成率 =（已核实数 + 有异议）÷ 应核实；已核实数指任务下发之日起核实的数量。",), filterable=True)  # fmt: skip


def _sender_row(name: str, own: Sequence[Task], style: RowStyle) -> Row:
    def total(count: Callable[[Task], int]) -> int:
        return sum(count(task) for task in own)

    things, waiting = total(lambda task: task.things), total(lambda task: task.waiting)
    late = total(lambda task: task.overdue)
    values: tuple[Value, ...] = (
        name, len(own), total(lambda task: task.state == "accepted"), late, things,
        total(lambda task: task.verified), total(lambda task: task.disputed), waiting, share(things - waiting, things),
    )  # fmt: skip
    return Row(values, style, warn=frozenset({3} if late else ()))


def _task_table(key: str, sheet: str, title: str, listed: Sequence[Task]) -> Table:
    rows = tuple(
        Row(
            (
                task.sender, task.title, task.area, f"{task.handed_out:%Y-%m-%d}", f"{task.deadline:%Y-%m-%d}",
                STATE_WORDS[task.state], task.things, task.verified, task.disputed, task.waiting,
                share(task.things - task.waiting, task.things), task.issued_by, task.reason or "",
            ),
            warn=frozenset({4} if task.overdue else ()),
        )
        for task in listed
    )  # fmt: skip
    return Table(key, sheet, title, _TASKS, rows, filterable=True, paper="A3")


def _completeness_table(units: Sequence[Completeness]) -> Table:
    rows = []
    for unit in units:
        counts = (unit.with_coordinates, unit.with_party, unit.with_person, unit.with_phone, unit.with_measures,
                  unit.verified)  # fmt: skip
        # Control measures belong to risk sources alone.
        wholes = (unit.things, unit.things, unit.things, unit.things, unit.sources, unit.things)
        shares = tuple(share(count, whole) for count, whole in zip(counts, wholes))
        low = frozenset(9 + at for at, part in enumerate(shares) if part is not None and part < _LOW)
        rows.append(Row((unit.unit_code, unit.name, unit.things, *counts, *shares), warn=low))
    return Table("completeness", "资料完整性", "资料完整性统计表", _COMPLETENESS, tuple(rows), (
        "控制措施的占比以风险源数为分母；低于80%的占比以红色标出。",), paper="A3")  # fmt: skip

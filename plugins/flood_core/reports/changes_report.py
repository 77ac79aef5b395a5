"""What changed in the registers between two moments, as a workbook: thing by thing, field by field."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Sequence

from ..database.changes import CHANGED, NEW, RETIRED, ThingChange, changes_between, names_in_changes
from ..database.connection import Connection
from ..database.export_log import log_export
from ..model.beijing import BEIJING
from ..model.registers import STATE_WORDS_ZH
from ..progress import Feedback, Silent, raise_if_cancelled
from .errors import UnknownArea
from .files import publish
from .tables import Column, Figure, Kind, Report, Row, Table
from .workbook import write_workbook

WORDS = {NEW: "新增", CHANGED: "变更", RETIRED: "删减"}
SOURCE = "风险源与救灾资源登记库"
_COLUMNS = (
    Column("区划代码", Kind.TEXT, width=14), Column("地区", Kind.TEXT, width=18), Column("类别", Kind.TEXT, width=16),
    Column("名称", Kind.TEXT, width=24), Column("变化", Kind.TEXT, width=8), Column("项目", Kind.TEXT, width=16),
    Column("原值", Kind.TEXT, width=28), Column("现值", Kind.TEXT, width=28), Column("修改人", Kind.TEXT, width=14),
    Column("时间", Kind.TEXT, width=16),
)  # fmt: skip


def changes_report(
    connection: Connection,
    area_code: str,
    earlier: datetime,
    later: datetime,
    out_dir: Path | str,
    feedback: Feedback | None = None,
) -> tuple[Path, list[ThingChange]]:
    """Write the changes of an area between two aware moments as xlsx, log it; return the file and the changes.

    Raises: UnknownArea, WrongOrder, CannotWriteReport, Cancelled, and the database room's errors.
    """
    feedback = feedback or Silent()
    report, changes = build_changes(connection, area_code, earlier, later, feedback)
    name = f"{area_code}_{report.area_name}_变化清单_{earlier:%Y%m%d}-{later:%Y%m%d}.xlsx"
    (path,) = publish(report, Path(out_dir), [(name, write_workbook)], feedback)
    log_export(connection, "changes", f"{report.area_name} {report.as_of}", len(changes))
    return path, changes


def build_changes(
    connection: Connection, area_code: str, earlier: datetime, later: datetime, feedback: Feedback
) -> tuple[Report, list[ThingChange]]:
    """Return the list without writing it, and the changes. Raises: UnknownArea, WrongOrder, Cancelled."""
    changes = changes_between(connection, area_code, earlier, later)
    raise_if_cancelled(feedback)
    areas, categories, attributes = names_in_changes(connection)
    fields = {**attributes, **FIELD_WORDS}
    if area_code not in areas:
        raise UnknownArea(code=area_code)
    span = " 至 ".join(f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}" for moment in (earlier, later))
    rows = tuple(row for change in changes for row in _rows(change, areas, categories, fields))
    report = Report(
        title_lines=(areas[area_code], "风险源与救灾资源变化清单"), subtitle=f"{span}（北京时间）", area_code=area_code,
        area_name=areas[area_code], as_of=span, source=SOURCE, simulated=False, paragraphs=(),
        figures=tuple(Figure(words, sum(one.what == what for one in changes), Kind.COUNT, "处")
                      for what, words in WORDS.items()),
        tables=(Table("changes", "变化清单", "变化清单", _COLUMNS, rows, filterable=True, paper="A3"),),
    )  # fmt: skip
    return report, changes


def _rows(
    change: ThingChange, areas: dict[str, str], categories: dict[str, str], fields: dict[str, str]
) -> Sequence[Row]:
    head = (change.area_code, areas.get(change.area_code[:12], ""), categories.get(change.code, change.code),
            change.name, WORDS[change.what])  # fmt: skip
    foot = (change.changed_by, f"{change.changed_at.astimezone(BEIJING):%Y-%m-%d %H:%M}")
    if not change.fields:
        return [Row((*head, "", "", "", *foot))]
    return [
        Row((*head, fields.get(one.field, one.field), field_text(one.field, one.before),
             field_text(one.field, one.after), *foot))
        for one in change.fields
    ]  # fmt: skip


def field_text(field: str, value: Any) -> str:
    """Return a value as a person reads it in a list of changes."""
    if field == "geom":
        return "已落图" if value else "待落图"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if field == "risk_level":
        return {1: "红 重大", 2: "橙 较大", 3: "黄 一般", 4: "蓝 低"}.get(value, str(value))
    if field == "verification_state":
        return STATE_WORDS_ZH.get(value, str(value))
    return str(value)


FIELD_WORDS = {
    "geom": "位置（图形）", "name": "名称", "feature": "特征", "location": "位置",
    "responsible_party": "责任主体", "control_measures": "控制措施", "department_code": "主管部门",
    "external_code": "报送单位编号", "area_code": "所属区划", "category_code": "类别", "subtype_code": "类别",
    "risk_level": "风险等级", "level_method": "定级方法", "level_on": "定级日期", "level_assessor": "定级人",
    "threatened_households": "受威胁户数", "threatened_people": "受威胁人数", "monitored": "有监测",
    "has_plan": "有预案", "verification_state": "核实状态", "verified_on": "核实日期", "verified_by": "核实人",
    "verification_reason": "理由", "capacity_people": "容纳人数", "quantity": "数量", "unit": "单位",
    "headcount": "人数", "expires_on": "过期日期", "note": "备注", "simulated": "模拟数据",
}  # fmt: skip

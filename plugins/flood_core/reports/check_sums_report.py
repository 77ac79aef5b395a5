"""What the check-ups of the villages' maps come to, as a workbook: by township, and rule by rule."""

from __future__ import annotations

from pathlib import Path

from ..database.check_sums import CheckSums, RuleSum, TownshipSum, check_sums
from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.report_head import area_and_moment
from ..model.beijing import BEIJING
from ..model.check_rules import RULES
from ..model.check_up import ERROR, HINT, WARNING
from ..progress import Feedback, Silent, raise_if_cancelled
from .errors import UnknownArea
from .figures import share
from .files import publish
from .tables import Column, Figure, Kind, Report, Row, RowStyle, Table
from .workbook import write_workbook

SEVERITY_WORDS = {ERROR: "错误", WARNING: "提醒", HINT: "提示"}
SOURCE = "村社防汛防台形势图体检结果"
_TOWNSHIPS = (
    Column("区划代码", Kind.TEXT, width=12), Column("乡镇（街道）", Kind.TEXT, width=18, grow=2),
    Column("村数", unit="个"), Column("形势图", unit="幅"), Column("已体检", unit="幅"),
    Column("体检后有改动", unit="幅", width=13),
    Column("未体检", unit="幅"), Column("有错误", unit="幅"), Column("错误", unit="条"), Column("提醒", unit="条"),
    Column("提示", unit="条"), Column("体检率", Kind.PERCENT, "%"),
)  # fmt: skip
_RULES = (
    Column("乡镇（街道）", Kind.TEXT, width=18, grow=1.5), Column("性质", Kind.TEXT, width=8),
    Column("问题", Kind.TEXT, width=52, grow=4), Column("次数", unit="条"), Column("涉及村", unit="个"),
)  # fmt: skip


def check_sums_report(
    connection: Connection,
    area_code: str,
    out_dir: Path | str,
    year: int | None = None,
    feedback: Feedback | None = None,
) -> Path:
    """Write the sums of the check-ups in an area as xlsx, log it, and return the file.

    Raises: UnknownArea, CannotWriteReport, Cancelled, and the database room's errors.
    """
    feedback = feedback or Silent()
    found = area_and_moment(connection, area_code)
    if found is None:
        raise UnknownArea(code=area_code)
    name, moment = found[0], found[1].astimezone(BEIJING)
    as_of = f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
    report = build_report(area_code, name, as_of, check_sums(connection, [area_code], year), year)
    raise_if_cancelled(feedback)
    file = f"{area_code}_{name}_体检汇总_{moment:%Y%m%d}.xlsx"
    (path,) = publish(report, Path(out_dir), [(file, write_workbook)], feedback)
    log_export(connection, "list", f"{name} 体检汇总", sum(len(table.rows) for table in report.tables))
    return path


def build_report(area_code: str, name: str, as_of: str, sums: CheckSums, year: int | None) -> Report:
    """Return the report: the figures are those of the named query."""
    total = sums.total()
    figures = (
        Figure("村数", total.villages, Kind.COUNT, "个"),
        Figure("形势图", total.editions, Kind.COUNT, "幅"),
        Figure("未体检", total.unchecked, Kind.COUNT, "幅", bool(total.unchecked)),
        Figure("错误", total.errors, Kind.COUNT, "条", bool(total.errors)),
        Figure("提醒", total.warnings, Kind.COUNT, "条"),
        Figure("提示", total.hints, Kind.COUNT, "条"),
    )
    townships = [_township_row(one, one.name, RowStyle.PLAIN) for one in sums.townships]
    if len(townships) > 1:
        townships.insert(0, _township_row(total, "合计", RowStyle.TOTAL))
    names = {one.code: one.name for one in sums.townships}
    texts = {rule.code: rule.summary() for rule in RULES}
    rules = [_rule_row(one, "合计", texts, RowStyle.TOTAL) for one in sums.rules_of_all() if len(names) > 1]
    rules += [_rule_row(one, names.get(one.township_code, one.township_code), texts) for one in sums.rules]
    notes = (
        "每村只计最新的一幅形势图，作废的不计；体检率 = 已体检 ÷ 形势图。",
        "体检后有改动：最近一次体检之后，图上要素又有改动，应重新体检。",
    )
    return Report(
        title_lines=(name, "形势图体检汇总表"),
        subtitle=f"{f'{year}年度；' if year else ''}数据截至{as_of}（北京时间）",
        area_code=area_code,
        area_name=name,
        as_of=as_of,
        source=SOURCE,
        simulated=False,
        figures=figures,
        paragraphs=(),
        tables=(
            Table("townships", "乡镇汇总", "体检结果（按乡镇街道）", _TOWNSHIPS, tuple(townships), notes,
                  filterable=True),
            Table("rules", "常见问题", "体检发现的问题（按乡镇街道和频次）", _RULES, tuple(rules), filterable=True),
        ),
    )  # fmt: skip


def _township_row(one: TownshipSum, name: str, style: RowStyle) -> Row:
    values = (one.code, name, one.villages, one.editions, one.checked, one.changed_since, one.unchecked,
              one.with_errors, one.errors, one.warnings, one.hints, share(one.checked, one.editions))  # fmt: skip
    wanting = {5: one.changed_since, 6: one.unchecked, 7: one.with_errors, 8: one.errors}
    return Row(values, style, warn=frozenset(column for column, count in wanting.items() if count))


def _rule_row(one: RuleSum, name: str, texts: dict[str, str], style: RowStyle = RowStyle.PLAIN) -> Row:
    text = texts.get(one.rule_code, one.rule_code)
    return Row((name, SEVERITY_WORDS[one.severity], text, one.findings, one.villages), style)

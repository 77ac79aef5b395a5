"""The tables and charts of a bulletin, by the names with which a template places them."""

from __future__ import annotations

from typing import Iterator

from ..model.beijing import BEIJING
from ..model.reporting import STATE_NAMES, TOWNSHIP, ReportField
from .bulletin_facts import BulletinFacts, FormFacts
from .bulletin_series import BLUE, kind_of, series_chart, series_tables, typed
from .tables import Bars, Column, Kind, Row, RowStyle, Table, with_unit
from .templates import clean

#: Columns of figures that a page takes beside the names of the areas.
MOST_COLUMNS = 6
#: Figures of townships that are worth a chart.
CHARTED = frozenset({"loss_total", "affected", "moved_now", "people_moved"})
#: Groups whose tables by township are printed; all others stand in the workbook alone.
PRINTED = frozenset({("loss", "人员"), ("loss", "直接经济损失")})
GREEN, ORANGE = "4E9A63", "D9822B"
OWN = "县本级"


def bulletin_tables(facts: BulletinFacts) -> dict[str, Table]:
    """Return the tables by key: FORM_totals, FORM_areas_N, FORM_series, status."""
    tables: dict[str, Table] = {}
    for form in facts.forms.values():
        if not form.values:
            continue
        moving = _moving(form)
        if moving is not None:
            tables[moving.key] = moving
        tables[f"{form.form.code}_totals"] = _totals(facts, form)
        for table in (*_by_area(facts, form), *series_tables(form)):
            tables[table.key] = table
    if facts.status:
        tables["status"] = _status(facts)
    return tables


def _reported(form: FormFacts) -> list[ReportField]:
    return [field for field in form.form.fields if field.numeric and form.totals.get(field.key) is not None]


def _totals(facts: BulletinFacts, form: FormFacts) -> Table:
    """Set every figure of the county beside the one of a day ago."""
    rows = []
    for field in _reported(form):
        now, then = form.totals[field.key], form.day_before.get(field.key)
        given = sum(one.amount is not None for one in form.values if one.key == field.key)
        change = None if then is None or now is None else now - then
        rows.append(Row((field.group, field.name, field.unit, typed(field, now), typed(field, then),
                         typed(field, change), given), kind=kind_of(field)))  # fmt: skip
    columns = (
        Column("类别", Kind.TEXT, width=20, grow=1.55), Column("指标", Kind.TEXT, width=30, grow=2.4),
        Column("单位", Kind.TEXT, width=10, grow=1.0), Column("合计", Kind.QUANTITY, width=13, grow=1.15),
        Column("24小时前", Kind.QUANTITY, width=13, grow=1.15), Column("增减", Kind.QUANTITY, width=12, grow=1.05),
        Column("填报单位", Kind.COUNT, "个", width=11, grow=0.9),
    )  # fmt: skip
    return Table(
        f"{form.form.code}_totals", f"{form.form.name}汇总"[:31], f"{form.form.name}汇总表", columns, tuple(rows),
        notes=("合计为各乡镇（街道）与部门报送数之和，雨量、风力、潮位为最大值；“—”为尚未填报。",),
        landscape=False, section=form.form.name, chart=series_chart(form),
    )  # fmt: skip


def _by_area(facts: BulletinFacts, form: FormFacts) -> Iterator[Table]:
    """Yield the figures of the townships, so many columns at a time; each column adds up to the county."""
    fields = [field for field in _reported(form) if TOWNSHIP in field.departments]
    count = 0
    for group in dict.fromkeys(field.group for field in fields):
        members = [field for field in fields if field.group == group]
        pieces = -(-len(members) // MOST_COLUMNS)
        size = -(-len(members) // pieces)
        for start in range(0, len(members), size):
            count += 1
            part = members[start:start + size]
            words = f"{form.form.name}分乡镇情况（{group}{'续' if start else ''}）"
            yield _area_table(facts, form, f"{form.form.code}_areas_{count}", words, part)


def _area_table(facts: BulletinFacts, form: FormFacts, key: str, title: str, fields: list[ReportField]) -> Table:
    county = facts.event.area_code
    rows = [Row((facts.county, *(typed(f, form.amount(county, f.key)) for f in fields)), RowStyle.TOTAL)]
    rows.append(Row((OWN, *(typed(f, form.amount(county, f.key, own_only=True)) for f in fields)), RowStyle.OWN, 1))
    for code, name in facts.townships:
        rows.append(Row((name, *(typed(f, form.amount(code, f.key)) for f in fields)), depth=1))
    columns = (
        Column("地区", Kind.TEXT, width=20, grow=1.5),
        *(Column(f.name, kind_of(f), f.unit, width=min(22.0, 2.0 * len(f.name) + 2)) for f in fields),
    )
    number = key.rsplit("_", 1)[1]
    return Table(key, f"{form.form.name}分乡镇{number}"[:31], title, columns, tuple(rows),
                 notes=("“—”为尚未填报，0为报送数为零。",), landscape=False,
                 in_pdf=(form.form.code, fields[0].group) in PRINTED,
                 section=form.form.name, chart=_area_chart(facts, form, fields))  # fmt: skip


def _area_chart(facts: BulletinFacts, form: FormFacts, fields: list[ReportField]) -> Bars | None:
    """Chart the townships by the figure that matters, in the order of the table's rows."""
    at, field = next(((n, f) for n, f in enumerate(fields, 1) if f.key in CHARTED), (0, None))
    if field is None or not form.totals.get(field.key):
        return None
    names = tuple(clean(name) for _, name in facts.townships)
    figures = tuple(float(form.amount(code, field.key) or 0) for code, _ in facts.townships)
    return Bars(f"各乡镇（街道）{field.name}", field.unit, names, ((field.name, ORANGE, figures),), stacked=False,
                first_row=2, columns=(0, at))  # fmt: skip


def _moving(form: FormFacts) -> Table | None:
    """Set people to move beside those moved, by class."""
    rows, planned, moved = [], [], []
    for field in form.form.fields:
        amount = form.totals.get(field.key)
        if not field.key.startswith("to_move_") or not amount:
            continue
        done = form.totals.get("moved_" + field.key[len("to_move_"):]) or 0
        planned.append(float(amount))
        moved.append(float(done))
        values = (field.name.replace("应转移人数", ""), int(amount), int(done), int(amount - done), done / amount)
        rows.append(Row(values, warn=frozenset({3}) if done < amount else frozenset()))
    if not rows:
        return None
    whole, all_moved = sum(planned), sum(moved)
    rows.append(Row(("合计", int(whole), int(all_moved), int(whole - all_moved), all_moved / whole), RowStyle.TOTAL))
    columns = (
        Column("类型", Kind.TEXT, width=26, grow=2.0), Column("应转移", Kind.COUNT, "人", width=12),
        Column("已转移", Kind.COUNT, "人", width=12), Column("待转移", Kind.COUNT, "人", width=12),
        Column("完成率", Kind.PERCENT, "%", width=12),
    )  # fmt: skip
    series = (("应转移", BLUE, tuple(planned)), ("已转移", GREEN, tuple(moved)))
    labels = tuple(str(row.values[0]) for row in rows[:-1])
    return Table(
        "preparation_moving", "人员转移进度", "人员转移进度", columns, tuple(rows), landscape=False,
        section=form.form.name, chart=Bars("人员转移进度", "人", labels, series, stacked=False, columns=(0, 1, 2)),
    )  # fmt: skip


def _status(facts: BulletinFacts) -> Table:
    """List who has reported at the last deadline of each form."""
    rows = []
    latest = facts.latest()
    for form in facts.forms.values():
        members = [one for one in latest if one.form == form.form.code]
        if not members:
            continue
        counts = {state: sum(one.state == state for one in members) for state in STATE_NAMES}
        missing = "、".join(clean(one.sender) for one in members if one.state == "missing")
        rows.append(Row(
            (form.form.name, f"{members[0].deadline.astimezone(BEIJING):%m-%d %H:%M}", len(members), counts["in_time"],
             counts["zero"], counts["late"], counts["missing"], missing or "无"),
            warn=frozenset({6}) if counts["missing"] else frozenset(),
        ))  # fmt: skip
    columns = (
        Column("报表", Kind.TEXT, width=18, grow=1.6), Column("截止时间", Kind.TEXT, width=14, grow=1.6),
        Column("应报", Kind.COUNT, "个", width=9), Column("按时", Kind.COUNT, "个", width=9),
        Column("零报告", Kind.COUNT, "个", width=9), Column("迟报", Kind.COUNT, "个", width=9),
        Column("未报", Kind.COUNT, "个", width=9), Column("未报单位", Kind.TEXT, width=60, grow=3.0),
    )  # fmt: skip
    return Table("status", "报送情况", "最近一次报送情况", columns, tuple(rows), section="报送情况",
                 notes=("零报告是已报送、无情况可报；未报是到截止时间没有报送。",))  # fmt: skip


def figure_words(field: ReportField, amount: float | None) -> str:
    """Return a figure with its unit, as a sentence says it."""
    if amount is None:
        return with_unit("未报", "")
    text = f"{amount:,.0f}" if field.type == "integer" else f"{amount:,.{field.decimals}f}".rstrip("0").rstrip(".")
    return text.replace(",", "") + field.unit

"""How an event's figures grew from deadline to deadline: a chart on paper, a table with its chart in the workbook."""

from __future__ import annotations

from datetime import datetime
from typing import Iterator

from ..model.beijing import BEIJING
from ..model.reporting import ReportField
from .bulletin_facts import FormFacts, total_of
from .tables import Bars, Column, Kind, Row, Table, Value

#: The figures of each form that are followed over time; the first one is charted. ``_`` adds up all that begin so.
FOLLOWED = {
    "preparation": ("moved_", "to_move_", "shelters_open", "boats_returned", "sites_stopped"),
    "impact": ("moved_now", "sheltered_now", "power_cut_households", "roads_cut", "dangers"),
    "rescue": ("people_rescued", "people_moved", "people_out", "dangers_handled", "people_trapped"),
    "loss": ("affected", "relocated_total", "collapsed_rooms", "crops_hit", "loss_total"),
    "recovery": ("rebuilt", "power_restored", "water_restored", "roads_restored", "relief_funds"),
}
SUMS = {"moved_": "已转移人数", "to_move_": "应转移人数"}
#: Moments that a chart on paper has room for.
MOST_BARS = 8
BLUE = "2F6DA8"


def kind_of(field: ReportField) -> Kind:
    """Return how the figures of a field are written."""
    if field.type == "integer":
        return Kind.COUNT
    return Kind.QUANTITY if field.decimals == 1 else Kind.HECTARE


def typed(field: ReportField, amount: float | None) -> Value:
    """Return a figure with the decimals of its field, None when it was not reported."""
    if amount is None:
        return None
    return int(amount) if field.type == "integer" else round(float(amount), field.decimals)


def series_tables(form: FormFacts) -> Iterator[Table]:
    """Yield the followed figures at each deadline, each as it was known then; nothing before there are two moments."""
    followed = _followed(form)
    if not followed or not _grows(form, followed[0][0]):
        return
    rows = tuple(
        Row((_moment(when), *(typed(field, total_of(totals, key)) for key, field in followed)))
        for when, totals in form.history.items()
    )
    columns = (
        Column("截至时间", Kind.TEXT, width=16),
        *(Column(_name(key, field), kind_of(field), field.unit, width=min(22.0, 2.0 * len(_name(key, field)) + 2))
          for key, field in followed),
    )  # fmt: skip
    key, field = followed[0]
    amounts = tuple(float(row.values[1] or 0) for row in rows)
    chart = Bars(f"{_name(key, field)}变化过程", field.unit, tuple(str(row.values[0]) for row in rows),
                 ((_name(key, field), BLUE, amounts),), stacked=False, columns=(0, 1), over_time=True)  # fmt: skip
    yield Table(
        f"{form.form.code}_series", f"{form.form.name}变化"[:31], f"{form.form.name}变化过程", columns, rows,
        notes=("每行为当时已报送数之和，与当时印发的快报一致；“—”为当时尚未填报。",), landscape=False, in_pdf=False,
        section=form.form.name, chart=chart,
    )  # fmt: skip


def series_chart(form: FormFacts) -> Bars | None:
    """Chart on paper how the first followed figure grew."""
    followed = _followed(form)
    if not followed or not _grows(form, followed[0][0]):
        return None
    key, field = followed[0]
    moments = list(form.history.items())[-MOST_BARS:]
    amounts = tuple(total_of(totals, key) or 0 for _, totals in moments)
    labels = tuple(_moment(when) for when, _ in moments)
    return Bars(f"{_name(key, field)}变化", field.unit, labels, ((_name(key, field), BLUE, amounts),), stacked=False)


def _followed(form: FormFacts) -> list[tuple[str, ReportField]]:
    """Return the followed figures that the county's form has, each with a field that says how it is written."""
    found = []
    for key in FOLLOWED.get(form.form.code, ()):
        field = next((f for f in form.form.fields if f.key == key or key.endswith("_") and f.key.startswith(key)), None)
        if field is not None:
            found.append((key, field))
    return found


def _grows(form: FormFacts, key: str) -> bool:
    return sum((total_of(totals, key) or 0) > 0 for totals in form.history.values()) >= 2


def _name(key: str, field: ReportField) -> str:
    return SUMS.get(key, field.name)


def _moment(when: datetime) -> str:
    return f"{when.astimezone(BEIJING):%m-%d %H:%M}"

"""Lay out the county's merged bulletin: words from the template, tables, charts, and where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Union

from ..model.beijing import BEIJING
from ..model.reporting import LEVEL_COLOURS, LEVEL_NAMES, STAGE_NAMES
from .bulletin_facts import BulletinFacts
from .bulletin_tables import bulletin_tables, figure_words
from .errors import BrokenReportTemplate
from .tables import Bars, Figure, Kind, Report, Table
from .templates import CLOSE, OPEN, Mark, clean, mark, render

TEMPLATE = "bulletin.j2"
MASTHEAD = "防汛防台快报"
_FIRST = re.compile(r"^[一二三四五六七八九十]+、")
_SECOND = re.compile(r"^（[一二三四五六七八九十]+）")
_PLACE = re.compile(f"^{OPEN}(table|chart):([a-z0-9_]+){CLOSE}$")
_NUMBERS = "一二三四五六七八九十"
#: The figures that stand first in workbook and page.
_KEYS = (
    ("preparation", "to_move_", "应转移人数"),
    ("preparation", "moved_", "已转移人数"),
    ("impact", "moved_now", "当前转移人数"),
    ("rescue", "people_rescued", "解救人数"),
    ("loss", "affected", "受灾人口"),
    ("loss", "dead", "因灾死亡人口"),
    ("loss", "missing", "因灾失踪人口"),
    ("loss", "collapsed_rooms", "倒塌房屋"),
    ("loss", "crops_hit", "农作物受灾面积"),
    ("loss", "loss_total", "直接经济损失"),
)


@dataclass(frozen=True)
class Heading:
    """A heading of the first or second level."""

    text: str
    level: int


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


Block = Union[Heading, Words, Table, Bars]


@dataclass(frozen=True)
class Bulletin(Report):
    """A report that is also an official paper: with masthead, issue and office."""

    masthead: str = MASTHEAD
    issue: int = 1
    office: str = ""
    day: str = ""
    blocks: tuple[Block, ...] = ()
    attached: tuple[Table, ...] = ()  # the tables that the words do not place
    own_templates: Path | None = None
    event_uid: str = ""

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """The tables in the order in which they stand."""
        return (*(block for block in self.blocks if isinstance(block, Table)), *self.attached)

    @property
    def printed(self) -> tuple[Table, ...]:
        """The attached tables that are short and weighty enough for paper."""
        return tuple(table for table in self.attached if table.in_pdf)

    def numbers(self, *, printed: bool) -> dict[str, int]:
        """Return the number of each table by key."""
        shown = [table for table in self.all_tables if table.in_pdf or not printed]
        return {table.key: number for number, table in enumerate(shown, 1)}


def build_bulletin(
    facts: BulletinFacts, *, issue: int = 1, office: str | None = None, own_templates: Path | None = None
) -> Bulletin:
    """Return the bulletin of an event. Raises: BrokenReportTemplate."""
    tables = bulletin_tables(facts)
    charts = {"moving": tables["preparation_moving"].chart if "preparation_moving" in tables else None}
    charts["loss_areas"] = next(
        (t.chart for k, t in tables.items() if k.startswith("loss_areas") and t.chart and t.chart.unit == "万元"), None
    )
    text = render(TEMPLATE, _values(facts), own=own_templates, places={
        "table": lambda key: _mark_known("table", key, tables), "chart": lambda key: _mark_known("chart", key, charts),
    })  # fmt: skip
    blocks = _blocks(text, tables, charts)
    placed = {block.key for block in blocks if isinstance(block, Table)}
    moment = facts.at.astimezone(BEIJING)
    return Bulletin(
        title_lines=(f"关于{clean(facts.event.title)}", "防御应对工作情况的报告"),
        subtitle=f"数据截至{_moment(moment)}（北京时间）",
        area_code=facts.event.area_code,
        area_name=facts.county,
        as_of=_moment(moment),
        source="各乡镇（街道）、部门报送",
        simulated=facts.event.simulated,
        figures=_figures(facts),
        paragraphs=tuple(block.text for block in blocks if isinstance(block, Words)),
        tables=tuple(tables.values()),
        issue=issue,
        office=clean(office) if office else f"{facts.county}人民政府防汛防台抗旱指挥部办公室",
        day=f"{moment.year}年{moment.month}月{moment.day}日",
        blocks=blocks,
        own_templates=own_templates,
        event_uid=facts.event.uid,
        attached=tuple(table for key, table in tables.items() if key not in placed),
    )


def _mark_known(kind: str, key: str, known: dict[str, Any]) -> Mark:
    return mark(kind, key) if known.get(key) is not None else Mark("")


def _values(facts: BulletinFacts) -> dict[str, Any]:
    """Return what a template may use."""
    latest = facts.latest()
    event = facts.event

    def given(form: str, key: str) -> bool:
        return _form(facts, form).total(key) is not None

    def value(form: str, key: str) -> str:
        one = _form(facts, form)
        field = next((f for f in one.form.fields if f.key == key or key.endswith("_") and f.key.startswith(key)), None)
        if field is None:
            raise LookupError(f"{form}: {key}")
        return figure_words(field, one.total(key) if given(form, key) else 0)

    def words(form: str) -> list[dict[str, str]]:
        one = _form(facts, form)
        return [
            {"sender": clean(facts.sender(said)), "name": one.field[said.key].name, "words": clean(said.words or "")}
            for said in one.words
        ]

    level = event.response_level
    return {
        "event": clean(event.title), "county": facts.county, "as_of": f"截至{_moment(facts.at.astimezone(BEIJING))}",
        "level": f"{LEVEL_NAMES[level]}（{LEVEL_COLOURS[level]}）" if level else "",
        "stages": "、".join(STAGE_NAMES[stage] for stage in event.stages),
        "expected": len(latest), "reported": sum(one.state != "missing" for one in latest),
        "zero": sum(one.state == "zero" for one in latest),
        "missing": list(dict.fromkeys(clean(one.sender) for one in latest if one.state == "missing")),
        "opened": lambda form: bool(_form(facts, form).values), "given": given, "value": value, "words": words,
        "areas": lambda form: [key for key in bulletin_tables(facts) if key.startswith(f"{form}_areas")],
    }  # fmt: skip


def _form(facts: BulletinFacts, code: str) -> Any:
    if code not in facts.forms:
        raise LookupError(code)
    return facts.forms[code]


def _moment(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日{moment:%H}时{moment:%M}分"


def _blocks(text: str, tables: dict[str, Table], charts: dict[str, Bars | None]) -> tuple[Block, ...]:
    """Turn lines into headings, paragraphs, tables and charts; headings are numbered anew."""
    blocks: list[Block] = []
    first = second = 0
    for line in (line.strip() for line in text.splitlines()):
        place = _PLACE.match(line)
        if place:
            known: Any = tables if place[1] == "table" else charts
            blocks.append(known[place[2]])
        elif _FIRST.match(line):
            first, second = first + 1, 0
            blocks.append(Heading(_FIRST.sub(f"{_numeral(first)}、", line), 1))
        elif _SECOND.match(line):
            second += 1
            blocks.append(Heading(_SECOND.sub(f"（{_numeral(second)}）", line), 2))
        elif OPEN in line or CLOSE in line:
            raise BrokenReportTemplate(path=TEMPLATE, reason="table() and chart() stand on a line of their own")
        elif line:
            blocks.append(Words(line))
    return tuple(blocks)


def _numeral(number: int) -> str:
    """Return 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMBERS[tens - 1] + "十"
    return head + (_NUMBERS[ones - 1] if ones else "")


def _figures(facts: BulletinFacts) -> tuple[Figure, ...]:
    figures = []
    for form, key, name in _KEYS:
        one = facts.forms.get(form)
        amount = one.total(key) if one else None
        if one is None or amount is None:
            continue
        field = next(f for f in one.form.fields if f.key == key or key.endswith("_") and f.key.startswith(key))
        whole = field.type == "integer"
        figures.append(Figure(name, int(amount) if whole else amount, Kind.COUNT if whole else Kind.HECTARE, field.unit,
                              key in ("dead", "missing") and amount > 0))  # fmt: skip
    missing = len({one.sender for one in facts.latest() if one.state == "missing"})
    figures.append(Figure("未报单位", missing, Kind.COUNT, "个", missing > 0))
    return tuple(figures)

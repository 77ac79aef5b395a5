"""The statistics of the registers of one area, as a workbook, a document and a page.

    statistics_report(connection, "330382106", Path("out"))

All figures are read once, in one state of the database; all files show the same tables.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable, Sequence

from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.statistics import read_statistics
from ..model.beijing import BEIJING
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from . import area_tables, department_tables, relief_tables, risk_tables
from .errors import FutureMoment, UnknownArea
from .figures import Figures, total
from .files import publish
from .formats import USUAL_FORMATS
from .tables import Figure, Kind, Report, Table
from .templates import render
from .writers import writers_for

SUMMARY_TEMPLATE = "statistics_summary.j2"
SOURCE = "风险源与救灾资源登记库"

_SECTIONS: tuple[tuple[str, tuple[Callable[[Figures], Table], ...]], ...] = (
    ("风险源", (risk_tables.risk_by_domain, risk_tables.risk_by_area, risk_tables.risk_by_category)),
    ("避灾安置与人员转移", (relief_tables.shelter_capacity, relief_tables.transfers_by_zone_type)),
    ("救灾资源", (relief_tables.resources_by_subtype, relief_tables.resources_by_area)),
    (
        "资料完整性",
        (
            risk_tables.completeness_by_area,
            risk_tables.completeness_by_domain,
            relief_tables.resource_completeness,
        ),
    ),
    ("主管部门与核实状态", (department_tables.things_by_department, department_tables.states_by_area)),
    ("村级填报与形势图", (relief_tables.village_states, relief_tables.villages_listed)),
    (
        "附表",
        (
            area_tables.domains_by_area,
            area_tables.departments_side_by_side,
            department_tables.departments_by_area,
            risk_tables.risk_by_area_and_category,
        ),
    ),
)


def statistics_report(
    connection: Connection,
    area_code: str,
    out_dir: Path | str,
    formats: Sequence[str] = USUAL_FORMATS,
    at: datetime | None = None,
    feedback: Feedback | None = None,
    *,
    year: int | None = None,
) -> list[Path]:
    """Write the statistics of an area and return the files, in the order of ``formats``.

    Args: ``at`` the moment of the figures (without a zone: Beijing time), None =
    now; ``year`` of transfer lists and maps, None = the year of that moment.
    Raises: UnknownArea, UnknownReportFormat, FutureMoment, MissingGlyph,
    CannotWriteReport, Cancelled, and the database room's errors. Then no file was made.
    """
    feedback = feedback or Silent()
    writers_for("", formats)  # before anything is counted
    report, moment = build_report(connection, area_code, at=at, year=year, feedback=Part(feedback, 0, 50))
    stem = f"{area_code}_{report.area_name}_防汛防台统计_{moment:%Y%m%d}" + (f"T{moment:%H%M}" if at else "")
    files = publish(report, Path(out_dir), writers_for(stem, formats), Part(feedback, 50, 100))
    log_export(connection, "statistics", f"{report.area_name} {', '.join(dict.fromkeys(formats))}",
               sum(len(table.rows) for table in report.tables))  # fmt: skip
    return files


def build_report(
    connection: Connection,
    area_code: str,
    *,
    at: datetime | None = None,
    year: int | None = None,
    feedback: Feedback | None = None,
) -> tuple[Report, datetime]:
    """Read the figures and lay out the tables; return the report and the moment it is of (Beijing time).

    Raises: UnknownArea, FutureMoment, BrokenReportTemplate, and the database room's errors.
    """
    feedback = feedback or Silent()
    if at is not None:
        at = at if at.tzinfo else at.replace(tzinfo=BEIJING)
        if at > datetime.now(timezone.utc):
            raise FutureMoment(moment=at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"))
    statistics = read_statistics(connection, area_code, at, year)
    if not statistics.areas or statistics.areas[0].code != area_code:
        raise UnknownArea(code=area_code)
    feedback.setProgress(40)
    figures = Figures(statistics)
    tables: list[Table] = []
    for number, (section, makers) in enumerate(_SECTIONS, 1):
        raise_if_cancelled(feedback)
        tables.extend(replace(make(figures), section=section) for make in makers)
        feedback.setProgress(40 + 60 * number / len(_SECTIONS))
    moment = statistics.as_of.astimezone(BEIJING)
    full_name = "".join(area.name for area in statistics.above if len(area.code) >= 6) + figures.scope.name
    as_of = f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
    words = _words(figures, as_of)
    report = Report(
        title_lines=(full_name, "防汛防台风险源与救灾资源统计表"),
        subtitle=f"数据截至{as_of}（北京时间） 转移清单与形势图年度：{statistics.year}年",
        area_code=area_code,
        area_name=figures.scope.name,
        as_of=as_of,
        source=SOURCE,
        simulated=figures.simulated,
        figures=_key_figures(words),
        paragraphs=_paragraphs(words),
        tables=tuple(tables),
    )
    return report, moment


def _words(figures: Figures, as_of: str) -> dict[str, Any]:
    """Return the values of the summary: for the key figures and for the template of its words."""
    risk, resources, moves = figures.risk, figures.resources, figures.transfers
    lists = frozenset(moves["unit_code"])
    states = [relief_tables.village_transfer_state(figures, v.code, v.code in lists) for v in figures.villages]
    maps = [figures.editions[v.code].state if v.code in figures.editions else "" for v in figures.villages]
    published = sum(state in ("published", "archived") for state in maps)
    people, capacity = total(moves, "people"), total(figures.shelters, "capacity")
    shelter_table = relief_tables.shelter_capacity(figures)
    short = [row.values[1] for row in shelter_table.rows if row.depth == 1 and row.values[9]]
    teams = resources[resources["class_code"] == "R1"]
    return {
        "area": figures.scope.name,
        "as_of": as_of,
        "year": figures.statistics.year,
        "sources": total(risk, "sources"),
        "categories": int(risk["category_code"].nunique()),
        "levels": {level: total(risk[risk["risk_level"] == level], "sources") for level in risk_tables.LEVELS},
        "households": total(risk, "households"),
        "people": total(risk, "people"),
        "with_coordinates": total(risk, "with_coordinates"),
        "verified": total(risk, "verified"),
        "move_households": total(moves, "households"),
        "move_people": people,
        "shelters": total(figures.shelters, "resources"),
        "capacity": capacity,
        "ratio": f"{capacity / people:.2f}" if people else "",
        "ratio_value": capacity / people if people else None,
        "short_places": short,
        "child_word": {"township": "村（社区）", "county": "乡镇（街道）"}.get(figures.scope.level, "地区"),
        "resources": total(resources, "resources"),
        "teams": total(teams, "resources"),
        "headcount": total(teams, "headcount"),
        "expired": total(resources, "expired"),
        "expiring": total(resources, "expiring"),
        "villages": len(figures.villages),
        "reported": states.count(relief_tables.REPORTED),
        "nobody": states.count(relief_tables.NOBODY),
        "missing": states.count(relief_tables.NOT_REPORTED),
        "contradiction": states.count(relief_tables.CONTRADICTION),
        "published": published,
        "without_map": maps.count(""),
        "drafts": len(maps) - published - maps.count(""),
    }


def _key_figures(words: dict[str, Any]) -> tuple[Figure, ...]:
    sources = words["sources"]
    ratio = words["ratio_value"]
    return (
        Figure("登记风险源", sources, Kind.COUNT, "处"),
        Figure("重大风险（红）", words["levels"][1], Kind.COUNT, "处"),
        Figure("受威胁人数", words["people"], Kind.COUNT, "人"),
        Figure("需转移人数", words["move_people"], Kind.COUNT, "人"),
        Figure("避灾容纳人数", words["capacity"], Kind.COUNT, "人"),
        Figure("容量比", ratio, Kind.RATIO, "", ratio is not None and ratio < 1),
        Figure("救灾资源", words["resources"], Kind.COUNT, "项"),
        Figure("坐标完整率", words["with_coordinates"] / sources if sources else None, Kind.PERCENT, "%"),
        Figure("12个月内核实率", words["verified"] / sources if sources else None, Kind.PERCENT, "%"),
        Figure("未填报转移清单", words["missing"], Kind.COUNT, "个村（社区）", words["missing"] > 0),
    )


def _paragraphs(words: dict[str, Any]) -> tuple[str, ...]:
    text = render(SUMMARY_TEMPLATE, words)
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))

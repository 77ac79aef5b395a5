"""How far people at risk have to the nearest shelter, by area, as workbook and document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Sequence

from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.statistics import Area, Distances, read_statistics, shelter_distances
from ..model.beijing import BEIJING
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from .comparison_report import SOURCE
from .errors import UnknownArea
from .figures import Figures, Place
from .files import publish
from .formats import USUAL_FORMATS
from .tables import Column, Figure, Kind, Report, Row, RowStyle, Table
from .writers import writers_for


def distance_report(
    connection: Connection, area_code: str, out_dir: Path | str, at: datetime | None = None,
    feedback: Feedback | None = None, formats: Sequence[str] = USUAL_FORMATS,
) -> list[Path]:  # fmt: skip
    """Write the distances to shelters of an area, now or at a past moment, and return the files.

    Raises: UnknownArea, UnknownReportFormat, MissingGlyph, CannotWriteReport, Cancelled.
    """
    feedback = feedback or Silent()
    writers_for("", formats)  # before anything is counted
    report, moment = build_distances(connection, area_code, at, feedback)
    stem = f"{area_code}_{report.area_name}_避灾距离_{moment:%Y%m%d}"
    files = publish(report, Path(out_dir), writers_for(stem, formats), Part(feedback, 50, 100))
    log_export(connection, "statistics", f"{report.area_name} {report.title}", len(report.tables[0].rows))
    return files


def build_distances(
    connection: Connection, area_code: str, at: datetime | None, feedback: Feedback
) -> tuple[Report, datetime]:
    """Return the report without writing it, and its moment (Beijing time). Raises: UnknownArea, Cancelled."""
    figures = Figures(read_statistics(connection, area_code, at))
    if not figures.statistics.areas or figures.scope.code != area_code:
        raise UnknownArea(code=area_code)
    found = shelter_distances(connection, area_code, at)
    raise_if_cancelled(feedback)
    moment = figures.statistics.as_of.astimezone(BEIJING)
    return _report(figures, found, f"{moment:%Y-%m-%d %H:%M}", figures.scope), moment


def _report(figures: Figures, found: list[Distances], as_of: str, scope: Area) -> Report:
    rows = tuple(_row(place, found) for place in figures.places)
    columns = (
        Column("地区", Kind.TEXT, width=22, grow=2.2), Column("有受威胁人员的风险源", Kind.COUNT, "处", width=14),
        Column("受威胁人数", Kind.COUNT, "人", width=12), Column("平均距离", Kind.KM, "千米", width=12),
        Column("最远距离", Kind.KM, "千米", width=12), Column("1千米内无场所", Kind.COUNT, "处", width=14),
        Column("涉及人数", Kind.COUNT, "人", width=12),
    )  # fmt: skip
    notes = ("到最近避灾安置场所的直线距离，不限于本地区的场所；步行距离更长。未落图的风险源和场所不计。",)
    table = Table("distances", "避灾距离", "风险源到最近避灾安置场所的距离", columns, rows, notes=notes,
                  landscape=False, section="分地区距离")  # fmt: skip
    whole = rows[0].values
    key = (
        Figure("最远距离", whole[4], Kind.KM, "千米"), Figure("平均距离", whole[3], Kind.KM, "千米"),
        Figure("1千米内无场所", whole[5], Kind.COUNT, "处", bool(whole[5])),
        Figure("涉及人数", whole[6], Kind.COUNT, "人", bool(whole[6])),
    )  # fmt: skip
    return Report(
        title_lines=(scope.name, "避灾安置场所距离统计"), subtitle=f"数据截至{as_of}（北京时间）", area_code=scope.code,
        area_name=scope.name, as_of=as_of, source=SOURCE, simulated=figures.simulated, figures=key, paragraphs=(),
        tables=(table,),
    )  # fmt: skip


def _row(place: Place, found: list[Distances]) -> Row:
    here = [one for one in found if (one[0] == place.code if place.own_only else one[0].startswith(place.code))]
    sources = sum(one[1] for one in here)
    measured = [one for one in here if one[3] is not None]
    known = sum(one[1] for one in measured)
    mean = sum(one[3] * one[1] for one in measured) / known / 1000 if known else None
    farthest = max((one[4] for one in measured), default=None)
    values = (place.name, sources, sum(one[2] for one in here), mean, farthest / 1000 if farthest is not None else None,
              sum(one[5] for one in here), sum(one[6] for one in here))  # fmt: skip
    style = RowStyle.TOTAL if place.depth == 0 else RowStyle.OWN if place.own_only else RowStyle.PLAIN
    warn = frozenset({5, 6}) if values[5] else frozenset()
    return Row(values, style, place.depth, warn, in_pdf=place.depth <= 1 or bool(warn))

"""The register's figures at two moments side by side, with what changed, as workbook and document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Callable, Sequence

import pandas as pd

from ..database.changes import WrongOrder
from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.statistics import Area, read_statistics
from ..model.beijing import BEIJING
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from .errors import UnknownArea
from .figures import Figures, Place, total, within
from .files import publish
from .formats import USUAL_FORMATS
from .tables import Column, Figure, Kind, Report, Row, RowStyle, Table
from .writers import writers_for

#: What is compared: words, unit, where it stands, and the column that is added up.
MEASURES: tuple[tuple[str, str, Callable[[Figures], pd.DataFrame], str], ...] = (
    ("风险源", "处", lambda figures: figures.risk, "sources"),
    ("受威胁人数", "人", lambda figures: figures.risk, "people"),
    ("需转移人数", "人", lambda figures: figures.transfers, "people"),
    ("避灾容量", "人", lambda figures: figures.shelters, "capacity"),
    ("救灾资源", "项", lambda figures: figures.resources, "resources"),
)
SOURCE = "风险源与救灾资源登记库"


def comparison_report(
    connection: Connection,
    area_code: str,
    earlier: datetime,
    later: datetime,
    out_dir: Path | str,
    feedback: Feedback | None = None,
    formats: Sequence[str] = USUAL_FORMATS,
) -> list[Path]:
    """Write how the figures of an area changed between two aware moments, and return the files.

    Raises: WrongOrder, UnknownArea, UnknownReportFormat, MissingGlyph, CannotWriteReport, Cancelled.
    """
    feedback = feedback or Silent()
    writers_for("", formats)  # before anything is counted
    report = build_comparison(connection, area_code, earlier, later, feedback)
    stem = f"{area_code}_{report.area_name}_数据变化_{earlier:%Y%m%d}-{later:%Y%m%d}"
    files = publish(report, Path(out_dir), writers_for(stem, formats), Part(feedback, 50, 100))
    log_export(connection, "statistics", f"{report.area_name} {report.as_of}", sum(len(t.rows) for t in report.tables))
    return files


def build_comparison(
    connection: Connection, area_code: str, earlier: datetime, later: datetime, feedback: Feedback
) -> Report:
    """Return the comparison without writing it. Raises: WrongOrder, UnknownArea, Cancelled."""
    if earlier >= later:
        raise WrongOrder(earlier=f"{earlier:%Y-%m-%d %H:%M}", later=f"{later:%Y-%m-%d %H:%M}")
    # What was at a moment stays so: both can be read one after the other.
    then, now = (Figures(read_statistics(connection, area_code, moment)) for moment in (earlier, later))
    if not now.statistics.areas or now.statistics.areas[0].code != area_code:
        raise UnknownArea(code=area_code)
    raise_if_cancelled(feedback)
    return _report(then, now, now.statistics.areas[0], earlier, later)


def _report(then: Figures, now: Figures, scope: Area, earlier: datetime, later: datetime) -> Report:
    span = " 至 ".join(f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}" for moment in (earlier, later))
    pairs = [(_by_unit(frame(then), column), _by_unit(frame(now), column)) for _, _, frame, column in MEASURES]
    rows = [_row(pairs, place) for place in now.places]
    whole = rows[0].values
    figures = tuple(
        Figure(f"{words}增减", whole[3 + 3 * at], Kind.COUNT, unit) for at, (words, unit, *_) in enumerate(MEASURES)
    )
    columns = [Column("地区", Kind.TEXT, width=22, grow=2.8)]
    for words, unit, *_ in MEASURES:
        columns += [Column(head, Kind.COUNT, unit, group=words, width=9) for head in ("原", "现", "增减")]
    table = Table("comparison", "数据变化", "主要数据变化", tuple(columns), tuple(rows), section="分地区变化")
    return Report(
        title_lines=(scope.name, "风险源与救灾资源数据变化"), subtitle=f"{span}（北京时间）", area_code=scope.code,
        area_name=scope.name, as_of=span, source=SOURCE, simulated=then.simulated or now.simulated, figures=figures,
        paragraphs=(), tables=(table,),
    )  # fmt: skip


def _by_unit(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the sums of a column, in the order of the units."""
    return frame.groupby("unit_code", as_index=False)[[column]].sum()


def _row(pairs: list[tuple[pd.DataFrame, pd.DataFrame]], place: Place) -> Row:
    values: list[str | int | float | None] = [place.name]
    for (*_, column), frames in zip(MEASURES, pairs):
        before, after = (total(within(frame, place), column) for frame in frames)
        values += [before, after, after - before]
    style = RowStyle.TOTAL if place.depth == 0 else RowStyle.OWN if place.own_only else RowStyle.PLAIN
    return Row(tuple(values), style, place.depth, in_pdf=place.depth <= 1)

"""Who is reached by a flood or a slide, as a workbook: figures, danger zones, who answers, shelters."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.reached import Reached
from ..model.beijing import BEIJING
from ..progress import Feedback, Silent
from .changes_report import SOURCE
from .files import publish
from .tables import Column, Figure, Kind, Report, Row, Table
from .workbook import write_workbook

_ZONES = (
    Column("名称", Kind.TEXT, width=26), Column("类别", Kind.TEXT, width=18), Column("村", Kind.TEXT, width=14),
    Column("受威胁户数", unit="户", width=12), Column("受威胁人数", unit="人", width=12),
    Column("转移清单人数", unit="人", width=13),
)  # fmt: skip
_PERSONS = (
    Column("职责", Kind.TEXT, width=18), Column("姓名", Kind.TEXT, width=12), Column("单位", Kind.TEXT, width=20),
    Column("职务", Kind.TEXT, width=14), Column("任务", Kind.TEXT, width=26), Column("电话", Kind.TEXT, width=16),
)  # fmt: skip
_SHELTERS = (
    Column("避灾场所", Kind.TEXT, width=26), Column("村", Kind.TEXT, width=14), Column("距离", unit="米", width=9),
    Column("容纳人数", unit="人", width=10), Column("已安排", unit="人", width=9), Column("空余", unit="人", width=9),
)  # fmt: skip


def reached_report(
    connection: Connection, found: Reached, what: str, out_dir: Path | str, feedback: Feedback | None = None
) -> Path:
    """Write who is reached by ``what`` (in words) as xlsx, log it, and return the file.

    Raises: CannotWriteReport, RightsRefused, Cancelled.
    """
    now = datetime.now(BEIJING)
    people = "人数未统计" if found.people is None else f"{found.people} 人"
    figures = [Figure("房屋", found.buildings, Kind.COUNT, "栋")]
    for words, number, unit in (("户数", found.households, "户"), ("人数", found.people, "人")):
        if number is not None:
            figures.append(Figure(words, number, Kind.COUNT, unit))
    zones = tuple(
        Row((one.name, one.category, one.village, one.households, one.people, one.to_move)) for one in found.zones
    )
    persons = tuple(Row(tuple(one)) for one in found.persons)
    shelters = tuple(
        Row((one.name, one.village, round(one.distance_m), one.places, one.taken, one.free)) for one in found.shelters
    )
    report = Report(
        title_lines=(what, "受影响人员清单"), subtitle="、".join(found.villages) or "—", area_code="", area_name=what,
        as_of=f"{now:%Y-%m-%d %H:%M}", source=SOURCE, simulated=False,
        paragraphs=(f"范围内房屋 {found.buildings} 栋，{people}；风险源 {len(found.zones)} 处。",),
        figures=tuple(figures),
        tables=(Table("zones", "范围内风险源", "范围内风险源", _ZONES, zones, filterable=True),
                Table("persons", "责任人", "责任人", _PERSONS, persons, filterable=True),
                Table("shelters", "就近避灾场所", "就近避灾场所", _SHELTERS, shelters, filterable=True)),
    )  # fmt: skip
    name = f"{what}_受影响人员_{now:%Y%m%d-%H%M}.xlsx".replace("/", "-")
    (path,) = publish(report, Path(out_dir), [(name, write_workbook)], feedback or Silent())
    log_export(connection, "list", f"受影响人员：{what}", len(found.persons) + len(found.zones))
    return path

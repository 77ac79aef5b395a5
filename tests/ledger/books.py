"""Ledgers for the tests, written with openpyxl, and places to put them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

from flood_core.database.connection import Connection
from openpyxl import Workbook
from psycopg2 import sql

TOWNSHIP = "330382106"
#: The villages of the tests stand side by side, 2 km wide: name, code by name, west edge.
WEST, SOUTH, STEP = 120.90, 28.28, 0.02
RISK = (
    "序号",
    "行政村",
    "风险类别",
    "名称",
    "特征",
    "位置",
    "责任主体",
    "控制措施",
    "责任人",
    "联系电话",
    "风险等级",
    "受威胁户数",
    "受威胁人数",
    "经度",
    "纬度",
    "坐标系",
    "统一编号",
    "核实日期",
)


def book(
    path: Path, sheets: dict[str, Sequence[Sequence[Any]]], merges: dict[str, Sequence[str]] | None = None
) -> Path:
    """Write a workbook: sheet name -> rows."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    workbook.save(path)
    return path


def risk_row(**values: Any) -> list[Any]:
    """Return a row under the headings ``RISK``; what is not given has a usual value."""
    usual = {
        "行政村": "方江屿村",
        "风险类别": "水库",
        "名称": "方江屿水库",
        "责任人": "张三",
        "联系电话": "12012345678",
        "风险等级": "红",
        "经度": 120.9101,
        "纬度": 28.2901,
        "坐标系": "CGCS2000",
    }
    return [{**usual, **values}.get(heading) for heading in RISK]


def register_sheet(*rows: dict[str, Any]) -> list[list[Any]]:
    """Return headings and rows of a sheet of risk sources."""
    return [list(RISK), *(risk_row(序号=number, **row) for number, row in enumerate(rows, start=1))]


def draw_villages(connection: Connection) -> dict[str, str]:
    """Give the villages of the township squares side by side; return display name -> code."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "with v as (select id, row_number() over (order by app.display_name(name) <> '方江屿村', code) - 1 as n"
            " from base.area where level = 'village' and left(code, 9) = %s)"
            " update base.area a set edited_from = a.revision, geom = st_setsrid(st_makeenvelope("
            " %s + v.n * %s, %s, %s + (v.n + 1) * %s, %s), 4490) from v where v.id = a.id",
            (TOWNSHIP, WEST, STEP, SOUTH, WEST, STEP, SOUTH + STEP),
        )
        cursor.execute(
            "select app.display_name(name), code from base.area where level = 'village' and left(code, 9) = %s",
            (TOWNSHIP,),
        )
        return dict(cursor.fetchall())


def rows_of(connection: Connection, query: Any, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with connection, connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def count(connection: Connection, table: str) -> int:
    """Return how many rows of a register table are in force."""
    return rows_of(
        connection, sql.SQL("select count(*) from register.{} where retired_at is null").format(sql.Identifier(table))
    )[0][0]


def codes(report: Any, severity: str = "error") -> list[tuple[str, int | None]]:
    """Return (code, row) of the findings of a severity."""
    return [(issue.code, issue.row) for issue in report.issues if issue.severity == severity]

"""A ledger of 100,000 rows: the whole import, against pandas without checks and against bare reading.

Ours is read in a guarded process, mapped, converted, validated, compared with
the register and committed as a township reviewer, with rights, checks,
history, persons, phones and duties. pandas reads the same file and writes it
into a bare table without index. Own cluster in a temporary folder.
"""

from __future__ import annotations

import random
import resource
import secrets
import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import openpyxl
from flood_core.database.cluster import Cluster
from flood_core.database.connection import ConnectionSettings, connect
from flood_core.database.migrate import ensure_database
from flood_core.ledger.importing import import_ledger

from benchmarks.comparison import Comparison, seconds
from benchmarks.memory import MemoryWatch

ROWS = 100_000
TOWNSHIP = "330382106"
PERSONS_A_VILLAGE = 150
MEMORY_GOAL_MIB = 600
#: A measuring cluster may lose its data in a power cut.
SETTINGS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
HEADINGS = (
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
CATEGORIES = ("水库", "山塘", "水闸", "泵站", "学校", "民宿", "桥梁", "涵洞", "加油站", "D级危房")


def write_ledger(path: Path, villages: list[str], rows: int = ROWS) -> None:
    """Write a ledger of ``rows`` rows and 18 columns; the same seed gives the same rows."""
    dice = random.Random(2026)
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("风险源汇总")
    sheet.append(HEADINGS)
    for number in range(rows):
        village = number % len(villages)
        category = CATEGORIES[number % len(CATEGORIES)]
        person = village * PERSONS_A_VILLAGE + number // len(villages) % PERSONS_A_VILLAGE
        sheet.append(
            (
                number + 1,
                villages[village],
                category,
                f"{category}{number}",
                f"特征{dice.randrange(500)}",
                f"位置{dice.randrange(5_000)}号",
                f"责任主体{dice.randrange(60)}",
                f"汛前检查，专人值守{dice.randrange(40)}",
                f"责任人{person}",
                f"120{person:08d}",
                "红橙黄蓝"[number % 4],
                dice.randrange(40),
                dice.randrange(160),
                round(120.9 + (village + 0.05 + 0.9 * dice.random()) * 0.02, 7),
                round(28.28 + 0.02 * dice.random(), 7),
                "CGCS2000",
                f"B{number:07d}",
                f"2026-03-{number % 28 + 1:02d}",
            )
        )
    workbook.save(path)


def read_with_openpyxl(path: Path) -> int:
    """Read all cells with openpyxl's read-only mode and do nothing with them."""
    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        return sum(1 for _ in workbook.worksheets[0].iter_rows(values_only=True))
    finally:
        workbook.close()


def load_with_pandas(path: Path, settings: ConnectionSettings) -> None:
    """Read with pandas and write to a bare table, 1,000 rows a statement, no index. Needs SQLAlchemy."""
    import pandas
    import sqlalchemy

    engine = sqlalchemy.create_engine("postgresql+psycopg2://", creator=lambda: connect(settings))
    pandas.read_excel(path).to_sql(
        "bare_ledger", engine, if_exists="replace", index=False, method="multi", chunksize=1_000
    )
    engine.dispose()


def _reviewer(settings: ConnectionSettings) -> ConnectionSettings:
    """Make a township reviewer, whom the policies bind, and return the settings to sign in."""
    password = secrets.token_urlsafe(16)
    with closing(connect(settings)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("select app.group_role('township_reviewer')")
        group = cursor.fetchone()[0]
        cursor.execute(
            "select format('create role bench_reviewer login password %%L in role %%I', %s, %s)", (password, group)
        )
        cursor.execute(cursor.fetchone()[0])
        cursor.execute(
            "insert into reference.user_account (role_name, display_name, kind)"
            " values ('bench_reviewer', 'bench_reviewer', 'township_reviewer')"
        )
        cursor.execute("insert into reference.user_area values ('bench_reviewer', %s)", (TOWNSHIP,))
    return replace(settings, user="bench_reviewer", password=password)


def _draw_villages(settings: ConnectionSettings) -> list[str]:
    """Give the township's villages boundaries, squares side by side; return their display names."""
    with closing(connect(settings)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "with v as (select id, row_number() over (order by code) - 1 as n from base.area"
            " where level = 'village' and left(code, 9) = %s)"
            " update base.area a set edited_from = a.revision, geom = public.st_segmentize(public.st_makeenvelope("
            " 120.9 + v.n * 0.02, 28.28, 120.9 + (v.n + 1) * 0.02, 28.30, 4490), 0.0004) from v where v.id = a.id",
            (TOWNSHIP,),
        )
        cursor.execute(
            "select app.display_name(name) from base.area where level = 'village' and left(code, 9) = %s order by code",
            (TOWNSHIP,),
        )
        return [name for (name,) in cursor.fetchall()]


def compare(full: bool = False) -> Iterator[Comparison]:  # noqa: ARG001 - one file is the measure
    """Yield the import of a ledger against pandas, and against openpyxl's bare reading of the same file."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-bench-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "data", extra=SETTINGS)
    try:
        cluster.start()
        settings = cluster.settings("bench")
        ensure_database(settings)
        villages = _draw_villages(settings)
        path = folder / "ledger.xlsx"
        write_ledger(path, villages)
        reviewer = _reviewer(settings)
        ours, memory = _import(path, reviewer)
        bare = seconds(lambda: read_with_openpyxl(path))
        remark = f"memory {memory:.0f} MiB (goal under {MEMORY_GOAL_MIB})"
        name = f"ledger of {ROWS:,} rows x {len(HEADINGS)} columns"
        yield Comparison(
            f"{name}, whole import", ours, bare, "openpyxl read-only, reading alone", "at most 2", remark=remark
        )
        pandas = seconds(lambda: load_with_pandas(path, settings))
        other = "pandas.read_excel + to_sql (multi, chunks of 1,000), no index, no rights, no checks"
        yield Comparison(f"{name}, whole import", ours, pandas, other, "at most 1")
        again, _ = _import(path, reviewer)
        yield Comparison(f"{name}, same ledger again", again, bare, "openpyxl read-only, reading alone", "")
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _import(path: Path, settings: ConnectionSettings) -> tuple[float, float]:
    """Import the ledger; return seconds and the peak of memory in MiB."""
    with closing(connect(settings)) as connection, MemoryWatch() as watch:
        start = time.perf_counter()
        report = import_ledger(connection, path, area=TOWNSHIP, mode="all")
        elapsed = time.perf_counter() - start
    if report.state != "committed" or report.rows_read != ROWS:
        raise RuntimeError(f"the import did not go through: {report.as_dict(most=5)}")
    return elapsed, max(watch.peak, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 if not watch.peak else 0)

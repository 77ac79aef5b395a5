"""The county's whole workbook and document, and its bulletin: time, memory, and how time grows with the rows.

25 townships with all their villages, every category. Each report is made in a
process of its own, as a person's is, so that its memory is its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator

from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, ConnectionSettings, connect
from flood_core.database.migrate import ensure_database

from benchmarks.comparison import Comparison
from demo.typhoon import COUNTY, simulate
from tests.reports.register import fill

SOURCES, RESOURCES = 20_000, 5_000
SECONDS, MEBIBYTES = 20.0, 500.0
_MAKE = """
import json, resource, sys, time
from pathlib import Path
from flood_core.database.connection import ConnectionSettings, connect
started = time.perf_counter()
connection = connect(ConnectionSettings.embedded("bench_county"))
if sys.argv[1] == "statistics":
    from flood_core.reports.statistics_report import statistics_report
    files = statistics_report(connection, "330382", Path(sys.argv[2]))
else:
    from flood_core.reports.bulletin_report import bulletin_report
    files = bulletin_report(connection, "2413", Path(sys.argv[2]))
print(json.dumps({"seconds": time.perf_counter() - started, "files": len(files),
                  "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def compare(full: bool) -> Iterator[Comparison]:
    """Yield rows for time, memory and growth of the county's statistics, and for the bulletin."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-bench-"))
    folder.chmod(0o755)
    os.environ["FLOODMAP_DATA"] = str(folder / "data")
    cluster = Cluster(folder / "data")
    cluster.start()
    try:
        settings = cluster.settings("bench_county")
        ensure_database(settings)
        yield from _compare(settings, folder, runs=3 if full else 1)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _compare(settings: ConnectionSettings, folder: Path, runs: int) -> Iterator[Comparison]:
    with closing(connect(settings)) as owner:
        villages = _fill(owner, 1, SOURCES // 2, RESOURCES // 2)
        half = _made("statistics", folder, runs)
        _fill(owner, 2, SOURCES - SOURCES // 2, RESOURCES - RESOURCES // 2)
        whole = _made("statistics", folder, runs)
        remark = f"{villages} villages, {SOURCES:,} sources, {RESOURCES:,} resources"
        limit = "the limit for it"
        yield Comparison("county workbook and PDF", whole["seconds"], SECONDS, limit, "at most 1", remark=remark)
        yield Comparison("its memory", whole["mebibytes"], MEBIBYTES, limit, "at most 1", "MiB")
        yield Comparison("twice the rows", whole["seconds"], half["seconds"], "half the rows", "at most 2.2")
        simulate(owner)
        bulletin = _made("bulletin", folder, runs)
        yield Comparison("county bulletin, four formats", bulletin["seconds"], SECONDS, limit, "at most 1")


def _fill(owner: Connection, seed: int, sources: int, resources: int) -> int:
    """Fill the registers of the whole county at random; return the number of villages."""
    with owner, owner.cursor() as cursor:
        cursor.execute(
            "select code from base.area where code like %s and length(code) <= 12 order by code", (COUNTY + "%",)
        )
        codes = [code for (code,) in cursor]
        fill(cursor, codes, seed=seed, sources=sources, resources=resources, year=2026, yearly=seed == 1)
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute("analyze register.risk_source, register.relief_resource, register.duty, register.person")
    owner.autocommit = False
    return sum(len(code) == 12 for code in codes)


def _made(name: str, folder: Path, runs: int) -> dict[str, Any]:
    """Make a report in a process of its own and return what the quickest run took."""
    taken = []
    for _ in range(runs):
        ended = subprocess.run(
            [sys.executable, "-c", _MAKE, name, str(folder / "out")], capture_output=True, text=True, check=True
        )
        taken.append(json.loads(ended.stdout))
    return min(taken, key=lambda one: one["seconds"])

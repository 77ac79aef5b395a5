"""The main job on the demo township: ledgers -> database -> editions -> sheets and statistics.

``./run demo [--out DIR]``; the functions are those of the command line and of
the Processing algorithms, called one after another.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Sequence

from flood_core.cli.main import print_error
from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, ConnectionSettings, connected
from flood_core.database.migrate import drop_database, ensure_database
from flood_core.reports.bulletin_report import bulletin_report
from flood_core.reports.statistics_report import statistics_report
from flood_core.resources.language import Language, from_locale
from flood_core.sheets.batch import export_sheets
from flood_core.sheets.output import writable
from flood_core.situation.batch import check_editions, create_editions, write_snapshots

from . import __main__ as generator
from .loading import TOWNSHIP, YEAR, load_base, load_ledgers
from .steps import Job, padded, write_summary
from .typhoon import simulate

DATABASE = "floodmap_demo"
STEPS = 10
#: Deadlines at which the simulated typhoon was reported on.
ROUNDS = 4
#: Folders that belong to the demo inside its output folder: made anew each time.
OUTPUT = ("source", "import", "snapshots", "sheets", "statistics", "bulletin")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo and return the exit code of the command line's table."""
    parser = argparse.ArgumentParser(prog="./run demo", description="Map the demo township 清江镇 (模拟数据).")
    parser.add_argument("--out", type=Path, default=Path("out/demo"), help="output folder (default out/demo)")
    parser.add_argument("--seed", type=int, default=2026, help="another seed makes another place (default 2026)")
    parser.add_argument("--database", default=DATABASE, help=f"made anew each time (default {DATABASE})")
    parser.add_argument("--sheets", type=int, help="draw only so many of the villages (default all)")
    options = parser.parse_args(arguments)
    job = Job(STEPS)
    try:
        _run(job, options.out.resolve(), options.seed, options.database, options.sheets)
    except BaseException as error:  # noqa: BLE001 - the outermost edge: every end is explained
        job.stream.write("\n")
        return print_error(error, Language.load(from_locale()), as_json=False)
    _print_table(job, options.out.resolve(), options.database)
    return 0


def _run(job: Job, out: Path, seed: int, database: str, sheets: int | None) -> None:
    writable(out)
    for name in OUTPUT:
        shutil.rmtree(out / name, ignore_errors=True)
    _make_place(job, out / "source", seed)
    settings = _make_database(job, database)
    with connected(settings) as connection:
        _load(job, connection, out)
        _make_editions(job, connection, out)
        _export(job, out, sheets)
        with job.step("统计报表 statistics") as (step, bar):
            files = statistics_report(connection, TOWNSHIP, out / "statistics", year=YEAR, feedback=bar)
            step.made = ", ".join(file.suffix[1:] for file in files)
            job.counts["statistics"] = len(files)
        with job.step("台风快报 bulletin of a simulated typhoon") as (step, bar):
            event = simulate(connection, seed, rounds=ROUNDS)
            files = bulletin_report(connection, event.uid, out / "bulletin", feedback=bar)
            step.made = ", ".join(file.suffix[1:] for file in files)
            job.counts["bulletin"] = len(files)
    made = [file for name in OUTPUT for file in (out / name).rglob("*") if file.is_file()]
    write_summary(job, out, made, {"township": TOWNSHIP, "year": YEAR, "seed": seed, "simulated": True})


def _make_place(job: Job, source: Path, seed: int) -> None:
    with job.step("生成模拟乡镇 make the township") as (step, _):
        code = generator.main(["--out", str(source), "--seed", str(seed), "--quiet"])
        if code:
            raise OSError(f"the township's files could not be written to {source}")
        step.made = f"{len(list((source / 'ledgers').glob('*.xlsx')))} ledgers, base.gpkg, dem.tif"


def _make_database(job: Job, database: str) -> ConnectionSettings:
    with job.step("启动内置数据库 embedded database") as (step, bar):
        Cluster.default().start()
        settings = ConnectionSettings.embedded(database)
        drop_database(settings)
        step.made = f"{database}, version {ensure_database(settings, bar).version}"
    return settings


def _load(job: Job, connection: Connection, out: Path) -> None:
    with job.step("底图入库 base map") as (step, bar):
        counts = load_base(connection, out / "source", bar)
        job.counts |= {f"base_{layer}": count for layer, count in counts.items()}
        step.made = ", ".join(f"{count:,} {layer}" for layer, count in counts.items())
    with job.step("导入台账 ledgers: dry run, good rows") as (step, bar):
        loaded = load_ledgers(connection, out / "source", out / "import", bar)
        job.counts |= {"ledgers": len(loaded.reports), "rows_imported": loaded.inserted}
        job.counts |= {"rows_rejected": loaded.rejected, **_register_counts(loaded.reports)}
        step.made = f"{loaded.inserted:,} rows, {loaded.rejected} refused with reasons in import/"


def _register_counts(reports: list) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in reports:
        for table, done in report.tables.items():
            name = table.split(".")[-1]
            counts[name] = counts.get(name, 0) + done.get("inserted", 0)
    return counts


def _make_editions(job: Job, connection: Connection, out: Path) -> None:
    with job.step("编制形势图 editions with routes") as (step, bar):
        made = create_editions(connection, TOWNSHIP, YEAR, bar)
        _raise_first(made)
        job.counts["editions"] = len(made)
        step.made = f"{len(made)} villages"
    with job.step("体检 check-up") as (step, bar):
        checked = check_editions(connection, TOWNSHIP, YEAR, bar)
        _raise_first(checked)
        findings = [finding for outcome in checked for finding in outcome.result]
        for severity in ("error", "warning", "hint"):
            job.counts[f"findings_{severity}"] = sum(finding.severity == severity for finding in findings)
        step.made = "{findings_error} errors, {findings_warning} warnings, {findings_hint} hints".format(**job.counts)
    with job.step("快照 snapshots") as (step, bar):
        written = write_snapshots(connection, TOWNSHIP, YEAR, out / "snapshots", bar)
        _raise_first(written)
        step.made = f"{len(written)} GeoPackages"


def _export(job: Job, out: Path, most: int | None) -> None:
    with job.step("出图 A3 sheets, PDF and PNG") as (step, bar):
        snapshots = sorted((out / "snapshots").glob("*.gpkg"))[:most]
        results = export_sheets(snapshots, out / "sheets", preset="A3", profile="internal", feedback=bar)
        _raise_first(results)
        sheets = [outcome.result for outcome in results]
        job.counts |= {"sheets": len(sheets), "sheet_files": sum(len(sheet.files) for sheet in sheets)}
        step.made = f"{len(sheets)} sheets, {job.counts['sheet_files']} files"


def _raise_first(outcomes: list) -> None:
    """Show a village that failed: the demo's data are whole, so it is an error of ours."""
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error


def _print_table(job: Job, out: Path, database: str) -> None:
    write = sys.stdout.write
    write(f"\n{padded('步骤 step', 44)} {'seconds':>8}  made\n")
    for step in job.steps:
        write(f"{padded(step.title, 44)} {step.seconds:8.1f}  {step.made}\n")
    write(f"{padded('合计 total', 44)} {sum(step.seconds for step in job.steps):8.1f}\n\n")
    write(f"Sheets      {out / 'sheets'}\nStatistics  {out / 'statistics'}\nBulletin    {out / 'bulletin'}\n")
    write(f"Ledgers     {out / 'source' / 'ledgers'}\n")
    write(f"Import      {out / 'import'}\nSummary     {out / 'summary.json'}\n")
    write(f"\nThe embedded database stays running with '{database}'; './run floodmap db stop' ends it.\n")


if __name__ == "__main__":
    sys.exit(main())

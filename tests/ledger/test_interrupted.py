"""Whatever stops an import, nothing of it stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flood_core.database import ledgers
from flood_core.database.connection import ConnectionLost
from flood_core.errors import Cancelled
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.report import ImportReport, ReportNotWritten, write_report

from .books import TOWNSHIP, book, count, register_sheet, rows_of

CHECKOUT = Path(__file__).resolve().parents[2]
#: Imports, but stops for ever between writing the rows and recording the batch.
SLOW = """
import sys, time
from pathlib import Path
from flood_core.database import ledgers
from flood_core.database.connection import ConnectionSettings, connect
from flood_core.ledger import importing
from flood_core.ledger.importing import import_ledger
def pause(*_, **__):
    print("written", flush=True)
    time.sleep(60)
importing.record_batch = pause
path, database, host, port, user = sys.argv[1:6]
settings = ConnectionSettings(database, host, int(port) if port else None, user or None)
import_ledger(connect(settings), Path(path), area="330382106")
"""


def empty(connection) -> bool:
    tables = ("risk_source", "person", "person_phone", "duty")
    batches = rows_of(connection, "select count(*) from register.ledger_batch")[0][0]
    return not batches and not any(count(connection, table) for table in tables)


@pytest.fixture()
def ledger(tmp_path):
    rows = [{"名称": f"水库{n}", "经度": 120.9001 + n / 1e5} for n in range(200)]
    return book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)})


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_killed_import_leaves_nothing(connection, database, villages, ledger, blow):
    arguments = [str(ledger), database.database, database.host or "", str(database.port or ""), database.user or ""]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins")}
    child = subprocess.Popen([sys.executable, "-c", SLOW, *arguments], stdout=subprocess.PIPE, env=environment)
    try:
        assert child.stdout.readline() == b"written\n"
        assert empty(connection)  # nobody sees rows that are not committed
        child.send_signal(blow)
        child.wait(20)
    finally:
        child.kill()
    for _ in range(100):  # the server notices the lost client in its own time
        if not rows_of(
            connection,
            "select 1 from pg_stat_activity where datname = current_database()"
            " and application_name = 'floodmap' and pid <> pg_backend_pid()",
        ):
            break
        time.sleep(0.05)
    assert empty(connection)
    assert import_ledger(connection, ledger, area=TOWNSHIP).rows_inserted == 200


def test_a_lost_connection_leaves_nothing(connection, database, villages, ledger, monkeypatch):
    from flood_core.database.connection import connect
    from flood_core.ledger import importing

    importer = connect(database)

    def cut(*_, **__):
        rows_of(connection, "select pg_terminate_backend(%s)", importer.info.backend_pid)
        time.sleep(0.1)
        importer.cursor().execute("select 1")

    monkeypatch.setattr(importing, "record_batch", cut)
    with pytest.raises(ConnectionLost):
        import_ledger(importer, ledger, area=TOWNSHIP)
    assert empty(connection)


class StopAt:
    def __init__(self, percent: float) -> None:
        self.percent, self.stopped = percent, False

    def setProgress(self, progress: float) -> None:  # noqa: N802
        self.stopped = progress >= self.percent

    def isCanceled(self) -> bool:  # noqa: N802
        return self.stopped


@pytest.mark.parametrize("percent", [0, 25, 60, 90])
def test_a_person_stops_it_at_any_time(connection, villages, ledger, percent):
    with pytest.raises(Cancelled):
        import_ledger(connection, ledger, area=TOWNSHIP, feedback=StopAt(percent))
    assert empty(connection)


def test_an_error_of_the_server_leaves_nothing(connection, villages, ledger, monkeypatch):
    from flood_core.ledger import importing

    def fail(cursor, *_, **__):
        cursor.execute("select 1 / 0")

    monkeypatch.setattr(importing, "record_batch", fail)
    with pytest.raises(Exception, match="division by zero"):
        import_ledger(connection, ledger, area=TOWNSHIP)
    assert empty(connection)
    assert ledgers.LEDGER_TABLES


def test_a_full_disk_leaves_no_half_report(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        report = ImportReport("x" * 100_000, "0" * 64, "all", "refused", None)
        (disk / "r.json").write_text("old")
        with pytest.raises(ReportNotWritten) as caught:
            write_report(report, disk / "r.json")
        assert caught.value.exit_code == 5 and "r.json" in caught.value.message()
        assert [file.name for file in disk.iterdir()] == ["r.json"]
        assert (disk / "r.json").read_text() == "old"
    finally:
        subprocess.run(["umount", str(disk)], check=True)

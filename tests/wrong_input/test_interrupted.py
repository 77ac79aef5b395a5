"""Kill, Ctrl-C, a lost server and two at once: an import is whole or absent, and so is a file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

import pytest
from flood_core.areas.base_data import import_base
from flood_core.database.connection import Connection
from flood_core.errors import Cancelled
from flood_core.reports.statistics_report import statistics_report
from flood_core.situation.batch import create_editions, write_snapshots

from tests.ledger.books import count
from tests.situation.village import TOWNSHIP, VILLAGE, YEAR
from tests.support.soak import many

from .conftest import ROWS
from .person import Person, listing, row_counts, wait_until

CANCELLED = {"en": "Cancelled. Nothing was left half done.", "zh": "已取消"}


@contextmanager
def held(connection: Connection) -> Iterator[None]:
    """Keep batches from being recorded: an import waits there, its rows written and not committed."""
    with connection, connection.cursor() as cursor:
        cursor.execute("lock table register.ledger_batch in share mode")
        yield


def waiting(connection: Connection) -> list[int]:
    """Return the server processes that wait for a lock."""
    with connection.cursor() as cursor:
        # Not pg_stat_activity: inside a transaction that shows the same all the time.
        cursor.execute(
            "select pid from pg_locks where not granted and database ="
            " (select oid from pg_database where datname = current_database())"
        )
        return [pid for (pid,) in cursor.fetchall()]


def settled(connection: Connection) -> bool:
    """Tell whether nobody but us is connected."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "select not exists (select from pg_stat_activity where datname = current_database()"
            " and application_name = 'floodmap' and state <> 'idle' and pid <> pg_backend_pid())"
        )
        return bool(cursor.fetchone()[0])


def stopped_in_the_middle(
    person: Person, holder: Connection, ledger: Path, blow: signal.Signals
) -> subprocess.Popen[str]:
    """Import, and strike when the rows are written and the batch is not yet recorded."""
    with held(holder):
        process = person.begins("import", ledger, "--area", TOWNSHIP)
        try:
            wait_until(lambda: waiting(holder), "the import's turn to record its batch")
            process.send_signal(blow)
            if blow == signal.SIGKILL:
                process.wait(30)
        except BaseException:
            process.kill()
            raise
    return process


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_import_is_struck_in_the_middle(
    at_work: Person, ledger: Path, connection: Connection, watcher: Connection, blow: signal.Signals
) -> None:
    before = row_counts(watcher)
    told = at_work.told_by(stopped_in_the_middle(at_work, connection, ledger, blow))
    if blow == signal.SIGKILL:
        assert told.code == -signal.SIGKILL
    else:
        assert told.code == 5, told.err
        assert CANCELLED[told.language] in told.message()
    wait_until(lambda: settled(watcher), "the end of the dead import's session")
    assert row_counts(watcher) == before
    assert at_work.types("import", ledger, "--area", TOWNSHIP).code == 0
    assert count(watcher, "risk_source") == ROWS


def test_server_ends_the_session_of_an_import(
    at_work: Person, ledger: Path, connection: Connection, watcher: Connection
) -> None:
    before = row_counts(watcher)
    with held(connection):
        process = at_work.begins("import", ledger, "--area", TOWNSHIP)
        (server,) = wait_until(lambda: waiting(connection), "the import's turn to record its batch")
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", (server,))
    told = at_work.told_by(process)
    assert told.code == 3, told.err
    assert {"en": "connection to the database was lost", "zh": "连接"}[told.language] in told.err
    assert "Traceback" not in told.err
    wait_until(lambda: settled(watcher), "the end of the session")
    assert row_counts(watcher) == before


def test_two_imports_of_the_same_ledger_at_once(
    at_work: Person, ledger: Path, connection: Connection, watcher: Connection
) -> None:
    """Both have compared with the empty register before either commits: still every thing stands there once."""
    with held(connection):
        processes = [at_work.begins("import", ledger, "--area", TOWNSHIP) for _ in range(2)]
        wait_until(lambda: len(waiting(connection)) == 2, "both imports waiting")
    told = [at_work.told_by(process) for process in processes]
    assert {one.code for one in told} <= {0, 4}, [one.err for one in told]
    assert 0 in {one.code for one in told}
    for one in told:
        assert "Traceback" not in one.err
        if one.code == 4:
            assert one.message()
    assert count(watcher, "risk_source") == ROWS


# -- files ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def older_sheet(qgis_app: Any, drawn_village: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the village's sheet of an earlier day."""
    from flood_core.sheets.export import export_sheet

    folder = tmp_path_factory.mktemp("older")
    export_sheet(drawn_village, folder, formats=("pdf",))
    return folder


@pytest.mark.parametrize(
    ("person", "blow"),
    [("en", signal.SIGKILL), ("zh", signal.SIGINT), ("en", signal.SIGTERM), ("zh", signal.SIGTERM)][: many(3, 4)],
    indirect=["person"],
)
def test_sheet_is_struck_while_it_is_drawn(
    person: Person, drawn_village: Path, older_sheet: Path, blow: signal.Signals
) -> None:
    """An older sheet of the same name stays as it was; of the new one nothing can be mistaken for a sheet."""
    out = person.folder / "out"
    shutil.copytree(older_sheet, out)
    before = listing(out)
    process = person.begins("sheets", "export", "--gpkg", drawn_village, "--out", out)
    try:
        wait_until(lambda: [*out.glob(".floodmap-*/*")] or process.poll() is not None, "the first file in the making")
        process.send_signal(blow)
    except BaseException:
        process.kill()
        raise
    told = person.told_by(process)
    after = listing(out)
    if blow == signal.SIGKILL:
        assert told.code == -signal.SIGKILL
        after = {name: what for name, what in after.items() if not name.startswith(".floodmap-")}
    else:
        assert told.code == 5, told.err
        assert CANCELLED[told.language] in told.err
    assert after == before
    for place in out.glob(".floodmap-*"):
        os.utime(place, (0, 0))  # long ago
    assert person.types("sheets", "export", "--gpkg", drawn_village, "--out", out, "--format", "pdf").code == 0
    assert [name for name in listing(out) if name.startswith(".")] == [], "a killed export is tidied up by the next"


class StopAt:
    """A person who cancels when the bar reaches a point."""

    def __init__(self, percent: float) -> None:
        self._percent, self._stopped = percent, False

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Note the progress."""
        self._stopped = self._stopped or progress >= self._percent

    def isCanceled(self) -> bool:  # noqa: N802
        """Cancel from that point on."""
        return self._stopped


@pytest.mark.parametrize("percent", [0, 40, 90])
@pytest.mark.parametrize("work", ["report", "snapshots", "editions", "base"])
def test_cancelled_feedback(
    connection: Connection, edition: str, drawn_village: Path, tmp_path: Path, work: str, percent: float
) -> None:
    """Each long function of the engine stops when asked, and leaves neither rows nor files."""
    out = tmp_path / "out"
    out.mkdir()
    stop: Any = StopAt(percent)
    before = row_counts(connection)
    cancelled = False
    try:
        if work == "report":
            statistics_report(connection, TOWNSHIP, out, feedback=stop)
        elif work == "snapshots":
            write_snapshots(connection, VILLAGE, YEAR, out, stop)
        elif work == "editions":
            create_editions(connection, VILLAGE, YEAR + 1, stop)
        else:
            import_base(connection, "building", drawn_village, source="cancelled", simulated=True, feedback=stop)
    except Cancelled:
        cancelled = True
    assert cancelled or percent == 90, "near its end work may finish, and is whole then"
    if not cancelled:
        return
    assert listing(out) == {}
    assert row_counts(connection) == before

"""Worker processes: they draw the same, they are ended, and nothing of theirs stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Callable

import pytest
from flood_core import compat
from flood_core.errors import Cancelled, InputError
from flood_core.progress import Silent
from flood_core.sheets import worker_pool
from flood_core.sheets.batch import SheetOutcome, WorkerDied, export_sheets
from flood_core.sheets.delivery import Order
from flood_core.sheets.orders import NeedsDatabase, export_orders, order_of_file
from flood_core.sheets.preview import preview_in_process
from flood_core.sheets.worker_pool import WorkersDoNotStart

from .reading import pixels


class Stop(Silent):
    """Wants to stop as soon as ``when`` says so, and knows when that was."""

    def __init__(self, when: Callable[[], Any]) -> None:
        self.when, self.since = when, 0.0

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        if not self.since and self.when():
            self.since = time.monotonic()
        return bool(self.since)


@pytest.fixture(autouse=True)
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes that other tests' fixtures keep running (a desk's screen) are no workers of ours."""
    monkeypatch.setattr(sys.modules[__name__], "OTHERS", children())


OTHERS: set[int] = set()


def children() -> set[int]:
    """Return the processes that this one has started since the test began."""
    found = subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True, check=False).stdout
    return {int(line) for line in found.split()} - OTHERS


@pytest.fixture()
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_every_sheet_is_told_while_it_is_drawn(tmp_path: Path, temporary: Path, snapshots: list[Path]) -> None:
    snapshots[1].write_bytes(b"broken")
    told: list[tuple[int, float, SheetOutcome | None]] = []
    outcomes = export_sheets(
        snapshots, tmp_path / "out", formats=("pdf",), workers=2, watch=lambda *event: told.append(event)
    )
    assert [one.error is None for one in outcomes] == [True, False, True]
    assert isinstance(outcomes[1].error, InputError) and "1.gpkg" in outcomes[1].error.message()
    for number in (0, 2):
        percents = [percent for which, percent, _ in told if which == number]
        assert percents == sorted(percents) and len(percents) >= 4 and percents[-1] == 100
    assert sorted(number for number, _, outcome in told if outcome is not None) == [0, 1, 2]
    result = outcomes[0].result
    assert result is not None and all(isinstance(path, Path) and path.is_file() for path in result.files)
    assert list(temporary.iterdir()) == [] and children() == set()


def test_cancel_ends_the_workers_and_leaves_nothing_half_done(
    tmp_path: Path, temporary: Path, snapshots: list[Path]
) -> None:
    out = tmp_path / "out"
    stop = Stop(lambda: list(out.glob(".floodmap-*/*")))
    with pytest.raises(Cancelled):
        export_sheets(snapshots, out, formats=("pdf", "png"), workers=2, feedback=stop)
    assert time.monotonic() - stop.since < 3
    assert children() == set() and list(temporary.iterdir()) == []
    assert list(out.iterdir()) == []


def test_workers_end_when_their_caller_is_killed(tmp_path: Path, temporary: Path, snapshots: list[Path]) -> None:
    program = (
        "import sys, pathlib; from flood_core.sheets.batch import export_sheets;"
        " export_sheets([pathlib.Path(p) for p in sys.argv[2:]], pathlib.Path(sys.argv[1]), workers=2)"
    )
    out = tmp_path / "out"
    caller = subprocess.Popen(
        [sys.executable, "-c", program, out, *snapshots],
        env=compat.child_environment(TMPDIR=str(temporary)),
        start_new_session=True,
    )
    try:
        wait_until(lambda: list(out.glob(".floodmap-*/*")))
    finally:
        caller.send_signal(signal.SIGKILL)
        caller.wait()

    def group() -> list[str]:
        found = subprocess.run(["pgrep", "-s", str(caller.pid)], capture_output=True, text=True, check=False)
        return found.stdout.split()

    wait_until(lambda: not group(), 25)
    assert list(out.glob(".floodmap-*")) == []


def wait_until(condition: Callable[[], Any], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_worker_that_dies_is_told_and_the_others_go_on(
    tmp_path: Path, snapshots: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    give = worker_pool.Worker.give

    def give_and_kill(worker: worker_pool.Worker, job: dict[str, Any]) -> None:
        give(worker, job)
        if job["gpkg"] == snapshots[1]:
            killed.append(worker._process.pid)
            os.kill(worker._process.pid, signal.SIGSTOP)
            threading.Timer(0.1, os.kill, (worker._process.pid, signal.SIGKILL)).start()

    monkeypatch.setattr(worker_pool.Worker, "give", give_and_kill)
    # A worker that never was ready has not started; let this one get so far first.
    monkeypatch.setattr(worker_pool.Worker, "__init__", ready_first(worker_pool.Worker.__init__))
    outcomes = export_sheets(snapshots, tmp_path / "out", formats=("pdf",), workers=1)
    assert len(killed) == 2  # it got a second try
    assert isinstance(outcomes[1].error, WorkerDied)
    assert outcomes[0].result and outcomes[2].result
    assert children() == set()


def ready_first(make: Callable[..., None]) -> Callable[..., None]:
    """Return a constructor that waits until the process has come to its first answer."""

    def made(worker: worker_pool.Worker, folder: Path, number: int, inbox: Any) -> None:
        make(worker, folder, number, inbox)
        wait_until(lambda: any(one is worker for one, _ in list(inbox.queue)))

    return made


def test_workers_that_cannot_start_are_told(
    tmp_path: Path, snapshots: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "flood_core" / "__init__.py"
    broken.parent.mkdir()
    broken.write_text("raise ImportError('a library is missing')", encoding="utf-8")
    monkeypatch.setattr(worker_pool, "child_environment", lambda **more: {"PYTHONPATH": str(tmp_path)})
    with pytest.raises(WorkersDoNotStart, match="a library is missing"):
        export_sheets(snapshots, tmp_path / "out", workers=2)
    monkeypatch.setattr(worker_pool, "child_python", lambda: str(tmp_path / "python"))
    with pytest.raises(WorkersDoNotStart, match="No such file"):
        export_sheets(snapshots, tmp_path / "out", workers=2)
    assert children() == set()


def test_a_preview_is_the_sheet_drawn_coarsely(tmp_path: Path, snapshots: list[Path]) -> None:
    pages = preview_in_process(
        snapshots[0], tmp_path / "preview", preset="A3-landscape", profile="public", dpi=60, feedback=Silent()
    )
    assert len(pages) >= 1
    assert pixels(pages[0]).shape[:2] == (int(297 / 25.4 * 60), int(420 / 25.4 * 60))
    snapshots[0].write_bytes(b"broken")
    with pytest.raises(InputError):
        preview_in_process(snapshots[0], tmp_path / "p", preset="A3", profile="public", feedback=Silent())


def test_orders_of_files_need_no_database(qgis_app: Any, tmp_path: Path, snapshots: list[Path]) -> None:
    order = order_of_file(snapshots[0])
    assert (order.name, order.edition["area_code"]) == ("甲岙村", "330382106300")
    edition = Order("无名村", "8a5d0c4e-0000-4000-8000-000000000000", edition={})
    first, second = export_orders(None, [edition, order], tmp_path / "out", formats=("pdf",), workers=1)
    assert isinstance(first.error, NeedsDatabase)
    assert second.result is not None and second.result.files[0].is_file()


@pytest.mark.parametrize(
    ("library", "python"),
    [("apps/Python39/Lib", "apps/Python39/python.exe"), ("usr/lib/python3.99", "usr/bin/python3")],
)
def test_python_is_found_inside_qgis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, python: str
) -> None:
    (tmp_path / library).mkdir(parents=True)
    (tmp_path / python).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / python).touch()
    monkeypatch.setattr(compat, "is_embedded", lambda: True)
    monkeypatch.setattr(compat.os, "__file__", str(tmp_path / library / "os.py"))
    assert compat.child_python() == str(tmp_path / python)


def test_python_outside_qgis_is_the_running_one() -> None:
    assert compat.child_python() == sys.executable


def test_a_child_is_drawn_for_without_the_users_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1.5")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    found = compat.child_environment(TMPDIR="/own")
    assert "QT_SCALE_FACTOR" not in found and found["QT_QPA_PLATFORM"] == "offscreen" and found["TMPDIR"] == "/own"
    assert found["PYTHONPATH"].split(os.pathsep) == [str(Path(compat.__file__).parents[1]), "/somewhere"]

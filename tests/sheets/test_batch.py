"""Many sheets, the command line, and what happens when one of them fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.soak import many

from .synthetic import write_village

CHECKOUT = Path(__file__).resolve().parents[2]


def floodmap(*arguments: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "flood_core.cli", *map(str, arguments), "--quiet", "--language", "en"],
        capture_output=True, text=True, env=environment, timeout=many(180, 1700), check=False,
    )  # fmt: skip


def test_one_failure_does_not_stop_the_rest(tmp_path: Path, snapshots: list[Path]) -> None:
    snapshots[1].write_bytes(b"broken")
    run = floodmap("sheets", "export", "--gpkg", *snapshots, "--out", tmp_path / "out", "--format", "pdf", "--json")
    assert run.returncode == 1, run.stderr
    told = json.loads(run.stdout)
    assert len(told["sheets"]) == 2 and len(told["failed"]) == 1
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2


def test_workers_make_all_sheets(tmp_path: Path) -> None:
    snapshots = []
    for number in range(many(3, 500)):
        snapshots.append(tmp_path / f"{number}.gpkg")
        write_village(snapshots[-1], name=f"第{number}村", code=f"330382106{number:03}", buildings=20)
    out = tmp_path / "out"
    run = floodmap("sheets", "export", "--gpkg", *snapshots, "--out", out, "--format", "pdf", "--workers", 2)
    assert run.returncode == 0, run.stderr
    assert len(list(out.glob("*.pdf"))) == len(list(out.glob("*.manifest.json"))) == len(snapshots)
    assert len(list(out.iterdir())) == 2 * len(snapshots) + 1  # and the report


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--preset", "A9"], 2, "A9"),
        (["--format", "docx"], 2, "docx"),
        (["--profile", "secret"], 2, "secret"),
    ],
)
def test_wrong_use_ends_with_2(
    tmp_path: Path, snapshots: list[Path], arguments: list[str], code: int, word: str
) -> None:
    run = floodmap("sheets", "export", "--gpkg", snapshots[0], "--out", tmp_path / "out", *arguments)
    assert run.returncode == code
    assert word in run.stderr


def test_a_single_broken_snapshot_ends_with_2(tmp_path: Path) -> None:
    run = floodmap("sheets", "export", "--gpkg", tmp_path / "none.gpkg", "--out", tmp_path / "out")
    assert run.returncode == 2
    assert "none.gpkg" in run.stderr


def test_a_worker_stays_small(tmp_path: Path, snapshots: list[Path]) -> None:
    """What a sheet takes is given back: sheet 12 stands where sheet 4 stood, sheet 500 where sheet 20 did."""
    first, last = many(4, 20), many(12, 500)
    program = (
        "import sys, pathlib; from flood_core.sheets.export import drawn; from flood_core.progress import Silent\n"
        "for number in range(int(sys.argv[3])):\n"
        "    drawn({'gpkg': sys.argv[1], 'out_dir': sys.argv[2], 'formats': ['pdf']}, Silent())\n"
        "    print(int(pathlib.Path('/proc/self/statm').read_text().split()[1]) * 4096, flush=True)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(snapshots[0]), str(tmp_path / "out"), str(last)],
        capture_output=True, text=True, timeout=2900, check=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins"), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    sizes = [int(line) for line in run.stdout.split()]
    assert sizes[-1] - sizes[first - 1] < many(5_000_000, sizes[first - 1] // 10)
    assert max(sizes) < 400 * 2**20

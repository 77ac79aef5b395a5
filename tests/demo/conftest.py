"""The demo township, made once per session: ``demo_dir``; and once more beside it, to compare."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def make_demo(folder: Path, hash_seed: str) -> subprocess.Popen:
    """Start the generator as people start it, with a seed for Python's hashes: they must not matter."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-m", "demo", "--out", str(folder), "--quiet"]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen) -> None:
    """Wait for the generator and show what it said when it failed."""
    _, said = process.communicate(timeout=900)
    assert process.returncode == 0, said


@pytest.fixture(scope="session")
def both_runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, subprocess.Popen]]:
    """The folder of the first run, finished, and of a second one that may still be running."""
    first, second = tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("demo_again")
    one, two = make_demo(first, "1"), make_demo(second, "2")
    finished(one)
    yield first, second, two
    if two.poll() is None:
        two.kill()
        two.communicate()


@pytest.fixture(scope="session")
def demo_dir(both_runs) -> Path:
    """The folder with base.gpkg, dem.tif and ledgers/ of the demo township."""
    return both_runs[0]

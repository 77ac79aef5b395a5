"""The main job, run for all tests that look at what it makes: twice side by side, to compare the two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.cluster import Cluster
from flood_core.database.connection import ConnectionSettings

from tests.support.soak import many

CHECKOUT = Path(__file__).resolve().parents[2]
DATABASES = ("floodmap_main_job", "floodmap_main_job_again")
#: Of the villages so many are drawn by the second run too.
DRAWN_AGAIN = many(3, 19)
#: Names of the fixtures that take minutes.
MAIN_JOBS, DEMO_FILES = "main_jobs", "demo_dir"
MAIN_JOB_SECONDS = 1800  # alone a tenth of that; on a machine that others use too it takes its time


@dataclass(frozen=True)
class MainJob:
    """One run of ``./run demo``: where its files are, which database it filled, what it printed."""

    out: Path
    settings: ConnectionSettings
    said: Path

    @cached_property
    def printed(self) -> str:
        """Return what it printed."""
        return self.said.read_text(encoding="utf-8")

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Return summary.json."""
        return dict(json.loads((self.out / "summary.json").read_text(encoding="utf-8")))

    @cached_property
    def expected(self) -> dict[str, Any]:
        """Return what the generator says stands in its ledgers."""
        return dict(json.loads((self.out / "source" / "ledgers" / "expected.json").read_text(encoding="utf-8")))

    def snapshot(self, village: str) -> Path:
        """Return the GeoPackage of a village's edition."""
        return self._only("snapshots", f"{village}_*.gpkg")

    def sheet(self, village: str, suffix: str) -> Path:
        """Return a file of a village's sheet: ``.pdf``, ``.png``, ``.manifest.json``."""
        return self._only("sheets", f"{village}-*_internal{suffix}")

    def manifest(self, village: str) -> dict[str, Any]:
        """Return the account of a village's sheet."""
        return dict(json.loads(self.sheet(village, ".manifest.json").read_text(encoding="utf-8")))

    def _only(self, folder: str, pattern: str) -> Path:
        (found,) = (self.out / folder).glob(pattern)
        return found


@pytest.fixture(scope="session")
def main_jobs(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[MainJob, MainJob]:
    """Two runs of the main job at the same time, into databases of their own on the session's cluster.

    The second draws fewer villages: enough to be held against the first.
    """
    folder = tmp_path_factory.mktemp("main job")
    running: list[tuple[subprocess.Popen[bytes], MainJob]] = []
    for seed, database in enumerate(DATABASES, 1):
        out = folder / f"成果 {database}"  # a folder's name may hold blanks and Chinese
        command = [sys.executable, "-X", "faulthandler", "-m", "demo.main_job", "--out", out, "--database", database]
        if running:
            command += ["--sheets", str(DRAWN_AGAIN)]
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}  # the order of Python's sets must not matter
        said = folder / f"{database}.txt"
        with said.open("wb") as file:  # a file, not a pipe: both are left alone until they end
            process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=file, stderr=subprocess.STDOUT)
        running.append((process, MainJob(out, cluster.settings(database), said)))
    try:
        for process, job in running:
            assert process.wait(MAIN_JOB_SECONDS) == 0, job.printed
    finally:
        for process, _ in running:
            process.kill()
            process.wait()
    return running[0][1], running[1][1]


@pytest.fixture(scope="session")
def main_job(main_jobs: tuple[MainJob, MainJob]) -> MainJob:
    """What ``./run demo`` leaves behind."""
    return main_jobs[0]


@pytest.fixture(scope="session")
def demo_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with base.gpkg, dem.tif and ledgers/ of the demo township; made alone where nobody needs the rest."""
    if any(MAIN_JOBS in getattr(item, "fixturenames", ()) for item in request.session.items):
        return Path(request.getfixturevalue("main_job").out / "source")
    from demo import __main__ as generator

    folder = tmp_path_factory.mktemp("township")
    assert generator.main(["--out", str(folder), "--quiet"]) == 0
    return folder

"""The same functions through qgis_process, on the township of the main job, with the plugin linked into a profile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable

import pytest

from tests.support.main_job import MainJob

from .villages import VILLAGES

PLUGIN = Path(__file__).resolve().parents[2] / "plugins" / "flood_core"
VILLAGE = sorted(VILLAGES)[0]
#: What the command line does, Processing does too.
ALGORITHMS = {
    "import_base_layer", "import_ledger", "undo_import", "ledger_template", "hand_out_ledgers", "create_editions",
    "check_editions", "write_snapshots", "export_sheet", "export_sheets_of_area", "statistics_report",
    "build_symbols", "check_symbols", "print_symbols",
}  # fmt: skip
Process = Callable[..., str]


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory: pytest.TempPathFactory) -> Process:
    """Run qgis_process with the plugin linked into a fresh profile."""
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    home = tmp_path_factory.mktemp("qgis_home")
    plugins = home / "profile" / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    (plugins / "flood_core").symlink_to(PLUGIN)
    environment = {
        **os.environ,
        "HOME": str(home),
        "QGIS_CUSTOM_CONFIG_PATH": str(home / "profile"),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=180
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("plugins", "enable", "flood_core")
    return run


def answer(said: str) -> dict[str, Any]:
    """Return the results that qgis_process prints as JSON."""
    return dict(json.loads(said[said.index("{") :])["results"])


def test_every_algorithm_is_listed(qgis_process: Process) -> None:
    listed = json.loads(qgis_process("--json", "list"))["providers"]["floodmap"]["algorithms"]
    assert {f"floodmap:{name}" for name in ALGORITHMS} <= set(listed)


def test_statistics_and_check_up_run(qgis_process: Process, main_job: MainJob, tmp_path: Path) -> None:
    database = f"--DATABASE={main_job.settings.database}"
    area = f"--AREA={VILLAGE}"
    told = answer(qgis_process("--json", "run", "floodmap:check_editions", area, "--YEAR=2026", database))
    assert set(told) >= {"errors", "warnings"}
    out = tmp_path / "statistics"
    qgis_process("--json", "run", "floodmap:statistics_report", area, "--YEAR=2026", database, f"--OUTPUT={out}")
    assert {path.suffix for path in out.iterdir()} <= {".xlsx", ".pdf"}
    assert list(out.iterdir())


def test_snapshot_then_sheet(qgis_process: Process, main_job: MainJob, tmp_path: Path) -> None:
    snapshots, sheets = tmp_path / "snapshots", tmp_path / "sheets"
    area, database = f"--AREA={VILLAGE}", f"--DATABASE={main_job.settings.database}"
    qgis_process("--json", "run", "floodmap:write_snapshots", area, "--YEAR=2026", database, f"--OUTPUT={snapshots}")
    (gpkg,) = snapshots.glob("*.gpkg")
    files = (f"--INPUT={gpkg}", f"--OUTPUT={sheets}", "--FORMATS=1")
    said = qgis_process("--json", "run", "floodmap:export_sheet", *files)
    assert Path(answer(said)["FILE"]).is_file()

"""The provider ``floodmap`` in QGIS and under qgis_process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.synthetic import write_village

CHECKOUT = Path(__file__).resolve().parents[2]


def test_every_algorithm_can_be_made_and_explained(qgis_app: Any) -> None:
    from flood_core.processing.provider import FloodMapProvider, algorithms

    kinds = list(algorithms())
    assert kinds
    names = [kind().name() for kind in kinds]
    assert len(names) == len(set(names))
    for kind in kinds:
        made = kind().create()
        assert made.displayName() and made.shortHelpString() and made.groupId()
    assert FloodMapProvider().id() == "floodmap"


def test_the_plugin_adds_and_removes_its_provider(qgis_app: Any) -> None:
    from flood_core import classFactory
    from qgis.core import QgsApplication

    registry = QgsApplication.processingRegistry()
    plugin = classFactory(None)
    plugin.initProcessing()
    assert registry.algorithmById("floodmap:export_sheet") is not None
    plugin.unload()
    assert registry.providerById("floodmap") is None


def test_export_sheet_runs_as_algorithm(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.processing.sheets import ExportSheet, MakeCards
    from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

    gpkg = tmp_path / "village.gpkg"
    write_village(gpkg, buildings=10)
    algorithm = ExportSheet().create()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    parameters = {"INPUT": str(gpkg), "OUTPUT": str(tmp_path / "out"), "FORMATS": 1}
    results, worked = algorithm.run(parameters, context, feedback)
    assert worked
    assert Path(results["FILE"]).is_file() and Path(results["MANIFEST"]).is_file()
    with pytest.raises(QgsProcessingException, match="A9"):
        algorithm.run({**parameters, "PRESET": "A9"}, context, feedback, {}, False)
    cards, worked = MakeCards().create().run({**parameters, "KIND": 1, "PAPER": 1}, context, feedback)
    assert worked and cards["COUNT"] == 3 and Path(cards["FILE"]).is_file()


def test_qgis_process_finds_and_runs_it(tmp_path: Path) -> None:
    # Debian's wrapper adds options of the desktop that qgis_process refuses: take the program itself
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    gpkg = tmp_path / "village.gpkg"
    write_village(gpkg, buildings=10)
    environment = {
        **os.environ,
        "QGIS_PLUGINPATH": str(CHECKOUT / "plugins"),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
    }

    def run(*arguments: str) -> str:
        command = [str(program), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=True)
        return done.stdout

    run("plugins", "enable", "flood_core")
    parameters = (f"--INPUT={gpkg}", f"--OUTPUT={tmp_path / 'out'}", "--FORMATS=1")
    answer = run("--json", "run", "floodmap:export_sheet", *parameters)
    told = json.loads(answer[answer.index("{") :])
    assert Path(told["results"]["FILE"]).is_file()

"""QGIS starts with the plugins as fast as without: nothing heavy is imported before it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
#: Each takes from a tenth of a second to two.
HEAVY = {"pandas", "openpyxl", "xlrd", "reportlab", "pypdf", "jinja2", "scipy", "PIL", "lxml", "matplotlib"}
START = """
import sys
from qgis.core import QgsApplication
application = QgsApplication([], True)
import flood_core.plugin, flood_core.windows.shared
from flood_core.processing.provider import algorithms
assert len(list(algorithms())) > 5
for name in ("flood_map_editor", "risk_layers", "report_export"):
    __import__(name + ".plugin")
print(" ".join(sorted(sys.modules)))
"""


def test_the_start_imports_nothing_heavy() -> None:
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    modules = set(done.stdout.split())
    assert "flood_core" in modules
    assert {name.split(".")[0] for name in modules} & HEAVY == set()
    windows = {name for name in modules if name.startswith(("flood_map_editor.", "risk_layers.", "report_export."))}
    assert {name.split(".")[1] for name in windows} == {"plugin"}, "a window comes in with its first use"

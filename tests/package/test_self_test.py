"""The bundle's self-test: without the checkout it finds all well; what is damaged or missing it names."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from flood_core.resources.libraries import LIBRARIES

from tests.support.package import Packaged
from tests.support.unprivileged import Unprivileged

PYTHON = "/usr/bin/python3"
#: What QGIS on Windows brings, of all that Debian has installed.
WINDOWS_HAS = (
    "qgis", "PyQt5", "osgeo", "numpy", "pandas", "dateutil", "pytz", "six.py", "psycopg2", "PIL",
)  # fmt: skip


def run(self_test: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the self-test with the system's Python, which is QGIS's, and nothing of the checkout in reach."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    return subprocess.run(
        [PYTHON, "-X", "faulthandler", str(self_test), *arguments], cwd=self_test.parent, capture_output=True,
        text=True, check=False, env={**variables, "QT_QPA_PLATFORM": "offscreen", **environment},
    )  # fmt: skip


def test_all_is_well(packaged: Packaged, tmp_path: Path) -> None:
    done = run(packaged.bundle / "self_test.py", "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MISSING" not in done.stdout
    (sheet,) = tmp_path.glob("*.pdf")
    assert "模拟数据" in subprocess.run(["pdftotext", sheet, "-"], capture_output=True, text=True, check=True).stdout


def test_a_user_without_rights_runs_it(packaged: Packaged, unprivileged: Unprivileged) -> None:
    done = unprivileged.run(PYTHON, str(packaged.bundle / "self_test.py"), PYTHONPATH="")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_damaged_and_a_missing_file_are_named(packaged: Packaged, tmp_path: Path) -> None:
    bundle, plugins = tmp_path / "bundle", tmp_path / "plugins"
    shutil.copytree(packaged.bundle, bundle)
    shutil.copytree(packaged.plugins, plugins)
    (bundle / "LICENSE").write_text("cut off")
    (plugins / "flood_core" / "resources" / "fonts" / "uming.ttc").unlink()
    done = run(bundle / "self_test.py", "--plugins", str(plugins))
    assert done.returncode == 1
    assert "LICENSE" in done.stdout
    assert "resources/fonts/uming.ttc" in done.stdout
    assert "things are missing" in done.stdout


@pytest.fixture()
def poor_python(tmp_path: Path) -> dict[str, str]:
    """An environment in which Python finds only what QGIS on Windows brings."""
    modules = tmp_path / "modules"
    modules.mkdir()
    for name in WINDOWS_HAS:
        source = Path("/usr/lib/python3/dist-packages") / name
        if source.exists():
            (modules / name).symlink_to(source)
    for source in Path("/usr/lib/python3/dist-packages").glob("numpy*"):
        if not (modules / source.name).exists():
            (modules / source.name).symlink_to(source)
    return {"PYTHONPATH": str(modules)}


def test_carried_libraries_serve_where_qgis_has_none(packaged: Packaged, poor_python: dict[str, str]) -> None:
    done = subprocess.run(
        [PYTHON, "-S", str(packaged.bundle / "self_test.py")],
        capture_output=True, text=True, check=False, env={**os.environ, **poor_python, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for library in LIBRARIES:
        (line,) = [line for line in done.stdout.splitlines() if f"  {library}  " in line]
        assert "carried by the bundle" in line


def test_what_must_come_with_qgis_is_named_with_a_remedy(packaged: Packaged, poor_python: dict[str, str]) -> None:
    (Path(poor_python["PYTHONPATH"]) / "pandas").unlink()
    done = subprocess.run(
        [PYTHON, "-S", str(packaged.bundle / "self_test.py")],
        capture_output=True, text=True, check=False, env={**os.environ, **poor_python, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "pandas（统计表 statistics）" in done.stdout
    assert "python3-pandas" in done.stdout
    assert "好 ok       图幅 sheet" in done.stdout  # sheets need no pandas

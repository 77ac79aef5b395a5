"""What the command line's tests share."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def translations_script() -> ModuleType:
    """The script that keeps the translation whole, as a module."""
    spec = importlib.util.spec_from_file_location("translations", CHECKOUT / "scripts" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def chinese(translations_script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Chinese translation, compiled from the sources' present state."""
    folder = tmp_path_factory.mktemp("i18n")
    source = folder / "flood_core_zh_CN.ts"
    texts, missing = translations_script.merged()
    translations_script.TS_FILE, kept = source, translations_script.TS_FILE
    translations_script.write(texts, missing)
    translations_script.TS_FILE = kept
    program = shutil.which("lrelease", path="/usr/lib/qt5/bin") or "lrelease"
    subprocess.run([program, "-silent", source, "-qm", source.with_suffix(".qm")], check=True)
    return folder

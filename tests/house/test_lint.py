"""The linters can fail: each finds a fault that was planted for it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PLANTED_SECRET = 'aws_key = "AKIA' + "QWERTYUIOPASDFGH" + '"\n'


@pytest.mark.parametrize(
    ("module", "arguments", "fault"),
    [
        ("ruff", ["check", "--isolated", "--select", "S608,F"], "import os\n"),
        ("bandit", ["-q"], "import subprocess\nsubprocess.call('ls', shell=True)\n"),
        ("flake8", ["--isolated"], "import os\n"),
        ("detect_secrets.pre_commit_hook", [], PLANTED_SECRET),
        ("mypy", ["--config-file=", "--cache-dir=/dev/null"], "number: int = 'text'\n"),
    ],
)
def test_linter_finds_the_planted_fault(tmp_path: Path, module: str, arguments: list[str], fault: str) -> None:
    if importlib.util.find_spec(module.split(".")[0]) is None:
        pytest.skip(f"{module} is not installed; './run test' installs it")
    for name, content, expected in (("clean.py", '"""Nothing wrong."""\n', 0), ("faulty.py", fault, 1)):
        file = tmp_path / name
        file.write_text(content)
        command = [sys.executable, "-m", module, *arguments, str(file)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == expected, done.stdout + done.stderr

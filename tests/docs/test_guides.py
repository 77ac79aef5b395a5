"""The guides are true: every command in them runs, in the order in which it stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
GUIDES = ("guide.zh.md", "guide.en.md")
#: A check that finds errors, or an import of good rows only, ends with 1: done in part.
FINE = (0, 1)


def commands(guide: str) -> list[list[str]]:
    """Return the words of every command in the console blocks of a guide."""
    text = (CHECKOUT / "docs" / guide).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line, comments=True) for block in blocks for line in block.splitlines() if line.strip()]


def test_both_languages_show_the_same_commands():
    assert commands("guide.zh.md") == commands("guide.en.md")
    assert len(commands("guide.zh.md")) > 15


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_the_guide_runs(guide, database, main_job, tmp_path):
    source = tmp_path / "out" / "demo" / "source"
    source.parent.mkdir(parents=True)
    source.symlink_to(main_job.out / "source")
    environment = {**os.environ, "FLOODMAP_DATABASE": database.database, "LC_ALL": "C.UTF-8"}
    for words in commands(guide):
        assert words[:2] == ["./run", "floodmap"], words
        ended = subprocess.run(
            [sys.executable, "-m", "flood_core.cli", *words[2:]],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert ended.returncode in FINE, f"{' '.join(words)}\n{ended.stdout}\n{ended.stderr}"
        assert "Traceback" not in ended.stderr
    made = {path.suffix for folder in ("图", "公示版", "快照", "统计") for path in (tmp_path / folder).iterdir()}
    assert {".pdf", ".png", ".json", ".gpkg", ".xlsx"} <= made
    assert (tmp_path / "备份").is_dir()


def test_the_readme_names_what_exists():
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in link:
            assert (CHECKOUT / link).exists(), link
    for folder in re.findall(r"^\| `([a-z_/]+)/`", text, re.MULTILINE):
        assert (CHECKOUT / folder).is_dir(), folder

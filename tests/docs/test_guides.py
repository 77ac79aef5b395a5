"""The guides are true: every command in them runs, in the order in which it stands there."""

from __future__ import annotations

import ast
import os
import re
import shlex
from pathlib import Path

import pytest

from tests.wrong_input.person import Person

CHECKOUT = Path(__file__).resolve().parents[2]
GUIDE = CHECKOUT / "docs" / "guide"
LANGUAGES = ("zh", "en")
#: A picture on a slow line, and in a plugin's ZIP.
LARGEST_PICTURE = 300_000
#: A check that finds errors, or an import of good rows only, ends with 1: done in part.
FINE = (0, 1)


def pages(language: str) -> dict[str, str]:
    """Return the text of every page of the guide by its topic."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((GUIDE / language).glob("*.md"))}


def commands(language: str) -> list[list[str]]:
    """Return the words of every command in the console blocks of the page on the command line."""
    text = pages(language)["command-line"]
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line, comments=True) for block in blocks for line in block.splitlines() if line.strip()]


def test_both_languages_show_the_same_commands():
    assert commands("zh") == commands("en")
    assert len(commands("zh")) > 15


def test_every_command_of_the_guide_runs(database, demo_dir, qgis_app, tmp_path):
    """Of one language: the other shows the same. In this process: one of its own for each would take half the time."""
    source = tmp_path / "out" / "demo" / "source"
    source.parent.mkdir(parents=True)
    source.symlink_to(demo_dir)
    environment = {**os.environ, "FLOODMAP_DATABASE": database.database, "LC_ALL": "C.UTF-8"}
    person = Person("en", tmp_path, [], environment)
    for words in commands("en"):
        assert words[:2] == ["./run", "floodmap"], words
        told = person.types_here(*words[2:])
        assert told.code in FINE, f"{' '.join(words)}\n{told.out}\n{told.err}"
        assert "Traceback" not in told.err
    made = {path.suffix for folder in ("图", "公示版", "快照", "统计") for path in (tmp_path / folder).iterdir()}
    assert {".pdf", ".png", ".json", ".gpkg", ".xlsx"} <= made
    assert (tmp_path / "备份").is_dir()


def topics(call):
    """Yield the page that a call asks for: ``help_window.show``, ``HelpButton`` or ``Head(topic=...)``."""
    named = [word.value for word in call.keywords if word.arg == "topic"]
    if ast.unparse(call.func).endswith(("help_window.show", "HelpButton")):
        named += call.args[:1]
    yield from (name.value for name in named if isinstance(name, ast.Constant))


def test_help_opens_a_page_in_both_languages():
    """Every page that a window asks for is there."""
    asked = set()
    for path in sorted((CHECKOUT / "plugins").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                asked |= set(topics(node))
    assert {"connection", "editor", "registers", "import", "export", "sync", "symbols"} <= asked
    for language in LANGUAGES:
        assert asked - set(pages(language)) == set()


def test_both_languages_have_the_same_pages_pictures_and_steps():
    zh, en = pages("zh"), pages("en")
    assert set(zh) == set(en)
    for topic in zh:
        assert re.findall(r"!\[[^]]*\]\(([^)]+)\)", zh[topic]) == re.findall(r"!\[[^]]*\]\(([^)]+)\)", en[topic]), topic
        assert len(re.findall(r"^#", zh[topic], re.MULTILINE)) == len(re.findall(r"^#", en[topic], re.MULTILINE)), topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_leads_to_every_page(language):
    found = pages(language)
    linked = re.findall(r"\]\(([a-z-]+)\.md\)", found["index"])
    assert sorted(linked) == sorted(set(found) - {"index"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_of_the_guide_are_there(language):
    shown = set()
    for topic, text in pages(language).items():
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in link:
                path = (GUIDE / language / link).resolve()
                assert path.is_file(), f"{topic}: {link}"
                shown |= {path} if path.suffix == ".png" else set()
    assert shown
    assert {path.name: path.stat().st_size for path in shown if path.stat().st_size > LARGEST_PICTURE} == {}


def test_the_readme_names_what_exists():
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in link:
            assert (CHECKOUT / link).exists(), link
    for folder in re.findall(r"^\| `([a-z_/]+)/`", text, re.MULTILINE):
        assert (CHECKOUT / folder).is_dir(), folder

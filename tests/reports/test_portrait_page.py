"""The printed portrait, from the command line and from Processing: text, fonts, photographs, what rights hide."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.cli.main import main
from flood_core.database import files, register_edit, registers
from flood_core.database.connection import Connection, ConnectionSettings
from flood_core.model.assessment import LEC, assess
from flood_core.register import attachments
from flood_core.reports.portrait_page import portrait_page

from tests.database.register import VILLAGE
from tests.database.register import fill as fill_register
from tests.database.test_portraits import png
from tests.support.people import People


@pytest.fixture()
def uid(connection: Connection, qgis_app: Any, tmp_path: Path) -> str:
    uid = fill_register(connection)["九峰水库"]
    seen = registers.thing(connection, uid)
    register_edit.assess(connection, seen, assess(LEC, {"L": 3, "E": 6, "C": 15}))
    (tmp_path / "坝.png").write_bytes(png(600, 400))
    files.add_file(connection, registers.thing(connection, uid), attachments.take(tmp_path / "坝.png"))
    register_edit.save(connection, registers.thing(connection, uid), {"note": "水位" * 900 + "\u0007𠮷"})
    return uid


def english(_context: str, text: str) -> str:
    return text


def text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout


def test_the_page_holds_it_all(connection: Connection, uid: str, people: People, tmp_path: Path) -> None:
    page = portrait_page(connection, uid, tmp_path / "out", english)
    assert page == tmp_path / "out" / "九峰水库.pdf"
    text = text_of(page)
    for part in ("D = L × E × C = 3 × 6 × 15 = 270", "160 ≤ D < 320", "120 人", "12012345678", "方江屿避灾点", "坝.png",
                 "internal use", "330382106202", "entered"):  # fmt: skip
        assert part in text, part
    fonts = subprocess.run(["pdffonts", str(page)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts), fonts
    pictures = subprocess.run(["pdfimages", "-list", str(page)], check=True, capture_output=True, text=True).stdout
    assert len(pictures.splitlines()) == 3
    assert [path.name for path in page.parent.iterdir()] == [page.name], "nothing half written is left"
    with closing(people.sign_in("viewer", [VILLAGE])) as viewer:
        seen = text_of(portrait_page(viewer, uid, tmp_path / "viewer.pdf", english))
    assert "120****5678" in seen and "12012345678" not in seen


def test_the_commands_find_write_and_tell(
    uid: str, database: ConnectionSettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> int:
        return main(["register", *arguments, "--database", database.database, "--language", "en"])

    assert run("find", "jfsk", "--json") == 0
    assert [one["uid"] for one in json.loads(capsys.readouterr().out)["things"]] == [uid]
    assert run("find", "没有这个") == 1
    assert run("portrait", "九峰", "--out", str(tmp_path / "page.pdf")) == 0
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    capsys.readouterr()
    assert run("near", uid) == 0
    assert "方江屿避灾点" in capsys.readouterr().out
    assert run("portrait", "水库", "--out", str(tmp_path)) == 2
    assert "3 things" in capsys.readouterr().err
    assert run("portrait", "00000000-0000-0000-0000-000000000000", "--out", str(tmp_path)) == 2


def test_the_processing_algorithm_writes_the_page(uid: str, database: ConnectionSettings, tmp_path: Path) -> None:
    from flood_core.processing.register import PortraitPage
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    algorithm = PortraitPage().create()
    out = str(tmp_path / "九峰.pdf")
    values = {"THING": "jiufeng", "DATABASE": database.database, "OUTPUT": out}
    found, ok = algorithm.run(values, QgsProcessingContext(), QgsProcessingFeedback())
    assert ok and found["OUTPUT"] == out and "九峰水库" in text_of(Path(out))

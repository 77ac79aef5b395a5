"""What working copies are for: a sheet without a server, the command line, editing while a sync runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.cli import main as frame
from flood_core.database import sync
from flood_core.database.connection import connect
from flood_core.sheets.export import export_sheet
from flood_core.situation.palette import new_element, palette, symbols_of
from flood_core.situation.working_copy import WorkingCopy, check_out, synchronise

from ..situation.village import VILLAGE, YEAR, metres
from .conftest import Checkout, Place

ELEMENT = "situation.element"
CHECKOUT = Path(__file__).resolve().parents[2]


def test_a_sheet_is_drawn_from_a_working_copy_without_a_server(checkout: Checkout, tmp_path: Path) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        uid = next(uid for uid, row in copy.rows(ELEMENT).items() if row["name"] == "岭脚滑坡")
        copy.change(ELEMENT, uid, {"name": "大岙滑坡", "label": "大岙滑坡"})
        copy.move(ELEMENT, uid, metres("POINT (300 300)"))
        copy.add(
            "register.village_fact", {"natural_villages": 37, "registered_population": 654, "resident_population": 2109}
        )
        tell_of_shelter_and_store(copy)
    drawn = export_sheet(path, tmp_path / "sheets", formats=("pdf",))
    (pdf,) = [file for file in drawn.files if file.name.endswith(".pdf")]
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    words = "".join(text.split())
    assert "大岙滑坡" in words and "岭脚滑坡" not in words
    assert "654" in words and "2,109" in words
    assert "黄管理" in words and "周仓管" in words and "2,400" in words, "what the map says stands in the tables"
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.gpkg"]  # nothing left beside it


def tell_of_shelter_and_store(copy: WorkingCopy) -> None:
    """Name who keeps a shelter, and draw a store that no register knows."""
    uid, row = next((uid, row) for uid, row in copy.rows(ELEMENT).items() if row["name"] == "老人活动中心")
    copy.change(ELEMENT, uid, {"facts": {**row["facts"], "responsible_person": "黄管理"}})
    entry = next(one for one in palette(copy.lookups, symbols_of(copy.lookups)) if one.code == "D30100")
    store = new_element(entry, metres("POINT (-300 -300)"), copy.rows(ELEMENT).values(), copy.lookups)
    facts = {**store["facts"], "quantity": 2400, "unit": "只", "responsible_person": "周仓管"}
    copy.add(ELEMENT, {**store, "name": "村口仓库", "facts": facts})


def test_command_line(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ("--database", place.village.connection.info.dbname)

    def floodmap(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = frame.main(["edition", *words, *database])
        told = capsys.readouterr()
        return code, told.out, told.err

    path = tmp_path / "村.gpkg"
    code, out, _ = floodmap("checkout", "--area", VILLAGE, "--year", str(YEAR), str(path))
    assert code == 0 and "方江屿村" in out and path.is_file()
    assert floodmap("checkout", "--edition", place.edition, str(path))[0] == 4  # it is there already
    assert floodmap("checkout", "--edition", "x", str(tmp_path / "x.gpkg"))[0] == 2
    assert floodmap("sync", str(tmp_path / "none.gpkg"))[0] == 2
    with WorkingCopy(path) as copy:
        uid = next(iter(copy.rows(ELEMENT)))
        copy.change(ELEMENT, uid, {"name": "改过的名字"})
    code, out, _ = floodmap("sync", str(path))
    assert code == 0 and "Sent: 1 rows of 1 commands" in out
    with WorkingCopy(path) as copy:
        copy.change(ELEMENT, uid, {"name": "又改了"})
    place.village.run("update situation.element set name = '别人改的', edited_from = revision where uid = %s", uid)
    code, out, _ = floodmap("sync", str(path), "--json")
    told = json.loads(out)
    assert code == 1 and told["unsent_commands"] == 1
    assert [(one["mine"], one["theirs"]) for one in told["conflicts"]] == [("又改了", "别人改的")]
    code, out, _ = floodmap("sync", str(path), "--language", "zh")
    assert code == 1 and "又改了" in out and "别人改的" in out
    assert floodmap("sync", str(path), "--settle", "mine")[0] == 0
    assert place.village.run("select name from situation.element where uid = %s", uid) == [("又改了",)]
    code, out, _ = floodmap("carry", str(path), str(tmp_path / "stick.gpkg"))
    assert code == 0 and (tmp_path / "stick.gpkg").is_file()
    place.village.run("select app.step_edition(%s::uuid, 1, 'submitted')", place.edition)


def test_commands_given_while_a_sync_runs_stay(
    place: Place, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window edits on while a task synchronises: what was given in between goes with the next sync."""
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        uid, other = list(copy.rows(ELEMENT))[:2]
        copy.change(ELEMENT, uid, {"name": "先"})
    place.village.run(
        "update situation.element set people = 3, label = '服', edited_from = revision where uid = %s", other
    )
    record = sync.record_commands

    def meanwhile(*arguments: Any) -> None:
        with WorkingCopy(path) as copy:
            copy.change(ELEMENT, uid, {"name": "后", "people": 5})
            copy.change(ELEMENT, other, {"people": 8})
        record(*arguments)

    with monkeypatch.context() as patched, closing(connect(place.compilers[0])) as signed_in:
        patched.setattr(sync, "record_commands", meanwhile)
        done = synchronise(signed_in, path)
    assert (done.sent_rows, done.sent_commands, done.unsent_commands) == (1, 1, 2)
    with WorkingCopy(path) as copy:
        assert (copy.row(ELEMENT, uid)["name"], copy.row(ELEMENT, uid)["people"]) == ("后", 5)
        assert (copy.row(ELEMENT, other)["people"], copy.row(ELEMENT, other)["label"]) == (8, "服")
    with closing(connect(place.compilers[0])) as signed_in:
        assert synchronise(signed_in, path).unsent_commands == 0
    names = "select name, people from situation.element where uid = any(%s::uuid[]) order by people"
    assert place.village.run(names, [uid, other])[0] == ("后", 5)


KILLED = """
import os, sys, signal
from flood_core.database.connection import ConnectionSettings, connect
from flood_core.situation.working_copy import synchronise
import flood_core.situation.working_copy.exchange as attempt
settings = ConnectionSettings(**eval(sys.argv[2]))
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "after commit":
    attempt._Sync.at_home = die
else:
    attempt._Sync._take_in = die
synchronise(connect(settings), __import__("pathlib").Path(sys.argv[1]))
"""


@pytest.mark.parametrize("moment", ["after commit", "while storing"])
def test_kill_in_the_middle_of_a_sync(place: Place, checkout: Checkout, moment: str) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        uid = next(iter(copy.rows(ELEMENT)))
        copy.change(ELEMENT, uid, {"name": "第一"})
    settings = {key: value for key, value in vars(place.compilers[0]).items() if value is not None}
    command = [sys.executable, "-c", KILLED, str(path), repr(settings), moment]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins")}
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    with WorkingCopy(path, thorough=True) as copy:
        assert copy.unsent() == 1 and copy.row(ELEMENT, uid)["name"] == "第一"
        copy.change(ELEMENT, uid, {"name": "第二"})
    with closing(connect(place.compilers[0])) as signed_in:
        done = synchronise(signed_in, path)
    assert (done.recognised_commands, done.sent_rows, done.conflicts) == (1, 1, [])
    assert place.village.run("select name, revision from situation.element where uid = %s", uid) == [("第二", 3)]


def test_somebody_writes_between_our_reading_and_our_writing(
    place: Place, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain QGIS knows no lock of ours: the server refuses the stale row, and the sync begins anew."""
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        uid = next(iter(copy.rows(ELEMENT)))
        copy.change(ELEMENT, uid, {"name": "我的"})
    update, calls = sync.update_rows, []

    def late(*arguments: Any) -> None:
        if arguments[2] and not calls:
            calls.append(1)
            place.village.run("update situation.element set people = 6, edited_from = revision where uid = %s", uid)
        update(*arguments)

    with monkeypatch.context() as patched, closing(connect(place.compilers[0])) as signed_in:
        patched.setattr(sync, "update_rows", late)
        done = synchronise(signed_in, path)
    assert calls and (done.sent_rows, done.conflicts, done.refused) == (1, [], None)
    assert place.village.run("select name, people from situation.element where uid = %s", uid) == [("我的", 6)]


def test_a_reader_of_a_published_map_takes_it_along(place: Place, people: Any, tmp_path: Path) -> None:
    run = place.village.run
    for revision, state in ((1, "submitted"), (2, "township_approved"), (3, "published")):
        run("select app.step_edition(%s::uuid, %s, %s)", place.edition, revision, state)
    with closing(people.sign_in("viewer", [VILLAGE])) as reader:
        path = check_out(reader, place.edition, tmp_path / "copy.gpkg")
        assert synchronise(reader, path).refused is None
    with WorkingCopy(path) as copy:
        assert copy.head["state"] == "published" and len(copy.rows(ELEMENT)) > 5

"""The map editor in real QGIS: a compiler opens a village, draws, and the server has it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from flood_core.situation.working_copy import WorkingCopy, copies_in, synchronise

from tests.situation.village import metres
from tests.windows.editing import Bureau, bureau, second_desk  # noqa: F401 - fixtures
from tests.working_copy.conftest import place  # noqa: F401 - a fixture


def test_a_compiler_draws_a_map(bureau: Bureau) -> None:  # noqa: F811
    ended = bureau.start("drawing").outcome()
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    assert notes["rows"] == [["方江屿村", "2026年第1版 · 10 处", "草稿"]]
    assert notes["placed"]["name"] == notes["placed"]["label"] == "大岙滑坡"
    assert notes["placed"]["facts"] == {"danger_zone_type": "geohazard", "subject_code": "0501"}
    assert 90 < notes["moved by"] < 110
    assert "至少要三个角点" in notes["too few"]
    assert notes["corners"] == 6  # four, one made on an edge, the first again at the end
    assert "交叉" in notes["crossed"]
    assert notes["route"]["number"] == 3 and 690 < notes["route"]["length_m"] < 720
    assert "村界外" in notes["outside"]
    assert notes["selected"] and "撤销" in notes["deleted hint"]
    assert [notes[key] for key in ("deleted", "undone", "redone", "undone again")] == [True, False, True, False]
    stored = dict(bureau.place.village.run("select name, retired_at is null from situation.element"))
    assert stored["大岙滑坡"] is True and stored["低洼易涝区"] is True
    assert bureau.place.village.run("select max(number) from situation.route") == [(3,)]


def test_two_people_on_one_village(bureau: Bureau) -> None:  # noqa: F811
    first = bureau.start("sharing", run="sharing_first", who=0, part="first")
    second = bureau.start("sharing", run="sharing_second", who=1, part="second")
    first.wait_for("open", 90)
    second.wait_for("open", 90)
    first.tell("both_open")
    first.wait_for("seen", 120)
    other = second.outcome()
    assert other.ok and other.notes["python errors"] == [], other.error + other.log
    bureau.cut_off(0)
    first.tell("cut")
    first.wait_for("renamed", 90)
    rename_as_the_other(bureau)
    bureau.connect_again(0)
    first.tell("other_saved")
    ended = first.outcome()
    assert ended.ok and ended.notes["python errors"] == [], ended.error + ended.log
    assert ended.notes["unsent"] == 2 and "本机" in ended.notes["offline"]
    assert sorted(ended.notes["fields"]) == ["geom", "label", "name"]
    (row,) = bureau.place.village.run(
        "select name, ST_Y(geom) < 28.27 from situation.element where name like %s and retired_at is null", "老%"
    )
    assert row == (ended.notes["row"]["name"], True) and row[0] == "老人之家"


def rename_as_the_other(office: Bureau) -> None:
    """Rename and move a thing in the second compiler's own working copy, and bring it to the server."""
    path = office.checkout("other", 1)
    with WorkingCopy(path) as copy:
        rows = copy.rows("situation.element").items()
        (uid,) = [uid for uid, row in rows if row["name"] == "老人活动中心"]
        change = {"name": "老人之家", "label": "老人之家", "geom": metres("POINT (100 -400)")}
        copy.change("situation.element", uid, change)
    with closing(office.place.sign_in(1)) as signed_in:
        assert synchronise(signed_in, path).refused is None


def test_power_cut_and_no_server(bureau: Bureau) -> None:  # noqa: F811
    copy_of_map = bureau.checkout("village")
    maps = bureau.maps("without")
    copy_of_map.rename(maps / "village.gpkg")
    (maps / "broken.gpkg").write_bytes((maps / "village.gpkg").read_bytes())
    tamper(maps / "broken.gpkg")
    before = bureau.start("without_server", run="without", who=None, part="before")
    before.wait_for("half_drawn", 120)
    before.kill()
    stick = bureau.folder / "stick"
    stick.mkdir()
    after = bureau.start("without_server", run="without", who=None, part="after", stick=stick).outcome()
    assert after.ok and after.notes["python errors"] == [], after.error + after.log
    notes = after.notes
    assert notes["rows"] == [["方江屿村", "2026年第1版 · 9 处 · 2 步未上报"], ["broken", notes["rows"][1][1]]]
    assert "broken.gpkg" in notes["rows"][1][1]
    assert notes["names"] == [True, False, True]  # there after the power cut, undone, done again
    assert "带走" in notes["carried"] and [head.unsent for head in copies_in(stick)] == [4]
    assert "不在了" in notes["gone"] and notes["locked tools"] is False
    assert notes["back"] is False
    assert "提交" in notes["why locked"]


def tamper(path: Path) -> None:
    """Alter a file as another program might."""
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("create view spy as select * from floodmap_record")

"""The map editor in real QGIS: a compiler opens a village, draws, and the server has it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any, Callable
from uuid import uuid4

from flood_core.database.cluster import Cluster
from flood_core.situation.working_copy import WorkingCopy, copies_in, synchronise
from flood_core.situation.working_copy.merge import flatten
from flood_core.windows.conflict_window import COLORS

from tests.situation.village import metres
from tests.windows.editing import Bureau, bureau, second_desk  # noqa: F401 - fixtures
from tests.working_copy.conftest import place, place_template  # noqa: F401 - fixtures
from tests.working_copy.server import server_state
from tests.wrong_input.person import small_disk_or_skip, unmount


def test_a_compiler_draws_a_map(bureau: Bureau) -> None:  # noqa: F811
    ended = bureau.start("drawing").outcome()
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    (row,) = notes["rows"]
    assert row[0] == "方江屿村" and row[1].startswith("2026年第1版 · 10 处 · ") and row[2] == "草稿"
    assert re.search(r"\d\d-\d\d 改", row[1])
    assert notes["placed"]["name"] == notes["placed"]["label"] == "大岙滑坡"
    assert notes["placed"]["facts"] == {"danger_zone_type": "geohazard", "subject_code": "0501"}
    assert 90 < notes["moved by"] < 110
    a_symbol_is_found_and_placed_by_keys(notes)
    assert notes["beside the road"] < 1  # metres: the click was 8 beside it
    assert "至少要三个角点" in notes["too few"]
    assert notes["corners"] == 6  # four, one made on an edge, the first again at the end
    assert "交叉" in notes["crossed"]
    assert notes["route"]["number"] == 3 and 690 < notes["route"]["length_m"] < 720
    assert notes["bent"][0] == 3 and 760 < notes["bent"][1] < 790  # two slopes of 335 m instead of 600 m straight on
    assert notes["forms in sight"] == 1  # that of the thing before is gone
    assert "村界外" in notes["outside"]
    assert notes["selected"] and "撤销" in notes["deleted hint"]
    assert [notes[key] for key in ("deleted", "undone", "redone", "undone again")] == [True, False, True, False]
    assert "已有草稿" in notes["draft there"] and notes["may make"] is False
    assert notes["new map"] == ["方江屿村", "2027", "draft", "330382106212_方江屿村_2027_v1.gpkg"]
    stored = dict(bureau.place.village.run("select name, retired_at is null from situation.element"))
    assert stored["大岙滑坡"] is True and stored["低洼易涝区"] is True
    assert bureau.place.village.run("select max(number) from situation.route") == [(3,)]


def a_symbol_is_found_and_placed_by_keys(notes: dict[str, Any]) -> None:
    """Hold what the scenario noted of the palette, of all of QGIS, of big text, and of work without a mouse."""
    assert all("D60100" in codes for codes in notes["searched"].values()), notes["searched"]
    assert notes["searched"]["D60100"] == ["D60100"]
    own = notes["of the steps"]
    assert "B20100" in own["hazards"] and "D60100" in own["shelters"]
    assert not set(own["hazards"]) & set(own["shelters"]) and not set(own["facilities"]) & set(own["hazards"])
    simple, again = notes["simple"]
    assert simple == again and {"villagesDock", "drawingDock", "guideToolbar"} <= set(simple)
    assert {"Layers", "mFileToolBar"} <= set(notes["all of QGIS"]) - set(simple)
    assert 1.15 < notes["larger"] < 1.4 and notes["plain again"]
    assert notes["named by keys"] == "field_name" and notes["by keys"] == ["keys", 0, False]


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
    rename_as_the_other(bureau, "老人活动中心", "老人之家", moved_to="POINT (100 -400)")
    bureau.connect_again(0)
    first.tell("other_saved")
    first.wait_for("typing", 120)
    rename_as_the_other(bureau, "老人之家", "老年大学")
    first.wait_for("held_renamed", 120)
    rename_as_the_other(bureau, "老年大学", "老年之家")
    rename_as_the_other(bureau, "乙画的滑坡", "乙改的滑坡")
    first.wait_for("held_moved", 120)
    rename_as_the_other(bureau, "老年之家", "老年之家", moved_to="POINT (-150 -330)")
    first.wait_for("held_deleted", 120)
    change_as_the_other(bureau, "乙改的滑坡", lambda copy, uid: copy.delete("situation.element", uid))
    ended = first.outcome()
    assert ended.ok and ended.notes["python errors"] == [], ended.error + ended.log
    assert bureau.place.compilers[1].user in ended.notes["company"]
    assert ended.notes["unsent"] == 2 and "本机" in ended.notes["offline"]
    assert sorted(ended.notes["fields"]) == [["geom"], ["label", "name"]]
    assert ended.notes["still typed"] == "老年食堂" and ended.notes["typed row"] == "老年大学"
    assert "以哪个为准" in ended.notes["typing hint"]
    assert ended.notes["row"]["name"] == "老人之家"
    nothing_jumps_out_of_the_hand(bureau, ended.notes)


def nothing_jumps_out_of_the_hand(office: Bureau, notes: dict[str, Any]) -> None:
    """Hold what was noted while a thing was dragged and the other changed it, and another one."""
    for mark in ("held_renamed", "held_moved", "held_deleted"):
        assert notes[mark] == [True, True], mark  # the thing is where the hand is, the map shows the same ground
    assert notes["decisions after renaming"] == 0 and notes["name after the drop"] == "老年之家"
    assert "以哪个为准" in notes["moved hint"]
    assert notes["shapes before deciding"] == sorted(COLORS.values())
    found = office.place.village.run(
        "select name, ST_Distance(ST_Transform(geom, 4549), ST_Transform(ST_GeomFromText(%s, 4490), 4549)) < 20"
        " from situation.element where (name like %s or name like %s) and retired_at is null",
        metres("POINT (150 -200)"), "老%", "乙%",
    )  # fmt: skip
    assert found == [("老年之家", True)]
    assert "别人" in notes["deleted hint"] and notes["selected after deletion"] is None


def rename_as_the_other(office: Bureau, before: str, after: str, moved_to: str | None = None) -> None:
    """Rename (and move) a thing in the second compiler's own working copy, and bring it to the server."""
    change = {"name": after, "label": after, **({"geom": metres(moved_to)} if moved_to else {})}
    change_as_the_other(office, before, lambda copy, uid: copy.change("situation.element", uid, change))


def change_as_the_other(office: Bureau, name: str, command: Callable[[WorkingCopy, str], Any]) -> None:
    """Carry out a command on a thing in the second compiler's own working copy, and bring it to the server."""
    path = office.checkout(uuid4().hex, 1)
    with WorkingCopy(path) as copy:
        rows = copy.rows("situation.element").items()
        (uid,) = [uid for uid, row in rows if row["name"] == name]
        command(copy, uid)
    with closing(office.place.sign_in(1)) as signed_in:
        assert synchronise(signed_in, path).refused is None


def test_power_cut_and_no_server(bureau: Bureau) -> None:  # noqa: F811
    copy_of_map = bureau.checkout("village")
    maps = bureau.maps("without")
    copy_of_map.rename(maps / "village.gpkg")
    (maps / "broken.gpkg").write_bytes((maps / "village.gpkg").read_bytes())
    tamper(maps / "broken.gpkg")
    before = bureau.start("without_server", run="without", who=None, part="before", locale="en_US")
    before.wait_for("half_drawn", 120)
    before.kill()
    speaks_english((before.out / "english.txt").read_text(encoding="utf-8"))
    stick = bureau.folder / "stick"
    stick.mkdir()
    after = bureau.start("without_server", run="without", who=None, part="after", stick=stick).outcome()
    assert after.ok and after.notes["python errors"] == [], after.error + after.log
    notes = after.notes
    assert notes["rows"] == [["方江屿村", "2026年第1版 · 9 处 · 2 步未上报"], ["broken", notes["rows"][1][1]]]
    assert "broken.gpkg" in notes["rows"][1][1]
    assert notes["names"] == [True, False, True]  # there after the power cut, undone, done again
    assert "改" in notes["said"][1] and "Changed" not in notes["said"][1], "done in English, taken back in Chinese"
    (stick / "village.lost").rename(stick / "village.gpkg")
    assert "带走" in notes["carried"] and [head.unsent for head in copies_in(stick)] == [4]
    assert "不在了" in notes["gone"] and notes["locked tools"] is False
    assert notes["back"] is False and "又有了" in notes["there again"]
    assert "提交" in notes["why locked"]
    assert "没有这个文件" in notes["no file"]
    assert notes["brought back"] == [str(stick / "village.gpkg"), True, False]
    assert "broken.gpkg" in notes["problem"] and notes["problem stays"] is False
    (hint,) = notes["hints of the next map"]
    assert "看" in hint and "不在了" not in hint


def speaks_english(shown: str) -> None:
    """Look at what stood in the windows under an English QGIS: Chinese is only what belongs to the village."""
    assert "Dangers" in shown and "Undo" in shown and "Geohazard point · no place yet" in shown
    assert "Flash-flood danger zone\nHazard · natural" in shown and "Control measures" in shown and "Red" in shown
    assert "What belongs to the step before" not in shown
    words = [line for line in shown.splitlines() if re.search("[\u4e00-\u9fff]", line)]
    own = ("方江", "后坑", "山背", "岭脚", "无坐标", "塘坝", "中心", "李四", "危1", "防汛防台")
    assert [line for line in words if not any(one in line for one in own)] == [], words


def test_the_disk_is_full(bureau: Bureau) -> None:  # noqa: F811
    copy_of_map = bureau.checkout("village")
    maps = bureau.maps("full_disk")
    small_disk_or_skip(maps, "8m")
    try:
        shutil.copy(copy_of_map, maps / "village.gpkg")
        ended = bureau.start("full_disk", who=None).outcome()
        assert ended.ok and ended.notes["python errors"] == [], ended.error + ended.log
        notes = ended.notes
        assert "满" in notes["hint"] and "满" in notes["hint of the point"]
        assert notes["typed"] == notes["name"] == "装不下的名字"
        assert notes["more"] == 0 and notes["more with room"] == 1
        with WorkingCopy(maps / "village.gpkg", thorough=True) as copy:
            assert copy.unsent() == 2
    finally:
        unmount(maps)


def test_two_windows_and_a_server_that_stops(bureau: Bureau, cluster: Cluster) -> None:  # noqa: F811
    """Three seeded rounds: what a window confirmed is on the server in the end, or was replaced in sight."""
    rounds = 3
    people = [bureau.start("dicing", run=f"dicing_{who}", who=who, part="甲乙"[who], rounds=rounds, steps=5)
              for who in (0, 1)]  # fmt: skip

    def all_come_to(mark: str) -> None:
        for person in people:
            person.wait_for(mark, 150)

    def tell(mark: str) -> None:
        for person in people:
            person.tell(mark)

    all_come_to("open")
    for number in range(rounds):
        tell(f"go_{number}")
        all_come_to(f"half_{number}")
        cluster.stop()
        tell(f"stopped_{number}")
        all_come_to(f"done_{number}")
        cluster.start()
        tell(f"started_{number}")
        all_come_to(f"even_{number}")
    tell("end")
    ended = [person.outcome() for person in people]
    for one in ended:
        assert one.ok and one.notes["python errors"] == [], one.error + one.log
    (first,), (second,) = (list(bureau.maps(f"dicing_{who}").glob("*.gpkg")) for who in (0, 1))
    hold_that_nothing_was_lost(bureau, [first, second], [one.notes["actions"] for one in ended])
    assert sum(one.notes[f"unsent_{number}"] for one in ended for number in range(rounds)) > rounds


def hold_that_nothing_was_lost(office: Bureau, paths: list[Path], confirmed: list[list[str]]) -> None:
    """Compare both files with the server, field by field, and every last word that a window confirmed."""
    with closing(office.place.sign_in(0)) as line:
        for path in paths:  # what the other sent last
            assert synchronise(line, path).conflicts == []
        with WorkingCopy(paths[0]) as copy:
            server = server_state(line, copy.scope)
    last_words: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for path, uids in zip(paths, confirmed):
        with WorkingCopy(path) as copy:
            journal = list(copy.journal())
            assert set(uids) <= {one.uid for one in journal} and copy.unsent() == 0 and len(uids) > 10
            for row in ("situation.element", "situation.route"):
                own = {key: flatten({k: v for k, v in one.items() if k != "revision"})
                       for key, one in copy.rows(row, retired=True).items()}  # fmt: skip
                assert {uid: server[row, uid] for uid in own if (row, uid) in server} == {
                    uid: fields for uid, fields in own.items() if (row, uid) in server
                }
                assert all(fields["retired"] for uid, fields in own.items() if (row, uid) not in server)
            said: dict[tuple[str, str, str], Any] = {}
            for command in journal:
                for change in command.forward:
                    said.update({(change["table"], change["uid"], name): value
                                 for name, value in change["fields"].items()})  # fmt: skip
            for key, value in said.items():
                last_words[key].append(value)
    for (table, uid, name), values in last_words.items():
        if (table, uid) not in server or server[table, uid]["retired"]:
            continue
        if name == "retired":  # one deleted what the other changed, and the other chose to keep it
            assert False in values or any(key[:2] == (table, uid) and key[2] != name for key in last_words), uid
        else:
            assert server[table, uid].get(name) in values, (uid, name, values)


def tamper(path: Path) -> None:
    """Alter a file as another program might."""
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("create view spy as select * from floodmap_record")

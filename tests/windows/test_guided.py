"""The guided editor in real QGIS: last year's map, eight steps, check-up."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from flood_core.database.terrain_runs import NewSettlement, save_run
from flood_core.situation.steps import STEPS
from openpyxl import load_workbook
from qgis.core import QgsGeometry

from tests.situation.village import TOWNSHIP, VILLAGE, YEAR, metres
from tests.support.people import People
from tests.support.tile_server import tile_server
from tests.windows import old_maps
from tests.windows.editing import Bureau, bureau, second_desk  # noqa: F401 - fixtures
from tests.working_copy.conftest import place, place_template  # noqa: F401 - fixtures
from tests.working_copy.test_under_map import orthophoto


def test_a_compiler_is_led_through_the_second_year(bureau: Bureau) -> None:  # noqa: F811
    village = bureau.place.village
    village.risk("0503", "新塘坝", "POLYGON ((500 -300, 600 -300, 600 -200, 500 -200, 500 -300))")
    village.risk("0503", "甲塘坝", "POLYGON ((500 -600, 600 -600, 600 -500, 500 -500, 500 -600))")
    village.risk("0503", "乙塘坝", "POLYGON ((700 -600, 800 -600, 800 -500, 700 -500, 700 -600))")
    village.run(
        "update register.risk_source set threatened_people = 13, edited_from = revision where name = '后坑山洪危险区'"
    )
    suggested = [("一", -300), ("二", -340)]
    save_run(
        village.connection, TOWNSHIP, 5.0, 7, {}, "地形分辨率 5 米",
        [NewSettlement(shape(x), "0509", rank, "high", 4.0, 4, 8, 24, [], f"房屋处或屋后坡度 38°（4/4 栋，{name}）")
         for rank, (name, x) in enumerate(suggested, start=1)],
    )  # fmt: skip
    ended = bureau.start("guided").outcome(240)
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    assert notes["copies"][0] is True and "2026" in notes["copies"][1]
    assert notes["steps in sight"] == [step.key for step in STEPS]
    assert sorted(notes["offers"]) == sorted(["乙塘坝", "新塘坝", "无坐标滑坡", "甲塘坝"]) and "户数" in notes["wanted"]
    assert [one.split("\n")[0] for one in notes["suggestions"]] == [f"方江屿村临坡临崖人员集聚区{n}" for n in (1, 2)]
    assert all("坡度 38°" in one and "5.0 米" in one for one in notes["suggestions"])
    assert notes["taken suggestion"] == [24, "verified"] and notes["answers"] == ["not_here", "verified"]
    answers = village.run("select review_state, review_reason from situation.element e join situation.edition d"
                          " on d.uid = e.edition_uid where e.facts ? 'settlement_uid' order by 1")  # fmt: skip
    assert answers == [("not_here", "屋后已做挡墙"), ("verified", None)]
    assert "2026" in notes["to verify"] and notes["verified"] == "verified"
    assert notes["reason asked"] is False and notes["not here"] == ["not_here", "已拆除"]
    assert "危险区" in notes["no zone"] and "后坑" in notes["from"]
    number, length, minutes = notes["route"]
    assert number == 3 and 900 < length < 1100 and 14 < minutes < 20
    assert "步行" in notes["route words"]
    assert notes["severities"] == sorted(notes["severities"], key=["error", "warning", "hint"].index)
    assert notes["shown"]
    assert "第1行" in notes["refused"][0] and "电话号码" in notes["refused"][0]
    assert ["陈新人", "13900000009"] in [row[2:] for row in notes["grid"]]
    assert ["王大", "13900000004"] in [row[2:] for row in notes["grid"]]
    assert notes["shelter"][0] == notes["gone to"] == "方江小学" and notes["shelter"][2:] == ["210", "900", "是"]
    assert village.run("select capacity_people from situation.element where name = '方江小学'") == [(210,)]
    states = village.run(
        "select distinct review_state from situation.route r join situation.edition e on e.uid = r.edition_uid"
        " where e.year = 2027"
    )
    assert states == [("verified",)]


def shape(x: int) -> bytes:
    """Return a square of 30 m, as WKB."""
    square = f"POLYGON (({x} 300, {x + 30} 300, {x + 30} 330, {x} 330, {x} 300))"
    return bytes(QgsGeometry.fromWkt(metres(square)).asWkb())


def test_a_map_is_handed_in_returned_mended_and_approved(bureau: Bureau, people: People) -> None:  # noqa: F811
    village = bureau.place.village
    without_errors(bureau)
    many_villages(bureau)
    reviewer = people.sign_up("township_reviewer", [TOWNSHIP])
    bureau.place.compilers = (bureau.place.compilers[0], reviewer, people.sign_up("county_approver", [VILLAGE[:6]]))
    compiler = bureau.start("reviewing", run="reviewing_village", who=0, part="village")
    compiler.wait_for("handed_in", 120)
    packages = bureau.folder / "上报"
    packages.mkdir()
    township = bureau.start("reviewing", run="reviewing_township", who=1, part="township", packages=packages)
    township.wait_for("returned", 120)
    compiler.tell("returned")
    compiler.wait_for("again", 120)
    township.tell("again")
    township.wait_for("approved", 150)
    outcomes = [compiler.outcome()]
    archived, void = (f"{TOWNSHIP}{300 + number}" for number in (3, 8))  # published
    county = bureau.start("reviewing", run="reviewing_county", who=2, part="county", archived=archived, void=void)
    county.wait_for("published", 120)
    township.tell("published")
    for one in (*outcomes, township.outcome(), county.outcome()):
        assert one.ok and one.notes["python errors"] == [], one.error + one.log
        notes = one.notes
        if "differences" in notes:
            assert len(notes["differences"]) == 2 and any("45" in one for one in notes["differences"])
            assert any("基本情况" in one and "3 → 310" in one for one in notes["differences"])
            assert notes["table shown"] == 0
            holds_the_list_of_a_township(notes)
            holds_the_package(packages, notes["package"])
        elif "message" in notes:
            assert "缺海塘" in notes["message"] and notes["remark"] == "海塘画短了"
            assert "缺海塘" in notes["message in the list"]
    assert village.run(
        "select state from situation.edition where area_code in (%s, %s) order by state", archived, void
    ) == [("archived",), ("void",)]  # fmt: skip
    states = village.run("select state from situation.edition where uid = %s", bureau.place.edition)
    assert states == [("published",)]
    assert village.run("select words, done from situation.remark") == [("海塘画短了", True)]


def many_villages(office: Bureau) -> None:
    """Fill the township up with villages whose maps are in all states, and some without a map."""
    run = office.place.village.run
    run(
        "insert into base.area (code, name, level) select %s || (300 + n), '示例' || n || '村委会', 'village'"
        " from generate_series(1, 50) n", TOWNSHIP,
    )  # fmt: skip
    run(
        "insert into situation.edition (area_code, year, version, state, data_cutoff)"
        " select %s || (300 + n), %s, 1, (array['draft', 'submitted', 'township_approved', 'published',"
        " 'township_returned'])[n %% 5 + 1], current_date"
        " from (select set_config('floodmap.reason', '缺转移路线', true)) reason, generate_series(1, 45) n",
        TOWNSHIP, YEAR,
    )  # fmt: skip


def holds_the_sums(notes: dict[str, Any]) -> None:
    """Look at what the township saw of the check-ups: one map was checked when it was handed in, then all."""
    (before,), (after,) = notes["sums before"], notes["sums"]
    name, villages, maps, unchecked = before[:4]
    assert (name, int(villages) > 60, int(maps), int(unchecked)) == ("清江镇", True, 46, 45)
    assert after[:3] == before[:3] and after[3:5] == ["0", "0"] and int(after[5]) == 45
    found = [(row[0], int(row[2])) for row in notes["rules"]]
    for column, words in ((6, "错误"), (7, "提醒"), (8, "提示")):
        assert sum(count for kind, count in found if kind == words) == int(after[column]), words


def holds_the_list_of_a_township(notes: dict[str, Any]) -> None:
    """Look at what the start page showed to the township: all, by state, what waits first, what changed last."""
    rows = [tuple(row) for row in notes["villages"]]
    assert len(rows) > 50 and [row[0] for row in rows[-50:]] == [f"示例{n}村" for n in range(1, 51)]
    assert {row[2] for row in rows if row[1] == "township_returned"} == {"缺转移路线"}
    words, submitted = notes["submitted"]
    assert words.startswith("已提交") and words.endswith(f"（{len(submitted)}）")
    assert {row[1] for row in submitted} == {"submitted"}
    assert len(submitted) == sum(row[1] == "submitted" for row in rows) >= 10
    order = [row[1] for row in notes["waiting first"]]
    assert len(order) == len(rows) and order[0] == "submitted" and order[-1] == "published"
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)  # each state in one piece
    assert notes["changed last"][0][1] and sorted(notes["changed last"]) == sorted(notes["villages"])
    assert len(notes["found"]) == 9 and {row[1] for row in notes["found"]} == {"township_returned"}
    assert notes["in sight"] >= (5 if "FLOODMAP_SCREEN" in os.environ else 6), "rows of the list beside all of QGIS"
    holds_the_sums(notes)
    assert notes["standstill"] < 0.4, notes["standstill"]


def holds_the_package(folder: Path, said: str) -> None:
    """Look into the package that the window wrote: sheet, picture, tables, data, each as its list says."""
    (path,) = folder.iterdir()
    assert path.name in said
    with zipfile.ZipFile(path) as package:
        listed = json.loads(package.read("目录.json"))
        assert listed["edition"]["state"] == "published"
        for one in listed["files"]:
            assert hashlib.sha256(package.read(one["name"])).hexdigest() == one["sha256"], one["name"]
        assert {Path(one["name"]).suffix for one in listed["files"]} == {".gpkg", ".jpg", ".pdf", ".xlsx"}
        assert f"{len(listed['files'])} 个文件" in said
        (book,) = [one["name"] for one in listed["files"] if one["name"].endswith(".xlsx")]
        sheets = load_workbook(BytesIO(package.read(book)))
        cells = [str(cell.value) for sheet in sheets for row in sheet for cell in row]
        assert "310 户" in cells and "老人活动中心" in cells and "45" in cells


def without_errors(office: Bureau) -> None:
    """Let nobody live in danger, and everybody be reached."""
    village = office.place.village
    village.run("update register.transfer_household set retired_at = now(), edited_from = revision")
    village.run("insert into register.no_transfer (area_code, year) values (%s, %s)", VILLAGE, YEAR)
    village.run(
        "insert into register.village_fact (area_code, year, households, duty_phone)"
        " values (%s, %s, 3, '0577-62333333')", VILLAGE, YEAR,
    )  # fmt: skip
    village.run(
        "insert into register.duty (person_uid, area_code, post_vocabulary, post_code, year) select %s, %s, 'post',"
        " code, %s from reference.term where vocabulary_code = 'post' and properties ->> 'level' = 'village'",
        village.uid["林守义"], VILLAGE, YEAR,
    )  # fmt: skip
    village.run(
        "update situation.element set people = 0, facts = facts || '{\"responsible_person\": \"林守义\"}',"
        " edited_from = revision"
    )


def test_a_first_year_is_drawn_after_a_picture(bureau: Bureau, qgis_app: Any) -> None:  # noqa: F811
    bureau.place.village.household("后坑山洪危险区", 5, householder="陈无所", shelter=None)
    bureau.checkout("village").rename(bureau.maps("tracing") / "village.gpkg")
    paper, broken = old_maps.scan(bureau.folder / "去年的图.png"), bureau.folder / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    side = old_maps.photograph(bureau.folder / "照片.pdf")
    ortho = orthophoto(bureau.folder / "ortho.tif")
    with tile_server() as server:
        running = bureau.start("tracing", who=None, scan=paper, broken=broken, ortho=ortho, side=side, xyz=server.xyz,
                               wmts=server.wmts)  # fmt: skip
        running.wait_for("tiles_drawn", 240)
        asked = {one[0] for one in server.asked}
    running.tell("service_gone")
    ended = running.outcome()
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    assert "broken.pdf" in notes["broken"]
    assert "四个" in notes["needs four"] and "四个" in notes["four places"] and "米" in notes["four places"]
    assert "米" in notes["five places"] and "较差" not in notes["five places"]
    assert asked == {"xyz", "c"} and notes["subdued"] == [True, True]
    assert "没有回应" in notes["service gone"] and notes["back in words"] == notes["of what is hidden"] == ""
    assert notes["standstill"] < 0.5, notes["standstill"]
    assert "1" in notes["first"] and "地图" in notes["on map 0"]
    assert notes["two"][1] == 1 and "第三" in notes["two"][0]
    assert "米" in notes["wrong"] and "错" in notes["wrong"]
    assert "良好" in notes["three"]
    assert notes["opacity"][0] == 0.1 and "良好" in notes["opacity"][1]
    assert {"移动", "旋转", "放大缩小", "切成两部分", "移动名称", "复制", "删除"} <= set(notes["menu"])
    assert notes["label"] and "没有" in notes["not cut"] and notes["parts"] == 1 and notes["larger"] > 1.5
    assert notes["copied"][0] == 2 and "复制" in notes["copied"][1] and notes["as before"]
    loads, button = notes["before sharing out"]
    assert "方江屿村文化礼堂：已安排 12 人，可容纳 80 人" in loads and "5" in button
    assert "5" in notes["shared out"] and "方江屿村文化礼堂：已安排 17 人，可容纳 80 人" in notes["loads"]
    assert notes["done"] and notes["pages"] >= 1 and notes["left"] == []


def test_wrong_use_is_answered_and_a_revision_takes_few_clicks(bureau: Bureau, people: People) -> None:  # noqa: F811
    village = bureau.place.village
    empty = TOWNSHIP + "299"
    village.run("insert into base.area (code, name, level) values (%s, '无界村委会', 'village')", empty)
    without_errors(bureau)
    bureau.place.compilers = (people.sign_up("village_compiler", [VILLAGE, empty]), bureau.place.compilers[1])
    ended = bureau.start("revision", empty=empty, note_field="field_facts/control_measures").outcome()
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    assert "无界村" in notes["no area"] and "界" in notes["no area"]
    assert "至少要两个点" in notes["one point"] and "交叉" in notes["crossing"] and "村界外" in notes["outside"]
    assert "没有道路" in notes["no way"]
    assert notes["long"] == [True, 100_000] and notes["at the field"] == "太长了：最多 4000 个字。"
    assert notes["not left"] is True, "what is wrong is not dropped with a click on 完成"
    assert notes["clicks"] <= 40, notes["clicks"]
    assert village.run("select state from situation.edition where year = 2027") == [("submitted",)]

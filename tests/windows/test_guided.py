"""The guided editor in real QGIS: last year's map, eight steps, check-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen

from tests.situation.village import TOWNSHIP, VILLAGE, YEAR
from tests.support.people import People
from tests.windows.editing import Bureau, bureau, second_desk  # noqa: F401 - fixtures
from tests.working_copy.conftest import place  # noqa: F401 - a fixture
from tests.working_copy.test_under_map import orthophoto


def test_a_compiler_is_led_through_the_second_year(bureau: Bureau) -> None:  # noqa: F811
    village = bureau.place.village
    village.risk("0503", "新塘坝", "POLYGON ((500 -300, 600 -300, 600 -200, 500 -200, 500 -300))")
    village.run(
        "update register.risk_source set threatened_people = 13, edited_from = revision where name = '后坑山洪危险区'"
    )
    ended = bureau.start("guided").outcome(240)
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    assert notes["copies"][0] is True and "2026" in notes["copies"][1]
    assert notes["offers"] == ["新塘坝", "无坐标滑坡"] and "户数" in notes["wanted"]
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
    assert village.run("select count(*) from situation.element where name = '方江小学'") == [(1,)]
    states = village.run(
        "select distinct review_state from situation.route r join situation.edition e on e.uid = r.edition_uid"
        " where e.year = 2027"
    )
    assert states == [("verified",)]


def test_a_map_is_handed_in_returned_mended_and_approved(bureau: Bureau, people: People) -> None:  # noqa: F811
    village = bureau.place.village
    without_errors(bureau)
    reviewer = people.sign_up("township_reviewer", [TOWNSHIP])
    bureau.place.compilers = (bureau.place.compilers[0], reviewer)
    compiler = bureau.start("reviewing", run="reviewing_village", who=0, part="village")
    compiler.wait_for("handed_in", 120)
    township = bureau.start("reviewing", run="reviewing_township", who=1, part="township")
    township.wait_for("returned", 120)
    compiler.tell("returned")
    compiler.wait_for("again", 120)
    township.tell("again")
    for one in (township.outcome(), compiler.outcome()):
        assert one.ok and one.notes["python errors"] == [], one.error + one.log
        notes = one.notes
        if "differences" in notes:
            assert len(notes["differences"]) == 1 and "45" in notes["differences"][0]
        else:
            assert "缺海塘" in notes["message"] and notes["remark"] == "海塘画短了"
    assert village.run("select state from situation.edition") == [("township_approved",)]
    assert village.run("select words, done from situation.remark") == [("海塘画短了", True)]


def old_map(path: Path) -> Path:
    """Draw last year's map of the village as a scan, 4 m a pixel: the road, the lane, the zone, the houses."""
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#f3ead2"))
    painter = QPainter(image)
    painter.setPen(QPen(QColor("#7d6b4a"), 4))
    painter.drawLine(0, 200, 400, 200)
    painter.drawLine(300, 200, 300, 75)
    painter.setPen(QPen(QColor("#b03a2e"), 2))
    painter.drawRect(5, 180, 40, 40)
    painter.setPen(QPen(QColor("#3b3b3b"), 1))
    for number in range(24):
        painter.drawRect(60 + number * 13, 186 if number % 2 else 208, 7, 7)
    painter.setFont(QFont("WenQuanYi Micro Hei", 13))
    painter.drawText(90, 30, "方江屿村防汛形势图（手绘）")
    painter.drawRect(2, 2, 395, 395)
    painter.end()
    assert image.save(str(path))
    return path


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
    bureau.checkout("village").rename(bureau.maps("tracing") / "village.gpkg")
    scan, broken = old_map(bureau.folder / "去年的图.png"), bureau.folder / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff nothing")
    ortho = orthophoto(bureau.folder / "ortho.tif")
    ended = bureau.start("tracing", who=None, scan=scan, broken=broken, ortho=ortho).outcome()
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["python errors"] == []
    assert "broken.jpg" in notes["broken"]
    assert "1" in notes["first"] and "地图" in notes["on map 0"]
    assert notes["two"][1] == 1 and "第三" in notes["two"][0]
    assert "米" in notes["wrong"] and "错" in notes["wrong"]
    assert "良好" in notes["three"]
    assert notes["opacity"][0] == 0.1 and "良好" in notes["opacity"][1]
    assert {"移动", "旋转", "放大缩小", "切成两部分", "移动名称", "复制", "删除"} <= set(notes["menu"])
    assert notes["label"] and "没有" in notes["not cut"] and notes["parts"] == 1 and notes["larger"] > 1.5
    assert notes["copied"][0] == 2 and "复制" in notes["copied"][1] and notes["as before"]
    assert "方江屿村文化礼堂：已安排 12 人，可容纳 80 人" in notes["loads"]
    assert notes["may take"] and notes["done"] and notes["pages"] >= 1 and notes["left"] == []


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
    assert notes["long"][1] is True and any("字" in one for one in [notes["long"][0], *notes["at the field"]])
    assert notes["clicks"] <= 40, notes["clicks"]
    assert village.run("select state from situation.edition where year = 2027") == [("submitted",)]

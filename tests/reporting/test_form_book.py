"""Forms as workbooks: out, filled in, back; units, zero, persons, hostile cells, a report in between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import RuleBroken
from flood_core.database.reporting import last_submission, submit
from flood_core.ledger.reading import UnusableWorkbook
from flood_core.model.reporting import Casualty
from flood_core.reports.form_book import NewerReport, NotAForm, UnreadableForm, hand_in_form, read_form, write_form
from openpyxl import Workbook, load_workbook

from tests.reporting.conftest import TOWNSHIP, report

PERSON = ("死亡", "=张三", "男", 63, "某村", "溺水")


def filled(path: Path, figures: dict[str, Any], persons: tuple[Any, ...] = (), **said: Any) -> Path:
    """Fill a form in as a person with Excel does: by the names of the fields."""
    book = load_workbook(path)
    sheet = book["填报"]
    places = {sheet.cell(row, 2).value: row for row in range(1, sheet.max_row + 1)}
    for name, value in {**figures, **said}.items():
        sheet.cell(places[name], 5).value = value
        if isinstance(value, str):
            sheet.cell(places[name], 5).data_type = "s"
    for number, row in enumerate(persons, 2):
        for column, value in enumerate(row, 1):
            book["人员台账"].cell(number, column).value = value
            if isinstance(value, str):
                book["人员台账"].cell(number, column).data_type = "s"
    book.save(path)
    return path


@pytest.fixture()
def form(connection, event, tmp_path):
    return write_form(connection, tmp_path / "loss.xlsx", event=event.name, form="loss", area=TOWNSHIP)


def test_a_form_comes_back_with_units_persons_and_words(connection, event, form):
    words = '=HYPERLINK("x") <b>&amp; 🚤 ' + "长" * 3000
    figures = {
        "受灾人口": "1.2万", "农作物受灾面积": "30亩", "直接经济损失": "1亿元", "工矿商贸业损失": 10000,
        "因灾死亡人口": "一", "灾种": words, "灾害发生时间": "2026年8月9日18时30分", "受损公路": "1500米",
    }  # fmt: skip
    hand_in_form(connection, filled(form, figures, (PERSON,)))
    stored = last_submission(connection, event.uid, "loss", TOWNSHIP, "township")
    assert stored.figures == {
        "affected": 12000, "crops_hit": 2, "loss_total": 10000, "loss_business": 10000, "dead": 1, "hazard": words,
        "happened_at": "2026-08-09T18:30", "roads_km": 1.5,
    }  # fmt: skip
    assert stored.casualties == (Casualty("dead", "=张三", "male", 63, "某村", "溺水"),)
    again = write_form(connection, form.with_name("again.xlsx"), event=event.name, form="loss", area=TOWNSHIP)
    sheet = load_workbook(again)["填报"]
    shown = {sheet.cell(row, 2).value: sheet.cell(row, 4) for row in range(9, sheet.max_row + 1)}
    assert shown["受灾人口"].value == 12000 and shown["灾种"].value == words and shown["灾种"].data_type == "s"
    assert load_workbook(again)["人员台账"]["B2"].value == "=张三"


def test_a_zero_report_and_a_reason_come_back(connection, event, form):
    hand_in_form(connection, filled(form, {}, 零报告="是"))
    assert last_submission(connection, event.uid, "loss", TOWNSHIP, "township").zero
    other = write_form(connection, form.with_name("b.xlsx"), event=event.name, form="loss", area=TOWNSHIP)
    wrong = filled(other, {"因灾受伤人口": 1, "其中重伤人口": 2})
    with pytest.raises(RuleBroken, match="badly injured|重伤"):
        hand_in_form(connection, wrong)
    hand_in_form(connection, filled(other, {}, 说明理由="统计口径不同"))
    assert last_submission(connection, event.uid, "loss", TOWNSHIP, "township").note == "统计口径不同"


def test_cells_that_cannot_be_read_are_all_named_and_nothing_is_stored(connection, event, form):
    with pytest.raises(UnreadableForm) as told:
        hand_in_form(connection, filled(form, {"受灾人口": "很多", "受损公路": "3人"}, (("伤", "x", "", 1, "", ""),)))
    assert all(words in str(told.value) for words in ("受灾人口", "受损公路", "人员台账第2行"))
    assert last_submission(connection, event.uid, "loss", TOWNSHIP, "township") is None


def test_a_report_in_between_is_not_passed_over(connection, event, form):
    submit(connection, report(event, "loss", TOWNSHIP, affected=5))
    with pytest.raises(NewerReport):
        hand_in_form(connection, filled(form, {"受灾人口": 6}))
    hand_in_form(connection, form, anyway=True)
    assert last_submission(connection, event.uid, "loss", TOWNSHIP, "township").figures == {"affected": 6}


def test_other_files_are_refused(connection, event, tmp_path):
    book = Workbook()
    book.active.append(["指标", "本次报送"])
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(NotAForm):
        read_form(connection, tmp_path / "other.xlsx")
    with pytest.raises(UnusableWorkbook):
        read_form(connection, tmp_path / "broken.xlsx")

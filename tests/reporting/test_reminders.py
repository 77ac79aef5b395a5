"""Who is late or missing is asked for it: by form, with how late, and nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from flood_core.database.reporting import report_forms, report_status
from flood_core.model.reporting import Event, SenderState
from flood_core.reports.reminders import in_words, reminders, reminders_of, write_reminders
from openpyxl import load_workbook

from demo.typhoon import simulate

NOON = datetime(2026, 9, 16, 4, tzinfo=timezone.utc)
EVENT = Event("u", "330382", "typhoon", "贝碧嘉", "2413", False, NOON, 2, ("impact",), False, NOON)
FORMS = {"loss": "灾情损失快报", "impact": "台风影响"}


def state(form: str, hours: int, sender: str, what: str, late: int | None = None) -> SenderState:
    deadline = NOON + timedelta(hours=hours)
    made = None if what in ("missing", "due") else deadline + timedelta(minutes=late or -5)
    return SenderState(form, deadline, sender, sender, "township", sender, what, made, None, 0)


def test_only_the_last_deadline_is_asked_about_and_earlier_ones_are_counted():
    states = [
        state("loss", -8, "甲镇", "missing"), state("loss", -4, "甲镇", "missing"), state("loss", 4, "甲镇", "due"),
        state("loss", -8, "乙镇", "missing"), state("loss", -4, "乙镇", "late", 35),
        state("loss", -8, "丙镇", "missing"), state("loss", -4, "丙镇", "zero"),
        state("loss", -8, "丁镇", "late", 9), state("loss", -4, "丁镇", "in_time"),
        state("loss", 4, "丁镇", "in_time"),  # early for the next deadline, which is not the last one for that
        state("impact", -1, "乙镇", "missing"),
    ]  # fmt: skip
    first, second = reminders(EVENT, states, FORMS, NOON)
    assert (first.sender, second.sender) == ("乙镇", "甲镇")
    assert first.text.splitlines() == [
        "乙镇：",
        "第13号台风“贝碧嘉”报送工作中，截至9月16日12:00，你单位有下列报表未按时报送：",
        "1．《灾情损失快报》，应于9月16日08:00前报送，实际于9月16日08:35报送，迟报35分；此前另有1期未报。",
        "2．《台风影响》，应于9月16日11:00前报送，至今未报，已逾期1小时。",
        "请立即补报；没有情况的，请报送零报告。如有困难，请及时说明原因。",
    ]
    assert "已逾期4小时；此前另有1期未报。" in second.text


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "1分"), (59, "59分"), (60, "1小时"), (1565, "1天2小时5分"), (1440, "1天")]
)
def test_time_in_words(minutes, words):
    assert in_words(timedelta(minutes=minutes)) == words


def test_the_workbook_has_a_row_for_each_report_that_is_owed(connection, tmp_path):
    event = simulate(connection, silent=3)
    found = reminders_of(connection, event)
    states = report_status(connection, event.uid)
    forms = {form.code: form.name for form in report_forms(connection)}
    now = datetime.now(timezone.utc)
    last = {code: max(one.deadline for one in states if one.form == code and one.deadline < now) for code in forms}
    owed = sorted(
        (one.sender, forms[one.form]) for one in states
        if one.deadline == last[one.form] and one.state in ("missing", "late")
    )  # fmt: skip
    assert owed and sorted((one.sender, item.form) for one in found for item in one.overdue) == owed
    sheet = load_workbook(write_reminders(connection, event, found, tmp_path))["催办清单"]
    assert sorted((row[0], row[1]) for row in sheet.iter_rows(min_row=5, values_only=True) if row[1]) == owed
    assert "模拟数据" in sheet["A2"].value and found[0].text.startswith("【模拟数据】")

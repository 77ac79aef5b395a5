"""A township reports in a typhoon: a rule is broken and explained, the status and the bulletin follow."""

from __future__ import annotations

from flood_core.windows.settings import output_folder
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTabWidget,
)  # fmt: skip

from tests.windows.robot import Robot

NAME, LAST, NOW = 0, 2, 3


def an_event_from_its_opening_to_its_end(robot: Robot) -> None:
    """Open an event, first wrongly; raise its response level; end it."""
    events, state = robot.find("reportEvent", QComboBox), robot.find("eventState", QLabel)
    robot.click("newEvent")
    robot.click("saveEvent")
    robot.note("no_name", robot.wait(lambda: robot.messages("eventMessages"), "what is wrong without a name"))
    robot.type("eventName", "摩羯")
    robot.type("eventNumber", "24１1号")
    robot.click("saveEvent")
    robot.wait(lambda: "四位" in str(robot.messages("eventMessages")), "what is wrong with the number")
    robot.note("typed", robot.find("eventName", QLineEdit).text())
    robot.shot("wrong_event")
    robot.type("eventNumber", "2411")
    robot.choose("eventLevel", "Ⅳ级（蓝色）")
    robot.click("eventSimulated")
    robot.click("saveEvent")
    robot.gone("eventWindow")
    robot.wait(lambda: any("摩羯" in events.itemText(at) for at in range(events.count())), "the new event in the list")
    robot.choose(events, next(words for at in range(events.count()) if "摩羯" in (words := events.itemText(at))))
    robot.note("opened", state.text())
    robot.click("changeEvent")
    robot.choose("eventLevel", "Ⅱ级（橙色）")
    robot.click("stage_impact")
    robot.shot("change_event")
    robot.click("saveEvent")
    robot.wait(lambda: "Ⅱ级" in state.text(), "the new level")
    robot.note("raised", state.text())
    robot.click("changeEvent")
    robot.click("endEvent")
    robot.wait(lambda: state.text() == "已结束", "the end")
    assert not robot.find("newEvent").parent().findChild(QPushButton, "changeEvent").isVisible()


def run(robot: Robot) -> None:
    """Fill in, look who is missing, preview, make the bulletin."""
    robot.wait(lambda: "：" in robot.find("floodmapStatus", QLabel).text(), "to be signed in")
    robot.menu("reporting")
    robot.find("reportingWindow")
    form = robot.find("reportForm", QComboBox)
    robot.wait(lambda: form.count() > 1, "the forms")
    robot.choose(form, "灾情损失快报")
    robot.choose(robot.find("area_county", QComboBox), "乐清市")
    robot.choose("area_township", "清江镇")
    fields = robot.find("reportFields", QTableWidget)
    rows = {}

    def read() -> bool:
        rows.update({fields.item(row, NAME).text(): row for row in range(fields.rowCount())})
        return "受灾人口" in rows and fields.item(rows["受灾人口"], LAST).text() != ""

    robot.wait(read, "the fields with the last report")
    robot.note("last", fields.item(rows["受灾人口"], LAST).text())
    robot.click("sameReport")
    fields.item(rows["其中重伤人口"], NOW).setText("三百")
    words = robot.find("reportFindings", QLabel)
    robot.wait(lambda: "重伤" in words.text(), "the broken rule")
    robot.note("rule", words.text())
    robot.shot("broken")
    robot.type("reportNote", "统计口径不同")
    robot.click("handIn")

    def told() -> bool:
        item = fields.item(rows["其中重伤人口"], LAST)  # the table is empty while the form is read anew
        return item is not None and item.text() == "300"

    robot.wait(told, "the report to be the last one")
    tabs = robot.find("reportTabs", QTabWidget)
    tabs.setCurrentIndex(1)
    status = robot.find("reportStatus", QTableWidget)
    robot.wait(status.rowCount, "the status")
    robot.note("states", [status.item(row, 3).text() for row in range(status.rowCount())])
    robot.shot("status")
    robot.click("remind")
    words = robot.find("reminderText", QPlainTextEdit)
    robot.wait(words.toPlainText, "the reminders")
    robot.shot("reminders")
    robot.click("copyReminders")
    robot.note("copied", QApplication.clipboard().text())
    robot.click("writeReminders")
    robot.wait(lambda: list(output_folder().glob("*催办清单*.xlsx")), "the list")
    robot.click("closeReminders")
    robot.gone("reminderWindow")
    tabs.setCurrentIndex(2)
    robot.click("previewBulletin")
    page = robot.find("previewPage", QLabel)
    robot.wait(lambda: page.pixmap() is not None and not page.pixmap().isNull(), "the preview")
    robot.shot("bulletin")
    robot.click("makeBulletin")
    history = robot.find("reportHistory", QTableWidget)
    robot.wait(history.rowCount, "the bulletin in the history")
    robot.note("history", history.item(0, 2).text())
    an_event_from_its_opening_to_its_end(robot)
    robot.click("closeReporting")
    robot.gone("reportingWindow")

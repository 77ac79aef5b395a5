"""The review through the windows: the village hands in, the township pins a remark, returns, compares, approves."""

from __future__ import annotations

from flood_map_editor.check_sums_window import CheckSumsWindow
from flood_map_editor.editor import ELEMENT, Editor
from flood_map_editor.villages_page import VillagesPage
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QListWidget, QTreeWidget, QWidget

from tests.situation.village import VILLAGE
from tests.windows.heart import Heart
from tests.windows.robot import Robot, environment
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, watch_for_errors
from tests.windows.scenarios.guided import looked


def run(robot: Robot) -> None:
    """Open the map, and do one's part."""
    watch_for_errors(robot)
    heart = Heart()
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].on_server, "the villages", 60)
    if environment("PART") == "township":
        fifty_villages(robot, page)
        robot.note("standstill", heart.standstill())
    parts = {"village": village, "township": township, "county": county}
    parts[environment("PART")](robot, page, open_village(robot, page, VILLAGE))
    robot.click("closeMap")
    robot.wait(lambda: page.list.villages.rows, "the list")
    robot.shot("closed")


def open_village(robot: Robot, page: VillagesPage, code: str) -> Editor:
    """Open the map of a village from the list and go to the last step."""
    robot.type("villagesSearch", code)
    robot.wait(lambda: page.list.current() is not None and page.list.current().area_code == code, "the village")
    robot.click("openVillage")
    editor = editor_of(robot)
    looked(robot, editor)
    robot.wait_for_map()
    robot.click("step_submit")
    return editor


def fifty_villages(robot: Robot, page: VillagesPage) -> None:
    """Find one's way among the villages of a whole township: by state, by what waits, by what changed last."""

    def rows() -> list[tuple[str, str, str]]:
        return [(row.village, row.state, row.message) for row in page.list.villages.rows]

    robot.note("villages", rows())
    robot.shot("villages")
    robot.note("in sight", page.list.viewport().height() / page.list.sizeHintForRow(0))
    check_sums(robot)
    states = robot.find("villagesState", QComboBox)
    robot.choose(states, next(states.itemText(n) for n in range(states.count()) if "已提交" in states.itemText(n)))
    robot.note("submitted", [states.currentText(), rows()])
    robot.shot("submitted_only")
    robot.choose(states, states.itemText(0))
    robot.choose("villagesOrder", "待办在前")
    robot.note("waiting first", rows())
    robot.shot("waiting_first")
    robot.choose("villagesOrder", "最近改动在前")
    robot.note("changed last", rows())
    robot.choose("villagesOrder", "按村排")
    robot.type("villagesSearch", "退回")
    robot.note("found", rows())
    robot.shot("returned_found")


def check_sums(robot: Robot) -> None:
    """See what the check-ups of the township's maps come to, check them all, write the workbook."""

    def cells(table: QTreeWidget) -> list[list[str]]:
        rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
        return [[row.text(column) for column in range(table.columnCount())] for row in rows]

    robot.click("checkSums")
    window = robot.find("checkSumsWindow", CheckSumsWindow)
    robot.wait(lambda: window.townships.topLevelItemCount(), "the sums")
    robot.note("sums before", cells(window.townships))
    robot.click("checkSumsCheck")
    robot.wait(lambda: window.townships.topLevelItemCount() and cells(window.townships)[0][3] == "0", "the check", 90)
    robot.wait(lambda: window.rules.topLevelItemCount(), "what is found")
    robot.note("sums", cells(window.townships))
    robot.note("rules", cells(window.rules))
    robot.shot("check_sums")
    robot.click("checkSumsWorkbook")
    robot.wait(lambda: any("体检汇总" in words for words in robot.messages("checkSumsMessages")), "the workbook")
    robot.shot("check_sums_written")
    robot.click("checkSumsClose")
    robot.gone("checkSumsWindow")


def state_is(robot: Robot, editor: Editor, state: str) -> None:
    """Wait until the map has that state here."""
    robot.wait(lambda: editor.copy.head["state"] == state, f"the state {state}", 60)


def village(robot: Robot, page: VillagesPage, editor: Editor) -> None:
    """Hand in, take back, hand in, mend what the township wants, hand in again."""
    robot.shot("before")
    robot.click("handIn")
    state_is(robot, editor, "submitted")
    robot.click("takeBack")
    state_is(robot, editor, "draft")
    robot.click("handIn")
    state_is(robot, editor, "submitted")
    robot.shot("handed_in")
    robot.mark("handed_in")
    robot.wait_for_mark("returned", 150)
    robot.click("syncNow")
    state_is(robot, editor, "township_returned")
    message = robot.find("reviewMessage", QLabel)
    robot.note("message", message.text())
    robot.wait(lambda: editor.copy.rows("situation.remark"), "the remark", 30)
    (row,) = editor.copy.rows("situation.remark").values()
    robot.note("remark", row["words"])
    robot.shot("returned")
    robot.click("closeMap")
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].message, "the message of the township")
    robot.note("message in the list", page.list.villages.rows[0].message)
    robot.shot("returned_in_the_list")
    editor = open_village(robot, page, VILLAGE)
    (uid,) = [uid for uid, row in editor.copy.rows(ELEMENT).items() if row["name"] == "老人活动中心"]
    robot.click(robot.find("remarkDone", QCheckBox))
    editor.show_thing(uid)
    robot.type("field_capacity_people", "45")
    robot.click("thingDone")
    robot.wait(lambda: editor.copy.row(ELEMENT, uid)["capacity_people"] == 45, "the change")
    more_households(robot)
    robot.click("step_submit")
    robot.click("handIn")
    state_is(robot, editor, "submitted")
    robot.mark("again")


def more_households(robot: Robot) -> None:
    """Count the village's households anew in the tables."""
    robot.click("step_people")
    robot.click("openTables")
    robot.find("tablesWindow")
    robot.type("field_households", "310")
    robot.key(Qt.Key.Key_Tab)
    robot.click("tablesClose")
    robot.gone("tablesWindow")


def county(robot: Robot, page: VillagesPage, editor: Editor) -> None:
    """Approve; archive the map of another village, declare that of a third void."""
    robot.click("step_action_approve")
    state_is(robot, editor, "published")
    robot.shot("published")
    robot.mark("published")
    robot.click("closeMap")
    archived, void = environment("ARCHIVED"), environment("VOID")
    editor = open_village(robot, page, archived)
    robot.click("step_action_archive")
    state_is(robot, editor, "archived")
    robot.shot("archived")
    robot.click("closeMap")
    editor = open_village(robot, page, void)
    robot.click("step_action_void")
    robot.type("reasonText", "村已搬迁")
    robot.shot("void_reason")
    robot.click("reasonOk")
    state_is(robot, editor, "void")


def township(robot: Robot, _page: VillagesPage, editor: Editor) -> None:
    """Pin a remark, return with a reason, compare with the last submission, approve."""
    robot.find("step_action_return")
    robot.shot("to_review")
    robot.click("newRemark")
    robot.map_click(*spot(-300, -300))
    robot.type("reasonText", "海塘画短了")
    robot.shot("remark")
    robot.click("reasonOk")
    robot.wait(lambda: editor.copy.unsent() == 0 and editor.copy.rows("situation.remark"), "the remark to be sent", 60)
    robot.click("step_action_return")
    robot.type("reasonText", "缺海塘")
    robot.click("reasonOk")
    state_is(robot, editor, "township_returned")
    robot.mark("returned")
    robot.wait_for_mark("again", 150)
    robot.click("syncNow")
    state_is(robot, editor, "submitted")
    robot.wait(lambda: editor.copy.unsent() == 0, "the sync", 30)
    robot.click("compareSubmission")
    found = robot.find("differenceList", QListWidget)
    robot.wait(lambda: found.count() > 0, "the differences", 30)
    robot.note("differences", [found.item(number).text() for number in range(found.count())])
    robot.shot("differences")
    (facts,) = [one for one in range(found.count()) if "310" in found.item(one).text()]
    robot.click_item(found, found.model().index(facts, 0))
    window = robot.find("tablesWindow", QWidget)
    robot.note("table shown", window.tabs.currentIndex())
    robot.shot("table_of_difference")
    robot.click("tablesClose")
    robot.gone("tablesWindow")
    robot.click("step_action_approve")
    state_is(robot, editor, "township_approved")
    robot.shot("approved")
    robot.mark("approved")
    robot.wait_for_mark("published", 150)
    hand_up(robot, editor)


def hand_up(robot: Robot, editor: Editor) -> None:
    """Pack what the county has approved into one file."""
    robot.click("syncNow")
    state_is(robot, editor, "published")
    robot.click("handUp")
    robot.type("fileName", environment("PACKAGES"))
    robot.shot("hand_up")
    robot.click("fileAccept")
    robot.wait(lambda: "上报成果包" in hint(robot), "the package", 180)
    robot.note("package", hint(robot))
    robot.shot("handed_up")

"""The review through the windows: the village hands in, the township pins a remark, returns, compares, approves."""

from __future__ import annotations

from flood_map_editor.editor import ELEMENT, Editor
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QListWidget

from tests.situation.village import VILLAGE
from tests.windows.robot import Robot, environment
from tests.windows.scenarios.drawing import editor_of, open_list, spot, watch_for_errors
from tests.windows.scenarios.guided import looked


def run(robot: Robot) -> None:
    """Open the map, and do one's part."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].on_server, "the villages", 60)
    robot.type("villagesSearch", VILLAGE)
    robot.wait(lambda: page.list.current() is not None and page.list.current().area_code == VILLAGE, "the village")
    robot.click("openVillage")
    editor = editor_of(robot)
    looked(robot, editor)
    robot.wait_for_map()
    robot.click("step_submit")
    (village if environment("PART") == "village" else township)(robot, editor)
    robot.click("closeMap")
    robot.shot("closed")


def state_is(robot: Robot, editor: Editor, state: str) -> None:
    """Wait until the map has that state here."""
    robot.wait(lambda: editor.copy.head["state"] == state, f"the state {state}", 60)


def village(robot: Robot, editor: Editor) -> None:
    """Hand in, mend what the township wants, hand in again."""
    robot.shot("before")
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
    (uid,) = [uid for uid, row in editor.copy.rows(ELEMENT).items() if row["name"] == "老人活动中心"]
    robot.click(robot.find("remarkDone", QCheckBox))
    editor.show_thing(uid)
    robot.type("field_capacity_people", "45")
    robot.click("thingDone")
    robot.wait(lambda: editor.copy.row(ELEMENT, uid)["capacity_people"] == 45, "the change")
    robot.click("handIn")
    state_is(robot, editor, "submitted")
    robot.mark("again")


def township(robot: Robot, editor: Editor) -> None:
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
    robot.click("step_action_approve")
    state_is(robot, editor, "township_approved")
    robot.shot("approved")

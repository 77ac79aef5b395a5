"""The disk runs full while somebody draws: it is said, nothing is lost, and with room again all goes on."""

from __future__ import annotations

from pathlib import Path

from flood_map_editor.editor import ELEMENT
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLineEdit

from tests.windows.robot import Robot
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, take, watch_for_errors

NAME = "装不下的名字"


def run(robot: Robot) -> None:
    """Name a thing with the disk full, make room, and the name is kept; the same with a new thing."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows, "the file")
    robot.click("openVillage")
    editor = editor_of(robot)
    robot.wait_for_map()
    robot.map_click(*spot(0, -30))
    robot.find("thingPage")
    uid, before = str(editor.selection), len(editor.copy.rows(ELEMENT))
    name = editor.copy.row(ELEMENT, uid)["name"]
    filler = editor.path.parent / "filler"
    fill(filler)
    robot.type("field_name", NAME)
    robot.key(Qt.Key.Key_Tab)
    robot.note("hint", hint(robot))
    robot.note("typed", robot.find("field_name", QLineEdit).text())
    robot.shot("full")
    assert editor.copy.row(ELEMENT, uid)["name"] == name
    robot.click("thingDone")
    robot.find("thingPage")  # what was typed is not left behind
    filler.unlink()
    robot.click("thingDone")
    robot.note("name", editor.copy.row(ELEMENT, uid)["name"])
    fill(filler)
    take(robot, "B20100")
    robot.map_click(*spot(-200, 300))
    robot.note("hint of the point", hint(robot))
    robot.shot("not_placed")
    robot.note("more", len(editor.copy.rows(ELEMENT)) - before)
    filler.unlink()
    robot.map_click(*spot(-200, 300))
    robot.note("more with room", len(editor.copy.rows(ELEMENT)) - before)
    robot.shot("room_again")


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return

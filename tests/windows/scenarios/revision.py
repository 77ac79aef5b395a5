"""Wrong use is answered in words; then next year's revision with three changes, every click of the mouse counted."""

from __future__ import annotations

from flood_map_editor.editor import ELEMENT, Editor
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTableWidget

from tests.situation.village import VILLAGE
from tests.windows.robot import Robot, environment
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, take, watch_for_errors
from tests.windows.scenarios.guided import guide_of, looked, replace_person


def run(robot: Robot) -> None:
    """Work as a person would, with mouse and keys."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: any(row.on_server for row in page.list.villages.rows), "the villages")
    without_area(robot)
    robot.type("villagesSearch", VILLAGE)
    robot.wait(lambda: page.list.current() is not None and page.list.current().area_code == VILLAGE, "the village")
    robot.click("openVillage")
    editor = editor_of(robot)
    robot.wait_for_map()
    wrong_shapes(robot)
    no_way(robot, editor)
    long_note(robot, editor)
    robot.click("closeMap")
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].unsent == 0, "the list")
    robot.menu("villages")
    robot.clicks = 2  # the menu and its entry open the list
    revise(robot)


def without_area(robot: Robot) -> None:
    """Ask for the map of a village that has no boundary."""
    robot.type("villagesSearch", environment("EMPTY"))
    robot.click("openVillage")
    robot.click("makeMap")
    said = robot.find("villagesProblem", QLabel)
    robot.note("no area", said.text())
    robot.shot("no_area")


def wrong_shapes(robot: Robot) -> None:
    """A line of one point, an area that crosses itself, a symbol outside the village."""
    canvas = robot.iface.mapCanvas()
    take(robot, "E30200")
    robot.map_click(*spot(100, -300))
    robot.key(Qt.Key.Key_Return, widget=canvas)
    robot.note("one point", hint(robot))
    robot.shot("one_point")
    robot.key(Qt.Key.Key_Escape, widget=canvas)
    robot.key(Qt.Key.Key_Escape, widget=canvas)
    take(robot, "F20300")
    for x, y in ((100, -200), (300, -400), (300, -200), (100, -400)):
        robot.map_click(*spot(x, y))
    robot.key(Qt.Key.Key_Return, widget=canvas)
    robot.note("crossing", hint(robot))
    robot.shot("crossing")
    robot.key(Qt.Key.Key_Escape, widget=canvas)
    robot.key(Qt.Key.Key_Escape, widget=canvas)
    take(robot, "B20100")
    robot.map_click(*spot(0, 790))
    robot.note("outside", hint(robot))
    robot.click("deleteThing")


def no_way(robot: Robot, editor: Editor) -> None:
    """Ask for a route where no road leads."""
    robot.click("step_routes")
    robot.click("drawRoute")
    robot.map_click(*spot(-900, 600))
    robot.map_click(*spot(900, 20))
    robot.note("no way", hint(robot))
    robot.shot("no_way")
    robot.key(Qt.Key.Key_Escape, widget=robot.iface.mapCanvas())
    robot.key(Qt.Key.Key_Escape, widget=robot.iface.mapCanvas())


def long_note(robot: Robot, editor: Editor) -> None:
    """Paste a note of 100,000 characters."""
    robot.click("step_hazards")
    uid = next(uid for uid, row in editor.copy.rows(ELEMENT).items() if row["name"] == "岭脚滑坡")
    editor.show_thing(uid)
    field = robot.find(environment("NOTE_FIELD"))
    robot.note("kind of field", isinstance(field, QPlainTextEdit))
    before = editor.copy.row(ELEMENT, uid)
    QGuiApplication.clipboard().setText("长" * 100_000)
    field.setFocus()
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, field)
    robot.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, field)
    robot.key(Qt.Key.Key_Tab, widget=field)
    editor.refresh()  # as after a sync
    robot.click("thingDone")
    robot.shot("long_note")
    robot.note("long", [editor.copy.row(ELEMENT, uid) == before, len(field.toPlainText())])
    robot.note("at the field", robot.find(environment("NOTE_FIELD").replace("field_", "problem_"), QLabel).text())
    robot.note("not left", editor.selection == uid and field.hasFocus())
    robot.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, field)
    robot.click("thingDone")
    assert editor.selection is None, "mended, and left"


def revise(robot: Robot) -> None:
    """Copy last year's map, change three things, verify the rest, hand in."""
    robot.click("newMap")
    window = robot.find("newMapWindow")
    robot.key(Qt.Key.Key_Up, widget=robot.find("newMapYear"))
    robot.click("makeMap")
    robot.wait(lambda: not window.isVisible(), "the window to close")
    editor = editor_of(robot)
    guide = guide_of(editor)
    looked(robot, editor)
    robot.wait_for_map()
    while guide.step.key != "submit":
        change(robot, editor, guide.step.key)
        if guide.state().to_verify:
            robot.click("verifyStep")
        key = guide.step.key
        looked(robot, editor, f"{key} to be verified", lambda now, key=key: not now.state(key).to_verify)
        robot.click("stepOn")
    robot.note("findings", [one.message for one in guide.findings if one.severity == "error"])
    robot.shot("ready")
    robot.wait(lambda: robot.find("handIn", QPushButton).isEnabled(), "the map to be ready", 30)
    robot.click("handIn")
    robot.wait(lambda: editor.copy.head["state"] == "submitted", "the server to know", 60)
    robot.note("clicks", robot.clicks)
    robot.shot("handed_in")
    robot.click("closeMap")


def change(robot: Robot, editor: Editor, step: str) -> None:
    """Make the change that belongs to a step."""
    if step == "hazards":  # a new hazard
        take(robot, "B20100")
        robot.map_click(*spot(-100, 300))
        robot.type("field_name", "大岙滑坡")
        robot.key(Qt.Key.Key_Tab)
        robot.type("field_facts/responsible_person", "林守义")
        robot.key(Qt.Key.Key_Tab)
        robot.click("thingDone")
    elif step == "shelters":  # another capacity
        robot.map_click(*spot(900, 20))
        robot.type("field_capacity_people", "95")
        robot.key(Qt.Key.Key_Tab)
        robot.click("thingDone")
    elif step == "people":  # another person
        robot.click("openTables")
        window = robot.find("tablesWindow")
        bar = window.tabs.tabBar()
        robot.click(bar, at=bar.tabRect(1).center())
        page = window.tabs.currentWidget()
        grid = page.findChild(QTableWidget)
        robot.click_item(grid, grid.model().index(0, 1))
        replace_person(robot, page)
        robot.click("tablesClose")
        robot.gone("tablesWindow")

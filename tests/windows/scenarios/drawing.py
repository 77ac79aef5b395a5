"""A compiler's first afternoon: open the village, place, draw, name, move, reshape, delete, undo."""

from __future__ import annotations

from flood_map_editor.editor import Editor
from flood_map_editor.villages_page import VillagesPage
from qgis.core import QgsApplication, QgsPointXY
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QLabel, QListView, QPushButton, QSpinBox
from qgis.utils import plugins

from tests.situation.village import metres
from tests.windows.robot import Robot


def spot(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a place in metres from the village's middle."""
    words = metres(f"POINT ({x} {y})").split("(")[1].rstrip(")").split()
    return float(words[0]), float(words[1])


def editor_of(robot: Robot) -> Editor:
    """Return the open map."""
    return robot.wait(lambda: plugins["flood_map_editor"].editor, "the map to be open")


def watch_for_errors(robot: Robot) -> None:
    """Note what Python complains about from now on: no window may stumble."""
    found: list[str] = []
    robot.note("python errors", found)
    log = QgsApplication.messageLog()
    log.messageReceived.connect(lambda text, tag, _level: found.append(text) if "Traceback" in text else None)


def open_list(robot: Robot) -> VillagesPage:
    """Open the dock 我的村."""
    robot.menu("villages")
    return robot.find("villagesPage", VillagesPage)


def take(robot: Robot, code: str) -> None:
    """Take a symbol into the hand, found by its code."""
    robot.type("paletteSearch", code)
    view = robot.find("paletteSymbols", QListView)
    robot.wait(lambda: view.model().rowCount() == 1, f"one symbol {code}")
    robot.click_item(view, view.model().index(0, 0))


def hint(robot: Robot) -> str:
    """Return what stands at the bottom of the map."""
    return str(robot.find("hintWords", QLabel).text())


def run(robot: Robot) -> None:
    """Work as a person would, with mouse and keys."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].on_server, "the villages")
    robot.note("rows", [(row.village, row.details(), row.state_words()) for row in page.list.villages.rows])
    robot.shot("villages")
    robot.click("openVillage")
    editor = editor_of(robot)
    robot.wait_for_map()
    robot.note("things before", len(editor.copy.rows("situation.element")))
    robot.shot("open")
    take(robot, "B20100")
    robot.note("hint point", hint(robot))
    robot.shot("symbol_taken")
    robot.map_click(*spot(-100, 300))
    robot.find("thingPage")
    robot.type("field_name", "大岙滑坡")
    robot.key(Qt.Key.Key_Tab)
    robot.shot("placed")
    robot.note("placed", editor.copy.row("situation.element", editor.selection))
    point = editor.selection
    robot.click("thingDone")
    robot.map_drag(spot(-100, 300), spot(-100, 200))
    robot.note("moved by", round((QgsPointXY(*spot(-100, 300)).y() - editor.geometry(point).asPoint().y()) * 111000))
    robot.shot("moved")
    robot.click("thingDone")
    area(robot, editor)
    line(robot, editor)
    undoing(robot, editor, point)
    robot.click("closeMap")
    robot.wait(lambda: plugins["flood_map_editor"].editor is None, "the map to be closed")
    robot.shot("closed")
    next_year(robot)


def next_year(robot: Robot) -> None:
    """Make the map of the next year: the window says what is there already."""
    robot.click("newMap")
    window = robot.find("newMapWindow")
    robot.note("draft there", robot.find("newMapNote", QLabel).text())
    robot.note("may make", robot.find("makeMap", QPushButton).isEnabled())
    robot.shot("new_map")
    robot.find("newMapYear", QSpinBox).setFocus()
    robot.key(Qt.Key.Key_Up, widget=robot.find("newMapYear"))
    robot.click("makeMap")
    robot.wait(lambda: not window.isVisible(), "the window to close")
    editor = robot.wait(lambda: plugins["flood_map_editor"].editor, "the new map")
    robot.note("new map", [editor.title, editor.copy.head["year"], editor.copy.head["state"], editor.path.name])
    robot.wait_for_map()
    robot.shot("new_map_open")
    strays = [one.objectName() for one in QApplication.topLevelWidgets() if one.isVisible() and not one.parent()]
    assert strays == ["QgisApp"], strays


def area(robot: Robot, editor: Editor) -> None:
    """Draw an area: too few corners are refused in words; a corner is taken back; the double click ends."""
    take(robot, "F20300")
    canvas = robot.iface.mapCanvas()
    robot.map_click(*spot(100, -200))
    robot.map_click(*spot(300, -200))
    robot.key(Qt.Key.Key_Return, widget=canvas)
    robot.note("too few", hint(robot))
    robot.shot("too_few")
    robot.map_click(*spot(500, -500))
    robot.key(Qt.Key.Key_Backspace, widget=canvas)
    robot.map_click(*spot(300, -400))
    robot.shot("drawing_area")
    robot.map_click(*spot(100, -400))
    robot.map_click(*spot(100, -400), double=True)
    uid = robot.wait(lambda: editor.selection, "the area to be kept")
    robot.note("area", editor.geometry(uid).asWkt(5))
    robot.click("thingDone")
    robot.map_click(*spot(200, -300))
    robot.click("tool_reshape")
    robot.shot("reshaping")
    robot.map_drag(spot(300, -400), spot(400, -500))
    robot.map_drag(spot(200, -200), spot(200, -100))
    shape = editor.geometry(uid)
    robot.note("corners", shape.constGet().nCoordinates())
    robot.shot("reshaped")
    robot.map_drag(spot(100, -400), spot(400, -100))
    robot.note("crossed", hint(robot))
    robot.shot("crossed")
    robot.click("tool_hand")
    robot.click("thingDone")


def line(robot: Robot, editor: Editor) -> None:
    """Draw an evacuation route, which is no element, and one thing outside the village."""
    take(robot, "E30200")
    robot.map_click(*spot(-700, 0))
    robot.map_click(*spot(-100, 0))
    robot.map_click(*spot(0, -30))
    robot.map_click(*spot(0, -30), double=True)
    uid = robot.wait(lambda: editor.selection, "the route to be kept")
    robot.note("route", {key: editor.copy.row("situation.route", uid)[key] for key in ("number", "length_m")})
    robot.shot("route")
    robot.click("thingDone")
    take(robot, "B20100")
    robot.map_click(*spot(0, 790))
    robot.note("outside", hint(robot))
    robot.shot("outside")


def undoing(robot: Robot, editor: Editor, point: str) -> None:
    """Delete with the key, take it back with the keyboard, and repeat."""
    robot.click("thingDone")
    robot.map_click(*spot(-100, 200))
    robot.note("selected", editor.selection == point)
    robot.click("deleteThing")
    robot.note("deleted", editor.copy.row("situation.element", point)["retired"])
    robot.note("deleted hint", hint(robot))
    robot.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, robot.iface.mapCanvas())
    robot.note("undone", editor.copy.row("situation.element", point)["retired"])
    robot.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, robot.iface.mapCanvas())
    robot.note("redone", editor.copy.row("situation.element", point)["retired"])
    robot.click("tool_undo")
    robot.note("undone again", editor.copy.row("situation.element", point)["retired"])
    robot.wait(lambda: editor.copy.unsent() == 0, "the server to have everything")
    robot.shot("synchronised")

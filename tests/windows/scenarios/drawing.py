"""A compiler's first afternoon: open the village, place, draw, name, move, reshape, delete, undo."""

from __future__ import annotations

from flood_core.windows.attribute_form import AttributeForm
from flood_map_editor.editor import Editor
from flood_map_editor.villages_page import VillagesPage
from qgis.core import QgsApplication, QgsPointXY
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDockWidget,
    QLabel,
    QListView,
    QPushButton,
    QSpinBox,
    QToolBar,
)
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
    searching(robot)
    all_of_qgis(robot)
    without_mouse(robot, editor)
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


def symbols_shown(robot: Robot) -> list[str]:
    """Return the codes of the symbols that the palette shows."""
    model = robot.find("paletteSymbols", QListView).model()
    return [model.index(n, 0).data(Qt.ItemDataRole.UserRole).code for n in range(model.rowCount())]


def searching(robot: Robot) -> None:
    """Find a symbol by its name, its pinyin, the initials and its code; each step has its own symbols."""
    found = {}
    for words in ("避难场所", "binanchangsuo", "bncs", "D60100"):
        robot.type("paletteSearch", words)
        found[words] = symbols_shown(robot)
    robot.note("searched", found)
    shown = {}
    for step in ("hazards", "facilities", "shelters"):
        robot.click(f"step_{step}")
        shown[step] = symbols_shown(robot)
    robot.note("of the steps", shown)
    robot.click("step_hazards")


def all_of_qgis(robot: Robot) -> None:
    """Bring all of QGIS back and put it away again; read in big text and in plain."""
    window = robot.iface.mainWindow()

    def visible() -> list[str]:
        bars = [one.objectName() for one in window.findChildren(QToolBar) if one.isVisible()]
        return sorted([*bars, *(one.objectName() for one in window.findChildren(QDockWidget) if one.isVisible())])

    simple = visible()
    robot.click("switchSimple")
    robot.note("all of QGIS", visible())
    robot.shot("all_of_qgis")
    robot.click("switchSimple")
    robot.note("simple", [simple, visible()])
    read = robot.find("paletteSearch")
    before = read.fontInfo().pointSizeF()
    robot.click("bigText")
    robot.note("larger", read.fontInfo().pointSizeF() / before)
    robot.shot("big_text")
    robot.click("bigText")
    robot.note("plain again", read.fontInfo().pointSizeF() == before and _hold_plain_words(robot, before))


def _hold_plain_words(robot: Robot, size: float) -> bool:
    """Tell whether what comes into the lists and forms of the docks later is as large as before."""
    docks = [robot.find(name) for name in ("villagesDock", "drawingDock")]
    areas = [area for dock in docks for area in dock.findChildren(QAbstractScrollArea)]
    return all(area.viewport().fontInfo().pointSizeF() == size for area in areas)


def without_mouse(robot: Robot, editor: Editor) -> None:
    """Place a symbol, name it, take it back: with keys alone."""
    clicks = robot.clicks
    search = robot.find("paletteSearch")
    search.setFocus()
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, search)
    QTest.keyClicks(search, "B20100")
    view = robot.find("paletteSymbols", QListView)
    robot.wait(lambda: view.model().rowCount() == 1, "one symbol")
    while QApplication.focusWidget() is not view:
        robot.key(Qt.Key.Key_Tab)
    robot.key(Qt.Key.Key_Home)
    robot.key(Qt.Key.Key_Return)
    robot.key(Qt.Key.Key_Insert)  # where the focus is: the map
    uid = robot.wait(lambda: editor.selection, "the symbol to be placed")
    robot.note("named by keys", QApplication.focusWidget().objectName())
    QTest.keyClicks(QApplication.focusWidget(), "keys")
    robot.key(Qt.Key.Key_Tab)
    name = editor.copy.row("situation.element", uid)["name"]
    for _ in range(2):
        robot.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, robot.iface.mapCanvas())
    robot.note("by keys", [name, robot.clicks - clicks, uid in editor.copy.rows("situation.element")])


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
    robot.map_click(*spot(-700, -8))  # beside the road, to which it snaps
    robot.map_click(*spot(-100, 0))
    robot.map_click(*spot(0, -30))
    robot.map_click(*spot(0, -30), double=True)
    uid = robot.wait(lambda: editor.selection, "the route to be kept")
    first = editor.geometry(uid).vertexAt(0)
    robot.note("beside the road", abs(first.y() - spot(-700, 0)[1]) * 111_000)
    robot.note("route", {key: editor.copy.row("situation.route", uid)[key] for key in ("number", "length_m")})
    robot.shot("route")
    robot.click("tool_reshape")
    robot.map_drag(spot(-400, 0), spot(-400, -150))
    robot.note("bent", [editor.copy.row("situation.route", uid)[key] for key in ("number", "length_m")])
    forms = robot.find("thingPage").findChildren(AttributeForm)
    robot.note("forms in sight", sum(form.isVisible() for form in forms))
    robot.shot("bent")
    robot.click("tool_hand")
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

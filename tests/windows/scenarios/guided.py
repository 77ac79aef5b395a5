"""A compiler's second year: copy last year's map, go through the steps, mend what the check-up finds."""

from __future__ import annotations

from flood_map_editor.editor import ELEMENT, ROUTE, Editor
from flood_map_editor.finding_list import FindingCard
from flood_map_editor.guide import Guide
from flood_map_editor.offer_card import OfferCard
from flood_map_editor.steps_panel import StepsPanel
from flood_map_editor.tables_window import TablesWindow
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QAction, QLabel, QPushButton, QRadioButton, QSpinBox, QWidget

from tests.windows.robot import Robot
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, take, watch_for_errors


def guide_of(editor: Editor) -> Guide:
    """Return the guide of the open map."""
    (found,) = editor.findChildren(Guide)
    return found


def looked(robot: Robot, editor: Editor, condition: str = "the check-up", test: object = None) -> None:
    """Wait until the check-up says so."""
    guide = guide_of(editor)
    robot.wait(lambda: guide.is_known and (test is None or test(guide)), condition, 30)  # type: ignore[operator]


def run(robot: Robot) -> None:
    """Work as a person would, with mouse and keys."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].on_server, "the villages")
    copy_forward(robot)
    editor = editor_of(robot)
    looked(robot, editor)
    robot.wait_for_map()
    steps = robot.find("stepsPanel", StepsPanel).buttons
    whole = [key for key, one in steps.items() if one.visibleRegion().boundingRect() == one.rect()]
    robot.note("steps in sight", whole)
    robot.shot("first_step")
    hazards(robot, editor)
    shelters(robot, editor)
    routes(robot, editor)
    check_up(robot, editor)
    tables(robot, editor)
    robot.note("unsent", robot.wait(lambda: editor.copy.unsent() == 0, "the server to have everything", 30))
    robot.click("closeMap")


def copy_forward(robot: Robot) -> None:
    """Make the map of next year from this year's."""
    robot.click("newMap")
    window = robot.find("newMapWindow")
    robot.find("newMapYear", QSpinBox).setFocus()
    robot.key(Qt.Key.Key_Up, widget=robot.find("newMapYear"))
    choice = robot.find("newMapCopy", QRadioButton)
    robot.note("copies", [choice.isChecked(), choice.text()])
    robot.shot("copy_forward")
    robot.click("makeMap")
    robot.wait(lambda: not window.isVisible(), "the window to close")


def hazards(robot: Robot, editor: Editor) -> None:
    """Take in what the registers have, verify one thing, say that another is not here, verify the rest."""
    guide = guide_of(editor)
    robot.click("step_hazards")
    robot.note("wanted", robot.find("stepWanted", QLabel).text())
    robot.note("offers", [one.name for one in guide.state().offers])
    robot.shot("hazards")
    robot.click("acceptOffer")
    looked(robot, editor, "the offer to be taken", lambda now: len(now.state().offers) == 3)
    robot.click("acceptAll")
    looked(robot, editor, "all to be taken", lambda now: [o.name for o in now.state().offers] == ["无坐标滑坡"])
    answer_the_terrain(robot, editor)
    robot.click("nextToVerify")
    uid = editor.selection
    robot.note("to verify", robot.find("verifyWords", QLabel).text())
    robot.shot("to_verify")
    robot.click("verifyThing")
    robot.note("verified", editor.copy.row(ELEMENT, uid)["review_state"])
    robot.click("thingDone")
    robot.click("nextToVerify")
    other = editor.selection
    robot.click("notHere")
    robot.note("reason asked", robot.find("reasonOk", QPushButton).isEnabled())
    robot.type("reasonText", "已拆除")
    robot.shot("not_here")
    robot.click("reasonOk")
    robot.note("not here", [editor.copy.row(ELEMENT, other)[key] for key in ("review_state", "review_reason")])
    robot.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, robot.iface.mapCanvas())
    robot.click("verifyStep")
    looked(robot, editor, "all to be verified", lambda now: not now.state("hazards").to_verify)
    robot.shot("hazards_verified")


def answer_the_terrain(robot: Robot, editor: Editor) -> None:
    """Take the first suggestion over to change it, and say why the second is no danger."""
    page = robot.find("stepPage")
    robot.note("suggestions", [f"{one.name}\n{one.words}" for one in guide_of(editor).state().suggestions])
    robot.shot("suggested")
    actions(page, "suggestion")[1].trigger()
    taken = robot.wait(lambda: editor.selection, "the suggestion to be chosen")
    robot.note("taken suggestion", [editor.copy.row(ELEMENT, taken)[key] for key in ("people", "review_state")])
    robot.shot("suggestion_taken")
    robot.click("thingDone")
    looked(robot, editor, "one to be left", lambda now: len(now.state().suggestions) == 1)
    actions(page, "suggestion")[2].trigger()
    robot.type("reasonText", "屋后已做挡墙")
    robot.shot("suggestion_refused")
    robot.click("reasonOk")
    looked(robot, editor, "all to be answered", lambda now: not now.state().suggestions)
    rows = editor.copy.rows(ELEMENT).values()
    robot.note("answers", sorted(row["review_state"] for row in rows if "settlement_uid" in row["facts"]))


def actions(page: QWidget, name: str) -> list[QAction]:
    """Return what the menu of the first card offers."""
    card = page.findChild(OfferCard, name)
    return list(card.menu.actions())


def shelters(robot: Robot, editor: Editor) -> None:
    """Place another shelter, and verify those of last year."""
    robot.click("step_shelters")
    robot.click("showWhole")
    robot.wait_for_map()
    take(robot, "D60100")
    robot.map_click(*spot(300, -60))
    robot.type("field_name", "方江小学")
    robot.key(Qt.Key.Key_Tab)
    robot.type("field_capacity_people", "200")
    robot.key(Qt.Key.Key_Tab)
    robot.click("thingDone")
    robot.click("verifyStep")
    looked(robot, editor, "the step to be done", lambda now: now.state("shelters").is_done)
    robot.shot("shelters_done")


def routes(robot: Robot, editor: Editor) -> None:
    """Two clicks from the danger zone to the shelter."""
    robot.click("step_routes")
    robot.click("drawRoute")
    robot.note("route hint", hint(robot))
    robot.map_click(*spot(300, 300))
    robot.note("no zone", hint(robot))
    robot.map_click(*spot(-700, 20))
    robot.note("from", hint(robot))
    robot.shot("route_from")
    robot.map_click(*spot(300, -60))
    uid = robot.wait(lambda: editor.selection, "the route")
    row = editor.copy.row(ROUTE, uid)
    robot.note("route", [row["number"], round(row["length_m"]), round(row["walking_minutes"])])
    robot.note("route words", robot.find("verifyWords", QLabel).text())
    robot.shot("route_drawn")
    robot.click("thingDone")
    robot.click("verifyStep")


def card(robot: Robot, code: str) -> FindingCard:
    """Bring the first finding of a rule into sight, and return it."""
    cards = robot.find("findingList").findChildren(FindingCard)
    found = next(one for one in cards if one.told.finding.code == code)
    robot.find("findingList").ensureWidgetVisible(found)
    robot.pause(0.1)
    return found


def check_up(robot: Robot, editor: Editor) -> None:
    """Look at all findings, mend one at a click, go to another."""
    guide = guide_of(editor)
    looked(robot, editor, "the routes to be verified", lambda now: not now.state("routes").to_verify)
    robot.click("step_submit")
    robot.note("severities", [one.severity for one in guide.findings])
    robot.shot("check_up")
    robot.click(card(robot, "register_moved_on").findChild(QPushButton, "fixFinding"))
    robot.wait(lambda: not [one for one in guide.findings if one.finding.code == "register_moved_on"],
               "the finding to be mended", 30)  # fmt: skip
    robot.shot("mended")
    robot.click(card(robot, "shelter_without_manager"))
    robot.note("shown", editor.name_of(editor.selection or ""))
    robot.shot("finding_shown")


def replace_person(robot: Robot, page: QWidget) -> None:
    """Put another person everywhere in the place of the one whose row is chosen."""
    robot.click(page.findChild(QPushButton, "replacePerson"))
    within = robot.find("personWindow")
    robot.type(robot.find("field_name", within=within), "陈新人")
    robot.type(robot.find("field_phone", within=within), "13900000009")
    robot.shot("replace")
    robot.click("personOk")
    robot.gone("personWindow")


def tables(robot: Robot, editor: Editor) -> None:
    """Type into a table, paste from Excel with a wrong phone and without, replace a person everywhere."""
    robot.click("thingDone")
    robot.click("step_people")
    robot.shot("people")
    robot.click("openTables")
    window = robot.find("tablesWindow")
    robot.type("field_households", "310")
    robot.key(Qt.Key.Key_Tab)
    robot.shot("facts")
    window.tabs.setCurrentIndex(2)
    page = window.tabs.currentWidget()
    QGuiApplication.clipboard().setText("东网格\t水库\t王大\t1390000\t\n")
    robot.click(page.findChild(QPushButton, "pasteRows"))
    robot.note("refused", [item.text() for item in robot.find("tablesBar").items()])
    robot.shot("paste_refused")
    QGuiApplication.clipboard().setText("东网格\t水库\t王大\t139 0000 0004\t\n")
    robot.click(page.findChild(QPushButton, "pasteRows"))
    robot.wait(lambda: page.grid.rowCount() == 2, "the row to be pasted")
    rows = [page.grid.item(number, 2).text() for number in range(2)]
    number = rows.index("林守义")
    robot.click_item(page.grid, page.grid.model().index(number, 2))
    replace_person(robot, page)
    robot.note("grid", [[page.grid.item(n, c).text() for c in range(4)] for n in range(2)])
    robot.shot("grid")
    window.tabs.setCurrentIndex(3)
    robot.shot("transfer_list")
    robot.click(window.tabs.currentWidget().findChild(QPushButton, "verifyTable"))
    robot.wait(lambda: not [1 for row in editor.copy.rows("register.transfer_household").values()
                            if row["review_state"] == "to_verify"], "the list to be verified")  # fmt: skip
    things_in_tables(robot, editor, window)


def things_in_tables(robot: Robot, editor: Editor, window: TablesWindow) -> None:
    """Paste what a shelter takes, look at the stores and thresholds, and go from a row to the map."""
    for number, name in ((6, "thresholds"), (5, "stores"), (4, "shelters")):
        window.tabs.setCurrentIndex(number)
        robot.shot(f"{name}_table")
    page = window.tabs.currentWidget()
    QGuiApplication.clipboard().setText("名称\t可容纳\t建筑面积\t有无安全鉴定\n方江小学\t210\t900\t有\n")
    robot.click(page.findChild(QPushButton, "pasteRows"))
    names = [page.grid.item(row, 0).text() for row in range(page.grid.rowCount())]
    row = names.index("方江小学")
    robot.wait(lambda: page.grid.item(row, 2).text() == "210", "the row to be pasted")
    robot.note("shelter", [page.grid.item(row, column).text() for column in range(5)])
    robot.shot("shelters_pasted")
    robot.click_item(page.grid, page.grid.model().index(row, 0))
    robot.click(page.findChild(QPushButton, "showOnMap"))
    robot.gone("tablesWindow")
    robot.note("gone to", editor.name_of(editor.selection or ""))

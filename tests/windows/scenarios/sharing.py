"""Two people on one village: each sees what the other saved; a conflict is decided with both versions in sight."""

from __future__ import annotations

from typing import Callable

from flood_core.windows.conflict_window import COLORS
from flood_map_editor.editor import ELEMENT, Editor
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QLabel, QLineEdit

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, take, watch_for_errors


def open_village(robot: Robot) -> Editor:
    """Open the first village of the list."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows and page.list.villages.rows[0].on_server, "the villages")
    robot.click("openVillage")
    editor = editor_of(robot)
    robot.wait_for_map()
    return editor


def named(editor: Editor, name: str) -> str | None:
    """Return the uid of the thing of that name."""
    rows = editor.copy.rows(ELEMENT).items()
    return next((uid for uid, row in rows if row["name"] == name), None)


def rename(robot: Robot, editor: Editor, at: tuple[float, float], name: str) -> str:
    """Click a thing and give it another name."""
    robot.map_click(*at)
    robot.find("thingPage")
    uid = editor.selection
    assert uid is not None
    robot.type("field_name", name)
    robot.key(Qt.Key.Key_Tab)
    robot.wait(lambda: editor.copy.row(ELEMENT, uid)["name"] == name, "the name to be kept")
    robot.click("thingDone")
    return uid


def run(robot: Robot) -> None:
    """Be the first or the second of two."""
    {"first": first, "second": second}[environment("PART")](robot)


def first(robot: Robot) -> None:
    """Draw, let the other see it; cut off, rename what the other renames too; connected again, decide."""
    editor = open_village(robot)
    robot.mark("open")
    robot.wait_for_mark("both_open", 90)
    robot.note("company", robot.find("mapCompany", QLabel).text())
    take(robot, "B20100")
    robot.map_click(*spot(-200, 300))
    robot.type("field_name", "甲画的滑坡")
    robot.key(Qt.Key.Key_Tab)
    robot.click("thingDone")
    robot.wait(lambda: named(editor, "乙画的滑坡"), "what the other drew")
    robot.shot("both_things")
    robot.wait(lambda: editor.copy.unsent() == 0, "the server to have everything")
    robot.mark("seen")
    robot.wait_for_mark("cut", 90)
    uid = rename(robot, editor, spot(0, -30), "老年活动室")
    robot.map_drag(spot(0, -30), spot(0, -330))
    robot.click("thingDone")
    status = robot.find("mapSync", QLabel)
    robot.wait(lambda: editor.sync.state == "offline", "the sync to find nobody")
    robot.note("offline", status.text())
    robot.note("unsent", editor.copy.unsent())
    robot.shot("offline")
    robot.mark("renamed")
    robot.wait_for_mark("other_saved", 90)
    robot.wait(lambda: len(editor.copy.decisions()) == 2, "the conflicts")
    robot.shot("conflict")
    decide(robot, editor)
    robot.wait(lambda: editor.copy.unsent() == 0 and not editor.copy.conflicts(), "all to be settled")
    robot.note("row", editor.copy.row(ELEMENT, uid))
    robot.wait(lambda: editor.sync.state == "done", "peace with the server")
    robot.note("sync", status.text())
    robot.shot("settled")
    typing(robot, editor, uid)
    dragging(robot, editor, uid)


def typing(robot: Robot, editor: Editor, uid: str) -> None:
    """Type a name while the other's name comes in: neither replaces the other unseen."""
    robot.map_click(*spot(0, -330))
    robot.find("thingPage")
    robot.type("field_name", "老年食堂")
    robot.mark("typing")
    robot.wait(lambda: editor.copy.row(ELEMENT, uid)["name"] == "老年大学", "what the other saved")
    robot.note("still typed", robot.find("field_name", QLineEdit).text())
    robot.key(Qt.Key.Key_Tab)
    robot.wait(lambda: len(editor.copy.decisions()) == 1, "the conflict")
    robot.note("typing hint", robot.find("hintWords", QLabel).text())
    robot.wait(lambda: editor.copy.conflicts()[0].theirs_by, "the other's name")
    robot.shot("typed_conflict")
    robot.click("mapConflicts")
    robot.find("conflictWindow")
    robot.shot("typed_deciding")
    robot.click("version_theirs_0")
    robot.click("keepDecisions")
    robot.gone("conflictWindow")
    robot.wait(lambda: editor.copy.unsent() == 0 and not editor.copy.conflicts(), "all to be settled")
    robot.note("typed row", editor.copy.row(ELEMENT, uid)["name"])


def shapes_on_map(robot: Robot) -> list[str]:
    """Return the colours of the shapes of both versions that are in sight."""
    canvas = robot.iface.mapCanvas()
    found = [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand) and one.isVisible()]
    in_sight = [one for one in found if canvas.extent().intersects(one.asGeometry().boundingBox())]
    return sorted({one.strokeColor().name().upper() for one in in_sight} & set(COLORS.values()))


def dragging(robot: Robot, editor: Editor, uid: str) -> None:
    """Hold a thing while the other changes it and another one: the hand keeps it, and the drop is never lost unseen."""
    other = named(editor, "乙画的滑坡")
    assert other is not None

    def hold(start: tuple[float, float], end: tuple[float, float], mark: str, news: Callable[[], bool]) -> None:
        robot.map_hold(start, end)
        robot.wait(lambda: is_held_at(robot, end), "the thing to be where the hand is")
        ground = robot.iface.mapCanvas().extent()
        robot.mark(mark)
        robot.wait(news, f"what the other saved: {mark}")
        robot.wait(lambda: not editor.sync.is_running, "the sync to end")
        robot.wait_for_map()
        robot.shot(mark)
        robot.note(mark, [is_held_at(robot, end), robot.iface.mapCanvas().extent() == ground])
        robot.map_let_go(end)

    def names() -> list[str]:
        return [editor.copy.row(ELEMENT, one)["name"] for one in (uid, other)]

    hold(spot(0, -330), spot(150, -330), "held_renamed", lambda: names() == ["老年之家", "乙改的滑坡"])
    robot.note("name after the drop", editor.copy.row(ELEMENT, uid)["name"])
    robot.note("decisions after renaming", len(editor.copy.decisions()))
    robot.wait(lambda: editor.copy.unsent() == 0, "the server to have the new place")
    at_drop = editor.copy.row(ELEMENT, uid)["geom"]
    hold(spot(150, -330), spot(150, -200), "held_moved", lambda: editor.copy.row(ELEMENT, uid)["geom"] != at_drop)
    robot.wait(lambda: len(editor.copy.decisions()) == 1, "the conflict")
    robot.note("moved hint", hint(robot))
    robot.click("mapConflicts")
    robot.find("conflictWindow")
    robot.wait_for_map()
    robot.note("shapes before deciding", shapes_on_map(robot))
    robot.shot("moved_deciding")
    robot.click("version_mine_0")
    robot.click("keepDecisions")
    robot.gone("conflictWindow")
    robot.wait(lambda: editor.copy.unsent() == 0 and not editor.copy.conflicts(), "all to be settled")
    hold(spot(200, 300), spot(260, 300), "held_deleted", lambda: editor.layers.row(other) is None)
    robot.note("deleted hint", hint(robot))
    robot.note("selected after deletion", editor.selection)
    robot.shot("held_is_gone")


def is_held_at(robot: Robot, place: tuple[float, float]) -> bool:
    """Tell whether the map shows what the hand holds at a place (degrees), to a pixel."""
    canvas = robot.iface.mapCanvas()
    band = canvas.mapTool()._band
    if band is None:
        return False
    shown = canvas.getCoordinateTransform().transform(band.asGeometry().centroid().asPoint())
    wanted = robot.map_point(*place)
    return abs(shown.x() - wanted.x()) <= 1 and abs(shown.y() - wanted.y()) <= 1


def decide(robot: Robot, editor: Editor) -> None:
    """Take the other's name and words, keep the own place."""
    robot.click("mapConflicts")
    window = robot.find("conflictWindow")
    fields = [card.row.key[2] for card in window.findChildren(QFrame) if hasattr(card, "row")]
    robot.note("fields", fields)
    robot.click("all_theirs")
    robot.click(f"version_mine_{fields.index(('geom',))}")
    robot.shot("deciding")
    robot.click("keepDecisions")
    robot.gone("conflictWindow")


def second(robot: Robot) -> None:
    """See what the first drew, draw too."""
    editor = open_village(robot)
    robot.mark("open")
    robot.wait(lambda: named(editor, "甲画的滑坡"), "what the other drew")
    robot.shot("seen")
    take(robot, "B20100")
    robot.map_click(*spot(200, 300))
    robot.type("field_name", "乙画的滑坡")
    robot.key(Qt.Key.Key_Tab)
    robot.click("thingDone")
    robot.wait(lambda: editor.copy.unsent() == 0, "the server to have it")

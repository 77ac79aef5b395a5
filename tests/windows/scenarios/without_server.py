"""No server: a file of this computer is opened, a power cut loses nothing, it is carried, goes, is locked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from flood_core.windows.translation import named
from flood_map_editor.editor import ELEMENT, Editor
from flood_map_editor.hint_line import GOOD
from flood_map_editor.palette_view import PaletteView
from flood_map_editor.villages_page import VillagesPage
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QToolButton

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, take, watch_for_errors
from tests.windows.scenarios.sharing import named as of_name

NAME = "断电前画的滑坡"


def run(robot: Robot) -> None:
    """Be the afternoon before the power cut, or the one after it."""
    watch_for_errors(robot)
    {"before": before, "after": after}[environment("PART")](robot)


def open_file(robot: Robot) -> Editor:
    """Open the first file of the list."""
    page = open_list(robot)
    rows = robot.wait(lambda: page.list.villages.rows, "the files")
    robot.note("rows", [(row.village, row.details()) for row in rows])
    robot.shot("files")
    robot.click("openVillage")
    editor = editor_of(robot)
    robot.wait_for_map()
    return editor


def before(robot: Robot) -> None:
    """Place a point, and be in the middle of an area when the power goes; all of it in English."""
    editor = open_file(robot)
    robot.shot("english")
    robot.click("bigText")
    editor.say("What belongs to the step before", GOOD)
    robot.click("step_hazards")
    robot.shot("english_big")
    shown = [one.text() for one in robot.iface.mainWindow().findChildren(QLabel) if one.isVisible()]
    shown += [one.text() for one in robot.iface.mainWindow().findChildren(QAbstractButton) if one.isVisible()]
    shown += words_of_the_lists(robot)
    robot.click("bigText")
    take(robot, "B20100")
    robot.map_click(*spot(-200, 300))
    robot.type("field_name", NAME)
    shown += form_in_words(robot)
    robot.shot("english_form")
    robot.click("thingDone")
    (robot.out / "english.txt").write_text("\n".join(shown), encoding="utf-8")
    take(robot, "F20300")
    robot.map_click(*spot(100, -200))
    robot.map_click(*spot(300, -200))
    robot.mark("half_drawn")
    robot.pause(60)


def words_of_the_lists(robot: Robot) -> list[str]:
    """Return what stands in the palette: its groups, its symbols, and those that a word finds."""
    palette = robot.find("palette", PaletteView)
    groups = [palette.groups.itemText(number) for number in range(palette.groups.count())]
    robot.type("paletteSearch", "reservoir")
    found = [named(entry.name) for entry in palette.model.entries]
    assert found and all("reservoir" in words.lower() for words in found), found
    robot.shot("english_palette")
    palette.search.clear()
    model = palette.model
    return groups + [str(model.data(model.index(row), Qt.ItemDataRole.ToolTipRole)) for row in range(model.rowCount())]


def form_in_words(robot: Robot) -> list[str]:
    """Return labels and choices of the form of the thing at hand."""
    form = robot.find("attributeForm")
    boxes = form.findChildren(QComboBox)
    labels = [one.text() for one in form.findChildren(QLabel)]
    return labels + [box.itemText(number) for box in boxes for number in range(box.count())]


def after(robot: Robot) -> None:
    """Find all that was confirmed, undo and redo it, take the map along, lose the file, find it locked."""
    editor = open_file(robot)
    there, said = [], []
    for step in ("", "tool_undo", "tool_redo"):
        if step:
            robot.click(step)
        there.append(of_name(editor, NAME) is not None)
        said.append(hint(robot))
    robot.note("names", there)
    robot.note("said", said)
    robot.shot("recovered")
    carry(robot)
    lose(robot, editor)
    lock(robot, editor)
    lose_for_good(robot, bring_back(robot))


def carry(robot: Robot) -> None:
    """Take the map along on a stick."""
    stick = Path(environment("STICK"))
    robot.click("carryAway")
    robot.find("carryWindow")
    robot.type("fileName", str(stick))
    robot.shot("carry")
    robot.click("fileAccept")
    robot.wait((stick / "village.gpkg").exists, "the file on the stick")
    robot.wait(lambda: "village" in hint(robot), "the words")
    robot.note("carried", hint(robot))
    robot.shot("carried")


def lose(robot: Robot, editor: Editor) -> None:
    """Let the file go while it is open, and come back."""
    path = editor.path
    path.rename(path.with_suffix(".away"))
    robot.wait(lambda: editor.is_locked, "the loss to be seen")
    robot.note("gone", hint(robot))
    robot.note("locked tools", robot.find("tool_undo", QToolButton).isEnabled())
    robot.shot("gone")
    path.with_suffix(".away").rename(path)
    robot.wait(lambda: not editor.is_locked, "the file to be back")
    robot.note("there again", hint(robot))
    robot.note("back", robot.find("tool_undo", QToolButton).isEnabled() is False)


def lock(robot: Robot, editor: Editor) -> None:
    """Let another program submit the map: it can be looked at, and says why it cannot be changed."""
    with closing(sqlite3.connect(editor.path)) as opened, opened:
        opened.execute("update floodmap_head set value = 'submitted' where key = 'state'")
    robot.wait(lambda: editor.is_locked, "the lock to be seen")
    robot.note("why locked", robot.find("whyLocked", QLabel).text())
    robot.shot("locked")
    robot.map_click(*spot(-200, 300))
    robot.find("thingPage")
    robot.shot("locked_thing")
    QApplication.processEvents()
    assert editor.copy.rows(ELEMENT)


def bring_back(robot: Robot) -> Editor:
    """Open what was taken along: a name that is not there is said to be so."""
    robot.click("closeMap")
    robot.click("openFile")
    stick = Path(environment("STICK"))
    robot.type("fileName", str(stick / "villag.gpkg"))
    robot.note("no file", robot.find("fileNote", QLabel).text())
    robot.type("fileName", str(stick / "village.gpkg"))
    robot.click("fileAccept")
    editor = editor_of(robot)
    robot.note("brought back", [str(editor.path), of_name(editor, NAME) is not None, editor.is_locked])
    return editor


def lose_for_good(robot: Robot, editor: Editor) -> None:
    """Let the file go in the middle of a word; the next map that is opened has nothing to do with it."""
    robot.map_click(*spot(-200, 300))
    robot.type("field_name", "没写完")
    editor.path.rename(editor.path.with_suffix(".lost"))
    robot.wait(lambda: editor.is_locked, "the loss to be seen")
    robot.click("closeMap")
    page = robot.find("villagesPage", VillagesPage)
    robot.wait(lambda: editor.path not in [row.path for row in page.list.villages.rows], "the list without it")
    robot.click("openFile")
    robot.type("fileName", str(Path(environment("MAPS")) / "broken.gpkg"))
    robot.click("fileAccept")
    problem = robot.find("villagesProblem", QLabel)
    robot.note("problem", problem.text())
    robot.shot("problem")
    robot.wait(lambda: page.list.current() is not None and not page.list.current().problem, "a map that is well")
    robot.click("openVillage")
    editor_of(robot)
    robot.wait_for_map()
    words = robot.iface.mapCanvas().findChildren(QLabel, "hintWords")
    robot.note("hints of the next map", [one.text() for one in words if one.isVisible()])
    robot.note("problem stays", not problem.isHidden())
    robot.shot("next_map")

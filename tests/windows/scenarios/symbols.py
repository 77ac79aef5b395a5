"""Keep the symbol library: browse, search, add from an SVG, refuse a hostile one, change, retire, hand on, take in."""

from __future__ import annotations

from pathlib import Path

from flood_core.windows.panel import Head
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QListView, QListWidget, QMessageBox, QPushButton

from tests.windows.robot import Robot, environment


def run(robot: Robot) -> None:
    """Work as the owner of an empty database, who keeps its symbols."""
    folder = Path(environment("DRAWINGS"))
    robot.menu("symbols")
    window = robot.find("symbolWindow", QDialog)
    listed = robot.find("symbolList", QListView)
    robot.wait(lambda: listed.model().rowCount() > 300, "the shipped symbols")
    robot.note("without a database", robot.find("addSymbol", QPushButton).isEnabled())
    robot.shot("without_database")
    sign_in(robot)
    robot.wait(robot.find("addSymbol", QPushButton).isEnabled, "the keeper's rights")
    browse(robot, listed)
    add(robot, folder, window)
    change(robot, folder, listed)
    retire(robot, listed)
    hand_on(robot, folder, listed)
    robot.shot("end")
    robot.click("closeSymbols")
    robot.gone("symbolWindow")


def sign_in(robot: Robot) -> None:
    """Connect to the test's database."""
    robot.menu("connection")
    robot.click("kind_embedded")
    robot.type("embeddedDatabase", environment("DATABASE"))
    robot.click("connectNow")
    robot.gone("connectionWindow")


def names(listed: QListView) -> list[str]:
    """Return the names in the list."""
    model = listed.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def browse(robot: Robot, listed: QListView) -> None:
    """Search as people do, and look through the groups."""
    for typed in ("shuiku", "sk", "水库", "C20551", "reservoir"):
        robot.type("symbolSearch", typed)
        robot.wait(lambda: "水库" in names(listed), f"水库 by {typed}")
        robot.note(f"found by {typed}", names(listed))
    robot.shot("search")
    robot.type("symbolSearch", "没有这样的符号")
    robot.wait(lambda: not names(listed), "nothing")
    robot.note("nothing", robot.find("cardTitle", QLabel).text())
    clear(robot)
    groups = robot.find("symbolGroups", QListWidget)
    for row in range(groups.count()):
        robot.click_item(groups, groups.model().index(row, 0))
        robot.note(groups.item(row).text(), listed.model().rowCount())
    robot.click_item(groups, groups.model().index(1, 0))
    robot.click_item(listed, listed.model().index(170, 0))
    robot.shot("group")
    robot.click_item(groups, groups.model().index(0, 0))


def clear(robot: Robot) -> None:
    """Empty the search line with the keyboard."""
    line = robot.find("symbolSearch", QLineEdit)
    line.setFocus()
    line.selectAll()
    robot.key(Qt.Key.Key_Delete, widget=line)


def add(robot: Robot, folder: Path, window: QDialog) -> None:
    """Offer a hostile drawing, then an honest one."""
    robot.click("addSymbol")
    robot.find("symbolForm", QDialog)
    robot.type(robot.find("symbolFilePath", QLineEdit), str(folder / "hostile.svg"))
    problem = robot.find("symbolProblem", QLabel)
    robot.wait(problem.text, "the refusal")
    robot.note("hostile", problem.text())
    robot.note("hostile can be saved", robot.find("saveSymbol", QPushButton).isEnabled())
    robot.shot("hostile")
    robot.type(robot.find("symbolFilePath", QLineEdit), str(folder / "pump.svg"))
    robot.wait(lambda: not problem.text(), "the drawing to be taken")
    kind = robot.find("symbolKind", QComboBox)
    kind.setFocus()
    kind.setCurrentIndex(kind.findData("resource"))
    robot.type("symbolName", "移动泵车")
    robot.type("symbolEnglish", "Mobile pump")
    robot.type("symbolLabel", "泵车")
    robot.type("symbolSubLabels", "大流量、小流量")
    robot.wait(robot.find("saveSymbol", QPushButton).isEnabled, "the form to be whole")
    robot.shot("form")
    robot.click("saveSymbol")
    robot.gone("symbolForm")
    title = robot.find("cardTitle", QLabel)
    robot.wait(lambda: "移动泵车" in title.text(), "the new symbol")
    robot.note("added", title.text())
    robot.shot("added")


def change(robot: Robot, folder: Path, listed: QListView) -> None:
    """Give a shipped symbol another name and drawing, then take the shipped one back."""
    robot.type("symbolSearch", "B20200")
    robot.wait(lambda: names(listed) == ["山洪灾害危险区"], "the shipped symbol")
    robot.click("changeSymbol")
    robot.find("symbolForm", QDialog)
    robot.type("symbolName", "山洪沟")
    robot.type(robot.find("symbolFilePath", QLineEdit), str(folder / "star.svg"))
    robot.shot("change")
    robot.click("saveSymbol")
    robot.gone("symbolForm")
    robot.wait(lambda: names(listed) == ["山洪沟"], "the new name")
    facts = robot.find("cardFacts", QLabel)
    robot.wait(lambda: "3" in facts.text(), "the third version")
    robot.note("changed", facts.text())
    robot.shot("changed")
    robot.click("shippedSymbol")
    robot.wait(lambda: names(listed) == ["山洪灾害危险区"], "the shipped name")
    robot.note("in use can be retired", robot.find("retireSymbol", QPushButton).isEnabled())


def retire(robot: Robot, listed: QListView) -> None:
    """Take a shipped symbol that stands for nothing out of use, and back."""
    robot.type("symbolSearch", "A40300")
    robot.wait(lambda: len(names(listed)) == 1, "one symbol")
    robot.click("retireSymbol")
    robot.find("retireQuestion", QMessageBox)
    robot.shot("question")
    robot.click("retireYes")
    robot.wait(lambda: not names(listed), "it to go")
    groups = robot.find("symbolGroups", QListWidget)
    robot.click_item(groups, groups.model().index(groups.count() - 1, 0))
    robot.wait(lambda: len(names(listed)) == 1, "it among the retired")
    robot.click("restoreSymbol")
    title = robot.find("cardTitle", QLabel)
    robot.wait(lambda: len(names(listed)) > 300 and "A40300" in title.text(), "it to come back, among all")
    robot.note("restored", title.text())


def hand_on(robot: Robot, folder: Path, listed: QListView) -> None:
    """Write the library, delete the symbol, take it in again; then a broken file."""
    file = folder / "本县符号.floodsymbols"
    robot.click("exportSymbols")
    robot.type("libraryFile", str(file))
    robot.shot("export")
    robot.click("libraryGo")
    robot.gone("libraryDialog")
    robot.wait(file.exists, "the library file")
    robot.type("symbolSearch", "泵车")
    robot.wait(lambda: names(listed) == ["移动泵车"], "our symbol")
    robot.click("retireSymbol")
    robot.click("retireYes")
    robot.wait(lambda: not names(listed), "it to be deleted")
    take_in(robot, folder / "broken.floodsymbols")
    window = robot.find("symbolWindow", QDialog)
    robot.wait(lambda: window.bar.currentItem() and "broken" in window.bar.currentItem().text(), "the refusal")
    robot.note("broken", window.bar.currentItem().text())
    robot.note("bar below the head", window.bar.y() >= window.findChild(Head).geometry().bottom())
    robot.shot("broken")
    take_in(robot, file)
    robot.wait(lambda: names(listed) == ["移动泵车"], "our symbol again")


def take_in(robot: Robot, file: Path) -> None:
    """Import a file."""
    robot.click("importSymbols")
    robot.type("libraryFile", str(file))
    robot.click("libraryGo")
    robot.gone("libraryDialog")
    robot.find("symbolSearch", QLineEdit).setFocus(Qt.FocusReason.OtherFocusReason)

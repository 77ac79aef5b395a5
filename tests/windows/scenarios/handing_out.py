"""Hand a ledger out as a county does, and take it back in when it comes home filled."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QTableView, QTreeWidget

from tests.windows.robot import Robot, environment


def hand_out(robot: Robot) -> None:
    """Tick reservoirs and shelters, choose the township, write the file."""
    robot.menu("handOut")
    window = robot.find("handOutWindow", QDialog)
    county = robot.find("area_county", QComboBox, window)
    robot.wait(lambda: county.count() > 0, "the areas")
    robot.choose(county, "乐清市")
    robot.choose(robot.find("area_township", QComboBox, window), "清江镇")
    tree = robot.find("handOutCategories", QTreeWidget)
    assert not robot.find("handOut").isEnabled()
    for words in ("水库", "避灾安置场所"):
        robot.type("handOutSearch", words)
        tick(robot, tree, words)
    robot.type(robot.find("handOutFolder").findChild(QLineEdit), environment("LEDGERS"))
    robot.shot("hand_out")
    robot.click("handOut")
    files = robot.find("handOutFiles", QTreeWidget)
    robot.wait(lambda: files.topLevelItemCount() == 1, "the file", 60)
    item = files.topLevelItem(0)
    robot.note("handed out", [item.text(column) for column in range(4)])
    robot.note("hand out summary", robot.find("handOutSummary", QLabel).text())
    robot.shot("handed_out")
    robot.click("closeHandOut")
    robot.gone("handOutWindow")
    robot.mark("handed out")
    robot.wait_for_mark("filled in")


def tick(robot: Robot, tree: QTreeWidget, words: str) -> None:
    """Tick the box of a category with the mouse-less way: the space bar."""
    (leaf,) = [
        item
        for item in tree.findItems(words, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        if item.parent() is not None and item.text(0).split("  ")[-1] == words
    ]
    tree.setCurrentItem(leaf)
    tree.setFocus()
    robot.key(Qt.Key.Key_Space)
    robot.wait(lambda: leaf.checkState(0) == Qt.CheckState.Checked, f"{words} to be ticked")


def come_home(robot: Robot, check, turn, page: int) -> None:
    """Check the filled ledger, look at the differences, retire what is gone, take it in."""
    turn(robot, 0)
    robot.type(robot.find("ledgerFile").findChild(QLineEdit), environment("HOME_LEDGER"))
    check(robot)
    turn(robot, page)
    model = robot.find("ledgerDifferences", QTableView).model()
    cells = [[model.index(row, column).data() for column in range(7)] for row in range(model.rowCount())]
    robot.note("differences", cells)
    robot.shot("differences")
    retire = robot.find("retireMissing", QCheckBox)
    robot.note("retire", retire.text())
    robot.click(retire)
    robot.choose("ledgerMode", "有错误就全部不导入")
    batches = robot.find("ledgerTabs").findChild(QTableView, "ledgerBatches").model()
    before = batches.rowCount()
    robot.click("takeLedger")
    robot.wait(lambda: batches.rowCount() > before, "the batch in the list", 60)
    robot.note("home", robot.find("ledgerSummary", QLabel).text())
    robot.shot("home")

"""Take boundaries in, find a village and go there, merge two, split one, then import the roads of the township."""

from __future__ import annotations

import json

from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QTableView, QTabWidget, QTreeWidget

from tests.windows.robot import Robot, environment


def run(robot: Robot) -> None:
    """Walk through both windows."""
    robot.wait(lambda: "：" in robot.find("floodmapStatus", QLabel).text(), "to be signed in")
    villages = json.loads(environment("VILLAGES"))
    robot.menu("areas")
    tree = robot.find("areasTree", QTreeWidget)
    robot.wait(lambda: tree.topLevelItemCount() > 0, "the tree", 60)
    boundaries(robot)
    find(robot, villages[0][0])
    merge(robot, [code for code, _ in villages[:2]])
    split(robot, villages[2][0])
    roads(robot)


def boundaries(robot: Robot) -> None:
    """Check, read the overlap, accept it, take in."""
    robot.click("areasImport")
    robot.find("boundaryWindow")
    robot.type(robot.find("boundaryFile").findChild(QLineEdit), environment("BOUNDARIES"))
    robot.key(Qt.Key.Key_Tab)
    robot.wait(lambda: robot.find("boundaryCode", QComboBox).currentText() == "XZQDM", "the fields")
    robot.click("boundaryCheck")
    findings = robot.find("boundaryFindings", QTableView)
    robot.wait(lambda: findings.model().rowCount() > 0, "the findings", 60)
    robot.note("finding", findings.model().index(0, 2).data())
    robot.click_item(findings, findings.model().index(0, 2))
    robot.wait_for_map()
    robot.shot("boundaries")
    assert not robot.find("boundaryTake").isEnabled()
    box = robot.find("boundaryAccept", QCheckBox)
    robot.click(box)
    robot.click("boundaryTake")
    robot.gone("boundaryWindow", 60)


def item_of(robot: Robot, code: str):
    """Return the entry of the tree with a code."""
    return next(
        iter(
            robot.find("areasTree", QTreeWidget).findItems(
                code, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 1
            )
        )
    )


def find(robot: Robot, code: str) -> None:
    """Search by initials, and go there."""
    tree = robot.find("areasTree", QTreeWidget)
    robot.wait(
        lambda: (
            "1"
            in [
                str(int(item.data(0, Qt.ItemDataRole.UserRole).box is not None))
                for item in tree.findItems(code, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 1)
            ]
        ),
        "the boundary in the tree",
        60,
    )
    robot.type("areasSearch", code[:11])
    robot.type("areasSearch", code)
    robot.wait(lambda: tree.currentItem() is not None and tree.currentItem().text(1) == code, "the village")
    robot.note("found", tree.currentItem().text(1))
    robot.key(Qt.Key.Key_Return, widget=robot.find("areasSearch"))
    robot.wait(lambda: robot.iface.mapCanvas().extent().width() < 5000, "the map to come near")
    robot.type("areasSearch", "qjz")
    robot.shot("search")
    robot.type("areasSearch", " ")
    robot.shot("tree")


def choose(robot: Robot, codes: list[str]) -> None:
    """Select areas, as with the Ctrl key."""
    tree = robot.find("areasTree", QTreeWidget)
    tree.clearSelection()
    for code in codes:
        tree.setCurrentItem(
            item_of(robot, code), 0, QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )


def merge(robot: Robot, codes: list[str]) -> None:
    """Look what would move, then merge."""
    choose(robot, codes)
    robot.click("areasMerge")
    robot.find("areaMergeWindow")
    robot.type("areaName", "合并村委会")
    robot.type("areaReason", "政函〔2026〕1号")
    robot.click("areaLook")
    robot.wait(lambda: robot.find("areaTold", QLabel).text() != "", "what would move", 60)
    robot.note("would move", robot.find("areaTold", QLabel).text())
    robot.shot("merge")
    robot.click("areaDo")
    robot.gone("areaMergeWindow", 60)
    robot.wait(
        lambda: (
            not robot.find("areasTree", QTreeWidget).findItems(
                codes[1], Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 1
            )
        ),
        "the merged village to leave the tree",
        60,
    )


def split(robot: Robot, code: str) -> None:
    """Draw a line through the village, and split it."""
    choose(robot, [code])
    robot.click("areasGo")
    robot.wait_for_map()
    robot.click("areasSplit")
    window = robot.find("areaSplitWindow")
    robot.wait(lambda: robot.find("areaCode2", QLineEdit).text() != "", "a free code", 60)
    robot.type("areaName2", "新分村委会")
    window.move(robot.iface.mainWindow().geometry().topLeft())
    robot.click("areaDraw")
    box = item_of(robot, code).data(0, Qt.ItemDataRole.UserRole).box
    middle = (box[0] + box[2]) / 2
    reach = (box[3] - box[1]) * 0.1
    for latitude in (box[1] - reach, box[3] + reach):
        robot.map_click(middle, latitude)
    robot.key(Qt.Key.Key_Return, widget=robot.iface.mapCanvas())
    robot.wait(lambda: robot.find("areaDo").isEnabled(), "the cut", 60)
    robot.shot("split")
    robot.click("areaDraw")
    level = (box[1] + box[3]) / 2
    for longitude in (middle - (box[2] - box[0]) * 0.02, box[2] + (box[2] - box[0]) * 0.1):
        robot.map_click(longitude, level)
    robot.key(Qt.Key.Key_Return, widget=robot.iface.mapCanvas())
    robot.wait(lambda: robot.find("areaCode3", QLineEdit).text() != "", "a third village", 60)
    robot.shot("split_in_three")
    robot.click("areaDrawAgain")
    robot.click("areaDraw")
    for latitude in (box[1] - reach, box[3] + reach):
        robot.map_click(middle, latitude)
    robot.key(Qt.Key.Key_Return, widget=robot.iface.mapCanvas())
    robot.wait(lambda: robot.find("areaDo").isEnabled(), "the cut again", 60)
    robot.click("areaDo")
    robot.gone("areaSplitWindow", 60)


def roads(robot: Robot) -> None:
    """Name what nobody knows, check, take in, look at the list."""
    robot.find("areasDock").close()
    robot.menu("base_data")
    robot.find("baseWindow")
    robot.wait(lambda: robot.find("area_county", QComboBox).count() > 1, "the areas", 60)
    robot.choose("area_county", "乐清市")
    robot.choose("area_township", "清江镇")
    robot.type(robot.find("baseFile").findChild(QLineEdit), environment("ROADS"))
    robot.key(Qt.Key.Key_Tab)
    robot.find("baseWords")
    robot.shot("roads")
    assert not robot.find("baseTake").isEnabled()
    robot.choose("baseWords_class_水泥路", "村道")
    robot.click("baseCheck")
    robot.wait(lambda: "还没有保存" in robot.find("baseSummary", QLabel).text(), "the check", 60)
    robot.shot("roads_checked")
    robot.click("baseTake")
    bar = robot.find("baseTabs", QTabWidget).tabBar()
    robot.click(bar, at=bar.tabRect(1).center())
    held = robot.find("baseHeld", QTableView)
    robot.wait(lambda: held.model().rowCount() == 1, "the import in the list", 60)
    robot.shot("what_there_is")
    robot.find("baseWindow").close()

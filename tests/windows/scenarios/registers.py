"""Work with the registers: open, filter, look, change, settle a conflict, take back, retire, add."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QLineEdit, QMenu, QTreeWidget

from tests.windows.robot import Robot

RESERVOIR = (121.020, 28.300)


def on_map() -> list[str]:
    """Return the names of the things that stand on the map."""
    layers = QgsProject.instance().mapLayers().values()
    ours = [layer for layer in layers if layer.customProperty("floodmap/register")]
    return sorted(feature["name"] for layer in ours for feature in layer.getFeatures())


def item(robot: Robot, name: str) -> Any:
    """Return the node of the tree with these words."""
    tree = robot.find("registerTree", QTreeWidget)
    found = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    assert found, f"{name} is not in the tree"
    return found[0]


def tick(robot: Robot, name: str) -> None:
    """Click the box of a node of the tree."""
    tree = robot.find("registerTree", QTreeWidget)
    node = item(robot, name)
    parent = node.parent()
    while parent is not None:
        parent.setExpanded(True)
        parent = parent.parent()
    tree.scrollToItem(node)
    robot.pause(0.05)
    box = tree.visualItemRect(node)
    at = box.topLeft()
    at.setX(at.x() + 10)
    at.setY(box.center().y())
    robot.click(tree.viewport(), at=at)


def count(robot: Robot, name: str) -> str:
    """Return the count beside a node."""
    return str(item(robot, name).text(1))


def open_registers(robot: Robot) -> None:
    """Open the dock from the menu and wait for the tree and the map."""
    robot.wait(lambda: "：" in robot.find("floodmapStatus", QLabel).text(), "somebody signed in")
    robot.menu("registers")
    robot.find("registerDock")
    robot.wait(lambda: on_map(), "things on the map")
    robot.wait_for_map()


def card(robot: Robot, name: str) -> None:
    """Wait until the card of a thing is open."""
    robot.wait(lambda: robot.find("cardName", QLabel).text() == name, f"the card of {name}")


def save(robot: Robot) -> None:
    """Save the card and wait until it is saved."""
    version = robot.find("cardFoot", QLabel).text()
    robot.click("cardSave")
    robot.wait(lambda: robot.find("cardFoot", QLabel).text() != version, "it to be saved")
    assert robot.find("cardNotice", QLabel).text().startswith("已保存")


def run(robot: Robot) -> None:
    """Walk through it all."""
    open_registers(robot)
    robot.note("all", on_map())
    robot.note("reservoirs", count(robot, "水库"))
    robot.shot("open")
    filter_by_tree_and_name(robot)
    change_and_settle(robot)
    hear_of_others(robot)
    move_and_place(robot)
    choose_among(robot)
    retire_and_restore(robot)
    add(robot)
    be_refused(robot)


def filter_by_tree_and_name(robot: Robot) -> None:
    """The tree filters map and list, its counts stay true; the search narrows all."""
    tick(robot, "救灾资源")
    robot.wait(lambda: "方江屿避灾点" not in on_map(), "the map without resources")
    robot.note("risk sources alone", on_map())
    robot.note("resources unticked", count(robot, "救灾资源"))
    robot.shot("risk_sources")
    tick(robot, "救灾资源")
    tick(robot, "红 重大")
    robot.wait(lambda: "县属水库" not in on_map(), "the map without red")
    robot.note("reservoirs without red", count(robot, "水库"))
    tick(robot, "红 重大")
    robot.type("registerSearch", "水库")
    robot.wait(lambda: len(on_map()) == 3, "three reservoirs")
    robot.note("searched", on_map())
    robot.shot("searched")
    robot.click("registerAll")
    robot.wait(lambda: len(on_map()) == 8, "everything again")
    tree, node = robot.find("registerTree", QTreeWidget), item(robot, "水库")
    node.parent().setExpanded(True)
    robot.click_item(tree, tree.indexFromItem(node), double=True)
    robot.wait(lambda: len(on_map()) == 3, "reservoirs alone")
    robot.note("pond beside reservoirs alone", count(robot, "山塘"))
    robot.shot("reservoirs_alone")
    robot.click("registerAll")
    robot.wait(lambda: len(on_map()) == 8, "everything again")


def change_and_settle(robot: Robot) -> None:
    """A click opens the card; a change is saved; the same field changed by two is settled by a person."""
    robot.wait_for_map()
    robot.map_click(*RESERVOIR)
    card(robot, "九峰水库")
    robot.shot("card")
    robot.type("field_threatened_people", "130")
    save(robot)
    robot.shot("saved")
    robot.click("cardTakeBack")
    robot.wait(lambda: robot.find("field_threatened_people", QLineEdit).text() == "120", "the change to be taken back")
    robot.type("field_threatened_people", "130")
    save(robot)
    robot.type("field_location", "坝上")
    robot.mark("editing")
    robot.wait_for_mark("changed")
    notice = robot.find("cardNotice", QLabel)
    robot.wait(lambda: "您的修改仍在" in notice.text(), "word of the other's change")
    robot.click("cardSave")
    robot.find("conflictWindow")
    robot.shot("conflict")
    robot.click("choose_mine_0")
    robot.click("keepDecisions")
    robot.gone("conflictWindow")
    robot.wait(lambda: notice.text().startswith("已保存"), "the decision to be saved")
    robot.shot("settled")


def hear_of_others(robot: Robot) -> None:
    """What others change comes by itself."""
    robot.mark("listening")
    robot.wait(lambda: "上坑大山塘" in on_map(), "the new name on the map")


def move_and_place(robot: Robot) -> None:
    """A point is moved by a click, what waits for its place gets one, the corner of a line is dragged."""
    robot.click("cardPlace")
    robot.map_click(121.025, 28.306)
    save(robot)
    choose(robot, "旧桥")
    card(robot, "旧桥")
    robot.click("cardPlace")
    robot.shot("placing")
    robot.map_click(121.035, 28.295)
    save(robot)
    robot.wait(lambda: "旧桥" in on_map(), "the bridge on the map")
    choose(robot, "南岸海塘")
    card(robot, "南岸海塘")
    robot.click("cardPlace")
    robot.map_drag((121.020, 28.285), (121.020, 28.280))
    robot.shot("reshaping")
    save(robot)


def choose_among(robot: Robot) -> None:
    """A click that reaches two things asks which one is meant."""
    robot.map_click(121.0275, 28.3045)
    menu = robot.find("registerChoices", QMenu)
    robot.shot("choices")
    (shelter,) = [action for action in menu.actions() if "方江屿避灾点" in action.text()]
    robot.click(menu, at=menu.actionGeometry(shelter).center())
    card(robot, "方江屿避灾点")


def be_refused(robot: Robot) -> None:
    """A right that is taken away meanwhile: the words say so, what was typed stays."""
    robot.mark("to be refused")
    robot.wait_for_mark("no right")
    robot.type("field_feature", "新建")
    robot.click("cardSave")
    notice = robot.find("cardNotice", QLabel)
    robot.wait(lambda: "无权" in notice.text(), "the refusal")
    robot.note("refused", notice.text())
    robot.shot("refused")


def retire_and_restore(robot: Robot) -> None:
    """A reason is asked for; the thing leaves the map and comes back."""
    choose(robot, "上坑大山塘")
    card(robot, "上坑大山塘")
    robot.click("cardRetire")
    robot.find("retireWindow")
    robot.choose("retireReason", "隐患已消除")
    robot.shot("retire")
    robot.click("retireNow")
    robot.wait(lambda: "上坑大山塘" not in on_map(), "the pond to leave the map")
    robot.shot("retired")
    choose(robot, "旧桥")
    card(robot, "旧桥")
    robot.click("registerRetired")
    robot.find("retiredWindow")
    listed = robot.find("retiredList", QTreeWidget)
    robot.type("retiredSearch", "大山塘")
    robot.wait(lambda: listed.topLevelItemCount() == 1, "the pond in the list")
    robot.note("retired", [listed.topLevelItem(0).text(column) for column in range(5)])
    robot.click_item(listed, listed.indexFromItem(listed.topLevelItem(0)))
    robot.shot("retired_list")
    robot.click("openRetired")
    robot.gone("retiredWindow")
    card(robot, "上坑大山塘")
    robot.click("cardRestore")
    robot.wait(lambda: "上坑大山塘" in on_map(), "the pond to come back")


def add(robot: Robot) -> None:
    """Choose a category, click the place, fill in the form."""
    robot.find("registerDock", QDockWidget).raise_()
    robot.click("registerAdd")
    robot.find("categoryWindow")
    robot.type("categorySearch", "0602")
    tree = robot.find("categoryTree", QTreeWidget)
    (found,) = tree.findItems("山塘（点）", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    robot.click_item(tree, tree.indexFromItem(found))
    robot.shot("category")
    robot.click("categoryChosen")
    robot.gone("categoryWindow")
    robot.note("hint while placing", robot.messages())
    robot.map_click(121.041, 28.311)
    robot.note("hint when placed", robot.messages())
    robot.wait(lambda: robot.find("cardName", QLabel).text().startswith("新增"), "the blank form")
    robot.type("field_area_code", "清江镇 北塘村")
    robot.type("field_name", "新山塘")
    robot.shot("new")
    robot.click("cardSave")
    robot.wait(lambda: "新山塘" in on_map(), "the new pond on the map")
    card(robot, "新山塘")
    robot.shot("added")


def choose(robot: Robot, name: str) -> None:
    """Click a thing in the list."""
    robot.find("registerDock", QDockWidget).raise_()
    robot.pause(0.3)
    found = robot.find("registerList", QTreeWidget)
    (one,) = found.findItems(name, Qt.MatchFlag.MatchExactly)
    robot.click_item(found, found.indexFromItem(one))

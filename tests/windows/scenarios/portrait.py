"""Look a thing through: find it by initials, see its portrait, assess it, add a photograph, print; narrow and count."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QListWidget, QMenu, QTabWidget, QToolButton, QTreeWidget

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.registers import card, choose, count, on_map, open_registers


def run(robot: Robot) -> None:
    """Walk through it all."""
    open_registers(robot)
    find(robot)
    look_through(robot)
    assess(robot)
    add_photograph(robot)
    write_page(robot)
    robot.click("portraitClose")
    robot.gone("portraitWindow")
    narrow(robot)
    ask_what_is_near(robot)
    count_and_heat(robot)


def find(robot: Robot) -> None:
    """Initials and a phone find the reservoir."""
    robot.type("registerSearch", "jfsk")
    robot.wait(lambda: on_map() == ["九峰水库"], "the reservoir by its initials")
    robot.shot("found_by_initials")
    robot.type("registerSearch", "12012345678")
    robot.wait(lambda: on_map() == ["九峰水库"] and count(robot, "水库") == "1", "the reservoir by a phone")
    choose(robot, "九峰水库")
    card(robot, "九峰水库")
    robot.click("cardPortrait")
    robot.wait(lambda: robot.find("portraitName", QLabel).text() == "九峰水库", "the portrait")


def look_through(robot: Robot) -> None:
    """Every leaf of the portrait."""
    tabs = robot.find("portraitTabs", QTabWidget)
    robot.note("leaves", [tabs.tabText(number) for number in range(tabs.count())])
    for number in range(tabs.count()):
        robot.click(tabs.tabBar(), at=tabs.tabBar().tabRect(number).center())
        robot.shot(f"leaf_{number}")
    history = robot.find("portraitHistory", QTreeWidget)
    robot.note("history", [history.topLevelItem(n).text(2) for n in range(history.topLevelItemCount())])
    robot.click(tabs.tabBar(), at=tabs.tabBar().tabRect(0).center())


def assess(robot: Robot) -> None:
    """LEC is reckoned while one chooses, and kept with its inputs."""
    robot.click("portraitAssess")
    robot.find("levelWindow")
    for key, value in (("L", "3"), ("E", "6"), ("C", "40")):
        box = robot.find(f"level_{key}", QComboBox)
        (text,) = [box.itemText(n) for n in range(box.count()) if box.itemText(n).startswith(f"{value}　")]
        robot.choose(box, text)
    robot.note("sum", robot.find("levelSum", QLabel).text())
    robot.shot("assess")
    robot.click("levelSave")
    robot.gone("levelWindow")
    robot.wait(lambda: "红" in robot.find("portraitLevel", QLabel).text(), "the new level")
    robot.note("level", robot.find("portraitLevelLines", QLabel).text())
    robot.shot("assessed")


def add_photograph(robot: Robot) -> None:
    """A file that is no picture is refused; a photograph stands there with its thumbnail."""
    tabs = robot.find("portraitTabs", QTabWidget)
    robot.click(tabs.tabBar(), at=tabs.tabBar().tabRect(1).center())
    for name in ("program.jpg", "大坝.png"):
        robot.click("portraitAddFile")
        robot.find("fileWindow")
        field = robot.find("filesToAdd").lineEdit()
        robot.type(field, str(Path(environment("FLOODMAP_PICTURES")) / name))
        robot.click("addFilesNow")
        robot.gone("fileWindow")
        if name == "program.jpg":
            robot.wait(lambda: any("program.jpg" in said for said in robot.messages("portraitBar")), "the refusal")
            robot.note("refused", robot.messages("portraitBar"))
            robot.shot("refused")
    robot.wait(lambda: robot.find("portraitFiles", QListWidget).count() == 1, "the photograph")
    robot.shot("photograph")


def write_page(robot: Robot) -> None:
    """The printable page lies in the output folder."""
    robot.click("portraitPage")
    robot.find("openPage")
    robot.shot("page")


def more(robot: Robot, name: str) -> None:
    """Choose from the menu 更多."""
    robot.find("registerDock").raise_()
    robot.pause(0.2)
    menu = robot.find("registerMore", QToolButton).findChild(QMenu)
    robot.click("registerMore")
    robot.wait(menu.isVisible, "the menu")
    if name == "narrowArea":
        robot.shot("menu")
    (action,) = [one for one in menu.actions() if one.objectName() == name]
    robot.click(menu, at=menu.actionGeometry(action).center())


def narrow(robot: Robot) -> None:
    """By a drawn area, a distance and a condition."""
    robot.find("registerDock").raise_()
    robot.click("registerAll")
    robot.wait(lambda: len(on_map()) == 8, "everything")
    robot.iface.actionZoomFullExtent().trigger()
    robot.wait_for_map()
    more(robot, "narrowArea")
    for at in ((121.035, 28.292), (121.055, 28.292), (121.055, 28.312)):
        robot.map_click(*at)
    robot.map_click(121.035, 28.312)
    robot.map_click(121.035, 28.312, double=True)
    robot.wait(lambda: len(on_map()) == 3, "what lies in the area")
    robot.note("in the area", on_map())
    robot.shot("in_the_area")
    robot.click("registerAll")
    robot.wait(lambda: len(on_map()) == 8, "everything again")
    more(robot, "narrowDistance")
    robot.type("distanceMetres", "1200")
    robot.shot("distance")
    robot.click("distanceDecided")
    robot.gone("distanceWindow")
    robot.map_click(121.020, 28.300)
    robot.wait(lambda: "外乡水库" not in on_map(), "what is within 1,200 m")
    robot.note("within 1200 m", on_map())
    more(robot, "narrowAttribute")
    robot.find("conditionWindow")
    field = robot.find("conditionField0", QComboBox)
    robot.choose(field, "受威胁人数")
    robot.type("conditionText0", "100")
    robot.shot("conditions")
    robot.click("conditionsDecided")
    robot.gone("conditionWindow")
    robot.wait(lambda: on_map() == ["九峰水库"], "the reservoir alone")
    robot.shot("narrowed")
    robot.click("registerAll")
    robot.wait(lambda: len(on_map()) == 8, "everything at last")


def ask_what_is_near(robot: Robot) -> None:
    """A click shows the nearest resources with the way."""
    more(robot, "nearPlace")
    robot.map_click(121.020, 28.300)
    robot.find("nearWindow")
    near = robot.find("portraitNear", QTreeWidget, within=robot.find("nearWindow"))
    groups = [near.topLevelItem(n) for n in range(near.topLevelItemCount())]
    robot.note("near", [[child.text(c) for c in (0, 2, 3, 5)] for group in groups
                        for child in [group.child(n) for n in range(group.childCount())]])  # fmt: skip
    robot.shot("near")
    robot.click("nearClose")


def count_and_heat(robot: Robot) -> None:
    """Numbers can be copied; QGIS's heat map stands on the map, its kernel density estimation opens filled in."""
    more(robot, "showNumbers")
    robot.find("numbersTable")
    robot.shot("numbers")
    robot.click("numbersCopy")
    robot.note("copied", QGuiApplication.clipboard().text().splitlines()[:2])
    robot.click("numbersClose")
    more(robot, "heatThings")
    layers = QgsProject.instance().mapLayers
    heat = robot.wait(lambda: [one for one in layers().values() if one.customProperty("floodmap/density")], "the heat")
    robot.wait_for_map()
    robot.note("heat", [heat[0].renderer().type(), sum(one["things"] for one in heat[0].getFeatures())])
    robot.shot("heat")
    more(robot, "density")
    robot.shot("density")
    robot.find("densityWindow").close()

"""The installed packages, far from any checkout: make a database, sign in, read the guide, draw a sheet."""

from __future__ import annotations

from pathlib import Path

from qgis import processing
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QMenu, QTextBrowser
from qgis.utils import active_plugins

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.opening import open_and_close


def run(robot: Robot) -> None:
    """Walk through what a person does after the installation."""
    robot.note("plugins", sorted(active_plugins))
    menu = robot.iface.mainWindow().findChild(QMenu, "floodmapMenu")
    robot.note("menu", [menu.title(), *(action.text() for action in menu.actions() if action.text())])
    robot.menu("connection")
    robot.find("connectionWindow")
    robot.click("tryConnection")
    robot.click("makeDatabase")
    result = robot.find("connectionResult", QLabel)
    robot.wait(lambda: "就绪" in result.text() or "可以使用" in result.text(), "the database", 120)
    robot.note("made", result.text())
    robot.shot("database_made")
    robot.click("connectNow")
    robot.gone("connectionWindow")
    robot.note("status", robot.find("floodmapStatus", QLabel).text())
    robot.menu("guide")
    browser = robot.find("guide", QTextBrowser)
    robot.note("guide", [browser.source().toLocalFile(), browser.toPlainText()[:40]])
    robot.shot("guide")
    robot.key(Qt.Key.Key_Escape, widget=browser)
    robot.gone("floodmapHelp")
    robot.note("windows", [sorted(open_and_close(robot, action)) for action in menu.actions() if action.objectName()])
    sheet = processing.run(
        "floodmap:export_sheet",
        {"INPUT": environment("VILLAGE"), "FORMATS": 1, "OUTPUT": environment("OUT")},
    )
    robot.note("sheet", sheet["FILE"])
    robot.note("provider", len(QgsApplication.processingRegistry().providerById("floodmap").algorithms()))
    robot.note("exists", Path(sheet["FILE"]).is_file())

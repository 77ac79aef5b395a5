"""Somebody who may only read looks at the registers; then the plugin goes, and nothing of it stays."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QLabel, QWidget
from qgis.utils import unloadPlugin

from tests.windows.robot import Robot
from tests.windows.scenarios.registers import RESERVOIR, card, on_map, open_registers


def bands(robot: Robot) -> int:
    """Return how many bands lie on the map: QGIS has some of its own."""
    return sum("Band" in type(one).__name__ for one in robot.iface.mapCanvas().scene().items())


def run(robot: Robot) -> None:
    """Look at a card, find nothing to change."""
    before = bands(robot)
    open_registers(robot)
    robot.note("seen", on_map())
    robot.map_click(*RESERVOIR)
    card(robot, "九峰水库")
    robot.note("why", robot.find("cardNotice", QLabel).text())
    contacts = robot.find("cardContacts")
    robot.note("contacts", [label.text() for label in contacts.findChildren(QLabel)])
    window = robot.iface.mainWindow()
    offered = [name for name in ("cardSave", "cardPlace", "cardRetire") if window.findChild(QWidget, name).isVisible()]
    robot.note("offered", offered)
    robot.note("may add", robot.iface.mainWindow().findChild(QWidget, "registerAdd").isEnabled())
    robot.shot("viewer")
    unloadPlugin("risk_layers")
    robot.pause(0.5)
    left = [name for name in ("registerDock", "thingCard") if window.findChild(QWidget, name) is not None]
    left += [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    left += [group.name() for group in QgsProject.instance().layerTreeRoot().findGroups()]
    left += ["a band on the map"] * (bands(robot) - before)
    robot.note("left", left)
    robot.shot("unloaded")

"""The demo township's project as ``./run qgis`` opens it."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QLabel

from tests.windows.robot import Robot


def run(robot: Robot) -> None:
    """Look at what was opened."""
    project = QgsProject.instance()
    status = robot.find("floodmapStatus", QLabel)
    robot.wait(lambda: "：" in status.text() and "未" not in status.text(), "somebody to be signed in")
    robot.wait_for_map()
    robot.note("title", project.title())
    robot.note("layers", {layer.name(): layer.isValid() for layer in project.mapLayers().values()})
    robot.note("drawn", len(robot.iface.mapCanvas().layers()))
    robot.note("status", status.text())
    robot.shot("township")

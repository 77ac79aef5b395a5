"""The suite's page in QGIS's options: looked at, changed, kept."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QDialogButtonBox, QWidget

from tests.windows.robot import Robot, environment


def run(robot: Robot) -> None:
    """Open the page, change two settings, press OK; the options have a loop of their own, so a timer works in it."""
    QTimer.singleShot(1500, lambda: change(robot))
    robot.menu("settings")
    robot.note("maps", QgsSettings().value("floodmap/folders/maps"))
    robot.note("at start", str(QgsSettings().value("floodmap/connection/at_start")))


def change(robot: Robot) -> None:
    """Change what stands on the page."""
    dialog = QApplication.activeModalWidget()
    page = dialog.findChild(QWidget, "floodmapSettings")
    robot.note("visible", page.isVisible())
    robot.shot("page")
    page.findChild(QgsFileWidget, "mapsFolder").lineEdit().setText(environment("MAPS"))
    box = page.findChild(QCheckBox, "connectAtStart")
    QTest.keyClick(box, Qt.Key.Key_Space)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()

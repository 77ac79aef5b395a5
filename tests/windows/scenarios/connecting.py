"""Choose the database, meet what can be wrong, sign in."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel, QToolBar

from tests.windows.robot import Robot, environment


def run(robot: Robot) -> None:
    """Open the window from the menu, try a database that is not there, then the right one."""
    robot.find("floodmapToolbar", QToolBar)
    robot.menu("connection")
    robot.find("connectionWindow")
    robot.click("kind_service")
    robot.type("serviceName", "nowhere")
    robot.click("tryConnection")
    result = robot.find("connectionResult", QLabel)
    robot.wait(result.text, "an answer")
    robot.note("no service", result.text())
    robot.shot("no_service")
    robot.click("kind_embedded")
    robot.type("embeddedDatabase", "absent")
    robot.click("tryConnection")
    robot.wait(lambda: "absent" in result.text(), "an answer")
    robot.note("no database", result.text())
    robot.shot("no_database")
    robot.type("embeddedDatabase", environment("DATABASE"))
    robot.click("tryConnection")
    robot.wait(lambda: "absent" not in result.text() and result.text(), "an answer")
    robot.note("fits", result.text())
    robot.shot("fits")
    robot.click("connectNow")
    robot.gone("connectionWindow")
    status = robot.find("floodmapStatus", QLabel)
    robot.wait(lambda: "：" in status.text(), "the status")
    robot.note("status", status.text())
    robot.shot("signed_in")

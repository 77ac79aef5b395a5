"""Meet a database of an older release: an ordinary user is refused in words, the owner brings it up to date."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel, QPushButton

from tests.windows.robot import Robot, environment


def run(robot: Robot) -> None:
    """Try as a compiler by service name, then as the owner, upgrade and connect."""
    robot.menu("connection")
    result = robot.find("connectionResult", QLabel)
    robot.click("kind_service")
    robot.type("serviceName", "compiler")
    robot.click("tryConnection")
    robot.wait(result.text, "an answer")
    robot.note("compiler", result.text())
    robot.note("compiler is offered", _offered(robot))
    robot.shot("compiler")
    robot.click("kind_embedded")
    robot.type("embeddedDatabase", environment("DATABASE"))
    robot.click("tryConnection")
    robot.wait(lambda: _offered(robot), "the offer to bring it up to date")
    robot.shot("offered")
    robot.click("makeDatabase")
    robot.wait(lambda: not _offered(robot) and result.text(), "the database to be ready")
    robot.note("upgraded", result.text())
    robot.click("tryConnection")
    robot.wait(lambda: result.text() and result.text() != robot.notes["upgraded"], "an answer")
    robot.note("afterwards", result.text())
    robot.click("kind_service")
    robot.type("serviceName", "locked")
    robot.click("connectNow")
    robot.wait(lambda: result.text() and result.text() != robot.notes["afterwards"], "an answer")
    robot.note("wrong password", result.text())
    robot.shot("wrong_password")


def _offered(robot: Robot) -> bool:
    button = robot.find("connectionWindow").findChild(QPushButton, "makeDatabase")
    return bool(button.isVisible())

"""The server stops answering, goes away, and comes back, while somebody works with the registers."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel

from tests.windows.heart import Heart
from tests.windows.robot import Robot
from tests.windows.scenarios.registers import RESERVOIR, card, count, on_map, open_registers, tick


def trouble(robot: Robot) -> QLabel:
    """Return the words about the database, once they are to be seen."""
    return robot.find("registerTrouble", QLabel)


def gone(robot: Robot) -> None:
    """Wait until nothing is said about the database any more."""
    label = trouble(robot)
    robot.wait(label.isHidden, "the database to answer")


def run(robot: Robot) -> None:
    """Work on while nobody answers."""
    heart = Heart()
    open_registers(robot)
    robot.note("standstill while opening", heart.standstill())
    robot.map_click(*RESERVOIR)
    card(robot, "九峰水库")
    robot.mark("ready")
    robot.wait_for_mark("frozen")
    heart.start_over()
    tick(robot, "救灾资源")
    robot.note("silent", trouble(robot).text())
    robot.map_click(121.045, 28.296)
    canvas = robot.iface.mapCanvas()
    for _ in range(3):
        canvas.zoomByFactor(0.9)
        robot.pause(0.3)
    robot.type("field_threatened_people", "131")
    robot.click("cardSave")
    robot.pause(0.5)
    robot.note("card says", robot.find("cardNotice", QLabel).text())
    robot.note("standstill without an answer", heart.standstill())
    robot.note("still there", len(on_map()))
    robot.shot("silent")
    robot.mark("thaw")
    gone(robot)
    robot.wait(lambda: "方江屿避灾点" not in on_map(), "the answer to come after all")
    robot.shot("thawed")
    tick(robot, "救灾资源")
    robot.wait(lambda: "方江屿避灾点" in on_map(), "the resources")
    robot.mark("stop")
    robot.note("gone", trouble(robot).text())
    robot.shot("gone")
    robot.mark("start")
    gone(robot)
    robot.note("count", count(robot, "救灾资源"))
    robot.click("cardSave")
    robot.wait(lambda: robot.find("cardNotice", QLabel).text().startswith("已保存"), "it to be saved")
    robot.note("standstill in all", heart.standstill())

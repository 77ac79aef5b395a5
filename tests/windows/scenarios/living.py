"""Load and unload the plugins again and again, in every order, with and without a signed-in person."""

from __future__ import annotations

import random

from qgis.PyQt.QtWidgets import QLabel
from qgis.utils import active_plugins, loadPlugin, startPlugin, unloadPlugin

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.census import SUITE, census, memory_mb, objects, settle, threads

WARM_UP = 5


def run(robot: Robot) -> None:
    """Count in a QGIS that never saw the plugins, go round many times, count again."""
    dice = random.Random(20261125)
    bare = census(robot.iface)
    robot.note("bare", bare)
    robot.shot("bare")
    rounds = int(environment("ROUNDS"))
    after_warm_up, megabytes = objects(), 0.0
    for number in range(rounds):
        for name in dice.sample(SUITE, len(SUITE)):
            assert loadPlugin(name) and startPlugin(name), name
            robot.pause(0.02)
        if number % 3 == 0:  # else they go while they are still connecting
            wait_for_sign_in(robot)
        if number == 0:
            robot.note("full", census(robot.iface))
        leave(robot, dice.sample(SUITE, len(SUITE)))
        settle()  # what QGIS's own loop does as soon as nobody drives it from within
        if number == WARM_UP - 1:
            after_warm_up, megabytes = objects(), memory_mb()
    # A census makes a Python object of every widget: waiting with it would be the leak that is looked for.
    robot.wait(lambda: threads() == bare["threads"], "the listeners to end")
    settle()
    robot.note("megabytes", [megabytes, memory_mb()])
    robot.note("after", census(robot.iface))
    robot.note("new objects", dict(objects() - after_warm_up))
    robot.shot("after")
    robot.mark("left")
    robot.wait_for_mark("counted")


def leave(robot: Robot, order: list[str]) -> None:
    """Unload the plugins in this order, as the plugin manager does."""
    for name in order:
        assert unloadPlugin(name), name
        robot.pause(0.02)
    assert not set(active_plugins) & set(SUITE)


def wait_for_sign_in(robot: Robot) -> None:
    """Wait until the status bar names a person."""
    status = robot.find("floodmapStatus", QLabel)
    robot.wait(lambda: status.text().endswith("floodmap"), "somebody to be signed in")

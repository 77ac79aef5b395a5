"""Note when QGIS was ready, and how long it took to load our plugins."""

from __future__ import annotations

import time

from qgis.utils import plugin_times

from tests.windows.desk import PLUGINS
from tests.windows.robot import Robot


def run(robot: Robot) -> None:
    """Note and end."""
    robot.note("ready", time.time())
    robot.note("processor", time.process_time())
    times = [float(plugin_times[name].rstrip("s")) for name in PLUGINS if name in plugin_times]
    robot.note("loading", sum(times))

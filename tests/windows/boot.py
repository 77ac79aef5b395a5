"""What QGIS runs at its start (``--code``): the scenario that the environment names, once the window stands."""

import importlib
import os
from pathlib import Path

from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface


def _begin() -> None:
    from tests.windows.robot import Robot

    scenario = importlib.import_module("tests.windows.scenarios." + os.environ["FLOODMAP_SCENARIO"])
    Robot(iface, Path(os.environ["FLOODMAP_SCENARIO_OUT"])).work_through(scenario.run)


QTimer.singleShot(300, _begin)

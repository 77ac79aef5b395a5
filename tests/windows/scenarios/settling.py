"""Settle conflicts: one by one with mouse and keyboard, then all at once, then later."""

from __future__ import annotations

from flood_core.windows.conflict_window import ConflictRow, ConflictWindow
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QPushButton

from tests.windows.robot import Robot

WANG, MORNING, LONG = "乐清市清江镇人民政府农业农村办公室 王小明", "11-25 09:14", "坝体右岸有渗水，" * 20
ROWS = (
    ConflictRow(1, "后溪山洪灾害危险区", "受威胁人数", "71 人", "68 人", "73 人", WANG, MORNING),
    ConflictRow(2, "村文化礼堂（避灾场所）", "名称", "文化礼堂", "村文化礼堂 <东>", "方江屿村文化礼堂", WANG, MORNING),
    ConflictRow(3, "屋顶山塘", "备注", "", LONG, "", "李华", "11-24 16:40"),
    ConflictRow(4, "转移路线 3", "位置", "见地图", "见地图（蓝色）", "见地图（橙色）", "李华", ""),
)


def run(robot: Robot) -> None:
    """Choose two of four, look at what comes back; choose all; put it off."""
    taken: list[dict[int, str]] = []
    looked: list[int] = []
    window = _open(robot, taken)
    window.looked_at.connect(looked.append)
    keep = robot.find("keepDecisions", QPushButton)
    robot.note("nothing chosen", keep.isEnabled())
    robot.shot("open")
    robot.click("version_mine_0")
    robot.find("choose_theirs_1").setFocus()
    robot.key(Qt.Key.Key_Space)
    robot.note("left", robot.find("conflictsLeft", QLabel).text())
    robot.note("looked at", looked)
    robot.shot("two_chosen")
    robot.click(keep)
    robot.gone("conflictWindow")
    _open(robot, taken)
    robot.click("all_theirs")
    robot.click("version_mine_2")
    robot.click("keepDecisions")
    robot.gone("conflictWindow")
    _open(robot, taken)
    robot.click("all_mine")
    robot.click("decideLater")
    robot.gone("conflictWindow")
    robot.note("decided", [sorted(one.items()) for one in taken])


def _open(robot: Robot, taken: list[dict[int, str]]) -> ConflictWindow:
    window = ConflictWindow(robot.iface.mainWindow(), ROWS)
    window.decided.connect(taken.append)
    window.open()
    robot.find("conflictWindow")
    return window

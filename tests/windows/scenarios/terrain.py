"""Analyse the terrain of a township, look at what was found, compare it, propose it."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton, QTableWidget

from tests.windows.robot import Robot
from tests.windows.scenarios.verification import choose_row, table


def run(robot: Robot) -> None:
    """From the first run to a proposal."""
    robot.menu("terrain")
    robot.find("terrainWindow")
    area = robot.find("terrainArea", QComboBox)
    robot.wait(area.count, "the areas")
    robot.choose(area, "  清江镇")
    numbers = change_a_threshold(robot)
    robot.note("numbers", numbers)
    analyse(robot, 1)
    robot.note("found", table(robot, "terrainTable"))
    robot.note("notes", robot.find("terrainNotes", QLabel).text())
    choose_row(robot, "terrainTable", "坡度")
    robot.click("terrainMap")
    robot.wait(layers, "the layer")
    robot.note("layer", layers())
    robot.shot("terrain")
    robot.click("terrainReached")
    reached = robot.find("reachedSum", QLabel)
    robot.wait(lambda: "4" in reached.text(), "who is reached")
    robot.note("reached", reached.text())
    robot.click("reachedMap")
    robot.click("reachedWrite")
    robot.wait(lambda: any("受影响人员" in text for text in robot.messages("reachedMessages")), "the workbook")
    robot.shot("reached")
    robot.find("reachedWindow").close()
    robot.gone("reachedWindow")
    robot.click("terrainCompare")
    robot.wait(lambda: any("仅已登记" in row[5] for row in table(robot, "terrainTable")), "the comparison")
    robot.note("compared", [row[5] for row in table(robot, "terrainTable")])
    robot.shot("terrain_compared")
    robot.click("terrainPropose")
    robot.wait(lambda: any("已提出" in row[5] for row in table(robot, "terrainTable")), "the proposals")
    robot.note("proposed", [row[5] for row in table(robot, "terrainTable")])
    analyse(robot, 2)
    other = robot.find("terrainOther", QComboBox)
    other.setCurrentIndex(other.count() - 1)
    robot.click("terrainCompare")
    robot.wait(lambda: any("已登记" in row[5] for row in table(robot, "terrainTable")), "the two runs")


def change_a_threshold(robot: Robot) -> int:
    """Open the thresholds, change the last number, use them; return how many numbers there are."""
    robot.click("terrainThresholds")
    numbers = robot.find("thresholdsTable", QTableWidget)
    robot.shot("thresholds")
    last = numbers.cellWidget(numbers.rowCount() - 1, 2)
    assert isinstance(last, QDoubleSpinBox)
    last.setValue(90.0)
    rows = numbers.rowCount()
    robot.click("thresholdsTake")
    robot.gone("thresholdsWindow")
    return rows


def analyse(robot: Robot, runs: int) -> None:
    """Make a run and wait until it is listed."""
    button = robot.find("terrainAnalyse", QPushButton)
    robot.wait(button.isEnabled, "the button")
    robot.click(button)
    robot.wait(lambda: robot.find("terrainRun", QComboBox).count() == runs, "the run", 120)
    robot.wait(lambda: table(robot, "terrainTable"), "the settlements")


def layers() -> list[str]:
    """Return the names of the layers that the analysis put on the map."""
    every = QgsProject.instance().mapLayers().values()
    return [layer.name() for layer in every if layer.customProperty("floodmap/terrain")]

"""Analyse the terrain of a township, look at what was found, compare it, propose it."""

from __future__ import annotations

import os

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QTableWidget, QWidget

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.verification import choose_row, table


def run(robot: Robot) -> None:
    """From the first run, looked at and kept, to a proposal."""
    robot.menu("terrain")
    robot.find("terrainWindow")
    area = robot.find("terrainArea", QComboBox)
    robot.wait(area.count, "the areas")
    robot.choose(area, "  清江镇")
    os.environ["FLOODMAP_GRASS"] = environment("FLOODMAP_TEST_NO_GRASS")  # as on a computer without it
    name_bad_terrain(robot)
    find_nothing(robot)
    change_thresholds(robot)
    look_and_discard(robot)
    del os.environ["FLOODMAP_GRASS"]
    analyse(robot, 1)
    robot.note("found", table(robot, "terrainTable"))
    robot.note("notes", robot.find("terrainNotes", QLabel).text())
    choose_row(robot, "terrainTable", "坡度")
    robot.click("terrainMap")
    robot.wait(lambda: not any("预览" in name for name in layers()), "the layer of what is kept")
    robot.note("layer", layers())
    robot.note("on map", notes_on_map())
    robot.note("under it", under_it())
    robot.shot("terrain")
    robot.click("terrainPrint")
    robot.wait(lambda: any(".pdf" in text for text in robot.messages("terrainMessages")), "the printed map")
    robot.note("printed", robot.messages("terrainMessages"))
    robot.click("terrainReached")
    reached = robot.find("reachedSum", QLabel)
    robot.wait(lambda: "4" in reached.text(), "who is reached")
    robot.note("reached", reached.text())
    robot.click("reachedMap")
    robot.click("reachedWrite")
    robot.wait(lambda: any("受影响人员" in text for text in robot.messages("reachedMessages")), "the workbook")
    robot.shot("reached")
    draw_an_area(robot)
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


def name_bad_terrain(robot: Robot) -> None:
    """Name terrain models of which nothing can be found, and read what is said."""
    bar = robot.find("terrainWindow").findChild(QgsMessageBar, "terrainMessages")  # not in sight while it is empty
    dem = robot.find("terrainDem", QgsFileWidget).lineEdit()
    said = []
    for path in environment("FLOODMAP_TEST_BAD").split("|"):
        bar.clearWidgets()
        robot.type(dem, path)
        robot.click("terrainAnalyse")
        robot.wait(lambda: robot.messages("terrainMessages"), "what is wrong with the terrain model")
        said += robot.messages("terrainMessages")
    robot.shot("terrain_bad")
    bar.clearWidgets()
    dem.selectAll()
    robot.key(Qt.Key.Key_Delete, widget=dem)
    robot.note("bad terrain", said)


def find_nothing(robot: Robot) -> None:
    """Ask for settlements larger than any: it is said that nothing was found, in the window and on the map."""
    robot.click("terrainThresholds")
    robot.type(robot.find("threshold.least_buildings", QLineEdit), "900")
    robot.type(robot.find("threshold.least_people", QLineEdit), "9000")
    robot.click("thresholdsTake")
    robot.gone("thresholdsWindow")
    preview(robot)
    notes = robot.find("terrainNotes", QLabel).text()
    robot.note("nothing", [notes, robot.messages("terrainMessages"), notes_on_map()])
    robot.shot("terrain_nothing")
    discard(robot)
    robot.click("terrainThresholds")
    robot.click("thresholdsShipped")
    robot.click("thresholdsTake")
    robot.gone("thresholdsWindow")


def change_thresholds(robot: Robot) -> None:
    """Type wrong numbers and read what is said; go back to the default; use one changed number."""
    robot.click("terrainThresholds")
    robot.note("numbers", robot.find("thresholdsTable", QTableWidget).rowCount())
    said, take = robot.find("thresholdsSaid", QLabel), robot.find("thresholdsTake", QPushButton)
    steep = robot.find("threshold.factors.slope.steps.0.0", QLineEdit)
    told = [said.text()]
    for typed in ("三十五", "95", "20"):
        robot.type(steep, typed)
        told.append(said.text())
        assert not take.isEnabled(), typed
    robot.shot("thresholds_wrong")
    robot.click("thresholdsRowBack")
    told += [steep.text(), said.text()]
    robot.type(robot.find("threshold.factors.registered.steps.1.0", QLineEdit), "90")
    robot.type(robot.find("threshold.factors.registered.steps.1.1", QLineEdit), "3")
    told.append(said.text())
    robot.note("thresholds", told)
    robot.shot("thresholds")
    robot.click(take)
    robot.gone("thresholdsWindow")
    robot.note("changed", robot.find("terrainThresholds", QPushButton).text())


def look_and_discard(robot: Robot) -> None:
    """Look at a run on the map, discard it: nothing is kept."""
    preview(robot)
    robot.note("preview", [layers(), [row[6] for row in table(robot, "terrainTable")]])
    robot.note("without grass", [robot.find("terrainNotes", QLabel).text(), *notes_on_map()])
    robot.shot("terrain_preview")
    robot.find("terrainWindow").close()
    robot.find("terrainLeave", QMessageBox)
    robot.click("terrainStay")
    robot.gone("terrainLeave")
    discard(robot)
    assert robot.find("terrainRun", QComboBox).count() == 0


def discard(robot: Robot) -> None:
    """Discard a run that was looked at: nothing of it stays on the map."""
    robot.click("terrainDiscard")
    robot.wait(lambda: not layers() and not table(robot, "terrainTable"), "the preview to be gone")
    assert not notes_on_map() and not under_it()


def preview(robot: Robot) -> None:
    """Analyse, and wait until the run lies on the map to be looked at."""
    button = robot.find("terrainAnalyse", QPushButton)
    robot.wait(button.isEnabled, "the button")
    robot.click(button)
    robot.wait(lambda: robot.find("terrainWindow").findChild(QWidget, "terrainPreview").isVisible(), "the preview", 120)


def analyse(robot: Robot, runs: int) -> None:
    """Make a run, keep it and wait until it is listed."""
    preview(robot)
    robot.click("terrainKeep")
    robot.wait(lambda: robot.find("terrainRun", QComboBox).count() == runs, "the run", 120)
    robot.wait(robot.find("terrainPropose").isEnabled, "the settlements of what is kept")
    assert not any("预览" in name for name in layers())


def draw_an_area(robot: Robot) -> None:
    """Draw an area round other houses, see who is reached there."""
    west, south, east, north = map(float, environment("FLOODMAP_TEST_AREA").split())
    sums, before = robot.find("reachedSum", QLabel), robot.find("reachedSum", QLabel).text()
    robot.click("reachedArea")
    robot.note("how", sums.text())
    for place in ((west, south), (east, south), (east, north), (west, north)):
        robot.map_click(*place)
    robot.key(Qt.Key.Key_Return, widget=robot.iface.mapCanvas())
    robot.wait(lambda: "3" in sums.text() and sums.text() != before, "who is reached in the area")
    robot.note("drawn", sums.text())
    robot.click("reachedMap")
    robot.shot("reached_area")


def notes_on_map() -> list[str]:
    """Return what is written on the map."""
    every = QgsProject.instance().annotationManager().annotations()
    return [one.document().toPlainText() for one in every if one.isVisible()]


def under_it() -> list[str]:
    """Return what lies at the bottom of the map: relief and contours, the uppermost first."""
    order = QgsProject.instance().layerTreeRoot().layerOrder()
    return [layer.name() for layer in order if layer.customProperty("floodmap/relief")]


def layers() -> list[str]:
    """Return the names of the layers that the analysis put on the map."""
    every = QgsProject.instance().mapLayers().values()
    return [layer.name() for layer in every if layer.customProperty("floodmap/terrain")]

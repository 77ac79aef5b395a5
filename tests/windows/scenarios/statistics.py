"""Choose a township, look at its statistics, write them, and open what was written."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QLabel, QListWidget

from tests.windows.robot import Robot


def run(robot: Robot) -> None:
    """Preview, a past day, export."""
    robot.wait(lambda: "：" in robot.find("floodmapStatus", QLabel).text(), "to be signed in")
    robot.menu("statistics")
    robot.find("statisticsWindow")
    county = robot.find("area_county", QComboBox)
    robot.wait(lambda: county.count() > 1, "the areas")
    robot.choose(county, "乐清市")
    robot.choose("area_township", "清江镇")
    robot.shot("chosen")
    robot.click("previewStatistics")
    page = robot.find("previewPage", QLabel)
    robot.wait(lambda: page.pixmap() is not None and not page.pixmap().isNull(), "the preview")
    robot.note("pages", robot.find("previewPane").pages)
    robot.shot("preview")
    robot.click("exportStatistics")
    files = robot.find("reportFiles", QListWidget)
    robot.wait(files.count, "the files")
    robot.note("files", [files.item(row).text() for row in range(files.count())])
    robot.click("pastDay")
    robot.click("exportStatistics")
    robot.wait(lambda: files.count() == 4, "the files of yesterday")
    robot.note("day", robot.find("day").text())
    robot.shot("written")
    robot.click("closeStatistics")
    robot.gone("statisticsWindow")

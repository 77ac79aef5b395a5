"""Draw a sheet from a file while no database is connected."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QTableView

from tests.windows.robot import Robot, environment


def run(robot: Robot) -> None:
    """Add a whole file and a broken one, lay relief under the map, export for the office and for the notice board."""
    folder = Path(environment("FOLDER"))
    robot.menu("sheets")
    robot.find("sheetsWindow")
    robot.note("hint", robot.find("listHint", QLabel).text())
    robot.shot("without_database")
    for name in ("坏的.gpkg", "甲岙村.gpkg"):
        robot.click("addFiles")
        dialog = robot.find("chooseFiles", QFileDialog)
        robot.type(dialog.findChild(QLineEdit, "fileNameEdit"), str(folder / name))
        robot.key(Qt.Key.Key_Return, widget=dialog.findChild(QLineEdit, "fileNameEdit"))
        robot.gone("chooseFiles")
    villages = robot.find("villages", QTableView)
    robot.wait(lambda: villages.model().rowCount() == 1, "the file in the list")
    robot.note("refused", "".join(robot.messages("sheetsMessages")))
    robot.click("groundFile")
    dialog = robot.find("chooseGround", QFileDialog)
    robot.type(dialog.findChild(QLineEdit, "fileNameEdit"), str(folder / "地形.tif"))
    robot.key(Qt.Key.Key_Return, widget=dialog.findChild(QLineEdit, "fileNameEdit"))
    robot.gone("chooseGround")
    robot.note("ground", robot.find("ground", QComboBox).currentText())
    robot.shot("files")
    robot.click("exportSheets")
    robot.find("progressLine")
    robot.gone("progressLine")
    robot.note("files", sorted(path.name for path in (folder / "out").iterdir()))
    robot.shot("drawn")
    robot.choose("ground", "白底")
    robot.choose("profile", "公示版")
    robot.shot("public")
    robot.click("format_png")
    robot.click("exportSheets")
    robot.find("progressLine")
    robot.gone("progressLine")
    robot.choose("kind", "乡镇总图")
    robot.click("previewSheets")
    robot.find("progressLine")
    robot.gone("progressLine")
    robot.shot("overview")
    robot.click("exportSheets")
    robot.find("progressLine")
    robot.gone("progressLine")
    robot.choose("kind", "明白卡（每个危险区一张）")
    robot.click("exportSheets")
    robot.find("progressLine")
    robot.gone("progressLine")
    robot.note("all files", sorted(path.name for path in (folder / "out").iterdir()))
    robot.shot("cards")
    robot.click("closeSheets")
    robot.gone("sheetsWindow")

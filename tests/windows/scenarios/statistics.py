"""Choose a township, look at its statistics, write them, and open what was written."""

from __future__ import annotations

from flood_core.layers.register_layers import RegisterLayers
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDateEdit, QLabel, QListWidget, QSpinBox, QTableView, QTabWidget

from tests.windows.robot import Robot


def figures_on_the_map(robot: Robot) -> None:
    """Click a figure without the registers on the map, then with them, by mouse and by keyboard."""
    robot.find("statisticsTabs", QTabWidget).setCurrentIndex(1)
    table, words = robot.find("figuresTable", QTableView), robot.find("figureWords", QLabel)
    robot.choose("figuresOf", "风险源：风险源分区统计表")
    total = table.model().index(0, 7)
    robot.note("figure", table.model().data(total))
    robot.shot("figures")
    robot.click_item(table, total)
    robot.wait(lambda: "登记册" in words.text(), "what to do where the registers are not on the map")
    robot.note("not_on_map", words.text())
    robot.menu("registers")
    robot.wait(lambda: sum(one.featureCount() for one in RegisterLayers.found().values()), "the registers on the map")
    before = robot.iface.mapCanvas().extent()
    robot.key(Qt.Key.Key_Return, widget=table)
    robot.wait(lambda: "已在地图上选中" in words.text(), "the things to be selected")
    robot.note("on_map", words.text())
    robot.note("selected", sum(one.selectedFeatureCount() for one in RegisterLayers.found().values()))
    robot.note("moved", robot.iface.mapCanvas().extent() != before)
    robot.shot("on_map")
    tables = robot.find("figuresOf", QComboBox)
    titles = [tables.itemText(row) for row in range(tables.count())]
    robot.choose("figuresOf", next(title for title in titles if "核实状态分区" in title))
    robot.click_item(table, table.model().index(0, 2))
    robot.wait(lambda: "已在地图上选中" in words.text() and "待核实" in words.text(), "what is to be verified")
    robot.note("to_verify", table.model().data(table.model().index(0, 2)))
    robot.note("to_verify_words", words.text())
    robot.shot("states")
    robot.choose("figuresOf", next(title for title in titles if "状态汇总" in title))
    robot.note("no_things", words.text())


def other_reports(robot: Robot, files: QListWidget) -> None:
    """Compare two days, look at it, and write it; then a list that is a workbook only."""
    earlier = robot.find("statisticsWindow").findChild(QDateEdit, "earlierDay")
    assert earlier is not None and not earlier.isVisible(), "one report needs one day"
    robot.choose("reportKind", "两日数据对比：主要数字并列")
    assert earlier.isVisible() and not robot.find("statisticsWindow").findChild(QSpinBox, "year").isVisible()
    robot.click("previewStatistics")
    table = robot.find("figuresOf", QComboBox)
    robot.wait(lambda: "主要数据变化" in table.currentText(), "the comparison")
    robot.shot("comparison")
    robot.click("exportStatistics")
    robot.wait(lambda: files.count() == 6, "the files of the comparison")
    robot.choose("reportKind", "核实进度与资料缺项")
    robot.click("exportStatistics")
    robot.wait(lambda: files.count() == 7, "the workbook")
    robot.note("others", [files.item(row).text() for row in range(3)])


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
    figures_on_the_map(robot)
    robot.click("exportStatistics")
    files = robot.find("reportFiles", QListWidget)
    robot.wait(files.count, "the files")
    robot.note("files", [files.item(row).text() for row in range(files.count())])
    robot.click("pastDay")
    robot.click("exportStatistics")
    robot.wait(lambda: files.count() == 4, "the files of yesterday")
    robot.note("day", robot.find("day").text())
    robot.shot("written")
    other_reports(robot, files)
    robot.click("closeStatistics")
    robot.gone("statisticsWindow")

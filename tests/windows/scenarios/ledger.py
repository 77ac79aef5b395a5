"""Take a ledger in as a township does: check, correct a column, look at the map, take the good rows, take it back."""

from __future__ import annotations

from collections import Counter

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QTableView, QTabWidget

from tests.windows.robot import Robot, environment
from tests.windows.scenarios import handing_out

THING = Qt.ItemDataRole.UserRole
FILE, COLUMNS, FINDINGS, PLACES, DIFFERENCES, BATCHES = range(6)


def run(robot: Robot) -> None:
    """Go from the file to the list of batches, and back."""
    robot.wait(lambda: "：" in robot.find("floodmapStatus", QLabel).text(), "to be signed in")
    robot.menu("ledger")
    robot.find("ledgerWindow")
    robot.wait(lambda: robot.find("area_county", QComboBox).count() > 1, "the areas")
    robot.type(robot.find("ledgerFile").findChild(QLineEdit), environment("LEDGER"))
    robot.choose("area_county", "乐清市")
    robot.choose("area_township", "清江镇")
    robot.shot("file")
    correct(robot)
    look(robot)
    take_in(robot)
    take_back(robot)
    handing_out.hand_out(robot)
    handing_out.come_home(robot, check, tab, DIFFERENCES)
    robot.find("ledgerWindow").close()
    robot.note("layers left", len(QgsProject.instance().mapLayers()))


def check(robot: Robot) -> None:
    """Check and wait for the answer."""
    robot.click("checkLedger")
    robot.find("progressLine")
    robot.gone("progressLine")


def tab(robot: Robot, number: int) -> None:
    """Turn to a tab with the mouse."""
    bar = robot.find("ledgerTabs", QTabWidget).tabBar()
    robot.click(bar, at=bar.tabRect(number).center())


def correct(robot: Robot) -> None:
    """Say what the column with the strange heading is."""
    check(robot)
    findings = robot.find("ledgerFindings", QTableView).model()
    errors = [findings.index(row, 0).data(THING) for row in range(findings.rowCount())]
    robot.note("missing", "".join(str(issue.values) for issue in errors if issue.severity == "error"))
    tab(robot, COLUMNS)
    robot.shot("columns")
    robot.choose(robot.find("take_D 叫什么", QComboBox), "名称")
    assert not robot.find("takeLedger").isEnabled()
    check(robot)


def look(robot: Robot) -> None:
    """Read findings and rows, go to the map and back."""
    extent = robot.iface.mapCanvas().extent
    robot.wait(lambda: extent().xMinimum() < 120.9101 and extent().xMaximum() > 120.9141, "all rows on the map")
    robot.wait(lambda: extent().width() < 0.1, "the map to come near")
    robot.wait_for_map()
    read_in_full(robot)
    robot.click("markLedger")
    robot.wait(lambda: any("标注" in text for text in robot.messages("ledgerMessages")), "the marked copy", 60)
    robot.note("summary", robot.find("ledgerSummary", QLabel).text())
    tab(robot, PLACES)
    view = robot.find("ledgerPlaces", QTableView)
    model = view.model()
    rows = range(model.rowCount())
    robot.note("states", Counter(model.index(row, 0).data() for row in rows))
    wrong = next(row for row in rows if model.index(row, 3).data() == "五号水库")
    robot.click_item(view, model.index(wrong, 3))
    robot.wait_for_map()
    centre = robot.iface.mapCanvas().extent().center()
    robot.note("zoom", [round(centre.x(), 4), round(centre.y(), 4)])
    (layer,) = QgsProject.instance().mapLayers().values()
    robot.note("selected", layer.selectedFeatures()[0]["name"])
    robot.shot("on_the_map")
    layer.selectByExpression("name = '一号水库'")
    assert view.currentIndex().data(THING).name == "一号水库"
    robot.choose("ledgerPlacesGroup", next(
        words for words in items(robot.find("ledgerPlacesGroup", QComboBox)) if words.startswith("有错误")
    ))  # fmt: skip
    robot.shot("refused_rows")


def read_in_full(robot: Robot) -> None:
    """A finding too long for its row is read below the list, to its last word."""
    view, pane = robot.find("ledgerFindings", QTableView), robot.find("ledgerFindingsFull", QPlainTextEdit)
    assert not pane.toPlainText()
    rows = [view.model().index(row, 6) for row in range(view.model().rowCount())]
    longest = max(rows, key=lambda index: len(index.data()))
    robot.click_item(view, longest)
    robot.shot("findings")
    hidden = pane.verticalScrollBar().maximum() + pane.horizontalScrollBar().maximum()
    robot.note("in full", [pane.toPlainText(), longest.siblingAtColumn(5).data(), longest.data(), hidden])
    robot.type("ledgerFindingsWords", "没有这样的问题")
    robot.wait(lambda: not pane.toPlainText(), "the pane to be empty with the list")
    robot.type("ledgerFindingsWords", "")
    robot.key(Qt.Key.Key_Delete)
    robot.wait(lambda: view.model().rowCount() == len(rows), "the whole list")


def items(box: QComboBox) -> list[str]:
    """Return the entries of a list box."""
    return [box.itemText(number) for number in range(box.count())]


def take_in(robot: Robot) -> None:
    """All or nothing is refused; the good rows go in."""
    robot.click("takeLedger")
    robot.wait(lambda: "没有保存" in robot.find("ledgerSummary", QLabel).text(), "the refusal")
    robot.shot("all_or_nothing")
    robot.choose("ledgerMode", "只导入没有错误的行")
    take_good_rows(robot, 2)
    robot.note("result", robot.find("ledgerSummary", QLabel).text())
    robot.shot("taken_in")
    robot.mark("taken in")
    robot.wait_for_mark("counted")


def take_good_rows(robot: Robot, batches: int) -> None:
    """Take in, and wait for the batch in the list."""
    robot.click("takeLedger")
    table = robot.find("ledgerBatches", QTableView)
    robot.wait(lambda: table.model().rowCount() == batches, "the batch in the list")


def undo(robot: Robot) -> None:
    """Ask for the newest batch to be taken back, and say yes."""
    batches = robot.find("ledgerBatches", QTableView)
    robot.click_item(batches, batches.model().index(0, 1))
    robot.click("undoBatch")
    robot.note("undo question", robot.find("undoQuestion", QMessageBox).informativeText())
    robot.shot("undo_question")
    robot.click("undoNow")


def take_back(robot: Robot) -> None:
    """It goes back; taken in again it does not, for somebody has changed a row since."""
    undo(robot)
    model = robot.find("ledgerBatches", QTableView).model()
    robot.wait(lambda: model.index(0, 0).data() == "已撤销", "the batch to be taken back")
    robot.note("taken back", "".join(robot.messages("ledgerMessages")))
    robot.shot("taken_back")
    robot.mark("taken back")
    robot.wait_for_mark("counted again")
    check(robot)
    take_good_rows(robot, 3)
    robot.mark("taken in again")
    robot.wait_for_mark("changed")
    undo(robot)
    answer = robot.find("changedSince", QMessageBox)
    robot.note("changed since", answer.informativeText())
    robot.shot("changed_since")
    robot.click("closeChangedSince")
    robot.gone("changedSince")

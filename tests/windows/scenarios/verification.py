"""Hand a task out, verify, settle a proposal, go back in time, compare two days, manage users."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTreeWidget,
)

from tests.windows.robot import Robot
from tests.windows.scenarios.registers import card, choose, on_map, open_registers


def table(robot: Robot, name: str) -> list[list[str]]:
    """Return what stands in a table."""
    model = robot.find(name, QTableView).model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose_row(robot: Robot, name: str, words: str) -> None:
    """Click the row that has the words."""
    view = robot.find(name, QTableView)
    robot.wait(lambda: any(words in cell for row in table(robot, name) for cell in row), f"{words} in {name}")
    row = next(number for number, cells in enumerate(table(robot, name)) if any(words in cell for cell in cells))
    robot.click_item(view, view.model().index(row, 0))


def tick(tree: QTreeWidget, words: str) -> None:
    """Tick the node with the words."""
    (node, *_more) = tree.findItems(words, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    node.setCheckState(0, Qt.CheckState.Checked)


def run(robot: Robot) -> None:
    """One morning of the county's editor and administrator."""
    open_registers(robot)
    verify(robot)
    back_in_time(robot)
    compare(robot)
    one_person(robot)
    manage(robot)


def verify(robot: Robot) -> None:
    """Tasks, things, proposals, completeness."""
    robot.menu("verification")
    robot.find("verificationWindow")
    area = robot.find("verificationArea", QComboBox)
    robot.wait(area.count, "the areas")
    robot.choose(area, "乐清市")
    robot.wait(lambda: table(robot, "verificationTasks"), "the tasks")
    robot.click("handOutTasks")
    robot.type("taskTitle", "汛前核实")
    areas, categories = robot.find("taskAreas", QTreeWidget), robot.find("taskCategories", QTreeWidget)
    robot.wait(categories.topLevelItemCount, "the categories")
    tick(areas, "清江镇")
    tick(categories, "水库")
    tick(categories, "山塘")
    robot.shot("hand_out")
    robot.click("taskNow")
    robot.wait(lambda: any("汛前核实" in row[2] for row in table(robot, "verificationTasks")), "the new task")
    robot.note("tasks", table(robot, "verificationTasks"))
    choose_row(robot, "verificationTasks", "汛前核实")
    robot.shot("tasks")
    robot.click("taskThings")
    robot.wait(lambda: len(table(robot, "verificationThings")) == 2, "what is to be verified")
    choose_row(robot, "verificationThings", "九峰水库")
    robot.shot("things")
    robot.click("verifyGood")
    robot.wait(lambda: any(row[0] == "已核实" for row in table(robot, "verificationThings")), "it to be verified")
    choose_row(robot, "verificationThings", "上坑山塘")
    robot.click("verifyBad")
    answer(robot, "已填平")
    robot.wait(lambda: [row[0] for row in table(robot, "verificationThings")] == ["已核实"] * 2, "both to be done")
    robot.note("things", table(robot, "verificationThings"))
    tabs = robot.find("verificationTabs", QTabWidget)
    tabs.setCurrentIndex(2)
    choose_row(robot, "verificationProposals", "九峰水库")
    robot.shot("proposals")
    robot.click("acceptProposal")
    robot.wait(lambda: table(robot, "verificationProposals")[0][0] == "已采纳", "the proposal to be accepted")
    tabs.setCurrentIndex(3)
    robot.shot("completeness")
    robot.note("completeness", table(robot, "verificationCompleteness"))
    robot.click("verificationWorkbook")
    robot.wait(lambda: any("核实进度" in words for words in robot.messages("verificationMessages")), "the workbook")
    robot.click("verificationClose")
    robot.gone("verificationWindow")


def answer(robot: Robot, words: str) -> None:
    """Type a reason and save it."""
    robot.find("reasonText", QPlainTextEdit).setPlainText(words)
    robot.click("reasonOk")
    robot.gone("reasonWindow")


def back_in_time(robot: Robot) -> None:
    """The registers of the day before anything was registered: nothing; then today again."""
    past, day = robot.find("registerPast", QCheckBox), robot.find("registerDay", QDateEdit)
    robot.note("now", on_map())
    robot.click(past)
    day.setDate(QDate.currentDate().addDays(-30))
    robot.wait(lambda: len(on_map()) == 1, "the map of then")
    robot.note("then", on_map())
    robot.note("found then", robot.find("registerFound", QLabel).text())
    robot.shot("then")
    choose(robot, "县属水库")
    card(robot, "县属水库")
    notice = robot.find("cardNotice", QLabel)
    robot.note("card then", notice.text())
    robot.shot("card_then")
    robot.click("cardPortrait")
    robot.note("portrait then", robot.find("portraitThen", QLabel).text())
    robot.shot("portrait_then")
    robot.click("portraitClose")
    robot.gone("portraitWindow")
    robot.find("registerDock").raise_()
    robot.click(past)
    robot.wait(lambda: len(on_map()) > 1, "the map of now")
    robot.wait(lambda: not notice.text(), "the card of now")


def compare(robot: Robot) -> None:
    """What changed since then, as a list and on the map."""
    robot.menu("changes")
    robot.find("changesWindow")
    robot.note("groups before", robot.find("changesTableGroup", QComboBox).currentText())
    area = robot.find("changesArea", QComboBox)
    robot.wait(area.count, "the areas")
    robot.choose(area, "乐清市")
    robot.find("changesFrom", QDateEdit).setDate(QDate.currentDate().addDays(-30))
    robot.click("changesLook")
    robot.wait(lambda: table(robot, "changesTable"), "the changes")
    robot.note("changes", table(robot, "changesTable"))
    robot.click("changesMap")
    robot.wait(lambda: robot.messages("changesMessages"), "the changes on the map")
    robot.shot("changes")
    robot.find("changesWindow").close()
    robot.gone("changesWindow")
    robot.wait_for_map()
    robot.shot("changes_on_map")


def listed(robot: Robot, name: str) -> list[list[str]]:
    """Return what stands in a list of rows."""
    rows = robot.find(name, QTreeWidget)
    return [[rows.topLevelItem(row).text(column) for column in range(rows.columnCount())]
            for row in range(rows.topLevelItemCount())]  # fmt: skip


def one_person(robot: Robot) -> None:
    """Compare two of one name, merge them with one number struck out, take that back, and merge again."""
    robot.menu("namesakes")
    robot.find("namesakesWindow")
    area = robot.find("namesakesArea", QComboBox)
    robot.wait(area.count, "the areas")
    robot.choose(area, "乐清市")
    robot.wait(lambda: listed(robot, "namesakesList"), "the names")
    robot.note("names", listed(robot, "namesakesList"))
    robot.wait(lambda: robot.find("person_1"), "the two side by side")
    cards = [robot.find(f"person_{number}", QFrame) for number in (0, 1)]
    robot.note("cards", ["".join(label.text() for label in card.findChildren(QLabel)) for card in cards])
    robot.note("phones", [robot.find(f"phone_{number}_0", QCheckBox).text() for number in (0, 1)])
    robot.shot("namesakes")
    tabs = robot.find("namesakesTabs", QTabWidget)
    for again in (False, True):
        robot.wait(lambda: robot.find("phone_0_0", QCheckBox).isChecked(), "the old number")
        robot.click("phone_0_0")
        robot.click("mergePersons")
        robot.find("mergeQuestion", QMessageBox)
        robot.shot("merge_question")
        robot.click("mergeYes")
        robot.wait(lambda: not listed(robot, "namesakesList"), "them to be merged")
        tabs.setCurrentIndex(1)
        robot.note("merged", listed(robot, "mergersList"))
        if not again:
            rows = robot.find("mergersList", QTreeWidget)
            rows.setCurrentItem(rows.topLevelItem(0))
            robot.shot("mergers")
            robot.click("partPersons")
            robot.wait(lambda: not listed(robot, "mergersList"), "them to be two again")
            tabs.setCurrentIndex(0)
    robot.note("said", robot.messages("namesakesMessages"))
    robot.shot("merged")
    robot.click("namesakesClose")
    robot.gone("namesakesWindow")


def manage(robot: Robot) -> None:
    """Make a user, lock another."""
    robot.menu("users")
    robot.find("usersWindow")
    robot.wait(lambda: table(robot, "usersTable"), "the users")
    robot.click("userNew")
    robot.type("userLogin", "li.xiaojiang")
    robot.type("userName", "李小江")
    robot.choose("userKind", "村级编制员")
    robot.type("userAreaSearch", "方江屿")
    areas = robot.find("userAreas", QTreeWidget)
    tick(areas, "方江屿村")
    robot.shot("user_form")
    robot.click("userSave")
    told = robot.find("passwordWindow", QMessageBox)
    robot.note("password", told.text())
    robot.shot("password")
    robot.click("passwordClose")
    choose_row(robot, "usersTable", "李小江")
    robot.click("userLock")
    robot.click("userYes")
    robot.wait(lambda: any(row[0] == "已锁定" for row in table(robot, "usersTable")), "him to be locked")
    robot.shot("users")
    robot.find("usersTabs", QTabWidget).setCurrentIndex(1)
    robot.note("exports", table(robot, "exportsTable"))
    robot.shot("exports")

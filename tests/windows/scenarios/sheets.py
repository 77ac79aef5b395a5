"""Choose three villages, look at one, export, stop in the middle, meet a folder without rights."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QObject, Qt, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar, QTableView, QTreeWidget

from tests.windows.heart import Heart
from tests.windows.robot import Robot, environment
from tests.windows.scenarios.census import settle


class Opened(QObject):
    """Takes what would be opened by another program."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []
        QDesktopServices.setUrlHandler("file", self, "take")

    @pyqtSlot(QUrl)
    def take(self, url: QUrl) -> None:
        """Keep the path."""
        self.paths.append(url.toLocalFile())


def run(robot: Robot) -> None:
    """Do what a technician of the township does on the eve of a typhoon."""
    out = Path(environment("OUT"))
    opened, heart = Opened(), Heart()
    robot.wait(lambda: ":" in robot.find("floodmapStatus", QLabel).text().replace("：", ":"), "to be signed in")
    robot.menu("sheets")
    robot.find("sheetsWindow")
    villages = robot.find("villages", QTableView)
    robot.wait(lambda: villages.model().rowCount() == 4, "the list of villages")
    robot.type(folder_line(robot), str(out))
    robot.click("format_png")  # PDF is enough here
    robot.shot("list")
    choose(robot, villages)
    preview(robot, villages)
    export(robot, out, heart)
    problems(robot, opened)
    cancel(robot, out)
    without_rights(robot)
    close_in_the_middle(robot, out)


def folder_line(robot: Robot) -> QLineEdit:
    """Return the line in which the folder stands."""
    return robot.find("outputFolder").findChild(QLineEdit)


def choose(robot: Robot, villages: QTableView) -> None:
    """Filter by words, tick what is shown, and one more."""
    robot.type("findVillage", "乙")
    robot.wait(lambda: villages.model().rowCount() == 1, "the filter")
    robot.click("tickAll")
    words = robot.find("findVillage")
    robot.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, words)
    robot.key(Qt.Key.Key_Delete, widget=words)
    robot.wait(lambda: villages.model().rowCount() == 4, "all villages again")
    count = robot.find("tickedCount", QLabel)
    robot.note("one", count.text())
    robot.click("tickAll")
    robot.click("tickNone")
    for row in (0, 1, 3):  # the third has no boundary
        villages.setCurrentIndex(villages.model().index(row, 0))
        robot.key(Qt.Key.Key_Space, widget=villages)
    robot.note("three", count.text())


def preview(robot: Robot, villages: QTableView) -> None:
    """Look at one sheet, whole and at full size."""
    robot.click_item(villages, villages.model().index(0, 1))
    robot.click("previewSheets")
    page = robot.find("previewPage", QLabel)
    robot.wait(lambda: page.pixmap() is not None and not page.pixmap().isNull(), "the preview")
    robot.shot("preview")
    whole = page.pixmap().width()
    robot.click(page)
    robot.note("zoom", page.pixmap().width() / whole)
    robot.shot("preview_full_size")
    robot.click(page)


def export(robot: Robot, out: Path, heart: Heart) -> None:
    """Draw three sheets while the window stays alive."""
    heart.start_over()
    robot.click("exportSheets")
    bar = robot.find("progressBar", QProgressBar)
    robot.wait(lambda: bar.value() > 30, "some progress")
    until_half = heart.standstill()
    robot.shot("exporting")  # which itself takes the main thread for a while
    heart.start_over()
    results = robot.find("results", QTreeWidget)
    robot.gone("progressLine")
    robot.note("standstill", max(until_half, heart.standstill()))
    robot.note("results", [results.topLevelItem(row).text(1) for row in range(results.topLevelItemCount())])
    robot.note("files", sorted(path.name for path in out.iterdir()))
    robot.shot("exported")
    robot.click("exportSheets")
    robot.wait(lambda: "未变化" in results.topLevelItem(2).text(1), "the sheets to stay", 60)
    robot.gone("progressLine", 90)
    robot.note("again", [results.topLevelItem(row).text(1) for row in range(results.topLevelItemCount())])
    robot.note("report", robot.find("openReport").isEnabled())
    robot.shot("unchanged")


def problems(robot: Robot, opened: Opened) -> None:
    """Go from a problem to its place, open the file and the folder."""
    results = robot.find("results", QTreeWidget)
    item = next(
        results.topLevelItem(row).child(number)
        for row in range(results.topLevelItemCount())
        for number in range(results.topLevelItem(row).childCount())
        if results.topLevelItem(row).child(number).data(0, Qt.ItemDataRole.UserRole) is not None
    )
    item.parent().setExpanded(True)
    results.setCurrentItem(item)
    robot.note("problem", item.text(0))
    robot.click("showOnMap")
    robot.gone("sheetsWindow")
    centre = robot.iface.mapCanvas().extent().center()
    robot.note("centre", [centre.x(), centre.y()])
    robot.shot("problem")
    robot.click("backToSheets")
    robot.find("sheetsWindow")
    robot.click("openFile")
    robot.click("openFolder")
    robot.note("opened", opened.paths)


def cancel(robot: Robot, out: Path) -> None:
    """Stop in the middle: nothing half done stays, no process either."""
    for path in out.iterdir():
        path.unlink()
    robot.click("exportSheets")
    robot.wait(lambda: list(out.glob(".floodmap-*/*")), "a file in the making")
    robot.click("cancelWork")
    robot.gone("progressLine")
    robot.note("after cancel", sorted(path.name for path in out.iterdir()))
    robot.shot("cancelled")


def without_rights(robot: Robot) -> None:
    """Choose a folder that nobody may write."""
    robot.type(folder_line(robot), "/proc/sheets")
    robot.click("exportSheets")
    robot.gone("progressLine")
    robot.shot("no_rights")
    results = robot.find("results", QTreeWidget)
    robot.note("no rights", [results.topLevelItem(row).text(1) for row in range(results.topLevelItemCount())])
    robot.note("no rights message", robot.messages("sheetsMessages"))


def close_in_the_middle(robot: Robot, out: Path) -> None:
    """Close while sheets are drawn: the window asks, then stops the work and goes."""
    robot.type(folder_line(robot), str(out))
    robot.click("exportSheets")
    robot.wait(lambda: list(out.glob(".floodmap-*/*")), "a file in the making")
    robot.click("closeSheets")
    robot.find("stopQuestion")
    robot.shot("question")
    robot.click("stopAndClose")
    robot.gone("sheetsWindow")
    robot.wait(is_deleted, "the window to be deleted")
    robot.wait(lambda: not list(out.glob(".*")), "the half done to be swept away")


def is_deleted() -> bool:
    """Tell whether no such window is left, not even a hidden one."""
    settle()
    return not any(widget.objectName() == "sheetsWindow" for widget in QApplication.allWidgets())

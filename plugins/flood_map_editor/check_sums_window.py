"""The window 体检汇总: what the check-ups of the villages' maps come to, township by township, and as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

from flood_core.database.check_sums import CheckSums, RuleSum, TownshipSum, check_sums
from flood_core.database.connection import Connection
from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.check_rules import RULES
from flood_core.model.check_up import ERROR, HINT, WARNING
from flood_core.progress import Feedback, Part
from flood_core.situation.batch import check_editions
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import language, tr, translate
from flood_core.windows.while_open import while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .finding_list import COLORS

#: Kinds of users who may read what was found on the maps of others.
READERS = ("township_reviewer", "county_editor", "county_approver", "owner")
#: Those who may check them too.
CHECKERS = ("township_reviewer", "county_approver", "owner")
_KINDS = {
    ERROR: QT_TRANSLATE_NOOP("windows", "Error"),
    WARNING: QT_TRANSLATE_NOOP("windows", "To think about"),
    HINT: QT_TRANSLATE_NOOP("windows", "Hint"),
}
_ALL = ""


class CheckSumsWindow(QDialog):
    """Above the townships, below what is found most often in the one that is chosen."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("checkSumsWindow")
        self.setWindowTitle(tr("Check-up results"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._session = session
        self._sums: CheckSums | None = None
        self._bar, self._progress = QgsMessageBar(self), ProgressLine()
        self._bar.setObjectName("checkSumsMessages")
        self.townships = _table("checkSumsTownships", (
            tr("Township"), tr("Villages"), tr("Maps"), tr("Unchecked"), tr("Changed since"), tr("With errors"),
            tr("Errors"), tr("To think about"), tr("Hints")), 0)  # fmt: skip
        self.rules = _table("checkSumsRules", (
            tr("Kind"), tr("What is found"), tr("How often"), tr("Villages")), 1)  # fmt: skip
        self._below = QLabel()
        self._check, self._write = QPushButton(tr("Check all maps now")), QPushButton(tr("Write as workbook"))
        self._again = QPushButton(tr("Refresh"))
        self._build()
        session.signed_out.connect(self.close)
        self.read()

    def _build(self) -> None:
        close, last = QPushButton(tr("Close")), QHBoxLayout()
        for button, name in ((self._check, "checkSumsCheck"), (self._write, "checkSumsWorkbook"),
                             (self._again, "checkSumsRefresh"), (close, "checkSumsClose")):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
        last.addWidget(self._check)
        last.addWidget(self._write)
        last.addWidget(self._again)
        last.addStretch(1)
        last.addWidget(close)
        font = self._below.font()
        font.setBold(True)
        self._below.setFont(font)
        column = QVBoxLayout(self)
        column.addWidget(Head(tr("What did the check-ups find?"), tr("Each village counts with its newest map."),
                              topic="editor"))  # fmt: skip
        column.addWidget(self._bar)
        column.addWidget(self.townships, 3)
        column.addWidget(self._below)
        column.addWidget(self.rules, 4)
        column.addWidget(self._progress)
        column.addLayout(last)
        self.townships.currentItemChanged.connect(lambda item, _before: self._show_rules(item))
        person = self._session.person
        self._check.setVisible(person is not None and person.kind in CHECKERS)
        self._check.clicked.connect(self.check)
        self._write.clicked.connect(self.write)
        self._again.clicked.connect(self.read)
        close.clicked.connect(self.close)
        letter = self.fontMetrics()
        self.resize(letter.horizontalAdvance("汉") * 66, letter.height() * 34)

    def _areas(self) -> Sequence[str]:
        return self._session.person.areas if self._session.person is not None else ()

    def read(self) -> None:
        """Read the sums, in the background."""
        areas = self._areas()
        self._progress.follow(self._session.ask(
            tr("Reading the check-ups"), lambda connection, _feedback: check_sums(connection, areas),
            while_open(self, self._got), while_open(self, self._failed)))  # fmt: skip

    def _got(self, sums: CheckSums) -> None:
        chosen = self.townships.currentItem()
        code = chosen.data(0, Qt.ItemDataRole.UserRole) if chosen is not None else _ALL
        self._sums = sums
        self.townships.clear()
        rows = [(one, one.name) for one in sums.townships]
        if len(rows) != 1:
            rows.insert(0, (sums.total(), tr("All townships")))
        for one, name in rows:
            item = _township_item(one, name)
            self.townships.addTopLevelItem(item)
            if one.code == code or self.townships.currentItem() is None:
                self.townships.setCurrentItem(item)
        self._write.setEnabled(bool(sums.townships))

    def _show_rules(self, item: QTreeWidgetItem | None) -> None:
        self.rules.clear()
        if item is None or self._sums is None:
            return
        code = item.data(0, Qt.ItemDataRole.UserRole)
        found = self._sums.rules_of(code) if code else self._sums.rules_of_all()
        words = tr("Found most often: {name}") if found else tr("Nothing was found: {name}")
        self._below.setText(words.format(name=item.text(0)))
        texts = {rule.code: rule.summary(language()) for rule in RULES}
        self.rules.addTopLevelItems([_rule_item(one, texts.get(one.rule_code, one.rule_code)) for one in found])

    def _codes(self) -> Sequence[str]:
        """Return the person's areas; of somebody without, the counties that were read."""
        return self._areas() or sorted({one.code[:6] for one in (self._sums.townships if self._sums else ())})

    def check(self) -> None:
        """Check the newest map of every village anew."""
        codes = [code for code in self._codes() if self._sums is not None and self._sums.total().editions]

        def work(connection: Connection, feedback: Feedback) -> None:
            for number, code in enumerate(codes):
                part = Part(feedback, 100 * number / len(codes), 100 * (number + 1) / len(codes))
                check_editions(connection, code, None, part)

        self._progress.follow(self._session.ask(
            tr("Checking the maps"), work, while_open(self, lambda _none: self.read()),
            while_open(self, self._failed)))  # fmt: skip

    def write(self) -> None:
        """Write a workbook for each of the person's areas."""
        codes = self._codes()

        def work(connection: Connection, feedback: Feedback) -> list[Path]:
            from flood_core.reports.check_sums_report import check_sums_report  # pandas comes in with it

            return [check_sums_report(connection, code, output_folder(), feedback=feedback) for code in codes]

        self._progress.follow(self._session.ask(
            tr("Writing"), work,
            while_open(self, lambda paths: show_done(self._bar, "\n".join(map(str, paths)), tr("Written"))),
            while_open(self, self._failed)))  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Check-up results"))


def _table(name: str, headings: Sequence[str], wide: int) -> QTreeWidget:
    """Return a table that cannot be edited; its column ``wide`` takes the room that is left."""
    table = QTreeWidget()
    table.setObjectName(name)
    table.setHeaderLabels(list(headings))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAlternatingRowColors(True)
    header = table.header()
    header.setStretchLastSection(False)
    table.setStyleSheet("QHeaderView::section { padding: 3px 8px; } QTreeView::item { padding: 2px 6px; }")
    for column in range(len(headings)):
        mode = QHeaderView.ResizeMode.Stretch if column == wide else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)
        if column > wide:
            table.headerItem().setTextAlignment(column, _RIGHT)
    return table


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _township_item(one: TownshipSum, name: str) -> QTreeWidgetItem:
    counts = (one.villages, one.editions, one.unchecked, one.changed_since, one.with_errors, one.errors, one.warnings,
              one.hints)  # fmt: skip
    item = _item(name, counts)
    item.setData(0, Qt.ItemDataRole.UserRole, one.code)
    for column in (3, 4, 5, 6):
        if counts[column - 1]:
            item.setForeground(column, QBrush(QColor(COLORS[ERROR])))
    return item


def _rule_item(one: RuleSum, text: str) -> QTreeWidgetItem:
    item = _item(translate("windows", _KINDS[one.severity]), (text, one.findings, one.villages))
    item.setForeground(0, QBrush(QColor(COLORS[one.severity])))
    item.setToolTip(1, text)
    return item


def _item(first: str, cells: Sequence[Any]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([first, *map(str, cells)])
    for column, cell in enumerate(cells, 1):
        if isinstance(cell, int):
            item.setTextAlignment(column, _RIGHT)
    return item

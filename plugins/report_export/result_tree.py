"""What came of every sheet: how far it is, where it lies, what a person should look at, and where that is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.sheets.batch import SheetOutcome
from flood_core.sheets.delivery import Delivery, Order
from flood_core.sheets.export import SheetResult
from flood_core.sheets.problems import (
    EMPTY_BASE,
    HEAVY_GROUND,
    LOST_GROUND,
    NO_DRAWING,
    NO_GROUND,
    OUTSIDE,
    OVERLAP,
    PART_OF_GROUND,
    RASTER,
    STALE,
    UNAPPROVED,
    UNPLACED,
    Problem,
)
from flood_core.windows.messages import words
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from .sheet_kinds import Line

DATA = Qt.ItemDataRole.UserRole
GOOD, BAD, NOTE = "#1F7A45", "#A61C1C", "#8A5A00"

_WORDS = {
    UNPLACED: QT_TRANSLATE_NOOP("windows", "The name “{first}” found no room on the map"),
    OVERLAP: QT_TRANSLATE_NOOP("windows", "The symbols of “{first}” and “{second}” overlap"),
    OUTSIDE: QT_TRANSLATE_NOOP("windows", "“{first}” lies outside the map"),
    NO_DRAWING: QT_TRANSLATE_NOOP("windows", "There is no drawing of the symbol {first}"),
    RASTER: QT_TRANSLATE_NOOP("windows", "The layer “{first}” is see-through: in the PDF it would become a picture"),
    NO_GROUND: QT_TRANSLATE_NOOP("windows", "No relief or photograph is known for this village: drawn on plain paper"),
    LOST_GROUND: QT_TRANSLATE_NOOP("windows", "{first} cannot be read: the sheet was drawn without it"),
    PART_OF_GROUND: QT_TRANSLATE_NOOP("windows", "The picture under the map covers only {first} of the village"),
    HEAVY_GROUND: QT_TRANSLATE_NOOP(
        "windows",
        "The picture under the map weighs {first} MB as PNG, {second} MB are allowed: choose JPG, or plain paper",
    ),
    EMPTY_BASE: QT_TRANSLATE_NOOP("windows", "There is no base map here: no roads, houses or waters"),
    STALE: QT_TRANSLATE_NOOP("windows", "The data are old: of {first}"),
    UNAPPROVED: QT_TRANSLATE_NOOP("windows", "Not approved yet: the sheet is stamped 未审批"),
}


def problem_in_words(problem: Problem) -> str:
    """Return what a problem of a sheet is, in QGIS's language."""
    names = (*problem.names, "", "")
    return tr(_WORDS[problem.kind], first=names[0], second=names[1])


class ResultTree(QTreeWidget):
    """A line for every village, and below it what to look at."""

    open_file = pyqtSignal(object)  #: a finished file was asked for
    show_place = pyqtSignal(object)  #: the place of a Problem was asked for

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Village"), tr("Result")])
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)
        self.itemActivated.connect(self._activated)

    def begin(self, orders: Sequence[Order]) -> None:
        """Show the orders that wait to be drawn."""
        self.clear()
        for order in orders:
            item = QTreeWidgetItem([order.name, tr("waiting")])
            self.addTopLevelItem(item)
            errors, warnings = order.edition.get("errors"), order.edition.get("warnings")
            if errors or warnings:
                text = tr("The check-up found {errors} errors and {warnings} warnings", errors=errors or 0,
                          warnings=warnings or 0)  # fmt: skip
                _note(item, text, BAD if errors else NOTE)

    def heard(self, number: int, percent: float, outcome: SheetOutcome | None) -> None:
        """Take how far a sheet is, or what came of it."""
        item = self.topLevelItem(number)
        if item is None:
            return
        if outcome is None:
            item.setText(1, f"{percent:.0f} %")
        elif outcome.error is not None:
            self._failed(item, outcome.error)
        elif outcome.result is not None:
            self._made(item, outcome.result, unchanged=outcome.skipped)

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        """Take those that never came to be drawn too."""
        for number, delivery in enumerate(deliveries):
            item = self.topLevelItem(number)
            if item is not None and delivery.error is not None and item.data(0, DATA) is None:
                self._failed(item, delivery.error)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what came of overviews or cards, in place of the villages that they were made of."""
        self.clear()
        for line in lines:
            item = QTreeWidgetItem([line.name, ""])
            self.addTopLevelItem(item)
            if line.error is not None:
                self._failed(item, line.error)
            elif line.sheet is not None:
                self._made(item, line.sheet, unchanged=False)
            elif line.cards is not None:
                path, count = line.cards
                item.setData(0, DATA, path)
                item.setText(1, tr("done · {count} cards", count=count))
                item.setForeground(1, QBrush(QColor(GOOD)))
                item.setToolTip(1, str(path))

    def give_up(self, words: str) -> None:
        """Say of those that are not done what became of them."""
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            if item.data(0, DATA) is None:
                item.setText(1, words)

    def done(self) -> int:
        """Return how many are drawn or refused."""
        items = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return sum(item.data(0, DATA) is not None for item in items)

    def selected(self) -> Any:
        """Return what the cursor is on: a SheetResult, a Problem, an error or None."""
        item = self.currentItem()
        return item.data(0, DATA) if item is not None else None

    def selected_file(self) -> Path | None:
        """Return the finished file that the cursor is on or below."""
        item = self.currentItem()
        return _file(item.parent() or item) if item is not None else None

    def _made(self, item: QTreeWidgetItem, result: SheetResult, *, unchanged: bool) -> None:
        item.setData(0, DATA, result)
        scale, pages = f"{result.scale:,.0f}", result.pages
        if unchanged:
            text = tr("unchanged, the sheet stays · 1:{scale} · {pages} pages", scale=scale, pages=pages)
        else:
            seconds = f"{result.seconds:.1f}"
            text = tr("done · 1:{scale} · {pages} pages · {seconds} s", scale=scale, pages=pages, seconds=seconds)
        to_see = [problem for problem in result.problems if problem.kind != UNAPPROVED]  # that one is known
        if to_see:
            text += tr(" · {count} to look at", count=len(to_see))
        item.setText(1, text)
        item.setForeground(1, QBrush(QColor(NOTE if to_see else GOOD)))
        item.setToolTip(1, "\n".join(str(path) for path in result.files))
        for problem in result.problems:
            _note(item, problem_in_words(problem), NOTE, problem)

    def _failed(self, item: QTreeWidgetItem, error: BaseException) -> None:
        message, advice = words(error)
        item.setData(0, DATA, error)
        item.setText(1, tr("not drawn: {reason}", reason=message))
        item.setToolTip(1, f"{message}\n{advice}".strip())
        item.setForeground(1, QBrush(QColor(BAD)))
        if advice:
            _note(item, advice, BAD)
            item.setExpanded(True)

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        found, file = item.data(0, DATA), _file(item)
        if file is not None:
            self.open_file.emit(file)
        elif isinstance(found, Problem):
            self.show_place.emit(found)


def _file(item: QTreeWidgetItem) -> Path | None:
    found = item.data(0, DATA)
    if isinstance(found, SheetResult):
        return found.files[0] if found.files else None
    return found if isinstance(found, Path) else None


def _note(item: QTreeWidgetItem, text: str, color: str, problem: Problem | None = None) -> None:
    line = QTreeWidgetItem(item, [text, ""])
    line.setFirstColumnSpanned(True)
    line.setForeground(0, QBrush(QColor(color)))
    if problem is not None and problem.longitude is not None:
        line.setData(0, DATA, problem)
        line.setToolTip(0, tr("Double click: show the place on the map"))

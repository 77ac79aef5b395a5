"""What a ledger would change: new rows, changed fields, what is missing in it; and whether that is retired."""

from __future__ import annotations

from typing import Any, NamedTuple

from flood_core.database.ledger_places import NEW
from flood_core.layers.ledger_layers import COLORS
from flood_core.ledger.report import ImportReport
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from .ledger_tables import FilteredTable

NEW_ROW, FIELD, MISSING = "new", "field", "missing"
_COLORS = {NEW_ROW: COLORS[NEW], FIELD: "#1F5FA8", MISSING: "#8A5A00"}
_WIDTHS = (9, 14, 5, 24, 18, 32, 32)  # in letters: no scrolling on a laptop


class Difference(NamedTuple):
    """One line: a new row, a changed field, or a thing that is missing."""

    what: str
    sheet: str
    row: int | None
    name: str
    field: str
    before: str
    after: str


class DifferencesPage(QWidget):
    """Shows the differences of a check, and asks whether what is missing shall be retired."""

    chosen = pyqtSignal(str, object)  #: sheet and row that the cursor is on

    def __init__(self) -> None:
        super().__init__()
        self._words = {NEW_ROW: tr("new"), FIELD: tr("changed"), MISSING: tr("missing")}
        self._table = FilteredTable(
            "ledgerDifferences",
            [tr("Result"), tr("Sheet"), tr("Row"), tr("Name"), tr("Field"), tr("So far"), tr("In the ledger")],
            self._cells,
            group=lambda one: one.what,
            groups=list(self._words.items()),
            color=lambda one: _COLORS[one.what],
        )
        self._retire = QCheckBox()
        self._retire.setObjectName("retireMissing")
        self._retire.setToolTip(tr("Only what we handed out with this ledger and nobody has changed since."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._retire)
        self._table.chosen.connect(lambda one: self.chosen.emit(one.sheet, one.row))
        self.clear()

    def show_report(self, report: ImportReport) -> None:
        """Show what a check found."""
        lines = [Difference(NEW_ROW, place.sheet, place.row, place.name, "", "", "")
                 for place in report.places if place.uid and place.is_new]  # fmt: skip
        lines += [Difference(FIELD, one.sheet, one.row, one.name, one.label, one.before or "",
                             one.after or tr("taken away"))
                  for one in report.changes]  # fmt: skip
        lines += [Difference(MISSING, "", None, one.name, "", tr("in the register"), "") for one in report.missing]
        self._table.put(lines, _WIDTHS)
        count = sum(one.handed_out for one in report.missing)
        self._retire.setText(tr("Retire the {count} things that are no longer in the ledger", count=count))
        self._retire.setVisible(count > 0)
        self._retire.setChecked(False)

    def clear(self) -> None:
        """Show nothing."""
        self._table.put([], _WIDTHS)
        self._retire.setChecked(False)
        self._retire.hide()

    def retires(self) -> bool:
        """Tell whether what is missing shall be retired."""
        return self._retire.isChecked() and not self._retire.isHidden()

    def _cells(self, one: Difference) -> list[Any]:
        return [self._words[one.what], one.sheet, one.row, one.name, one.field, one.before, one.after]

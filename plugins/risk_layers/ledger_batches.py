"""The ledgers that were taken in, and a button to take one back."""

from __future__ import annotations

from typing import Any

from flood_core.database.connection import Connection
from flood_core.database.ledger_undo import Batch, ChangedSince, Undone
from flood_core.ledger.undoing import list_batches, undo_batch
from flood_core.progress import Feedback
from flood_core.windows.messages import show_done, show_error, words
from flood_core.windows.panel import ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from .ledger_tables import FilteredTable

COMMITTED, UNDONE = "committed", "undone"
GOOD, GONE = "#1F7A45", "#7A7A7A"
_MOST = 200
_WIDTHS = (12, 36, 18, 18, 14, 10, 10, 10)
_CHANGES_SHOWN = 12


class BatchesPage(QWidget):
    """Lists batches, the newest first."""

    def __init__(self, session: Session, bar: QgsMessageBar, progress: ProgressLine) -> None:
        super().__init__()
        self._session, self._bar, self._progress = session, bar, progress
        self._states = {COMMITTED: tr("taken in"), UNDONE: tr("taken back")}
        self.table = FilteredTable(
            "ledgerBatches",
            [tr("Result"), tr("File"), tr("When"), tr("Who"), tr("Area"), tr("new"), tr("changed"), tr("with errors")],
            self._cells,
            group=lambda batch: batch.state,
            groups=list(self._states.items()),
            color=lambda batch: GOOD if batch.state == COMMITTED else GONE,
        )
        self.names: dict[str, str] = {}  # of areas, by code
        self._batch: Batch | None = None
        self._undo = QPushButton(tr("Take back…"))
        self._undo.setObjectName("undoBatch")
        self._undo.setEnabled(False)
        self._undo.clicked.connect(self._ask)
        self.table.chosen.connect(self._chosen)
        row = QHBoxLayout()
        row.addWidget(self._undo)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def _cells(self, batch: Batch) -> list[Any]:
        area = self.names.get(batch.area_code, batch.area_code)
        return [self._states.get(batch.state, batch.state), batch.file_name, batch.imported_at, batch.imported_by,
                area, batch.rows_inserted, batch.rows_updated, batch.rows_rejected]  # fmt: skip

    def read(self) -> None:
        """Read the list."""
        if not self._session.is_signed_in:
            self.table.put([], _WIDTHS)
            return
        self._session.ask(
            tr("Reading the list of ledgers"), lambda connection, _feedback: list_batches(connection, _MOST),
            while_open(self, self._listed), while_open(self, self._failed),
        )  # fmt: skip

    def _listed(self, batches: list[Batch]) -> None:
        self.table.put(batches, _WIDTHS)
        self._chosen(None)

    def _chosen(self, batch: Batch | None) -> None:
        self._batch = batch
        self._undo.setEnabled(batch is not None and batch.state == COMMITTED)

    def _ask(self) -> None:
        batch = self._batch
        if batch is None:
            return
        question = self._box("undoQuestion", tr("Take “{file}” back?", file=batch.file_name))
        question.setInformativeText(
            tr(
                "Its {new} new rows are retired, its {changed} changed rows get their earlier values. Persons whom only"
                " these rows name are retired too.",
                new=batch.rows_inserted,
                changed=batch.rows_updated,
            )  # fmt: skip
        )
        yes = question.addButton(tr("Take back"), QMessageBox.ButtonRole.AcceptRole)
        yes.setObjectName("undoNow")
        question.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(lambda: self._take_back(batch))
        question.open()

    def _take_back(self, batch: Batch) -> None:
        def take_back(connection: Connection, _feedback: Feedback) -> Undone:
            return undo_batch(connection, batch.uid)

        self._undo.setEnabled(False)
        self._bar.clearWidgets()
        self._progress.follow(
            self._session.ask(
                tr("Taking back"), take_back, while_open(self, self._undone), while_open(self, self._failed)
            )
        )

    def _undone(self, undone: Undone) -> None:
        text = tr("Taken back: {new} new rows were retired, {changed} changed rows have their earlier values.",
                  new=undone.rows_inserted, changed=undone.rows_updated)  # fmt: skip
        if undone.things_back:
            text += " " + tr("{count} things that it had retired are in use again.", count=undone.things_back)
        if undone.persons:
            text += " " + tr("{count} persons whom only they named were retired too.", count=undone.persons)
        if undone.kept_persons:
            text += " " + tr("{count} persons stay, because other rows name them.", count=undone.kept_persons)
        show_done(self._bar, text, tr("Ledgers"))
        self.read()

    def _failed(self, error: BaseException) -> None:
        self._chosen(self._batch)
        if not isinstance(error, ChangedSince):
            show_error(self._bar, error, tr("Ledgers"))
            return
        answer = self._box("changedSince", tr("It cannot be taken back: others have changed its rows since."))
        lines = [f"· {change.in_words()}" for change in error.changes[:_CHANGES_SHOWN]]
        more = len(error.changes) - len(lines)
        lines += [tr("… and {count} more", count=more)] if more else []
        answer.setInformativeText("\n".join([*lines, "", words(error)[1]]))
        answer.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole).setObjectName("closeChangedSince")
        answer.open()

    def _box(self, name: str, text: str) -> QMessageBox:
        box = QMessageBox(self.window())
        box.setObjectName(name)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("Ledgers"))
        box.setText(text)
        return box

"""The window 台账分发: for categories and an area one workbook for each township or department."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.database.area_list import AreaName, areas_in_reach, county_of_registers
from flood_core.database.connection import Connection
from flood_core.database.registers import Vocabulary, vocabulary
from flood_core.ledger.handing_out import DEPARTMENT, TOWNSHIP, WHOLE, HandedFile, hand_out
from flood_core.ledger.ledger_book import FIXED_HEADINGS
from flood_core.progress import Feedback
from flood_core.windows import days, help_window
from flood_core.windows.area_choice import AreaChoice
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.settings import keep, output_folder
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.gui import QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QCloseEvent, QDesktopServices
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .category_boxes import CategoryBoxes
from .window_parts import fit

RECIPIENT, SHEETS, ROWS, FILE = range(4)
_WIDTHS = (20, 9, 9)  # in letters; the file takes the rest


class HandOutWindow(QDialog):
    """Chooses what goes to whom and writes the workbooks."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("handOutWindow")
        self.setWindowTitle(tr("Hand out ledgers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._session = session
        self._work: Work | None = None
        self._build()
        session.signed_in.connect(self.read)
        session.signed_out.connect(self.read)
        self.read()

    # Parts -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._bar, self._progress = QgsMessageBar(self), ProgressLine()
        self._bar.setObjectName("handOutMessages")
        self._categories = CategoryBoxes()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._categories)
        split.addWidget(self._right())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        words = tr("Tick what the ledgers are about, say where and for whom, then write them all in one go.")
        column.addWidget(Head(tr("Ledgers to fill in"), words))
        column.addWidget(self._bar)
        column.addWidget(split, 1)
        column.addWidget(self._progress)
        column.addLayout(self._last_line())
        self._categories.changed.connect(self._enable)
        fit(self, 150, 36)

    def _right(self) -> QWidget:
        self._area, self._split, self._year = AreaChoice(), QComboBox(), QSpinBox()
        self._filled = QCheckBox(tr("with what is registered already"))
        self._split.setObjectName("handOutSplit")
        for value, label in (
            (TOWNSHIP, tr("one file for each township")),
            (DEPARTMENT, tr("one file for each department that answers for them")),
            (WHOLE, tr("everything in one file")),
        ):
            self._split.addItem(label, value)
        self._filled.setObjectName("handOutFilled")
        self._filled.setChecked(True)
        self._filled.setToolTip(tr("Phones are written only as far as you may see them. Every export is logged."))
        self._year.setObjectName("handOutYear")
        self._year.setRange(1990, 2200)
        self._year.setValue(days.today().year())
        self._year.setToolTip(tr("Of transfer lists, grid persons, village facts and posts; other ledgers have none"))
        self._folder = QgsFileWidget()
        self._folder.setObjectName("handOutFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(str(output_folder()))
        self._folder.lineEdit().setCursorPosition(0)
        self._files = QTreeWidget()
        self._files.setObjectName("handOutFiles")
        self._files.setRootIsDecorated(False)
        self._files.setAlternatingRowColors(True)
        self._files.setHeaderLabels([tr("For"), tr("Categories"), tr("Rows"), tr("File")])
        self._files.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._files.itemDoubleClicked.connect(lambda _item, _column: self.open_file())
        self._files.currentItemChanged.connect(lambda _now, _before: self._enable())
        for number, letters in enumerate(_WIDTHS):
            self._files.setColumnWidth(number, letters * self.fontMetrics().averageCharWidth())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._area.add_to(form)
        form.addRow(tr("Files"), self._split)
        form.addRow("", self._filled)
        form.addRow(tr("Year of lists"), self._year)
        form.addRow(tr("Save in"), self._folder)
        self._area.changed.connect(self._enable)
        self._folder.fileChanged.connect(lambda _path: self._enable())
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self._files, 1)
        return right

    def _last_line(self) -> QHBoxLayout:
        guide, close = QPushButton(tr("Help")), QPushButton(tr("Close"))
        self._summary = QLabel()
        self._summary.setObjectName("handOutSummary")
        self._open, self._show = QPushButton(tr("Open file")), QPushButton(tr("Open folder"))
        self._open.setObjectName("openHandedOut")
        self._go = QPushButton(tr("Write the ledgers"))
        self._go.setObjectName("handOut")
        close.setObjectName("closeHandOut")
        guide.clicked.connect(lambda: help_window.show("import"))
        close.clicked.connect(self.close)
        self._open.clicked.connect(self.open_file)
        self._show.clicked.connect(lambda: _open_path(self._target()))
        self._go.clicked.connect(self.write)
        self._go.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(guide)
        row.addWidget(self._summary, 1)
        for button in (self._open, self._show, self._go, close):
            row.addWidget(button)
        for button in (guide, close, self._open, self._show):
            button.setAutoDefault(False)
        return row

    # State -------------------------------------------------------------------------------

    def read(self) -> None:
        """Read which areas and categories there are."""
        if not self._session.is_signed_in:
            self._area.show_areas([])
            self._categories.build([], [])
            self._enable()
            return

        own = next(iter(self._session.person.areas), "") if self._session.person is not None else ""

        def look(connection: Connection, _feedback: Feedback) -> tuple[list[AreaName], str, Vocabulary]:
            return areas_in_reach(connection), own or county_of_registers(connection), vocabulary(connection)

        self._session.ask(
            tr("Reading areas and categories"), look, while_open(self, self._known), while_open(self, self._failed)
        )

    def _known(self, found: tuple[list[AreaName], str, Vocabulary]) -> None:
        areas, begin, words = found
        self._area.show_areas(areas, begin)
        self._categories.build(words.categories, FIXED_HEADINGS.values())
        self._enable()

    def _enable(self) -> None:
        codes = self._categories.codes()
        self._go.setEnabled(
            self._work is None and bool(codes) and bool(self._area.code()) and bool(self._folder.filePath().strip())
        )
        self._open.setEnabled(self._files.currentItem() is not None)
        self._show.setEnabled(self._files.topLevelItemCount() > 0)
        if not self._session.is_signed_in:
            self._summary.setText(tr("No database is connected. Choose “Connection…” in the menu 防汛防台."))
        elif self._files.topLevelItemCount() == 0:
            self._summary.setText(tr("{count} categories are ticked.", count=len(codes)))

    def _target(self) -> Path:
        return Path(self._folder.filePath().strip())

    # Writing -----------------------------------------------------------------------------

    def write(self) -> None:
        """Write the workbooks, all of them or none."""
        folder, split, filled = self._target(), str(self._split.currentData()), self._filled.isChecked()
        codes, area, year = self._categories.codes(), self._area.code(), self._year.value()

        def make(connection: Connection, feedback: Feedback) -> list[HandedFile]:
            folder.mkdir(parents=True, exist_ok=True)
            return hand_out(
                connection, folder, categories=codes, areas=[area], split=split, filled=filled, year=year,
                feedback=feedback,
            )  # fmt: skip

        self._bar.clearWidgets()
        self._files.clear()
        self._work = self._session.ask(
            tr("Writing the ledgers"), make, while_open(self, self._written), while_open(self, self._failed)
        )
        self._progress.follow(self._work)
        self._enable()

    def _written(self, files: list[HandedFile]) -> None:
        self._work = None
        keep("folders/output", str(self._target()))
        for one in files:
            item = QTreeWidgetItem([one.recipient or tr("all"), str(len(one.categories)), str(one.rows), one.file])
            item.setToolTip(FILE, one.file)
            for number in (SHEETS, ROWS):
                item.setTextAlignment(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._files.addTopLevelItem(item)
        rows = sum(one.rows for one in files)
        text = tr("{count} ledgers with {rows} rows were written.", count=len(files), rows=rows)
        self._files.setCurrentItem(self._files.topLevelItem(0))
        self._summary.setText(text)
        self._enable()
        show_done(self._bar, text, tr("Hand out ledgers"))

    def _failed(self, error: BaseException) -> None:
        self._work = None
        self._enable()
        show_error(self._bar, error, tr("Hand out ledgers"))

    def open_file(self) -> None:
        """Open the chosen workbook with the program that the system has for it."""
        item = self._files.currentItem()
        if item is not None:
            _open_path(self._target() / item.text(FILE))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close; what is being written is cancelled whole."""
        if self._work is not None:
            self._work.cancel()
        event.accept()

    def reject(self) -> None:
        """Close, as the cross does."""
        self.close()


def _open_path(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

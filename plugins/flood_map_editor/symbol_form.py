"""The form for one symbol of the county: its drawing, its names, what it will look like in print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flood_core.errors import QT_TRANSLATE_NOOP, FloodMapError
from flood_core.model.vocabulary import Name
from flood_core.symbology.county import KINDS, LibrarySymbol, Words, previewed, split_labels
from flood_core.symbology.definition import Definition
from flood_core.symbology.legend import GROUPS
from flood_core.symbology.samples import STRETCH_MM, picture, strip
from flood_core.symbology.svg_cleaning import TOO_LARGE, UncleanSvg, fits
from flood_core.symbology.versions import SymbolSet
from flood_core.windows import help_window
from flood_core.windows.messages import words as in_words
from flood_core.windows.panel import Head
from flood_core.windows.symbol_list import group_name
from flood_core.windows.translation import named, tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

BAD = "#A61C1C"
FRAME_MM = 7.9  # of the enlarged picture: just below the size at which the label comes in
_KIND_NAMES = {
    "event": QT_TRANSLATE_NOOP("windows", "Event (red, rounded)"),
    "hazard": QT_TRANSLATE_NOOP("windows", "Hazard (yellow)"),
    "protected": QT_TRANSLATE_NOOP("windows", "Protected object (blue)"),
    "resource": QT_TRANSLATE_NOOP("windows", "Relief resource (green)"),
}


@dataclass(frozen=True)
class Given:
    """What a person gave in the form; ``svg`` None when the drawing stays."""

    kind: str
    words: Words
    svg: bytes | None
    framed: bool


class SymbolForm(QDialog):
    """Add a symbol from an SVG, or give one other words or another drawing."""

    given = pyqtSignal(object)  #: Given, when the person has saved

    def __init__(self, parent: QWidget, symbol: LibrarySymbol | None = None, now: Definition | None = None) -> None:
        """``symbol`` and ``now`` (its present version) when it is there already; without both a new one is made."""
        super().__init__(parent)
        self._symbol, self._now = symbol, now
        self._svg: bytes | None = None
        self.setObjectName("symbolForm")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("New symbol") if symbol is None else tr("Change symbol"))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._head())
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(self._form(), 3)
        row.addLayout(self._preview(), 2)
        column.addLayout(row)
        self._problem = QLabel()
        self._problem.setObjectName("symbolProblem")
        self._problem.setWordWrap(True)
        self._problem.setStyleSheet(f"color: {BAD}")
        self._problem.setMinimumHeight(self.fontMetrics().height() * 2)
        column.addWidget(self._problem)
        column.addWidget(self._buttons())
        self._fill()
        self._listen()
        self._show_preview()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 96)

    # Parts -----------------------------------------------------------------------------

    def _head(self) -> Head:
        if self._symbol is None:
            told = tr("Choose a drawing (SVG) made of plain shapes. It is checked and set into the frame of its kind.")
            return Head(tr("A symbol of our county"), told)
        told = tr("Drafts show the change from now on. Maps that are published stay as they are.")
        return Head(f"{self._symbol.code} {named(Name(self._symbol.name_zh, self._symbol.name_en))}", told)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        self._file = QgsFileWidget()
        self._file.setObjectName("symbolFile")
        self._file.setFilter("SVG (*.svg)")
        self._file.lineEdit().setObjectName("symbolFilePath")
        self._kind = QComboBox()
        self._kind.setObjectName("symbolKind")
        for kind, name in _KIND_NAMES.items():
            self._kind.addItem(tr(name), kind)
        self._framed = QCheckBox(tr("In the frame of its kind"))
        self._framed.setObjectName("symbolFramed")
        self._framed.setChecked(True)
        self._name, self._english = _line("symbolName"), _line("symbolEnglish")
        self._label, self._sub_labels = _line("symbolLabel"), _line("symbolSubLabels")
        self._label.setMaxLength(4)
        self._label.setPlaceholderText(tr("at most 4 characters, shown from 8 mm"))
        self._sub_labels.setPlaceholderText(tr("kinds, separated by 、"))
        self._group = QComboBox()
        self._group.setObjectName("symbolGroup")
        for group in GROUPS:
            self._group.addItem(group_name(group.code), group.code)
        if self._symbol is None or self._symbol.geometry == "point":
            form.addRow(tr("Drawing") if self._symbol is None else tr("Another drawing"), self._file)
        if self._symbol is None:
            form.addRow(tr("Kind"), self._kind)
            form.addRow("", self._framed)
        form.addRow(tr("Chinese name"), self._name)
        form.addRow(tr("English name"), self._english)
        form.addRow(tr("Label"), self._label)
        form.addRow(tr("Sub-labels"), self._sub_labels)
        form.addRow(tr("Legend"), self._group)
        return form

    def _preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        title = QLabel(tr("In print, true to size: 8, 5 and 4 mm"))
        title.setWordWrap(True)
        self._colour, self._grey = QLabel(), QLabel()
        self._colour.setObjectName("previewColour")
        column.addWidget(title)
        column.addWidget(self._colour)
        column.addWidget(QLabel(tr("Printed in grey")))
        column.addWidget(self._grey)
        column.addStretch(1)
        return column

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._save, cancel, guide = QPushButton(tr("Save")), QPushButton(tr("Cancel")), QPushButton(tr("Help"))
        self._save.setObjectName("saveSymbol")
        self._save.setDefault(True)
        box.addButton(guide, QDialogButtonBox.ButtonRole.HelpRole)
        box.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        guide.clicked.connect(lambda: help_window.show("symbols"))
        box.accepted.connect(self._save_it)
        box.rejected.connect(self.reject)
        return box

    def _fill(self) -> None:
        if self._symbol is None:
            self._kind.setCurrentIndex(self._kind.findData("hazard"))
            self._follow_kind()
            return
        self._name.setText(self._symbol.name_zh)
        self._english.setText(self._symbol.name_en)
        self._label.setText(self._symbol.label)
        self._sub_labels.setText("、".join(self._symbol.sub_labels))
        self._group.setCurrentIndex(self._group.findData(self._symbol.legend_group))

    def _listen(self) -> None:
        self._file.fileChanged.connect(self._read_file)
        self._kind.currentIndexChanged.connect(self._follow_kind)
        for line in (self._name, self._english, self._label, self._sub_labels):
            line.textChanged.connect(self._show_preview)
        self._group.currentIndexChanged.connect(self._show_preview)
        self._framed.toggled.connect(self._show_preview)

    # What happens ----------------------------------------------------------------------

    def _follow_kind(self, _index: int = 0) -> None:
        """Offer the legend's group that belongs to the kind."""
        self._group.setCurrentIndex(self._group.findData(KINDS[self._kind.currentData()].legend_group))
        self._show_preview()

    def _read_file(self, path: str) -> None:
        self._svg = None
        if path:
            try:
                if not fits(Path(path)):
                    raise UncleanSvg(reason=TOO_LARGE, what="")
                self._svg = Path(path).read_bytes()
            except (OSError, FloodMapError) as error:
                self._refuse(error)
                return
            if self._symbol is None and not self._name.text():
                self._name.setText(Path(path).stem[:40])
        self._show_preview()

    def current(self) -> Given:
        """Return what the form says."""
        parts = split_labels(self._sub_labels.text())
        given = Words(
            self._name.text(), self._english.text(), self._label.text(), parts, str(self._group.currentData())
        )
        return Given(str(self._kind.currentData()), given, self._svg, self._framed.isChecked())

    def _show_preview(self, *_: Any) -> None:
        """Draw what would be kept; say what stands in the way."""
        given = self.current()
        if self._symbol is None and given.svg is None:
            self._blank()
            return
        try:
            made = previewed(self._now, given.kind, given.words, given.svg, framed=given.framed)
        except FloodMapError as error:
            self._refuse(error)
            return
        self._problem.clear()
        self._save.setEnabled(True)
        mine = SymbolSet({made.code: made})
        for label, grey in ((self._colour, False), (self._grey, True)):
            label.setPixmap(true_to_size(self, mine, made.code, made.geometry, grey=grey))

    def _refuse(self, error: BaseException) -> None:
        self._problem.setText(" ".join(in_words(error)).strip())
        self._save.setEnabled(False)

    def _blank(self) -> None:
        self._problem.clear()
        self._save.setEnabled(False)
        self._colour.setText(tr("Choose a drawing first."))
        self._grey.clear()

    def _save_it(self) -> None:
        self.given.emit(self.current())
        self.accept()


def true_to_size(widget: QWidget, symbols: SymbolSet, code: str, geometry: str, *, grey: bool = False) -> QPixmap:
    """Return a symbol as it prints, as large on this screen as on paper."""
    ratio = widget.devicePixelRatioF()
    per_mm = widget.physicalDpiX() / 25.4 * ratio
    image: QImage = strip(symbols, code, geometry, per_mm, grey=grey)
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made


def enlarged(widget: QWidget, symbols: SymbolSet, code: str, geometry: str) -> QPixmap:
    """Return a symbol large enough to see how it is drawn."""
    ratio = widget.devicePixelRatioF()
    side = widget.fontMetrics().height() * 5 * ratio
    size = (FRAME_MM + 2.0, FRAME_MM + 2.0) if geometry == "point" else (STRETCH_MM, FRAME_MM + 2.0)
    image = picture(symbols, code, geometry, size, side / (FRAME_MM + 2.0), size_mm=FRAME_MM)
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(400)
    return made

"""The window that makes a map: which village, which year, from last year's map or from the registers."""

from __future__ import annotations

from flood_core.model import beijing
from flood_core.situation.my_villages import VillageMap
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from .words import state_in_words


class NewMapWindow(QDialog):
    """Asks for village, year and what to begin with; a draft that is there is set aside only when asked."""

    chosen = pyqtSignal(str, int, bool, bool)  #: area code, year, whether to copy, whether a draft is set aside

    def __init__(self, parent: QWidget, maps: list[VillageMap], area_code: str) -> None:
        super().__init__(parent)
        self.setObjectName("newMapWindow")
        self.setWindowTitle(tr("New map"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._maps = {one.area_code: one for one in maps}
        self._village = QComboBox()
        self._village.setObjectName("newMapVillage")
        self._village.setEditable(True)
        self._village.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for one in maps:
            self._village.addItem(one.village, one.area_code)
        completer = QCompleter(self._village.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._village.setCompleter(completer)
        self._village.setCurrentIndex(max(0, self._village.findData(area_code)))
        self._year = QSpinBox()
        self._year.setObjectName("newMapYear")
        self._year.setRange(1990, 2200)
        self._year.setValue(beijing.today().year)
        self._copy = QRadioButton()
        self._copy.setObjectName("newMapCopy")
        self._fresh = QRadioButton(tr("Begin with what the registers say now"))
        self._fresh.setObjectName("newMapFresh")
        self._copy.setChecked(True)
        self._note = QLabel()
        self._note.setObjectName("newMapNote")
        self._note.setWordWrap(True)
        self._note.setMinimumHeight(self.fontMetrics().height() * 3)
        self._aside = QCheckBox(tr("Set the draft aside and begin again"))
        self._aside.setObjectName("newMapAside")
        form = QFormLayout()
        form.addRow(tr("&Village"), self._village)
        form.addRow(tr("&Year"), self._year)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(
            Head(tr("Make a new map"), tr("Last year's map or the registers give the start; you check and add to it."))
        )
        column.addLayout(form)
        column.addWidget(self._copy)
        column.addWidget(self._fresh)
        column.addWidget(self._note)
        column.addWidget(self._aside)
        column.addWidget(self._buttons())
        self._village.currentTextChanged.connect(self._tell)
        self._year.valueChanged.connect(self._tell)
        self._aside.toggled.connect(self._tell)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        self._tell()

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._make = QPushButton(tr("Make the map"))
        self._make.setObjectName("makeMap")
        self._make.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        box.addButton(self._make, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._make.clicked.connect(self._choose)
        cancel.clicked.connect(self.reject)
        return box

    def _area_code(self) -> str:
        number = self._village.findText(self._village.currentText().strip())
        return str(self._village.itemData(number)) if number >= 0 else ""

    def _tell(self, _what: object = None) -> None:
        one = self._maps.get(self._area_code())
        year = self._year.value()
        draft = one is not None and one.state == "draft" and one.year == year
        self._aside.setVisible(draft)
        before = max((known for known in one.years if known < year), default=0) if one is not None else 0
        self._copy.setVisible(before > 0)
        self._fresh.setVisible(before > 0)
        self._copy.setText(tr("Copy the map and all tables of {year}: each item is then to be verified", year=before))
        if one is None:
            self._note.setText(tr("Choose a village of the list."))
        elif draft:
            self._note.setText(tr("This village has a draft of this year already. Close this window and open it, or:"))
        elif one.edition_uid:
            self._note.setText(tr("The newest map so far: {year}, {state}. It stays as it is.", year=one.year,
                                  state=state_in_words(one.state)))  # fmt: skip
        else:
            self._note.setText(tr("This will be the first map of this village."))
        self._make.setEnabled(one is not None and (not draft or self._aside.isChecked()))

    def _choose(self) -> None:
        copies = self._copy.isVisible() and self._copy.isChecked()
        aside = self._aside.isVisible() and self._aside.isChecked()
        self.chosen.emit(self._area_code(), self._year.value(), copies, aside)
        self.accept()

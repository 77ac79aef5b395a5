"""Two small tables: which field of a file is which column, and what words that nobody knows mean."""

from __future__ import annotations

from typing import Mapping, Sequence

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

COLUMNS = {
    "name": QT_TRANSLATE_NOOP("windows", "Name"), "class": QT_TRANSLATE_NOOP("windows", "Class of road"),
    "width_m": QT_TRANSLATE_NOOP("windows", "Width (m)"), "bridge": QT_TRANSLATE_NOOP("windows", "Bridge"),
    "tunnel": QT_TRANSLATE_NOOP("windows", "Tunnel"), "use": QT_TRANSLATE_NOOP("windows", "Use"),
    "storeys": QT_TRANSLATE_NOOP("windows", "Storeys"), "households": QT_TRANSLATE_NOOP("windows", "Households"),
    "people": QT_TRANSLATE_NOOP("windows", "People"), "kind": QT_TRANSLATE_NOOP("windows", "Kind"),
    "stream_order": QT_TRANSLATE_NOOP("windows", "Order of the stream"),
    "catchment_km2": QT_TRANSLATE_NOOP("windows", "Catchment (km²)"),
    "elevation_m": QT_TRANSLATE_NOOP("windows", "Height (m)"),
    "index_contour": QT_TRANSLATE_NOOP("windows", "Index contour"),
    "crest_m": QT_TRANSLATE_NOOP("windows", "Height of the crest (m)"),
    "standard_years": QT_TRANSLATE_NOOP("windows", "Standard (once in … years)"),
}  # fmt: skip
WORDS = {
    "highway": QT_TRANSLATE_NOOP("windows", "motorway"), "national": QT_TRANSLATE_NOOP("windows", "national road"),
    "provincial": QT_TRANSLATE_NOOP("windows", "provincial road"),
    "county": QT_TRANSLATE_NOOP("windows", "county road"),
    "township": QT_TRANSLATE_NOOP("windows", "township road"), "village": QT_TRANSLATE_NOOP("windows", "village road"),
    "path": QT_TRANSLATE_NOOP("windows", "path"), "stream": QT_TRANSLATE_NOOP("windows", "stream"),
    "river": QT_TRANSLATE_NOOP("windows", "river"), "canal": QT_TRANSLATE_NOOP("windows", "canal"),
    "coast": QT_TRANSLATE_NOOP("windows", "coast line"), "pond": QT_TRANSLATE_NOOP("windows", "pond or lake"),
    "reservoir": QT_TRANSLATE_NOOP("windows", "reservoir"), "sea": QT_TRANSLATE_NOOP("windows", "sea"),
    "dike": QT_TRANSLATE_NOOP("windows", "dike"), "seawall": QT_TRANSLATE_NOOP("windows", "seawall"),
}  # fmt: skip


class _Choices(QTableWidget):
    """A table whose last column is a list to choose from."""

    changed = pyqtSignal()

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__(0, len(headings))
        self.setObjectName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._boxes: dict[tuple[str, str], QComboBox] = {}

    def forget(self) -> None:
        """Show nothing."""
        self.setRowCount(0)
        self._boxes.clear()

    def add(self, key: tuple[str, str], cells: Sequence[str], box: QComboBox) -> None:
        """Add a row."""
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(cells):
            self.setItem(row, column, QTableWidgetItem(text))
        box.setObjectName(f"{self.objectName()}_{'_'.join(part for part in key if part)}")
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        holder: QWidget = box
        self.setCellWidget(row, len(cells), holder)
        self._boxes[key] = box
        self.setRowHeight(row, int(box.sizeHint().height() * 1.1))


class FieldsTable(_Choices):
    """Which field of the file is which column."""

    def __init__(self) -> None:
        super().__init__("baseFields", [tr("What we keep"), tr("Field in the file")])
        self._needed: set[str] = set()

    def show_fields(self, proposed: Mapping[str, str | None], fields: Sequence[str], needed: set[str]) -> None:
        """Offer the fields of the file for each column; ``needed`` columns must have one."""
        self.forget()
        self._needed = needed
        for column, field in proposed.items():
            box = QComboBox()
            box.addItem(tr("must be chosen") if column in needed else tr("left empty"), None)
            for one in fields:
                box.addItem(one, one)
            box.setCurrentIndex(max(0, box.findData(field)))
            words = tr(COLUMNS[column])
            self.add((column, ""), [f"{words} *" if column in needed else words], box)
        self.changed.emit()

    def choices(self) -> dict[str, str | None]:
        """Return the field of each column."""
        return {column: box.currentData() for (column, _), box in self._boxes.items()}

    def is_complete(self) -> bool:
        """Tell whether every needed column has a field."""
        return bool(self._boxes) and all(self.choices().get(column) for column in self._needed)


class WordsTable(_Choices):
    """What words mean that the sender uses and nobody knows; hidden when there are none."""

    def __init__(self) -> None:
        super().__init__("baseWords", [tr("Word in the file"), tr("How often"), tr("Means")])
        self.hide()

    def forget(self) -> None:
        """Show nothing."""
        super().forget()
        self.hide()

    def show_words(self, unknown: Mapping[str, Mapping[str, int]], allowed: Mapping[str, Sequence[str]]) -> None:
        """Ask for each word which of ours it is."""
        self.forget()
        for column, words in unknown.items():
            for word, count in words.items():
                box = QComboBox()
                box.addItem(tr("must be chosen"), None)
                for one in allowed[column]:
                    box.addItem(tr(WORDS[one]), one)
                self.add((column, word), [word or tr("(empty)"), str(count)], box)
        self.setVisible(bool(self._boxes))
        self.changed.emit()

    def choices(self) -> dict[str, dict[str, str]]:
        """Return column -> word -> ours."""
        found: dict[str, dict[str, str]] = {}
        for (column, word), box in self._boxes.items():
            if box.currentData():
                found.setdefault(column, {})[word] = str(box.currentData())
        return found

    def is_complete(self) -> bool:
        """Tell whether every word has its meaning."""
        return all(box.currentData() for box in self._boxes.values())

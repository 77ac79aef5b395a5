"""Choose an area: county, then township, then village; a wider area is chosen by leaving the narrower open."""

from __future__ import annotations

from typing import Sequence

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout

from ..database.area_list import AreaName
from .translation import tr

LEVELS = ("county", "township", "village")


class AreaChoice(QObject):
    """Three lists, each with what lies in the choice of the one before it."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._areas: Sequence[AreaName] = ()
        self._boxes = {level: QComboBox() for level in LEVELS}
        for number, (level, box) in enumerate(self._boxes.items()):
            box.setObjectName(f"area_{level}")
            box.setMaxVisibleItems(20)
            box.currentIndexChanged.connect(lambda _index, number=number: self._chosen(number))

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows at the end of a form."""
        labels = (tr("County"), tr("Township"), tr("Village"))
        for label, box in zip(labels, self._boxes.values()):
            form.addRow(label, box)

    def show_areas(self, areas: Sequence[AreaName], code: str = "") -> None:
        """Offer areas, and choose the one with ``code``, else the first."""
        self._areas = areas
        code = code if any(area.code == code for area in areas) else ""
        self._fill(0, code)

    def code(self) -> str:
        """Return the code of the narrowest choice; empty when there is none."""
        chosen = [box.currentData() for box in self._boxes.values() if box.currentData()]
        return chosen[-1] if chosen else ""

    def _fill(self, number: int, code: str = "") -> None:
        """Fill the list of a level from the choice above it, and so on below."""
        level, box = list(self._boxes.items())[number]
        inside = [area for area in self._areas if area.level == level]
        if number:  # nothing lies in a choice that is open
            above = list(self._boxes.values())[number - 1].currentData() or "-"
            inside = [area for area in inside if area.code.startswith(above)]
        box.blockSignals(True)
        box.clear()
        if number:
            box.addItem(tr("All") if inside else "", "")
        for area in inside:
            box.addItem(area.name, area.code)
            if code.startswith(area.code):
                box.setCurrentIndex(box.count() - 1)
        box.setEnabled(bool(inside))
        box.blockSignals(False)
        if number + 1 < len(LEVELS):
            self._fill(number + 1, code)
        else:
            self.changed.emit()

    def _chosen(self, number: int) -> None:
        if number + 1 < len(LEVELS):
            self._fill(number + 1)
        else:
            self.changed.emit()

"""What lies under the map of a sheet: plain paper, relief, an orthophoto, or a raster that somebody has."""

from __future__ import annotations

from pathlib import Path

from flood_core.sheets.ground import PHOTO, PLAIN, RELIEF
from flood_core.windows.settings import maps_folder
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget


class GroundChoice(QWidget):
    """Chooses a ground; a file that was asked for becomes a line of its own in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, choose = QComboBox(), QPushButton(tr("From a file…"))
        self.list.setObjectName("ground")
        known = tr("From the base data of the village")
        for value, label, tip in (
            (PLAIN, tr("Plain paper"), tr("Roads, houses, waters and contours; the smallest files")),
            (RELIEF, tr("Relief"), known),
            (PHOTO, tr("Orthophoto"), known),
        ):
            self._add(value, label, tip)
        choose.setObjectName("groundFile")
        choose.setAutoDefault(False)
        choose.setToolTip(tr("An elevation model or an orthophoto with its coordinate system"))
        choose.clicked.connect(self.choose_file)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1)
        row.addWidget(choose)

    def ground(self) -> str:
        """Return the ground as export_orders takes it."""
        return str(self.list.currentData())

    def choose_file(self) -> None:
        """Ask for a raster."""
        kinds = tr("Rasters (*.tif *.tiff *.img *.jp2 *.gpkg)")
        dialog = QFileDialog(self, tr("Raster under the map"), str(maps_folder()), kinds)
        dialog.setObjectName("chooseGround")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Take a raster as a line of its own and choose it."""
        if self.list.findData(path) < 0:
            self._add(path, Path(path).name, path)
        self.list.setCurrentIndex(self.list.findData(path))

    def _add(self, value: str, label: str, tip: str) -> None:
        self.list.addItem(label, value)
        self.list.setItemData(self.list.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

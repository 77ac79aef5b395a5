"""The rows of a form that name a file of geodata: the file, the layer inside it, its coordinate system."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout

#: What senders in the county use; another one is typed as EPSG:xxxx.
SYSTEMS = ("EPSG:4549", "EPSG:4528", "EPSG:4490", "EPSG:4326")


class FileRows(QObject):
    """A file, its layers and its coordinate system, as a person chooses them."""

    changed = pyqtSignal()
    file_changed = pyqtSignal()  #: another file or another layer: look into it again

    def __init__(self, name: str, filter_words: str) -> None:
        """``name`` begins the object names of the controls."""
        super().__init__()
        self._file = QgsFileWidget()
        self._file.setObjectName(f"{name}File")
        self._file.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self._file.setFilter(filter_words)
        self._layer = QComboBox()
        self._layer.setObjectName(f"{name}Layer")
        self._layer.setEnabled(False)
        self._system = QComboBox()
        self._system.setObjectName(f"{name}System")
        self._system.setEditable(True)
        self.show_system("")
        self._file.fileChanged.connect(self._other_file)
        self._layer.currentIndexChanged.connect(lambda _index: self.file_changed.emit())
        self._system.currentTextChanged.connect(lambda _text: self.changed.emit())

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows at the end of a form."""
        form.addRow(tr("File"), self._file)
        form.addRow(tr("Layer in the file"), self._layer)
        form.addRow(tr("Coordinate system"), self._system)

    def path(self) -> Path | None:
        """Return the file, None when none is chosen."""
        text = self._file.filePath().strip()
        return Path(text) if text else None

    def layer(self) -> str | None:
        """Return the layer inside the file, None while it is not known."""
        return self._layer.currentText() or None

    def crs(self) -> str | None:
        """Return the system that a person named, None = as the file says."""
        chosen = self._system.currentText().strip().split(" ")[0]
        return (
            None
            if self._system.currentIndex() == 0 and self._system.currentText() == self._system.itemText(0)
            else chosen
        )

    def show_layers(self, layers: Sequence[str], chosen: str) -> None:
        """Offer the layers of the file."""
        self._layer.blockSignals(True)
        self._layer.clear()
        self._layer.addItems(list(layers))
        self._layer.setCurrentText(chosen)
        self._layer.setEnabled(len(layers) > 1)
        self._layer.blockSignals(False)

    def show_system(self, system: str) -> None:
        """Say which system the file names; empty = none."""
        self._system.blockSignals(True)
        self._system.clear()
        self._system.addItem(tr("as the file says: {system}", system=system) if system else tr("as the file says"))
        names = {"EPSG:4549": tr("CGCS2000, metres, without zone"), "EPSG:4528": tr("CGCS2000, metres, zone 40"),
                 "EPSG:4490": tr("CGCS2000, degrees"), "EPSG:4326": tr("WGS 84, degrees")}  # fmt: skip
        for code in SYSTEMS:
            self._system.addItem(f"{code} {names[code]}")
        self._system.blockSignals(False)

    def _other_file(self, _path: str) -> None:
        self.show_layers([], "")
        self.show_system("")
        self.file_changed.emit()

"""Small windows that ask which picture, file or address is put under the map."""

from __future__ import annotations

from flood_core.layers.underlay_layers import BASE_SUFFIXES
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from .file_window import FileWindow

_PICTURES = (".jpg", ".jpeg", ".png", ".pdf")


class PictureFileWindow(FileWindow):
    """Asks for a scan, a photograph or a PDF, and of a PDF for the page."""

    def __init__(self, parent: QWidget) -> None:
        self._page = QSpinBox()
        super().__init__(
            parent, "pictureFileWindow", tr("A picture under the map"),
            tr("Last year's map as a scan, a photograph or a PDF: you draw after it."), tr("&File"), tr("Go on"),
        )  # fmt: skip
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.files.setFilter(tr("Pictures and PDF (*.jpg *.jpeg *.png *.pdf)"))
        self._page.setObjectName("pictureFilePage")
        self._page.setRange(1, 999)
        self.form.addRow(tr("&Page"), self._page)
        self._tell()

    def page(self) -> int:
        """Return the page of the PDF."""
        return self._page.value()

    def problem(self) -> str:
        """Return words when there is no such file, or it is of another kind."""
        if not self.path().is_file():
            return tr("There is no such file.")
        return "" if self.path().suffix.lower() in _PICTURES else tr("Choose a JPG, a PNG or a PDF.")

    def _tell(self, text: str = "") -> None:
        super()._tell(text)
        of_pdf = self._typed().lower().endswith(".pdf")
        self._page.setVisible(of_pdf)
        label = self.form.labelForField(self._page)
        if label is not None:
            label.setVisible(of_pdf)


class BaseFileWindow(FileWindow):
    """Asks for an aerial picture or a base map on this computer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, "baseFileWindow", tr("A base map from a file"),
            tr("An aerial picture (GeoTIFF), a GeoPackage or an MBTiles file. The file stays where it is."),
            tr("&File"), tr("Put it under the map"),
        )  # fmt: skip
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.files.setFilter(tr("Base maps") + " (" + " ".join(f"*{one}" for one in BASE_SUFFIXES) + ")")
        self._tell()

    def problem(self) -> str:
        """Return words when there is no such file, or it is of another kind."""
        if not self.path().is_file():
            return tr("There is no such file.")
        known = self.path().suffix.lower() in BASE_SUFFIXES
        return "" if known else tr("Choose a GeoTIFF, a GeoPackage or an MBTiles file.")


class TilesWindow(QDialog):
    """Asks for the address of map tiles or of a WMTS service."""

    given = pyqtSignal(str, str)  #: address, name

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tilesWindow")
        self.setWindowTitle(tr("A base map from the network"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name, self._address = QLineEdit(tr("Network base map")), QLineEdit()
        self._name.setObjectName("tilesName")
        self._address.setObjectName("tilesAddress")
        self._address.setPlaceholderText("https://…/{z}/{x}/{y}.png")
        form = QFormLayout()
        form.addRow(tr("&Name"), self._name)
        form.addRow(tr("&Address"), self._address)
        self._accept = QPushButton(tr("Put it under the map"))
        self._accept.setObjectName("tilesAccept")
        self._accept.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        box = QDialogButtonBox()
        box.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._accept.clicked.connect(self._give)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Head(
            self.windowTitle(),
            tr("The address of map tiles (XYZ) or of a WMTS service, as your county gave it to you. Without a network"
               " the map stays empty there."),
        ))  # fmt: skip
        column.addLayout(form)
        column.addWidget(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        self._address.textChanged.connect(self._tell)
        self._tell()
        self._address.setFocus()

    def _tell(self, _text: str = "") -> None:
        self._accept.setEnabled(self._address.text().strip().lower().startswith(("http://", "https://")))

    def _give(self) -> None:
        self.accept()
        self.given.emit(self._address.text().strip(), self._name.text().strip() or tr("Network base map"))

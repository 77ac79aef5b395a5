"""Choose the file of a symbol library, to read or to write."""

from __future__ import annotations

from flood_core.symbology import LIBRARY_SUFFIX
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QPushButton, QVBoxLayout, QWidget


class LibraryDialog(QDialog):
    """Asks for a library file; for an import also whether symbols that are here may be replaced."""

    chosen = pyqtSignal(str, bool)  #: path, replace

    def __init__(self, parent: QWidget, *, for_import: bool) -> None:
        super().__init__(parent)
        self.setObjectName("libraryDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        title = tr("Import symbols") if for_import else tr("Export symbols")
        self.setWindowTitle(title)
        told = (
            tr("Every part of the file is checked before anything is taken in, all or nothing.")
            if for_import
            else tr("All symbols that our county drew or named go into one file, for another county.")
        )
        self._file = QgsFileWidget()
        self._file.setFilter(f"{tr('Symbol library')} (*{LIBRARY_SUFFIX})")
        mode = QgsFileWidget.StorageMode.GetFile if for_import else QgsFileWidget.StorageMode.SaveFile
        self._file.setStorageMode(mode)
        self._file.lineEdit().setObjectName("libraryFile")
        self._replace = QCheckBox(tr("Replace symbols that are here, drawn or named otherwise"))
        self._replace.setObjectName("libraryReplace")
        form = QFormLayout()
        form.addRow(tr("File"), self._file)
        if for_import:
            form.addRow("", self._replace)
        buttons = QDialogButtonBox()
        self._go = QPushButton(tr("Import") if for_import else tr("Export"))
        self._go.setObjectName("libraryGo")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        cancel = QPushButton(tr("Cancel"))
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._file.fileChanged.connect(lambda path: self._go.setEnabled(bool(path.strip())))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Head(title, told))
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def _accept(self) -> None:
        self.chosen.emit(self._file.filePath().strip(), self._replace.isChecked())
        self.accept()

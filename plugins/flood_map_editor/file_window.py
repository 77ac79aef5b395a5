"""Small windows that ask for a file to open, or where to take a map along; in our own words."""

from __future__ import annotations

from pathlib import Path

from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class FileWindow(QDialog):
    """Asks for one file or folder; what is typed or dropped there counts as well as what is chosen."""

    chosen = pyqtSignal(object)  #: Path

    def __init__(self, parent: QWidget, name: str, title: str, words: str, field: str, button: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.files = QgsFileWidget()
        self.files.setFilter(tr("Maps (*.gpkg)"))
        self.files.lineEdit().setObjectName("fileName")
        self.files.setDialogTitle(title)
        self._note = QLabel()
        self._note.setObjectName("fileNote")
        self._note.setWordWrap(True)
        self._note.setStyleSheet("color: #8a5a00")
        self.form = QFormLayout()
        self.form.addRow(field, self.files)
        self._accept = QPushButton(button)
        self._accept.setObjectName("fileAccept")
        self._accept.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        box = QDialogButtonBox()
        box.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._accept.clicked.connect(self._choose)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Head(title, words))
        column.addLayout(self.form)
        column.addWidget(self._note)
        column.addWidget(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        self.files.lineEdit().textChanged.connect(self._tell)

    def path(self) -> Path:
        """Return what stands in the field."""
        return Path(self._typed())

    def _typed(self) -> str:
        return str(self.files.lineEdit().text()).strip().strip('"')

    def problem(self) -> str:
        """Return why this cannot be chosen, in words; empty when it can."""
        return ""

    def _tell(self, _text: str = "") -> None:
        said = self.problem() if self._typed() else ""
        self._note.setText(said)
        self._accept.setEnabled(bool(self._typed()) and not said)

    def _choose(self) -> None:
        path = self.path()
        self.accept()
        self.chosen.emit(path)


class OpenFileWindow(FileWindow):
    """Asks for a map that somebody brought."""

    def __init__(self, parent: QWidget, folder: Path) -> None:
        super().__init__(
            parent, "openFileWindow", tr("Open a file"),
            tr("Choose a map that you brought on a stick or that somebody gave you."), tr("&File"), tr("Open"),
        )  # fmt: skip
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.files.setDefaultRoot(str(folder))
        self._tell()

    def problem(self) -> str:
        """Return words when there is no such file."""
        return "" if self.path().is_file() else tr("There is no such file.")


class CarryWindow(FileWindow):
    """Asks for the folder, say a stick, into which a copy of the map is written."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(
            parent, "carryWindow", tr("Take along on a stick"),
            tr("A copy of this map is written there, with all that is not sent yet. “Open a file…” brings it back."),
            tr("&Folder"), tr("Take along"),
        )  # fmt: skip
        self._file_name = name
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._tell()

    def path(self) -> Path:
        """Return the file that will be written."""
        return super().path() / self._file_name

    def problem(self) -> str:
        """Return words when the folder is missing, or the file is there already."""
        if not super().path().is_dir():
            return tr("There is no such folder.")
        if self.path().exists():
            return tr("{name} lies there already. Choose another folder, or move that file away.", name=self._file_name)
        return ""

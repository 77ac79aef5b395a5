"""Where files go and in which formats: the part of the form that sheets and reports share."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from flood_core.windows.settings import keep, output_folder
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout


class OutputChoice(QObject):
    """Rows for formats and folder; the folder is remembered when it is used."""

    changed = pyqtSignal()

    def __init__(
        self, formats: Sequence[str], usual: Sequence[str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._usual = formats if usual is None else usual
        self._offered = tuple(formats)
        called = {"xlsx": "Excel (xlsx)", "pdf-layers": tr("PDF with layers")}
        self._boxes = {name: QCheckBox(called.get(name, name.upper())) for name in formats}
        self._folder = QgsFileWidget()
        self._folder.setObjectName("outputFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(str(output_folder()))
        self._folder.lineEdit().setCursorPosition(0)
        self._folder.fileChanged.connect(lambda _path: self.changed.emit())

    def add_to(self, form: QFormLayout) -> None:
        """Put a row for formats and one for the folder at the end of a form."""
        row = QHBoxLayout()
        for name, box in self._boxes.items():
            box.setObjectName(f"format_{name}")
            box.setChecked(name in self._usual)
            box.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(box)
        row.addStretch(1)
        form.addRow(tr("Formats"), row)
        form.addRow(tr("Save in"), self._folder)

    def allow_formats(self, allowed: bool) -> None:
        """Let formats be chosen, or not where there is only one."""
        for box in self._boxes.values():
            box.setEnabled(allowed)

    def offer(self, formats: Sequence[str]) -> None:
        """Show the formats that there are of what is chosen, and the others no more."""
        self._offered = tuple(formats)
        for name, box in self._boxes.items():
            box.setVisible(name in formats)
        self.changed.emit()

    def formats(self) -> tuple[str, ...]:
        """Return the formats that are ticked; the only one there is needs no tick."""
        if len(self._offered) == 1:
            return self._offered
        return tuple(name for name, box in self._boxes.items() if box.isChecked() and name in self._offered)

    def folder(self) -> Path:
        """Return the folder that is chosen."""
        return Path(self._folder.filePath().strip())

    def is_complete(self) -> bool:
        """Tell whether there is a format and a folder."""
        return bool(self.formats()) and bool(self._folder.filePath().strip())

    def remember(self) -> None:
        """Propose the folder next time."""
        keep("folders/output", str(self.folder()))


def open_path(path: Path) -> None:
    """Open a file or a folder with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

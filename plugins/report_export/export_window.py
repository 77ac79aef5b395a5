"""What the windows of sheets and statistics share: their frame, their last line of buttons, their way to close."""

from __future__ import annotations

from typing import Any

from flood_core.windows import help_window
from flood_core.windows.panel import ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QPushButton


class ExportWindow(QDialog):
    """A window that previews and exports; subclasses say what."""

    def __init__(self, iface: Any, session: Session, name: str, title: str) -> None:
        """``name`` (Sheets, Statistics) stands in the object names, ``title`` over the window."""
        super().__init__(iface.mainWindow())
        self.setObjectName(f"{name.lower()}Window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._iface, self._session = iface, session
        self._bar = QgsMessageBar(self)
        self._bar.setObjectName(f"{name.lower()}Messages")
        self._progress = ProgressLine()
        self._see, self._go = QPushButton(tr("Preview")), QPushButton(tr("Export"))
        self._see.setObjectName(f"preview{name}")
        self._go.setObjectName(f"export{name}")
        self._close = QPushButton(tr("Close"))
        self._close.setObjectName(f"close{name}")

    def _last_line(self) -> QHBoxLayout:
        """Return the line of buttons: help at the left, what the window does at the right."""
        guide = QPushButton(tr("Help"))
        self._go.setDefault(True)
        guide.clicked.connect(lambda: help_window.show("export"))
        self._see.clicked.connect(self.preview)
        self._go.clicked.connect(self.export)
        self._close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(guide)
        row.addStretch(1)
        for button in (self._see, self._go, self._close):
            row.addWidget(button)
        for button in (guide, self._see, self._close):
            button.setAutoDefault(False)
        return row

    def _fit(self, letters: int, lines: int) -> None:
        """Take room for so many letters and lines, but not more than the screen has."""
        width, height = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry()
        self.resize(min(width * letters, room.width() - 40), min(height * lines, room.height() - 60))

    def preview(self) -> None:
        """Show what would come out."""
        raise NotImplementedError

    def export(self) -> None:
        """Write the files."""
        raise NotImplementedError

    def reject(self) -> None:
        """Close, as the cross does."""
        self.close()

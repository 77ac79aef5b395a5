"""The suite's page in QGIS's options: where files go, and what is asked at start."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLabel

from . import settings as kept
from .translation import tr


class SettingsPage(QgsOptionsPageWidget):
    """Folders for working copies and for results, and whether to connect when QGIS starts."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.setObjectName("floodmapSettings")
        form = QFormLayout(self)
        form.setContentsMargins(12, 12, 12, 12)  # QGIS gives its pages none
        self.maps = self._folder("mapsFolder", str(kept.maps_folder()))
        self.output = self._folder("outputFolder", str(kept.output_folder()))
        self.at_start = QCheckBox(tr("Connect to the database when QGIS starts"))
        self.at_start.setObjectName("connectAtStart")
        self.at_start.setChecked(kept.wants_connection_at_start())
        form.addRow(tr("Folder for maps in work"), self.maps)
        form.addRow(tr("Folder for sheets and reports"), self.output)
        form.addRow("", self.at_start)
        note = QLabel(tr("The database itself is chosen in the menu 防汛防台, “Connection…”."))
        note.setWordWrap(True)
        form.addRow("", note)

    def _folder(self, name: str, path: str) -> QgsFileWidget:
        widget = QgsFileWidget()
        widget.setObjectName(name)
        widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        widget.setFilePath(path)
        return widget

    def apply(self) -> None:
        """Keep the settings; QGIS calls this on OK."""
        kept.keep("folders/maps", self.maps.filePath())
        kept.keep("folders/output", self.output.filePath())
        kept.keep("connection/at_start", self.at_start.isChecked())


class SettingsPageFactory(QgsOptionsWidgetFactory):
    """Makes the page when QGIS's options open."""

    def __init__(self, icon: QIcon) -> None:
        super().__init__(tr("Flood maps"), icon)

    def createWidget(self, parent: Any) -> SettingsPage:  # noqa: N802 - QGIS's name
        """Return the page."""
        return SettingsPage(parent)

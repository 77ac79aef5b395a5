"""The guide, in QGIS, at the right page: it needs no network and no browser."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout

from ..resources import paths
from .translation import tr

_NAME = "floodmapHelp"


class HelpWindow(QDialog):
    """Shows a page of the guide; links lead to its other pages."""

    def __init__(self) -> None:
        super().__init__(QApplication.activeWindow())
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Flood maps: guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.browser = QTextBrowser()
        self.browser.setObjectName("guide")
        self.browser.setOpenExternalLinks(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.browser)
        column.addWidget(buttons)
        self.resize(900, 640)

    def open_page(self, topic: str) -> None:
        """Show the page ``topic``, e.g. connection."""
        language = "zh" if QgsApplication.locale().lower().startswith("zh") else "en"
        folder = paths.guide() / language
        self.browser.setSearchPaths([str(folder)])
        self.browser.setSource(QUrl.fromLocalFile(str(folder / f"{topic}.md")))


def show(topic: str = "index") -> None:
    """Open the guide at a page: index, connection, import, registers, editor, sync, export, symbols."""
    for window in QApplication.topLevelWidgets():
        if window.objectName() == _NAME:
            break
    else:
        window = HelpWindow()
    window.open_page(topic)
    window.show()
    window.raise_()

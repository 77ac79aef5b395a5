"""The guide, in QGIS, at the right page: it needs no network and no browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, QUrl
from qgis.PyQt.QtGui import QPixmap, QTextBlockFormat, QTextCursor
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ..resources import paths
from .pictures import shrunk
from .translation import tr

_NAME = "floodmapHelp"
_LINK = re.compile(r"^- \[([^\]]+)\]\(([a-z-]+)\.md\)", re.MULTILINE)
INDEX = "index"
LINE_HEIGHT = 140  # per cent: Chinese wants air
MARGIN = 18
PICTURE = 2  # QTextDocument's ImageResource, which loadResource gets as a number


class Pages(QTextBrowser):
    """Shows pages of the guide, pictures no wider than the window."""

    def loadResource(self, kind: int, url: QUrl) -> Any:  # noqa: N802 - Qt's name
        """Load a picture at the width there is; all else as Qt does."""
        if kind == PICTURE:
            picture = QPixmap(self.source().resolved(url).toLocalFile())
            widest = self.viewport().width() - 3 * MARGIN
            if picture.width() > widest > 0:
                return shrunk(picture, QSize(widest, round(picture.height() * widest / picture.width())))
            return picture
        return super().loadResource(kind, url)

    def show_page(self, file: Path) -> None:
        """Show a page from its head."""
        self.setSource(QUrl.fromLocalFile(str(file)))

    def give_air(self) -> None:
        """Set lines apart and the text off the edge."""
        document = self.document()
        document.setDocumentMargin(MARGIN)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_HEIGHT, 1)  # 1: proportional; Qt 5 and 6 name it differently
        cursor.mergeBlockFormat(spacing)


class HelpWindow(QDialog):
    """The pages of the guide by name at the left, the page itself at the right."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Flood maps: guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language = "zh" if QgsApplication.locale().lower().startswith("zh") else "en"
        self._folder = paths.guide() / language
        self.names = QListWidget()
        self.names.setObjectName("guidePages")
        self.browser = Pages()
        self.browser.setObjectName("guide")
        self.browser.setOpenExternalLinks(True)
        self.browser.setSearchPaths([str(self._folder)])
        self._fill_names()
        halves = QSplitter()
        halves.addWidget(self.names)
        halves.addWidget(self.browser)
        halves.setStretchFactor(1, 1)
        halves.setSizes([self.names.sizeHintForColumn(0) + 2 * MARGIN, 760])
        column = QVBoxLayout(self)
        column.addWidget(halves)
        column.addLayout(self._buttons())
        self.names.currentItemChanged.connect(self._chosen)
        self.browser.sourceChanged.connect(self._shown)
        self.resize(self._comfortable())

    def open_page(self, topic: str) -> None:
        """Show the page ``topic``, e.g. connection."""
        self.browser.show_page(self._folder / f"{topic}.md")

    def _fill_names(self) -> None:
        index = (self._folder / f"{INDEX}.md").read_text(encoding="utf-8")
        for title, topic in [(tr("Overview"), INDEX), *_LINK.findall(index)]:
            item = QListWidgetItem(title, self.names)
            item.setData(Qt.ItemDataRole.UserRole, topic)

    def _buttons(self) -> QHBoxLayout:
        back, close = QPushButton(tr("Back")), QPushButton(tr("Close"))
        back.setObjectName("guideBack")
        back.setEnabled(False)
        back.setAutoDefault(False)
        back.clicked.connect(self.browser.backward)
        self.browser.backwardAvailable.connect(back.setEnabled)
        close.setObjectName("guideClose")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _comfortable(self) -> QSize:
        """Return a size that leaves QGIS in sight on a small screen."""
        screen = self.screen().availableGeometry()
        return QSize(min(1040, screen.width() * 4 // 5), min(720, screen.height() * 4 // 5))

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None:
            self.open_page(item.data(Qt.ItemDataRole.UserRole))

    def _shown(self, source: QUrl) -> None:
        self.browser.give_air()
        topic = Path(source.toLocalFile()).stem
        self.names.blockSignals(True)
        for row in range(self.names.count()):
            if self.names.item(row).data(Qt.ItemDataRole.UserRole) == topic:
                self.names.setCurrentRow(row)
        self.names.blockSignals(False)


def show(topic: str = INDEX) -> None:
    """Open the guide at a page: a file of docs/guide/zh and docs/guide/en without its ending."""
    window = _open_window()
    if window is None:
        window = HelpWindow(_in_front())
    window.open_page(topic)
    window.show()
    window.raise_()
    window.activateWindow()


def close() -> None:
    """Close the guide where it is open."""
    window = _open_window()
    if window is not None:
        window.close()


def _open_window() -> Any:
    for window in QApplication.topLevelWidgets():
        if window.objectName() == _NAME and window.isVisible():
            return window
    return None


def _in_front() -> QWidget | None:
    """Return the window that the guide belongs to: a dialog would block it otherwise."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return modal
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.objectName() == "QgisApp":
            return window
    return QApplication.activeWindow()

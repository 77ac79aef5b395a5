"""Pages as pictures: the whole page at first, a click shows the place at full size, another click all again."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from qgis.PyQt.QtCore import QPoint, QSize, Qt
from qgis.PyQt.QtGui import QMouseEvent, QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from flood_core.windows.pictures import shrunk
from flood_core.windows.translation import tr


class _Page(QLabel):
    """A picture that tells where it was clicked."""

    def __init__(self, pane: PreviewPane) -> None:
        super().__init__()
        self._pane = pane
        self.setObjectName("previewPage")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the place at full size, or the whole page again."""
        self._pane.toggle(event.pos())


class PreviewPane(QWidget):
    """Shows pages that were drawn to pictures."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """``words`` stand there while there is no page."""
        super().__init__(parent)
        self.setObjectName("previewPane")
        self._pages: list[QPixmap] = []
        self._at, self._whole, self._empty = 0, True, words
        self._page = _Page(self)
        self._area = QScrollArea()
        self._area.setObjectName("previewArea")
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setMinimumSize(QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 12))
        self._before, self._after = QPushButton("◀"), QPushButton("▶")
        self._number = QLabel()
        self._number.setObjectName("previewNumber")
        self._tip = QLabel(tr("Click the page to see a place at full size, click again for the whole page."))
        row = QHBoxLayout()
        row.addWidget(self._tip, 1)
        for widget, name, words, step in (
            (self._before, "previousPage", tr("Page before"), -1),
            (self._number, "", "", 0),
            (self._after, "nextPage", tr("Next page"), 1),
        ):
            row.addWidget(widget)
            if isinstance(widget, QPushButton):
                widget.setObjectName(name)
                widget.setAccessibleName(words)
                widget.setToolTip(words)
                widget.setAutoDefault(False)
                widget.setMaximumWidth(self.fontMetrics().averageCharWidth() * 6)
                widget.clicked.connect(lambda _checked=False, step=step: self._turn(step))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addLayout(row)
        self.clear()

    def clear(self, words: str = "") -> None:
        """Show no page, but words."""
        self._pages = []
        self._show(words or self._empty)

    def show_pages(self, files: Sequence[Path]) -> None:
        """Show pictures; the files may go afterwards."""
        self._pages = [QPixmap(str(file)) for file in files]
        self._at, self._whole = 0, True
        self._show()

    @property
    def pages(self) -> int:
        """How many pages there are to see."""
        return len(self._pages)

    def toggle(self, at: QPoint) -> None:
        """Change between the whole page and full size, with the clicked place in the middle."""
        if not self._pages:
            return
        page, shown = self._pages[self._at], self._page.pixmap()
        left = (self._page.width() - shown.width()) / 2
        top = (self._page.height() - shown.height()) / 2
        across, down = (at.x() - left) / max(1, shown.width()), (at.y() - top) / max(1, shown.height())
        self._whole = not self._whole
        self._show()
        if not self._whole:
            self._page.adjustSize()
            view = self._area.viewport()
            self._area.horizontalScrollBar().setValue(round(across * page.width() - view.width() / 2))
            self._area.verticalScrollBar().setValue(round(down * page.height() - view.height() / 2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the whole page keep to the room that there is."""
        super().resizeEvent(event)
        if self._pages and self._whole:
            self._show()

    def _turn(self, step: int) -> None:
        self._at = max(0, min(len(self._pages) - 1, self._at + step))
        self._show()

    def _show(self, words: str = "") -> None:
        several = len(self._pages) > 1
        for widget in (self._before, self._number, self._after):
            widget.setVisible(several)
        self._tip.setVisible(bool(self._pages))
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < len(self._pages) - 1)
        if not self._pages:
            self._area.setWidgetResizable(True)
            self._page.setPixmap(QPixmap())
            self._page.setText(words)
            return
        self._number.setText(f"{self._at + 1} / {len(self._pages)}")
        page = self._pages[self._at]
        self._area.setWidgetResizable(self._whole)
        if self._whole:
            room, ratio = self._area.viewport().size() - QSize(4, 4), self.devicePixelRatioF()
            page = shrunk(
                page, page.size().scaled(room.expandedTo(QSize(1, 1)) * ratio, Qt.AspectRatioMode.KeepAspectRatio)
            )
            page.setDevicePixelRatio(ratio)
            self._page.setMinimumSize(1, 1)
        else:
            self._page.setMinimumSize(page.size())
        self._page.setPixmap(page)
        shape = Qt.CursorShape.PointingHandCursor
        self._page.setCursor(shape)

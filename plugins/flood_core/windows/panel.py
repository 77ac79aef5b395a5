"""Small parts that the windows are built of: a line with progress and cancel, a head with title, words and help."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from . import help_window
from .icons import icon
from .translation import tr
from .work import Work


class ProgressLine(QWidget):
    """Shows what a work does, how far it is, and a button to cancel it; hidden while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressLine")
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setObjectName("progressBar")
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setObjectName("cancelWork")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self._work: Work | None = None
        self.cancel.clicked.connect(self._cancel)
        self.hide()

    def follow(self, work: Work) -> None:
        """Show a work until it ends."""
        self._work = work
        self.label.setText(work.description())
        self.bar.setValue(0)
        self.cancel.setEnabled(True)
        work.progressChanged.connect(self._progressed)
        work.taskCompleted.connect(self._ended)
        work.taskTerminated.connect(self._ended)
        self.show()

    def _progressed(self, progress: float) -> None:
        self.bar.setValue(int(progress))

    def _cancel(self) -> None:
        if self._work is not None:
            self.cancel.setEnabled(False)
            self.label.setText(tr("Stopping…"))
            self._work.cancel()

    def _ended(self) -> None:
        self._work = None
        self.hide()


class HelpButton(QToolButton):
    """A small button that opens the guide at the page ``topic``."""

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.setObjectName(f"help_{topic}")
        self.setIcon(icon("guide"))
        self.setAutoRaise(True)
        self.setToolTip(tr("Help"))
        self.setAccessibleName(tr("Help"))
        self.clicked.connect(lambda: help_window.show(topic))


class Head(QWidget):
    """The head of a window: its title, one sentence on what to do here, a button for the guide's page ``topic``."""

    def __init__(self, title: str, words: str = "", *, topic: str = "") -> None:
        super().__init__()
        self.title = QLabel(title)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self.title.setFont(font)
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setVisible(bool(words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        if topic:
            row.addWidget(HelpButton(topic))
        column.addLayout(row)
        column.addWidget(self.words)


def empty(layout: QLayout) -> None:
    """Take all widgets out of a layout, for good."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()  # a layout shows what is new in it later, and would show it as a window of its own
            widget.setParent(None)
            widget.deleteLater()


class TallArea(QScrollArea):
    """A page that scrolls where the window is low, and is never cut at its side."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width that the page needs, beside the bar with which it scrolls."""
        least = super().minimumSizeHint()
        if self.widget() is None:
            return least
        beside = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + beside, least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Ask for another width when the page does."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return bool(super().eventFilter(watched, event))

"""A small window that asks for a reason."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from flood_core.windows.translation import tr

MOST = 500


class ReasonWindow(QDialog):
    """Nothing goes on without words."""

    given = pyqtSignal(str)  #: the reason

    def __init__(self, parent: QWidget, title: str, question: str, *, goes_on: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("reasonWindow")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head, asks = QLabel(title), QLabel(question)
        font = head.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        head.setFont(font)
        for label in (head, asks):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setObjectName("reasonText")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(self.fontMetrics().height() * 4)
        self._ok = QPushButton(goes_on or tr("OK"))
        self._ok.setObjectName("reasonOk")
        self._ok.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        cancel.setObjectName("reasonCancel")
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (cancel, self._ok):
            button.setMinimumHeight(34)
            button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(asks)
        column.addWidget(self._text)
        column.addLayout(row)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self._text.textChanged.connect(self._typed)
        self._ok.clicked.connect(self._give)
        cancel.clicked.connect(self.reject)
        self._typed()
        self._text.setFocus()

    def _typed(self) -> None:
        self._ok.setEnabled(0 < len(self._text.toPlainText().strip()) <= MOST)

    def _give(self) -> None:
        self.given.emit(self._text.toPlainText().strip())
        self.accept()

"""The line at the bottom of the map: what to do next, and what just went wrong, where one looks."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel

PLAIN, GOOD, WARNING, BAD = "plain", "good", "warning", "bad"
#: Takes away the message that stands there.
CLEARED = "cleared"
_LOOKS = {
    PLAIN: ("#ffffff", "#c5ccd4", "#1d2733"),
    GOOD: ("#eaf6ee", "#1f7a45", "#145230"),
    WARNING: ("#fff6e0", "#c98a00", "#6b4a00"),
    BAD: ("#fdecec", "#a61c1c", "#7d1515"),
}
_SECONDS = {GOOD: 5, WARNING: 10, BAD: 12}


class HintLine(QFrame):
    """Words over the map's lower edge; a message goes away by itself, and the hint stands there again."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setObjectName("hintLine")
        self._canvas = canvas
        self._hint = ""
        self.label = QLabel()
        self.label.setObjectName("hintWords")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self.label)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.timeout.connect(self._show_hint)
        canvas.installEventFilter(self)
        self.hint("")

    def hint(self, text: str) -> None:
        """Say what to do next; a message that stands there stays until its time is over."""
        self._hint = text
        if not self._back.isActive():
            self._show_hint()

    def say(self, text: str, look: str = PLAIN) -> None:
        """Say what happened: good, warning or bad; plain words are a hint."""
        if look == PLAIN:
            self.hint(text)
            return
        if look == CLEARED:
            self._back.stop()
            self._show_hint()
            return
        self._back.start(_SECONDS[look] * 1000)
        self._show(text, look)

    def leave(self) -> None:
        """Go from the map; a message whose time ends later brings nothing back."""
        self._back.stop()
        self._canvas.removeEventFilter(self)
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def _show_hint(self) -> None:
        self._show(self._hint, PLAIN)

    def _show(self, text: str, look: str) -> None:
        ground, line, ink = _LOOKS[look]
        self.setStyleSheet(
            f"#hintLine {{ background: {ground}; border: 1px solid {line}; border-radius: 6px; }}"
            f" #hintWords {{ color: {ink}; }}"
        )
        self.label.setText(text)
        self.setVisible(bool(text))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the lower edge of the map."""
        if watched is self._canvas and event.type() == QEvent.Type.Resize:
            self._place()
        return bool(super().eventFilter(watched, event))

    def _place(self) -> None:
        width = self._canvas.width() - 32
        self.setFixedWidth(max(width, 120))
        height = self.layout().heightForWidth(self.width())
        self.setGeometry(16, self._canvas.height() - height - 12, self.width(), height)
        self.raise_()

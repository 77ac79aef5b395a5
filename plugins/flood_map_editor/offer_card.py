"""One thing that could stand on the map: what it is, the button that takes it over, and what else can be done."""

from __future__ import annotations

from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton

GREEN = (
    "QPushButton { color: #1f7a45; background: #eaf6ee; border: 1px solid #2e8b57; border-radius: 5px;"
    " padding: 5px 12px; } QPushButton:focus { border-width: 2px; }"
)


class _Words(QLabel):
    """Words that keep all their lines where the page has little room."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the height that the words need at this width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


class OfferCard(QFrame):
    """A card of the step page; ``take`` and ``menu`` are filled by the page."""

    def __init__(self, name: str, picture: QPixmap | None, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setStyleSheet(f"#{name} {{ background: #f7f9fb; border: 1px solid #d5dae0; border-radius: 6px; }}")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        drawn = QLabel()
        if picture is not None:
            drawn.setPixmap(picture)
        row.addWidget(drawn)
        row.addWidget(_Words(words), 1)
        self.take = QPushButton()
        self.take.setObjectName(_TAKE[name])
        self.take.setStyleSheet(GREEN)
        row.addWidget(self.take)
        more = QToolButton()
        more.setObjectName(f"{name}More")
        more.setText("⋯")
        more.setAutoRaise(True)
        more.setToolTip(tr("What else can be done"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(more)
        more.setMenu(self.menu)
        row.addWidget(more)


_TAKE = {"offer": "acceptOffer", "suggestion": "acceptSuggestion"}

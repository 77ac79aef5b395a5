"""The window in which a person settles what two people changed at the same time: both versions, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .panel import Head
from .translation import tr

MINE, THEIRS = "mine", "theirs"
#: The two versions, here and on the map: mine blue, the other's orange.
COLORS = {MINE: "#1F5FA8", THEIRS: "#B45F06"}


@dataclass(frozen=True)
class ConflictRow:
    """One thing to settle, in words: what both started from, and what each made of it."""

    key: Any
    thing: str
    field: str
    base: str
    mine: str
    theirs: str
    by: str
    at: str


class ConflictWindow(QDialog):
    """Shows each conflict with both versions; a person chooses one, or puts it off by closing."""

    decided = pyqtSignal(dict)  #: key -> "mine" or "theirs", for the rows that were chosen
    looked_at = pyqtSignal(object)  #: key of the row that the person turns to

    def __init__(self, parent: QWidget | None, rows: Sequence[ConflictRow]) -> None:
        super().__init__(parent)
        self.setObjectName("conflictWindow")
        self.setWindowTitle(tr("Changed by two people"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._cards = [_Card(number, row) for number, row in enumerate(rows)]
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(
            Head(
                tr("Which version is right?"),
                tr("Somebody else changed the same things as you. Nothing is lost: choose one version of each."),
                topic="sync",
            )
        )
        column.addLayout(self._all_buttons())
        column.addWidget(self._list(), 1)
        column.addWidget(self._buttons())
        for card in self._cards:
            card.chosen.connect(self._tell)
            card.looked_at.connect(self.looked_at)
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that shows some three rows and fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 84, min(letter.height() * 30, 150 + 150 * len(self._cards)))

    def choices(self) -> dict[Any, str]:
        """Return what was chosen so far: key -> "mine" or "theirs"."""
        return {card.row.key: card.choice() for card in self._cards if card.choice()}

    def _all_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._left = QLabel()
        self._left.setObjectName("conflictsLeft")
        line.addWidget(self._left, 1)
        for side, text in ((MINE, tr("All of mine")), (THEIRS, tr("All of theirs"))):
            button = QPushButton(text)
            button.setObjectName(f"all_{side}")
            button.setAutoDefault(False)
            button.setVisible(len(self._cards) > 1)
            button.clicked.connect(lambda _checked=False, side=side: self._choose_all(side))
            line.addWidget(button)
        return line

    def _list(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._keep = box.addButton(tr("Keep these"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._keep.setObjectName("keepDecisions")
        later = box.addButton(tr("Later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setObjectName("decideLater")
        self._keep.setDefault(True)
        self._keep.clicked.connect(self._decide)
        box.rejected.connect(self.reject)
        return box

    def _choose_all(self, side: str) -> None:
        for card in self._cards:
            card.choose(side)

    def _tell(self) -> None:
        left = len(self._cards) - len(self.choices())
        self._left.setText(tr("{count} still to choose", count=left) if left else tr("All are chosen."))
        self._keep.setEnabled(bool(self.choices()))

    def _decide(self) -> None:
        self.decided.emit(self.choices())
        self.accept()


class _Card(QFrame):
    """One conflict: what it is about, what it was, and the two versions to choose from."""

    chosen = pyqtSignal()
    looked_at = pyqtSignal(object)

    def __init__(self, number: int, row: ConflictRow) -> None:
        super().__init__()
        self.row = row
        self.setObjectName(f"conflict_{number}")
        # A styled panel loses two of its lines on a screen at 150 %.
        self.setStyleSheet(f"#{self.objectName()} {{ border: 1px solid palette(mid); border-radius: 6px; }}")
        title = QLabel(f"<b>{_escaped(row.thing)}</b> · {_escaped(row.field)}")
        title.setWordWrap(True)
        before = QLabel(tr("Before: {value}", value=row.base))
        before.setWordWrap(True)
        before.setStyleSheet("color: #5c6670")
        self._group = QButtonGroup(self)
        whose = " · ".join(part for part in (row.by, row.at.replace(" ", "\N{NO-BREAK SPACE}")) if part)
        self._versions = {
            MINE: _Version(MINE, number, tr("Mine"), row.mine),
            THEIRS: _Version(THEIRS, number, tr("Theirs"), row.theirs, whose),
        }
        both = QHBoxLayout()
        both.setSpacing(10)
        for version in self._versions.values():
            self._group.addButton(version.button)
            both.addWidget(version, 1)
            version.button.toggled.connect(self._toggled)
        column = QVBoxLayout(self)
        column.addWidget(title)
        if row.base:
            column.addWidget(before)
        column.addLayout(both)

    def choice(self) -> str:
        """Return "mine", "theirs" or nothing."""
        return next((side for side, one in self._versions.items() if one.button.isChecked()), "")

    def choose(self, side: str) -> None:
        """Choose a version."""
        self._versions[side].button.setChecked(True)

    def _toggled(self, _checked: bool) -> None:
        for version in self._versions.values():
            version.show_choice()
        self.chosen.emit()
        self.looked_at.emit(self.row.key)


class _Version(QFrame):
    """One version: a button, the value, and who made it when; a click anywhere chooses it."""

    def __init__(self, side: str, number: int, words: str, value: str, whose: str = "") -> None:
        super().__init__()
        self._color = COLORS[side]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # both as wide
        self.setObjectName(f"version_{side}_{number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button = QRadioButton(words)
        self.button.setObjectName(f"choose_{side}_{number}")
        self.button.setStyleSheet(f"color: {self._color}")
        self._value = QLabel(value or "—")
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setWordWrap(True)
        font = self._value.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._value.setFont(font)
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self._value)
        column.addStretch(1)
        if whose:
            made_by = QLabel(whose)
            made_by.setTextFormat(Qt.TextFormat.PlainText)
            made_by.setWordWrap(True)
            made_by.setStyleSheet("color: #5c6670")
            column.addWidget(made_by)
        self.show_choice()

    def show_choice(self) -> None:
        """Draw the frame as chosen or not."""
        line = f"2px solid {self._color}" if self.button.isChecked() else "1px solid palette(mid)"
        self.setStyleSheet(f"#{self.objectName()} {{ border: {line}; border-radius: 6px; background: palette(base); }}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose this version."""
        self.button.setFocus()
        self.button.setChecked(True)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

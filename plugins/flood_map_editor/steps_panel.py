"""The eight steps at the left: a tick where nothing is missing, what is missing elsewhere, and the way on."""

from __future__ import annotations

from typing import Any

from flood_core.situation.steps import STEPS, StepState
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .guide import Guide

GREEN, BLUE, AMBER, GREY = "#2e8b57", "#2f6db5", "#d98200", "#9aa3b2"
INK, SOFT = "#1d2733", "#5c6670"


class StepButton(QAbstractButton):
    """One step: a circle with tick, number or exclamation mark, its name and what is missing."""

    def __init__(self, number: int, state: StepState) -> None:
        super().__init__()
        self.setObjectName(f"step_{state.step.key}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setText(translate("steps", state.step.title))
        self._number, self._state, self._known = number, state, False

    def show_state(self, state: StepState, known: bool) -> None:
        """Show how the step stands."""
        self._state, self._known = state, known
        self.setAccessibleName(f"{self.text()}: {self.details()}")
        self.setToolTip(translate("steps", state.step.wanted))
        self.update()

    @property
    def is_done(self) -> bool:
        """Tell whether the step has its green tick."""
        return self._known and self._state.is_done

    def details(self) -> str:
        """Return the line below the name."""
        state = self._state
        if not self._known:
            return ""
        parts = [tr("{count} missing", count=state.errors)] if state.errors else []
        if state.to_verify:
            parts.append(tr("{count} to verify", count=len(state.to_verify)))
        if state.offers:
            parts.append(tr("{count} in the registers", count=len(state.offers)))
        if state.suggestions:
            parts.append(tr("{count} from the terrain", count=len(state.suggestions)))
        if not parts:
            parts.append(tr("all done") if state.is_done else tr("not handed in yet"))
            parts += [tr("{count} to think about", count=state.warnings)] if state.warnings else []
        return " · ".join(parts)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines with room around them."""
        return QSize(150, int(self.fontMetrics().height() * 2.1) + 10)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines: on a low screen all steps are in sight."""
        return QSize(150, self.fontMetrics().height() * 2 + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(BLUE), 1.4 if self.isChecked() else 0.7))
            painter.setBrush(QColor("#e8f1fb") if self.isChecked() else QColor("#f4f7fb"))
            painter.drawRoundedRect(box, 6, 6)
        size = int(self.fontMetrics().height() * 1.45)
        circle = QRect(9, (self.height() - size) // 2, size, size)
        self._draw_circle(painter, circle)
        left = circle.right() + 10
        width = self.width() - left - 6
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        dark = self.isChecked() or self.hasFocus() or self.underMouse()
        painter.setPen(QColor(INK) if dark else self.palette().text().color())
        half = self.height() // 2
        name = QFontMetrics(bold).elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, 3, width, half - 2), _AT_BOTTOM, name)
        painter.setFont(self.font())
        trouble = bool(self._known and self._state.errors)
        painter.setPen(QColor("#a86400" if trouble else SOFT))
        said = self.fontMetrics().elidedText(self.details(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, half, width, half - 2), _AT_TOP, said)

    def _draw_circle(self, painter: QPainter, circle: QRect) -> None:
        state = self._state
        trouble = self._known and bool(state.errors)
        color = GREEN if self.is_done else AMBER if trouble else BLUE if self.isChecked() else GREY
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(circle)
        painter.setPen(QColor("white"))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        if self.is_done:
            pen = QPen(QColor("white"), max(2.0, circle.width() / 10))
            painter.setPen(pen)
            x, y, size = circle.x(), circle.y(), circle.width()
            painter.drawLine(int(x + size * 0.27), int(y + size * 0.52), int(x + size * 0.44), int(y + size * 0.70))
            painter.drawLine(int(x + size * 0.44), int(y + size * 0.70), int(x + size * 0.74), int(y + size * 0.33))
        else:
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "!" if trouble else str(self._number))


_AT_BOTTOM = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
_AT_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class StepsPanel(QWidget):
    """The list of steps, how far one is, the sentence of the step at hand, back and on."""

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self.setObjectName("stepsPanel")
        self._guide = guide
        self._progress = QProgressBar()
        self._progress.setObjectName("stepsProgress")
        self._progress.setRange(0, len(STEPS))
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self._progress.setStyleSheet(
            "QProgressBar { background: #dfe4ea; border: none; border-radius: 4px; }"
            f" QProgressBar::chunk {{ background: {GREEN}; border-radius: 4px; }}"
        )
        self.buttons = {one.step.key: StepButton(number, one) for number, one in enumerate(guide.states, start=1)}
        self._group = QButtonGroup(self)
        inner = QWidget()
        steps = QVBoxLayout(inner)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(1)
        for key, button in self.buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, key=key: guide.go(key))
            steps.addWidget(button)
        steps.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._wanted = QLabel()
        self._wanted.setObjectName("stepWanted")
        self._wanted.setWordWrap(True)
        self._wanted.setStyleSheet(
            "color: #4d3b00; background: #fff7e0; border: 1px solid #e3c878; border-radius: 6px; padding: 6px 8px;"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._progress)
        column.addWidget(area, 1)
        column.addWidget(self._wanted)
        column.addLayout(self._ways())
        guide.told.connect(self.show_states)
        guide.step_changed.connect(self.show_step)
        self.show_states()
        self.show_step(guide.step.key)

    def _ways(self) -> QHBoxLayout:
        self._back, self._on = QPushButton(tr("Step back")), QPushButton(tr("Next step"))
        self._back.setObjectName("stepBack")
        self._on.setObjectName("stepOn")
        self._on.setStyleSheet(
            "QPushButton { background: #2f6db5; color: white; font-weight: bold; border-radius: 5px; }"
            " QPushButton:disabled { background: #b8c4d2; } QPushButton:focus { border: 2px solid #12365f; }"
        )
        row = QHBoxLayout()
        for button, places in ((self._back, -1), (self._on, 1)):
            button.setMinimumHeight(36)
            button.clicked.connect(lambda _checked=False, places=places: self._guide.go_by(places))
            row.addWidget(button, 1)
        return row

    def show_states(self) -> None:
        """Show how the steps stand."""
        for one in self._guide.states:
            self.buttons[one.step.key].show_state(one, self._guide.is_known)
        self._progress.setValue(sum(button.is_done for button in self.buttons.values()))

    def show_step(self, key: str) -> None:
        """Show which step is at hand."""
        self.buttons[key].setChecked(True)
        self._wanted.setText(translate("steps", self._guide.step.wanted))
        keys = list(self.buttons)
        self._back.setEnabled(key != keys[0])
        self._on.setEnabled(key != keys[-1])

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Arrow keys go through the steps."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in moves:
            self._guide.go_by(moves[event.key()])
        else:
            super().keyPressEvent(event)

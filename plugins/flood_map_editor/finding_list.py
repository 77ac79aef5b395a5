"""The findings of the check-up (体检): errors, warnings, hints; a click leads there, a button mends."""

from __future__ import annotations

from flood_core.model.check_up import ERROR, HINT, WARNING
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from .guide import Told

COLORS = {ERROR: "#a61c1c", WARNING: "#a86400", HINT: "#2f6db5"}
#: More than so many of one kind are shown when one asks for them.
MOST = 40


class FindingCard(QFrame):
    """One finding: what is wrong, what to do; a click goes there."""

    wanted = pyqtSignal(object)  #: Told
    fix_wanted = pyqtSignal(object)  #: Told

    def __init__(self, told: Told, *, short: bool = False) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.setProperty("rule", told.finding.code)
        self.told = told
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet(
            f"#finding {{ border: none; border-left: 4px solid {COLORS[told.severity]}; background: #f7f9fb;"
            " border-radius: 4px; } #finding:hover, #finding:focus { background: #e8f1fb; } QLabel { color: #1d2733; }"
        )
        message, advice = QLabel(told.message), QLabel(told.advice)
        advice.setStyleSheet("color: #5c6670")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 6, 5)
        column.setSpacing(2)
        for label in (message, advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        advice.setVisible(not short)
        if told.fix is not None:
            fix = QPushButton(translate("fixes", told.fix))
            fix.setObjectName("fixFinding")
            fix.setStyleSheet(
                "QPushButton { color: #1f7a45; background: #eaf6ee; border: 1px solid #2e8b57; border-radius: 5px;"
                " padding: 4px 12px; } QPushButton:focus { border-width: 2px; }"
            )
            fix.clicked.connect(lambda: self.fix_wanted.emit(told))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(fix)
            column.addLayout(row)

    def mouseReleaseEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Go there."""
        self.wanted.emit(self.told)

    def keyPressEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Enter goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):  # type: ignore[attr-defined]
            self.wanted.emit(self.told)
        else:
            super().keyPressEvent(event)


class FindingList(QScrollArea):
    """All findings under three headings."""

    wanted = pyqtSignal(object)  #: Told
    fix_wanted = pyqtSignal(object)  #: Told

    def __init__(self, name: str = "findingList") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: list[Told] | None = None

    def show_findings(self, findings: list[Told], *, short: bool = False) -> None:
        """Show other findings; where one has scrolled to stays."""
        if findings == self._shown:
            return
        self._shown = list(findings)
        place = self.verticalScrollBar().value()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(5)
        for severity, name in ((ERROR, tr("To be mended")), (WARNING, tr("To think about")), (HINT, tr("Hints"))):
            of_kind = [one for one in findings if one.severity == severity]
            if not of_kind:
                continue
            heading = QLabel(f"<b style='color:{COLORS[severity]}'>{name} ({len(of_kind)})</b>")
            heading.setObjectName(f"heading_{severity}")
            column.addWidget(heading)
            for one in of_kind[:MOST]:
                card = FindingCard(one, short=short)
                card.wanted.connect(self.wanted)
                card.fix_wanted.connect(self.fix_wanted)
                column.addWidget(card)
            if len(of_kind) > MOST:
                column.addWidget(QLabel(tr("and {count} more", count=len(of_kind) - MOST)))
        if not findings:
            good = QLabel(tr("Nothing is missing."))
            good.setStyleSheet("color: #1f7a45; font-weight: bold")
            column.addWidget(good)
        column.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().setValue(place)

"""Check and submit, and the reviewer's side: hand in, return, approve; differences in red; remarks at places."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.done import Done
from flood_core.situation import review
from flood_core.situation.difference import KINDS, LAST_SUBMISSION, LAST_YEAR, TABLES, Changed, compare
from flood_core.situation.drawn_shape import as_kept
from flood_core.situation.review import APPROVE, ARCHIVE, RETURN, VOID, WITHDRAW, LoggedStep
from flood_core.windows.messages import words
from flood_core.windows.panel import empty
from flood_core.windows.reason_window import ReasonWindow
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .difference_marks import DifferenceMarks
from .guide import Guide
from .hand_up_button import HandUpButton
from .hint_line import BAD, GOOD
from .remark_marks import RemarkMarks, RemarkTool
from .words import difference_in_words, state_in_words

REMARK = "situation.remark"
_REMARKS_IN_SIGHT, _DIFFERENCES_IN_SIGHT = 4, 8
#: The name of who made a remark is shortened to so many letters.
_AUTHOR_LETTERS = 8
_BLUE = (
    "QPushButton { background: #2f6db5; color: white; font-weight: bold; border-radius: 5px; }"
    " QPushButton:disabled { background: #b8c4d2; } QPushButton:focus { border: 2px solid #12365f; }"
)
_GREEN = _BLUE.replace("#2f6db5", "#2e8b57").replace("#12365f", "#145230")
_RED = "QPushButton { color: #a61c1c; font-weight: bold; border: 1px solid #a61c1c; border-radius: 5px; }"


class ReviewPanel(QWidget):
    """What can be done with the map as a whole, by whom the server says."""

    tool_wanted = pyqtSignal(object)  #: a map tool, None for the hand

    def __init__(self, guide: Guide, keep: Callable[[QWidget], QWidget]) -> None:
        super().__init__()
        self.setObjectName("reviewPanel")
        self._guide, self._editor, self._keep = guide, guide.editor, keep
        canvas = guide.editor.iface.mapCanvas()
        self._differences, self._pins = DifferenceMarks(canvas), RemarkMarks(canvas)
        self._tool = RemarkTool(guide.editor)
        self._tool.chosen.connect(self._ask_remark)
        self._asked_for: tuple[str, bool] | None = None
        self._actions: list[str] = []
        self._message = QLabel()
        self._message.setObjectName("reviewMessage")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setStyleSheet(
            "color: #7d1515; background: #fdecec; border: 1px solid #e3a0a0; border-radius: 6px; padding: 6px 8px;"
        )
        self._message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._message)
        column.addLayout(self._step_buttons())
        column.addWidget(HandUpButton(guide.editor, keep))
        column.addLayout(self._compare_buttons())
        self.list = QListWidget()
        self.list.setObjectName("differenceList")
        self.list.setWordWrap(True)
        self.list.hide()
        self.list.itemClicked.connect(self._show_difference)
        column.addWidget(self.list)
        column.addWidget(self._remark_list())
        guide.told.connect(self.show_state)
        guide.editor.changed.connect(self.show_state)
        guide.editor.sync.finished.connect(lambda _result: self.ask())
        guide.editor.closing.connect(self.clear)
        self.show_state()

    def _step_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        self._buttons: dict[str, QPushButton] = {}
        for place, (name, text, style, action) in enumerate((
            ("handIn", tr("Hand the map in"), _BLUE, self.hand_in),
            ("takeBack", tr("Withdraw the map"), "", self.take_back),
            (APPROVE, tr("Approve"), _GREEN, lambda: self._step(APPROVE)),
            (RETURN, tr("Return…"), _RED, lambda: self._ask_reason(RETURN)),
            (ARCHIVE, tr("Archive"), "", lambda: self._step(ARCHIVE)),
            (VOID, tr("Declare void…"), "", lambda: self._ask_reason(VOID)),
        )):  # fmt: skip
            button = QPushButton(text)
            button.setObjectName(name if name in ("handIn", "takeBack") else f"step_action_{name}")
            button.setMinimumHeight(36)
            button.setStyleSheet(style)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self._buttons[name] = button
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def _compare_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._compare: dict[str, QPushButton] = {}
        for name, base, text in (
            ("compareYear", LAST_YEAR, tr("Compare with last year")),
            ("compareSubmission", LAST_SUBMISSION, tr("… with the last submission")),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setCheckable(True)
            button.setMinimumHeight(32)
            button.clicked.connect(lambda checked, base=base: self._compare_wanted(base, checked))
            self._compare[base] = button
            row.addWidget(button)
        self._remark = QPushButton(tr("Remark…"))
        self._remark.setObjectName("newRemark")
        self._remark.setMinimumHeight(32)
        self._remark.clicked.connect(lambda: self.tool_wanted.emit(self._tool))
        row.addWidget(self._remark)
        return row

    def _remark_list(self) -> QScrollArea:
        inner = QWidget()
        self._remarks = QVBoxLayout(inner)
        self._remarks.setContentsMargins(0, 0, 0, 0)
        self._remarks.setSpacing(2)
        area = self._remark_area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return area

    # State ------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Show what can be done now."""
        editor = self._editor
        if editor.broken is not None:
            return
        signed_in = editor.session.is_signed_in
        copy = editor.copy
        self._buttons["handIn"].setVisible(not copy.is_locked)
        self._buttons["handIn"].setEnabled(self._guide.is_known and not self._guide.missing())
        self._buttons["takeBack"].setVisible(copy.is_waiting or WITHDRAW in self._actions)
        for action in (APPROVE, RETURN, ARCHIVE, VOID):
            shown = action in self._actions and not (action == VOID and not copy.is_locked)
            self._buttons[action].setVisible(shown and signed_in)
        for button in self._compare.values():
            button.setEnabled(signed_in)
        person = editor.session.person
        reviewer = person is not None and person.kind in ("township_reviewer", "county_approver", "owner")
        self._remark.setVisible(reviewer)
        self._show_remarks()
        self.ask()

    def ask(self) -> None:
        """Ask the server what may be done, and what was said, when the state is another than before."""
        editor = self._editor
        key = (editor.copy.head.get("state", ""), editor.session.is_signed_in) if editor.broken is None else None
        if key is None or key == self._asked_for or not editor.session.is_signed_in:
            return
        self._asked_for = key
        uid = editor.copy.scope.edition_uid

        def look(connection: Any, _feedback: Any) -> tuple[list[str], list[LoggedStep]]:
            return review.possible_actions(connection, uid), review.logged_steps(connection, uid)

        editor.session.ask("", look, editor.while_open(self._answered), lambda _error: None)

    def _answered(self, answer: tuple[list[str], list[LoggedStep]]) -> None:
        self._actions, log = answer
        last = log[-1] if log else None
        returned = last is not None and last.to_state in ("township_returned", "county_returned")
        self._message.setVisible(returned)
        if last is not None and returned:
            self._message.setText(tr("{state} ({person}): {reason}", state=state_in_words(last.to_state),
                                     person=last.by, reason=last.reason or ""))  # fmt: skip
        self.show_state()

    # Steps ------------------------------------------------------------------------------

    def hand_in(self) -> None:
        """Hand the map in; without a server it waits and takes effect at the next sync."""
        editor = self._editor
        if editor.carry_out(lambda: review.hand_in(editor.copy)):
            editor.say(tr("Handed in. It takes effect at the next sync."), GOOD)
            editor.sync.now()

    def take_back(self) -> None:
        """Take the submission back."""
        if self._editor.copy.is_waiting:
            self._editor.copy.take_back()
            self._editor.refresh()
        else:
            self._step(WITHDRAW)

    def _ask_reason(self, action: str) -> None:
        if action == RETURN:
            title, question = tr("Return the map"), tr("What has to be done? The village reads this.")
        else:
            title, question = tr("Declare the map void"), tr("Why is it void? The village reads this.")
        window = ReasonWindow(self._editor.iface.mainWindow(), title, question, goes_on=title)
        self._keep(window)
        window.given.connect(lambda reason: self._step(action, reason))
        window.open()

    def _step(self, action: str, reason: str = "") -> None:
        uid, editor = self._editor.copy.scope.edition_uid, self._editor

        def done(state: str) -> None:
            editor.say(tr("The map is now: {state}", state=state_in_words(state)), GOOD)
            editor.sync.now()

        def take(connection: Any, _feedback: Any) -> str:
            return review.take_step(connection, uid, action, reason)

        def failed(error: BaseException) -> None:
            editor.say(" ".join(words(error)).strip(), BAD)

        editor.session.ask(tr("Review"), take, editor.while_open(done), editor.while_open(failed))

    # Differences ------------------------------------------------------------------------

    def _compare_wanted(self, base: str, wanted: bool) -> None:
        if wanted:
            self.compare(base)
        else:
            self._hide_differences()

    def compare(self, base: str) -> None:
        """Show what differs, in red on the map and in the list."""
        for other, button in self._compare.items():
            button.setChecked(other == base)
        uid, editor = self._editor.copy.scope.edition_uid, self._editor

        def failed(error: BaseException) -> None:
            self._hide_differences()
            editor.say(" ".join(words(error)).strip(), BAD)

        editor.session.ask(tr("Comparing"), lambda connection, _feedback: compare(connection, uid, base),
                           editor.while_open(self._show_differences), editor.while_open(failed))  # fmt: skip

    def _show_differences(self, found: list[Changed]) -> None:
        self.list.clear()
        for one in found:
            item = QListWidgetItem(difference_in_words(one, self._editor.copy.lookups, self._editor.symbols))
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        if not found:
            self.list.addItem(tr("Nothing differs."))
        line = self.fontMetrics().height()
        self.list.setFixedHeight(min(9, max(2, self.list.count()) + 1) * line)
        self.list.show()
        in_sight = range(min(self.list.count(), _DIFFERENCES_IN_SIGHT))
        rows = sum(self.list.sizeHintForRow(row) for row in in_sight)
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + 4)
        self._differences.show(found)
        counts = [sum(one.kind == kind for one in found) for kind in KINDS]
        self._editor.say(tr("{added} added, {removed} removed, {moved} moved, {changed} changed", added=counts[0],
                            removed=counts[1], moved=counts[2], changed=counts[3]), GOOD)  # fmt: skip

    def _hide_differences(self) -> None:
        for button in self._compare.values():
            button.setChecked(False)
        self.list.hide()
        self._differences.clear()

    def _show_difference(self, item: QListWidgetItem) -> None:
        one: Changed | None = item.data(Qt.ItemDataRole.UserRole)
        if one is None:
            return
        if one.table in TABLES:
            self._guide.tables_wanted.emit(f"register.{one.table}")
        elif self._editor.thing(one.uid) is not None:
            self._editor.show_thing(one.uid)
        elif one.before is not None:
            self._editor.show_place(one.before)

    # Remarks ----------------------------------------------------------------------------

    def _show_remarks(self) -> None:
        remarks = self._editor.copy.rows(REMARK)
        self._pins.show(remarks)
        empty(self._remarks)
        for uid, row in remarks.items():
            self._remarks.addWidget(self._remark_row(uid, row))
        # Two lines for each: a height that follows the wrapped words would be squeezed by the check-up below.
        line = max(self.fontMetrics().height() * 2 + 8, 32)
        self._remark_area.setFixedHeight(line * min(len(remarks), _REMARKS_IN_SIGHT))
        self._remark_area.setVisible(bool(remarks))

    def _remark_row(self, uid: str, row: dict[str, Any]) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        text = tr("{kind}: {name}", kind=row["author"], name=row["words"])
        letters = self.fontMetrics()
        width = letters.horizontalAdvance("汉") * _AUTHOR_LETTERS
        author = letters.elidedText(row["author"], Qt.TextElideMode.ElideMiddle, width)  # a login cannot be wrapped
        box = QCheckBox()
        box.setObjectName("remarkDone")
        box.setAccessibleName(text)
        said = QLabel(tr("{kind}: {name}", kind=author, name=row["words"]))
        said.setToolTip(text)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long name pushes nothing out
        box.setChecked(row["done"])
        box.setToolTip(tr("Tick it off when it is done."))
        box.clicked.connect(
            lambda checked: self._editor.remark(lambda: self._editor.copy.change(REMARK, uid, {"done": checked}))
        )
        show = QPushButton(tr("Show"))
        show.setObjectName("showRemark")
        show.clicked.connect(lambda: self._editor.show_place(row["geom"]))
        line.addWidget(box)
        line.addWidget(said, 1)
        line.addWidget(show)
        return holder

    def _ask_remark(self, place: Any, thing: str | None) -> None:
        window = ReasonWindow(self._editor.iface.mainWindow(), tr("A remark for the village"),
                              tr("What should be changed here?"), goes_on=tr("Pin it here"))  # fmt: skip
        self._keep(window)
        window.given.connect(lambda text: self._pin(place, thing, text))
        window.open()

    def _pin(self, place: Any, thing: str | None, text: str) -> None:
        done = Done(QT_TRANSLATE_NOOP("windows", "Remark")).kept()
        fields = {"words": text, "author": self._editor.copy.user, "geom": as_kept(place), "element_uid": thing}
        self._editor.remark(lambda: self._editor.copy.add(REMARK, fields, done))
        self.tool_wanted.emit(None)

    def clear(self) -> None:
        """Take everything off the map; it is being closed."""
        self._differences.clear()
        self._pins.clear()
        self._tool.deleteLater()

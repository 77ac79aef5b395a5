"""A form made from a list of fields: labels, units, checks while one types, and what differs from before."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFocusEvent, QWheelEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..model.forms import CONTEXT, FormField, problem, read, shown
from .translation import tr, translate, unit_in_words

WRONG = "#A61C1C"
_NOTE_LINES = 3
_LONG_LIST = 20  # entries; a longer list can be searched
_WIDEST_LABEL = 26  # letters; what is longer goes on a second line


class AttributeForm(QWidget):
    """Shows the fields in one column under their headings; a wrong value is said below its field at once."""

    changed = pyqtSignal()  #: something was typed or chosen
    committed = pyqtSignal(str, object)  #: one field's editing is finished, its value differs and is valid

    def __init__(self, fields: Sequence[FormField], values: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attributeForm")
        self.fields = tuple(fields)
        self._before = {field.key: values.get(field.key) for field in self.fields}
        self._lines: dict[str, _Line] = {}
        self._told: dict[str, Any] = {}  # what was committed since the values were given
        self._typing = ""  # the key of the field that holds what is not yet committed
        self._stood: Any = None  # what stood in that field before
        self._wrong: set[str] = set()  # fields that were left with what cannot be kept
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        group = ""
        for field in self.fields:
            if field.group != group:
                group = field.group
                grid.addWidget(_heading(group), grid.rowCount(), 0, 1, 2)
            self._add(grid, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)

    def _add(self, grid: QGridLayout, field: FormField) -> None:
        line = _LINES.get("shown" if field.read_only else field.kind, _TextLine)(field)
        line.put(self._before[field.key])
        line.edited.connect(lambda: self._edited(field.key))
        line.finished.connect(lambda: self._finished(field.key))
        self._lines[field.key] = line
        label = QLabel(label_of(field))
        label.setBuddy(line.control)
        label.setWordWrap(True)
        label.setToolTip(translate(CONTEXT, field.hint))
        letter = self.fontMetrics().averageCharWidth()
        widest = letter * _WIDEST_LABEL
        label.setMaximumWidth(widest)
        label.setMinimumWidth(min(widest, self.fontMetrics().horizontalAdvance(label.text()) + letter))
        label.setContentsMargins(0, 4, 0, 0)
        row = grid.rowCount()
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(line, row, 1)
        line.say(self._problem(field.key) if line.has_value() else "")

    # Values ------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Return all values as they stand; what cannot be read stands as typed (see ``problems``)."""
        return {key: line.value() for key, line in self._lines.items()}

    def changes(self) -> dict[str, Any]:
        """Return the values that differ from those given last."""
        return {key: value for key, value in self.values().items() if not _same(value, self._before[key])}

    def problems(self) -> dict[str, str]:
        """Return what is wrong, field by field, in QGIS's language; fields that nobody can edit are left out."""
        found = {field.key: self._problem(field.key) for field in self.fields if not field.read_only}
        return {key: words for key, words in found.items() if words}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Take new values for the keys given.

        The field in which the user is typing keeps what stands in it, and so do those that are wrong, with the words.
        """
        for key in self._lines.keys() & values.keys():
            self._before[key] = values[key]
            self._told.pop(key, None)
            if key != self._typing and key not in self._wrong:
                self._lines[key].put(values[key])
                self._lines[key].say(self._problem(key) if self._lines[key].has_value() else "")

    def show_problems(self) -> str | None:
        """Say all problems beside their fields and go to the first one; return its key."""
        problems = self.problems()
        for key, line in self._lines.items():
            line.say(problems.get(key, ""))
        first = next(iter(problems), None)
        if first is not None:
            self._lines[first].control.setFocus(Qt.FocusReason.OtherFocusReason)
        return first

    def _problem(self, key: str) -> str:
        line = self._lines[key]
        words = None if line.field.read_only else problem(line.field, line.value())
        return translate(CONTEXT, words).format(**line.field.places()) if words else ""

    @property
    def is_typing(self) -> bool:
        """Tell whether a field holds what is not yet committed."""
        return bool(self._typing)

    @property
    def is_wrong(self) -> bool:
        """Tell whether a field was left with what cannot be kept."""
        return bool(self._wrong)

    def finish(self) -> None:
        """Commit what stands in a field that nobody left yet; what is wrong stays in its field."""
        if self._typing:
            self._finished(self._typing)

    def not_kept(self, key: str) -> None:
        """Let what was committed stand in its field, to be committed again: it could not be kept."""
        self._told.pop(key, None)
        self._typing, self._stood = key, self._before[key]

    def _edited(self, key: str) -> None:
        if self._typing != key:
            self._typing, self._stood = key, self._before[key]
            self._wrong.discard(key)
        self._lines[key].say(self._problem(key))
        self.changed.emit()

    def _finished(self, key: str) -> None:
        if self._typing != key:
            return
        self._typing = ""
        value = self._lines[key].value()
        if _same(value, self._stood) and not _same(value, self._before[key]):  # typed back, while others changed it
            self.set_values({key: self._before[key]})
        elif self._problem(key):
            self._wrong |= {key} if not _same(value, self._before[key]) else set()
        elif not _same(value, self._told.get(key, self._before[key])):
            self._told[key] = value
            self.committed.emit(key, value)


class _Line(QWidget):
    """One control with the words about what is wrong below it. Subclasses make the control."""

    edited = pyqtSignal()
    finished = pyqtSignal()

    def __init__(self, field: FormField) -> None:
        super().__init__()
        self.field = field
        self.control = self.make()
        self.control.setObjectName(f"field_{field.key}")
        self.control.setToolTip(translate(CONTEXT, field.hint))
        self._words = QLabel()
        self._words.setObjectName(f"problem_{field.key}")
        self._words.setStyleSheet(f"color: {WRONG}")
        self._words.setWordWrap(True)
        self._words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.control)
        column.addWidget(self._words)

    def make(self) -> QWidget:
        """Return the control."""
        raise NotImplementedError

    def value(self) -> Any:
        """Return the value that stands in the control."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a value without telling anybody."""
        raise NotImplementedError

    def has_value(self) -> bool:
        """Tell whether anything stands in the control: an empty new form is not red all over."""
        return self.value() is not None

    def say(self, words: str) -> None:
        """Show what is wrong, or nothing."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.control.setStyleSheet(f"border: 1px solid {WRONG}" if words else "")


class _TextLine(_Line):
    """Text, numbers and dates: typed in one line, the unit behind."""

    control: QgsFilterLineEdit

    def make(self) -> QWidget:
        """Return a line with a button that empties it."""
        line = QgsFilterLineEdit()
        line.setShowClearButton(not self.field.required)
        line.setPlaceholderText(tr("YYYY-MM-DD") if self.field.kind == "date" else translate(CONTEXT, self.field.hint))
        line.textEdited.connect(self.edited)
        line.cleared.connect(self._emptied)
        line.editingFinished.connect(self.finished)
        return line

    def _emptied(self) -> None:
        self.edited.emit()
        self.finished.emit()

    def value(self) -> Any:
        """Return what was typed, read."""
        return read(self.field, self.control.text())

    def put(self, value: Any) -> None:
        """Show a value from its beginning."""
        self.control.setText(shown(self.field, value))
        self.control.setCursorPosition(0)


class _NoteLine(_Line):
    """Longer text in a few lines; Tab goes on to the next field."""

    control: QPlainTextEdit

    def make(self) -> QWidget:
        """Return a small text field."""
        note = _Note()
        note.setTabChangesFocus(True)
        lines = note.fontMetrics().lineSpacing() * _NOTE_LINES
        note.setMinimumHeight(lines + 10)
        note.setMaximumHeight(lines + 10)
        note.setPlaceholderText(translate(CONTEXT, self.field.hint))
        note.textChanged.connect(self.edited)
        note.left.connect(self.finished)
        return note

    def value(self) -> Any:
        """Return the text, None when blank."""
        return self.control.toPlainText().strip() or None

    def put(self, value: Any) -> None:
        """Show a text."""
        self.control.blockSignals(True)
        self.control.setPlainText(shown(self.field, value))
        self.control.blockSignals(False)


class _Note(QPlainTextEdit):
    """A text field that tells when it is left."""

    left = pyqtSignal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the editing is finished."""
        super().focusOutEvent(event)
        self.left.emit()


class _ListLine(_Line):
    """Choices, and yes / no / unknown."""

    control: QComboBox

    def make(self) -> QWidget:
        """Return a list that the mouse wheel does not change by accident."""
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)
        if not self.field.required:
            box.addItem("—", None)
        for value, label in self._entries():
            box.addItem(label, value)
        if len(self.field.choices) > _LONG_LIST:
            self._let_search(box)
        box.activated.connect(self._chosen)
        return box

    def _let_search(self, box: QComboBox) -> None:
        """Let a person type any part of an entry instead of scrolling through hundreds."""
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.lineEdit().setPlaceholderText(tr("Type a part of the name"))
        search = box.completer()
        search.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        search.setFilterMode(Qt.MatchFlag.MatchContains)
        search.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.lineEdit().textEdited.connect(self.edited)
        box.lineEdit().editingFinished.connect(self._typed)

    def _typed(self) -> None:
        """Take what was typed for the entry that it names."""
        place = self.control.findText(self.control.currentText().strip())
        if place >= 0:
            self.control.setCurrentIndex(place)
        self.finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave the wheel to the scroll area while the list has no focus."""
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return bool(super().eventFilter(watched, event))

    def _entries(self) -> list[tuple[Any, str]]:
        if self.field.kind == "boolean":
            return [(True, tr("Yes")), (False, tr("No"))]
        return [(value, translate(CONTEXT, label)) for value, label in self.field.choices]

    def _chosen(self, _index: int) -> None:
        self.edited.emit()
        self.finished.emit()

    def value(self) -> Any:
        """Return the chosen value; what was typed and names no entry stands as it is."""
        typed = self.control.currentText().strip()
        if self.control.isEditable() and typed != self.control.itemText(self.control.currentIndex()):
            place = self.control.findText(typed)
            return self.control.itemData(place) if place >= 0 else typed or None
        return self.control.currentData()

    def put(self, value: Any) -> None:
        """Choose a value; one that the list does not know is added, so that it shows and is said to be wrong."""
        places = [index for index in range(self.control.count()) if _same(self.control.itemData(index), value)]
        if not places and value is not None:
            self.control.addItem(shown(self.field, value), value)
            places = [self.control.count() - 1]
        self.control.setCurrentIndex(places[0] if places else -1)


class _ShownLine(_Line):
    """A value that is only read."""

    control: QLabel

    def make(self) -> QWidget:
        """Return words that can be marked and copied."""
        words = QLabel()
        words.setWordWrap(True)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setContentsMargins(0, 4, 0, 0)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return words

    def value(self) -> Any:
        """Return the value as it was given."""
        return self._value

    def put(self, value: Any) -> None:
        """Show a value with its unit."""
        self._value = value
        self.control.setText(in_words(self.field, value))


_LINES: dict[str, type[_Line]] = {"note": _NoteLine, "choice": _ListLine, "boolean": _ListLine, "shown": _ShownLine}


def in_words(field: FormField, value: Any) -> str:
    """Return a value as it is read out, with its unit; a dash for what is not known."""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    words = translate(CONTEXT, shown(field, value))
    return f"{words} {unit_in_words(field.unit)}".strip() if words else "—"


def _heading(text: str) -> QLabel:
    label = QLabel(translate(CONTEXT, text))
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 8, 0, 0)
    return label


def label_of(field: FormField) -> str:
    """Return what stands before a field: its name, unit, and a star where it must be filled in."""
    name = translate(CONTEXT, field.label)
    unit = "" if field.read_only else unit_in_words(field.unit)
    said = unit and unit.lower() not in name.lower().split()  # “Beds” are counted in beds
    return (f"{name} ({unit})" if said else name) + (" *" if field.required and not field.read_only else "")


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same to a person: '' is as blank as None, but False is not 0."""
    one, other = (None if value == "" else value for value in (one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)

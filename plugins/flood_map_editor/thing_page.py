"""The page of the selected thing: what it is, its form, and what can be done with it."""

from __future__ import annotations

from typing import Any

from flood_core.situation.element_form import form_values, route_fields
from flood_core.situation.palette import ROUTE_SYMBOL
from flood_core.windows.attribute_form import AttributeForm
from flood_core.windows.icons import icon
from flood_core.windows.panel import TallArea
from flood_core.windows.translation import language, tr
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .conflicts import element_form_fields
from .editor import ROUTE, Editor
from .palette_view import symbol_picture
from .tools.base import kind_of
from .verify_bar import VerifyBar


class ThingPage(QWidget):
    """Shows one thing; every finished field is a command."""

    done = pyqtSignal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thingPage")
        self._editor = editor
        self.uid: str | None = None
        self._form: AttributeForm | None = None
        self._built_for: tuple[Any, ...] = ()
        self._row: dict[str, Any] = {}  # as it is shown
        self._seen: dict[str, Any] | None = None  # as it was shown when the person began to type
        self._picture, self._title, self._kind = QLabel(), QLabel(), QLabel()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self._title.setFont(font)
        self._title.setObjectName("thingTitle")
        self._title.setWordWrap(True)
        self._kind.setStyleSheet("color: #5c6670")
        self._kind.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._kind)
        head.addLayout(words, 1)
        self._area = TallArea()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.verify_bar = VerifyBar(editor)
        column.addLayout(head)
        column.addWidget(self.verify_bar)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._delete = QPushButton(icon("delete"), tr("Delete"))
        self._delete.setObjectName("deleteThing")
        finished = QPushButton(tr("Done"))
        finished.setObjectName("thingDone")
        finished.setStyleSheet(
            "QPushButton { background: #2e8b57; color: white; font-weight: bold; border-radius: 5px; }"
            " QPushButton:focus { border: 2px solid #145230; }"
        )
        for button in (self._delete, finished):
            button.setMinimumHeight(38)
            button.setIconSize(QSize(20, 20))
        self._delete.clicked.connect(self._take_off)
        finished.clicked.connect(self._leave)
        row = QHBoxLayout()
        row.addWidget(self._delete, 1)
        row.addWidget(finished, 2)
        return row

    def show_thing(self, uid: str | None, *, to_name: bool = False) -> None:
        """Show a thing; ``to_name`` lets the person type its name at once."""
        if uid != self.uid:
            self.finish_typing()
        self.uid = uid
        self._built_for = ()
        self.refresh()
        if to_name and self._form is not None:
            name = self._form.findChild(QWidget, "field_name")
            if name is not None:
                name.setFocus(Qt.FocusReason.OtherFocusReason)
                name.selectAll()

    def refresh(self) -> None:
        """Take in what changed, here or by others; what is being typed stays."""
        found = self._editor.thing(self.uid) if self.uid else None
        if found is None:
            return
        table, row = found
        locked = self._editor.is_locked
        code = ROUTE_SYMBOL if table == ROUTE else str(row["symbol_code"])
        fields = (
            route_fields(read_only=locked) if table == ROUTE
            else element_form_fields(self._editor, row, read_only=locked)
        )  # fmt: skip
        values = {field.key: row.get(field.key) for field in fields} if table == ROUTE else form_values(row, fields)
        built_for = (self.uid, tuple(fields))
        if self._form is None or built_for != self._built_for:
            self._built_for = built_for
            self._form = AttributeForm(fields, values)
            self._form.changed.connect(self._note_seen)
            self._form.committed.connect(self._commit)
            self._put_in_place(self._form)
        else:
            self._form.set_values(values)
        self._row = row
        if not self._form.is_typing:
            self._seen = None
        symbols, kind = self._editor.symbols, kind_of(self._editor.geometry(str(self.uid)))
        drawn = code in symbols and symbols.has_drawing(code, kind)
        self._title.setText(self._editor.name_of(str(self.uid)))
        self._kind.setText(symbols.name(code, language()) if code in symbols else code)
        self._picture.setVisible(drawn)
        if drawn:
            self._picture.setPixmap(symbol_picture(symbols, code, kind).pixmap(40, 40))
        self._delete.setEnabled(not locked)
        self.verify_bar.show_thing(str(self.uid), table, row)

    def _put_in_place(self, form: AttributeForm) -> None:
        """Show another form; the one before may be just handing over what was typed, and goes a little later."""
        before = self._area.takeWidget()
        self._area.setWidget(form)
        if before is not None:
            before.hide()  # said aloud, or the page would show it with its other children
            before.setParent(self)  # which holds it until then
            before.deleteLater()

    def _note_seen(self) -> None:
        if self._seen is None:
            self._seen = self._row

    def _commit(self, key: str, value: Any) -> None:
        seen, self._seen = self._seen or self._row, None
        if self.uid is not None and not self._editor.change(self.uid, key, value, seen) and self._form is not None:
            self._form.not_kept(key)
            self.refresh()

    def _take_off(self) -> None:
        if self.uid is not None:
            self._editor.delete(self.uid)

    def _leave(self) -> None:
        if self.finish_typing():
            self.done.emit()
        elif self._form is not None:
            self._form.show_problems()  # the words stand at the field; a thing beside it can be chosen all the same

    def finish_typing(self) -> bool:
        """Keep what stands in a field that nobody left yet, and return whether everything was kept."""
        if self._form is None or self.uid is None or self._editor.thing(self.uid) is None:
            return True
        self._form.finish()
        return not (self._form.is_typing or self._form.is_wrong)

"""The card of one thing: what it is, its form, who answers for it, and the buttons that change it."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.forms import FormField
from flood_core.model.registers import Contact, Thing
from flood_core.windows.attribute_form import AttributeForm
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .pictures import symbol_pixmap
from .register_tree import QUIET

PICTURE = 36
HINT_STYLE = "background: #FFF6DB; border: 1px solid #E3C35C; padding: 4px;"
DONE_STYLE = "background: #E7F4EA; border: 1px solid #8CC29B; padding: 4px;"
#: Scope of reference.rights -> why somebody may not change a thing.
WHY_LOCKED = {
    "none": QT_TRANSLATE_NOOP("windows", "You may read the registers, but not change them."),
    "own_area": QT_TRANSLATE_NOOP("windows", "This lies outside your areas: you may read it, but not change it."),
    "own_area_and_category": QT_TRANSLATE_NOOP(
        "windows", "This is not of your areas and categories: you may read it, but not change it."
    ),
}


class ThingCard(QDockWidget):
    """Shows one thing; says by signals what the person wants done with it."""

    save_wanted = pyqtSignal()
    revert_wanted = pyqtSignal()
    place_wanted = pyqtSignal()
    retire_wanted = pyqtSignal()
    restore_wanted = pyqtSignal()
    zoom_wanted = pyqtSignal()
    take_back_wanted = pyqtSignal()
    portrait_wanted = pyqtSignal()
    edited = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Register card"), parent)
        self.setObjectName("thingCard")
        self.thing: Thing | None = None
        self.form: AttributeForm | None = None
        self._picture, self._name, self._about = QLabel(), QLabel(), QLabel()
        self._notice, self._foot = QLabel(), QLabel()
        self._notice_box = QFrame()
        self.take_back = QPushButton(tr("Take it back"))
        self._scroll = QScrollArea()
        self.save, self.revert = QPushButton(tr("Save")), QPushButton(tr("Undo changes"))
        self.place, self.retire = QPushButton(tr("Move…")), QPushButton(tr("Retire…"))
        self.restore, self.zoom = QPushButton(tr("Restore")), QPushButton(tr("Show on the map"))
        self.portrait = QPushButton(tr("Portrait…"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._make_notice())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        column.addLayout(self._buttons())
        self.setWidget(body)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 46)

    def _head(self) -> QHBoxLayout:
        self._picture.setFixedSize(PICTURE, PICTURE)
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self._name.setFont(font)
        self._name.setObjectName("cardName")
        for label in (self._name, self._about):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._about.setObjectName("cardAbout")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot.setObjectName("cardFoot")
        self._foot.setWordWrap(True)
        self._foot.setStyleSheet(f"color: {QUIET}")
        return row

    def _make_notice(self) -> QWidget:
        self._notice_box.setObjectName("cardNoticeBox")
        self._notice.setObjectName("cardNotice")
        self._notice.setWordWrap(True)
        row = QHBoxLayout(self._notice_box)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self._notice, 1)
        row.addWidget(self.take_back)
        self._notice_box.hide()
        return self._notice_box

    def _buttons(self) -> QVBoxLayout:
        self.save.setDefault(True)
        named = {
            "cardSave": (self.save, self.save_wanted),
            "cardRevert": (self.revert, self.revert_wanted),
            "cardPlace": (self.place, self.place_wanted),
            "cardRetire": (self.retire, self.retire_wanted),
            "cardRestore": (self.restore, self.restore_wanted),
            "cardZoom": (self.zoom, self.zoom_wanted),
            "cardTakeBack": (self.take_back, self.take_back_wanted),
            "cardPortrait": (self.portrait, self.portrait_wanted),
        }
        for name, (button, signal) in named.items():
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for button in (self.zoom, self.place, self.retire, self.restore):
            upper.addWidget(button)
        upper.addStretch(1)
        lower.addWidget(self.portrait)
        lower.addStretch(1)
        lower.addWidget(self.revert)
        lower.addWidget(self.save)
        rows = QVBoxLayout()
        rows.addLayout(upper)
        rows.addLayout(lower)
        return rows

    # Content ----------------------------------------------------------------------------

    def show_thing(self, thing: Thing, symbols: Mapping[str, str]) -> None:
        """Show a thing as it was read."""
        self.thing = thing
        self._show_head(thing.name, f"{thing.category_name} · {thing.area_name}", symbols)
        self._show_form(thing.fields(), thing.values, thing.contacts)
        self._foot.setText(
            tr(
                "Version {revision} · {person}, {time}",
                revision=thing.revision,
                person=thing.changed_by,
                time=thing.changed_at,
            )  # fmt: skip
        )
        self.tell(self._why_locked(thing))
        locked = thing.retired or not thing.may_change
        self.place.setText(tr("Move…") if thing.geometry else tr("Put on the map…"))
        self._offer(save=not locked, place=not locked, retire=not locked, restore=thing.retired and thing.may_change)
        self.zoom.setVisible(thing.geometry is not None)
        self.portrait.show()

    def show_new(
        self, fields: Sequence[FormField], values: Mapping[str, Any], category: str, symbols: Mapping[str, str]
    ) -> None:
        """Show the blank form of a new thing."""
        self.thing = None
        self._show_head(tr("New: {category}", category=category), "", symbols)
        self._show_form(fields, values, ())
        self._foot.clear()
        self.tell("")
        self._offer(save=True, place=True, retire=False, restore=False)
        self.place.setText(tr("Move…"))
        self.zoom.hide()
        self.portrait.hide()
        self.save.setEnabled(True)
        self.revert.setText(tr("Discard"))
        self.revert.setEnabled(True)

    def _show_head(self, name: str, about: str, symbols: Mapping[str, str]) -> None:
        self._picture.setPixmap(symbol_pixmap(symbols, PICTURE))
        self._name.setText(name)
        self._about.setText(about)
        self._about.setVisible(bool(about))

    def _show_form(self, fields: Sequence[FormField], values: Mapping[str, Any], contacts: Sequence[Contact]) -> None:
        self.form = AttributeForm(fields, values)
        self.form.changed.connect(self._edited)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        if contacts:
            column.addWidget(_contacts(contacts))
        column.addWidget(self.form)
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def _offer(self, *, save: bool, place: bool, retire: bool, restore: bool) -> None:
        for button, offered in ((self.save, save), (self.revert, save), (self.place, place), (self.retire, retire),
                                (self.restore, restore)):  # fmt: skip
            button.setVisible(offered)
        self.save.setEnabled(False)
        self.revert.setText(tr("Undo changes"))
        self.revert.setEnabled(False)

    def tell(self, words: str, *, done: bool = False, take_back: bool = False, why: str = "") -> None:
        """Say something above the form, or nothing; ``done`` in green, perhaps with a button that takes it back.

        ``why`` is for an administrator: it shows when the mouse rests on the words.
        """
        self._notice.setText(words)
        self._notice.setToolTip(why)
        self._notice_box.setStyleSheet(f"#cardNoticeBox {{ {DONE_STYLE if done else HINT_STYLE} }}")
        self._notice_box.setVisible(bool(words))
        self.take_back.setVisible(take_back)

    def lock(self, locked: bool) -> None:
        """Let nobody type while it is being saved: the answer brings a fresh form."""
        if self.form is not None:
            self.form.setEnabled(not locked)

    def _edited(self) -> None:
        self.edited.emit()

    def may_save(self, differs: bool) -> None:
        """Enable the buttons that concern what is not yet saved."""
        self.save.setEnabled(differs)
        self.revert.setEnabled(differs)

    @staticmethod
    def _why_locked(thing: Thing) -> str:
        if thing.as_of:
            return tr("As it was on {time}, to read only. Untick “as on the evening of” to change today's.",
                      time=thing.as_of)  # fmt: skip
        if thing.retired:
            return tr("Retired: it is in the history only.")
        if thing.may_change:
            return ""
        return translate("windows", WHY_LOCKED.get(thing.scope, WHY_LOCKED["none"]))


def _contacts(contacts: Sequence[Contact]) -> QWidget:
    box = QWidget()
    box.setObjectName("cardContacts")
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setColumnStretch(2, 1)
    heading = QLabel(tr("Who answers for it"))
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    grid.addWidget(heading, 0, 0, 1, 3)
    for row, one in enumerate(contacts, 1):
        for place, words in enumerate((one.post, f"{one.name} {one.title}".strip() or "—", one.phone or "—")):
            label = QLabel(words)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(place < 2)
            grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)
    return box

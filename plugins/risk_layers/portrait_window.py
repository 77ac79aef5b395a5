"""The window 全息画像: all about one thing on leaves, with its photographs, and the buttons that go on from there."""

from __future__ import annotations

from typing import Any

from flood_core.model.portrait import Portrait, StoredFile
from flood_core.model.registers import RISK_SOURCE
from flood_core.register import portrait_words as words
from flood_core.register.attachments import small_picture
from flood_core.windows.panel import HelpButton
from flood_core.windows.translation import tr, translate
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .near_window import near_table
from .pictures import level_icon, symbol_pixmap
from .register_tree import QUIET
from .tables import heading, quiet, reading, row, table
from .thing_card import HINT_STYLE

PICTURE = 44
THUMBNAIL = QSize(200, 150)
_UID = Qt.ItemDataRole.UserRole


def say(text: str) -> str:
    """Return a text of the portrait in QGIS's language."""
    return translate(words.CONTEXT, text)


class PortraitWindow(QDialog):
    """Shows a portrait; says by signals what the person wants next."""

    page_wanted = pyqtSignal()
    level_wanted = pyqtSignal()
    add_file_wanted = pyqtSignal()
    file_wanted = pyqtSignal(str)  #: uid: open it
    remove_file_wanted = pyqtSignal(str)  #: uid
    thing_wanted = pyqtSignal(str)  #: uid of something near
    zoom_wanted = pyqtSignal(str)  #: hex WKB

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("portraitWindow")
        self.setWindowTitle(say(words.TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.portrait: Portrait | None = None
        self.bar = QgsMessageBar()
        self.bar.setObjectName("portraitBar")
        self._picture, self._name, self._about, self._level = QLabel(), QLabel(), QLabel(), QLabel()
        self._then = QLabel()
        self._tabs = QTabWidget()
        self._tabs.setObjectName("portraitTabs")
        self._page, self._assess = QPushButton(tr("Printable page…")), QPushButton(tr("Assess the risk…"))
        self._zoom, self._close = QPushButton(tr("Show on the map")), QPushButton(tr("Close"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addLayout(self._head())
        self._then.setObjectName("portraitThen")
        self._then.setStyleSheet(f"#portraitThen {{ {HINT_STYLE} }}")
        self._then.setWordWrap(True)
        column.addWidget(self._then)
        column.addWidget(self._tabs, 1)
        column.addLayout(self._buttons())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        room = self.screen().availableGeometry().size() if self.screen() else QSize(1280, 720)
        return QSize(letter.averageCharWidth() * 122, letter.height() * 44).boundedTo(room * 0.88)

    def _head(self) -> QHBoxLayout:
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self._name.setFont(font)
        self._name.setObjectName("portraitName")
        self._about.setObjectName("portraitAbout")
        self._about.setStyleSheet(f"color: {QUIET}")
        for label in (self._name, self._about):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._name)
        lines.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        row.addWidget(self._level, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self) -> QHBoxLayout:
        named = {
            "portraitPage": (self._page, self.page_wanted.emit),
            "portraitAssess": (self._assess, self.level_wanted.emit),
            "portraitZoom": (self._zoom, self._show_on_map),
            "portraitClose": (self._close, self.close),
        }
        for name, (button, clicked) in named.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, clicked=clicked: clicked())
        row = QHBoxLayout()
        row.addWidget(HelpButton("portrait"))
        row.addStretch(1)
        for button in (self._zoom, self._assess, self._page, self._close):
            row.addWidget(button)
        return row

    # Content ----------------------------------------------------------------------------

    def show_portrait(self, portrait: Portrait) -> None:
        """Show a portrait; the leaf that is open stays open."""
        self.portrait = portrait
        thing = portrait.thing
        self.setWindowTitle(f"{thing.name} — {say(words.TITLE)}")
        self._picture.setPixmap(symbol_pixmap(portrait.symbols, PICTURE))
        self._name.setText(thing.name)
        about = [thing.category_name, thing.area_name, portrait.department]
        self._about.setText(" · ".join(part for part in about if part))
        self._then.setText(say(words.AS_OF).format(time=thing.as_of) if thing.as_of else "")
        self._then.setVisible(bool(thing.as_of))
        level = portrait.level.level if portrait.level else 0
        self._level.setPixmap(level_icon(level, PICTURE).pixmap(PICTURE, PICTURE))
        self._level.setToolTip(portrait.level.words() if portrait.level else "")
        may_assess = thing.kind == RISK_SOURCE and thing.may_change and not thing.retired
        self._assess.setVisible(may_assess)
        self._zoom.setVisible(thing.geometry is not None)
        open_leaf = max(0, self._tabs.currentIndex())
        while self._tabs.count():
            leaf = self._tabs.widget(0)
            self._tabs.removeTab(0)
            leaf.deleteLater()
        self._add_leaves(portrait)
        self._tabs.setCurrentIndex(min(open_leaf, self._tabs.count() - 1))

    def _add_leaves(self, portrait: Portrait) -> None:
        counts = {
            words.FILES: len(portrait.files),
            words.CHAIN: len(portrait.chain),
            words.HISTORY: len(portrait.history),
        }
        leaves = {
            words.FACTS: self._facts(portrait),
            words.FILES: self._files(portrait),
            words.CHAIN: self._chain(portrait),
            words.AROUND: self._around(portrait),
            words.MAPS: self._maps(portrait),
            words.HISTORY: self._history(portrait),
        }
        for title, leaf in leaves.items():
            count = counts.get(title)
            self._tabs.addTab(leaf, say(title) + (f" ({count})" if count else ""))

    def _facts(self, portrait: Portrait) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        row = self._level_rows(grid, portrait) if portrait.thing.kind == RISK_SOURCE else 0
        left = True
        for fact in words.facts(portrait, translate):
            if fact.text is None:
                row += 1
                grid.addWidget(heading(fact.label), row, 0, 1, 4)
                row, left = row + 1, True
                continue
            if fact.wide and not left:
                row, left = row + 1, True
            place = 0 if left else 2
            grid.addWidget(quiet(fact.label), row, place, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(reading(fact.text), row, place + 1, 1, 3 if fact.wide else 1)
            if fact.wide or not left:
                row += 1
            left = fact.wide or not left
        grid.setRowStretch(row + 1, 1)
        return _scrolled(inner)

    @staticmethod
    def _level_rows(grid: QGridLayout, portrait: Portrait) -> int:
        grid.addWidget(heading(say(words.LEVEL)), 0, 0, 1, 4)
        level = portrait.level
        name = reading(level.words() if level else say(words.NO_LEVEL))
        name.setObjectName("portraitLevel")
        grid.addWidget(name, 1, 0, Qt.AlignmentFlag.AlignTop)
        lines = reading("\n".join(words.level_lines(level, translate)))
        lines.setObjectName("portraitLevelLines")
        grid.addWidget(lines, 1, 1, 1, 3)
        return 2

    def _files(self, portrait: Portrait) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        shown = QListWidget()
        shown.setObjectName("portraitFiles")
        shown.setViewMode(QListWidget.ViewMode.IconMode)
        shown.setIconSize(THUMBNAIL)
        shown.setResizeMode(QListWidget.ResizeMode.Adjust)
        shown.setMovement(QListWidget.Movement.Static)
        shown.setSpacing(8)
        shown.setWordWrap(True)
        shown.setUniformItemSizes(True)
        for file in portrait.files:
            shown.addItem(_file_item(file, self))
        shown.itemActivated.connect(lambda item: self.file_wanted.emit(item.data(_UID)))
        add, look, remove = QPushButton(tr("Add…")), QPushButton(tr("Open")), QPushButton(tr("Remove"))
        for name, button in (("portraitAddFile", add), ("portraitOpenFile", look), ("portraitRemoveFile", remove)):
            button.setObjectName(name)
            button.setAutoDefault(False)
        may_add = portrait.may_add_files and not portrait.thing.as_of
        add.setVisible(may_add)
        remove.setVisible(may_add)
        add.clicked.connect(lambda _checked: self.add_file_wanted.emit())

        def chosen(signal: Any) -> None:
            if shown.currentItem() is not None:
                signal.emit(shown.currentItem().data(_UID))

        look.clicked.connect(lambda _checked: chosen(self.file_wanted))
        remove.clicked.connect(lambda _checked: chosen(self.remove_file_wanted))

        def offer() -> None:
            for button in (look, remove):
                button.setEnabled(shown.currentItem() is not None)

        shown.currentItemChanged.connect(lambda _now, _before: offer())
        offer()
        row = QHBoxLayout()
        row.addWidget(quiet(say(words.NO_FILES) if not portrait.files else tr("Double click opens a file.")))
        row.addStretch(1)
        for button in (add, look, remove):
            row.addWidget(button)
        column.addWidget(shown, 1)
        column.addLayout(row)
        return box

    @staticmethod
    def _chain(portrait: Portrait) -> QWidget:
        heads = [say(one) for one in (words.POST, words.PERSON, words.UNIT, words.PHONE)]
        made = table("portraitChain", heads, 2)
        for one in portrait.chain:
            unit = f"{one.organisation} {one.title}".strip()
            row(made, [one.post, one.name or words.DASH, unit or words.DASH, one.phone or words.DASH])
        return _leaf(made, "" if portrait.chain else say(words.NOBODY))

    def _around(self, portrait: Portrait) -> QWidget:
        foot = say(words.CAR_NOTE) if portrait.near else say(words.NOTHING_NEAR)
        if portrait.thing.geometry is None:
            foot = say(words.NO_PLACE)
        if portrait.to_move is not None:
            foot = f"{say(words.TO_MOVE)}：{words.to_move_words(portrait.to_move, translate)}\n{foot}"
        return _leaf(near_table(portrait.near, self.thing_wanted.emit), foot)

    @staticmethod
    def _maps(portrait: Portrait) -> QWidget:
        heads = [say(one) for one in (words.VILLAGE, words.EDITION, words.STATE, words.AS_DRAWN)]
        made = table("portraitMaps", heads, 0)
        for one in portrait.drawn:
            drawn_from = say(words.CURRENT if one.current else words.OUTDATED)
            row(made, [one.village, f"{one.year} v{one.version}", one.state, drawn_from])
        return _leaf(made, "" if portrait.drawn else say(words.NO_MAP))

    @staticmethod
    def _history(portrait: Portrait) -> QWidget:
        made = table("portraitHistory", [say(one) for one in (words.TIME, words.PERSON, words.WHAT)], 2)
        made.setRootIsDecorated(True)
        for event in portrait.history:
            top = row(made, [event.at, event.person, words.event_words(event, translate)])
            for line in words.change_lines(portrait, event, translate):
                row(top, ["", "", line]).setForeground(2, QColor(QUIET))
            top.setExpanded(True)
        return _leaf(made, "")

    def _show_on_map(self) -> None:
        if self.portrait is not None and self.portrait.thing.geometry is not None:
            self.zoom_wanted.emit(self.portrait.thing.geometry)


# Parts ----------------------------------------------------------------------------------------


def _file_item(file: StoredFile, widget: QWidget) -> QListWidgetItem:
    picture = QPixmap.fromImage(small_picture(file.thumbnail))
    icon = QIcon(picture) if not picture.isNull() else widget.style().standardIcon(
        widget.style().StandardPixmap.SP_FileIcon)  # fmt: skip
    item = QListWidgetItem(icon, file.name)
    item.setData(_UID, file.uid)
    item.setToolTip(f"{file.name}\n{file.size / 1024:,.0f} KB · {file.added_by}, {file.added_at}")
    return item


def _leaf(table: QWidget, foot: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.addWidget(table, 1)
    if foot:
        column.addWidget(quiet(foot))
    return box


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    return area

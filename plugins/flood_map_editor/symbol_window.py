"""The window 地图符号库管理: browse and search the symbols, keep the county's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.database.connection import Connection
from flood_core.database.notifications import MANY
from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.vocabulary import Name
from flood_core.progress import Feedback
from flood_core.symbology import LIBRARY_SUFFIX, county
from flood_core.symbology.county import Library, LibrarySymbol
from flood_core.symbology.definition import Definition
from flood_core.symbology.library_file import Imported, export_library, import_library
from flood_core.windows import help_window
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.symbol_list import ALL, ICON_SIZE, SymbolModel, group_name, groups
from flood_core.windows.translation import named, tr
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QModelIndex, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .library_dialog import LibraryDialog
from .symbol_form import Given, SymbolForm, enlarged, true_to_size

#: Who may change the library.
KEEPERS = ("administrator", "owner")
_ORIGINS = {
    "standard": QT_TRANSLATE_NOOP("windows", "Standard GB/T 35649 (code and name; our own drawing)"),
    "guide": QT_TRANSLATE_NOOP("windows", "Provincial guide"),
    "extension": QT_TRANSLATE_NOOP("windows", "Extension of this software"),
    "county": QT_TRANSLATE_NOOP("windows", "Our county"),
}
_GEOMETRIES = {
    "point": QT_TRANSLATE_NOOP("windows", "point"),
    "line": QT_TRANSLATE_NOOP("windows", "line"),
    "polygon": QT_TRANSLATE_NOOP("windows", "polygon"),
}


class SymbolWindow(QDialog):
    """Shows the library by groups; whoever keeps it adds, changes, retires, imports and exports."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("symbolWindow")
        self.setWindowTitle(tr("Symbol library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._library: Library | None = None
        self._wanted = ""  # the code to turn to when the library has been read again
        self.bar = QgsMessageBar()
        self.progress = ProgressLine()
        letter = self.fontMetrics()
        cell = QSize(letter.averageCharWidth() * 17, ICON_SIZE.height() + letter.height() * 2 + 16)
        self.model = SymbolModel(self, cell)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(
            Head(tr("Symbol library"), tr("All symbols that maps are drawn with. What is published never changes."))
        )
        column.addWidget(self.bar)
        column.addWidget(self._search_line())
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._group_list())
        row.addWidget(self._symbol_list(cell), 1)
        self.card = SymbolCard()
        row.addWidget(self.card)
        column.addLayout(row, 1)
        column.addWidget(self.progress)
        column.addWidget(self._buttons())
        session.signed_in.connect(self.read)
        session.signed_out.connect(self.read)
        session.changed.connect(self._others_changed)
        self._turned()
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.92))
        self.read()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 168, letter.height() * 38)

    # Parts -----------------------------------------------------------------------------

    def _search_line(self) -> QLineEdit:
        self._search = QLineEdit()
        self._search.setObjectName("symbolSearch")
        self._search.setClearButtonEnabled(True)
        self._search.setPlaceholderText(tr("Search: name, pinyin, initials, code or category"))
        self._search.textChanged.connect(self._filter)
        return self._search

    def _group_list(self) -> QListWidget:
        self._groups = QListWidget()
        self._groups.setObjectName("symbolGroups")
        self._groups.setAccessibleName(tr("Groups"))
        self._groups.setSpacing(2)
        self._groups.setMaximumWidth(self.fontMetrics().averageCharWidth() * 26)
        self._groups.currentItemChanged.connect(self._filter)
        return self._groups

    def _symbol_list(self, cell: QSize) -> QListView:
        self.list = QListView()
        self.list.setObjectName("symbolList")
        self.list.setAccessibleName(tr("Symbols"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setIconSize(ICON_SIZE)
        self.list.setGridSize(cell)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._turned)
        self.list.doubleClicked.connect(lambda _index: self.change())
        return self.list

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._keeping: list[QPushButton] = []
        for name, text, clicked in (
            ("addSymbol", tr("New…"), self.add),
            ("changeSymbol", tr("Change…"), self.change),
            ("retireSymbol", tr("Take out of use"), self.retire),
            ("restoreSymbol", tr("Use again"), self.restore),
            ("shippedSymbol", tr("As shipped"), self.as_shipped),
            ("importSymbols", tr("Import…"), self.take_in),
        ):
            button = self._button(box, name, text, clicked)
            self._keeping.append(button)
        self._export = self._button(box, "exportSymbols", tr("Export…"), self.hand_on)
        guide, close = QPushButton(tr("Help")), QPushButton(tr("Close"))
        close.setObjectName("closeSymbols")
        box.addButton(guide, QDialogButtonBox.ButtonRole.HelpRole)
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        guide.clicked.connect(lambda: help_window.show("symbols"))
        box.rejected.connect(self.reject)
        return box

    def _button(self, box: QDialogButtonBox, name: str, text: str, clicked: Callable[[], None]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(name)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: clicked())
        box.addButton(made, QDialogButtonBox.ButtonRole.ActionRole)
        return made

    # Reading and showing ---------------------------------------------------------------

    def read(self) -> None:
        """Read the library: of the database, or without one what the software ships."""
        title = tr("Reading the symbols")
        if self._session.is_signed_in:
            self._follow(self._session.ask(title, lambda c, f: county.library(c), self._show, self._failed))
        else:
            self._follow(self._session.run(title, lambda f: county.shipped_library(), self._show, self._failed))

    def _others_changed(self, uids: set[str]) -> None:
        if MANY in uids:  # changes of the library are told so
            self.read()

    def _show(self, library: Library) -> None:
        self._library = library
        kept = self._groups.currentItem().data(Qt.ItemDataRole.UserRole) if self._groups.currentItem() else ALL
        before = self.model.symbol(self.list.currentIndex())
        self._groups.blockSignals(True)
        self._groups.clear()
        for group in groups(library):
            item = QListWidgetItem(f"{group.name}  {group.count}")
            item.setData(Qt.ItemDataRole.UserRole, group.key)
            self._groups.addItem(item)
            if group.key == kept:
                self._groups.setCurrentItem(item)
        self._groups.blockSignals(False)
        self.model.set_library(library)
        self._filter()
        if self._wanted and not self.model.index_of(self._wanted).isValid():
            self._look_at_all()  # what was just changed shall be seen, whatever was searched before
        self._turn_to(self._wanted or (before.code if before else ""))
        self._wanted = ""

    def _filter(self, *_: Any) -> None:
        item = self._groups.currentItem()
        before = self.model.symbol(self.list.currentIndex())
        self.model.show(item.data(Qt.ItemDataRole.UserRole) if item else ALL, self._search.text())
        self._turn_to(before.code if before else "")

    def _look_at_all(self) -> None:
        """Take group and search away, unless the symbol has gone."""
        if self._library and any(one.code == self._wanted and not one.retired for one in self._library.symbols):
            self._search.clear()
            self._groups.setCurrentRow(0)

    def _turn_to(self, code: str) -> None:
        index = self.model.index_of(code)
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._turned()

    def current(self) -> LibrarySymbol | None:
        """Return the symbol that the person looks at."""
        return self.model.symbol(self.list.currentIndex())

    def _turned(self, *_: QModelIndex) -> None:
        one = self.current()
        self.card.show_symbol(one, self._library)
        person = self._session.person
        keeper = person is not None and person.kind in KEEPERS
        fits = {
            "addSymbol": True, "importSymbols": True, "changeSymbol": one is not None,
            "retireSymbol": one is not None and not one.retired and not one.subjects,
            "restoreSymbol": one is not None and one.retired,
            "shippedSymbol": one is not None and one.own and one.origin != "county",
        }  # fmt: skip
        for button in self._keeping:
            button.setEnabled(keeper and fits[button.objectName()])
            button.setToolTip("" if keeper else tr("The administrator of the database keeps the symbols."))
        self._export.setEnabled(person is not None)

    def _follow(self, work: Any) -> None:
        self.progress.follow(work)

    def _failed(self, error: BaseException) -> None:
        self.bar.clearWidgets()
        show_error(self.bar, error)

    def _done(self, told: str) -> None:
        self.bar.clearWidgets()
        show_done(self.bar, told)

    # What the buttons do ---------------------------------------------------------------

    def add(self) -> None:
        """Ask for a drawing and words, then add the symbol."""
        form = SymbolForm(self)
        form.given.connect(self._add)
        form.open()

    def _add(self, given: Given) -> None:
        def work(connection: Connection, feedback: Feedback) -> tuple[str, Definition]:
            return county.add_symbol(connection, given.kind, given.words, given.svg or b"", framed=given.framed)

        def done(result: tuple[str, Definition]) -> None:
            code, made = result
            name = Name(made.name_zh, made.name_en)
            self._changed(code, tr("{code} {name} is in the library.", code=code, name=name))

        self._follow(self._session.ask(tr("Adding the symbol"), work, done, self._failed))

    def change(self) -> None:
        """Ask for other words or another drawing of the symbol that is looked at."""
        one = self.current()
        if one is None or not self._keeping[1].isEnabled():
            return

        def present(connection: Connection, feedback: Feedback) -> Definition:
            return county.present_version(connection, one.code)

        def ask(now: Definition) -> None:
            form = SymbolForm(self, one, now)
            form.given.connect(lambda given: self._change(one.code, given))
            form.open()

        self._follow(self._session.ask(tr("Reading the symbol"), present, ask, self._failed))

    def _change(self, code: str, given: Given) -> None:
        self._write(
            tr("Changing the symbol"),
            lambda connection: county.change_symbol(connection, code, given.words, given.svg),
            lambda _version: self._changed(code, tr("Drafts show the change from now on.")),
        )

    def retire(self) -> None:
        """Ask, then take the symbol out of use."""
        one = self.current()
        if one is None:
            return
        question = QMessageBox(
            QMessageBox.Icon.Question, tr("Take out of use"),
            tr("Take {code} {name} out of use?", code=one.code, name=Name(one.name_zh, one.name_en)), parent=self,
        )  # fmt: skip
        question.setObjectName("retireQuestion")
        question.setInformativeText(
            tr("It is offered no longer. Maps that have it keep it. A symbol of ours that no map has is deleted.")
        )
        yes = question.addButton(tr("Take out of use"), QMessageBox.ButtonRole.AcceptRole)
        yes.setObjectName("retireYes")
        question.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.buttonClicked.connect(lambda button: self._retire(one.code) if button is yes else None)
        question.open()

    def _retire(self, code: str) -> None:
        def done(result: county.Retired) -> None:
            gone = tr("{code} is deleted: no map had it.", code=code)
            self._changed(code, gone if result.deleted else tr("{code} is out of use.", code=code))

        self._write(tr("Taking the symbol out of use"), lambda c: county.retire_symbol(c, code), done)

    def restore(self) -> None:
        """Offer the symbol again."""
        one = self.current()
        if one is not None:
            self._write(
                tr("Changing the symbol"), lambda c: county.restore_symbol(c, one.code),
                lambda _: self._changed(one.code, tr("{code} is offered again.", code=one.code)),
            )  # fmt: skip

    def as_shipped(self) -> None:
        """Draw and name a shipped symbol as the software does."""
        one = self.current()
        if one is not None:
            self._write(
                tr("Changing the symbol"), lambda c: county.take_shipped_drawing(c, one.code),
                lambda _: self._changed(one.code, tr("{code} is drawn as shipped again.", code=one.code)),
            )  # fmt: skip

    def take_in(self) -> None:
        """Ask for a library file, then take it in."""
        dialog = LibraryDialog(self, for_import=True)
        dialog.chosen.connect(self._take_in)
        dialog.open()

    def _take_in(self, path: str, replace: bool) -> None:
        def done(result: Imported) -> None:
            told = tr(
                "{added} symbols added, {replaced} replaced, {unchanged} were the same.",
                added=len(result.added), replaced=len(result.replaced), unchanged=len(result.unchanged),
            )  # fmt: skip
            self._changed(next(iter((*result.added, *result.replaced)), ""), told)

        self._write(tr("Taking in the symbols"), lambda c: import_library(c, Path(path), replace=replace), done)

    def hand_on(self) -> None:
        """Ask for a file, then write the county's symbols to it."""
        dialog = LibraryDialog(self, for_import=False)
        dialog.chosen.connect(self._hand_on)
        dialog.open()

    def _hand_on(self, path: str, _replace: bool) -> None:
        target = Path(path if path.endswith(LIBRARY_SUFFIX) else path + LIBRARY_SUFFIX)
        self._write(
            tr("Writing the symbols"), lambda c: export_library(c, target),
            lambda count: self._done(tr("{count} symbols written to {file}", count=count, file=str(target))),
        )  # fmt: skip

    def _write(self, title: str, work: Callable[[Connection], Any], done: Callable[[Any], None]) -> None:
        self._follow(self._session.ask(title, lambda connection, feedback: work(connection), done, self._failed))

    def _changed(self, code: str, told: str) -> None:
        self._wanted = code
        self._done(told)
        self.read()


class SymbolCard(QFrame):
    """One symbol at a glance: as it prints, in colour and in grey, and what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("symbolCard")
        # A styled panel loses two of its lines on a screen at 150 %.
        self.setStyleSheet("#symbolCard { border: 1px solid palette(mid); border-radius: 4px; }")
        width = self.fontMetrics().averageCharWidth() * 46
        self.setMinimumWidth(width)
        self.setMaximumWidth(width)  # else it would change with every symbol's words
        self.title, self.facts = QLabel(), QLabel()
        self.title.setObjectName("cardTitle")
        self.facts.setObjectName("cardFacts")
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        for label in (self.title, self.facts):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._large, self._colour, self._grey = QLabel(), QLabel(), QLabel()
        self._sizes, self._in_grey = QLabel(), QLabel(tr("Printed in grey"))
        column = QVBoxLayout(self)
        column.setSpacing(6)
        for widget in (self.title, self._large, self._sizes, self._colour, self._in_grey, self._grey):
            column.addWidget(widget)
        column.addWidget(self.facts, 1)

    def show_symbol(self, one: LibrarySymbol | None, library: Library | None) -> None:
        """Show a symbol, or nothing."""
        self._in_grey.setVisible(one is not None)
        if one is None or library is None:
            self.title.setText(tr("Nothing found."))
            for label in (self._large, self._colour, self._grey, self._sizes, self.facts):
                label.clear()
            return
        self.title.setText(f"{one.code}  {named(Name(one.name_zh, one.name_en))}")
        sized = tr("In print, true to size: 8, 5 and 4 mm")
        self._sizes.setText(sized if one.geometry == "point" else tr("In print, true to size"))
        self._large.setPixmap(enlarged(self, library.drawings, one.code, one.geometry))
        for label, grey in ((self._colour, False), (self._grey, True)):
            label.setPixmap(true_to_size(self, library.drawings, one.code, one.geometry, grey=grey))
        self.facts.setText("\n".join(facts(one)))


def facts(one: LibrarySymbol) -> list[str]:
    """Return what is known of a symbol, line by line."""
    lines = [
        named(Name(one.name_en, one.name_zh)),  # the other of its two names
        tr("Origin: {origin}", origin=tr(_ORIGINS[one.origin])),
        tr("Legend: {group}, {geometry}", group=group_name(one.legend_group), geometry=tr(_GEOMETRIES[one.geometry])),
    ]
    if one.own and one.origin != "county":
        lines.append(tr("Drawn or named by our county, version {version}", version=one.version))
    elif one.version:
        lines.append(tr("Version {version}", version=one.version))
    if one.label:
        lines.append(tr("Label: {label}", label=one.label))
    if one.sub_labels:
        lines.append(tr("Sub-labels: {labels}", labels="、".join(one.sub_labels)))
    if one.subjects:
        lines.append(tr("Stands for: {subjects}", subjects="、".join(one.subjects)))
    if one.retired:
        lines.append(tr("Out of use"))
    return lines


def show(iface: Any, session: Session, keep: Callable[[QWidget], QWidget]) -> None:
    """Open the window, or bring the open one to the front."""
    window = iface.mainWindow().findChild(QDialog, "symbolWindow")
    if window is None:
        window = keep(SymbolWindow(iface, session))
    window.show()
    window.raise_()
    window.activateWindow()

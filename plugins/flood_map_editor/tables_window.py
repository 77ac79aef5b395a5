"""The window 表格: the village's tables of the year, typed cell by cell or pasted from Excel."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.done import Done
from flood_core.model.forms import CONTEXT, FormField, problem, read
from flood_core.situation import tables, thing_tables
from flood_core.situation.pasting import Misfit, read_pasted
from flood_core.situation.tables import FACT, HOUSEHOLD, TABLES, TITLES
from flood_core.situation.thing_tables import THINGS, THRESHOLDS
from flood_core.windows.attribute_form import AttributeForm, label_of
from flood_core.windows.translation import named, tr, translate
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QColor, QKeySequence
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QShortcut,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .editor import Editor
from .person_window import PersonWindow

AMBER = "#fff7e0"
NO_TRANSFER = "register.no_transfer"
#: More misfits are not listed one by one.
MOST_TOLD = 4
#: What can be done with rows; those of things come and go on the map.
_FOR_ROWS = ("addRow", "pasteRows", "replacePerson", "deleteRows")
_FOR_THINGS = ("pasteRows", "showOnMap")


class TablesWindow(QDialog):
    """A tab for each table. Every finished cell is a command and can be undone on the map."""

    def __init__(self, editor: Editor, keep: Callable[[QWidget], QWidget]) -> None:
        super().__init__(editor.iface.mainWindow())
        self.setObjectName("tablesWindow")
        self.setWindowTitle(tr("Tables of {village}, {year}", village=editor.title, year=editor.copy.head["year"]))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self.bar = QgsMessageBar()
        self.bar.setObjectName("tablesBar")
        self.tabs = QTabWidget()
        self.tabs.setObjectName("tablesTabs")
        self.pages: dict[str, FactsPage | TablePage] = {}
        for table in TABLES:
            page = FactsPage(self, editor) if table == FACT else TablePage(self, editor, table, keep)
            self.pages[table] = page
            self.tabs.addTab(page, translate("tables", TITLES[table]))
        self.tabs.currentChanged.connect(lambda _index: self.bar.clearWidgets())
        close = QPushButton(tr("Close"))
        close.setObjectName("tablesClose")
        close.setMinimumHeight(34)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        self._saved = QLabel()
        self._saved.setWordWrap(True)
        row.addWidget(self._saved, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.tabs, 1)
        column.addLayout(row)
        editor.changed.connect(self.show_rows)
        editor.closing.connect(self.close)
        size = self.screen().availableSize()
        self.resize(min(1180, size.width() - 60), min(620, size.height() - 90))
        self.show_rows()

    def open_table(self, table: str) -> None:
        """Show a table."""
        self.tabs.setCurrentWidget(self.pages.get(table, self.pages[FACT]))

    def show_rows(self) -> None:
        """Show what stands in the file now."""
        locked = self._editor.is_locked
        self._saved.setText(self._editor.why_locked() if locked else tr("Every cell is saved at once."))
        if self._editor.broken is None:
            for page in self.pages.values():
                page.show_rows()

    def say(self, text: str) -> None:
        """Say above the tables what is wrong."""
        self.bar.clearWidgets()
        self.bar.pushWarning("", text)

    def closeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Let go of the map."""
        self._editor.changed.disconnect(self.show_rows)
        self._editor.closing.disconnect(self.close)
        super().closeEvent(event)


class FactsPage(QWidget):
    """The basic facts: a form."""

    def __init__(self, window: TablesWindow, editor: Editor) -> None:
        super().__init__()
        self._window, self._editor = window, editor
        self._form = AttributeForm(tables.columns(FACT, editor.copy), {})
        self._form.committed.connect(self._commit)
        self._verify = _verify_button()
        self._verify.clicked.connect(self._verify_all)
        self._form.setStyleSheet("QWidget:disabled { color: #1d2733; }")  # what is locked is still read
        self._form.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        column = QVBoxLayout(self)
        column.addWidget(self._form)
        column.addWidget(self._verify, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_rows(self) -> None:
        """Show what stands in the file."""
        found = tables.rows(self._editor.copy, FACT)
        self._form.set_values({one.key: found[0].values.get(one.key) if found else None for one in self._form.fields})
        self._form.setEnabled(not self._editor.is_locked)
        self._verify.setVisible(bool(found) and found[0].to_verify and not self._editor.is_locked)

    def _commit(self, key: str, value: Any) -> None:
        said = Done(QT_TRANSLATE_NOOP("windows", "Basic facts changed")).kept()
        if not self._editor.carry_out(lambda: tables.change_facts(self._editor.copy, key, value, said)):
            self._window.say(self._editor.last_complaint)
            self.show_rows()

    def _verify_all(self) -> None:
        self._editor.verify([(FACT, row.uid) for row in tables.rows(self._editor.copy, FACT)])


class TablePage(QWidget):
    """One table: rows to type in, rows to paste, people to replace."""

    def __init__(self, window: TablesWindow, editor: Editor, table: str, keep: Callable[[QWidget], QWidget]) -> None:
        super().__init__()
        self._window, self._editor, self.table, self._keep = window, editor, table, keep
        self.fields = tables.columns(table, editor.copy)
        self.headings = [translate(CONTEXT, one.label) for one in self.fields]
        self.grid = QTableWidget(0, len(self.fields))
        self.grid.setObjectName(f"table_{table.rsplit('.', 1)[-1]}")
        self.grid.setHorizontalHeaderLabels([label_of(one) for one in self.fields])
        self.grid.setAlternatingRowColors(True)
        self.grid.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 2.0))
        self.grid.setItemDelegate(_Cells(self))
        self.grid.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._uids: list[str] = []
        self._new = False  # an empty row stands at the end and is being filled
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._nobody = QCheckBox(tr("Nobody has to be moved in this village"))
        self._nobody.setObjectName("noTransfer")
        self._nobody.clicked.connect(self._declare)
        column = QVBoxLayout(self)
        column.addWidget(self._said)
        column.addWidget(self._nobody)
        column.addWidget(self.grid, 1)
        column.addLayout(self._buttons())
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.grid)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(self.paste)
        if table == THRESHOLDS:
            self._said.setText(tr("Figures come from the water department. What is blank prints as 待水利部门核定."))
        elif table in THINGS:
            told = tr("A row for each of these on the map. Rows pasted from Excel find theirs by the name.")
            self._said.setText(told)
        self._said.setVisible(table in THINGS)
        self._nobody.setVisible(table == HOUSEHOLD)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._actions = []
        for name, text, action in (
            ("addRow", tr("New row"), self.add_row),
            ("pasteRows", tr("Paste from Excel"), self.paste),
            ("replacePerson", tr("Replace a person…"), self.replace),
            ("deleteRows", tr("Delete the row"), self.delete),
            ("showOnMap", tr("Show on the map"), self.show_on_map),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setMinimumHeight(34)
            button.clicked.connect(lambda _checked=False, action=action: action())
            row.addWidget(button)
            button.setVisible(name in (_FOR_THINGS if self.table in THINGS else _FOR_ROWS))
            self._actions.append(button)
        row.addStretch(1)
        self._verify = _verify_button()
        self._verify.clicked.connect(self._verify_all)
        row.addWidget(self._verify)
        return row

    # Showing ----------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Show what stands in the file; a row that is being filled stays."""
        if self._new:
            return
        found = tables.rows(self._editor.copy, self.table)
        place = self.grid.currentIndex()
        self._uids = [row.uid for row in found]
        self.grid.setRowCount(len(found))
        for number, row in enumerate(found):
            for place_of, field in enumerate(self.fields):
                item = QTableWidgetItem(_text(field, row.values.get(field.key)))
                if row.to_verify:
                    item.setBackground(QColor(AMBER))
                    item.setForeground(QColor("#1d2733"))
                    item.setToolTip(tr("From last year: to be verified"))
                if field.read_only:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.grid.setItem(number, place_of, item)
        self.grid.setCurrentIndex(place)
        self._widen_columns()
        locked = self._editor.is_locked
        for button in self._actions:
            button.setEnabled(not locked)
        waiting = sum(row.to_verify for row in found)
        self._verify.setText(tr("All {count} verified", count=waiting))
        self._verify.setVisible(waiting > 0 and not locked)
        self._nobody.setChecked(bool(self._editor.copy.rows(NO_TRANSFER)))
        self._nobody.setEnabled(not locked)

    def _widen_columns(self) -> None:
        """Let the columns breathe: as wide as their content and room to type, the last one to the edge."""
        letter = self.fontMetrics().horizontalAdvance("汉")
        self.grid.resizeColumnsToContents()
        for number in range(len(self.fields) - 1):
            self.grid.setColumnWidth(number, max(self.grid.columnWidth(number) + letter, letter * 5))
        self.grid.horizontalHeader().setStretchLastSection(True)

    def field(self, index: QModelIndex) -> FormField:
        """Return the field of a cell."""
        return self.fields[index.column()]

    @property
    def may_type(self) -> bool:
        """Tell whether cells may be changed."""
        return not self._editor.is_locked

    # Typing -----------------------------------------------------------------------------

    def typed(self, index: QModelIndex, value: Any) -> None:
        """Take in what was typed into a cell."""
        field = self.field(index)
        wrong = problem(field, value)
        if self._new and index.row() == self.grid.rowCount() - 1:
            self.grid.item(index.row(), index.column()).setText(_text(field, value))
            self._try_new()
        elif wrong is not None:
            self._window.say(f"{self.headings[index.column()]}: {translate(CONTEXT, wrong).format(**field.places())}")
            self.show_rows()
        else:
            uid = self._uids[index.row()]
            self._carry_out(lambda said: tables.change_cell(self._editor.copy, self.table, uid, field.key, value, said))

    def add_row(self) -> None:
        """Open an empty row at the end."""
        if self._new:
            return
        self._new = True
        number = self.grid.rowCount()
        self.grid.setRowCount(number + 1)
        for place in range(len(self.fields)):
            self.grid.setItem(number, place, QTableWidgetItem(""))
        self.grid.setCurrentCell(number, 0)
        self.grid.editItem(self.grid.item(number, 0))

    def _try_new(self) -> None:
        """Keep the new row as soon as all that must be there is there."""
        number = self.grid.rowCount() - 1
        values = {}
        for place, field in enumerate(self.fields):
            text = self.grid.item(number, place).text()
            by_name = {named(name): code for code, name in field.choices}
            values[field.key] = by_name.get(text, text or None) if field.kind == "choice" else read(field, text)
        if all(problem(field, values[field.key]) is None for field in self.fields):
            self._new = False
            if not self._carry_out(lambda said: tables.add_rows(self._editor.copy, self.table, [values], said)):
                self._new = True

    def _carry_out(self, function: Callable[[str], Any]) -> bool:
        name = Done(TITLES[self.table], context="tables")
        said = Done(QT_TRANSLATE_NOOP("windows", "Table changed: {name}"), {"name": name}).kept()
        kept = self._editor.carry_out(lambda: function(said))
        if not kept:
            self._window.say(self._editor.last_complaint)
            self.show_rows()
        return kept

    # Pasting, deleting, replacing, verifying ---------------------------------------------

    def paste(self) -> None:
        """Take rows from the clipboard: all of them, or none with the reason."""
        taken = [one for one in self.fields if not one.read_only or one.key == "name"]
        names = [self.headings[self.fields.index(one)] for one in taken]
        found = read_pasted(QApplication.clipboard().text(), taken, names)
        take = thing_tables.fill if self.table in THINGS else tables.add_rows
        if found.misfits:
            self._window.say(_told(found.misfits))
        elif not found.rows:
            self._window.say(tr("There are no rows to paste: copy them in Excel first."))
        elif self._carry_out(lambda said: take(self._editor.copy, self.table, found.rows, said)):
            self._window.bar.clearWidgets()
            self._window.bar.pushSuccess("", tr("{count} rows pasted.", count=len(found.rows)))

    def delete(self) -> None:
        """Take the chosen rows out; undo brings them back."""
        if self._new:
            self._new = False
            self.show_rows()
            return
        chosen = sorted({index.row() for index in self.grid.selectedIndexes()})
        uids = [self._uids[number] for number in chosen]
        if uids:
            self._carry_out(lambda said: tables.delete_rows(self._editor.copy, self.table, uids, said))

    def show_on_map(self) -> None:
        """Show the thing of the chosen row on the map, where it is drawn and moved."""
        if 0 <= self.grid.currentRow() < len(self._uids):
            uid = self._uids[self.grid.currentRow()]
            self._window.close()
            self._editor.show_thing(uid)

    def replace(self) -> None:
        """Ask who comes in the place of the person of the chosen row."""
        row, column = self.grid.currentRow(), self.grid.currentColumn()
        people = [one.key.partition("/")[0] for one in self.fields if "/" in one.key]
        if not 0 <= row < len(self._uids) or not people:
            self._window.say(tr("First click the person who is to be replaced."))
            return
        key = self.fields[column].key.partition("/")
        chosen = key[0] if key[1] else people[0]
        person = self._editor.copy.row(self.table, self._uids[row])[chosen]
        if person is None or person not in self._editor.copy.rows(tables.PERSON):
            self._window.say(tr("This person belongs to another village and is changed there."))
            return
        window = PersonWindow(self._window, self._editor, person)
        self._keep(window)
        window.open()

    def _declare(self, wanted: bool) -> None:
        known = next(iter(self._editor.copy.rows(NO_TRANSFER, retired=True)), None)
        copy = self._editor.copy
        if wanted and known is None:
            self._carry_out(lambda said: copy.add(NO_TRANSFER, {}, said))
        elif known is not None:
            self._carry_out(lambda said: copy.change(NO_TRANSFER, known, {"retired": not wanted}, said))

    def _verify_all(self) -> None:
        waiting = [row.uid for row in tables.rows(self._editor.copy, self.table) if row.to_verify]
        table = thing_tables.ELEMENT if self.table in THINGS else self.table
        self._editor.verify([(table, uid) for uid in waiting])


class _Cells(QStyledItemDelegate):
    """Lets one type into cells: a list where there are choices, text elsewhere."""

    def __init__(self, page: TablePage) -> None:
        super().__init__(page)
        self._page = page

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: Any, index: QModelIndex
    ) -> QWidget | None:
        """Return what one types in."""
        if not self._page.may_type or self._page.field(index).read_only:
            return None
        field = self._page.field(index)
        if field.kind not in ("choice", "boolean"):
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItem("", None)
        for code, name in field.choices if field.kind == "choice" else ((True, tr("Yes")), (False, tr("No"))):
            box.addItem(named(name), code)
        return box

    def setEditorData(self, control: QWidget, index: QModelIndex) -> None:  # noqa: N802 - Qt's name
        """Put in what stands there."""
        if isinstance(control, QComboBox):
            control.setCurrentIndex(max(0, control.findText(index.data() or "")))
        else:
            super().setEditorData(control, index)

    def setModelData(self, control: QWidget, _model: Any, index: QModelIndex) -> None:  # noqa: N802 - Qt's name
        """Take in what was typed, when it differs."""
        field = self._page.field(index)
        if isinstance(control, QComboBox):
            value, text = control.currentData(), control.currentText()
        else:
            text = control.property("text")
            value = read(field, text)
        if text != (index.data() or ""):
            self._page.typed(index, value)


def _verify_button() -> QPushButton:
    button = QPushButton(tr("Verified, it is right"))
    button.setObjectName("verifyTable")
    button.setMinimumHeight(34)
    button.setStyleSheet(
        "QPushButton { background: #2e8b57; color: white; font-weight: bold; border-radius: 5px; padding: 0 16px; }"
        " QPushButton:focus { border: 2px solid #145230; }"
    )
    return button


def _text(field: FormField, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if field.kind == "choice":
        return str(named(dict(field.choices).get(str(value), str(value))))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _told(misfits: tuple[Misfit, ...]) -> str:
    said = [
        tr("Row {row}, {column}: {problem}", row=one.row, column=one.column, problem=translate(CONTEXT, one.problem))
        for one in misfits[:MOST_TOLD]
    ]
    if len(misfits) > MOST_TOLD:
        said.append(tr("and {count} more", count=len(misfits) - MOST_TOLD))
    return tr("Nothing was pasted.") + " " + tr("; ").join(said)

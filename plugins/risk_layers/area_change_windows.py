"""Windows that add, rename, merge and split areas: they say first what would move, then do it."""

from __future__ import annotations

from datetime import date
from typing import Any, Callable, Sequence

from flood_core.areas.words import sentences
from flood_core.database.area_changes import (
    AreaChange,
    Part,
    add_area,
    cut,
    free_code,
    merge_areas,
    rename_area,
    split_area,
)
from flood_core.database.area_tree import Area
from flood_core.database.connection import Connection
from flood_core.progress import Feedback
from flood_core.resources.pinyin import spelled
from flood_core.windows import days
from flood_core.windows.messages import hint_while, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .map_tools import DrawTool

Change = Callable[[Connection, bool], AreaChange]


class AreaChangeWindow(QDialog):
    """Base of the four: day, reason, what would move, and two buttons: look, then do."""

    done_well = pyqtSignal(str)  #: what was done, in a sentence

    KIND = ""

    def __init__(self, iface: Any, session: Session, chosen: Sequence[Area]) -> None:
        super().__init__(iface.mainWindow())
        self._iface, self._session, self._chosen = iface, session, list(chosen)
        self._work: Work | None = None
        self.setObjectName(f"area{self.KIND}Window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._bar, self._progress = QgsMessageBar(), ProgressLine()
        self._bar.setObjectName("areaChangeMessages")
        self.build()
        self._day = QDateEdit(days.today())
        self._day.setObjectName("areaDay")
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setMaximumDate(days.today())
        self._reason = QLineEdit()
        self._reason.setObjectName("areaReason")
        self._reason.setPlaceholderText(tr("for example the number of the decree"))
        self.form.addRow(tr("In force from"), self._day)
        self.form.addRow(tr("Reason"), self._reason)
        self._told = QLabel()
        self._told.setObjectName("areaTold")
        self._told.setWordWrap(True)
        self._look = QPushButton(tr("See what would move"))
        self._look.setObjectName("areaLook")
        self._look.clicked.connect(lambda _checked=False: self._run(True))
        self._do = QPushButton(self.title())
        self._do.setObjectName("areaDo")
        self._do.clicked.connect(lambda _checked=False: self._run(False))
        self._close = QPushButton(tr("Close"))
        self._close.clicked.connect(self.close)
        self._lay_out()
        self.enable()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.title())
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(self.title(), self.words(), topic="areas"))
        column.addWidget(self._bar)
        column.addLayout(self.form)
        column.addWidget(self._told)
        column.addStretch(1)
        column.addWidget(self._progress)
        row = QHBoxLayout()
        row.addStretch(1)
        if self.moves():
            row.addWidget(self._look)
        row.addWidget(self._do)
        row.addWidget(self._close)
        column.addLayout(row)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)

    # What the four differ in ---------------------------------------------------------------

    def title(self) -> str:
        """Return the name of the window and of the button that does it."""
        raise NotImplementedError

    def words(self) -> str:
        """Return one sentence on what to do here."""
        raise NotImplementedError

    def build(self) -> None:
        """Add the rows of the form."""
        raise NotImplementedError

    def change(self) -> Change:
        """Return the change as it stands in the form; called in the main thread."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Tell whether all is filled in."""
        raise NotImplementedError

    def moves(self) -> bool:
        """Tell whether entries of the registers move, so that one looks first."""
        return False

    # What they share -----------------------------------------------------------------------

    def line(self, name: str, text: str = "") -> QLineEdit:
        """Return a field whose changes are looked at."""
        field = QLineEdit(text)
        field.setObjectName(name)
        field.textChanged.connect(lambda _text: self.enable())
        return field

    def common(self) -> dict[str, Any]:
        """Return day and reason."""
        day = self._day.date()
        return {"on_date": date(day.year(), day.month(), day.day()), "reason": self._reason.text().strip()}

    def propose_code(self, parent: str, fields: Callable[[], Sequence[QLineEdit]]) -> None:
        """Fill in free codes below an area, in the fields that are there when the answer comes."""

        def show(code: str) -> None:
            for number, field in enumerate(fields()):
                if not field.text():
                    field.setText(f"{int(code) + number:0{len(code)}d}")

        self._session.ask(
            tr("Reading the areas"), lambda connection, _feedback: free_code(connection, parent),
            while_open(self, show), while_open(self, self._failed),
        )  # fmt: skip

    def enable(self) -> None:
        """Let the buttons be pressed when all is there."""
        if not hasattr(self, "_do"):
            return
        for button in (self._look, self._do):
            button.setEnabled(self._work is None and self.ready())

    def _run(self, dry_run: bool) -> None:
        change = self.change()

        def work(connection: Connection, _feedback: Feedback) -> AreaChange:
            return change(connection, dry_run)

        self._bar.clearWidgets()
        self._work = self._session.ask(self.title(), work, while_open(self, self._done), while_open(self, self._failed))
        self._progress.follow(self._work)
        self.enable()

    def _done(self, change: AreaChange) -> None:
        self._work = None
        self.enable()
        lines = sentences(change, lambda text, **values: translate("areas", text).format(**values))
        if change.dry_run:
            self._told.setText("\n".join(lines))
            self.adjustSize()
            return
        self.done_well.emit(tr("{what}: done.", what=self.title()))
        self.close()

    def _failed(self, error: BaseException) -> None:
        self._work = None
        self.enable()
        show_error(self._bar, error)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close: what is being done is cancelled whole."""
        if self._work is not None:
            self._work.cancel()
        super().closeEvent(event)


class AddWindow(AreaChangeWindow):
    """Adds a township, a village or a natural village below the chosen area."""

    KIND = "Add"

    def title(self) -> str:
        """Return the title."""
        level = self._chosen[0].level
        return {"county": tr("Add a township"), "township": tr("Add a village")}.get(level, tr("Add a natural village"))

    def words(self) -> str:
        """Return the sentence at the top."""
        return tr("It will lie in {area}. Its boundary can be imported afterwards.", area=self._chosen[0].display)

    def build(self) -> None:
        """Add code and name."""
        self._code, self._name = self.line("areaCode"), self.line("areaName")
        self._name.setPlaceholderText(tr("official name, for example 方江屿村委会"))
        self.form.addRow(tr("Official name"), self._name)
        self.form.addRow(tr("Code"), self._code)
        self.propose_code(self._chosen[0].code, lambda: [self._code])

    def ready(self) -> bool:
        """Tell whether code and name are there."""
        return bool(self._code.text().strip() and self._name.text().strip())

    def change(self) -> Change:
        """Return the addition."""
        code, name, common = self._code.text().strip(), self._name.text().strip(), self.common()
        return lambda connection, dry: add_area(connection, code, name, pinyin=spelled(name), dry_run=dry, **common)


class RenameWindow(AreaChangeWindow):
    """Gives the chosen area a new name."""

    KIND = "Rename"

    def title(self) -> str:
        """Return the title."""
        return tr("Rename {area}", area=self._chosen[0].display)

    def words(self) -> str:
        """Return the sentence at the top."""
        return tr("The code stays. Ledgers with the old name still find it.")

    def build(self) -> None:
        """Add the name."""
        self._name = self.line("areaName", self._chosen[0].name)
        self.form.addRow(tr("New official name"), self._name)

    def ready(self) -> bool:
        """Tell whether there is another name."""
        return self._name.text().strip() not in ("", self._chosen[0].name)

    def change(self) -> Change:
        """Return the renaming."""
        code, name, common = self._chosen[0].code, self._name.text().strip(), self.common()
        return lambda connection, dry: rename_area(connection, code, name, pinyin=spelled(name), dry_run=dry, **common)


class MergeWindow(AreaChangeWindow):
    """Merges the chosen villages into one."""

    KIND = "Merge"

    def title(self) -> str:
        """Return the title."""
        return tr("Merge villages")

    def words(self) -> str:
        """Return the sentence at the top."""
        names = "、".join(area.display for area in self._chosen)
        return tr(
            "{names} become one village. What is registered there goes along; past years stay as they were."
            " This cannot be undone with one click: see first what would move.",
            names=names,
        )

    def moves(self) -> bool:
        """Entries move."""
        return True

    def build(self) -> None:
        """Add the code that stays, and the name."""
        self._kept = QComboBox()
        self._kept.setObjectName("areaKept")
        for area in self._chosen:
            self._kept.addItem(tr("keep {name} ({code})", name=area.display, code=area.code), area.code)
        self._kept.addItem(tr("a new code"), "")
        self._kept.currentIndexChanged.connect(lambda _index: self._kept_changed())
        self._code, self._name = self.line("areaCode"), self.line("areaName", self._chosen[0].name)
        self.form.addRow(tr("Code of the one village"), self._kept)
        self.form.addRow(tr("New code"), self._code)
        self.form.addRow(tr("Official name"), self._name)
        self._kept_changed()

    def _kept_changed(self) -> None:
        fresh = self._kept.currentData() == ""
        self._code.setEnabled(fresh)
        if fresh and not self._code.text():
            self.propose_code(self._chosen[0].code[:9], lambda: [self._code])
        self.enable()

    def ready(self) -> bool:
        """Tell whether code and name are there."""
        return bool((self._kept.currentData() or self._code.text().strip()) and self._name.text().strip())

    def change(self) -> Change:
        """Return the merger."""
        old = [area.code for area in self._chosen]
        code = str(self._kept.currentData() or self._code.text().strip())
        name, common = self._name.text().strip(), self.common()
        return lambda connection, dry: merge_areas(
            connection, old, code, name, pinyin=spelled(name), dry_run=dry, **common
        )


class SplitWindow(AreaChangeWindow):
    """Splits the chosen village along lines that are drawn on the map."""

    KIND = "Split"

    def title(self) -> str:
        """Return the title."""
        return tr("Split {area}", area=self._chosen[0].display)

    def words(self) -> str:
        """Return the sentence at the top."""
        return tr(
            "Draw a line across the village on the map: each side becomes a village, with further lines more of them."
            " Things go where they stand."
        )

    def moves(self) -> bool:
        """Entries move."""
        return True

    def build(self) -> None:
        """Add the lines, the villages, and who takes what has no place."""
        self._lines: list[bytes] = []
        self._pieces: tuple[bytes, ...] = ()
        self._tool: DrawTool | None = None
        self._draw, self._again = QPushButton(tr("Draw the line on the map")), QPushButton(tr("Begin again"))
        self._draw.setObjectName("areaDraw")
        self._draw.clicked.connect(lambda _checked=False: self._begin_drawing())
        self._again.setObjectName("areaDrawAgain")
        self._again.clicked.connect(lambda _checked=False: self._begin_again())
        self._state = QLabel()
        self._state.setObjectName("areaLine")
        row = QHBoxLayout()
        row.addWidget(self._draw)
        row.addWidget(self._again)
        row.addWidget(self._state, 1)
        self.form.addRow(tr("Line"), row)
        self._codes: list[QLineEdit] = []
        self._names: list[QLineEdit] = []
        self._shows: list[QPushButton] = []
        self._rest = QComboBox()
        self._rest.setObjectName("areaRest")
        self.form.addRow(tr("What has no place on the map goes to"), self._rest)
        self._begin_again()
        self._codes[0].setText(self._chosen[0].code)
        self._names[0].setText(self._chosen[0].name)

    def _begin_again(self) -> None:
        self._lines, self._pieces = [], ()
        self._state.setText(tr("not drawn yet"))
        self._show_rows(2)

    def _show_rows(self, count: int) -> None:
        """Have a row for each village, from west to east; what was typed stays."""
        while len(self._names) > count:
            self.form.removeRow(self._names[-1].parentWidget())
            for fields in (self._names, self._codes, self._shows):
                fields.pop()
        while len(self._names) < count:
            self._add_row(len(self._names))
        chosen = max(self._rest.currentIndex(), 0)
        self._rest.clear()
        for number, name in enumerate(self._names):
            label = _place_words(number, count)
            self.form.labelForField(name.parentWidget()).setText(label)
            self._shows[number].setEnabled(number < len(self._pieces))
            self._rest.addItem(label)
        self._rest.setCurrentIndex(min(chosen, count - 1))
        self._draw.setText(tr("Draw a further line") if self._lines else tr("Draw the line on the map"))
        self._again.setVisible(bool(self._lines))
        self.propose_code(self._chosen[0].code[:9], lambda: self._codes[1:])
        self.enable()

    def _add_row(self, number: int) -> None:
        name, code = self.line(f"areaName{number + 1}"), self.line(f"areaCode{number + 1}")
        show = QPushButton(tr("Show"))
        show.setObjectName(f"areaShow{number + 1}")
        show.setToolTip(tr("Flash this part on the map"))
        show.clicked.connect(lambda _checked=False: self._flash(self._pieces[number:number + 1]))
        name.setPlaceholderText(tr("official name"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(name, 3)
        row.addWidget(QLabel(tr("Code")))
        row.addWidget(code, 2)
        row.addWidget(show)
        for fields, one in ((self._names, name), (self._codes, code), (self._shows, show)):
            fields.append(one)
        below, _role = self.form.getWidgetPosition(self._rest)
        self.form.insertRow(below, QLabel(), holder)

    def ready(self) -> bool:
        """Tell whether the village is cut and each part has code and name."""
        fields = [*self._codes, *self._names]
        return bool(self._pieces) and all(field.text().strip() for field in fields)

    def change(self) -> Change:
        """Return the split."""
        texts = [(code.text().strip(), name.text().strip()) for code, name in zip(self._codes, self._names)]
        parts = [Part(code, name, spelled(name), piece) for (code, name), piece in zip(texts, self._pieces)]
        old, rest, common = self._chosen[0].code, parts[self._rest.currentIndex()].code, self.common()
        return lambda connection, dry: split_area(connection, old, parts, rest, dry_run=dry, **common)

    def _begin_drawing(self) -> None:
        canvas = self._iface.mapCanvas()
        self._tool = DrawTool(canvas, "line")
        self._tool.drawn.connect(self._drawn)
        canvas.setMapTool(self._tool)
        hint = tr("Click from outside across the village and out again; end with a double click.")
        hint_while(self._bar, self._tool, hint)

    def _drawn(self, line: QgsGeometry) -> None:
        code, lines = self._chosen[0].code, [*self._lines, bytes(line.asWkb().data())]
        self._put_tool_away()

        def cut_well(pieces: tuple[bytes, ...]) -> None:
            self._lines = lines
            self._cut(pieces)

        self._session.ask(
            tr("Cutting the village"), lambda connection, _feedback: cut(connection, code, lines),
            while_open(self, cut_well), while_open(self, self._failed),
        )  # fmt: skip

    def _cut(self, pieces: tuple[bytes, ...]) -> None:
        self._pieces = pieces
        self._bar.clearWidgets()
        self._state.setText(tr("drawn: the village is cut into {count}", count=len(pieces)))
        self._show_rows(len(pieces))
        self._flash(pieces)
        self.raise_()

    def _flash(self, pieces: Sequence[bytes]) -> None:
        shapes = [QgsGeometry() for _ in pieces]
        for shape, piece in zip(shapes, pieces):
            shape.fromWkb(piece)
        self._iface.mapCanvas().flashGeometries(shapes, QgsCoordinateReferenceSystem("EPSG:4490"))

    def _put_tool_away(self) -> None:
        if self._tool is not None:
            self._iface.mapCanvas().unsetMapTool(self._tool)
            self._tool = None

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no tool on the map."""
        self._put_tool_away()
        super().closeEvent(event)


def _place_words(number: int, count: int) -> str:
    """Return which of the villages it is, counted from the west."""
    if count == 2:
        return (tr("Western village"), tr("Eastern village"))[number]
    return tr("Village {number} from the west", number=number + 1)


WINDOWS: dict[str, type[AreaChangeWindow]] = {
    "Add": AddWindow, "Rename": RenameWindow, "Merge": MergeWindow, "Split": SplitWindow,
}  # fmt: skip

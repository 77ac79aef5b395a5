"""The palette: pictures of what may be drawn, by the legend's groups, found by name or code."""

from __future__ import annotations

from typing import Any

from flood_core.model.vocabulary import Name
from flood_core.situation.palette import PaletteEntry
from flood_core.symbology.legend import GROUPS
from flood_core.symbology.versions import SHIPPED, SymbolSet
from flood_core.windows.translation import language, named, tr
from qgis.core import QgsSymbolLayerUtils
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QAbstractListModel, QEvent, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QListView, QVBoxLayout, QWidget

PICTURE = 40
#: Symbols are previewed at so many dots per inch.
_DOTS = 96
_HERE, _STEP = "here", "step"


class PaletteModel(QAbstractListModel):
    """The entries that are shown; their pictures are drawn when they come into sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[PaletteEntry] = []
        self.symbols = SHIPPED
        self._pictures: dict[str, QIcon] = {}

    def show(self, entries: list[PaletteEntry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, picture, or what a tooltip says."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return named(entry.name)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.picture(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{named(entry.name)}\n{named(entry.class_name)} · {entry.code}"
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        return None

    def picture(self, entry: PaletteEntry) -> QIcon:
        """Return the picture of a symbol."""
        if entry.code not in self._pictures:
            self._pictures[entry.code] = symbol_picture(self.symbols, entry.code, entry.geometry)
        return self._pictures[entry.code]


def symbol_picture(symbol_set: SymbolSet, code: str, geometry: str, size: int = PICTURE) -> QIcon:
    """Return the picture of a symbol, sharp on a screen of any density."""
    fine = QGuiApplication.primaryScreen().devicePixelRatio()
    if geometry == "point":
        symbol = symbol_set.marker(code)
        symbol.setSize((size - 2) * fine / _DOTS * 25.4)
    elif geometry == "line":
        symbol = symbol_set.line(code)
    else:
        symbol = symbol_set.fill(code)
    pixmap = QgsSymbolLayerUtils.symbolPreviewPixmap(symbol, QSize(round(size * fine), round(size * fine)), 4)
    pixmap.setDevicePixelRatio(fine)
    return QIcon(pixmap)


class PaletteView(QWidget):
    """Search, group, and the pictures; a click takes a symbol into the hand."""

    chosen = pyqtSignal(object)  #: PaletteEntry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._entries: list[PaletteEntry] = []
        self._here: set[str] = set()
        self._types: tuple[str, ...] = ()
        self.search = QgsFilterLineEdit()
        self.search.setObjectName("paletteSearch")
        self.search.setPlaceholderText(tr("Search symbols: name, pinyin or code"))
        self.search.setMinimumHeight(32)
        self.groups = QComboBox()
        self.groups.setObjectName("paletteGroup")
        self.groups.setMinimumHeight(32)
        self.groups.setMaxVisibleItems(30)
        self.groups.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view = QListView()
        self.view.setObjectName("paletteSymbols")
        self.model = PaletteModel(self)
        self.view.setModel(self.model)
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setIconSize(QSize(PICTURE, PICTURE))
        self.view.setWordWrap(True)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._fit_letters()
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel(tr("No symbol is called so."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.groups)
        column.addWidget(self.view, 1)
        column.addWidget(self._nothing, 1)
        self.search.textChanged.connect(self._filter)
        self.groups.activated.connect(self._group_chosen)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give larger letters more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_letters()

    def _fit_letters(self) -> None:
        letter = self.fontMetrics()
        lines = 2 if language() == "zh" else 3
        grid = QSize(letter.horizontalAdvance("汉") * 6 + 10, PICTURE + letter.height() * lines + 18)
        self.view.setGridSize(grid)
        self.view.setMinimumHeight(grid.height() + 4)  # one row, never cut

    def show_entries(self, entries: list[PaletteEntry], here: set[str], symbol_set: SymbolSet) -> None:
        """Show what may be drawn; ``here`` are the symbols that stand on the map already."""
        self._entries, self._here, self.model.symbols = entries, here, symbol_set
        self.groups.clear()
        self.groups.addItem(tr("What this step needs"), _STEP)
        self.groups.addItem(tr("On this map already"), _HERE)
        for group in GROUPS:
            inside = [entry for entry in entries if entry.group == group.code]
            if not inside:
                continue
            name = named(Name(group.name_zh, group.name_en))
            self.groups.addItem(f"{name} ({len(inside)})", group.code)
            classes = list(dict.fromkeys(entry.class_name for entry in inside))
            for one in classes if len(classes) > 1 else ():
                count = sum(entry.class_name == one for entry in inside)
                self.groups.addItem(f"    {named(one)} ({count})", f"{group.code}/{one}")
        self._choose_group()

    def show_step(self, types: tuple[str, ...]) -> None:
        """Show what one step draws: ``types`` are its element types, two digits each."""
        self._types = types
        if self._entries:
            self.search.clear()
            self._choose_group()

    def _choose_group(self) -> None:
        first = next((key for key in (_STEP, _HERE) if self._of_group(key)), None)
        self.groups.setCurrentIndex(self.groups.findData(first) if first else min(2, self.groups.count() - 1))
        self._filter()

    def show_here(self, here: set[str]) -> None:
        """Take in which symbols stand on the map now."""
        if here != self._here:
            self._here = here
            if self.groups.currentData() == _HERE:
                self._filter()

    def _of_group(self, key: str) -> list[PaletteEntry]:
        if key == _HERE:
            return [entry for entry in self._entries if entry.code in self._here]
        if key == _STEP:
            return [entry for entry in self._entries if entry.element_type_code[:2] in self._types]
        group, _, class_name = key.partition("/")
        return [one for one in self._entries if one.group == group and class_name in ("", one.class_name)]

    def _group_chosen(self, _index: int) -> None:
        self.search.clear()
        self._filter()

    def _filter(self, _text: str = "") -> None:
        text = self.search.text().strip()
        found = [one for one in self._entries if one.fits(text)] if text else self._of_group(self.groups.currentData())
        self.model.show(found)
        self.view.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if entry is not None:
            self.chosen.emit(entry)

    def forget_choice(self) -> None:
        """Mark no symbol any more."""
        self.view.clearSelection()

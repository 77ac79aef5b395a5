"""The symbols of the library as a list with pictures: by groups of the legend, found by what one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from qgis.PyQt.QtGui import QGuiApplication, QIcon, QPixmap

from ..errors import QT_TRANSLATE_NOOP
from ..symbology.county import Library, LibrarySymbol
from ..symbology.legend import GROUPS
from ..symbology.samples import picture
from .translation import tr

ALL, OWN, RETIRED = "all", "own", "retired"
_ICON_MM, _ICON_PIXELS = 8.0, 44
NOTHING = QModelIndex()


@dataclass(frozen=True)
class Group:
    """A group to choose from: its key, its name, how many symbols are in it."""

    key: str
    name: str
    count: int


#: Names of the legend's groups, for people who read English.
_NAMES = {
    "risk": QT_TRANSLATE_NOOP("windows", "Risks"),
    "resource": QT_TRANSLATE_NOOP("windows", "Resources"),
    "evacuation": QT_TRANSLATE_NOOP("windows", "Evacuation"),
    "organisation": QT_TRANSLATE_NOOP("windows", "Organisation"),
    "base": QT_TRANSLATE_NOOP("windows", "Base map"),
}


def group_name(code: str) -> str:
    """Return what a group of the legend is called."""
    return tr(_NAMES[code])


def groups(library: Library) -> list[Group]:
    """Return the groups to choose from, with counts; retired symbols stand in a group of their own."""
    offered = [one for one in library.symbols if not one.retired]
    found = [Group(ALL, tr("All symbols"), len(offered))]
    for group in GROUPS:
        count = sum(one.legend_group == group.code for one in offered)
        found.append(Group(group.code, group_name(group.code), count))
    found.append(Group(OWN, tr("Our county's own"), sum(one.own for one in offered)))
    found.append(Group(RETIRED, tr("Out of use"), len(library.symbols) - len(offered)))
    return found


def belongs(one: LibrarySymbol, group: str) -> bool:
    """Tell whether a symbol stands in a group."""
    if group == RETIRED or one.retired:
        return group == RETIRED and one.retired
    return group == ALL or (group == OWN and one.own) or group == one.legend_group


class SymbolModel(QAbstractListModel):
    """The symbols of one group that fit what was typed; pictures are drawn when they come in sight."""

    def __init__(self, parent: Any = None, cell: QSize | None = None) -> None:
        """``cell`` is the room that each symbol has with its name, in pixels."""
        super().__init__(parent)
        self._cell = cell
        self._library: Library | None = None
        self._shown: list[LibrarySymbol] = []
        self._pictures: dict[tuple[str, int | None], QIcon] = {}
        self._group, self._typed = ALL, ""

    def set_library(self, library: Library) -> None:
        """Show another state of the library."""
        self._library = library
        self.show(self._group, self._typed)

    def show(self, group: str, typed: str) -> None:
        """Show the symbols of ``group`` that ``typed`` finds."""
        self._group, self._typed = group, typed
        self.beginResetModel()
        listed = self._library.symbols if self._library else ()
        self._shown = [one for one in listed if belongs(one, group) and one.found_by(typed)]
        self.endResetModel()

    def symbol(self, index: QModelIndex) -> LibrarySymbol | None:
        """Return the symbol at a place of the list."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def index_of(self, code: str) -> QModelIndex:
        """Return the place of a symbol, an invalid one when it is not shown."""
        rows = [row for row, one in enumerate(self._shown) if one.code == code]
        return self.index(rows[0], 0) if rows else QModelIndex()

    def rowCount(self, parent: QModelIndex = NOTHING) -> int:  # noqa: N802 - Qt's name
        """Return how many symbols are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, picture or words for a symbol."""
        one = self.symbol(index)
        if one is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name_zh if QgsApplication.locale().lower().startswith("zh") else one.name_en
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(one)
        if role == Qt.ItemDataRole.SizeHintRole:
            return self._cell
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.code} {one.name_zh}\n{one.name_en}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.code} {one.name_zh}"
        return None

    def _picture(self, one: LibrarySymbol) -> QIcon:
        key = (one.code, one.version if one.own else None)
        if key not in self._pictures and self._library is not None:
            ratio = QGuiApplication.primaryScreen().devicePixelRatio()  # a picture made for 200 % is jagged at 150 %
            per_mm = _ICON_PIXELS * ratio / _ICON_MM
            image = picture(self._library.drawings, one.code, one.geometry, (_ICON_MM, _ICON_MM), per_mm, size_mm=6.0)
            made = QPixmap.fromImage(image)
            made.setDevicePixelRatio(ratio)
            shown = QIcon(made)
            shown.addPixmap(made, QIcon.Mode.Selected)  # else the selection's colour lies over the symbol's own
            self._pictures[key] = shown
        return self._pictures[key]


ICON_SIZE = QSize(_ICON_PIXELS, _ICON_PIXELS)

"""The tree of the registers: what there is by category, level, state and area, with boxes that filter."""

from __future__ import annotations

from typing import Iterator

from flood_core.database.registers import Counts, Vocabulary
from flood_core.model.registers import NOT_ASSESSED, RISK_SOURCE, STATE_WORDS, Category
from flood_core.model.risk_levels import COLOURS_ZH, WORDS_ZH
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import QPoint, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from .pictures import SIZE, level_icon, symbol_icon

NAME, COUNT = 0, 1
_FACET, _KEY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
CODE, LEVEL, STATE, PLACED, AREA = "code", "level", "state", "placed", "area"
#: Marks a county's or township's own level among the areas (本级/未分村).
_ALONE = "."
QUIET = "#5A6672"  # for what stands beside the words


class RegisterTree(QTreeWidget):
    """Sections of boxes: a thing is shown when it is ticked in every section."""

    filter_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registerTree")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setIconSize(QSize(SIZE, SIZE))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(COUNT, QHeaderView.ResizeMode.ResizeToContents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.setExpandsOnDoubleClick(False)
        self.itemDoubleClicked.connect(lambda item, _column: self.only(item))
        self.setToolTip(tr("Double click shows one alone; “Show all” brings everything back."))
        self._leaves: dict[tuple[str, str], QTreeWidgetItem] = {}
        self._areas: dict[str, QTreeWidgetItem] = {}
        self._names: dict[str, str] = {}
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.timeout.connect(self.filter_changed)
        self.itemChanged.connect(lambda _item, column: self._told.start(40) if column == NAME else None)

    # Building ---------------------------------------------------------------------------

    def build(self, vocabulary: Vocabulary) -> None:
        """Fill the tree with the sections; areas come with the counts."""
        self.blockSignals(True)
        self.clear()
        self._leaves.clear()
        self._areas.clear()
        self._names = dict(vocabulary.areas)
        sections = {}
        for category in vocabulary.categories:
            if category.kind not in sections:
                title = tr("Risk sources") if category.kind == RISK_SOURCE else tr("Relief resources")
                sections[category.kind] = self._section(title)
            self._add_category(sections[category.kind], category)
        levels = self._section(tr("Risk level"))
        for level in (*COLOURS_ZH, NOT_ASSESSED):
            words = f"{COLOURS_ZH[level]} {WORDS_ZH[level]}" if level else tr("not assessed")
            self._leaf(levels, LEVEL, str(level), words).setIcon(NAME, level_icon(level))
        states = self._section(tr("Verification"))
        for state, words in STATE_WORDS.items():
            self._leaf(states, STATE, state, translate("forms", words))
        places = self._section(tr("Place"))
        self._leaf(places, PLACED, "yes", tr("on the map"))
        self._leaf(places, PLACED, "no", tr("waiting for its place"))
        self._areas[""] = self._section(tr("Areas"))
        for section in (*sections.values(), levels, self._areas[""]):
            section.setExpanded(True)
        self.blockSignals(False)

    def _section(self, title: str) -> QTreeWidgetItem:
        item = self._item(self.invisibleRootItem(), title)
        font = item.font(NAME)
        font.setBold(True)
        item.setFont(NAME, font)
        return item

    def _add_category(self, section: QTreeWidgetItem, category: Category) -> None:
        group = next((one for one in _children(section) if one.data(NAME, _KEY) == category.group), None)
        if group is None:
            group = self._item(section, category.group_name)
            group.setData(NAME, _KEY, category.group)
        leaf = self._leaf(group, CODE, category.code, category.name)
        leaf.setIcon(NAME, symbol_icon(category.symbols))
        leaf.setToolTip(NAME, f"{category.code} {category.name}")

    def _leaf(self, parent: QTreeWidgetItem, facet: str, key: str, words: str) -> QTreeWidgetItem:
        item = self._item(parent, words, parent.checkState(NAME))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsAutoTristate)
        item.setData(NAME, _FACET, facet)
        item.setData(NAME, _KEY, key)
        self._leaves[facet, key] = item
        return item

    def _item(
        self, parent: QTreeWidgetItem, words: str, state: Qt.CheckState = Qt.CheckState.Checked
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words, ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                      | Qt.ItemFlag.ItemIsAutoTristate)  # fmt: skip
        item.setCheckState(NAME, Qt.CheckState.Unchecked if state == Qt.CheckState.Unchecked else Qt.CheckState.Checked)
        item.setTextAlignment(COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(COUNT, QColor(QUIET))
        parent.addChild(item)
        return item

    def _area(self, code: str) -> QTreeWidgetItem:
        """Return the node of a county or township, made when it is first needed, in the order of the codes."""
        if code not in self._areas:
            parent = self._area(code[:6]) if len(code) == 9 else self._areas[""]
            item = self._item(parent, self._names.get(code, code), parent.checkState(NAME))
            item.setData(NAME, _KEY, code)
            item.setExpanded(len(code) == 6)
            self._areas[code] = item
        return self._areas[code]

    def _area_leaf(self, code: str) -> None:
        """Make the leaf of a village, or of the own level of what stands above the villages."""
        key = code if len(code) == 12 else code + _ALONE
        if (AREA, key) not in self._leaves:
            parent = self._area(code[:9] if len(code) == 12 else code)
            words = self._names.get(code, code) if len(code) == 12 else tr("own level, no village")
            self._leaf(parent, AREA, key, words)

    # Counts -----------------------------------------------------------------------------

    def show_counts(self, counts: Counts) -> None:
        """Write the counts; categories and areas without a thing are left out."""
        self.blockSignals(True)
        for code in sorted(counts.get(AREA, {})):
            self._area_leaf(code)
        found = {facet: dict(keys) for facet, keys in counts.items()}
        found[AREA] = {code if len(code) == 12 else code + _ALONE: n for code, n in counts.get(AREA, {}).items()}
        for (facet, key), item in self._leaves.items():
            _count(item, found.get(facet, {}).get(key, 0), hide=facet in (CODE, AREA))
        for section in _children(self.invisibleRootItem()):
            self._sum(section, top=True)
        self.blockSignals(False)
        self.viewport().update()

    def _sum(self, item: QTreeWidgetItem, *, top: bool = False) -> int:
        if item.childCount() == 0:
            return int(item.data(COUNT, _KEY) or 0)
        things = sum(self._sum(child) for child in _children(item))
        _count(item, things, hide=not top)
        return things

    # Filter -----------------------------------------------------------------------------

    def ticked(self, facet: str) -> tuple[str, ...] | None:
        """Return the ticked keys of a facet; None when all are."""
        leaves = [(key, item) for (one, key), item in self._leaves.items() if one == facet]
        found = tuple(key for key, item in leaves if item.checkState(NAME) == Qt.CheckState.Checked)
        return None if len(found) == len(leaves) else found

    def ticked_areas(self) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
        """Return areas with all below them, and areas for themselves alone; None when all are ticked."""
        found = self.ticked(AREA)
        if found is None:
            return None, ()
        return (
            tuple(key for key in found if not key.endswith(_ALONE)),
            tuple(key[: -len(_ALONE)] for key in found if key.endswith(_ALONE)),
        )

    def show_all(self) -> None:
        """Tick everything."""
        for section in _children(self.invisibleRootItem()):
            section.setCheckState(NAME, Qt.CheckState.Checked)

    def only(self, item: QTreeWidgetItem) -> None:
        """Tick this node alone within its section; categories of both registers are one section."""
        tops = [item]
        while tops[-1].parent() is not None:
            tops.append(tops[-1].parent())
        for section in _children(self.invisibleRootItem()):
            if section is tops[-1] or self._facet(section) == self._facet(tops[-1]):
                section.setCheckState(NAME, Qt.CheckState.Unchecked)
        item.setCheckState(NAME, Qt.CheckState.Checked)

    @staticmethod
    def _facet(item: QTreeWidgetItem) -> str:
        while item.childCount():
            item = item.child(0)
        return str(item.data(NAME, _FACET) or AREA)

    def item(self, facet: str, key: str) -> QTreeWidgetItem | None:
        """Return a leaf by facet and key (areas above the villages: code and a point)."""
        return self._leaves.get((facet, key))

    def _menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item is not None:
            menu.addAction(tr("Show only “{name}”", name=item.text(NAME)), lambda: self.only(item))
        menu.addAction(tr("Show all"), self.show_all)
        menu.popup(self.viewport().mapToGlobal(at))


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    return (item.child(number) for number in range(item.childCount()))


def _count(item: QTreeWidgetItem, things: int, *, hide: bool) -> None:
    item.setText(COUNT, f"{things:,}")
    item.setData(COUNT, _KEY, things)
    item.setHidden(hide and things == 0)

"""The window 同名人员: persons of one name side by side, merged where they are one; and mergers taken back."""

from __future__ import annotations

from typing import Any, Callable, Sequence

from flood_core.database import persons
from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.connection import Connection
from flood_core.model.persons import Merger, Namesake
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import Latest, while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .person_card import PersonCard
from .tables import quiet, row, table
from .window_parts import AreaBox, fit

_WHICH = Qt.ItemDataRole.UserRole
Group = tuple[Namesake, ...]


class NamesakesWindow(QDialog):
    """Lists names that several persons of an area have; each button is one function of the engine."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("namesakesWindow")
        self.setWindowTitle(tr("Persons of one name"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._session, self._latest = session, Latest(self)
        self._groups: list[Group] = []
        self._cards: list[PersonCard] = []
        self._choice = QButtonGroup(self)
        self._bar, self._area, self._tabs = QgsMessageBar(self), AreaBox("namesakesArea"), QTabWidget()
        self._bar.setObjectName("namesakesMessages")
        self._tabs.setObjectName("namesakesTabs")
        self._list = table("namesakesList", [tr("Full name"), tr("Area"), tr("Persons")], 1)
        self._mergers = table(
            "mergersList", [tr("Full name"), tr("Area"), tr("Moved entries"), tr("Merged by"), tr("When")], 1
        )
        self._said, self._side = quiet(""), QScrollArea()
        self._said.setObjectName("namesakesSaid")
        self._merge, self._part = QPushButton(tr("Merge…")), QPushButton(tr("Take the merger back"))
        self._build()
        session.signed_out.connect(self.close)
        self._ask(tr("Reading the areas"), areas_in_reach, self._show_areas)

    def _build(self) -> None:
        whole, choosing = QVBoxLayout(self), QHBoxLayout()
        words = tr("Whose telephone number has changed in a ledger may stand here twice. Compare, then merge.")
        whole.addWidget(Head(tr("Is this the same person?"), words, topic="persons"))
        label = QLabel(tr("&Area:"))
        label.setBuddy(self._area)
        choosing.addWidget(label)
        choosing.addWidget(self._area)
        choosing.addStretch(1)
        whole.addLayout(choosing)
        whole.addWidget(self._bar)
        self._tabs.addTab(self._namesakes_page(), tr("Persons of one name"))
        self._tabs.addTab(self._mergers_page(), tr("Merged"))
        whole.addWidget(self._tabs, 1)
        last, close = QHBoxLayout(), QPushButton(tr("Close"))
        close.setObjectName("namesakesClose")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        last.addStretch(1)
        last.addWidget(close)
        whole.addLayout(last)
        self._area.currentIndexChanged.connect(lambda _index: self.read())
        fit(self, 150, 36)

    def _namesakes_page(self) -> QWidget:
        page, split, last = QWidget(), QSplitter(Qt.Orientation.Horizontal), QHBoxLayout()
        self._list.currentItemChanged.connect(lambda now, _before: self._compare(now))
        self._side.setObjectName("namesakesSide")
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        split.addWidget(self._list)
        split.addWidget(self._side)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 5)
        self._merge.setObjectName("mergePersons")
        self._merge.setAutoDefault(False)
        self._merge.clicked.connect(self.ask_merge)
        last.addWidget(self._said, 1)
        last.addWidget(self._merge)
        column = QVBoxLayout(page)
        column.addWidget(split, 1)
        column.addLayout(last)
        return page

    def _mergers_page(self) -> QWidget:
        page, last = QWidget(), QHBoxLayout()
        self._part.setObjectName("partPersons")
        self._part.setAutoDefault(False)
        self._part.clicked.connect(self.take_back)
        self._mergers.currentItemChanged.connect(lambda now, _before: self._part.setEnabled(now is not None))
        words = tr("A merger can be taken back as long as nobody has changed what it moved.")
        last.addWidget(quiet(words), 1)
        last.addWidget(self._part)
        column = QVBoxLayout(page)
        column.addWidget(self._mergers, 1)
        column.addLayout(last)
        return page

    # Reading -----------------------------------------------------------------------------

    def _show_areas(self, areas: Sequence[AreaName]) -> None:
        person = self._session.person
        self._area.show_areas(areas, person.areas if person is not None else ())
        self.read()

    def read(self) -> None:
        """Read who has one name, and who was merged, in the chosen area."""
        area = self._area.currentData()
        if area is None:
            self._got(([], []))
            return

        def ask(connection: Connection) -> tuple[list[Group], list[Merger]]:
            return persons.namesakes(connection, area), persons.mergers(connection, area)

        self._said.setText(tr("Reading…"))
        self._ask(tr("Reading the persons"), ask, self._latest.only(self._got))

    def _got(self, found: tuple[list[Group], list[Merger]]) -> None:
        self._groups, mergers = found
        self._list.clear()
        for number, group in enumerate(self._groups):
            item = row(self._list, [group[0].name, group[0].area_name, str(len(group))])
            item.setData(0, _WHICH, number)
        self._mergers.clear()
        for one in mergers:
            item = row(self._mergers, [one.name, one.area_name, str(one.places), one.merged_by, one.merged_on])
            item.setData(0, _WHICH, one.uid)
        self._part.setEnabled(False)
        self._list.setCurrentItem(self._list.topLevelItem(0))
        if not self._groups:
            self._compare(None)
            self._said.setText(tr("No two persons here have the same name in the same area."))

    def _compare(self, item: QTreeWidgetItem | None) -> None:
        """Put the persons of a name side by side."""
        for card in self._cards:
            self._choice.removeButton(card.stays)
        group = self._groups[item.data(0, _WHICH)] if item is not None else ()
        self._cards = [PersonCard(person, number) for number, person in enumerate(group)]
        beside = QWidget()
        line = QHBoxLayout(beside)
        line.setContentsMargins(4, 0, 4, 0)
        for card in self._cards:
            self._choice.addButton(card.stays)
            card.same.setChecked(len(group) == 2)
            line.addWidget(card, 1)
        if self._cards:  # who is named most often is who is known
            max(self._cards, key=lambda card: len(card.person.places)).stays.setChecked(True)
        for card in self._cards:
            card.changed.connect(self._judge)
        self._side.setWidget(beside)
        self._judge()

    def _chosen(self) -> tuple[PersonCard | None, list[PersonCard]]:
        """Return who stays, and who else is the same."""
        kept = next((card for card in self._cards if card.stays.isChecked() and card.same.isChecked()), None)
        return kept, [card for card in self._cards if card.same.isChecked() and card is not kept]

    def _judge(self) -> None:
        kept, others = self._chosen()
        self._merge.setEnabled(kept is not None and bool(others))
        words = tr("Take the tick away from a number that no longer holds.")
        if self._cards and (kept is None or not others):
            words = tr("Tick who is the same person, and choose among them the entry that stays.")
        self._said.setText(words if self._cards else "")

    # Doing -------------------------------------------------------------------------------

    def ask_merge(self) -> None:
        """Ask once, then merge."""
        kept, others = self._chosen()
        if kept is None:
            return
        asked = QMessageBox(self)
        asked.setObjectName("mergeQuestion")
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setWindowTitle(tr("Persons of one name"))
        asked.setText(tr("Is {name} of {area} one person?", name=kept.person.name, area=kept.person.area_name))
        count = sum(len(card.person.places) for card in others)
        struck = "、".join(number for card in (kept, *others) for number in card.struck_out())
        sentences = [
            tr("{count} entries name the one that stays from now on; the other is retired.", count=count),
            tr("No longer in force: {numbers}.", numbers=struck) if struck else "",
            tr("It can be taken back under “Merged”."),
        ]
        asked.setInformativeText("\n".join(sentence for sentence in sentences if sentence))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        merge = asked.addButton(tr("Merge"), QMessageBox.ButtonRole.AcceptRole)
        merge.setObjectName("mergeYes")
        asked.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        merge.clicked.connect(lambda: self._do_merge(kept.person, others, [kept, *others]))
        asked.open()

    def _do_merge(self, kept: Namesake, others: Sequence[PersonCard], all_cards: Sequence[PersonCard]) -> None:
        merged = [card.person.uid for card in others]
        outdated = [phone for card in all_cards for phone in card.outdated()]
        self._ask(tr("Merging"), lambda connection: persons.merge(connection, kept.uid, merged, outdated),
                  lambda _none: self._done(tr("{name} stands in the register once now.", name=kept.name)))  # fmt: skip

    def take_back(self) -> None:
        """Take the chosen merger back."""
        item = self._mergers.currentItem()
        if item is not None:
            uid, name = str(item.data(0, _WHICH)), item.text(0)
            self._ask(tr("Taking back"), lambda connection: persons.part(connection, uid),
                      lambda _none: self._done(tr("{name} stands here twice again.", name=name)))  # fmt: skip

    def _ask(self, title: str, function: Callable[[Connection], Any], done: Callable[[Any], Any]) -> None:
        self._bar.clearWidgets()
        self._session.ask(title, lambda connection, _feedback: function(connection), while_open(self, done),
                          while_open(self, self._failed))  # fmt: skip

    def _done(self, words: str) -> None:
        self.read()
        show_done(self._bar, words)

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Persons of one name"))
        self._judge()

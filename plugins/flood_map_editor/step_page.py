"""The page of a step at the right: its symbols, what the registers know, what is to be verified, what is missing."""

from __future__ import annotations

from typing import Callable

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.done import Done
from flood_core.situation import offers, suggestions
from flood_core.situation.offers import Offer
from flood_core.situation.quick_fixes import mend
from flood_core.situation.steps import BASE, PEOPLE, ROUTES, SUBMIT, VILLAGE, StepState
from flood_core.situation.suggestions import Suggestion
from flood_core.situation.verification import TO_VERIFY
from flood_core.windows.panel import empty
from flood_core.windows.reason_window import ReasonWindow
from flood_core.windows.translation import named, tr, translate
from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .finding_list import FindingList
from .guide import Guide, Told
from .offer_card import GREEN, OfferCard
from .palette_view import PaletteView, symbol_picture
from .shelter_panel import ShelterPanel
from .underlay_panel import UnderlayPanel

#: So many offers are shown at once; the rest follow when these are settled.
MOST_OFFERS = 3
#: Beside what the terrain suggests there is less room.
MOST_OFFERS_BESIDE = 2
#: One at a time: each asks for a look at the place, and its reasons take some lines.
MOST_SUGGESTIONS = 1
_LINK = (
    "QPushButton { color: #1f5fa8; border: none; padding: 4px; text-align: right; }"
    " QPushButton:hover { text-decoration: underline; }"
)
_BLUE = (
    "QPushButton { background: #2f6db5; color: white; font-weight: bold; border-radius: 5px; }"
    " QPushButton:disabled { background: #b8c4d2; } QPushButton:focus { border: 2px solid #12365f; }"
)


class StepPage(QWidget):
    """What one does in a step."""

    place_wanted = pyqtSignal(object)  #: Offer without a place: the person shows it
    route_wanted = pyqtSignal()
    tables_wanted = pyqtSignal(str)

    def __init__(self, guide: Guide, palette: PaletteView, keep: Callable[[QWidget], QWidget]) -> None:
        super().__init__()
        self.setObjectName("stepPage")
        self._guide, self._editor, self._keep = guide, guide.editor, keep
        self.palette = palette
        self._title = QLabel()
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._title.setFont(font)
        self._route = QPushButton(tr("Draw a route: zone → shelter"))
        self._route.setObjectName("drawRoute")
        self._tables = QPushButton(tr("Open the tables…"))
        self._tables.setObjectName("openTables")
        for button in (self._route, self._tables):
            button.setMinimumHeight(40)
            button.setStyleSheet(_BLUE)
        self._shelters = ShelterPanel(guide)
        self._under = UnderlayPanel(self._editor, keep)
        self._under.underlays.changed.connect(guide.soon)
        self._verify = QPushButton()
        self._verify.setObjectName("verifyStep")
        self._verify.setStyleSheet(GREEN)
        self._next = QPushButton(tr("Look at the next"))
        self._next.setObjectName("nextToVerify")
        self._offers = QVBoxLayout()
        self._offers.setSpacing(4)
        self._missing = QLabel()
        self._missing.setObjectName("stepMissing")
        self.findings = FindingList()
        self.review = QVBoxLayout()  # what hands the map in; filled by the dock
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self.review)
        column.addWidget(self._route)
        column.addWidget(self._tables)
        column.addWidget(self._under)
        column.addWidget(self._shelters)
        column.addWidget(palette, 3)
        column.addLayout(self._offers)
        column.addLayout(self._verify_row())
        column.addWidget(self._missing)
        column.addWidget(self.findings, 2)
        self._route.clicked.connect(self.route_wanted)
        self._tables.clicked.connect(
            lambda: self.tables_wanted.emit("register.village_fact" if guide.step.key == VILLAGE else "")
        )
        self._verify.clicked.connect(lambda: self._editor.verify(guide.state().to_verify))
        self._next.clicked.connect(self._look_at_next)
        self.findings.wanted.connect(guide.show)
        self.findings.fix_wanted.connect(self._mend)
        guide.told.connect(self.show_step)
        guide.step_changed.connect(self._go)
        self._go(guide.step.key)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the page needs, not the one it would like: palette and findings scroll themselves."""
        return int(self.layout().minimumHeightForWidth(width))

    def _verify_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._next, 1)
        row.addWidget(self._verify, 2)
        for button in (self._next, self._verify):
            button.setMinimumHeight(34)
        return row

    def _go(self, _key: str) -> None:
        self.palette.show_step(self._guide.step.types)
        self.show_step()

    def show_step(self) -> None:
        """Show how the step stands now."""
        step, state, locked = self._guide.step, self._guide.state(), self._editor.is_locked
        self._title.setText(translate("steps", step.title))
        self.palette.setVisible(step.key not in (ROUTES, PEOPLE, SUBMIT))
        self._route.setVisible(step.key == ROUTES)
        self._under.setVisible(step.key == BASE)
        self._shelters.setVisible(step.key == ROUTES)
        self._tables.setVisible(step.key in (VILLAGE, PEOPLE))
        self._tables.setText(tr("Basic facts…") if step.key == VILLAGE else tr("Open the tables…"))
        waiting = len(state.to_verify)
        self._verify.setVisible(waiting > 0 and not locked)
        self._next.setVisible(any(table.startswith("situation.") for table, _ in state.to_verify) and not locked)
        self._verify.setText(tr("All {count} verified", count=waiting))
        self._show_offers(StepState(step) if locked else state)
        found = self._guide.of_step(step.key)
        self._missing.setText(self._said(len(found)))
        self._missing.setVisible(self._guide.is_known)
        self.findings.show_findings(found, short=step.key != SUBMIT)
        self.findings.setVisible(bool(found) or step.key == SUBMIT)

    def _said(self, count: int) -> str:
        missing = self._guide.missing() if self._guide.step.key == SUBMIT else self._guide.state().errors
        if missing:
            return f"<b style='color:#a61c1c'>{tr('Check-up: {count} still missing', count=missing)}</b>"
        words = tr("Check-up: nothing missing")
        if count:
            words = tr("Check-up: nothing missing, {count} to think about", count=count)
        return f"<b style='color:#1f7a45'>{words}</b>"

    # Offers -----------------------------------------------------------------------------

    def _show_offers(self, state: StepState) -> None:
        empty(self._offers)
        if state.offers:
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(QLabel(f"<b>{tr('The registers also have ({count})', count=len(state.offers))}</b>"), 1)
            placed = [one.uid for one in state.offers if one.placed]
            every = QPushButton(tr("Accept all"))
            every.setObjectName("acceptAll")
            every.setStyleSheet(_LINK)
            every.clicked.connect(lambda: self._accept(placed))
            row.addWidget(every)
            every.setVisible(len(placed) > 1)
            most = MOST_OFFERS_BESIDE if state.suggestions else MOST_OFFERS
            self._show_cards(head, [self._offer(one) for one in state.offers[:most]], len(state.offers))
        if state.suggestions:
            head = QLabel(f"<b>{tr('The terrain suggests ({count})', count=len(state.suggestions))}</b>")
            cards = [self._suggestion(one) for one in state.suggestions[:MOST_SUGGESTIONS]]
            self._show_cards(head, cards, len(state.suggestions))

    def _show_cards(self, head: QWidget, cards: list[OfferCard], count: int) -> None:
        for widget in (head, *cards):
            self._offers.addWidget(widget)
        if count > len(cards):
            self._offers.addWidget(QLabel(tr("and {count} more", count=count - len(cards))))

    def _offer(self, offer: Offer) -> OfferCard:
        place = "" if offer.placed else tr("no place yet")
        details = " · ".join(filter(None, [named(offer.kind), offer.details, place]))
        card = OfferCard("offer", self._picture(offer.symbol_code), f"{offer.name}\n{details}")
        card.take.setText(tr("Take over") if offer.placed else tr("Show its place"))
        card.take.clicked.connect(
            lambda: self._accept([offer.uid]) if offer.placed else self.place_wanted.emit(offer)
        )
        card.menu.addAction(tr("Not here…"), lambda: self._refuse(offer))
        return card

    def _suggestion(self, one: Suggestion) -> OfferCard:
        card = OfferCard("suggestion", self._picture(one.symbol_code), f"{one.name}\n{one.words}")
        card.setToolTip(tr("Found from the shape of the ground. Is it so? Have a look at the place."))
        card.take.setText(tr("Take over"))
        card.take.clicked.connect(lambda: self._take_suggestion(one))
        card.menu.addAction(tr("Show on the map"), lambda: self._editor.show_place(one.geometry))
        card.menu.addAction(tr("Take over and change"), lambda: self._take_suggestion(one, change=True))
        card.menu.addAction(tr("No danger here…"), lambda: self._reject_suggestion(one))
        return card

    def _picture(self, code: str) -> QPixmap | None:
        kind = self._kind_of_symbol(code)
        return symbol_picture(self._editor.symbols, code, kind).pixmap(QSize(28, 28)) if kind else None

    def _kind_of_symbol(self, code: str) -> str | None:
        symbols = self._editor.symbols
        kinds = ("point", "line", "polygon")
        return next((kind for kind in kinds if code in symbols and symbols.has_drawing(code, kind)), None)

    def _accept(self, uids: list[str]) -> None:
        said = Done(QT_TRANSLATE_NOOP("windows", "Accepted: {count}"), {"count": len(uids)})
        self._editor.carry_out(lambda: offers.accept(self._editor.copy, uids, said.kept()), said)

    def _take_suggestion(self, one: Suggestion, *, change: bool = False) -> None:
        said, made = Done(QT_TRANSLATE_NOOP("windows", "Taken over: {name}"), {"name": one.name}), []
        took = lambda: made.append(suggestions.accept(self._editor.copy, one.uid, said.kept()))  # noqa: E731
        if self._editor.carry_out(took, said) and change:
            self._editor.show_thing(made[0])

    def _reject_suggestion(self, one: Suggestion) -> None:
        said, copy = Done(QT_TRANSLATE_NOOP("windows", "No danger: {name}"), {"name": one.name}), self._editor.copy
        self._ask_why(
            tr("“{name}” is in no danger", name=one.name),
            tr("Why? For example: there is a wall, nobody lives there. The department reads it."),
            lambda reason: self._editor.carry_out(lambda: suggestions.reject(copy, one.uid, reason, said.kept()), said),
        )

    def _refuse(self, offer: Offer) -> None:
        said, copy = Done(QT_TRANSLATE_NOOP("windows", "Not here: {name}"), {"name": offer.name}), self._editor.copy
        self._ask_why(
            tr("“{name}” is not here", name=offer.name),
            tr("Why? For example: pulled down, treated, belongs to another village."),
            lambda reason: self._editor.carry_out(lambda: offers.refuse(copy, offer.uid, reason, said.kept()), said),
        )

    def _ask_why(self, title: str, question: str, given: Callable[[str], object]) -> None:
        window = ReasonWindow(self._editor.iface.mainWindow(), title, question)
        self._keep(window)
        window.given.connect(given)
        window.open()

    # Verifying and mending --------------------------------------------------------------

    def _look_at_next(self) -> None:
        for _table, uid in self._guide.state().to_verify:  # as of the last look: some may be verified by now
            found = self._editor.thing(uid)
            if found is not None and found[1]["review_state"] == TO_VERIFY:
                self._editor.show_thing(uid)
                return

    def _mend(self, told: Told) -> None:
        said = Done(told.fix or "", context="fixes")
        self._editor.carry_out(lambda: mend(self._editor.copy, told.finding, said.kept()), said)

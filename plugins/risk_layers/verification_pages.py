"""The pages of the window 核实: each shows what was read and says by signals what the person wants."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from flood_core.database.verification import Completeness, Proposal, Task, ToVerify
from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .ledger_tables import DATA, FilteredTable
from .register_tree import QUIET

GOOD, BAD, OPEN = "#1F7A45", "#B3261E", "#8A6A00"
STATES = {
    "overdue": QT_TRANSLATE_NOOP("windows", "overdue"),
    "open": QT_TRANSLATE_NOOP("windows", "to verify"),
    "submitted": QT_TRANSLATE_NOOP("windows", "submitted"),
    "returned": QT_TRANSLATE_NOOP("windows", "returned"),
    "accepted": QT_TRANSLATE_NOOP("windows", "verified"),
    "withdrawn": QT_TRANSLATE_NOOP("windows", "withdrawn"),
}
MISSING = {
    "coordinates": QT_TRANSLATE_NOOP("windows", "place on the map"),
    "party": QT_TRANSLATE_NOOP("windows", "responsible party"),
    "person": QT_TRANSLATE_NOOP("windows", "person"),
    "phone": QT_TRANSLATE_NOOP("windows", "phone"),
    "measures": QT_TRANSLATE_NOOP("windows", "control measures"),
    "verified": QT_TRANSLATE_NOOP("windows", "verified within 12 months"),
}
PROPOSED = {
    "open": QT_TRANSLATE_NOOP("windows", "waits"),
    "accepted": QT_TRANSLATE_NOOP("windows", "accepted"),
    "rejected": QT_TRANSLATE_NOOP("windows", "rejected"),
}
WHAT = {
    "new": QT_TRANSLATE_NOOP("windows", "new"),
    "retire": QT_TRANSLATE_NOOP("windows", "no longer there"),
    "move": QT_TRANSLATE_NOOP("windows", "other place"),
    "change": QT_TRANSLATE_NOOP("windows", "changed"),
}
FIELDS = {
    "name": QT_TRANSLATE_NOOP("forms", "Name"),
    "feature": QT_TRANSLATE_NOOP("forms", "Feature"),
    "location": QT_TRANSLATE_NOOP("forms", "Location"),
    "responsible_party": QT_TRANSLATE_NOOP("forms", "Responsible party"),
    "control_measures": QT_TRANSLATE_NOOP("forms", "Control measures"),
    "risk_level": QT_TRANSLATE_NOOP("forms", "Risk level"),
    "threatened_households": QT_TRANSLATE_NOOP("forms", "Threatened households"),
    "threatened_people": QT_TRANSLATE_NOOP("forms", "Threatened people"),
    "capacity_people": QT_TRANSLATE_NOOP("forms", "Places"),
    "headcount": QT_TRANSLATE_NOOP("forms", "Headcount"),
    "quantity": QT_TRANSLATE_NOOP("forms", "Quantity"),
    "unit": QT_TRANSLATE_NOOP("forms", "Unit of quantity"),
}


def said(words: Mapping[str, str], key: str) -> str:
    """Return the word for a key, in the user's language."""
    return translate("windows", words[key]) if key in words else key


class _Page(QWidget):
    """A table, words about the chosen row, and a line of buttons."""

    def __init__(self, table: FilteredTable, buttons: Sequence[QPushButton], hint: str = "") -> None:
        super().__init__()
        self.table = table
        self.about = QLabel(hint)
        self.about.setWordWrap(True)
        self.about.setStyleSheet(f"color: {QUIET}")
        row = QHBoxLayout()
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(table, 1)
        column.addWidget(self.about)
        column.addLayout(row)


def _button(words: str, name: str, clicked: Any) -> QPushButton:
    made = QPushButton(words)
    made.setObjectName(name)
    made.setEnabled(False)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


class TasksPage(_Page):
    """The tasks, and the steps that the chosen one may take; the database has the last word on each."""

    chosen = pyqtSignal(object)  #: Task
    opened = pyqtSignal()
    step_wanted = pyqtSignal(object, str)  #: Task, state

    def __init__(self) -> None:
        self._task: Task | None = None
        self._steps = {
            state: _button(words, f"step_{state}", lambda state=state: self.step_wanted.emit(self._task, state))
            for state, words in (
                ("submitted", tr("Submit")), ("open", tr("Take the submission back")), ("accepted", tr("Accept")),
                ("returned", tr("Return…")), ("withdrawn", tr("Withdraw…")),
            )
        }  # fmt: skip
        self._look = _button(tr("What is to be verified"), "taskThings", lambda: self.opened.emit())
        headings = [tr("Status"), tr("Asked"), tr("Task"), tr("Due"), tr("Things"), tr("Verified"), tr("Disputed"),
                    tr("Still to do"), tr("Handed out by")]  # fmt: skip
        table = FilteredTable("verificationTasks", headings, self._cells, group=_state, color=_task_color,
                              groups=[(key, said(STATES, key)) for key in STATES])  # fmt: skip
        super().__init__(table, (self._look, *self._steps.values()))
        table.chosen.connect(self._row)
        table.view.doubleClicked.connect(lambda _index: self.opened.emit())

    @staticmethod
    def _cells(task: Task) -> list[Any]:
        return [said(STATES, _state(task)), task.sender, task.title, f"{task.deadline:%Y-%m-%d}", task.things,
                task.verified, task.disputed, task.waiting, task.issued_by]  # fmt: skip

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show the tasks, the cursor on the one from before."""
        before = self._task
        self.table.put(tasks, (10, 24, 30, 13, 9, 9, 9, 10, 14))
        found = next((task for task in tasks if before is not None and task.uid == before.uid), None)
        if found is not None:
            self.table.look_at(lambda task: task.uid == found.uid)
        self._show(found)

    def _row(self, task: Task) -> None:
        self._show(task)
        self.chosen.emit(task)

    def _show(self, task: Task | None) -> None:
        self._task = task
        may = {"open": ("submitted", "withdrawn"), "returned": ("submitted", "withdrawn"),
               "submitted": ("open", "accepted", "returned", "withdrawn"), "accepted": ("returned",)}  # fmt: skip
        for state, button in self._steps.items():
            button.setEnabled(task is not None and state in may.get(task.state, ()))
        self._look.setEnabled(task is not None)
        words = []
        if task is not None:
            words.append(tr("{area}: {codes}", area=task.area, codes="、".join(task.categories)))
            words.append(tr("handed out on {day}", day=f"{task.handed_out:%Y-%m-%d}"))
            if task.reason:
                words.append(tr("reason: {reason}", reason=task.reason))
        self.about.setText(" · ".join(words))


class ThingsPage(_Page):
    """The things of a task: what is missing, and buttons that say what was found."""

    verify_wanted = pyqtSignal(object, str)  #: list of ToVerify, state
    show_wanted = pyqtSignal(str)  #: uid

    def __init__(self) -> None:
        self._areas: Mapping[str, str] = {}
        self._good = _button(tr("Is as registered"), "verifyGood", lambda: self._tell("confirmed"))
        self._bad = _button(tr("Something is wrong…"), "verifyBad", lambda: self._tell("disputed"))
        self._show = _button(tr("Open the card"), "verifyShow", self._tell_show)
        headings = [tr("Done"), tr("Name"), tr("Village"), tr("Category"), tr("Missing"), tr("Verified on"), tr("By"),
                    tr("Reason")]  # fmt: skip
        table = FilteredTable("verificationThings", headings, self._cells, group=_done,
                              groups=[("no", tr("still to do")), ("yes", tr("done"))],
                              color=lambda thing: GOOD if thing.done else OPEN)  # fmt: skip
        super().__init__(table, (self._good, self._bad, self._show))
        table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._enable())

    def _cells(self, thing: ToVerify) -> list[Any]:
        return [tr("done") if thing.done else tr("still to do"), thing.name,
                self._areas.get(thing.area_code[:12], thing.area_code), thing.category,
                "、".join(said(MISSING, one) for one in thing.missing) or "—",
                f"{thing.verified_on:%Y-%m-%d}" if thing.verified_on else "", thing.verified_by or "",
                thing.reason or ""]  # fmt: skip

    def show_task(self, task: Task | None) -> None:
        """Say which task the things are of."""
        self.about.setText(tr("Choose a task first.") if task is None else f"{task.title} · {task.sender}")
        self.table.put([], ())
        self._enable()

    def show_things(self, things: Sequence[ToVerify], areas: Mapping[str, str]) -> None:
        """Show the things of the task."""
        self._areas = areas
        self.table.put(things, (9, 20, 14, 16, 36, 13, 12, 16))
        self._enable()

    def selected(self) -> list[ToVerify]:
        """Return the chosen things."""
        return [index.data(DATA) for index in self.table.view.selectionModel().selectedRows()]

    def _enable(self) -> None:
        count = len(self.selected())
        self._good.setEnabled(count > 0)
        self._bad.setEnabled(count > 0)
        self._show.setEnabled(count == 1)

    def _tell(self, state: str) -> None:
        self.verify_wanted.emit(self.selected(), state)

    def _tell_show(self) -> None:
        self.show_wanted.emit(self.selected()[0].uid)


class ProposalsPage(_Page):
    """What the villages' maps propose: what stands in the register, what the map says."""

    accept_wanted = pyqtSignal(object)  #: Proposal
    reject_wanted = pyqtSignal(object)

    def __init__(self) -> None:
        self._proposal: Proposal | None = None
        self._accept = _button(tr("Accept"), "acceptProposal", lambda: self.accept_wanted.emit(self._proposal))
        self._reject = _button(tr("Reject…"), "rejectProposal", lambda: self.reject_wanted.emit(self._proposal))
        headings = [tr("Status"), tr("Village"), tr("Thing"), tr("Category"), tr("What"),
                    tr("In the register → on the map"), tr("Proposed by"), tr("Reason")]  # fmt: skip
        table = FilteredTable("verificationProposals", headings, self._cells, group=lambda one: one.state,
                              groups=[(key, said(PROPOSED, key)) for key in PROPOSED],
                              color=lambda one: {"accepted": GOOD, "rejected": BAD}.get(one.state, OPEN))  # fmt: skip
        super().__init__(table, (self._accept, self._reject))
        table.chosen.connect(self._row)

    @staticmethod
    def _cells(one: Proposal) -> list[Any]:
        return [said(PROPOSED, one.state), one.area, one.name, one.category, said(WHAT, one.what), difference(one),
                one.proposed_by, one.decision or "；".join(filter(None, [one.opinion, one.reason]))]  # fmt: skip

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show the proposals."""
        self.table.put(proposals, (9, 14, 20, 14, 11, 34, 14, 20))
        self._row(None)

    def _row(self, one: Proposal | None) -> None:
        self._proposal = one
        for button in (self._accept, self._reject):
            button.setEnabled(one is not None and one.may_settle)
        if one is None:
            self.about.setText(tr("Choose a proposal to compare it with the register."))
        elif one.state == "open" and not one.may_settle:
            self.about.setText(tr("Who may change this thing, and did not propose it, decides."))
        else:
            self.about.setText(difference(one))


class CompletenessPage(_Page):
    """How complete the registers are, by township or village."""

    def __init__(self) -> None:
        headings = [tr("Area"), tr("Things"), *(said(MISSING, key) for key in MISSING)]
        table = FilteredTable("verificationCompleteness", headings, self._cells, group=lambda _unit: "", groups=[],
                              color=lambda unit: BAD if unit.verified < unit.things * 0.8 else "#222222")  # fmt: skip
        hint = tr("Share of the registered things that have it; red where less than 80 % are verified.")
        super().__init__(table, (), hint)

    @staticmethod
    def _cells(unit: Completeness) -> list[Any]:
        counts = (unit.with_coordinates, unit.with_party, unit.with_person, unit.with_phone, unit.with_measures,
                  unit.verified)  # fmt: skip
        wholes = (unit.things, unit.things, unit.things, unit.things, unit.sources, unit.things)
        shares = [f"{count / whole:.0%} ({count:,})" if whole else "—" for count, whole in zip(counts, wholes)]
        return [unit.name, unit.things, *shares]

    def show_units(self, units: Sequence[Completeness]) -> None:
        """Show the units."""
        self.table.put(units, (22, 9, 16, 16, 14, 14, 16, 20))


def difference(one: Proposal) -> str:
    """Return what a proposal would change, in one line."""
    if one.what == "retire":
        return tr("take it out of the registers")
    parts = []
    for key, value in one.proposed.items():
        field = translate("forms", FIELDS.get(key, key))
        before = one.present.get(key)
        old = "—" if before is None else before
        parts.append(f"{field}：{value}" if one.subject_uid is None else f"{field}：{old} → {value}")
    if one.geometry and one.subject_uid is not None:
        parts.append(tr("place moved"))
    return "；".join(parts)


def _state(task: Task) -> str:
    return "overdue" if task.overdue else task.state


def _task_color(task: Task) -> str:
    return BAD if task.overdue or task.state == "returned" else GOOD if task.state == "accepted" else OPEN


def _done(thing: ToVerify) -> str:
    return "yes" if thing.done else "no"

"""What the guide knows of an open map: the check-up's findings and how the eight steps stand, kept up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flood_core.model.check_rules import RULES
from flood_core.model.check_up import ERROR, Finding, check_up
from flood_core.situation.assignment import ShelterLoad, homeless, shelter_loads
from flood_core.situation.copy_check import copy_facts
from flood_core.situation.quick_fixes import quick_fix
from flood_core.situation.steps import BY_KEY, PEOPLE, ROUTES, STEPS, SUBMIT, Step, StepState, step_of, step_states
from flood_core.situation.working_copy import WorkingCopy
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .editor import ROUTE, Editor
from .hint_line import GOOD

#: The check-up runs so long after the last change, in seconds.
SOON = 0.5
#: Shown while nobody has looked yet.
UNKNOWN = [StepState(step) for step in STEPS]


@dataclass(frozen=True)
class Told:
    """One finding in words, where it is mended, and what mends it at one click."""

    finding: Finding
    step: str
    message: str
    advice: str
    fix: str | None  # words on the button, marked in context ``fixes``

    @property
    def severity(self) -> str:
        """Return error, warning or hint."""
        return self.finding.severity


@dataclass(frozen=True)
class Looked:
    """What one look at the map found."""

    findings: list[Told]
    states: list[StepState]
    loads: list[ShelterLoad]
    homeless: int  # people of the transfer list without a shelter


class Guide(QObject):
    """Looks at the map in the background after each change, and leads to what is missing."""

    told = pyqtSignal()  #: findings and states are new
    step_changed = pyqtSignal(str)
    tables_wanted = pyqtSignal(str)  #: name of the table to open

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor = editor
        self.findings: list[Told] = []
        self.states: list[StepState] = list(UNKNOWN)
        self.loads: list[ShelterLoad] = []
        self.homeless = 0
        self.is_known = False
        self.step: Step = STEPS[0]
        self._again = self._running = self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        editor.changed.connect(self.soon)
        editor.closing.connect(self.end)
        self.soon()

    # Looking ----------------------------------------------------------------------------

    def soon(self) -> None:
        """Look again in a moment; many changes make one look."""
        if not self._ended:
            self._timer.start(int(SOON * 1000))

    def look(self) -> None:
        """Run the check-up in the background, on a connection of its own to the file."""
        if self._running:
            self._again = True
            return
        self._running = True
        path = self.editor.path
        language = QgsApplication.locale()
        self.editor.session.run("", lambda _feedback: examine(path, language), self._looked, self._failed)

    def _looked(self, found: Looked) -> None:
        self._running = False
        if self._ended:
            return
        self.findings, self.states, self.loads, self.homeless = (
            found.findings, found.states, found.loads, found.homeless
        )  # fmt: skip
        self.is_known = True
        self.told.emit()
        self._go_on()

    def _failed(self, error: BaseException) -> None:
        self._running = False
        if not self._ended:
            self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self.soon()

    def end(self) -> None:
        """Stop looking; the map is being closed."""
        self._ended = True
        self._timer.stop()

    # Leading ----------------------------------------------------------------------------

    def state(self, key: str | None = None) -> StepState:
        """Return how a step stands, by default the one at hand."""
        return next(one for one in self.states if one.step.key == (key or self.step.key))

    def go(self, key: str) -> None:
        """Go to a step."""
        self.editor.select(None)
        self.editor.go_on()  # what was said belongs to the step before
        self.step = BY_KEY[key]
        self.step_changed.emit(key)

    def go_by(self, places: int) -> None:
        """Go some steps on or back."""
        keys = [step.key for step in STEPS]
        number = keys.index(self.step.key) + places
        if 0 <= number < len(keys):
            self.go(keys[number])

    def of_step(self, key: str) -> list[Told]:
        """Return the findings of a step, the worst first; of the last step all of them."""
        return [one for one in self.findings if key in (one.step, SUBMIT)]

    def missing(self) -> int:
        """Return how many errors stand between the map and its submission."""
        return sum(one.severity == ERROR for one in self.findings)

    def show(self, told: Told) -> None:
        """Go to what a finding is about, and open what mends it."""
        uid = self._thing(told)
        if uid is not None:
            self.editor.show_thing(uid)
            self.editor.say(told.advice, GOOD)
        elif told.step == PEOPLE or told.finding.code.startswith("village_facts"):
            self.tables_wanted.emit(_TABLE_OF.get(told.finding.code, "register.transfer_household"))
        else:
            self.go(told.step)
            self.editor.say(told.advice, GOOD)

    def _thing(self, told: Told) -> str | None:
        number = told.finding.values.get("number")
        if told.step == ROUTES and number is not None:
            return next((uid for uid, row in self.editor.copy.rows(ROUTE).items() if row["number"] == number), None)
        uid = told.finding.element_uid
        return uid if uid is not None and self.editor.thing(uid) is not None else None


#: Rule -> the table in which it is mended.
_TABLE_OF = {
    "village_facts_missing": "register.village_fact", "village_facts_incomplete": "register.village_fact",
    "duty_phone_missing": "register.village_fact", "post_unfilled": "register.duty",
    "post_without_phone": "register.duty", "grid_missing": "register.grid_person",
    "grid_without_phone": "register.grid_person",
}  # fmt: skip


def examine(path: Path, language: str) -> Looked:
    """Return findings, steps and shelters of a working copy. Raises: as ``copy_facts``."""
    with WorkingCopy(path) as copy:
        facts = copy_facts(copy)
        findings = check_up(facts, RULES)
        told = [_told(copy, one, language) for one in findings]
        people = sum(row["people"] for row in homeless(copy).values())
        return Looked(told, step_states(copy, findings), shelter_loads(facts), people)


def _told(copy: WorkingCopy, finding: Finding, language: str) -> Told:
    fix = quick_fix(copy, finding) if not copy.is_locked else None
    words = "zh" if language.startswith("zh") else "en"
    return Told(finding, step_of(finding, copy), finding.message(words), finding.fix(words), fix)

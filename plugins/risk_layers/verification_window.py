"""The window 核实: tasks and how far they are, what is to be verified, proposals of the maps, completeness."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.database import verification
from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.connection import Connection
from flood_core.progress import Feedback
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.reason_window import ReasonWindow
from flood_core.windows.session import Session
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr
from flood_core.windows.while_open import Latest, while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
)

from .task_window import TaskWindow
from .verification_pages import CompletenessPage, ProposalsPage, TasksPage, ThingsPage
from .window_parts import AreaBox, fit

#: Kinds of users who hand tasks out and decide on them.
ISSUERS = ("county_editor", "township_reviewer", "department_owner", "owner")


class VerificationWindow(QDialog):
    """Joins the pages; every button is one function of the engine in the background."""

    thing_wanted = pyqtSignal(str)  #: uid of a thing to be shown in the registers

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("verificationWindow")
        self.setWindowTitle(tr("Verification"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._session, self._latest = session, Latest(self)
        self._areas: list[AreaName] = []
        self._task: verification.Task | None = None
        self._bar = QgsMessageBar(self)
        self._bar.setObjectName("verificationMessages")
        self._progress = ProgressLine()
        self._area, self._tabs = AreaBox("verificationArea"), QTabWidget()
        self.tasks, self.things = TasksPage(), ThingsPage()
        self.proposals, self.completeness = ProposalsPage(), CompletenessPage()
        self._build()
        self._join()
        session.signed_in.connect(self.read_areas)
        session.signed_out.connect(self.close)
        self.read_areas()

    def _build(self) -> None:
        label = QLabel(tr("Area"))
        label.setBuddy(self._area)
        self._hand_out, self._write = QPushButton(tr("Hand out tasks…")), QPushButton(tr("Write as workbook"))
        self._again, close = QPushButton(tr("Refresh")), QPushButton(tr("Close"))
        for button, name in ((self._hand_out, "handOutTasks"), (self._write, "verificationWorkbook"),
                             (self._again, "verificationRefresh"), (close, "verificationClose")):  # fmt: skip
            button.setObjectName(name)
            button.setAutoDefault(False)
        self._tabs.setObjectName("verificationTabs")
        for page, words in ((self.tasks, tr("Tasks")), (self.things, tr("To verify")),
                            (self.proposals, tr("Proposals")), (self.completeness, tr("Completeness"))):  # fmt: skip
            self._tabs.addTab(page, words)
        top, last = QHBoxLayout(), QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self._area)
        top.addWidget(self._again)
        top.addStretch(1)
        top.addWidget(self._hand_out)
        last.addWidget(self._write)
        last.addStretch(1)
        last.addWidget(close)
        column = QVBoxLayout(self)
        words = tr("Who checks what by when, how far it is, and what the villages' maps propose to change.")
        column.addWidget(Head(tr("Verification of the registers"), words, topic="verification"))
        column.addWidget(self._bar)
        column.addLayout(top)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._progress)
        column.addLayout(last)
        close.clicked.connect(self.close)
        fit(self, 150, 36)

    def _join(self) -> None:
        self._area.currentIndexChanged.connect(lambda _index: self.read())
        self._again.clicked.connect(self.read)
        self._hand_out.clicked.connect(self.hand_out)
        self._write.clicked.connect(self.write)
        self.tasks.chosen.connect(self._choose)
        self.tasks.opened.connect(lambda: self._tabs.setCurrentWidget(self.things))
        self.tasks.step_wanted.connect(self.take_step)
        self.things.verify_wanted.connect(self.verify)
        self.things.show_wanted.connect(self.thing_wanted)
        self.proposals.accept_wanted.connect(self.accept)
        self.proposals.reject_wanted.connect(self.ask_rejection)

    # Reading -----------------------------------------------------------------------------

    def read_areas(self) -> None:
        """Read which areas there are to choose from."""
        kind = self._session.person.kind if self._session.person is not None else None
        self._hand_out.setVisible(kind in ISSUERS)
        self._ask(tr("Reading the areas"), lambda connection: areas_in_reach(connection), self._areas_read)

    def _areas_read(self, areas: list[AreaName]) -> None:
        self._areas = areas
        self._area.show_areas(areas, self._session.person.areas if self._session.person is not None else ())
        self.read()

    def read(self) -> None:
        """Read tasks, proposals and completeness of the area."""
        scope = str(self._area.currentData() or "")
        if not scope:
            return

        def ask(connection: Connection) -> tuple[Any, ...]:
            return (verification.tasks(connection, scope),
                    verification.proposals(connection, scope, ("open", "accepted", "rejected")),
                    verification.completeness(connection, scope))  # fmt: skip

        self._ask(tr("Reading the tasks"), ask, self._latest.only(self._got))

    def _got(self, found: tuple[Any, ...]) -> None:
        tasks, proposals, complete = found
        self.tasks.show_tasks(tasks)
        self.proposals.show_proposals(proposals)
        self.completeness.show_units(complete)
        late = sum(task.overdue for task in tasks)
        waiting = sum(one.state == "open" for one in proposals)
        self._tabs.setTabText(0, tr("Tasks ({count} overdue)", count=late) if late else tr("Tasks"))
        self._tabs.setTabText(2, tr("Proposals ({count})", count=waiting) if waiting else tr("Proposals"))
        task = next((one for one in tasks if self._task is not None and one.uid == self._task.uid), None)
        self._choose(task or (tasks[0] if tasks else None))

    def _choose(self, task: verification.Task | None) -> None:
        self._task = task
        self.things.show_task(task)
        if task is not None:
            def read(connection: Connection) -> tuple[verification.Task, list[verification.ToVerify]]:
                return task, verification.things_of(connection, task)

            self._ask(tr("Reading what is to be verified"), read, self._things_read)

    def _things_read(self, found: tuple[verification.Task, list[verification.ToVerify]]) -> None:
        if self._task is not None and found[0].uid == self._task.uid:
            self.things.show_things(found[1], {area.code: area.name for area in self._areas})

    # Doing -------------------------------------------------------------------------------

    def hand_out(self) -> None:
        """Open the window that hands tasks out."""
        window = TaskWindow(self, self._session, self._areas, str(self._area.currentData() or ""))
        window.handed_out.connect(lambda count: self._done(tr("{count} tasks handed out.", count=count)))
        window.open()

    def take_step(self, task: verification.Task, state: str) -> None:
        """Take a task one step on; ask for the reason where one is needed."""
        if state in ("returned", "withdrawn"):
            self._ask_reason(tr("Why?"), lambda reason: self._step(task, state, reason))
        else:
            self._step(task, state, "")

    def _step(self, task: verification.Task, state: str, reason: str) -> None:
        self._ask(tr("Saving"), lambda connection: verification.take_step(connection, task, state, reason),
                  lambda _none: self._done(tr("“{title}” was saved.", title=task.title)))  # fmt: skip

    def verify(self, things: list[verification.ToVerify], state: str) -> None:
        """Verify things, or say that they are disputed and why."""
        if state == "disputed":
            self._ask_reason(tr("What is wrong?"), lambda reason: self._verify(things, state, reason))
        else:
            self._verify(things, state, "")

    def _verify(self, things: list[verification.ToVerify], state: str, reason: str) -> None:
        self._ask(tr("Saving"), lambda connection: verification.verify(connection, things, state, reason),
                  lambda count: self._done(tr("{count} things saved.", count=count)))  # fmt: skip

    def accept(self, proposal: verification.Proposal) -> None:
        """Write a proposal into the registers."""
        self._ask(tr("Saving"), lambda connection: verification.accept(connection, proposal),
                  lambda _uid: self._done(tr("“{name}” was accepted.", name=proposal.name)))  # fmt: skip

    def ask_rejection(self, proposal: verification.Proposal) -> None:
        """Ask why a proposal is turned down, then do it."""
        self._ask_reason(tr("Why is it rejected?"), lambda reason: self._ask(
            tr("Saving"), lambda connection: verification.reject(connection, proposal, reason),
            lambda _none: self._done(tr("“{name}” was rejected.", name=proposal.name))))  # fmt: skip

    def write(self) -> None:
        """Write the progress as a workbook."""
        scope = str(self._area.currentData() or "")

        def work(connection: Connection, feedback: Feedback) -> Any:
            from flood_core.reports.verification_report import verification_report  # pandas comes in with it

            return verification_report(connection, scope, output_folder(), feedback=feedback)

        self._progress.follow(self._session.ask(
            tr("Writing"), work, while_open(self, lambda path: show_done(self._bar, str(path), tr("Written"))),
            while_open(self, self._failed)))  # fmt: skip

    def _ask_reason(self, question: str, then: Callable[[str], None]) -> None:
        self._reason = ReasonWindow(self, tr("Reason"), question, goes_on=tr("Save"))
        self._reason.given.connect(then)
        self._reason.open()

    def _ask(self, title: str, function: Callable[[Connection], Any], done: Callable[[Any], Any]) -> None:
        if self._session.is_signed_in:
            self._session.ask(title, lambda connection, _feedback: function(connection), while_open(self, done),
                              while_open(self, self._failed))  # fmt: skip

    def _done(self, words: str) -> None:
        show_done(self._bar, words)
        self.read()

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Verification"))
        if getattr(error, "exit_code", 0) == 4:  # somebody was quicker: show how it is now
            self.read()

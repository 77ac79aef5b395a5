"""One of two editors who do things at random through the windows, while the server stops and starts."""

from __future__ import annotations

import random
from typing import Callable

from flood_map_editor.editor import ELEMENT, Editor
from qgis.PyQt.QtWidgets import QPushButton

from tests.windows.robot import Robot, environment
from tests.windows.scenarios.drawing import spot, take
from tests.windows.scenarios.sharing import open_village

SYMBOLS = ("B20100", "D60153", "C20551")


def run(robot: Robot) -> None:
    """Work through the rounds: half with a server, half without, then until both are even."""
    editor = open_village(robot)
    robot.mark("open")
    done: list[str] = []
    robot.note("actions", done)
    for number in range(int(environment("ROUNDS"))):
        robot.wait_for_mark(f"go_{number}", 120)
        dice = random.Random(f"{number} {environment('PART')}")
        person = Person(robot, editor, dice, done)
        for _ in range(int(environment("STEPS"))):
            person.act()
        robot.mark(f"half_{number}")
        robot.wait_for_mark(f"stopped_{number}", 120)
        for _ in range(int(environment("STEPS"))):
            person.act()
        robot.note(f"unsent_{number}", editor.copy.unsent())
        if number == 0:
            robot.shot("without_server")
        robot.mark(f"done_{number}")
        robot.wait_for_mark(f"started_{number}", 120)
        person.come_to_terms(number)
        robot.mark(f"even_{number}")
    robot.wait_for_mark("end", 120)


class Person:
    """Does what the dice say, with mouse and keys; notes every command that the windows confirmed."""

    def __init__(self, robot: Robot, editor: Editor, dice: random.Random, done: list[str]) -> None:
        self.robot, self.editor, self.dice, self.done = robot, editor, dice, done

    def act(self) -> None:
        """Do one thing, and note the commands that were confirmed.

        The whole village is shown first: to settle a conflict is to look at its place from near.
        """
        self.robot.click("showWhole")
        before = {one.uid for one in self.editor.copy.journal()}
        actions: list[Callable[[], None]] = [self.place, self.place, self.rename, self.rename, self.rename, self.drag,
                                             self.drag, self.delete, self.undo, self.redo]  # fmt: skip
        self.dice.choice(actions)()
        self.done += [one.uid for one in self.editor.copy.journal() if one.uid not in before]

    def where(self) -> tuple[float, float]:
        """Return a place in the village."""
        return spot(self.dice.randrange(-80, 80) * 10, self.dice.randrange(-50, 50) * 10)

    def word(self) -> str:
        """Return a name."""
        return f"{environment('PART')}{self.dice.randrange(10**6)}"

    def pick(self) -> tuple[float, float] | None:
        """Select a point on the map with a click; return where it is."""
        rows = self.editor.copy.rows(ELEMENT)
        points = sorted(uid for uid, row in rows.items() if row["geom"].startswith("0101000020"))
        place = self.editor.geometry(self.dice.choice(points[:5])).asPoint()
        self.robot.map_click(place.x(), place.y())
        return (place.x(), place.y()) if self.editor.selection is not None else None

    def finish(self) -> None:
        """Close the form, if it is open."""
        if self.editor.selection is not None:
            self.robot.click("thingDone")

    def place(self) -> None:
        """Place a point and name it."""
        take(self.robot, self.dice.choice(SYMBOLS))
        self.robot.map_click(*self.where())
        self.robot.type("field_name", self.word())
        self.finish()

    def rename(self) -> None:
        """Give a point another name."""
        if self.pick() is not None:
            self.robot.type("field_name", self.word())
        self.finish()

    def drag(self) -> None:
        """Move a point."""
        start = self.pick()
        if start is not None:
            self.robot.map_drag(start, self.where())
        self.finish()

    def delete(self) -> None:
        """Take a point off the map."""
        if self.pick() is not None:
            self.robot.click("deleteThing")
        self.finish()

    def undo(self) -> None:
        """Take back."""
        self.robot.click("tool_undo")
        self.finish()

    def redo(self) -> None:
        """Do again."""
        self.robot.click("tool_redo")
        self.finish()

    def come_to_terms(self, number: int) -> None:
        """Settle conflicts until nothing is left to send or to decide; the second gives way."""
        self.robot.wait(lambda: self.is_even() or self.settle(number), "both to be even", 120)

    def is_even(self) -> bool:
        """Tell whether the server has everything and nothing is open."""
        copy, sync = self.editor.copy, self.editor.sync
        return copy.unsent() == 0 and not copy.conflicts() and sync.state == "done"

    def settle(self, number: int) -> bool:
        """Settle what is open in the conflict window; never ends the wait."""
        if not self.editor.copy.conflicts():
            return False
        self.robot.click("mapConflicts")
        self.robot.find("conflictWindow")
        if number == 0:
            self.robot.shot("conflicts")
        side = "mine" if environment("PART") == "甲" else "theirs"
        several = self.robot.find("conflictsLeft").window().findChild(QPushButton, f"all_{side}").isVisible()
        self.robot.click(f"all_{side}" if several else f"version_{side}_0")
        self.robot.click("keepDecisions")
        self.robot.gone("conflictWindow")
        return False

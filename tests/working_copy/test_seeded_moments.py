"""Killed in the middle of any command, carried on a stick, brought over a bad line: no confirmed action is lost.

Each seed names one moment: the number of the statement on the file at which
the process is killed, what was done before, and where the line breaks after.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import Connection
from flood_core.situation.working_copy import WorkingCopy, carry, check_out, settle_all
from flood_core.situation.working_copy.copy import MINE, THEIRS
from flood_core.situation.working_copy.merge import RETIRED, flatten

from tests.support.soak import many

from .conftest import Place
from .server import AFTER_COMMIT
from .test_two_copies import Editor, Watcher

SEEDS = range(many(5, 50))
CHECKOUT = Path(__file__).resolve().parents[2]
#: So many statements are at most between the start and the kill.
LATEST = 900

#: A compiler who works until the power goes: at a statement of SQLite that the seed names.
WORKS_UNTIL_KILLED = """
import os, random, signal, sys
from pathlib import Path
from flood_core.situation.working_copy import WorkingCopy, store
from tests.working_copy.test_two_copies import Editor

path, seed, left = Path(sys.argv[1]), int(sys.argv[2]), [int(sys.argv[3])]
plain = store.connect

def count(_statement):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watched(file):
    opened = plain(file)
    opened.set_trace_callback(count)
    return opened

store.connect = watched
editor = Editor("甲", path, None, random.Random(seed))
while True:
    editor.act()
    with WorkingCopy(path) as copy:
        confirmed = [one.uid for one in copy.journal()]
    os.write(1, (" ".join(confirmed) + "\\n").encode())
"""


def worked_until_killed(path: Path, seed: int, moment: int) -> list[str]:
    """Let a process work on a copy until it is killed; return the commands of which it had word that they are kept."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(CHECKOUT / "plugins"), str(CHECKOUT)))}
    command = [sys.executable, "-c", WORKS_UNTIL_KILLED, str(path), str(seed), str(moment)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    whole = [line for line in ended.stdout.splitlines(keepends=True) if line.endswith("\n")]
    return whole[-1].split() if whole else []


def holds_what_its_journal_says(copy: WorkingCopy) -> None:
    """Hold every row against the last word of the journal: a command is in the file whole, or not at all."""
    last: dict[tuple[str, str, str], Any] = {}
    for command in copy.journal():
        for change in command.forward:
            last.update({(change["table"], change["uid"], name): value for name, value in change["fields"].items()})
    for (table, uid, name), value in last.items():
        row = flatten({key: one for key, one in copy.row(table, uid).items() if key != "revision"})
        assert row.get(name, False if name == RETIRED else None) == value, (table, uid, name)


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_carried_and_brought_back(place: Place, connection: Connection, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    paths = []
    for number, name in enumerate("甲乙"):
        with closing(place.sign_in(number)) as signed_in:
            paths.append(check_out(signed_in, place.edition, tmp_path / f"{name}.gpkg"))
    confirmed = worked_until_killed(paths[0], seed, dice.randrange(40, LATEST))
    with WorkingCopy(paths[0], thorough=True) as copy:
        kept = [one.uid for one in copy.journal()]
        assert kept[: len(confirmed)] == confirmed and len(kept) <= len(confirmed) + 1
        holds_what_its_journal_says(copy)
        scope = copy.scope
    stick = carry(paths[0], tmp_path / "stick.gpkg")
    watcher = Watcher(connection, scope)
    first = Editor("甲", stick, place.compilers[0], dice)
    second = Editor("乙", paths[1], place.compilers[1], dice)
    for _ in range(4):  # the others change the same village meanwhile
        second.act()
    watcher.sync(second, None)
    watcher.sync(first, dice.choice([AFTER_COMMIT, dice.randrange(1, 60)]))
    for _ in range(3):
        for one in (first, second):
            settle_all(one.path, dice.choice([MINE, THEIRS]))
            watcher.sync(one, None)
    with WorkingCopy(stick) as copy, WorkingCopy(paths[1]) as other:
        assert {*kept} <= {one.uid for one in copy.journal()}
        assert (copy.unsent(), copy.conflicts()) == (other.unsent(), other.conflicts()) == (0, [])
        for table in ("situation.element", "situation.route"):
            assert copy.rows(table) == other.rows(table)

"""Commands: kept at once, refused in words, undone and redone without end, safe from kill -9."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flood_core.errors import InputError
from flood_core.situation.working_copy import Edit, WorkingCopy
from flood_core.situation.working_copy.errors import (
    BadShape,
    BadValue,
    EditionLocked,
    NoSuchRow,
    RowExists,
    TextTooLong,
    UnknownField,
)

from tests.support.soak import many

from ..situation.village import metres
from .conftest import Checkout

ELEMENT = "situation.element"
CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = many(5, 50)


def everything(copy: WorkingCopy) -> Any:
    """Return all rows and all layers as they stand."""
    rows = copy.database.execute("select table_name, uid, content from floodmap_record order by 1, 2").fetchall()
    points = copy.database.execute("select uid, name, geom from element_point order by uid").fetchall()
    return rows, points, copy.database.execute("select * from village_fact").fetchall()


def first(copy: WorkingCopy, table: str = ELEMENT) -> str:
    """Return the uid of the first row of a table."""
    return next(iter(copy.rows(table)))


def test_undo_and_redo_without_end_and_across_restarts(checkout: Checkout) -> None:
    path = checkout("copy")
    dice = random.Random(1)
    states = []
    with WorkingCopy(path) as copy:
        uids = list(copy.rows(ELEMENT))
        kind = {key: copy.row(ELEMENT, uids[0])[key] for key in ("element_type_code", "symbol_code")}
        states.append(everything(copy))
        for number in range(30):
            uid = dice.choice(uids if number % 5 == 1 else list(copy.rows(ELEMENT)))
            if number % 5 == 0:
                uids.append(copy.add(ELEMENT, {**kind, "geom": metres(f"POINT ({number} 7)")}))
            elif number % 5 == 1:
                retired = copy.row(ELEMENT, uid)["retired"]
                (copy.restore if retired else copy.delete)(ELEMENT, uid)
            elif number % 5 == 2:
                copy.change(ELEMENT, uid, {"facts": {"n": number}, "people": number})
            elif number % 5 == 3:
                copy.move(ELEMENT, uid, metres(f"POINT ({number} 9)"))
            else:
                copy.run(
                    [Edit(ELEMENT, one, {"name": f"第{number}号"}) for one in list(copy.rows(ELEMENT))[:3]], "一起改名"
                )
            states.append(everything(copy))
    added = {uid for uid in uids}
    for state in reversed(states[:-1]):
        with WorkingCopy(path) as copy:
            undone = copy.undo()
            assert undone is not None and undone.left == ()
            assert shown(everything(copy)) == shown(state)
    for state in states[1:]:
        with WorkingCopy(path) as copy:
            redone = copy.redo()
            assert redone is not None and redone.left == ()
            assert shown(everything(copy)) == shown(state)
    with WorkingCopy(path) as copy:
        assert copy.redo() is None
        assert set(copy.rows(ELEMENT, retired=True)) == added


def shown(state: Any) -> Any:
    """A row that was added and taken back is retired, which is as good as never made."""
    rows, points, facts = state
    return [row for row in rows if not json.loads(row[2])["retired"]], points, [row[1:] for row in facts]


def test_a_new_command_ends_redo(checkout: Checkout) -> None:
    with WorkingCopy(checkout("copy")) as copy:
        uid = first(copy)
        copy.change(ELEMENT, uid, {"name": "甲"})
        copy.undo()
        copy.change(ELEMENT, uid, {"label": "乙"})
        assert copy.redo() is None
        assert copy.row(ELEMENT, uid)["name"] != "甲"


def test_a_route_that_others_moved_meanwhile_is_one_decision(checkout: Checkout) -> None:
    route = "situation.route"
    with WorkingCopy(checkout("copy")) as copy:
        uid, seen = next(iter(copy.rows(route).items()))
        copy.change(route, uid, {"geom": metres("LINESTRING (0 0, 0 100)"), "length_m": 100.0, "name": "别人"})
        mine = {"geom": metres("LINESTRING (0 0, 200 0)"), "length_m": 200.0}
        copy.change(route, uid, mine, seen={key: value for key, value in seen.items() if key != "revision"})
        (together,) = copy.decisions()
        assert {one.field for one in together} == {"geom", "length_m"}
        copy.settle(route, uid, "theirs", [one.field for one in together])
        assert copy.row(route, uid)["length_m"] == 100.0 and copy.row(route, uid)["name"] == "别人"


def test_journal_says_who_did_what(checkout: Checkout) -> None:
    path = checkout("copy")
    with WorkingCopy(path, user="王会计") as copy:
        uid = first(copy)
        before = copy.row(ELEMENT, uid)["name"]
        copy.change(ELEMENT, uid, {"name": "新名"}, "改名")
        copy.change(ELEMENT, uid, {"name": "新名"}, "没有改")
        (command,) = copy.journal()
        assert (command.user, command.description, command.state, command.undone) == ("王会计", "改名", "local", False)
        assert command.forward == [{"table": ELEMENT, "uid": uid, "fields": {"name": "新名"}}]
        assert command.inverse == [{"table": ELEMENT, "uid": uid, "fields": {"name": before}}]
        copy.undo()
        assert [(one.kind, one.undone) for one in copy.journal()] == [("edit", True), ("undo", False)]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"geom": "LINESTRING (120.9 28.3)"}, BadShape),
        ({"geom": "LINESTRING (120.9 28.3, 120.9 28.3)"}, BadShape),
        ({"geom": "POLYGON ((120.9 28.3, 121 28.4, 121 28.3, 120.9 28.4, 120.9 28.3))"}, BadShape),
        ({"geom": "POINT (28.3 120.9)"}, BadShape),
        ({"geom": "POINT EMPTY"}, BadShape),
        ({"geom": "POINT (nan nan)"}, BadShape),
        ({"geom": "0101000020"}, BadShape),
        ({"geom": "'; drop table element; --"}, BadShape),
        ({"geom": None}, BadValue),
        ({"review_reason": "长" * 100_000}, TextTooLong),
        ({"name": "nul\0"}, BadValue),
        ({"name": "half \ud83d"}, BadValue),
        ({"name": 7}, BadValue),
        ({"people": -1}, BadValue),
        ({"people": 1.5}, BadValue),
        ({"people": True}, BadValue),
        ({"people": float("nan")}, BadValue),
        ({"people": 10**12}, BadValue),
        ({"risk_level": 5}, BadValue),
        ({"review_state": "done"}, BadValue),
        ({"symbol_code": "no such symbol"}, BadValue),
        ({"source_uid": "not a uid"}, BadValue),
        ({"facts": [1]}, BadValue),
        ({"facts": {"deep": [[[[[[[[1]]]]]]]]}}, BadValue),
        ({"facts": {"x": float("inf")}}, BadValue),
        ({"retired": 1}, BadValue),
        ({"edition_uid": "00000000-0000-0000-0000-000000000000"}, UnknownField),
        ({"name = 'x' where 1=1; --": "x"}, UnknownField),
    ],
)
def test_wrong_values_are_refused_in_words_and_leave_no_trace(fixed_copy: Path, fields: Any, error: type) -> None:
    with WorkingCopy(fixed_copy) as copy:
        before = everything(copy)
        with pytest.raises(error) as told:
            copy.run([Edit(ELEMENT, first(copy), {"label": "x"}), Edit(ELEMENT, first(copy), fields)])
        assert isinstance(told.value, InputError) and len(str(told.value)) < 300 and told.value.advice()
        assert everything(copy) == before and copy.unsent() == 0


_kept: dict[str, bytes] = {}


@pytest.fixture()
def fixed_copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """One checkout for all tests that leave no trace."""
    if not _kept:
        _kept["copy"] = request.getfixturevalue("checkout")("source").read_bytes()
    path = tmp_path / "copy.gpkg"
    path.write_bytes(_kept["copy"])
    return path


def test_what_is_not_there_cannot_be_changed(fixed_copy: Path) -> None:
    with WorkingCopy(fixed_copy) as copy:
        with pytest.raises(NoSuchRow):
            copy.delete(ELEMENT, "00000000-0000-0000-0000-000000000000")
        with pytest.raises(UnknownField):
            copy.add("reference.user_account", {"role_name": "x"})
        with pytest.raises(BadValue):
            copy.add("register.person", {"title": "没有姓名"})
        copy.add("register.village_fact", {"households": 3})
        with pytest.raises(RowExists):
            copy.add("register.village_fact", {"households": 4})
        assert copy.undo() is not None and copy.undo() is None


def test_a_locked_edition_takes_no_command_but_the_villages_tables_do(fixed_copy: Path) -> None:
    with WorkingCopy(fixed_copy) as copy:
        copy.change(ELEMENT, first(copy), {"name": "早"})
        copy.database.execute("update floodmap_head set value = 'submitted' where key = 'state'")
        with pytest.raises(EditionLocked):
            copy.change(ELEMENT, first(copy), {"name": "晚"})
        with pytest.raises(EditionLocked):
            copy.undo()
        copy.change("register.person", first(copy, "register.person"), {"note": "x"})


WORKER = """
import sys
from flood_core.situation.working_copy import Edit, WorkingCopy
from tests.support.soak import many
with WorkingCopy(sys.argv[1]) as copy:
    uids = list(copy.rows("situation.element"))[:4]
    number = 0
    while True:
        number += 1
        fields = {"name": f"n{number}", "people": number}
        copy.run([Edit("situation.element", uid, fields) for uid in uids], f"n{number}")
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
"""


@pytest.mark.parametrize("seed", range(KILLS))
def test_kill_in_the_middle_of_commands(fixed_copy: Path, seed: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins")}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(fixed_copy)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert worker.stdout is not None
    for _ in range(1 + seed):
        worker.stdout.readline()
    time.sleep(random.Random(seed).random() / 20)
    worker.send_signal(signal.SIGKILL)
    confirmed = [int(line) for line in worker.stdout.read().split()] or [1 + seed]
    worker.wait()
    with WorkingCopy(fixed_copy, thorough=True) as copy:
        commands = list(copy.journal())
        assert len(commands) >= confirmed[-1]
        rows = list(copy.rows(ELEMENT).values())[:4]
        last = commands[-1].description
        assert {(row["name"], f"n{row['people']}") for row in rows} == {(last, last)}  # whole commands only
        names = [name for (name,) in copy.database.execute("select name from element_point union all"
                 " select name from element_line union all select name from element_polygon")]  # fmt: skip
        assert names.count(last) == 4  # layers are in step
        for _ in commands:
            undone = copy.undo()
            assert undone is not None and undone.left == ()
        assert copy.undo() is None

"""Two, ten and (in the soak) fifty clients at once: nothing lost, no deadlock that a user sees, clients killed.

Every client is a process of its own with a connection of its own; some are
struck with kill -9 in the middle of their work.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from flood_core.database.connection import Connection, ConnectionSettings, connect

from tests.database.register import COUNTY, fill
from tests.support.people import People
from tests.support.soak import SOAK, many

CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = many(6, 40)

#: What a client does: writes words of its own into a field that all share and one that some share.
CLIENT = """
import json, random, sys
from flood_core.database import register_edit as edit, registers
from flood_core.database.connection import ConnectionSettings, connect

task = json.loads(sys.stdin.readline())
connection = connect(ConnectionSettings(**task["settings"]))
chance = random.Random(task["seed"])
print("ready", flush=True)
for number in range(task["rounds"]):
    uid, word = chance.choice(task["uids"]), f"{task['seed']}-{number}"
    seen, changes = registers.thing(connection, uid), {"location": word}
    if number % 2:
        changes[task["field"]] = word
    conflicts = 0
    while True:
        try:
            saved = edit.save(connection, seen, changes)
            break
        except edit.BothChanged as conflict:  # as a person in the window does: mine, knowing theirs
            seen, changes = edit.settle(conflict, {key: "mine" for key in conflict.keys})
            conflicts += 1
    print(json.dumps([uid, word, conflicts, len(saved.merged)]), flush=True)
print("done", flush=True)
"""


def _client(settings: ConnectionSettings, uids: list[str], seed: int, field: str, rounds: int) -> subprocess.Popen[str]:
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins")},
    )  # fmt: skip
    parameters = {"database": settings.database, "host": settings.host, "port": settings.port, "user": settings.user,
                  "password": settings.password}  # fmt: skip
    assert client.stdin is not None
    task = {"settings": parameters, "uids": uids, "seed": seed, "field": field, "rounds": rounds}
    client.stdin.write(json.dumps(task) + "\n")
    client.stdin.flush()
    return client


@pytest.mark.parametrize("clients", [2, 10, *([50] if SOAK else [])])
def test_no_update_is_lost(clients: int, connection: Connection, people: People) -> None:
    uids = [uid for name, uid in fill(connection).items() if name in ("九峰水库", "上坑山塘", "县属水库")]
    fields = ("feature", "responsible_party", "control_measures", "note")
    signed = [people.sign_up("county_editor", [COUNTY]) for _ in range(clients)]
    running = [_client(one, uids, seed, fields[seed % len(fields)], ROUNDS) for seed, one in enumerate(signed)]
    struck = running[::5] if clients >= 10 else []
    told = []
    for client in struck:
        assert client.stdout is not None
        assert client.stdout.readline() == "ready\n"
        told.append(client.stdout.readline())  # one save is told of; then the blow
        client.send_signal(signal.SIGKILL)
    for client in running:
        assert client.stdout is not None and client.stderr is not None
        out, err = client.stdout.read(), client.stderr.read()  # communicate() would miss what was read ahead
        told += out.splitlines()
        assert client in struck or (client.wait() == 0 and out.endswith("done\n")), err
    said = [json.loads(line) for line in told if line.startswith("[")]
    assert len(said) >= ROUNDS * (clients - len(struck)) + len(struck)
    with connection, connection.cursor() as cursor:
        cursor.execute("select sum(revision - 1) from register.risk_source")
        (saves,) = cursor.fetchone()
        cursor.execute("select count(*) from history.risk_source")
        assert cursor.fetchone() == (saves,), "every version that was superseded is kept"
        cursor.execute("select uid::text, location from register.risk_source union all"
                       " select uid::text, location from history.risk_source")  # fmt: skip
        versions = cursor.fetchall()
    # Who was struck may have saved once more than he told of; nothing else is more or less than was told.
    assert len(said) <= saves <= len(said) + len(struck)
    assert {(uid, word) for uid, word, *_ in said} <= set(versions)
    if clients >= 10:
        assert sum(conflicts for _, _, conflicts, _ in said) > 0, "they did get into each other's way"


def test_who_is_killed_with_a_lock_holds_nobody_up(connection: Connection, people: People) -> None:
    uid = fill(connection)["九峰水库"]
    settings = people.sign_up("county_editor", [COUNTY])
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, json.dumps({"database": settings.database, "host": settings.host,
                                                  "port": settings.port, "user": settings.user,
                                                  "password": settings.password}), uid],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(CHECKOUT / "plugins")},
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holds\n"
    holder.kill()
    holder.wait()
    began = time.monotonic()
    with closing(connect(people.sign_up("county_editor", [COUNTY]))) as other, other, other.cursor() as cursor:
        cursor.execute("set local lock_timeout = '30s'")
        cursor.execute("update register.risk_source set note = '后来', edited_from = 1 where uid = %s", (uid,))
        cursor.execute("select note, revision from register.risk_source where uid = %s", (uid,))
        assert cursor.fetchone() == ("后来", 2)
    assert time.monotonic() - began < 30


_HOLD = """
import json, sys, time
from flood_core.database.connection import ConnectionSettings, connect
connection = connect(ConnectionSettings(**json.loads(sys.argv[1])))
cursor = connection.cursor()
cursor.execute("update register.risk_source set note = '半途', edited_from = 1 where uid = %s", (sys.argv[2],))
print("holds", flush=True)
time.sleep(600)
"""

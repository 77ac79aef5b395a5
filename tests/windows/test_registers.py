"""The registers in real QGIS, with real people on a real PostGIS."""

from __future__ import annotations

import os
import signal
import struct
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Iterator

import pytest
from flood_core.database import register_edit, registers
from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, ConnectionSettings, connect
from flood_core.model.registers import RegisterFilter, Thing

from tests.database.register import COUNTY, THINGS, VILLAGE, fill
from tests.support.people import People
from tests.windows.desk import Desk
from tests.windows.services import service


@pytest.fixture()
def uids(connection: Connection) -> dict[str, str]:
    return fill(connection)


def change(database: ConnectionSettings, uid: str, **values: Any) -> None:
    """Change a thing as somebody else would, in another office."""
    with closing(connect(database)) as other:
        register_edit.save(other, registers.thing(other, uid), values)


def test_an_editor_works_with_the_registers(
    desk: Desk, database: ConnectionSettings, uids: dict[str, str], people: People, tmp_path: Path
) -> None:
    environment = service(tmp_path, people.sign_up("county_editor", [COUNTY], name="王工"))
    running = desk.start("registers", desk.profile("registers"), environment=environment)
    running.wait_for("editing")
    change(database, uids["九峰水库"], location="坝下", note="汛前已查")
    running.tell("changed")
    running.wait_for("listening")
    change(database, uids["上坑山塘"], name="上坑大山塘")
    running.wait_for("to be refused")
    with closing(connect(database)) as other, other, other.cursor() as cursor:
        cursor.execute("update reference.user_account set kind = 'county_viewer' where role_name = '王工'")
    running.tell("no right")
    ended = running.outcome()
    assert ended.ok, ended.error + ended.log
    placed = sorted(name for name, thing in THINGS.items() if thing[5])
    assert ended.notes["all"] == placed
    assert ended.notes["reservoirs"] == "3"
    assert ended.notes["risk sources alone"] == [name for name in placed if THINGS[name][0] == "risk_source"]
    assert ended.notes["resources unticked"] == "2", "the count says what ticking it would show"
    assert ended.notes["reservoirs without red"] == "1"
    assert ended.notes["pond beside reservoirs alone"] == "1"
    assert ended.notes["searched"] == ["九峰水库", "县属水库", "外乡水库"]
    assert any("点击它的位置" in text for text in ended.notes["hint while placing"])
    assert not any("点击它的位置" in text for text in ended.notes["hint when placed"])
    assert "您无权修改" in ended.notes["refused"]
    with closing(connect(database)) as opened:
        reservoir = registers.thing(opened, uids["九峰水库"])
        assert (reservoir.values["threatened_people"], reservoir.values["location"]) == (130, "坝上")
        assert reservoir.values["note"] == "汛前已查", "what the other changed besides is kept"
        assert reservoir.changed_by == "王工"
        assert place(reservoir) == pytest.approx((121.025, 28.306), abs=0.001)
        assert place(registers.thing(opened, uids["旧桥"])) == pytest.approx((121.035, 28.295), abs=0.001)
        assert registers.thing(opened, uids["上坑山塘"]).revision == 4
        added = registers.listed(opened, RegisterFilter(words="新山塘"), 5)
        assert [(one.code, one.area_code) for one in added] == [("0602", VILLAGE)]


def test_a_viewer_reads_and_is_told_why_he_cannot_write(
    desk: Desk, uids: dict[str, str], people: People, tmp_path: Path
) -> None:
    environment = service(tmp_path, people.sign_up("viewer", [VILLAGE]))
    ended = desk.work_through("registers_viewer", desk.profile("registers_viewer"), environment=environment)
    assert ended.ok, ended.error + ended.log
    assert "外乡水库" not in ended.notes["seen"]
    assert "可以查看" in ended.notes["why"]
    assert ended.notes["offered"] == []
    assert ended.notes["may add"] is False
    assert not any("12012345678" in text for text in ended.notes["contacts"])
    assert ended.notes["left"] == [], "the plugin left something behind"


@contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """Stop the server and all its processes where they are: connections stay, nobody answers."""
    postmaster = int((cluster.data_folder / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    processes = [postmaster, *map(int, children)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


def test_a_server_that_stops_answering_never_freezes_the_window(
    desk: Desk, cluster: Cluster, uids: dict[str, str], connection: Connection, people: People, tmp_path: Path
) -> None:
    environment = service(tmp_path, people.sign_up("county_editor", [COUNTY], name="王工"))
    running = desk.start("registers_stopped", desk.profile("registers_stopped"), environment=environment)
    running.wait_for("ready")
    connection.close()
    with frozen(cluster):
        running.tell("frozen")
        running.wait_for("thaw")
    running.wait_for("stop")
    cluster.stop()
    try:
        running.wait_for("start")
    finally:
        cluster.start()
    ended = running.outcome()
    assert ended.ok, ended.error + ended.log
    for part in ("while opening", "without an answer", "in all"):
        assert ended.notes[f"standstill {part}"] < 0.5, part
    assert "数据库尚未回应" in ended.notes["silent"]
    assert ended.notes["still there"] == 8, "what was shown stays"
    assert "系统会自动再试" in ended.notes["gone"]
    assert ended.notes["count"] == "2"


def place(thing: Thing) -> tuple[float, float]:
    """Return longitude and latitude of a point."""
    assert thing.geometry is not None
    return struct.unpack("<dd", bytes.fromhex(thing.geometry)[5:])  # type: ignore[return-value]

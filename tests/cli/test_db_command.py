"""``floodmap db`` and ``floodmap doctor`` as a person types them, as an ordinary user and as root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

from tests.support.folders import folder_for_cluster

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture()
def floodmap() -> Iterator[Command]:
    """Run the command in a process of its own, with a data folder of its own."""
    folder = folder_for_cluster()

    def call(*arguments: str, **environment: str) -> tuple[int, str, str]:
        variables = {**os.environ, "FLOODMAP_DATA": str(folder / "数据"), "LC_ALL": "C.UTF-8", **environment}
        command = [sys.executable, "-m", "flood_core.cli", *arguments]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout, done.stderr

    yield call
    call("db", "stop")
    shutil.rmtree(folder)


def test_life_of_a_database(floodmap: Command, tmp_path: Path) -> None:
    code, out, _ = floodmap("db", "status")
    assert code == 3
    assert "not made yet" in out

    assert floodmap("db", "migrate")[0] == 0
    code, out, _ = floodmap("db", "status", "--json")
    told = json.loads(out)
    assert (code, told["cluster"]["state"], told["up_to_date"]) == (0, "running", True)
    assert "nothing to do" in floodmap("db", "migrate")[1]

    assert floodmap("db", "backup", str(tmp_path / "saved"))[0] == 0
    assert floodmap("db", "backup", str(tmp_path / "saved"))[0] == 2
    assert floodmap("db", "restore", str(tmp_path / "saved"))[0] == 4, "never over a database that is there"
    assert floodmap("db", "restore", str(tmp_path / "saved"), "--database", "second")[0] == 0
    assert floodmap("db", "status", "--database", "second")[0] == 0
    assert floodmap("db", "restore", str(tmp_path / "nothing"), "--database", "third")[0] == 2

    code, out, _ = floodmap("db", "stop")
    assert (code, "stopped" in out) == (0, True)
    code, out, err = floodmap("db", "backup", str(tmp_path / "later"))
    assert code == 3
    assert "floodmap db start" in err
    assert floodmap("db", "start")[0] == 0


def test_service_is_not_ours_to_start(floodmap: Command) -> None:
    code, _, err = floodmap("db", "start", "--service", "county")
    assert code == 4
    assert "county" in err
    assert floodmap("db", "status", "--service", "county", PGSERVICEFILE="/nonexistent")[0] == 2


def test_ordinary_user_without_write_rights(unprivileged) -> None:
    data = folder_for_cluster()
    data.chmod(0o777)
    environment = {"XDG_DATA_HOME": str(data)}

    def floodmap(*arguments: str):
        return unprivileged.python("-m", "flood_core.cli", *arguments, **environment)

    try:
        assert floodmap("db", "migrate").returncode == 0
        refused = floodmap("db", "backup", "/usr/floodmap-backup")
        assert refused.returncode == 5
        assert "/usr/floodmap-backup" in refused.stderr
        assert "Traceback" not in refused.stderr
    finally:
        floodmap("db", "stop")
        shutil.rmtree(data)


def test_data_folder_without_write_rights(unprivileged) -> None:
    done = unprivileged.python("-m", "flood_core.cli", "db", "start", FLOODMAP_DATA="/usr/floodmap-data")
    assert done.returncode == 5
    assert "/usr/floodmap-data" in done.stderr


def test_doctor_finds_what_is_here_and_advises_what_is_not(floodmap: Command) -> None:
    code, out, _ = floodmap("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(out)["checks"]}
    assert checks["QGIS"]["good"]
    assert checks["PostgreSQL + PostGIS"]["good"]
    assert checks["GRASS"]["good"]
    assert checks["WenQuanYi Micro Hei"]["good"]
    assert not checks["db"]["good"]
    assert code == 1
    assert "floodmap db start" in floodmap("doctor")[1]

"""The embedded cluster: made on first use, survives kills, keeps strangers out, touches no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Iterator

import pytest
from flood_core.database.cluster import SOCKET_PATH_LIMIT, Cluster, ClusterNotMade
from flood_core.database.connection import CannotConnect, ConnectionSettings, LoginRefused, connect
from flood_core.database.programs import MissingPrograms

from tests.support.folders import folder_for_cluster

CLIENT_IN_TRANSACTION = """
import sys, time
from flood_core.database.connection import ConnectionSettings, connect, transaction
connection = connect(ConnectionSettings(database=sys.argv[1], host=sys.argv[2], port=5432, user="floodmap"))
with transaction(connection) as cursor:
    cursor.execute("insert into kept select 'half', n from generate_series(1, 50000) n")
    print("inside", flush=True)
    time.sleep(60)
"""


@pytest.fixture()
def own_cluster() -> Iterator[Cluster]:
    """A cluster of the test's own, which it may kill."""
    folder = folder_for_cluster()
    cluster = Cluster(folder / "data")
    yield cluster
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


def run_sql(settings: ConnectionSettings, *statements: str) -> list[tuple]:
    """Run statements in one transaction and return the last one's rows."""
    with closing(connect(settings)) as connection, connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_is_made_started_and_stopped_and_says_so(own_cluster: Cluster) -> None:
    assert own_cluster.status().state == "absent"
    running = own_cluster.start()
    assert running.state == "running"
    assert running.pid is not None
    assert own_cluster.start().pid == running.pid, "a second start must leave the server alone"
    assert own_cluster.stop().state == "stopped"
    with pytest.raises(CannotConnect):
        connect(own_cluster.settings("postgres"))


def test_speaks_only_through_its_socket_and_in_utf8(cluster: Cluster) -> None:
    rows = run_sql(
        cluster.settings("postgres"),
        "select current_setting('listen_addresses'), current_setting('server_encoding'),"
        " (select datctype from pg_database where datname = 'postgres'), current_setting('password_encryption')",
    )
    assert rows == [("", "UTF8", "C.UTF-8", "scram-sha-256")]


def test_killed_client_leaves_nothing_behind(own_cluster: Cluster) -> None:
    own_cluster.start()
    settings = own_cluster.settings("postgres")
    run_sql(settings, "create table kept (what text, n int)", "insert into kept values ('whole', 1)")
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT_IN_TRANSACTION, "postgres", str(own_cluster.socket_folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert client.stdout is not None
    assert client.stdout.readline() == "inside\n"
    client.kill()
    client.wait()
    client.stdout.close()
    assert run_sql(settings, "select what, n from kept") == [("whole", 1)]
    assert run_sql(settings, "insert into kept values ('after', 2) returning n") == [(2,)]


def test_killed_server_comes_back_with_its_data(own_cluster: Cluster) -> None:
    first = own_cluster.start()
    settings = own_cluster.settings("postgres")
    run_sql(settings, "create table kept (n int)", "insert into kept select generate_series(1, 1000)")
    open_connection = connect(settings)  # its backend outlives the postmaster for a moment
    with open_connection.cursor() as cursor:
        cursor.execute("insert into kept values (-1)")
    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    second = own_cluster.start()
    assert second.state == "running"
    assert second.pid != first.pid
    assert run_sql(settings, "select count(*), min(n) from kept") == [(1000, 1)]
    open_connection.close()


def test_stale_lock_of_a_process_id_given_to_another_program(own_cluster: Cluster) -> None:
    own_cluster.start()
    lock = own_cluster.data_folder / "postmaster.pid"
    lines = lock.read_text().splitlines()
    own_cluster.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        lock.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        shutil.chown(lock, own_cluster.data_folder.owner())
        assert own_cluster.status().state == "stopped"
        assert own_cluster.start().state == "running"
        assert stranger.poll() is None, "the stranger must be left alone"
    finally:
        stranger.kill()
        stranger.wait()


def test_socket_that_was_tidied_away(own_cluster: Cluster) -> None:
    own_cluster.start()
    for file in own_cluster.socket_folder.glob(".s.PGSQL*"):
        file.unlink()
    own_cluster.start()
    assert run_sql(own_cluster.settings("postgres"), "select 1") == [(1,)]


@pytest.mark.parametrize("name", ["很长的目录名" * 12, "comma, space and 'quote'"])
def test_folder_names_that_libpq_cannot_use(name: str) -> None:
    top = folder_for_cluster()
    cluster = Cluster(top / name)
    try:
        assert len(os.fsencode(str(cluster.socket_folder))) < SOCKET_PATH_LIMIT
        cluster.start()
        assert run_sql(cluster.settings("postgres"), "select 1") == [(1,)]
        assert cluster.status().state == "running"
    finally:
        cluster.stop()
        shutil.rmtree(top)
        if cluster.socket_folder.exists():
            shutil.rmtree(cluster.socket_folder)


def test_two_starts_at_once_make_one_server(own_cluster: Cluster) -> None:
    seen = []
    starts = [threading.Thread(target=lambda: seen.append(Cluster(own_cluster.folder).start().pid)) for _ in range(3)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_runs_as_an_ordinary_user(unprivileged) -> None:
    folder = folder_for_cluster()
    folder.chmod(0o777)
    code = (
        "import os\n"
        "from pathlib import Path\n"
        "from flood_core.database.cluster import Cluster\n"
        "from flood_core.database.connection import connect\n"
        "cluster = Cluster.default()\n"
        "status = cluster.start()\n"
        "connect(cluster.settings('postgres')).close()\n"
        "print(status.state, cluster.data_folder.stat().st_uid == os.geteuid(), cluster.stop().state)\n"
    )
    try:
        done = unprivileged.python("-c", code, XDG_DATA_HOME=str(folder))
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["running", "True", "stopped"]
        assert (folder / "floodmap" / "cluster" / "PG_VERSION").is_file()
    finally:
        shutil.rmtree(folder)


def test_other_users_of_the_machine_are_no_administrators(cluster: Cluster, unprivileged) -> None:
    if not unprivileged.is_other_user:
        pytest.skip("needs root, to have another user")
    with pytest.raises(LoginRefused):
        unprivileged.call(connect, cluster.settings("postgres"))


def test_folder_without_write_rights(unprivileged) -> None:
    with pytest.raises(ClusterNotMade) as refused:
        unprivileged.call(Cluster(Path("/usr/floodmap-must-not-be")).start)
    assert "/usr/floodmap-must-not-be" in str(refused.value)
    assert refused.value.exit_code == 5


def test_data_of_a_version_that_is_not_installed(own_cluster: Cluster) -> None:
    own_cluster.start()
    own_cluster.stop()
    version = own_cluster.data_folder / "PG_VERSION"
    kept = version.read_text()
    version.write_text("14\n")
    with pytest.raises(MissingPrograms) as missing:
        own_cluster.start()
    assert "14" in str(missing.value)
    version.write_text(kept)


def test_half_made_cluster_is_made_anew(own_cluster: Cluster) -> None:
    own_cluster.folder.mkdir(parents=True)
    partial = own_cluster.folder / "cluster.partial"
    partial.mkdir()
    (partial / "rubbish").write_text("left by a kill during initdb")
    own_cluster.start()
    assert not partial.exists()
    assert run_sql(own_cluster.settings("postgres"), "select 1") == [(1,)]


def test_leaves_debian_clusters_alone(own_cluster: Cluster) -> None:
    """Whatever PostgreSQL runs beside us runs on, and its folders keep their times."""
    places = [path for path in (Path("/etc/postgresql"), Path("/var/lib/postgresql")) if path.exists()]
    before = {path: path.stat().st_mtime_ns for place in places for path in [place, *place.glob("*/*")]}
    own_cluster.start()
    own_cluster.stop()
    time.sleep(0.01)
    assert before == {path: path.stat().st_mtime_ns for path in before}

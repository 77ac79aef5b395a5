"""The embedded cluster: a private PostgreSQL on a Unix socket, made on first use.

Root cannot run PostgreSQL, so as root the cluster belongs to a system user of
its own with data under /var/lib/floodmap and the socket under /run/floodmap; as
a person it lies in the person's data folder. ``FLOODMAP_DATA`` names another
folder. It listens on no network address. The administrator comes in by the
operating system's word (peer), everybody else by password (scram).
Other clusters on the machine are never looked at.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from ..errors import QT_TRANSLATE_NOOP, DatabaseUnavailable, MachineRefused
from .connection import ConnectionSettings, connect
from .programs import ServerPrograms, run_program

SYSTEM_USER = "floodmap"
ADMINISTRATOR = "floodmap"  # the superuser role inside the cluster
PORT = 5432  # only a part of the socket's name
SOCKET_PATH_LIMIT = 107  # bytes, without the closing zero (sockaddr_un)
START_SECONDS = 10.0
STOP_SECONDS = 60
#: For sockets whose own path is too long. Not TMPDIR: every session must find the same one, and
#: _make_socket_folder refuses a folder that belongs to another user.
SHORT_FOLDER = Path("/tmp")  # nosec B108

CONFIGURATION = """\
# Written by the flood map suite when it made this cluster.
listen_addresses = ''
unix_socket_permissions = 0777
max_connections = 60
shared_buffers = '128MB'
work_mem = '32MB'
maintenance_work_mem = '128MB'
max_wal_size = '1GB'
wal_compression = on
random_page_cost = 1.1
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
lc_messages = 'C'
log_line_prefix = '%m [%p] %u@%d '
# Statements and the detail of an error hold names and phone numbers.
log_statement = 'none'
log_min_duration_statement = -1
log_min_error_statement = panic
log_error_verbosity = terse
"""


class ClusterNotStarted(DatabaseUnavailable):
    """PostgreSQL did not come up."""

    template = QT_TRANSLATE_NOOP("errors", "The embedded database did not start: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "The log {log} says more. 'floodmap doctor' checks the machine.")


class ClusterNotMade(MachineRefused):
    """The cluster's folder could not be made."""

    template = QT_TRANSLATE_NOOP("errors", "The embedded database could not be made in {folder}: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Check the free space and the rights of that folder.")


class ClusterNotStopped(MachineRefused):
    """PostgreSQL did not end in time."""

    template = QT_TRANSLATE_NOOP("errors", "The embedded database did not stop: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "The log {log} says more.")


@dataclass(frozen=True)
class ClusterStatus:
    """What 'db status' tells about the embedded cluster."""

    state: str  # absent | stopped | running
    data_folder: Path
    socket_folder: Path
    log_file: Path
    pid: int | None
    owner: str
    server_version: str  # major version, empty when absent


class Cluster:
    """One embedded cluster, found by the folder it lives in."""

    def __init__(self, folder: Path, socket_folder: Path | None = None, extra: str = "") -> None:
        """Name the cluster in ``folder``; ``extra`` is added to postgresql.conf when it is made."""
        self.folder = folder
        self.data_folder = folder / "cluster"
        self.log_file = folder / "cluster.log"
        self.socket_folder = _short_enough(socket_folder or folder / "run")
        self._extra = extra

    @classmethod
    def default(cls) -> Cluster:
        """Return the cluster of this machine (as root), of this person, or of FLOODMAP_DATA."""
        named = os.environ.get("FLOODMAP_DATA")
        if named:
            return cls(Path(named).expanduser().absolute())
        if os.geteuid() == 0:
            return cls(Path("/var/lib") / SYSTEM_USER, Path("/run") / SYSTEM_USER)
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "floodmap"
        return cls(data)

    def settings(self, database: str) -> ConnectionSettings:
        """Return the administrator's connection settings for a database of this cluster."""
        return ConnectionSettings(database=database, host=str(self.socket_folder), port=PORT, user=ADMINISTRATOR)

    @property
    def exists(self) -> bool:
        """Tell whether the cluster has been made."""
        return (self.data_folder / "PG_VERSION").is_file()

    def status(self) -> ClusterStatus:
        """Return the state, without changing anything."""
        version = (self.data_folder / "PG_VERSION").read_text().strip() if self.exists else ""
        pid = self._running_pid() if self.exists else None
        state = "running" if pid else "stopped" if self.exists else "absent"
        owner = self.data_folder.owner() if self.exists else self._owner_name()
        return ClusterStatus(state, self.data_folder, self.socket_folder, self.log_file, pid, owner, version)

    def start(self) -> ClusterStatus:
        """Make the cluster if there is none, and start it if it does not run.

        Raises: ClusterNotMade, ClusterNotStarted, MissingPrograms.
        """
        with self._locked():
            if not self.exists:
                self._make()
            if self._running_pid() and not (self.socket_folder / f".s.PGSQL.{PORT}").exists():
                self._stop()  # somebody tidied its socket away: nobody can reach it any more
            self._start_patiently()
        return self.status()

    def stop(self) -> ClusterStatus:
        """Stop the server, ending open sessions; their open transactions are rolled back.

        Raises: ClusterNotStopped.
        """
        if self.exists and self._running_pid():
            with self._locked():
                self._stop()
        return self.status()

    def _stop(self) -> None:
        programs = ServerPrograms.for_data_folder(self.data_folder)
        command = ["stop", "-D", str(self.data_folder), "-m", "fast", "-w", "-t", str(STOP_SECONDS)]
        done = run_program(programs.path("pg_ctl"), command, user=self._system_user(), cwd=self.folder)
        if done.returncode and self._running_pid():
            raise ClusterNotStopped(reason=done.last_words(), log=self.log_file)

    # -- making ------------------------------------------------------------

    def _make(self) -> None:
        """Make the cluster beside its place and rename it: half a cluster is never found."""
        programs = ServerPrograms.newest()
        partial = self.folder / "cluster.partial"
        if partial.exists():
            shutil.rmtree(partial)
        command = ["-D", str(partial), "-U", ADMINISTRATOR, "--encoding=UTF8", "--locale=C.UTF-8"]
        command += ["--auth-local=peer", "--auth-host=reject", "--no-instructions"]
        done = run_program(programs.path("initdb"), command, user=self._system_user(), cwd=self.folder)
        if done.returncode:
            shutil.rmtree(partial, ignore_errors=True)
            raise ClusterNotMade(folder=self.folder, reason=done.last_words())
        try:
            self._configure(partial)
            partial.rename(self.data_folder)
        except OSError as error:
            raise ClusterNotMade(folder=self.folder, reason=error.strerror or str(error)) from error

    def _configure(self, data: Path) -> None:
        with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write("\n" + CONFIGURATION + self._extra)
        (data / "pg_hba.conf").write_text(
            "# TYPE  DATABASE  USER  METHOD\n"
            f"local   all       {ADMINISTRATOR}  peer map=administrator\n"
            "local   all       all       scram-sha-256\n",
            encoding="utf-8",
        )
        lines = [f"administrator  {name}  {ADMINISTRATOR}" for name in sorted({"root", self._owner_name()})]
        (data / "pg_ident.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    # -- starting ----------------------------------------------------------

    def _start_patiently(self) -> None:
        """Start until it answers, for 10 s: after a kill the process and its lock are still there for a moment."""
        programs = ServerPrograms.for_data_folder(self.data_folder)
        deadline = time.monotonic() + START_SECONDS
        while True:
            words = None
            self._make_socket_folder()
            if not self._running_pid():
                self._remove_stale_lock()
                words = self._start_once(programs)
            words = words or self._why_no_connection()
            if words is None:
                return
            if time.monotonic() > deadline:
                raise ClusterNotStarted(reason=words, log=self.log_file)
            time.sleep(0.3)

    def _start_once(self, programs: ServerPrograms) -> str | None:
        """Return None when pg_ctl started the server, else why it did not."""
        options = f"-c unix_socket_directories={shlex.quote(str(self.socket_folder))} -c port={PORT}"
        command = ["start", "-D", str(self.data_folder), "-l", str(self.log_file), "-w", "-t", "60", "-o", options]
        done = run_program(programs.path("pg_ctl"), command, user=self._system_user(), cwd=self.folder)
        return (self._last_log_line() or done.last_words()) if done.returncode else None

    def _why_no_connection(self) -> str | None:
        try:
            connect(self.settings("postgres")).close()
        except DatabaseUnavailable as error:
            return str(error)
        return None

    def _last_log_line(self) -> str:
        try:
            lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        except OSError:
            return ""
        told = [line for line in lines if "FATAL:" in line or "ERROR:" in line]
        return told[-1].split(":  ", 1)[-1] if told else ""

    # -- the lock file and the process ---------------------------------------

    def _running_pid(self) -> int | None:
        """Return the server's process id, checked to be a postgres of this data folder."""
        pid = self._locked_pid()
        return pid if pid and self._is_our_postgres(pid) else None

    def _locked_pid(self) -> int | None:
        try:
            first = (self.data_folder / "postmaster.pid").read_text(encoding="utf-8", errors="replace").split("\n")[0]
            return abs(int(first))
        except (OSError, ValueError):
            return None

    def _is_our_postgres(self, pid: int) -> bool:
        process = Path("/proc") / str(pid)
        try:
            executable = (process / "exe").readlink().name.removesuffix(" (deleted)")
            # A postgres works in its data folder: tells ours from another cluster's.
            return executable in ("postgres", "postmaster") and (process / "cwd").readlink() == self._real_data_folder
        except PermissionError:  # another user's process shows only its name
            return self._command_name(process) == "postgres"
        except OSError:  # gone, or a zombie
            return False

    @staticmethod
    def _command_name(process: Path) -> str:
        try:
            return (process / "comm").read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    @property
    def _real_data_folder(self) -> Path:
        return self.data_folder.resolve()

    def _remove_stale_lock(self) -> None:
        """Remove postmaster.pid when its process id now belongs to something else.

        The file of a process that is gone is left to PostgreSQL, which also
        checks whether orphaned backends still hold the shared memory.
        """
        pid = self._locked_pid()
        if pid is None or not (Path("/proc") / str(pid)).exists() or self._is_our_postgres(pid):
            return
        if not any(self._is_our_postgres(int(entry.name)) for entry in Path("/proc").glob("[0-9]*")):
            (self.data_folder / "postmaster.pid").unlink(missing_ok=True)

    # -- folders and users ---------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time make, start or stop the cluster."""
        user = self._system_user()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if user:
                account = pwd.getpwnam(user)
                os.chown(self.folder, account.pw_uid, account.pw_gid)
                self.folder.chmod(0o755)  # the socket below it is for everybody
            lock = (self.folder / ".lock").open("w")
        except OSError as error:
            raise ClusterNotMade(folder=self.folder, reason=error.strerror or str(error)) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_socket_folder(self) -> None:
        try:
            self.socket_folder.mkdir(parents=True, exist_ok=True)
            user = self._system_user()
            if user:
                account = pwd.getpwnam(user)
                os.chown(self.socket_folder, account.pw_uid, account.pw_gid)
            elif self.socket_folder.stat().st_uid != os.geteuid():
                raise PermissionError(0, "belongs to another user")
            self.socket_folder.chmod(0o755)
        except OSError as error:
            raise ClusterNotMade(folder=self.socket_folder, reason=error.strerror or str(error)) from error

    def _owner_name(self) -> str:
        return SYSTEM_USER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    def _system_user(self) -> str | None:
        """Return the user to run the server as: None for a person, who runs it himself."""
        if os.geteuid() != 0:
            return None
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            self._add_system_user()
        return SYSTEM_USER

    def _add_system_user(self) -> None:
        home = str(Path("/var/lib") / SYSTEM_USER)
        command = ["--system", "--user-group", "--no-create-home", "--home-dir", home]
        command += ["--shell", "/usr/sbin/nologin", SYSTEM_USER]
        program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
        if program is None:
            raise ClusterNotMade(folder=self.folder, reason="useradd is missing")
        done = run_program(Path(program), command)
        if done.returncode:
            raise ClusterNotMade(folder=self.folder, reason=done.last_words())


def _short_enough(folder: Path) -> Path:
    """Return ``folder``, or a short one in its place when libpq could not use it.

    The path of a socket is limited, and a comma separates hosts for libpq.
    """
    name = f".s.PGSQL.{PORT}.lock"
    if len(os.fsencode(str(folder / name))) <= SOCKET_PATH_LIMIT and "," not in str(folder):
        return folder
    mark = hashlib.sha256(os.fsencode(str(folder))).hexdigest()[:12]
    if os.geteuid() == 0:
        return Path("/run") / f"floodmap-{mark}"
    return SHORT_FOLDER / f"floodmap-{os.geteuid()}-{mark}"

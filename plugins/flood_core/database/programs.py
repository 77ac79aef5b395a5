"""Find PostgreSQL's own programs and run them.

Debian keeps them in /usr/lib/postgresql/<version>/bin, off the PATH, because
several versions can live side by side.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess  # nosec B404
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from ..errors import QT_TRANSLATE_NOOP, MachineRefused

DEBIAN_FOLDER = Path("/usr/lib/postgresql")
OLDEST_VERSION = 15  # security_invoker views


class MissingPrograms(MachineRefused):
    """PostgreSQL or PostGIS is not installed in a version that we can use."""

    template = QT_TRANSLATE_NOOP("errors", "PostgreSQL {version} with PostGIS is not installed on this machine.")
    hint = QT_TRANSLATE_NOOP("errors", "Run './run demo' once, or: apt install postgresql-{version} and its postgis.")


@dataclass(frozen=True)
class Done:
    """How a program ended and what it said."""

    returncode: int
    output: str
    errors: str

    def last_words(self) -> str:
        """Return the last line that says something: usually why it failed."""
        lines = [line.strip() for line in (self.errors or self.output).splitlines() if line.strip()]
        return lines[-1] if lines else f"exit code {self.returncode}"


@dataclass(frozen=True)
class ServerPrograms:
    """The programs of one installed PostgreSQL version."""

    version: int
    folder: Path

    @classmethod
    def newest(cls) -> ServerPrograms:
        """Return the newest installed version that has PostGIS.

        Raises: MissingPrograms.
        """
        found = [item for item in installed() if item.version >= OLDEST_VERSION and item.has_postgis]
        if not found:
            raise MissingPrograms(version=OLDEST_VERSION)
        return max(found, key=lambda item: item.version)

    @classmethod
    def for_data_folder(cls, data_folder: Path) -> ServerPrograms:
        """Return the version that made ``data_folder``: no other can run it.

        Raises: MissingPrograms.
        """
        version = int((data_folder / "PG_VERSION").read_text(encoding="utf-8").strip())
        for item in installed():
            if item.version == version:
                return item
        raise MissingPrograms(version=version)

    @property
    def has_postgis(self) -> bool:
        """Tell whether PostGIS is installed for this version."""
        shared = Path("/usr/share/postgresql") / str(self.version) / "extension" / "postgis.control"
        beside = self.folder.parent / "share" / "extension" / "postgis.control"
        return shared.is_file() or beside.is_file()

    def path(self, name: str) -> Path:
        """Return the full path of the program ``name``."""
        return self.folder / name


def installed() -> list[ServerPrograms]:
    """Return every PostgreSQL server installed here, Debian's first."""
    folders = sorted(DEBIAN_FOLDER.glob("*/bin"))
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found = []
    for folder in dict.fromkeys(folders):
        if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file():
            version = _version(folder)
            if version:
                found.append(ServerPrograms(version, folder))
    return found


def client_program(name: str, server_version: int) -> Path:
    """Return ``pg_dump`` or ``pg_restore`` not older than the server (they refuse newer ones).

    Args: ``server_version`` is the major version of the server.
    Raises: MissingPrograms.
    """
    folders = sorted(DEBIAN_FOLDER.glob("*/bin"), key=lambda folder: _number(folder.parent.name))
    for folder in folders:
        if _number(folder.parent.name) >= server_version and (folder / name).is_file():
            return folder / name
    on_path = shutil.which(name)
    if on_path and not DEBIAN_FOLDER.is_dir():
        return Path(on_path)
    raise MissingPrograms(version=server_version)


def run_program(
    program: Path,
    arguments: Sequence[str],
    *,
    user: str | None = None,
    cwd: Path | None = None,
    password: str | None = None,
) -> Done:
    """Run a program to its end and return what it said; nothing goes through a shell.

    Args: ``user`` = the system user to become (root only); ``password`` reaches
    libpq through the environment, where other users cannot read it.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG") or key in _KEPT}
    environment["LC_ALL"] = "C.UTF-8"
    if password is not None:
        environment["PGPASSWORD"] = password
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    try:
        done = subprocess.run(  # type: ignore[call-overload] # nosec B603
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            cwd=cwd,
            check=False,
            **identity,
        )
    except OSError as error:
        return Done(126, "", error.strerror or str(error))
    return Done(done.returncode, done.stdout, done.stderr)


#: Variables of libpq that lead to a county's server; the rest could send us to another one.
_KEPT = ("PGSERVICEFILE", "PGSYSCONFDIR", "PGPASSFILE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY")


def _version(folder: Path) -> int:
    if folder.parent.parent == DEBIAN_FOLDER:
        return _number(folder.parent.name)
    match = re.search(r"\) (\d+)", run_program(folder / "postgres", ["--version"]).output)
    return int(match.group(1)) if match else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0

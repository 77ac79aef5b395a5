"""What a person types, what comes back, and what was there before and after."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import tempfile
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, ClassVar, Iterator, TextIO
from unittest import mock

import pytest
from flood_core.cli.main import main
from flood_core.database.connection import Connection
from psycopg2 import sql

LOCALES = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}
BEGINNINGS = {"en": ("Error: ", "What to do: "), "zh": ("错误：", "处理办法：")}
#: Five English words in a row are an English sentence, unless they are a command.
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){4,}\b[A-Za-z]{2,}\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMAND = re.compile(r"floodmap [a-z]+(?: [a-z]+)*(?: [A-Z]+)*|--[a-z-]+(?: \{?\w+\}?)?")
SECONDS = 120


@dataclass(frozen=True)
class Told:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str
    language: str

    def message(self) -> str:
        """Return the one message, and hold it to the rules for all messages."""
        happened, advice = BEGINNINGS[self.language]
        assert "Traceback" not in self.err + self.out, self.err
        assert "should not happen" not in self.err, self.err
        assert "不应出现" not in self.err, self.err
        lines = [line for line in self.err.splitlines() if not line.startswith(("usage:", " "))]
        assert lines and lines[0].startswith(happened), self.err
        assert len(lines) <= 2, self.err
        assert len(lines) == 1 or lines[1].startswith(advice), self.err
        if self.language == "zh":
            plain = COMMAND.sub("", "\n".join(lines))
            assert CHINESE.search(plain), plain
            assert not ENGLISH.search(plain), plain
        return "\n".join(lines)


@dataclass
class Person:
    """Types commands in a folder of its own, in one language."""

    language: str
    folder: Path
    program: list[str]
    environment: dict[str, str] = field(repr=False)
    #: First words of the commands that were typed in a process of their own.
    typed: ClassVar[set[tuple[str, ...]]] = set()

    def types(self, *arguments: Any) -> Told:
        """Run one command to its end: in English the first time in a process of its own, else in this one.

        Both go through the same code; a process takes a second to start.
        """
        command = tuple(word for word in arguments[:2] if str(word).isalpha())
        if self.language == "zh" or command in self.typed:
            return self.types_here(*map(str, arguments))
        self.typed.add(command)
        done = subprocess.run(
            [*self.program, *map(str, arguments)], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip
        return Told(done.returncode, done.stdout, done.stderr, self.language)

    def types_here(self, *arguments: str) -> Told:
        """Run one command to its end in this process."""
        out, err = io.StringIO(), io.StringIO()
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            with mock.patch.dict(os.environ, self.environment, clear=True), said_past_python(err), \
                    redirect_stdout(out), redirect_stderr(err):  # fmt: skip
                code = main(arguments)
        finally:
            os.chdir(before)
        return Told(code, out.getvalue(), err.getvalue(), self.language)

    def begins(self, *arguments: Any) -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [*self.program, *map(str, arguments)], cwd=self.folder, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def told_by(self, process: subprocess.Popen[str]) -> Told:
        """Wait for a command that was left running."""
        out, err = process.communicate(timeout=SECONDS)
        return Told(process.returncode, out, err, self.language)

    def refused(self, code: int, words: str | dict[str, str], *arguments: Any) -> Told:
        """Run a command that must end with ``code`` and one message holding ``words``."""
        told = self.types(*arguments)
        assert told.code == code, (told.code, told.out, told.err)
        message = told.message()
        wanted = words if isinstance(words, str) else words[self.language]
        assert wanted in message, message
        assert told.out == ""
        return told


@contextmanager
def said_past_python(told: TextIO) -> Iterator[None]:
    """Tell what libraries in C write on the streams of this process."""
    with tempfile.TemporaryFile() as file:
        before = {stream: os.dup(stream) for stream in (1, 2)}
        for stream in before:
            os.dup2(file.fileno(), stream)
        try:
            yield
        finally:
            for stream, kept in before.items():
                os.dup2(kept, stream)
                os.close(kept)
            file.seek(0)
            told.write(file.read().decode())


def listing(folder: Path) -> dict[str, str]:
    """Return every file and folder below ``folder``, hidden ones too, with what is in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
    return found


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows every table of ours has."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "select schemaname, tablename from pg_tables"
            " where schemaname in ('base', 'reference', 'register', 'situation', 'report', 'history')"
        )
        counts = {}
        for schema, table in cursor.fetchall():
            cursor.execute(sql.SQL("select count(*) from {}.{}").format(*map(sql.Identifier, (schema, table))))
            counts[f"{schema}.{table}"] = cursor.fetchone()[0]
        return counts


def wait_until(happens: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """Wait for something that must happen, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = happens()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} never happened")


def small_disk_or_skip(place: Path, size: str, owner: str | None = None) -> None:
    """Mount an empty disk of ``size`` (k, m) at ``place``; skip the test, saying why, where that is impossible."""
    if os.geteuid() != 0:
        pytest.skip("a small disk can be mounted by root only")
    place.mkdir(exist_ok=True)
    options = f"size={size}" + (f",uid={owner},mode=700" if owner else "")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")


def unmount(place: Path) -> None:
    """Take the small disk away."""
    subprocess.run(["umount", "--lazy", str(place)], check=True)

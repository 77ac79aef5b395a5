"""Run something as a user who owns nothing: root may write anywhere, so refusals need another user."""

from __future__ import annotations

import os
import pickle
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable

CHECKOUT = Path(__file__).resolve().parents[2]
USER = "nobody"


class Unprivileged:
    """Functions and commands run as ``nobody`` when the tests run as root, else as ourselves."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self.is_other_user = os.geteuid() == 0
        self.home = scratch / "nobody"
        self.home.mkdir(exist_ok=True)
        if self.is_other_user:
            account = pwd.getpwnam(USER)
            os.chown(self.home, account.pw_uid, account.pw_gid)

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Call ``function`` in a forked child; return its value or raise its exception here.

        Import what the function needs beforehand: the child may be unable to read the checkout.
        """
        if not self.is_other_user:
            return function(*arguments, **named)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._answer(writing, function, arguments, named)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            told = answer.read()
        _, status = os.waitpid(child, 0)
        if not told:
            raise AssertionError(f"the unprivileged child ended with status {status}")
        worked, value = pickle.loads(told)
        if worked:
            return value
        raise value

    def _answer(self, writing: int, function: Callable[..., Any], arguments: Any, named: Any) -> None:
        try:
            account = pwd.getpwnam(USER)
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
            os.environ["HOME"] = str(self.home)
            try:
                told = pickle.dumps((True, function(*arguments, **named)))
            except BaseException as error:  # noqa: BLE001 - raised again by the parent
                told = _pickled_error(error)
            with os.fdopen(writing, "wb") as answer:
                answer.write(told)
        finally:
            os._exit(0)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command with the checkout importable; output is captured as text."""
        checkout = self.readable_checkout()
        variables = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": f"{checkout / 'plugins'}{os.pathsep}{checkout}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            **environment,
        }
        identity: dict[str, Any] = {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []}
        return subprocess.run(
            command, cwd=self.home, env=variables, capture_output=True, text=True, check=False, timeout=300,
            **(identity if self.is_other_user else {}),
        )  # fmt: skip

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python (the system's, which sees PyQGIS) with the checkout importable."""
        return self.run("/usr/bin/python3", *arguments, **environment)

    def readable_checkout(self) -> Path:
        """Return the checkout, or a copy of it when others may not read it (a clone under /root)."""
        if not self.is_other_user or self._can_read(CHECKOUT / "plugins" / "flood_core" / "errors.py"):
            return CHECKOUT
        copy = self._scratch / "checkout"
        if not copy.exists():
            for name in ("plugins", "db", "symbology", "templates", "demo"):
                shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        return copy

    def _can_read(self, path: Path) -> bool:
        done = subprocess.run(["test", "-r", str(path)], user=USER, extra_groups=[], check=False)
        return done.returncode == 0


def _pickled_error(error: BaseException) -> bytes:
    """Pickle an exception; the suite's take only named values, so they are rebuilt from those."""
    try:
        if hasattr(error, "values") and hasattr(error, "template"):
            return pickle.dumps((False, _Rebuilt(type(error), error.values)))
        return pickle.dumps((False, error))
    except Exception:  # noqa: BLE001 - whatever cannot be pickled
        return pickle.dumps((False, AssertionError(f"{type(error).__name__}: {error}")))


class _Rebuilt:
    """Pickles to a call of the error's class with its values."""

    def __init__(self, kind: type, values: dict[str, Any]) -> None:
        self._kind, self._values = kind, values

    def __reduce__(self) -> Any:
        return _rebuild, (self._kind, self._values)


def _rebuild(kind: type, values: dict[str, Any]) -> BaseException:
    return kind(**values)

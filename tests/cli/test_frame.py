"""The command line's frame: exit codes, languages, JSON, interruption, and errors that should not happen."""

from __future__ import annotations

import argparse
import errno
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flood_core.cli import main as frame
from flood_core.cli.bar import Bar
from flood_core.cli.session import Result, Session, aligned, width
from flood_core.errors import QT_TRANSLATE_NOOP, Cancelled, DatabaseUnavailable, InputError, MachineRefused, Refused
from flood_core.progress import Silent
from flood_core.resources.language import Language, from_locale


class Unreadable(InputError):
    """An error with values, a hint and a known translation."""

    template = QT_TRANSLATE_NOOP("errors", "{folder} exists already.")
    hint = QT_TRANSLATE_NOOP("errors", "Give the backup a new folder.")


@pytest.fixture()
def run(monkeypatch, capsys, cluster):
    """Run ``floodmap db status`` with a handler of the test's own; return exit code, stdout and stderr."""

    def call(handler, *options: str) -> tuple[int, str, str]:
        monkeypatch.setattr("flood_core.cli.db.status", handler)
        code = frame.main(["db", "status", *options])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def raising(error: BaseException):
    """Return a handler that raises ``error``."""

    def handler(session: Session) -> Result:
        raise error

    return handler


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError(), 2),
        (DatabaseUnavailable(), 3),
        (Refused(), 4),
        (MachineRefused(), 5),
        (Cancelled(), 5),
        (KeyboardInterrupt(), 5),
        (MemoryError(), 5),
        (OSError(errno.ENOSPC, "No space left on device", "/full/sheet.pdf"), 5),
        (PermissionError(errno.EACCES, "Permission denied", "/locked"), 5),
    ],
)
def test_every_end_has_its_exit_code(run, error, code) -> None:
    assert run(raising(error))[0] == code


def test_error_says_what_happened_and_what_to_do_on_stderr(run) -> None:
    code, out, err = run(raising(Unreadable(folder="/data")))
    assert (code, out) == (2, "")
    assert err == "Error: /data exists already.\nWhat to do: Give the backup a new folder.\n"


def test_json_is_whole_for_results_and_errors(run) -> None:
    code, out, err = run(lambda session: Result({"村": 19}, ["ignored"], 1), "--json")
    assert (code, json.loads(out), err) == (1, {"村": 19, "exit_code": 1}, "")
    code, out, err = run(raising(Unreadable(folder="/data")), "--json")
    told = json.loads(out)
    assert (code, told["error"], told["message"]) == (2, "Unreadable", "/data exists already.")
    assert told["advice"]


def test_full_disk_names_the_file(run) -> None:
    _, _, err = run(raising(OSError(errno.ENOSPC, "No space left on device", "/full/sheet.pdf")))
    assert "/full/sheet.pdf" in err
    assert "the disk is full" in err
    assert "Traceback" not in err


def test_error_that_should_not_happen_leaves_its_traceback_in_a_named_file(run) -> None:
    code, _, err = run(raising(ZeroDivisionError("of ours")))
    assert code == 5
    assert "Traceback" not in err
    log = Path(re.search(r"file (\S+\.log)", err).group(1))
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "ZeroDivisionError: of ours" in text
    assert "Traceback" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["dance"], "dance"),
        (["db"], "ACTION"),
        (["db", "backup"], "FOLDER"),
        (["db", "start", "--nonsense"], "--nonsense"),
        (["db", "start", "--language"], "--language"),
    ],
)
def test_wrong_use_ends_with_2_and_names_it(capsys, arguments, words) -> None:
    assert frame.main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert "Error: " in told.err


def test_wrong_use_is_json_too(capsys) -> None:
    assert frame.main(["db", "backup", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["error"], told["exit_code"]) == ("WrongUse", 2)
    assert "FOLDER" in told["message"]


def test_help_of_every_command_works(capsys) -> None:
    def commands(parser: argparse.ArgumentParser, words: list[str]):
        yield words
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, child in action.choices.items():
                    yield from commands(child, [*words, name])

    for words in commands(frame.parser(), []):
        assert frame.main([*words, "--help"]) == 0, words
        assert "usage: floodmap" in capsys.readouterr().out


def test_command_is_found_whatever_stands_before_it(capsys) -> None:
    assert frame.main(["--language", "en", "--database", "db", "doctor", "--help"]) == 0
    assert "usage: floodmap doctor" in capsys.readouterr().out
    for command in frame.COMMANDS:
        assert frame.main([command, "--help"]) == 0
        assert f"usage: floodmap {command}" in capsys.readouterr().out


def test_options_may_stand_before_and_after_the_command(run) -> None:
    seen = []

    def handler(session: Session) -> Result:
        seen.append((session.arguments.json, session.arguments.database))
        return Result()

    run(handler, "--json", "--database", "other")
    run(handler)
    assert seen == [(True, "other"), (False, None)]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({}, "en"),
    ],
)
def test_language_follows_the_locale(environment, expected) -> None:
    assert from_locale(environment) == expected


def test_missing_translation_file_means_english(tmp_path) -> None:
    assert Language.load("zh", tmp_path).translate("cli", "running") == "running"


def test_speaks_chinese(tmp_path, chinese, monkeypatch, run, capsys) -> None:
    monkeypatch.setattr("flood_core.resources.paths.translations", lambda: chinese)
    _, _, err = run(raising(Unreadable(folder="/资料")), "--language", "zh")
    assert err == "错误：/资料 已存在。\n处理办法：请为备份指定一个新文件夹。\n"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert frame.main(["db", "backup"]) == 2
    assert "错误：缺少参数：FOLDER" in capsys.readouterr().err


def test_the_doctor_speaks_chinese_to_the_end(chinese, cluster) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from flood_core.cli import main\n"
        "from flood_core.resources import paths\n"
        f"paths.translations = lambda: Path({str(chinese)!r})\n"
        "sys.exit(main.main(['doctor', '--language', 'zh']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode in (0, 1), done.stderr
    assert "PostgreSQL" in done.stdout
    assert "处理办法" in done.stdout or "所需" in done.stdout


def test_bar_draws_on_a_terminal_only_and_goes_away(capsys) -> None:
    class Terminal:
        """Keeps what is written; says that it is a terminal."""

        def __init__(self) -> None:
            self.text = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None:
            pass

    terminal = Terminal()
    bar = Bar(terminal)
    bar.setProgress(100)
    assert "100%" in terminal.text
    bar.clear()
    assert terminal.text.endswith("\r")
    Bar().setProgress(100)
    assert capsys.readouterr().err == ""


def test_table_counts_chinese_characters_as_two_columns() -> None:
    lines = aligned([["村", "people"], ["方江屿村", 12], ["A", 1234]])
    assert len({width(line) for line in lines}) == 1
    assert lines[2].endswith("  12")


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = (
        "import sys\n"
        "from flood_core.cli import db, main\n"
        "from flood_core.cli.session import Result\n"
        "db.status = lambda session: Result({}, ['村'] * 100_000, 1)\n"
        "sys.exit(main.main(['db', 'status']))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()
        assert (running.wait(60), errors) == (1, b"")


def test_interrupted_command_ends_with_5(cluster) -> None:
    """Ctrl-C and a polite kill reach a running command as a cancellation."""
    code = (
        "import os, signal, sys, threading, time\n"
        "from flood_core.cli import db, main\n"
        "def slow(session):\n"
        "    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()\n"
        "    time.sleep(30)\n"
        "db.status = slow\n"
        "sys.exit(main.main(['db', 'status']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 5, done.stderr
    assert done.stderr == "Error: Cancelled. Nothing was left half done.\n"


@pytest.mark.parametrize(("code", "words"), [("zh", "甲"), ("en", "one")])
def test_the_database_speaks_the_users_language(database, code, words):
    arguments = argparse.Namespace(service=None, database=database.database)
    session = Session(arguments, Language(code), Silent())
    with session.connection() as connection, connection.cursor() as cursor:
        cursor.execute("select app.say('one', '甲')")
        assert cursor.fetchone() == (words,)

"""The command ``floodmap``: parse, run, print, and end with the right exit code.

0 done; 1 done in part, or a check found errors; 2 wrong use or input; 3 no
database; 4 refused by rights or state; 5 the machine refused, or cancelled.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, Sequence

from ..errors import QT_TRANSLATE_NOOP, FloodMapError
from ..resources.language import SUPPORTED, Language, from_locale
from ..resources.version import software_version
from . import session as exit_codes
from .bar import Bar
from .session import Result, Session
from .wrong_use import WrongUse, reason, wrong_use

#: Command -> the module that brings it, in the order of the help text.
COMMANDS = {
    "db": "db",
    "areas": "areas",
    "base": "base",
    "ledger": "ledger",
    "import": "ledger",
    "edition": "edition",
    "sheets": "sheets",
    "register": "register",
    "person": "persons",
    "report": "report",
    "analysis": "analysis",
    "verification": "verification",
    "proposals": "verification",
    "users": "users",
    "symbols": "symbols",
    "doctor": "doctor",
}

ERROR = QT_TRANSLATE_NOOP("cli", "Error: {message}")
ADVICE = QT_TRANSLATE_NOOP("cli", "What to do: {advice}")
CANCELLED = QT_TRANSLATE_NOOP("cli", "Cancelled. Nothing was left half done.")
NO_MEMORY = QT_TRANSLATE_NOOP("cli", "This machine has too little memory for this.")
NO_MEMORY_ADVICE = QT_TRANSLATE_NOOP("cli", "Close other programs, or do the work in smaller parts.")
MACHINE_REFUSED = QT_TRANSLATE_NOOP("cli", "This machine refused: {reason} ({file})")
MACHINE_ADVICE = QT_TRANSLATE_NOOP("cli", "Check the free disk space and the rights of that file or folder.")
UNEXPECTED = QT_TRANSLATE_NOOP("cli", "An error that should not happen: {reason}")
UNEXPECTED_ADVICE = QT_TRANSLATE_NOOP("cli", "Please report it, with the file {log}.")

log = logging.getLogger("flood_core")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = Language.load(_language_code(arguments))  # before parsing: a wrong argument is told in it
    try:
        parsed = parser(language, _modules(arguments)).parse_args(arguments, argparse.Namespace(**_defaults()))
    except WrongUse as error:
        return print_error(error, language, "--json" in arguments)
    except SystemExit as stop:  # the parser has printed the help
        return int(stop.code or 0)
    bar = Bar(shown=False if parsed.json or parsed.quiet else None)
    _configure(parsed.verbose)
    try:
        result = parsed.handler(Session(parsed, language, bar))
        bar.clear()
        return _print_result(result if isinstance(result, Result) else Result(exit_code=int(result)), parsed.json)
    except BaseException as error:  # noqa: BLE001 - the outermost edge: every end is explained
        bar.clear()
        return print_error(error, language, parsed.json)


def _language_code(arguments: list[str]) -> str:
    """Return the language asked for, wherever in the arguments, else the locale's."""
    asked = [value for name, value in zip(arguments, arguments[1:]) if name == "--language"]
    asked += [argument.split("=", 1)[1] for argument in arguments if argument.startswith("--language=")]
    return asked[-1] if asked and asked[-1] in SUPPORTED else from_locale()


def _modules(arguments: list[str]) -> list[str]:
    """Return the modules to load: of all words that could be the command; loading every module takes seconds."""
    return list(dict.fromkeys(COMMANDS[word] for word in arguments if word in COMMANDS))


def parser(language: Language | None = None, modules: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser with the subcommands of ``modules`` (default: all); it complains in ``language``."""
    common = _common_options()
    command_parser = _command_parser(common, language or Language("en"))
    top = command_parser(
        prog="floodmap",
        description="Village flood and typhoon situation maps from shared risk registers.",
        epilog="Exit codes: 0 done; 1 in part, or errors found; 2 wrong use or input; 3 no database; "
        "4 refused by rights or state; 5 the machine refused, or cancelled.",
    )
    top.add_argument("--version", action="version", version=f"floodmap {software_version()}")
    groups = top.add_subparsers(metavar="COMMAND")
    for name in modules or dict.fromkeys(COMMANDS.values()):
        importlib.import_module(f"{__package__}.{name}").add_parsers(groups)
    return top


def _common_options() -> argparse.ArgumentParser:
    """Options that every command takes, before or after its name; unset unless given."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("common options")
    group.add_argument("--json", action="store_true", help="print the result for machines")
    group.add_argument("--language", choices=SUPPORTED, help="language of messages (default: the locale's)")
    group.add_argument("--quiet", action="store_true", help="no progress bar")
    group.add_argument("--verbose", action="store_true", help="log on stderr what is done")
    group.add_argument(
        "--service", help="libpq service of the county's server (default: FLOODMAP_SERVICE, else the embedded database)"
    )
    group.add_argument("--database", help="name of the database (default: FLOODMAP_DATABASE, else floodmap)")
    return common


def _defaults() -> dict[str, Any]:
    service, database = os.environ.get("FLOODMAP_SERVICE"), os.environ.get("FLOODMAP_DATABASE")
    named = {"service": service or None, "database": database or None}
    return {"json": False, "language": None, "quiet": False, "verbose": False, **named}


def _command_parser(common: argparse.ArgumentParser, language: Language) -> type[argparse.ArgumentParser]:
    """Return a parser class that has the common options and speaks ``language``."""

    class CommandParser(argparse.ArgumentParser):
        def __init__(self, **options: Any) -> None:
            options["parents"] = [*options.get("parents", ()), common]
            super().__init__(**options)

        def add_subparsers(self, **options: Any) -> Any:
            options.setdefault("parser_class", CommandParser)
            options.setdefault("required", True)
            options.setdefault("metavar", "ACTION")
            return super().add_subparsers(**options)

        def error(self, message: str) -> NoReturn:
            self.print_usage(sys.stderr)
            raise WrongUse(reason=wrong_use(message, language))

    return CommandParser


def _configure(verbose: bool) -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(name)s %(message)s"
    )
    # GDAL 3.7 and newer speak to programmers about their plans for GDAL 4, each time they are loaded.
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"osgeo\..*")
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Treat a polite kill as Ctrl-C: the work is taken back before we end."""
    raise KeyboardInterrupt


def _print_result(result: Result, as_json: bool) -> int:
    lines = result.lines
    if as_json:
        told = {**result.data, "exit_code": result.exit_code}
        lines = [json.dumps(told, ensure_ascii=False, indent=2, default=str)]
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough; the work is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return result.exit_code


def print_error(error: BaseException, language: Language, as_json: bool) -> int:
    """Say in one message what happened and what to do; return the exit code."""
    code, message, advice = _explain(error, language)
    if as_json:
        told = {"error": type(error).__name__, "message": message, "advice": advice, "exit_code": code}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return code
    print(language.translate("cli", ERROR).format(message=message), file=sys.stderr)
    if advice:
        print(language.translate("cli", ADVICE).format(advice=advice), file=sys.stderr)
    return code


def _explain(error: BaseException, language: Language) -> tuple[int, str, str]:
    """Return exit code, message and advice for any exception."""

    def say(text: str, **values: Any) -> str:
        return language.translate("cli", text).format(**values)

    if isinstance(error, FloodMapError):
        return error.exit_code, error.message(language.translate), error.advice(language.translate)
    if isinstance(error, KeyboardInterrupt):
        return exit_codes.MACHINE, say(CANCELLED), ""
    if isinstance(error, MemoryError):
        return exit_codes.MACHINE, say(NO_MEMORY), say(NO_MEMORY_ADVICE)
    if isinstance(error, OSError):
        message = say(MACHINE_REFUSED, reason=reason(error, language), file=error.filename or "-")
        return exit_codes.MACHINE, message, say(MACHINE_ADVICE)
    if not isinstance(error, Exception):
        raise error
    words = f"{type(error).__name__}: {error}"
    return exit_codes.MACHINE, say(UNEXPECTED, reason=words), say(UNEXPECTED_ADVICE, log=_write_log(error))


def _write_log(error: BaseException) -> Path:
    """Keep the traceback in a file of its own, and return where."""
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    handle, name = tempfile.mkstemp(prefix=f"floodmap-{time.strftime('%Y%m%d-%H%M%S')}-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"floodmap {software_version()}, Python {sys.version}\n{text}")
    return Path(name)

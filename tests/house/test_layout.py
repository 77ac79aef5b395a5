"""How our files look: sizes, docstrings, hints, and what never stands in them."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Iterator

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CORE = CHECKOUT / "plugins" / "flood_core"
PYTHON = sorted(
    file
    for folder in ("plugins", "demo", "bundle", "scripts", "benchmarks", "tests")
    for file in (CHECKOUT / folder).rglob("*.py")
    if "__pycache__" not in file.parts
)
ENGINE = [file for file in PYTHON if file.is_relative_to(CHECKOUT / "plugins")]
MOST_LINES = 600
ANNOTATED = 0.95
SQL_WORD = re.compile(r"\b(select|insert into|update|delete from|create|drop|alter|grant)\b", re.IGNORECASE)
SQL_SHAPE = re.compile(r"\b(from|into|set|values|where|table|schema|role|view|on|to)\b", re.IGNORECASE)
#: Folders of one machine; a path of the operating system's own is fine.
PRIVATE_PATH = re.compile(r"(?<![\w.])(/home/\w|/root/|/work/|/Users/|[A-Z]:\\\\?Users)")


def relative(file: Path) -> str:
    """Return the name of a file as messages show it."""
    return file.relative_to(CHECKOUT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    """Return the parsed source."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield all functions and methods with their full names; those inside functions are private."""

    def below(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield prefix + child.name, child
            elif isinstance(child, ast.ClassDef):
                yield from below(child, f"{prefix}{child.name}.")
            elif isinstance(child, (ast.If, ast.Try, ast.With)):
                yield from below(child, prefix)

    yield from below(tree(file), "")


def is_public(name: str) -> bool:
    """Tell whether no part of a dotted name begins with an underscore."""
    return not any(part.startswith("_") for part in name.split("."))


def test_no_file_is_longer_than_600_lines() -> None:
    sizes = {relative(file): len(file.read_text(encoding="utf-8").splitlines()) for file in PYTHON}
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}


def test_public_functions_classes_and_modules_say_what_they_are() -> None:
    silent = []
    for file in ENGINE:
        module = tree(file)
        if module.body and not ast.get_docstring(module):
            silent.append(relative(file))
        for node in module.body:
            if isinstance(node, ast.ClassDef) and is_public(node.name) and not ast.get_docstring(node):
                silent.append(f"{relative(file)}:{node.lineno} class {node.name}")
        inherited = QT_METHODS
        for name, node in functions(file):
            if is_public(name) and not ast.get_docstring(node) and name.split(".")[-1] not in inherited:
                silent.append(f"{relative(file)}:{node.lineno} {name}")
    assert silent == []


#: Methods of a Processing algorithm or provider: QGIS documents them.
QT_METHODS = {
    "name", "displayName", "group", "groupId", "shortHelpString", "createInstance", "initAlgorithm", "processAlgorithm",
    "flags", "icon", "id", "longName", "loadAlgorithms", "tags", "svgIconPath", "canExecute", "prepareAlgorithm",
}  # fmt: skip


def test_functions_are_annotated() -> None:
    whole, bare = 0, []
    for file in ENGINE:
        for name, node in functions(file):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            named = [argument for argument in arguments if argument.arg not in ("self", "cls")]
            whole += 1
            if node.returns is None or any(argument.annotation is None for argument in named):
                bare.append(f"{relative(file)}:{node.lineno} {name}")
    assert len(bare) <= (1 - ANNOTATED) * whole, bare


def test_no_print_outside_the_command_line() -> None:
    printing = [
        f"{relative(file)}:{node.lineno}"
        for file in ENGINE
        if not file.is_relative_to(CORE / "cli")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_no_bare_except_and_no_swallowed_exception() -> None:
    """``except Exception`` only at the outermost edge, marked with its reason."""
    bare = []
    for file in ENGINE:
        lines = file.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ExceptHandler):
                blind = isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
                raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
                if node.type is None or (blind and not raises and "BLE001" not in lines[node.lineno - 1]):
                    bare.append(f"{relative(file)}:{node.lineno}")
    assert bare == []


def sql_texts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the f-strings, ``%`` and ``format`` calls on text that reads like SQL."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.JoinedStr):
            parts = [str(value.value) for value in inner.values if isinstance(value, ast.Constant)]
            if any(isinstance(value, ast.FormattedValue) for value in inner.values) and reads_like_sql(" ".join(parts)):
                yield inner
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Mod) and isinstance(inner.left, ast.Constant):
            yield from [inner] if reads_like_sql(str(inner.left.value)) else []


def reads_like_sql(text: str) -> bool:
    """Tell whether a text begins like an SQL statement."""
    words = text.strip()
    return bool(SQL_WORD.match(words)) and bool(SQL_SHAPE.search(words)) and words[:1].islower()


def test_no_sql_from_pieces_of_text() -> None:
    pieces = [f"{relative(file)}:{found.lineno}" for file in ENGINE for found in sql_texts(tree(file))]
    assert pieces == []


def test_the_sql_test_sees_what_it_should() -> None:
    assert list(sql_texts(ast.parse("f'select * from {table}'")))
    assert list(sql_texts(ast.parse("'drop table %s' % name")))
    assert not list(sql_texts(ast.parse("f'select what you like, {name}'")))


def test_no_paths_of_one_machine() -> None:
    found = [
        f"{relative(file)}:{number}"
        for file in tracked_texts()
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if PRIVATE_PATH.search(line) and file != Path(__file__)
    ]
    assert found == []


def tracked_texts() -> list[Path]:
    """Return the project's text files: git's list, or all where there is no git."""
    command = [
        "git",
        "-c",
        f"safe.directory={CHECKOUT}",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    names = [name for name in done.stdout.split("\0") if name]
    if not names:
        pytest.skip("not a git checkout")
    endings = {".py", ".sql", ".csv", ".sh", ".md", ".toml", ".txt", ".qpt", ".ui", ".qml", ".json", ".ts", ""}
    files = [CHECKOUT / name for name in names if Path(name).suffix in endings and not name.startswith("docs/")]
    return [file for file in files if file.is_file()]


def test_no_file_is_named_for_everything() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py", "tools.py"}
    assert [relative(file) for file in PYTHON if file.name in vague] == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Else two test files of one name in two folders collide."""
    folders = {file.parent for file in (CHECKOUT / "tests").rglob("test_*.py")}
    assert [relative(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []

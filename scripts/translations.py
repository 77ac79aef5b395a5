"""Keep the Chinese translation whole: ``update`` writes the .ts file, ``check`` names what is missing.

``merge FILE.ts`` writes what ``update`` would to another file: new texts show before they are taken in.

Texts are found in the sources of all plugins where ``QT_TRANSLATE_NOOP(context, text)`` or
``translate(context, text)`` names them, or ``tr(text)`` in the windows. A text's Chinese comes from the .ts
file, or from ``i18n/pending/*.csv`` (english, chinese) while it is new; update
moves it into the .ts file. ``lrelease`` makes the .qm file from that.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Iterator

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
TS_FILE = PLUGINS / "flood_core" / "i18n" / "flood_core_zh_CN.ts"
PENDING = TS_FILE.parent / "pending"
MARKERS = ("QT_TRANSLATE_NOOP", "translate")
#: ``tr(text)`` of flood_core.windows.translation means this context.
WINDOWS = "windows"
PLACE = re.compile(r"\{(\w*)[^}]*\}")

#: (context, English) -> Chinese
Texts = dict[tuple[str, str], str]


def marked_texts(folder: Path = PLUGINS) -> list[tuple[str, str]]:
    """Return context and English text of all that the sources mark, sorted, each once."""
    found = {text for file in sorted(folder.rglob("*.py")) for text in _marked_in(file)}
    return sorted(found)


def _marked_in(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if isinstance(node.func, ast.Name) and name == "tr" and isinstance(node.args[0], ast.Constant):
            yield WINDOWS, str(node.args[0].value)
        elif len(node.args) >= 2:
            first, second = node.args[:2]
            if name in MARKERS and isinstance(first, ast.Constant) and isinstance(second, ast.Constant):
                yield str(first.value), str(second.value)


def translated_texts() -> Texts:
    """Return what the .ts file translates."""
    if not TS_FILE.is_file():
        return {}
    texts: Texts = {}
    for context in ElementTree.parse(TS_FILE).getroot().iter("context"):
        for message in context.iter("message"):
            chinese = message.findtext("translation") or ""
            if chinese:
                texts[context.findtext("name") or "", message.findtext("source") or ""] = chinese
    return texts


def pending_texts() -> dict[str, str]:
    """Return what the rooms' lists translate: English -> Chinese."""
    texts = {}
    for file in sorted(PENDING.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            texts.update({row["english"]: row["chinese"] for row in csv.DictReader(lines)})
    return texts


def merged() -> tuple[Texts, list[tuple[str, str]]]:
    """Return the translation of every marked text, and the texts that have none."""
    known, pending = translated_texts(), pending_texts()
    elsewhere = {english: chinese for (_, english), chinese in known.items()}  # a text may move to another context
    texts: Texts = {}
    missing = []
    for key in marked_texts():
        chinese = pending.get(key[1]) or known.get(key) or elsewhere.get(key[1])
        if chinese:
            texts[key] = chinese
        else:
            missing.append(key)
    return texts, missing


def changed_places(texts: Texts) -> list[tuple[str, str]]:
    """Return the translations that lost or invented a named place such as {file}."""
    return [
        (english, chinese)
        for (_, english), chinese in texts.items()
        if sorted(set(PLACE.findall(english))) != sorted(set(PLACE.findall(chinese)))
    ]


def write(texts: Texts, missing: list[tuple[str, str]], file: Path | None = None) -> None:
    """Write a .ts file (default: ours): contexts and texts sorted, so that it changes only where something changed."""
    root = ElementTree.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    for name in sorted({context for context, _ in [*texts, *missing]}):
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for key in sorted(key for key in [*texts, *missing] if key[0] == name):
            message = ElementTree.SubElement(context, "message")
            ElementTree.SubElement(message, "source").text = key[1]
            translation = ElementTree.SubElement(message, "translation")
            translation.text = texts.get(key)
            if key not in texts:
                translation.set("type", "unfinished")
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    (file or TS_FILE).write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def main(argv: list[str]) -> int:
    """Update or check; return 1 when a text has no Chinese or a translation lost a named place."""
    texts, missing = merged()
    if len(argv) == 2 and argv[0] == "merge":
        write(texts, missing, Path(argv[1]))
        return 0
    if argv == ["update"]:
        write(texts, missing)
        for file in PENDING.glob("*.csv"):
            file.unlink()
    elif argv != ["check"]:
        sys.stderr.write("usage: translations.py update|check|merge FILE.ts\n")
        return 2
    wrong = changed_places(texts)
    for context, text in missing:
        sys.stderr.write(f"no Chinese: [{context}] {text}\n")
    for english, chinese in wrong:
        sys.stderr.write(f"named places differ: {english} / {chinese}\n")
    return 1 if missing or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

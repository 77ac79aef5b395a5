"""Keep the Chinese translation whole: ``update`` writes the .ts file, ``check`` names what is missing.

Texts are found in the sources where ``QT_TRANSLATE_NOOP(context, text)`` or
``translate(context, text)`` names them. A text's Chinese comes from the .ts
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

PLUGIN = Path(__file__).resolve().parents[1] / "plugins" / "flood_core"
TS_FILE = PLUGIN / "i18n" / "flood_core_zh_CN.ts"
PENDING = PLUGIN / "i18n" / "pending"
MARKERS = ("QT_TRANSLATE_NOOP", "translate")
PLACE = re.compile(r"\{(\w*)[^}]*\}")

#: (context, English) -> Chinese
Texts = dict[tuple[str, str], str]


def marked_texts(folder: Path = PLUGIN) -> list[tuple[str, str]]:
    """Return context and English text of all that the sources mark, sorted, each once."""
    found = {text for file in sorted(folder.rglob("*.py")) for text in _marked_in(file)}
    return sorted(found)


def _marked_in(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
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


def write(texts: Texts, missing: list[tuple[str, str]]) -> None:
    """Write the .ts file: contexts and texts sorted, so that it changes only where something changed."""
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
    TS_FILE.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def main(argv: list[str]) -> int:
    """Update or check; return 1 when a text has no Chinese or a translation lost a named place."""
    texts, missing = merged()
    if argv == ["update"]:
        write(texts, missing)
        for file in PENDING.glob("*.csv"):
            file.unlink()
    elif argv != ["check"]:
        sys.stderr.write("usage: translations.py update|check\n")
        return 2
    wrong = changed_places(texts)
    for context, text in missing:
        sys.stderr.write(f"no Chinese: [{context}] {text}\n")
    for english, chinese in wrong:
        sys.stderr.write(f"named places differ: {english} / {chinese}\n")
    return 1 if missing or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

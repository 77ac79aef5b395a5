"""The parts of an xlsx file that are not rows: what the zip holds, workbook, styles, shared texts.

Runs in the reading process on hostile input: sizes are looked at before
anything is unpacked, and a document type declaration anywhere is refused, so
no entity is ever expanded.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Callable
from xml.parsers import expat

from .limits import Limits
from .workbook import Unreadable

Start = Callable[[str, "dict[str, str]"], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main}", "http://purl.oclc.org/ooxml/spreadsheetml/main}")
_RELATION_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|_.|\*.')
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


class WorkbookRefused(Exception):
    """The file is refused, with a code and values for the message that the parent process shows."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def qualified(*names: str) -> dict[str, str]:
    """Return both namespaces' spellings of the element names, each leading to the plain name."""
    return {space + name: name for space in _MAIN for name in names}


def parse(part: IO[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Run expat over a part. Raises WorkbookRefused for a document type, expat.ExpatError for broken XML."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text

    def refuse(*_: object) -> None:
        raise WorkbookRefused("entities")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    while True:
        block = part.read(1 << 18)
        parser.Parse(block, not block)
        if not block:
            return


def checked_members(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return the members by name, sizes and ratios checked before anything is unpacked."""
    members = archive.infolist()
    if len(members) > limits.parts:
        raise WorkbookRefused("too_many_parts", count=len(members))
    total = 0
    for member in members:
        total += member.file_size
        packed = max(member.compress_size, 1)
        swollen = member.file_size > limits.ratio_from_bytes and member.file_size / packed > limits.ratio
        if member.file_size > limits.part_bytes or total > limits.workbook_bytes or swollen:
            raise WorkbookRefused("bomb", part=member.filename[:80], megabytes=member.file_size >> 20)
        if member.flag_bits & 0x1:
            raise WorkbookRefused("encrypted")
    return {member.filename.lstrip("/"): member for member in members}


def clean_text(text: str) -> str:
    """Return the text without invisible characters: controls, direction marks, zero-width blanks."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass
class SheetEntry:
    """A sheet as the workbook part lists it."""

    name: str
    relation: str
    hidden: bool


@dataclass
class WorkbookPart:
    """What xl/workbook.xml says."""

    sheets: list[SheetEntry] = field(default_factory=list)
    date_1904: bool = False


def read_workbook_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> WorkbookPart:
    """Return the sheets in order and the date system."""
    kinds = qualified("sheet", "workbookPr")
    found = WorkbookPart()

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = kinds.get(name)
        if kind == "sheet":
            relation = next((attributes[key] for key in _RELATION_ID if key in attributes), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.sheets.append(SheetEntry(clean_text(attributes.get("name", ""))[:100], relation, hidden))
        elif kind == "workbookPr":
            found.date_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    with archive.open(member) as part:
        parse(part, start)
    return found


def read_relations(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], owner: str
) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id -> (type's last word, path in the zip)."""
    folder, name = posixpath.split(owner)
    member = members.get(posixpath.join(folder, "_rels", name + ".rels"))
    found: dict[str, tuple[str, str]] = {}
    if member is None:
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("}Relationship") and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rsplit("/", 1)[-1], path)

    with archive.open(member) as part:
        parse(part, start)
    return found


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date or a time."""
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    return "general" not in plain and any(mark in plain for mark in "ymdhs")


def read_date_styles(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[bool]:
    """Return for each cell style whether it shows a date."""
    kinds = qualified("numFmt", "cellXfs", "xf")
    own: dict[int, bool] = {}
    styles: list[bool] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        kind = kinds.get(name)
        if kind == "numFmt":
            own[int(attributes.get("numFmtId", "0"))] = is_date_format(attributes.get("formatCode", "")[:400])
        elif kind == "cellXfs":
            inside = True
        elif kind == "xf" and inside:
            number = int(attributes.get("numFmtId", "0"))
            styles.append(own.get(number, number in _BUILT_IN_DATES))

    def end(name: str) -> None:
        nonlocal inside
        if kinds.get(name) == "cellXfs":
            inside = False

    with archive.open(member) as part:
        parse(part, start, end)
    return styles


class _TextParser:
    """The state of reading the shared texts. Methods are expat's handlers."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.texts: list[str | Unreadable] = []
        self._kinds = qualified("si", "t", "rPh")
        self._pieces: list[str] = []
        self._length = self._total = 0
        self._collecting = self._phonetic = False

    def start(self, name: str, _: dict[str, str]) -> None:
        kind = self._kinds.get(name)
        if kind == "t":
            self._collecting = not self._phonetic
        elif kind == "si":
            self._pieces.clear()
            self._length = 0
        elif kind == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        if self._collecting:
            self._length += len(data)
            self._total += len(data)
            if self._total > self.limits.text_characters:
                raise WorkbookRefused("too_much_text")
            if self._length <= self.limits.cell_characters:
                self._pieces.append(data)

    def end(self, name: str) -> None:
        kind = self._kinds.get(name)
        if kind == "t":
            self._collecting = False
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "si":
            whole = clean_text("".join(self._pieces))
            too_long = self._length > self.limits.cell_characters
            self.texts.append(Unreadable("too_long", whole[:40]) if too_long else whole)


def read_shared_texts(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> list[str | Unreadable]:
    """Return the shared texts; rich text is joined, reading aids (furigana, pinyin) are left out."""
    parser = _TextParser(limits)
    with archive.open(member) as part:
        parse(part, parser.start, parser.end, parser.text)
    return parser.texts

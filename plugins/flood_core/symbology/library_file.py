"""A county's symbols as one file, to hand on to another county: written, checked, read.

A ZIP with ``manifest.json`` (what is in it, with the SHA-256 of each part) and
one definition for each symbol. The same library gives the same bytes. A file
from elsewhere is hostile until it has passed ``check_library``.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..database import symbols as table
from ..database.connection import Connection, transaction
from ..errors import QT_TRANSLATE_NOOP, FloodMapError, InputError, Refused
from ..resources.version import software_version
from ..resources.whole_files import write_whole
from .county import symbol_row
from .definition import MOST_BYTES, Definition, read_definition

FORMAT = "floodmap symbol library 1"
MANIFEST = "manifest.json"
MOST_SYMBOLS, MOST_FILE_BYTES, MOST_MANIFEST = 2_000, 50_000_000, 2_000_000
_PART = re.compile(r"^symbols/[A-Z0-9]{2,12}\.json$")
_EPOCH = (2000, 1, 1, 0, 0, 0)  # ZIP wants a date; the library has none


class BrokenLibrary(InputError):
    """A file that is no library, or not the one that was written; ``reason`` is a marked text."""

    template = QT_TRANSLATE_NOOP("errors", "{path} is no usable symbol library: {reason}{what}.")
    hint = QT_TRANSLATE_NOOP("errors", "Get the file again from where it came from.")


class OtherSymbolsThere(Refused):
    """Codes of the file are taken by other symbols here."""

    template = QT_TRANSLATE_NOOP(
        "errors", "{count} symbols of the file are here with other drawings or names: {codes}."
    )
    hint = QT_TRANSLATE_NOOP("errors", "Ask for replacing, when those of the file shall be used from now on.")


NO_ZIP = QT_TRANSLATE_NOOP("errors", "it is no ZIP file")
TOO_MUCH = QT_TRANSLATE_NOOP("errors", "there is too much in it")
STRANGE_PART = QT_TRANSLATE_NOOP("errors", "a part does not belong there")
NO_MANIFEST = QT_TRANSLATE_NOOP("errors", "its list of contents is missing or cannot be read")
CHANGED = QT_TRANSLATE_NOOP("errors", "a part is not what it was when the library was written")
MISSING = QT_TRANSLATE_NOOP("errors", "a part is missing")
UNSAFE = QT_TRANSLATE_NOOP("errors", "a drawing is not acceptable")


@dataclass(frozen=True)
class Imported:
    """What an import did, by codes."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]


def export_library(connection: Connection, path: Path) -> int:
    """Write all that the county drew or named to ``path``; return the number of symbols.

    The file appears only when it is whole. Raises: OSError when the disk refuses.
    """
    with transaction(connection) as cursor:
        rows = table.own_definitions(cursor)
    content = library_bytes([(row["definition"], bool(row["retired"])) for row in rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return len(rows)


def library_bytes(definitions: list[tuple[bytes, bool]]) -> bytes:
    """Return a library of definitions, each with whether it is retired."""
    parts: dict[str, bytes] = {}
    listed: list[dict[str, Any]] = []
    for content, retired in definitions:
        code = read_definition(content).code
        name = f"symbols/{code}.json"
        parts[name] = content
        listed.append({"code": code, "part": name, "sha256": _sha256(content), "retired": retired})
    manifest = {"format": FORMAT, "software": software_version(), "symbols": sorted(listed, key=lambda s: s["code"])}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(MANIFEST, text), *sorted(parts.items())]:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def check_library(path: Path) -> list[tuple[Definition, bool]]:
    """Return the symbols of a library file, each with whether it is retired, or say what is wrong with it.

    Raises: BrokenLibrary; OSError when the file cannot be read.
    """
    if path.stat().st_size > MOST_FILE_BYTES:
        raise BrokenLibrary(path=str(path), reason=TOO_MUCH, what="")
    try:
        with zipfile.ZipFile(path) as archive:
            names = _names(archive, path)
            return [_symbol(archive, entry, path) for entry in _manifest(archive, names, path)]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise BrokenLibrary(path=str(path), reason=NO_ZIP, what="") from error


def import_library(connection: Connection, path: Path, *, replace: bool = False) -> Imported:
    """Take the symbols of a library file in, all or none.

    A symbol that is here already, drawn or named otherwise, is replaced (a new version) only with ``replace``.
    Raises: BrokenLibrary, OtherSymbolsThere, RightsRefused.
    """
    incoming = check_library(path)
    added: list[str] = []
    replaced: list[str] = []
    unchanged: list[str] = []
    with transaction(connection) as cursor:
        table.lock_library(cursor)
        for symbol, retired in incoming:
            row = table.symbol(cursor, symbol.code)
            if row is not None and row["sha256"] == symbol.sha256:
                unchanged.append(symbol.code)
                continue
            if row is None:
                table.insert_symbol(cursor, symbol_row(symbol))
            else:
                table.update_symbol(cursor, symbol_row(symbol))
            table.add_version(cursor, symbol.code, symbol.sha256, symbol.as_bytes(), symbol.centre)
            if retired:
                table.set_retired(cursor, symbol.code, True)
            (added if row is None else replaced).append(symbol.code)
        if replaced and not replace:
            raise OtherSymbolsThere(count=len(replaced), codes=", ".join(replaced[:10]))
    return Imported(tuple(added), tuple(replaced), tuple(unchanged))


def _names(archive: zipfile.ZipFile, path: Path) -> set[str]:
    """Return the parts' names when they are plausible, before any is unpacked."""
    entries = archive.infolist()
    if len(entries) > MOST_SYMBOLS + 1:
        raise BrokenLibrary(path=str(path), reason=TOO_MUCH, what=f" ({len(entries)})")
    names = [entry.filename for entry in entries]
    strange = [name for name in names if name != MANIFEST and not _PART.match(name)]
    strange += [name for name in set(names) if names.count(name) > 1]
    packed = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    strange += [entry.filename for entry in entries if entry.flag_bits & 0x1 or entry.compress_type not in packed]
    if strange:
        raise BrokenLibrary(path=str(path), reason=STRANGE_PART, what=f" ({strange[0][:40]!r})")
    return set(names)


def _read(archive: zipfile.ZipFile, name: str, most: int, path: Path) -> bytes:
    """Unpack at most ``most`` bytes, whatever the part says of its size."""
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise BrokenLibrary(path=str(path), reason=TOO_MUCH, what=f" ({name})")
    return content


def _manifest(archive: zipfile.ZipFile, names: set[str], path: Path) -> list[dict[str, Any]]:
    try:
        manifest = json.loads(_read(archive, MANIFEST, MOST_MANIFEST, path))
        entries: list[dict[str, Any]] = [
            {"part": str(entry["part"]), "sha256": str(entry["sha256"]), "code": str(entry["code"]),
             "retired": entry["retired"] is True}
            for entry in manifest["symbols"]
        ]  # fmt: skip
        wrong = manifest["format"] != FORMAT
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BrokenLibrary(path=str(path), reason=NO_MANIFEST, what="") from error
    listed = [entry["part"] for entry in entries]
    if wrong or len(set(listed)) != len(listed):
        raise BrokenLibrary(path=str(path), reason=NO_MANIFEST, what="")
    if set(listed) != names - {MANIFEST}:
        odd = sorted(set(listed) ^ (names - {MANIFEST}))[0]
        reason = STRANGE_PART if odd in names else MISSING
        raise BrokenLibrary(path=str(path), reason=reason, what=f" ({odd[:40]})")
    return entries


def _symbol(archive: zipfile.ZipFile, entry: dict[str, Any], path: Path) -> tuple[Definition, bool]:
    content = _read(archive, entry["part"], MOST_BYTES, path)
    if _sha256(content) != entry["sha256"]:
        raise BrokenLibrary(path=str(path), reason=CHANGED, what=f" ({entry['code']})")
    try:
        symbol = read_definition(content)
    except FloodMapError as error:
        raise BrokenLibrary(path=str(path), reason=UNSAFE, what=f" ({entry['code']}: {error.message()})") from error
    if symbol.code != entry["code"] or entry["part"] != f"symbols/{symbol.code}.json":
        raise BrokenLibrary(path=str(path), reason=CHANGED, what=f" ({entry['code']})")
    return symbol, entry["retired"]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

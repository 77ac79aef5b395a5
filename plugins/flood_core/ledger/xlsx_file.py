"""Read an xlsx file in the reading process and hand it on piece by piece.

Everything here runs on hostile input, in a process of its own whose memory
and time are limited (see ``reading_process``).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Callable
from xml.parsers import expat

from .limits import Limits
from .workbook import HANDED_OUT_SHEET
from .xlsx_parts import (
    WorkbookPart,
    WorkbookRefused,
    checked_members,
    read_date_styles,
    read_relations,
    read_shared_texts,
    read_workbook_part,
)
from .xlsx_rows import Context, read_rows

#: What a broken file makes the zip and XML libraries raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    LookupError,
    OverflowError,
)

Emit = Callable[[str, object], None]


def read_xlsx(path: Path, limits: Limits, emit: Emit) -> None:
    """Read a workbook and emit ``sheet`` (name, hidden), ``rows``, ``end`` (merged ranges, in order).

    Raises WorkbookRefused with the reason; MemoryError and OSError pass through.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _read_archive(archive, limits, emit)
    except BROKEN as error:
        raise WorkbookRefused("broken", detail=f"{type(error).__name__}: {error}"[:160]) from error


def _read_archive(archive: zipfile.ZipFile, limits: Limits, emit: Emit) -> None:
    members = checked_members(archive, limits)
    owner = next((path for kind, path in read_relations(archive, members, "").values() if kind == "officeDocument"), "")
    if owner not in members or not owner.endswith(".xml"):
        raise WorkbookRefused("no_workbook")
    book = read_workbook_part(archive, members[owner])
    relations = read_relations(archive, members, owner)
    if not book.sheets:
        raise WorkbookRefused("no_workbook")
    if len(book.sheets) > limits.sheets:
        raise WorkbookRefused("too_many_sheets", count=len(book.sheets))
    context = Context([], [], book.date_1904, limits)
    for kind, path in relations.values():
        if kind == "sharedStrings" and path in members:
            context.texts = read_shared_texts(archive, members[path], limits)
        elif kind == "styles" and path in members:
            context.date_styles = read_date_styles(archive, members[path])
    _read_sheets(archive, members, book, relations, context, emit)


def _read_sheets(
    archive: zipfile.ZipFile,
    members: dict[str, zipfile.ZipInfo],
    book: WorkbookPart,
    relations: dict[str, tuple[str, str]],
    context: Context,
    emit: Emit,
) -> None:
    for entry in book.sheets:
        kind, path = relations.get(entry.relation, ("", ""))
        if kind != "worksheet":
            continue  # chart sheets and dialogs hold no rows
        if path not in members:
            raise WorkbookRefused("broken", detail=f"sheet {entry.name!r} is missing")
        emit("sheet", (entry.name, entry.hidden))
        if entry.hidden and entry.name != HANDED_OUT_SHEET:
            continue
        merged, ordered = read_rows(archive, members[path], context, lambda block: emit("rows", block))
        emit("end", (merged, ordered))

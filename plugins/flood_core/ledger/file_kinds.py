"""Tell what kind of file a ledger is by its first bytes, never by its name, and read it.

Runs in the reading process.
"""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from .csv_file import read_csv
from .limits import Limits
from .xls_file import read_xls
from .xlsx_file import read_xlsx
from .xlsx_parts import WorkbookRefused

Emit = Callable[[str, object], None]
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path, limits: Limits, emit: Emit) -> None:
    """Read an xlsx, xls or csv file and emit ``sheet`` (name, hidden), ``rows``, ``end`` (merged ranges, in order).

    Raises WorkbookRefused with the reason; MemoryError and OSError pass through.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise WorkbookRefused("file_too_large", megabytes=size >> 20)
    if size == 0:
        raise WorkbookRefused("empty_file")
    with path.open("rb") as file:
        head = file.read(1 << 20)
    _reader_of(head, size, limits)(path, limits, emit)


def _reader_of(head: bytes, size: int, limits: Limits) -> Callable[[Path, Limits, Emit], None]:
    if head.startswith(b"PK"):
        return read_xlsx
    if head.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in head:  # an xlsx with a password is wrapped like this
            raise WorkbookRefused("encrypted")
        reader, most = read_xls, limits.xls_bytes
    elif b"\0" in head[:4096] and not head.startswith(_UTF16):
        raise WorkbookRefused("no_workbook")
    else:
        reader, most = read_csv, limits.csv_bytes
    if size > most:
        raise WorkbookRefused("file_too_large", megabytes=size >> 20)
    return reader

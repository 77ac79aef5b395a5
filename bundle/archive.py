"""ZIP files whose bytes follow from their content alone: sorted names, one date, one kind of rights."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Mapping

#: Name inside the archive -> content.
Contents = dict[str, bytes]

DATE = (2026, 1, 1, 0, 0, 0)
RIGHTS = 0o644 << 16
CHECKSUMS = "SHA256SUMS"
#: Packed already: compressing them again costs time and gains nothing.
STORED = {".zip", ".png"}


def write(path: Path, contents: Mapping[str, bytes]) -> None:
    """Write an archive; the file appears under its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half_done = path.with_suffix(".part")
    with zipfile.ZipFile(half_done, "w") as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr = RIGHTS
            entry.create_system = 3  # Unix, wherever this runs
            entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
            archive.writestr(entry, contents[name], compresslevel=9)
    half_done.replace(path)


def with_checksums(contents: Contents, top: str) -> Contents:
    """Return the contents with a list of their SHA-256 in ``top/SHA256SUMS`` (as ``sha256sum -c`` reads it)."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {name.removeprefix(top + '/')}\n"
        for name, content in sorted(contents.items())
    ]
    return {**contents, f"{top}/{CHECKSUMS}": "".join(lines).encode()}

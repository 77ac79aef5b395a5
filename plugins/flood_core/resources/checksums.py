"""The fingerprint of a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

BLOCK = 1 << 20  # bytes


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file's content, as 64 hexadecimal digits. Raises: OSError."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        for block in iter(lambda: content.read(BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()

"""Folders of tests that every user of the machine may enter (pytest's own are for their owner alone)."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY, MEMORY_NEEDED = "/dev/shm", 3_000_000_000  # bytes


def open_folder() -> Path:
    """Make a folder in the usual place for temporary files."""
    return _opened(None)


def folder_for_cluster() -> Path:
    """Make a folder for a cluster: in memory where there is room, which is twenty times faster."""
    roomy = os.path.ismount(MEMORY) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED
    return _opened(MEMORY if roomy else None)


def _opened(place: str | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="floodmap-test-", dir=place))
    folder.chmod(0o755)
    return folder

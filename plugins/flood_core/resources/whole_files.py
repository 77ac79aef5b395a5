"""Files appear whole or not at all: finished in a hidden folder beside their place, then moved in.

A process that is killed cannot tidy up: what it left is removed by the next
one that works in the same folder. The lock on a workshop goes with its process,
whatever ends it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterable, Iterator

if sys.platform != "win32":
    import fcntl

PREFIX = ".floodmap-"
#: A workshop is made before it is locked; where folders cannot be locked, age alone decides.
_JUST_MADE_SECONDS, _FORGOTTEN_SECONDS = 60, 24 * 3600


@contextmanager
def workshop(folder: Path | None = None) -> Iterator[Path]:
    """Yield a hidden folder for this user alone inside ``folder`` (default: where temporary files go).

    It goes at the end of the block, with those that killed processes left there.
    Raises: OSError when the disk refuses.
    """
    place = Path(tempfile.gettempdir()) if folder is None else folder
    _remove_abandoned(place)
    made = Path(tempfile.mkdtemp(prefix=_prefix_of(os.getpid()), dir=place))
    lock = _lock(made)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            os.close(lock)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield a place for a draft of ``path``, which takes that name at the end of the block.

    Whatever interrupts the block, an older file of the name stays as it was.
    Raises: OSError naming ``path`` when the disk refuses.
    """
    try:
        with workshop(path.parent) as place:
            draft = place / path.name
            yield draft
            draft.replace(path)
    except OSError as error:
        if error.filename is None or PREFIX in str(error.filename):  # nobody knows the draft
            error.filename = str(path)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write ``path`` whole or not at all. Raises: OSError naming ``path``."""
    with beside(path) as draft, draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # some file systems notice only now that they are full


def remove_left(folder: Path, pids: Iterable[int]) -> None:
    """Remove at once what processes that have ended left in ``folder``; what cannot be removed stays."""
    for pid in pids:
        for left in folder.glob(_prefix_of(pid) + "*"):
            shutil.rmtree(left, ignore_errors=True)


def _prefix_of(pid: int) -> str:
    return f"{PREFIX}{pid}-"


def _remove_abandoned(folder: Path) -> None:
    """Remove the workshops in ``folder`` whose processes are gone; what cannot be removed stays."""
    for place in folder.glob(PREFIX + "*"):
        with suppress(OSError):
            if _is_abandoned(place, time.time() - place.stat().st_mtime):
                shutil.rmtree(place, ignore_errors=True)


def _is_abandoned(place: Path, age: float) -> bool:
    if age < _JUST_MADE_SECONDS:
        return False
    try:
        lock = _lock(place)
    except BlockingIOError:
        return False
    if lock is None:
        return age > _FORGOTTEN_SECONDS
    os.close(lock)
    return True


def _lock(place: Path) -> int | None:
    """Lock a folder until the descriptor returned is closed; None where folders cannot be locked.

    Raises: BlockingIOError when another process holds it.
    """
    if sys.platform == "win32":
        return None
    descriptor = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:  # some network file systems
        os.close(descriptor)
        return None
    return descriptor

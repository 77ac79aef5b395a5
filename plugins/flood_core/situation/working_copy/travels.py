"""Where a working copy goes: who checked it out, carried it away, brought it back; told to the server at the next sync.

A carrying happens without a server, so the file keeps it in its head. The copy
that is carried holds the same note: whichever is synchronised first tells it.
"""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Mapping

from ...resources.whole_files import beside
from . import store
from .errors import CopyExists, TamperedWorkingCopy

#: Begins the keys of the head that keep a carrying: ``carried:<uid>``.
CARRIED = "carried:"
#: The head of a file is small; of more carryings without a sync the oldest are dropped.
MOST = 50
MOST_NAME = 200

Travel = dict[str, Any]  # uid, person, at (ISO 8601)


def travel(person: str) -> Travel:
    """Return a note that ``person`` does something with the file now."""
    return {"uid": str(uuid.uuid4()), "person": person, "at": datetime.now(timezone.utc).isoformat(timespec="seconds")}


def note_carrying(opened: sqlite3.Connection, path: Path, person: str) -> None:
    """Keep in the file that ``person`` carries a copy of it away now."""
    one = travel(person)
    kept = carryings(store.head(opened), path)
    for old in kept[: max(0, len(kept) + 1 - MOST)]:
        forget(opened, [old])
    store.set_head(opened, {CARRIED + one["uid"]: store.dumps({"person": one["person"], "at": one["at"]})})


def carryings(head: Mapping[str, str], path: Path) -> list[Travel]:
    """Return the carryings that the server does not know yet, the oldest first.

    Raises: TamperedWorkingCopy when a note is not of our making.
    """
    found = []
    for key, text in head.items():
        if key.startswith(CARRIED):
            note = store.loads(text, dict, path)
            found.append({"uid": key[len(CARRIED):], "person": note.get("person"), "at": note.get("at")})
    if not all(_is_sound(one) for one in found):
        raise TamperedWorkingCopy(path=str(path), what="floodmap_head")
    return sorted(found, key=lambda one: str(one["at"]))


def forget(opened: sqlite3.Connection, travels: list[Travel]) -> None:
    """Drop notes that the server has taken."""
    opened.executemany("delete from floodmap_head where key = ?", [(CARRIED + one["uid"],) for one in travels])


def carry(path: Path, target: Path) -> Path:
    """Write a sound copy of a working copy, to be carried to another machine; return its path.

    The next sync of either tells the server who carried it and when.

    Raises: NotAWorkingCopy, TamperedWorkingCopy, TooMuchInFile, CopyExists, CopyBusy, CopyNotWritten.
    """
    if target.exists():
        raise CopyExists(path=str(target))
    with closing(store.open_copy(path, thorough=True)) as source, store.told(target):
        with store.told(path), store.changing(source):
            note_carrying(source, path, store.head(source)["checked_out_by"])
        with beside(target) as draft, closing(sqlite3.connect(str(draft))) as made:
            source.backup(made)
            made.execute("pragma journal_mode = delete")
    return target


def _is_sound(one: Travel) -> bool:
    try:
        uuid.UUID(one["uid"])
        datetime.fromisoformat(one["at"])
    except (TypeError, ValueError):
        return False
    return isinstance(one["person"], str) and 0 < len(one["person"]) <= MOST_NAME

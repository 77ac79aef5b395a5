"""Bring a working copy that an older release wrote to the format of this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from ...database.sync import TABLES
from . import store
from .values import SEEN

#: Tables that have a state of review since format 2.
_REVIEWED = tuple(
    table.name for table in TABLES.values() if table.column("review_state") and table.name != "situation.element"
)


def bring_up_to_date(opened: sqlite3.Connection, path: Path) -> None:
    """Give rows of format 1 the state of review that the database gave them too, and format 2 room for pictures.

    Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten.
    """
    with store.told(path):
        is_there = opened.execute("select 1 from sqlite_master where name = ?", (store.UNDERLAY,)).fetchone()
        before = store.head(opened).get("format")
        if before == store.FORMAT and is_there:
            return
        with store.changing(opened):
            if not is_there:
                opened.execute(next(one for one in store.OWN_TABLES if store.UNDERLAY in one))
            for table in _REVIEWED if before == "1" else ():
                rows = opened.execute(
                    "select uid, content, agreed from floodmap_record where table_name = ?", (table,)
                ).fetchall()
                for uid, content, agreed in rows:
                    opened.execute(
                        "update floodmap_record set content = ?, agreed = ? where table_name = ? and uid = ?",
                        (_reviewed(content, path), _reviewed(agreed, path), table, uid),
                    )
            store.set_head(opened, {"format": store.FORMAT})


def _reviewed(text: Any, path: Path) -> str | None:
    return None if text is None else store.dumps({**SEEN, **store.loads(text, dict, path)})

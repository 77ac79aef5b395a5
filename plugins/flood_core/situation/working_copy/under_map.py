"""What lies under the map of a working copy: kept in its file, carried with it, never sent to the server.

Pictures are in the file themselves; base maps only by path or address. Neither
is part of the map: undo does not reach them, and a locked map takes them too.
"""

from __future__ import annotations

import math
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Sequence

from ...model.underlay import KINDS, MOST_PLACES, Place, Underlay
from . import store
from .copy import WorkingCopy, is_uid
from .errors import TamperedWorkingCopy, TooMuchInFile

#: More pictures than this nobody draws after.
MOST = 12
_MOST_NAME = 200
_JPEG = b"\xff\xd8\xff"


def underlays(copy: WorkingCopy) -> list[Underlay]:
    """Return what lies under the map, the uppermost first. Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten."""
    with store.told(copy.path):
        rows = copy.database.execute(
            "select uid, kind, name, source, places, opacity, visible from floodmap_underlay order by rowid desc"
            " limit 100"
        ).fetchall()
    return [_underlay(row, copy.path) for row in rows]


def _underlay(row: Sequence[Any], path: Path) -> Underlay:
    uid, kind, name, source, places, opacity, visible = row
    found = [Place.of(one) for one in store.loads(places, list, path)]
    sound = (
        is_uid(uid) and kind in KINDS and isinstance(name, str) and isinstance(source, str)
        and len(source) <= 4000 and len(name) <= _MOST_NAME and None not in found and len(found) <= MOST_PLACES
        and isinstance(opacity, float) and math.isfinite(opacity) and 0.0 <= opacity <= 1.0
    )  # fmt: skip
    if not sound:
        raise TamperedWorkingCopy(path=str(path), what=store.UNDERLAY)
    return Underlay(uid, kind, name, source, tuple(one for one in found if one is not None), opacity, bool(visible))


def picture(copy: WorkingCopy, uid: str) -> bytes:
    """Return the JPEG of a picture. Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten."""
    with store.told(copy.path):
        found = copy.database.execute("select content from floodmap_underlay where uid = ?", (uid,)).fetchone()
    if found is None or not isinstance(found[0], bytes) or not found[0].startswith(_JPEG):
        raise TamperedWorkingCopy(path=str(copy.path), what=store.UNDERLAY)
    return found[0]


def put_under(
    copy: WorkingCopy, kind: str, name: str, source: str = "", *, jpeg: bytes | None = None, opacity: float = 0.6
) -> Underlay:
    """Put a picture (``jpeg``) or a base map (``source``) under the map, above those that lie there already.

    Raises: TooMuchInFile, CopyBusy, CopyNotWritten.
    """
    if len(underlays(copy)) >= MOST:
        raise TooMuchInFile(path=copy.path.name, size=MOST + 1, most=MOST)
    made = Underlay(str(uuid.uuid4()), kind, name[:_MOST_NAME], source, opacity=opacity)
    with store.told(copy.path), store.changing(copy.database):
        copy.database.execute(
            "insert into floodmap_underlay (uid, kind, name, source, places, opacity, visible, content)"
            " values (?, ?, ?, ?, '[]', ?, 1, ?)",
            (made.uid, kind, made.name, source, opacity, jpeg if made.is_picture else None),
        )
    return made


def alter(copy: WorkingCopy, underlay: Underlay, **changes: Any) -> Underlay:
    """Keep other places, another opacity, that it is hidden or at a slant; return it as it is then.

    Raises: CopyBusy, CopyNotWritten.
    """
    made = replace(underlay, **changes)
    places = store.dumps([one.plain() for one in made.places])
    with store.told(copy.path), store.changing(copy.database):
        copy.database.execute(
            "update floodmap_underlay set kind = ?, places = ?, opacity = ?, visible = ? where uid = ?",
            (made.kind, places, made.opacity, int(made.visible), made.uid),
        )
    return made


def take_away(copy: WorkingCopy, uid: str) -> None:
    """Take a picture or base map away. Raises: CopyBusy, CopyNotWritten."""
    with store.told(copy.path), store.changing(copy.database):
        copy.database.execute("delete from floodmap_underlay where uid = ?", (uid,))

"""The photographs and documents of things: list, add, read, remove; under the reader's own rights."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import QT_TRANSLATE_NOOP, InputError, Refused
from ..model.portrait import StoredFile
from ..model.registers import Thing
from .connection import Connection, Cursor, transaction

#: The largest file in bytes; the database refuses larger pictures too.
LARGEST = 20 * 2**20


class NewFile(NamedTuple):
    """A file that was looked at and found good; ``thumbnail`` None for documents."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    thumbnail: bytes | None


class UnknownFile(InputError):
    """A file is not there, or not to be seen by this user."""

    template = QT_TRANSLATE_NOOP("errors", "This file is not there any more, or you may not see it.")


class FileAlreadyThere(InputError):
    """The same file was added before."""

    template = QT_TRANSLATE_NOOP("errors", "“{name}” is there already, as “{known}”.")


class MayNotRemove(Refused):
    """A file belongs to somebody else."""

    template = QT_TRANSLATE_NOOP("errors", "You may not remove this file: it was added by {person}.")


def files_of(cursor: Cursor, uid: str) -> tuple[StoredFile, ...]:
    """Return the files of a thing, pictures first, the newest first."""
    cursor.execute(_FILES, {"uid": uid})
    return tuple(
        StoredFile(uid, name, media_type, size, at, person, None if thumbnail is None else bytes(thumbnail))
        for uid, name, media_type, size, at, person, thumbnail in cursor.fetchall()
    )


def add_file(connection: Connection, thing: Thing, new: NewFile) -> tuple[StoredFile, ...]:
    """Keep a file with a thing and return all files of it. Raises: FileAlreadyThere, RightsRefused, ConnectionLost."""
    with transaction(connection) as cursor:
        cursor.execute(_SAME, {"uid": thing.uid, "sha256": new.sha256})
        same = cursor.fetchone()
        if same is not None:
            raise FileAlreadyThere(name=new.name, known=same[0])
        cursor.execute(_INSERT, {**new._asdict(), "uid": thing.uid, "area": thing.area_code})
        return files_of(cursor, thing.uid)


def read_file(connection: Connection, uid: str) -> tuple[str, str, bytes]:
    """Return name, media type and content of a file. Raises: UnknownFile, ConnectionLost."""
    with transaction(connection) as cursor:
        cursor.execute("select name, media_type, content from register.file where uid = %s", (uid,))
        row = cursor.fetchone()
        if row is None:
            raise UnknownFile()
        return row[0], row[1], bytes(row[2])


def remove_file(connection: Connection, uid: str) -> None:
    """Remove a file. Raises: UnknownFile, MayNotRemove, RightsRefused, ConnectionLost."""
    with transaction(connection) as cursor:
        cursor.execute("select app.user_name(created_by) from register.file where uid = %s", (uid,))
        row = cursor.fetchone()
        if row is None:
            raise UnknownFile()
        cursor.execute("delete from register.file where uid = %s", (uid,))
        if cursor.rowcount == 0:
            raise MayNotRemove(person=row[0])


_FILES = """
    select uid::text, name, media_type, octet_length(content),
           to_char(created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), app.user_name(created_by), thumbnail
      from register.file
     where subject_uid = %(uid)s
     order by thumbnail is null, created_at desc, id desc
"""

_SAME = "select name from register.file where subject_uid = %(uid)s and sha256 = %(sha256)s"

# In the area where the thing counts now: it may have moved since it was looked at.
_INSERT = """
    insert into register.file (name, media_type, content, sha256, thumbnail, area_code, subject_uid)
    select %(name)s, %(media_type)s, %(content)s, %(sha256)s, %(thumbnail)s,
           coalesce((select t.area_code from app.register_thing t where t.uid = %(uid)s), %(area)s), %(uid)s
"""

"""Who is signed in, in the words of the database."""

from __future__ import annotations

from dataclasses import dataclass

from .connection import Connection, transaction


@dataclass(frozen=True)
class Person:
    """The signed-in person: role, name, kind of user, areas and category prefixes.

    ``kind`` is a kind of reference.user_account, ``owner`` for who owns the
    tables, None for a role that is not registered or locked.
    """

    role: str
    name: str
    kind: str | None
    areas: tuple[str, ...]
    categories: tuple[str, ...]


def signed_in_person(connection: Connection) -> Person:
    """Return who is signed in. Raises: ConnectionLost."""
    with transaction(connection) as cursor:
        cursor.execute("select role_name, display_name, kind, areas, categories from app.me()")
        role, name, kind, areas, categories = cursor.fetchone()
    return Person(role, name, kind, tuple(areas), tuple(categories))

"""Manage the people who work with the database: make, scope, reset, lock. For administrators.

A password never reaches the server: the SCRAM verifier is made here.
"""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from typing import Sequence

import psycopg2.extensions

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Connection, transaction

#: The kinds of users, the least rights first; county_viewer is a viewer of a whole county.
KINDS = ("viewer", "county_viewer", "village_compiler", "township_reviewer", "department_owner", "county_editor",
         "county_approver", "administrator")  # fmt: skip
#: Letters and digits that nobody mistakes for each other when a password is read out.
_LETTERS = [one for one in string.ascii_lowercase + string.digits if one not in "il1o0"]
_SHORTEST = 8


class WeakPassword(InputError):
    """A password is too short."""

    template = QT_TRANSLATE_NOOP("errors", "A password needs at least {count} characters.")


@dataclass(frozen=True)
class User:
    """A person as the administrator sees him; areas are (code, name)."""

    login: str
    name: str
    kind: str
    locked: bool
    areas: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    made_at: str


def users(connection: Connection) -> list[User]:
    """Return the registered people, by name. Raises: RightsRefused, ConnectionLost."""
    with transaction(connection) as cursor:
        cursor.execute("select app.require_administrator()")
        cursor.execute(_USERS)
        return [
            User(login, name, kind, locked, tuple((code, words) for code, words in areas), tuple(categories), made_at)
            for login, name, kind, locked, areas, categories, made_at in cursor.fetchall()
        ]


def new_password() -> str:
    """Return a password that can be read out on the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def create(
    connection: Connection,
    login: str,
    name: str,
    kind: str,
    areas: Sequence[str],
    categories: Sequence[str],
    password: str,
) -> None:
    """Make a person who can sign in. Raises: WeakPassword, RightsRefused, RuleBroken, ConnectionLost."""
    verifier = _verifier(connection, login, password)
    with transaction(connection) as cursor:
        values = (login, name.strip() or login, kind, list(areas), list(categories), verifier)
        cursor.execute("select app.create_user(%s, %s, %s, %s, %s, %s)", values)


def set_rights(connection: Connection, login: str, kind: str, areas: Sequence[str], categories: Sequence[str]) -> None:
    """Change what kind of user somebody is, where and for which categories.

    Raises: RightsRefused, RuleBroken, ConnectionLost.
    """
    with transaction(connection) as cursor:
        cursor.execute("select app.set_user_kind(%s, %s, %s, %s)", (login, kind, list(areas), list(categories)))


def reset_password(connection: Connection, login: str, password: str) -> None:
    """Give a person another password. Raises: WeakPassword, RightsRefused, RuleBroken, ConnectionLost."""
    verifier = _verifier(connection, login, password)
    with transaction(connection) as cursor:
        cursor.execute("select app.set_password(%s, %s)", (login, verifier))


def lock(connection: Connection, login: str) -> None:
    """Take all rights from a person at once; the account stays for the records."""
    with transaction(connection) as cursor:
        cursor.execute("select app.lock_user(%s)", (login,))


def unlock(connection: Connection, login: str) -> None:
    """Give a locked person the rights back."""
    with transaction(connection) as cursor:
        cursor.execute("select app.unlock_user(%s)", (login,))


def _verifier(connection: Connection, login: str, password: str) -> str:
    if len(password) < _SHORTEST:
        raise WeakPassword(count=_SHORTEST)
    return str(
        psycopg2.extensions.encrypt_password(password, login, scope=connection, algorithm="scram-sha-256")
    )


_USERS = """
select u.role_name, u.display_name, u.kind, u.locked,
       coalesce((select jsonb_agg(jsonb_build_array(a.area_code, coalesce(app.display_name(b.name), a.area_code))
                                  order by a.area_code)
                   from reference.user_area a left join base.area b on b.code = a.area_code
                  where a.role_name = u.role_name), '[]'),
       coalesce((select array_agg(c.code_prefix order by c.code_prefix) from reference.user_category c
                  where c.role_name = u.role_name), '{}'),
       to_char(u.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')
  from reference.user_account u order by u.locked, u.display_name collate "C", u.role_name
"""

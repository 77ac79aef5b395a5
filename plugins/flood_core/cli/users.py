"""``floodmap users``: make people, give them scope, reset passwords, lock; and the log of exports."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from typing import Any

from ..database import users
from ..database.export_log import exports
from ..database.reporting import set_user_departments
from ..errors import QT_TRANSLATE_NOOP
from .session import Result, Session, listed_words

MADE = QT_TRANSLATE_NOOP("cli", "{login} can sign in now.")
MADE_PASSWORD = QT_TRANSLATE_NOOP("cli", "Password, shown this once: {password}")
CHANGED = QT_TRANSLATE_NOOP("cli", "{login}: the rights were changed.")
RESET = QT_TRANSLATE_NOOP("cli", "{login} has another password.")
LOCKED = QT_TRANSLATE_NOOP("cli", "{login} is locked.")
UNLOCKED = QT_TRANSLATE_NOOP("cli", "{login} is unlocked.")
ASK = QT_TRANSLATE_NOOP("cli", "Password of {login}: ")
_HEADING = (
    QT_TRANSLATE_NOOP("cli", "login"),
    QT_TRANSLATE_NOOP("cli", "full name"),
    QT_TRANSLATE_NOOP("cli", "kind"),
    QT_TRANSLATE_NOOP("cli", "areas"),
    QT_TRANSLATE_NOOP("cli", "categories"),
    QT_TRANSLATE_NOOP("cli", "state"),
)
_EXPORT_HEADING = (
    QT_TRANSLATE_NOOP("cli", "when"),
    QT_TRANSLATE_NOOP("cli", "who"),
    QT_TRANSLATE_NOOP("cli", "kind"),
    QT_TRANSLATE_NOOP("cli", "what"),
    QT_TRANSLATE_NOOP("cli", "rows"),
)
IS_LOCKED = QT_TRANSLATE_NOOP("cli", "locked")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap users``."""
    actions = groups.add_parser("users", help="the people who work with the database").add_subparsers()
    actions.add_parser("list", help="everybody").set_defaults(handler=list_users)
    actions.add_parser("exports", help="who took what out of the database").set_defaults(handler=list_exports)
    making = actions.add_parser("create", help="make a person; a password is made unless one is typed")
    making.add_argument("--name", required=True)
    making.set_defaults(handler=create)
    scope = actions.add_parser("set", help="change kind, areas and categories of a person")
    scope.set_defaults(handler=set_rights)
    for parser in (making, scope):
        parser.add_argument("--kind", required=True, choices=users.KINDS)
        parser.add_argument("--area", default="", metavar="CODES", help="330382106,330382107")
        parser.add_argument("--category", default="", metavar="PREFIXES", help="06,R3: for departments")
    reset = actions.add_parser("reset", help="give a person another password")
    reset.set_defaults(handler=reset_password)
    for parser in (making, reset):
        parser.add_argument("--ask", action="store_true", help="ask for the password instead of making one")
    for name, words, handler in (
        ("lock", "take all rights from a person at once", lock),
        ("unlock", "give a locked person the rights back", unlock),
    ):
        action = actions.add_parser(name, help=words)
        action.set_defaults(handler=handler)
        action.add_argument("login")
    reporting = actions.add_parser("departments", help="say for which departments a person reports in typhoons")
    reporting.set_defaults(handler=set_departments)
    for parser in (making, scope, reset, reporting):
        parser.add_argument("login")
    reporting.add_argument("codes", metavar="CODES", help="water,housing; empty for none")


def set_departments(session: Session) -> Result:
    """Say for which departments a person reports."""
    login, codes = session.arguments.login, listed_words(session.arguments.codes)
    with session.connection() as connection:
        set_user_departments(connection, login, codes)
    return Result({"login": login, "departments": codes}, [session.say(CHANGED, login=login)])


def list_users(session: Session) -> Result:
    """List everybody."""
    with session.connection() as connection:
        found = users.users(connection)
    rows = [
        (
            one.login, one.name, one.kind, "、".join(words for _, words in one.areas), ",".join(one.categories),
            session.say(IS_LOCKED) if one.locked else "",
        )
        for one in found
    ]  # fmt: skip
    lines = session.table([session.say(word) for word in _HEADING], rows)
    return Result({"users": [asdict(one) for one in found]}, lines)


def list_exports(session: Session) -> Result:
    """List the newest exports."""
    with session.connection() as connection:
        found = exports(connection)
    lines = session.table([session.say(word) for word in _EXPORT_HEADING], found)
    return Result({"exports": [one._asdict() for one in found]}, lines)


def create(session: Session) -> Result:
    """Make a person."""
    options = session.arguments
    password, lines = _password(session)
    with session.connection() as connection:
        areas, categories = listed_words(options.area), listed_words(options.category)
        users.create(connection, options.login, options.name, options.kind, areas, categories, password)
    return Result({"login": options.login}, [session.say(MADE, login=options.login), *lines])


def set_rights(session: Session) -> Result:
    """Change what somebody may do."""
    options = session.arguments
    with session.connection() as connection:
        areas, categories = listed_words(options.area), listed_words(options.category)
        users.set_rights(connection, options.login, options.kind, areas, categories)
    return Result({"login": options.login}, [session.say(CHANGED, login=options.login)])


def reset_password(session: Session) -> Result:
    """Give somebody another password."""
    login = session.arguments.login
    password, lines = _password(session)
    with session.connection() as connection:
        users.reset_password(connection, login, password)
    return Result({"login": login}, [session.say(RESET, login=login), *lines])


def lock(session: Session) -> Result:
    """Lock somebody."""
    with session.connection() as connection:
        users.lock(connection, session.arguments.login)
    return Result({"login": session.arguments.login}, [session.say(LOCKED, login=session.arguments.login)])


def unlock(session: Session) -> Result:
    """Unlock somebody."""
    with session.connection() as connection:
        users.unlock(connection, session.arguments.login)
    return Result({"login": session.arguments.login}, [session.say(UNLOCKED, login=session.arguments.login)])


def _password(session: Session) -> tuple[str, list[str]]:
    """Return a password, and the lines that say it when it was made here."""
    if session.arguments.ask:
        asked = session.say(ASK, login=session.arguments.login)
        return (getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")), []
    made = users.new_password()
    return made, [session.say(MADE_PASSWORD, password=made)]

"""Try a connection and say what is there: who one would be, and whether the versions fit."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import QT_TRANSLATE_NOOP, Refused
from .connection import ConnectionSettings, connected, transaction
from .migrate import MigrationStatus, status
from .people import Person, signed_in_person


class NotRegistered(Refused):
    """The login works, but the suite does not know this person."""

    template = QT_TRANSLATE_NOOP("errors", "The login {role} is not registered in this database, or it is locked.")
    hint = QT_TRANSLATE_NOOP("errors", "Ask the administrator of the flood maps to register or unlock it.")


@dataclass(frozen=True)
class Probe:
    """What a connection would give: the versions, and the person where the versions fit."""

    versions: MigrationStatus
    person: Person | None
    may_upgrade: bool  # the login owns the database's tables, or would


def probe(settings: ConnectionSettings) -> Probe:
    """Connect, look, and let go again; nothing is changed.

    Raises: what ``connect`` raises, DatabaseNewer, ChangedMigration, NotRegistered.
    """
    with connected(settings) as connection:
        versions = status(connection)
        with transaction(connection) as cursor:
            cursor.execute(
                "select pg_has_role(session_user, datdba, 'USAGE') from pg_database where datname = current_database()"
            )
            may_upgrade = bool(cursor.fetchone()[0])
        if versions.pending:
            return Probe(versions, None, may_upgrade)
        person = signed_in_person(connection)
    if person.kind is None:
        raise NotRegistered(role=person.role)
    return Probe(versions, person, may_upgrade)

"""``floodmap db``: the embedded cluster, migrations, backup and restore."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..database.backup import backup, restore
from ..database.cluster import Cluster, ClusterStatus
from ..database.connection import connected
from ..database.migrate import ensure_database
from ..database.migrate import status as migration_status
from ..errors import QT_TRANSLATE_NOOP, DatabaseUnavailable, Refused
from .session import NO_DATABASE, Result, Session

STATES = {
    "absent": QT_TRANSLATE_NOOP("cli", "not made yet"),
    "stopped": QT_TRANSLATE_NOOP("cli", "stopped"),
    "running": QT_TRANSLATE_NOOP("cli", "running"),
}
CLUSTER = QT_TRANSLATE_NOOP("cli", "Embedded database: {state}")
PROCESS = QT_TRANSLATE_NOOP("cli", "Process: {pid}, user {owner}, PostgreSQL {version}")
DATA = QT_TRANSLATE_NOOP("cli", "Data: {folder}")
SOCKET = QT_TRANSLATE_NOOP("cli", "Socket: {folder}")
LOG = QT_TRANSLATE_NOOP("cli", "Log: {file}")
DATABASE = QT_TRANSLATE_NOOP("cli", "Database {database}: version {version}")
NO_DATABASE_YET = QT_TRANSLATE_NOOP("cli", "Database {database}: not there ('floodmap db migrate' makes it)")
PENDING = QT_TRANSLATE_NOOP("cli", "To do: 'floodmap db migrate' brings it to version {version}")
MIGRATED = QT_TRANSLATE_NOOP("cli", "Database {database}: migrated to version {version}")
UP_TO_DATE = QT_TRANSLATE_NOOP("cli", "Database {database}: version {version}, nothing to do")
BACKED_UP = QT_TRANSLATE_NOOP("cli", "Backup of {database}: {folder} ({size} bytes)")
RESTORED = QT_TRANSLATE_NOOP("cli", "Restored {database} from {folder}: {roles} roles")


class NotOurServer(Refused):
    """Start and stop are for the embedded cluster only."""

    template = QT_TRANSLATE_NOOP("errors", "'{service}' is a server of its own, not the embedded database.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Its administrator starts and stops it. Leave out --service for the embedded one."
    )


def add_parsers(groups: Any) -> None:
    """Add ``floodmap db`` and its actions."""
    actions = groups.add_parser("db", help="the database: start, stop, migrate, back up").add_subparsers()
    actions.add_parser("start", help="make and start the embedded database").set_defaults(handler=start)
    actions.add_parser("stop", help="stop the embedded database").set_defaults(handler=stop)
    actions.add_parser("status", help="say what runs where, and in which version").set_defaults(handler=status)
    actions.add_parser("migrate", help="create the database or bring it up to date").set_defaults(handler=migrate)
    saving = actions.add_parser("backup", help="save the database with its users into a new folder")
    saving.add_argument("folder", type=Path, metavar="FOLDER")
    saving.set_defaults(handler=back_up)
    restoring = actions.add_parser("restore", help="bring a backup back into a new database")
    restoring.add_argument("folder", type=Path, metavar="FOLDER")
    restoring.set_defaults(handler=bring_back)


def start(session: Session) -> Result:
    """Make and start the embedded cluster; nothing changes when it runs."""
    _refuse_service(session.arguments)
    return _cluster_result(session, Cluster.default().start())


def stop(session: Session) -> Result:
    """Stop the embedded cluster."""
    _refuse_service(session.arguments)
    return _cluster_result(session, Cluster.default().stop())


def status(session: Session) -> Result:
    """Show the cluster and the database; exit code 3 when the database cannot be reached."""
    result = Result()
    if not session.arguments.service:
        result = _cluster_result(session, Cluster.default().status())
    settings = session.settings()
    try:
        with connected(settings) as connection:
            found = migration_status(connection)
    except DatabaseUnavailable as error:
        words = error.message(session.language.translate)
        result.data.update(database=settings.label(), reachable=False, reason=words)
        running = session.arguments.service or result.data["cluster"]["state"] == "running"
        line = NO_DATABASE_YET if running and not session.arguments.service else None
        result.lines.append(session.say(line, database=settings.label()) if line else words)
        result.exit_code = NO_DATABASE
        return result
    result.data.update(
        database=settings.label(),
        reachable=True,
        version=found.database_version,
        software_version=found.software_version,
        up_to_date=found.up_to_date,
    )
    result.lines.append(session.say(DATABASE, database=settings.label(), version=found.database_version or "-"))
    if not found.up_to_date:
        result.lines.append(session.say(PENDING, version=found.software_version))
    return result


def migrate(session: Session) -> Result:
    """Start the embedded cluster if it is that, create the database if needed, migrate it."""
    if not session.arguments.service:
        Cluster.default().start()
    settings = session.settings()
    done = ensure_database(settings, session.feedback)
    text = MIGRATED if done.versions or done.app_made else UP_TO_DATE
    line = session.say(text, database=settings.label(), version=done.version)
    data = {"database": settings.label(), "version": done.version, "migrated": list(done.versions)}
    return Result({**data, "rebuilt": done.app_made}, [line])


def back_up(session: Session) -> Result:
    """Save the database into a new folder."""
    settings = session.settings()
    saved = backup(settings, session.arguments.folder)
    values = {"database": settings.label(), "folder": str(saved.folder), "size": saved.size}
    return Result({**values, "sha256": saved.sha256}, [session.say(BACKED_UP, **values)])


def bring_back(session: Session) -> Result:
    """Restore a backup into a database that must not exist yet."""
    if not session.arguments.service:
        Cluster.default().start()
    settings = session.settings()
    brought = restore(settings, session.arguments.folder)
    values = {"database": settings.label(), "folder": str(session.arguments.folder), "roles": len(brought.roles)}
    return Result({**values, "roles": list(brought.roles)}, [session.say(RESTORED, **values)])


def _refuse_service(arguments: argparse.Namespace) -> None:
    if arguments.service:
        raise NotOurServer(service=arguments.service)


def _cluster_result(session: Session, status: ClusterStatus) -> Result:
    lines = [session.say(CLUSTER, state=session.say(STATES[status.state]))]
    if status.pid:
        lines.append(session.say(PROCESS, pid=status.pid, owner=status.owner, version=status.server_version))
        lines.append(session.say(SOCKET, folder=status.socket_folder))
    lines += [session.say(DATA, folder=status.data_folder), session.say(LOG, file=status.log_file)]
    data = {
        "state": status.state,
        "pid": status.pid,
        "owner": status.owner,
        "server_version": status.server_version,
        "data_folder": str(status.data_folder),
        "socket_folder": str(status.socket_folder),
        "log_file": str(status.log_file),
    }
    return Result({"cluster": data}, lines)

"""Save a database with its users, bring it back, and dump its schema for comparing.

A backup is a folder: ``database.dump`` (pg_dump, custom format), ``roles.json``
(the login and group roles of this database: they belong to the cluster and are
in no dump) and ``manifest.json`` with the SHA-256 of both. Passwords are in it
only as scram verifiers, and the folder is readable by its owner alone.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from itertools import groupby
from pathlib import Path
from typing import Any

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused, Refused, reason_in
from ..resources.checksums import sha256_of
from ..resources.version import software_version
from ..resources.whole_files import beside
from .connection import BadSettings, Connection, ConnectionSettings, DatabaseMissing, connect, connected, transaction
from .migrate import create_database, database_version, drop_database
from .programs import Done, client_program, run_program

DUMP, ROLES, MANIFEST = "database.dump", "roles.json", "manifest.json"
CHANGED = QT_TRANSLATE_NOOP("errors", "a file in it has changed since it was written")
DAMAGED = QT_TRANSLATE_NOOP("errors", "its manifest is damaged")
FORMAT = 1


class BackupFailed(MachineRefused):
    """pg_dump or the disk refused."""

    template = QT_TRANSLATE_NOOP("errors", "The backup into {folder} failed: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing was left there. Check the free space and the rights of the folder.")


class FolderExists(InputError):
    """A backup never writes over anything."""

    template = QT_TRANSLATE_NOOP("errors", "{folder} exists already.")
    hint = QT_TRANSLATE_NOOP("errors", "Give the backup a new folder.")


class BadBackup(InputError):
    """The folder is no backup, or it was damaged."""

    template = QT_TRANSLATE_NOOP("errors", "{folder} is not a complete backup: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Use the whole folder as 'floodmap db backup' wrote it, or an older backup.")


class DatabaseExists(Refused):
    """Restoring never writes into a database that is there."""

    template = QT_TRANSLATE_NOOP("errors", "The database {database} exists already; a backup is never laid over it.")
    hint = QT_TRANSLATE_NOOP("errors", "Restore under another name with --database, then compare.")


class RestoreFailed(MachineRefused):
    """pg_restore refused; the new database was dropped again."""

    template = QT_TRANSLATE_NOOP("errors", "Restoring {folder} failed, and was taken back: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Check that PostgreSQL and PostGIS are not older than when the backup was made.")


@dataclass(frozen=True)
class Backup:
    """A backup that has been written."""

    folder: Path
    size: int  # bytes of the dump
    sha256: str


@dataclass(frozen=True)
class Restored:
    """A backup that has been brought back."""

    database: str
    roles: tuple[str, ...]  # the roles that were made


def backup(settings: ConnectionSettings, folder: Path) -> Backup:
    """Save the database that ``settings`` name into the new ``folder``, whole or not at all.

    Raises: FolderExists, BackupFailed, DatabaseUnavailable.
    """
    folder = folder.absolute()
    if folder.exists():
        raise FolderExists(folder=folder)
    with connected(settings) as connection:
        version = database_version(connection)
        with transaction(connection) as cursor:
            cursor.execute("select current_database(), current_setting('server_version_num')::int / 10000")
            database, server = cursor.fetchone()
        roles = _read_roles(connection, database)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with beside(folder) as draft:
            draft.mkdir(mode=0o700)
            done = _run_client("pg_dump", server, settings, ["--format=custom", f"--file={draft / DUMP}"])
            if done.returncode:
                raise BackupFailed(folder=folder, reason=reason_in(done.last_words()))
            (draft / ROLES).write_text(json.dumps(roles, ensure_ascii=False, indent=1), encoding="utf-8")
            manifest = {
                "format": FORMAT,
                "software": software_version(),
                "database": database,
                "database_version": version,
                "server_version": server,
                "made_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
                "sha256": {name: sha256_of(draft / name) for name in (DUMP, ROLES)},
            }
            (draft / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise BackupFailed(folder=folder, reason=error.strerror or str(error)) from error
    return Backup(folder, (folder / DUMP).stat().st_size, manifest["sha256"][DUMP])


def restore(settings: ConnectionSettings, folder: Path) -> Restored:
    """Bring a backup back into the database that ``settings`` name, which must not exist.

    Roles that are missing are made, with their passwords and memberships; those
    that exist are left as they are. Under another database name the group roles
    get that name. Raises: BadBackup, BadSettings, DatabaseExists, RestoreFailed, RightsRefused.
    """
    manifest, roles = _read_backup(folder)
    if not settings.database:
        raise BadSettings(reason="restoring needs the name of the new database")
    try:
        connect(settings).close()
        raise DatabaseExists(database=settings.label())
    except DatabaseMissing:
        create_database(settings)
    made: list[str] = []
    try:
        with connected(settings) as connection:
            # The dump's policies name the group roles of the database it came from.
            made = _make_roles(connection, roles)
            with transaction(connection) as cursor:
                cursor.execute("select current_setting('server_version_num')::int / 10000")
                server = cursor.fetchone()[0]
        done = _run_client("pg_restore", server, settings, ["--no-owner", "--exit-on-error", str(folder / DUMP)])
        if done.returncode:
            raise RestoreFailed(folder=folder, reason=reason_in(done.last_words()))
        kept = _settle_roles(settings, manifest["database"], roles, made)
    except BaseException:
        drop_database(settings)
        _drop_roles(settings, made)
        raise
    return Restored(settings.database, tuple(kept))


def schema_dump(settings: ConnectionSettings) -> str:
    """Return the schema as pg_dump writes it, without what differs from run to run or place to place.

    Two databases have the same structure when these texts are equal.
    """
    with connected(settings) as connection, transaction(connection) as cursor:
        cursor.execute("select current_database(), current_setting('server_version_num')::int / 10000")
        database, server = cursor.fetchone()
    done = _run_client("pg_dump", server, settings, ["--schema-only", "--no-owner"])
    if done.returncode:
        raise BackupFailed(folder="-", reason=done.last_words())
    return normalised(done.output, database)


def normalised(dump: str, database: str) -> str:
    r"""Return a schema dump without comments, ``\restrict`` keys, settings, blank runs and the database's name.

    The grants on one object and the roles of a policy stand sorted: PostgreSQL lists
    grants in the order they were given, and roles in that of their numbers. An
    identity's sequence names its greatest value until it is restored.
    """
    group_role = re.compile(rf"\b(floodmap_[a-z_]+?)_{re.escape(database)}\b")
    lines: list[str] = []
    for line in dump.splitlines():
        if line.startswith(("--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config")):
            continue
        if line.strip() or (lines and lines[-1]):
            line = line.rstrip().replace("    MAXVALUE 2147483647", "    NO MAXVALUE")
            lines.append(_POLICY_ROLES.sub(_sorted_roles, group_role.sub(r"\1_DATABASE", line)))
    ordered: list[str] = []
    for is_grant, group in groupby(lines, key=lambda line: line.startswith(("GRANT ", "REVOKE "))):
        run = list(group)
        ordered += sorted(run) if is_grant else run
    return "\n".join(ordered).strip() + "\n"


_POLICY_ROLES = re.compile(r"(?<= TO )[a-zA-Z_]+(?:, [a-zA-Z_]+)+")


def _sorted_roles(match: re.Match[str]) -> str:
    return ", ".join(sorted(match.group().split(", ")))


# -- roles ---------------------------------------------------------------------


def _read_roles(connection: Connection, database: str) -> list[dict[str, Any]]:
    """Return the roles that the database's rights name and the people in them, with what they are members of."""
    with transaction(connection) as cursor:
        cursor.execute(
            "with recursive ours as ("
            " select oid, rolname from pg_roles"
            " where starts_with(rolname, 'floodmap_') and right(rolname, length(%(mark)s)) = %(mark)s"
            " or oid in (select refobjid from pg_shdepend where refclassid = 'pg_authid'::regclass"
            " and dbid = (select oid from pg_database where datname = current_database()))"
            " union select m.oid, m.rolname from ours join pg_auth_members a on a.roleid = ours.oid"
            " join pg_roles m on m.oid = a.member)"
            " select r.rolname, r.rolcanlogin, r.rolcreaterole, r.rolinherit, r.rolconnlimit, r.rolvaliduntil::text,"
            " r.rolname = any(select rolname from ours where right(rolname, length(%(mark)s)) = %(mark)s),"
            " array(select g.rolname::text from pg_auth_members a join ours g on g.oid = a.roleid"
            " where a.member = r.oid order by 1)"
            " from ours join pg_roles r on r.oid = ours.oid where not r.rolsuper order by 1",
            {"mark": "_" + database},
        )
        names = ("name", "login", "create_role", "inherit", "connections", "valid_until", "group", "member_of")
        roles = [dict(zip(names, row)) for row in cursor]
        cursor.execute("select has_table_privilege('pg_catalog.pg_authid', 'select')")
        if cursor.fetchone()[0]:
            cursor.execute("select rolname, rolpassword from pg_authid where rolpassword is not null")
            verifiers = dict(cursor.fetchall())
            for role in roles:
                role["verifier"] = verifiers.get(role["name"])
    return roles


def _make_roles(connection: Connection, roles: list[dict[str, Any]]) -> list[str]:
    """Make the roles that are missing, and their memberships; return the names of the new ones."""
    made = []
    with transaction(connection) as cursor:
        cursor.execute("select rolname from pg_roles")
        existing = {name for (name,) in cursor}
        for role in roles:
            if role["name"] in existing:
                continue
            cursor.execute(_create_role(role))
            made.append(role["name"])
        for role in roles:
            for group in role["member_of"]:
                cursor.execute(sql.SQL("grant {} to {}").format(sql.Identifier(group), sql.Identifier(role["name"])))
    return made


def _create_role(role: dict[str, Any]) -> sql.Composed:
    words = [
        sql.SQL("create role {}").format(sql.Identifier(role["name"])),
        sql.SQL("login" if role["login"] else "nologin"),
        sql.SQL("createrole" if role["create_role"] else "nocreaterole"),
        sql.SQL("inherit" if role["inherit"] else "noinherit"),
        sql.SQL("connection limit {}").format(sql.Literal(int(role["connections"]))),
    ]
    if role.get("verifier"):
        words.append(sql.SQL("password {}").format(sql.Literal(role["verifier"])))
    if role.get("valid_until"):
        words.append(sql.SQL("valid until {}").format(sql.Literal(role["valid_until"])))
    return sql.SQL(" ").join(words)


def _settle_roles(
    settings: ConnectionSettings, old_name: str, roles: list[dict[str, Any]], made: list[str]
) -> list[str]:
    """Make rights anew for this database; move people from the old database's groups to its own."""
    with connected(settings) as connection, transaction(connection) as cursor:
        cursor.execute("select current_database(), to_regprocedure('app.apply_rights()') is not null")
        new_name, has_rights = cursor.fetchone()
        if has_rights:
            cursor.execute("select app.apply_rights()")
        if new_name == old_name:
            return made
        for role in roles:
            if role["group"]:
                continue
            for group in role["member_of"]:
                own = group.removesuffix("_" + old_name) + "_" + new_name
                cursor.execute(sql.SQL("grant {} to {}").format(sql.Identifier(own), sql.Identifier(role["name"])))
        groups = [role["name"] for role in roles if role["group"] and role["name"] in made]
        for group in groups:  # made for the dump's sake only
            cursor.execute(sql.SQL("drop owned by {0}; drop role {0}").format(sql.Identifier(group)))
        return [name for name in made if name not in groups]


def _drop_roles(settings: ConnectionSettings, names: list[str]) -> None:
    with connected(replace(settings, database="postgres")) as connection, transaction(connection) as cursor:
        for name in names:
            cursor.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(name)))


# -- files and programs ----------------------------------------------------------


def _read_backup(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT or not isinstance(manifest["database"], str):
            raise BadBackup(folder=folder, reason=f"format {manifest['format']}")
        for name in (DUMP, ROLES):
            if sha256_of(folder / name) != manifest["sha256"][name]:
                raise BadBackup(folder=folder, reason=CHANGED)
        return manifest, json.loads((folder / ROLES).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadBackup(folder=folder, reason=error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadBackup(folder=folder, reason=DAMAGED) from error


def _run_client(name: str, server: int, settings: ConnectionSettings, arguments: list[str]) -> Done:
    """Run pg_dump or pg_restore on the database of ``settings``; the password goes through the environment."""
    parameters = settings.parameters()
    password = parameters.pop("password", None)
    conninfo = " ".join(f"{key}={_conninfo_value(value)}" for key, value in parameters.items())
    return run_program(client_program(name, server), ["--dbname", conninfo, *arguments], password=password)


def _conninfo_value(value: Any) -> str:
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"

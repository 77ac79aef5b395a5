"""What the suite keeps in QGIS's settings, under one prefix; never a password."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsSettings

from ..database.connection import DATABASE_NAME, ConnectionSettings
from ..errors import QT_TRANSLATE_NOOP, DatabaseUnavailable

PREFIX = "floodmap/"
EMBEDDED, SERVICE, SERVER = "embedded", "service", "server"


class NoCredentials(DatabaseUnavailable):
    """QGIS has no such authentication configuration, or its master password was not given."""

    template = QT_TRANSLATE_NOOP("errors", "QGIS gives no user name and password for the configuration {authcfg}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose the configuration again, and enter QGIS's master password when asked.")


@dataclass(frozen=True)
class ConnectionChoice:
    """Which database the windows work on.

    ``kind`` is embedded (the private cluster of this machine), service (an
    entry of pg_service.conf) or server (host, port and a QGIS authentication
    configuration that holds user name and password).
    """

    kind: str = EMBEDDED
    service: str = ""
    host: str = ""
    port: int = 5432
    database: str = DATABASE_NAME
    authcfg: str = ""

    def settings(self) -> ConnectionSettings:
        """Return what libpq needs; a password goes there from QGIS's vault and nowhere else.

        Raises: NoCredentials.
        """
        if self.kind == SERVICE:
            return ConnectionSettings.from_service(self.service, self.database or None)
        if self.kind == SERVER:
            user, password = _credentials(self.authcfg) if self.authcfg else (None, None)
            return ConnectionSettings(self.database or DATABASE_NAME, self.host, self.port, user, password)
        return ConnectionSettings.embedded(self.database or DATABASE_NAME)


def _credentials(authcfg: str) -> tuple[str, str]:
    config = QgsAuthMethodConfig()
    found, config = QgsApplication.authManager().loadAuthenticationConfig(authcfg, config, True)
    if not found or not config.config("username"):
        raise NoCredentials(authcfg=authcfg)
    return config.config("username"), config.config("password")


def connection_choice() -> ConnectionChoice:
    """Return the database that was chosen; FLOODMAP_SERVICE and FLOODMAP_DATABASE go before it."""
    service, database = os.environ.get("FLOODMAP_SERVICE"), os.environ.get("FLOODMAP_DATABASE")
    if service:
        return ConnectionChoice(SERVICE, service=service, database=database or "")
    if database:
        return ConnectionChoice(EMBEDDED, database=database)
    plain = ConnectionChoice()
    return ConnectionChoice(
        kind=str(value("connection/kind", plain.kind)),
        service=str(value("connection/service", "")),
        host=str(value("connection/host", "")),
        port=int(value("connection/port", plain.port)),
        database=str(value("connection/database", plain.database)),
        authcfg=str(value("connection/authcfg", "")),
    )


def keep_connection_choice(choice: ConnectionChoice) -> None:
    """Remember the database."""
    for name, content in vars(choice).items():
        keep(f"connection/{name}", content)


def is_connection_chosen() -> bool:
    """Tell whether somebody has chosen a database on this machine."""
    named = os.environ.get("FLOODMAP_SERVICE") or os.environ.get("FLOODMAP_DATABASE")
    return bool(named) or QgsSettings().contains(PREFIX + "connection/kind")


def connects_at_start() -> bool:
    """Tell whether the windows sign in when QGIS starts: not before a database was chosen."""
    return is_connection_chosen() and wants_connection_at_start()


def wants_connection_at_start() -> bool:
    """Tell what the settings page says about it, yes until somebody says no."""
    return str(value("connection/at_start", True)).lower() != "false"


def maps_folder() -> Path:
    """Return the folder for working copies: the chosen one, else one in the user's documents."""
    return Path(str(value("folders/maps", ""))) if value("folders/maps", "") else _documents() / "防汛防台形势图"


def output_folder() -> Path:
    """Return the folder for sheets and reports that was used last."""
    return Path(str(value("folders/output", ""))) if value("folders/output", "") else _documents() / "防汛防台成果"


def _documents() -> Path:
    from qgis.PyQt.QtCore import QStandardPaths

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()


def value(name: str, default: Any) -> Any:
    """Return a setting of the suite; ``name`` without the prefix."""
    return QgsSettings().value(PREFIX + name, default)


def keep(name: str, content: Any) -> None:
    """Store a setting of the suite."""
    QgsSettings().setValue(PREFIX + name, content)

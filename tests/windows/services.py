"""Sign in to a test's database from QGIS as a person with a password: through a libpq service."""

from __future__ import annotations

from pathlib import Path

from flood_core.database.connection import ConnectionSettings


def service(folder: Path, settings: ConnectionSettings, name: str = "floodmap_test_person") -> dict[str, str]:
    """Write a service file and return the environment that lets QGIS sign in through it."""
    given = {"host": settings.host, "port": settings.port, "dbname": settings.database, "user": settings.user,
             "password": settings.password}  # fmt: skip
    lines = [f"[{name}]", *(f"{key}={value}" for key, value in given.items() if value is not None), ""]
    file = folder / "pg_service.conf"
    file.write_text("\n".join(lines), encoding="utf-8")
    return {"PGSERVICEFILE": str(file), "FLOODMAP_SERVICE": name}

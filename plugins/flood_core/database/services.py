"""The names of libpq's services on this machine, for a list to choose from."""

from __future__ import annotations

import configparser
import os
from pathlib import Path

from .connection import BadSettings


def service_names() -> list[str]:
    """Return the services of pg_service.conf (PGSERVICEFILE, else the user's own), in the file's order.

    Raises: BadSettings when the file cannot be read.
    """
    file = Path(os.environ.get("PGSERVICEFILE") or _usual_place())
    if not file.is_file():
        return []
    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
    except (configparser.Error, UnicodeDecodeError, OSError) as error:
        raise BadSettings(reason=f"{file}: {str(error).splitlines()[0]}") from error
    return parser.sections()


def _usual_place() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", "")) / "postgresql" / ".pg_service.conf"
    return Path.home() / ".pg_service.conf"

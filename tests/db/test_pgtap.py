"""The database tests (db/tests, pgTAP), each file on a fresh database of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from flood_core.database.connection import ConnectionSettings
from flood_core.resources.paths import database_scripts

FILES = sorted((database_scripts() / "tests").glob("*.sql"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pgtap_file_passes(file: Path, database: ConnectionSettings):
    parameters = database.parameters()
    names = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD"}
    environment = {
        **os.environ,
        **{names[key]: str(value) for key, value in parameters.items()},
        "PGCLIENTENCODING": "UTF8",
    }
    ran = subprocess.run(
        ["pg_prove", "--failures", "--verbose", str(file)], env=environment, capture_output=True, text=True, timeout=300
    )
    failures = [line for line in ran.stdout.splitlines() if not line.startswith("ok ")]
    assert ran.returncode == 0, "\n".join([*failures[-80:], ran.stderr[-4000:]])


def test_there_are_database_tests():
    assert len(FILES) >= 6

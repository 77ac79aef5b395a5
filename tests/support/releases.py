"""Keep the database of a release, and bring it back for the upgrade test.

``python -m tests.support.releases 0.1.0`` writes ``db/releases/0.1.0.sql.gz``:
a fresh installation of the checkout as plain SQL, with its vocabularies, in
which ``DATABASE`` stands for the database's name in the names of group roles.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from flood_core.database.cluster import Cluster
from flood_core.database.connection import ConnectionSettings, connect
from flood_core.database.migrate import create_database, ensure_database
from flood_core.database.programs import client_program, run_program
from psycopg2 import sql

FOLDER = Path(__file__).resolve().parents[2] / "db" / "releases"
ROLE = re.compile(r"\bfloodmap_[a-z_]+_DATABASE\b")


def keep(settings: ConnectionSettings, file: Path) -> None:
    """Write the migrated database that ``settings`` name to ``file`` (gzip)."""
    with closing(connect(settings)) as connection:
        server = connection.server_version // 10000
    place = f"host='{settings.host}' port={settings.port} user={settings.user} dbname={settings.database}"
    options = ["--no-owner", "--rows-per-insert=500", f"--dbname={place}"]
    done = run_program(client_program("pg_dump", server), options)
    if done.returncode:
        raise RuntimeError(done.last_words())
    own = re.compile(rf"\b(floodmap_[a-z_]+)_{re.escape(settings.database)}\b")
    # psql's own commands mean nothing to us, and \restrict carries a random key.
    lines = [own.sub(r"\1_DATABASE", line) for line in done.output.splitlines() if not line.startswith("\\")]
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(file, "wb", mtime=0) as packed:
        packed.write("\n".join(lines).encode())


def bring_back(settings: ConnectionSettings, file: Path) -> None:
    """Make the database that ``settings`` name from a kept release."""
    text = gzip.decompress(file.read_bytes()).decode()
    create_database(settings)
    with closing(connect(settings)) as connection, connection, connection.cursor() as cursor:
        for role in sorted({found.replace("_DATABASE", "_" + settings.database) for found in ROLE.findall(text)}):
            cursor.execute("select from pg_roles where rolname = %s", (role,))
            if not cursor.fetchone():
                cursor.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
        cursor.execute(ROLE.sub(lambda found: found.group().replace("DATABASE", settings.database), text))


def main(version: str) -> None:
    """Keep the checkout's database as release ``version``."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-release-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "data")
    cluster.start()
    try:
        settings = cluster.settings("release")
        ensure_database(settings)
        keep(settings, FOLDER / f"{version}.sql.gz")
    finally:
        cluster.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1])

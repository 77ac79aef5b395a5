"""The snapshot of a demo village to draw: of the last demo, or made now the same way."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, ConnectionSettings, connected
from flood_core.database.migrate import drop_database, ensure_database
from flood_core.progress import Silent
from flood_core.situation.batch import create_editions, write_snapshots

from demo import __main__ as generator
from demo.loading import YEAR, load_base, load_ledgers

DATABASE = "floodmap_bench"
VILLAGE = "330382106217"  # 清江村, the seat of the township: the fullest sheet
LAST_DEMO = Path(__file__).resolve().parents[1] / "out" / "demo" / "snapshots"


def demo_snapshot(folder: Path) -> Path:
    """Return the GeoPackage of the compared village; it may be opened and left as it is."""
    return next(LAST_DEMO.glob(f"{VILLAGE}_*.gpkg"), None) or _made(folder)


@contextmanager
def demo_database(folder: Path) -> Iterator[Connection]:
    """Make a database with the demo township and the compared village's edition; it goes at the end."""
    silent = Silent()
    generator.main(["--out", str(folder / "source"), "--quiet"])
    Cluster.default().start()
    settings = ConnectionSettings.embedded(DATABASE)
    drop_database(settings)
    ensure_database(settings)
    try:
        with connected(settings) as connection:
            load_base(connection, folder / "source", silent)
            load_ledgers(connection, folder / "source", None, silent)
            create_editions(connection, VILLAGE, YEAR, silent)
            yield connection
    finally:
        drop_database(settings)


def _made(folder: Path) -> Path:
    with demo_database(folder) as connection:
        outcome = write_snapshots(connection, VILLAGE, YEAR, folder / "snapshots", Silent())[0]
    if outcome.error is not None:
        raise outcome.error
    return outcome.result

"""A person at the command line who does something wrong, in Chinese and in English."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Iterator

import pytest
from flood_core.database.connection import Connection, ConnectionSettings, connect
from flood_core.progress import Silent
from flood_core.situation.create import create_edition
from flood_core.situation.snapshot import write_snapshot

from tests.ledger.books import book, draw_villages, register_sheet
from tests.sheets.synthetic import write_village
from tests.situation.village import VILLAGE, YEAR
from tests.support.databases import Template

from .person import LOCALES, Person, small_disk_or_skip, unmount

CHECKOUT = Path(__file__).resolve().parents[2]
ROWS = 200


@pytest.fixture(scope="session")
def compiled_translations() -> None:
    """The Chinese messages as ./run compiles them: the command line reads the compiled file."""
    source = CHECKOUT / "plugins" / "flood_core" / "i18n" / "flood_core_zh_CN.ts"
    compiled = source.with_suffix(".qm")
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        program = shutil.which("lrelease", path="/usr/lib/qt5/bin") or "lrelease"
        subprocess.run([program, "-silent", source, "-qm", compiled], check=True)


@pytest.fixture(params=sorted(LOCALES))
def person(
    request: pytest.FixtureRequest, compiled_translations: None, cluster: object, qgis_app: object, tmp_path: Path
) -> Person:
    """Somebody who speaks Chinese or English and types commands in an empty folder."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "LC_ALL": LOCALES[request.param], "PYTHONUTF8": "1"}
    return Person(request.param, home, [sys.executable, "-m", "flood_core.cli"], environment)


@pytest.fixture()
def at_work(person: Person, database: ConnectionSettings) -> Person:
    """The person with a migrated database."""
    person.environment["FLOODMAP_DATABASE"] = database.database
    return person


@pytest.fixture()
def ledger(tmp_path: Path, connection: Connection) -> Path:
    """A ledger without errors, of 200 reservoirs in a village with a boundary."""
    draw_villages(connection)
    rows = [{"名称": f"水库{n}", "经度": 120.9001 + n / 1e5} for n in range(ROWS)]
    return book(tmp_path / "水库.xlsx", {"0601": register_sheet(*rows)})


@pytest.fixture()
def edition(village_template: Template, connection: Connection) -> str:
    """A village with one draft edition; its uid."""
    return create_edition(connection, VILLAGE, YEAR, Silent())


@pytest.fixture()
def snapshot(edition: str, connection: Connection, tmp_path: Path) -> Path:
    """The GeoPackage of that edition."""
    return write_snapshot(connection, edition, tmp_path / "village.gpkg")


@pytest.fixture(scope="session")
def drawn_village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village's snapshot that needs no database."""
    path = tmp_path_factory.mktemp("village") / "village.gpkg"
    write_village(path)
    return path


@pytest.fixture()
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 64 kB; skipped, with the reason, where none can be mounted."""
    place = tmp_path / "disk"
    small_disk_or_skip(place, "64k")
    yield place
    unmount(place)


@pytest.fixture()
def watcher(database: ConnectionSettings) -> Iterator[Connection]:
    """A second administrator who looks on, and can hold a table so that an import waits in the middle."""
    with closing(connect(database)) as opened:
        yield opened

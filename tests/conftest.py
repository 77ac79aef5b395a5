"""What all tests share: a real cluster, fresh databases, people to sign in as, QGIS without a screen.

The cluster is the suite's own embedded one in a temporary folder
(``FLOODMAP_DATA``). A database is copied from a migrated template for every
test that asks for one, so tests never see each other's rows.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Iterator

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
for folder in (CHECKOUT, CHECKOUT / "plugins"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "C"  # tests read English unless they choose another language
faulthandler.enable()

from flood_core.database.cluster import Cluster  # noqa: E402
from flood_core.database.connection import Connection, ConnectionSettings, connect  # noqa: E402
from flood_core.database.migrate import create_database, drop_database, ensure_database  # noqa: E402

from tests.support.people import People, drop_group_roles  # noqa: E402
from tests.support.unprivileged import Unprivileged  # noqa: E402

TEMPLATE = "floodmap_template"
#: Tests may lose their data in a power cut.
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 100\n"


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder of the session that every user of the machine may enter."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster(scratch: Path) -> Iterator[Cluster]:
    """The session's own embedded cluster, running."""
    os.environ["FLOODMAP_DATA"] = str(scratch / "data")
    running = Cluster(scratch / "data", extra=FAST)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def template_database(cluster: Cluster) -> str:
    """The name of a migrated database without rows of its own, to copy from."""
    ensure_database(cluster.settings(TEMPLATE))
    return TEMPLATE


_counter = iter(range(1, 1_000_000))


@pytest.fixture()
def database(cluster: Cluster, template_database: str) -> Iterator[ConnectionSettings]:
    """A fresh migrated database with its own roles and rights; the administrator's settings."""
    settings = cluster.settings(f"test_{os.getpid()}_{next(_counter)}")
    create_database(settings, template=template_database)
    connection = connect(settings)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("select to_regprocedure('app.apply_rights()') is not null")
            if cursor.fetchone()[0]:
                cursor.execute("select app.apply_rights()")  # the group roles carry the database's name
    finally:
        connection.close()
    yield settings
    drop_database(settings)
    drop_group_roles(cluster.settings("postgres"), settings.database)


@pytest.fixture()
def connection(database: ConnectionSettings) -> Iterator[Connection]:
    """An administrator's connection to the test's database."""
    opened = connect(database)
    yield opened
    opened.close()


@pytest.fixture()
def people(database: ConnectionSettings) -> Iterator[People]:
    """Make login roles of any kind and sign in as them with a password."""
    made = People(database)
    yield made
    made.drop()


@pytest.fixture(scope="session")
def unprivileged(scratch: Path) -> Unprivileged:
    """Run functions and commands as a user without rights (root's tests would be allowed anything)."""
    return Unprivileged(scratch)


@pytest.fixture(scope="session")
def qgis_app(scratch: Path) -> Iterator[Any]:
    """QGIS without a screen, with the Processing framework, once per session."""
    profile = scratch / "qgis"
    profile.mkdir(exist_ok=True)
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(profile)
    from qgis.core import QgsApplication, QgsProject

    QgsApplication.setPrefixPath(os.environ.get("QGIS_PREFIX_PATH", "/usr"), True)
    application = QgsApplication([b"floodmap-tests"], True)
    application.initQgis()
    processing_folder = str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins")
    if processing_folder not in sys.path:
        sys.path.append(processing_folder)
    from processing.core.Processing import Processing

    Processing.initialize()
    yield application
    QgsProject.instance().clear()
    gc.collect()
    application.exitQgis()

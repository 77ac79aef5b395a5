"""What all tests share: a real cluster, fresh databases, people to sign in as, QGIS without a screen.

The cluster is the suite's own embedded one in a temporary folder
(``FLOODMAP_DATA``). A test that asks for a database gets a copy of a migrated
template that nobody has written to, so tests never see each other's rows.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, Iterator

import hypothesis
import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
for folder in (CHECKOUT, CHECKOUT / "plugins"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # tests read English unless they choose another language
faulthandler.enable()

from flood_core.database.cluster import Cluster  # noqa: E402 - after the path is set
from flood_core.database.connection import Connection, ConnectionSettings, connect  # noqa: E402 - after the path is set

from tests.situation.village import make_village  # noqa: E402 - after the path is set
from tests.support.databases import Copies, Template  # noqa: E402 - after the path is set
from tests.support.folders import folder_for_cluster, open_folder  # noqa: E402 - after the path is set
from tests.support.main_job import (  # noqa: E402, F401 - fixtures of many tests
    DEMO_FILES,
    MAIN_JOB_SECONDS,
    MAIN_JOBS,
    demo_dir,
    main_job,
    main_jobs,
)
from tests.support.package import packaged  # noqa: E402, F401 - a fixture of several rooms' tests
from tests.support.people import People  # noqa: E402 - after the path is set
from tests.support.scheduling import ON_THE_MAIN_JOB, OneMainJob  # noqa: E402 - after the path is set
from tests.support.soak import EXAMPLES, SOAK  # noqa: E402 - after the path is set
from tests.support.unprivileged import Unprivileged  # noqa: E402 - after the path is set

# No deadlines: the machine decides how fast a test is, not whether it passes.
hypothesis.settings.register_profile("quick", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("soak", hypothesis.settings.get_profile("quick"), max_examples=EXAMPLES)
hypothesis.settings.load_profile("soak" if SOAK else "quick")

# A shell starts its background jobs with Ctrl-C ignored, and every child inherits that;
# the commands that the tests strike are started as a person at a terminal starts them.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

#: Tests may lose their data in a power cut.
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nwal_level = minimal\nmax_wal_senders = 0\n"
FAST += "autovacuum = off\nmax_connections = 100\n"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneMainJob:
    """With several workers each makes its own cluster and databases, but one does the main job for all."""
    return OneMainJob(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test that needs the main job waits for it, on a busy machine longer than other tests may."""
    for item in items:
        if {MAIN_JOBS, DEMO_FILES} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.timeout(2 * MAIN_JOB_SECONDS))
            if not item.nodeid.startswith(ON_THE_MAIN_JOB):
                raise pytest.UsageError(f"{item.nodeid} needs the main job: name its file in ON_THE_MAIN_JOB.")


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder of the session that every user of the machine may enter."""
    folder = open_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The session's own embedded cluster, running."""
    folder = folder_for_cluster()
    os.environ["FLOODMAP_DATA"] = str(folder / "data")
    running = Cluster(folder / "data", extra=FAST)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def copies(cluster: Cluster) -> Copies:
    """The templates of the session and the database that its tests work in."""
    return Copies(cluster)


@pytest.fixture(scope="session")
def migrated_template(copies: Copies) -> Template:
    """A migrated database without rows of its own, to copy from."""
    return copies.migrated()


@pytest.fixture()
def database(request: pytest.FixtureRequest, copies: Copies, migrated_template: Template) -> ConnectionSettings:
    """A fresh migrated database with its roles and rights; the administrator's settings.

    It holds what the fullest of the fixtures ``..._template`` holds that the test asks for.
    """
    templates = [request.getfixturevalue(name) for name in request.fixturenames if name.endswith("_template")]
    return copies.take(max(templates, key=lambda template: template.layers))


@pytest.fixture(scope="session")
def village_template(copies: Copies, migrated_template: Template) -> Template:
    """A database with the invented village; tells its uids by name."""
    return copies.filled("village", migrated_template, lambda connection: make_village(connection).uid)


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
    from qgis.PyQt import sip

    QgsApplication.setPrefixPath(os.environ.get("QGIS_PREFIX_PATH", "/usr"), True)
    name = f"floodmap-tests-{os.getpid()}"
    application = QgsApplication([name.encode()], True)
    # Whatever a test left alive would meet a destroyed application: the process takes it along at its end.
    sip.transferto(application, None)
    sip.setdestroyonexit(False)
    application.initQgis()
    processing_folder = str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins")
    if processing_folder not in sys.path:
        sys.path.append(processing_folder)
    from processing.core.Processing import Processing

    Processing.initialize()
    yield application
    # No exitQgis: it also takes GDAL down, and data sets that other fixtures hold would crash when they go.
    QgsProject.instance().clear()
    gc.collect()
    for left_over in Path(tempfile.gettempdir()).glob(name + "-*"):  # QGIS forgets its own empty folders
        left_over.rmdir()

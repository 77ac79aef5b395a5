"""The demo township as the main job made it: ``demo_dir``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.main_job import MainJob


@pytest.fixture(scope="session")
def demo_dir(main_job: MainJob) -> Path:
    """The folder with base.gpkg, dem.tif and ledgers/ of the demo township."""
    return main_job.out / "source"

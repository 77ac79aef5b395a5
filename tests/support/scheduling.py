"""Which tests a worker of pytest takes, when there are several (pytest-xdist)."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

#: Where tests look at what the main job made: one worker does it, and takes them all.
ON_THE_MAIN_JOB = ("tests/demo/", "tests/docs/", "tests/main_job/", "tests/windows/test_demo_project.py")
#: Tests that share what takes seconds to make: one worker makes it, and takes them all.
TOGETHER = {
    "main job": ON_THE_MAIN_JOB,
    "package": ("tests/package/", "tests/windows/test_packaged.py"),
    "library": ("tests/symbology/test_plain_qgis.py",),
    "presets": ("tests/sheets/test_presets.py",),
}


class OneMainJob(LoadScopeScheduling):
    """Every test goes to the next free worker, but those that share much stay together and come first."""

    def _split_scope(self, nodeid: str) -> str:
        return next((name for name, files in TOGETHER.items() if nodeid.startswith(files)), nodeid)

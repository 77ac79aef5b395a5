"""Which tests a worker of pytest takes, when there are several (pytest-xdist)."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

#: Where tests look at what the main job made: one worker does it, and takes them all.
ON_THE_MAIN_JOB = ("tests/demo/", "tests/docs/", "tests/main_job/", "tests/windows/test_demo_project.py")


class OneMainJob(LoadScopeScheduling):
    """Every test goes to the next free worker, but those of the main job stay together and come first."""

    def _split_scope(self, nodeid: str) -> str:
        return "main job" if nodeid.startswith(ON_THE_MAIN_JOB) else nodeid

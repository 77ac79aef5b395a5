"""Which tests a worker of pytest takes, when there are several (pytest-xdist)."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

#: Where tests look at what the main job made: one worker does it, and takes them all.
ON_THE_MAIN_JOB = ("tests/demo/", "tests/docs/", "tests/main_job/", "tests/windows/test_demo_project.py")
#: Tests that share what takes seconds to make, across files: one worker makes it, and takes them all.
TOGETHER = {
    "main job": ON_THE_MAIN_JOB,
    "package": ("tests/package/", "tests/windows/test_packaged.py"),
    "usual sheet": ("tests/sheets/test_sheet_file.py", "tests/sheets/test_proof.py"),
}
#: Files in which each test makes all it needs itself: any worker may take any of them.
APART = ("tests/windows/", "tests/working_copy/", "tests/sheets/test_workers.py", "tests/sheets/test_batch.py")
#: What takes long comes first, so that no worker begins it when the others are done; short files fill the end.
LONG_FIRST = ("main job", "package", "usual sheet", "tests/windows/", "tests/sheets/", "tests/working_copy/",
              "tests/terrain/", "tests/wrong_input/", "tests/reports/", "tests/database/", "tests/db/")  # fmt: skip


class OneMainJob(LoadScopeScheduling):
    """Files go to the next free worker, for a worker makes once what the tests of a file share; the long come first."""

    def _split_scope(self, nodeid: str) -> str:
        for name, files in TOGETHER.items():
            if nodeid.startswith(files):
                return name
        return nodeid if nodeid.startswith(APART) else nodeid.split("::")[0]

    def _assign_work_unit(self, node: Any) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=_rank), last=False)
        super()._assign_work_unit(node)


def _rank(scope: str) -> int:
    return next((rank for rank, name in enumerate(LONG_FIRST) if scope.startswith(name)), len(LONG_FIRST))

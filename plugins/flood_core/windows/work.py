"""Long work in the background: one QgsTask around one function of the engine."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsApplication, QgsTask

from ..compat import task_flags
from ..errors import Cancelled
from ..progress import Feedback

#: Works that run or wait: QGIS keeps no Python reference to a task.
_alive: set[Work] = set()


class Work(QgsTask):
    """Runs ``function(feedback)`` in a thread, with progress and cancel.

    What it returns goes to ``on_done``, what it raises to ``on_error``, both in
    the main thread. A cancelled work calls ``on_error`` with ``Cancelled``.
    """

    def __init__(
        self,
        title: str,
        function: Callable[[Feedback], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        super().__init__(title, task_flags())
        self._function, self._on_done, self._on_error = function, on_done, on_error
        self._result: Any = None
        self._error: BaseException | None = None

    def run(self) -> bool:
        """Do the work; QGIS calls this in a thread of its own."""
        try:
            self._result = self._function(self)
        except BaseException as error:  # noqa: BLE001 - the thread's edge: the main thread shows it
            self._error = error
            return False
        return True

    def finished(self, ok: bool) -> None:
        """Hand over what came of it; QGIS calls this in the main thread."""
        _alive.discard(self)
        if ok:
            self._on_done(self._result)
        else:
            self._on_error(self._error or Cancelled())


def start(work: Work) -> Work:
    """Give the work to QGIS's task manager and return it."""
    _alive.add(work)
    QgsApplication.taskManager().addTask(work)
    return work


def cancel_all() -> None:
    """Ask all works to stop; who unloads the plugins does not wait for them."""
    for work in list(_alive):
        work.cancel()

"""Pictures are made smaller without waiting for works in the background."""

from __future__ import annotations

import threading
from typing import Any

from flood_core.windows.pictures import shrunk
from qgis.PyQt.QtCore import QRunnable, QSize, Qt, QThreadPool
from qgis.PyQt.QtGui import QPainter, QPixmap


class Occupied(QRunnable):
    """Keeps a thread of the pool until it is told to let go."""

    def __init__(self, let_go: threading.Event, told: list[bool]) -> None:
        super().__init__()
        self._let_go, self._told = let_go, told

    def run(self) -> None:
        """Wait; Qt calls this in a thread."""
        self._told.append(self._let_go.wait(20))


def test_a_picture_is_made_smaller_while_works_fill_every_thread(qgis_app: Any) -> None:
    picture = QPixmap(3000, 2000)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.fillRect(0, 1000, 3000, 4, Qt.GlobalColor.black)
    painter.end()
    pool, let_go, told = QThreadPool.globalInstance(), threading.Event(), []
    works = [Occupied(let_go, told) for _ in range(pool.maxThreadCount())]
    for work in works:
        work.setAutoDelete(False)
        pool.start(work)
    small = shrunk(picture, QSize(700, 467))
    let_go.set()
    pool.waitForDone()
    assert told == [True] * len(works)
    assert small.size() == QSize(700, 467)
    image = small.toImage()
    assert min(image.pixelColor(350, row).lightness() for row in range(467)) < 160
    assert image.pixelColor(350, 100).lightness() == 255

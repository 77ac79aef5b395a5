"""Pictures are made smaller without waiting for works in the background, on the screen and for the working copy."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flood_core.layers import picture_form
from flood_core.windows.pictures import shrunk
from qgis.PyQt.QtCore import QRunnable, QSize, Qt, QThreadPool
from qgis.PyQt.QtGui import QImage, QPainter, QPixmap


class Occupied(QRunnable):
    """Keeps a thread of the pool until it is told to let go."""

    def __init__(self, let_go: threading.Event, told: list[bool]) -> None:
        super().__init__()
        self._let_go, self._told = let_go, told

    def run(self) -> None:
        """Wait; Qt calls this in a thread."""
        self._told.append(self._let_go.wait(20))


def test_a_picture_is_made_smaller_while_works_fill_every_thread(
    qgis_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    monkeypatch.setattr(picture_form, "MOST_SIDE", 700)
    kept = QImage.fromData(picture_form.as_jpeg(picture.toImage()), "JPEG")
    let_go.set()
    pool.waitForDone()
    assert told == [True] * len(works)
    assert small.size() == kept.size() == QSize(700, 467)
    for image in (small.toImage(), kept):
        assert min(image.pixelColor(350, row).lightness() for row in range(467)) < 160
        assert image.pixelColor(350, 100).lightness() == 255

"""What background work has to say reaches a window only while it is there and still wants it."""

from __future__ import annotations

from typing import Any

from flood_core.windows.while_open import Latest, while_open
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject


def test_a_late_answer_to_an_earlier_question_is_dropped(qgis_app: Any) -> None:
    window, heard = QObject(), []
    latest = Latest(window)
    first, second = latest.only(heard.append), latest.only(heard.append)
    second("second")
    first("first")
    assert heard == ["second"]


def test_no_answer_reaches_a_window_that_is_gone(qgis_app: Any) -> None:
    window, heard = QObject(), []
    answers = (while_open(window, heard.append), Latest(window).only(heard.append))
    sip.delete(window)
    for answer in answers:
        answer("too late")
    assert heard == []

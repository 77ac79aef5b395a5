"""The conflict window in real QGIS: both versions are seen, one is chosen, closing chooses nothing."""

from __future__ import annotations

from tests.windows.desk import Desk


def test_conflicts_are_settled_by_a_person(desk: Desk) -> None:
    ended = desk.work_through("settling", desk.profile("settling"))
    assert ended.ok, ended.error + ended.log
    assert ended.notes["nothing chosen"] is False
    assert "2" in ended.notes["left"]
    assert {1, 2} <= set(ended.notes["looked at"])
    first, second = ended.notes["decided"]
    assert first == [[1, "mine"], [2, "theirs"]]
    assert second == [[1, "theirs"], [2, "theirs"], [3, "mine"], [4, "theirs"]]

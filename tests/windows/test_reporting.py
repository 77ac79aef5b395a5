"""The window of typhoon reports in real QGIS on a real PostGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.database.connection import Connection, ConnectionSettings
from flood_core.database.reporting import event_named, last_submission

from demo.typhoon import simulate
from tests.windows.desk import Desk

TOWNSHIP = "330382106"


def test_a_township_reports_and_the_county_makes_the_bulletin(
    desk: Desk, database: ConnectionSettings, connection: Connection, tmp_path: Path
) -> None:
    simulate(connection, silent=3, zeros=False)
    profile = desk.profile("reporting", settings=f"folders\\output={tmp_path / 'out'}\n")
    ended = desk.work_through("reporting", profile, environment={"FLOODMAP_DATABASE": database.database})
    assert ended.ok, ended.error + ended.log
    stored = last_submission(connection, event_named(connection, "贝碧嘉").uid, "loss", TOWNSHIP, "township")
    assert stored is not None
    assert (stored.figures["badly_injured"], stored.note) == (300, "统计口径不同")
    assert ended.notes["last"] == str(stored.figures["affected"])
    states = ended.notes["states"]
    assert set(states[: sum(state in ("未报", "迟报") for state in states)]) == {"未报", "迟报"}  # seen first
    assert len(set(states)) > 2
    assert "贝碧嘉" in ended.notes["history"]
    assert "至今未报，已逾期" in ended.notes["copied"] and "《灾情损失快报》" in ended.notes["copied"]
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".xlsx", ".html", ".docx"}
    _check_event(connection, ended.notes)


def _check_event(connection: Connection, notes: dict[str, Any]) -> None:
    """The event of the dialog: wrong input told in words and kept, every step stored with its time."""
    assert "名称" in str(notes["no_name"]) and notes["typed"] == "摩羯"
    assert "Ⅳ级" in notes["opened"] and "模拟数据" in notes["opened"] and "台风影响" in notes["raised"]
    event = event_named(connection, "2411")
    assert (event.name, event.simulated, event.ended, event.response_level) == ("摩羯", True, True, None)
    with connection, connection.cursor() as cursor:
        cursor.execute("select response_level, stages, ended from report.event_step where event_uid = %s order by id",
                       (event.uid,))  # fmt: skip
        steps = cursor.fetchall()
    assert steps == [(4, ["preparation"], False), (2, ["preparation", "impact"], False), (None, [], True)]

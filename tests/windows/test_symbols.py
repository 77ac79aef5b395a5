"""The symbol manager in real QGIS, as the keeper of the library uses it."""

from __future__ import annotations

from pathlib import Path

from flood_core.database.connection import Connection, ConnectionSettings

from tests.symbology.drawings import HOSTILE, PUMP, STAR
from tests.windows.desk import Desk


def test_the_library_is_kept(desk: Desk, database: ConnectionSettings, connection: Connection, tmp_path: Path) -> None:
    (tmp_path / "hostile.svg").write_text(HOSTILE["script"][0], encoding="utf-8")
    (tmp_path / "pump.svg").write_bytes(PUMP)
    (tmp_path / "star.svg").write_bytes(STAR)
    (tmp_path / "broken.floodsymbols").write_bytes(b"PK" + b"x" * 100)
    given = {"DATABASE": database.database, "DRAWINGS": str(tmp_path)}
    ended = desk.work_through("symbols", desk.profile("symbols"), environment=given)
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["without a database"] is False
    for typed in ("shuiku", "sk", "水库", "C20551", "reservoir"):
        assert "水库" in notes[f"found by {typed}"]
    assert len(notes["found by C20551"]) == 1
    assert any(name.endswith(" 355") and count == 355 for name, count in notes.items() if isinstance(count, int))
    assert "脚本" in notes["hostile"]
    assert notes["hostile can be saved"] is False
    assert notes["added"].startswith("D90100")
    assert "第 3 版" in notes["changed"]
    assert notes["in use can be retired"] is False
    assert "恐怖袭击事件" in notes["restored"]
    assert "符号库" in notes["broken"] and notes["bar below the head"]
    assert ended.exit_code == 0
    with connection, connection.cursor() as cursor:
        cursor.execute("select version, origin from reference.symbol_version where symbol_code = 'D90100'")
        assert cursor.fetchall() == [(1, "county")], "deleted when unused, and taken in again as its first version"
        cursor.execute("select max(version) from reference.symbol_version where symbol_code = 'B20200'")
        assert cursor.fetchone() == (4,)

"""The portrait of a thing: level and its inputs, files, people, history field by field, what is near, maps."""

from __future__ import annotations

import struct
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.database import files, nearby, register_edit, registers
from flood_core.database.connection import Connection, RightsRefused, RuleBroken, transaction
from flood_core.model.assessment import BY_HAND, LEC, assess
from flood_core.register import attachments, portrait_words
from flood_core.register.portraits import portrait
from flood_core.register.surroundings import surroundings

from tests.database.register import COUNTY, VILLAGE, fill
from tests.support.people import People


@pytest.fixture()
def uids(connection: Connection, qgis_app: Any) -> dict[str, str]:
    return fill(connection)


def english(_context: str, text: str) -> str:
    return text


def png(width: int, height: int, shown: int | None = None) -> bytes:
    """Return a PNG that says it is ``width`` x ``height`` and has pixels for ``shown`` rows."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height if shown is None else shown))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_level_keeps_its_method_and_inputs(connection: Connection, uids: dict[str, str]) -> None:
    uid = uids["九峰水库"]
    saved = register_edit.assess(connection, registers.thing(connection, uid), assess(LEC, {"L": 3, "E": 6, "C": 40}))
    level = portrait(connection, uid).level
    assert level is not None and (level.level, level.method) == (1, LEC)
    assert portrait_words.level_lines(level, english)[-2] == "D = L × E × C = 3 × 6 × 40 = 720，320 ≤ D → 红 重大"
    again = register_edit.assess(connection, saved.thing, assess(LEC, {"L": 6, "E": 6, "C": 40}))
    assert portrait(connection, uid).level.inputs["L"] == 6, "assessed anew to the same level"
    register_edit.save(connection, again.thing, {"risk_level": "3"})
    by_hand = portrait(connection, uid).level
    assert (by_hand.level, by_hand.method, by_hand.inputs) == (3, BY_HAND, {})
    with pytest.raises(RuleBroken), transaction(connection) as cursor:
        cursor.execute("update register.risk_source set level_method = 'LEC', edited_from = revision,"
                       " level_inputs = '{\"L\": 1, \"E\": 1, \"C\": 1}' where uid = %s", (uid,))  # fmt: skip


def test_history_says_who_changed_what(connection: Connection, uids: dict[str, str], people: People) -> None:
    uid = uids["九峰水库"]
    with closing(people.sign_in("county_editor", [COUNTY])) as editor:
        seen = registers.thing(editor, uid)
        moved = struct.pack("<BIdd", 1, 1, 121.021, 28.300).hex()
        changes = {"threatened_people": 150, "attributes.dam_height_m": 32.5, register_edit.GEOMETRY: moved}
        register_edit.save(editor, seen, changes)
        register_edit.retire(editor, registers.thing(editor, uid), "重复录入")
        register_edit.restore(editor, registers.thing(editor, uid))
        found = portrait(editor, uid)
    assert [event.kind for event in found.history] == ["restored", "retired", "changed", "made"]
    assert found.history[0].person.startswith("county_editor")
    lines = portrait_words.change_lines(found, found.history[2], english)
    assert "Threatened people：120 人 → 150 人" in lines
    assert any(line.endswith("— → 32.5 m") for line in lines)
    assert "Place：moved by 98 m" in lines
    assert portrait_words.change_lines(found, found.history[1], english) == ["Note：— → 重复录入"]


def test_people_phones_and_rights(connection: Connection, uids: dict[str, str], people: People) -> None:
    uid = uids["九峰水库"]
    (patrol,) = portrait(connection, uid).chain
    assert (patrol.name, patrol.title, patrol.phone) == ("王大海", "管理员", "12012345678")
    with closing(people.sign_in("viewer", [VILLAGE])) as viewer:
        seen = portrait(viewer, uid)
        assert [one.phone for one in seen.chain] == ["120****5678"]
        assert not seen.may_add_files and seen.history[-1].kind == "made"
        with pytest.raises(registers.UnknownThing):
            portrait(viewer, uids["外乡水库"])


def test_nearest_by_class_with_the_way(connection: Connection, uids: dict[str, str]) -> None:
    with transaction(connection) as cursor:
        cursor.execute("insert into base.import_source (name, layer) values ('道路', 'road') returning id")
        (source,) = cursor.fetchone()
        road = "LINESTRING(121.020 28.3001, 121.020 28.3030, 121.030 28.3031)"
        insert = "insert into base.road (source_id, class, geom) values (%s, 'village', st_geomfromtext(%s, 4490))"
        cursor.execute(insert, (source, road))
    found = portrait(connection, uids["九峰水库"])
    near = {one.name: one for one in found.near}
    assert list(near) == ["镇物资仓库", "方江屿避灾点"], "materials before shelters, no risk source with people near"
    shelter = near["方江屿避灾点"]
    assert shelter.distance_m == pytest.approx(1036, abs=3)
    assert shelter.road_m == pytest.approx(1324, abs=3)
    assert shelter.walking_minutes == pytest.approx(22.07, abs=0.1)
    assert shelter.driving_minutes == pytest.approx(2.65, abs=0.05)
    assert near["镇物资仓库"].road_m is None, "no road leads there"
    at_shelter = registers.thing(connection, uids["方江屿避灾点"]).geometry
    assert [one.name for one in surroundings(connection, at_shelter, 1)] == ["镇物资仓库", "方江屿避灾点"]
    with transaction(connection) as cursor:
        people = nearby.people_near(cursor, at_shelter, 5)
    assert [(one.name, one.people) for one in people] == [], "the reservoir is farther than a kilometre"


def test_files_are_looked_at_by_content(tmp_path: Path, qgis_app: Any) -> None:
    picture = tmp_path / "大坝 现场?.txt"
    picture.write_bytes(png(1200, 800))
    taken = attachments.take(picture)
    assert (taken.name, taken.media_type) == ("大坝 现场.png", "image/png")
    assert taken.thumbnail is not None and taken.thumbnail.startswith(b"\xff\xd8\xff") and len(taken.thumbnail) < 40_000
    document = tmp_path / "预案.pdf"
    document.write_bytes(b"%PDF-1.4\n%%EOF")
    assert attachments.take(document).thumbnail is None
    wrong = {
        "page.jpg": (b"<script>alert(1)</script>", attachments.NotAPicture),
        "empty.png": (b"", attachments.NotAPicture),
        "program.pdf": (b"MZ\x90\x00", attachments.NotAPicture),
        "cut.png": (png(400, 400)[:60], attachments.DamagedPicture),
        "cut.jpg": (b"\xff\xd8\xff\xe0" + b"\0" * 50, attachments.DamagedPicture),
        "bomb.png": (png(40_000, 40_000, 0), attachments.FileTooBig),
        "large.pdf": (b"%PDF-" + b"0" * files.LARGEST, attachments.FileTooBig),
    }
    for name, (content, error) in wrong.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(error):
            attachments.take(tmp_path / name)
    assert attachments.fit_name("../../run.exe", png(2, 2)) == "run.png"
    with pytest.raises(attachments.NotAPicture):
        attachments.fit_name("photo.jpg", b"MZ")
    assert attachments.small_picture(taken.thumbnail).width() == 480
    bomb = b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00"
    assert attachments.small_picture(bomb).isNull() and attachments.small_picture(None).isNull()
    with pytest.raises(attachments.CannotReadFile):
        attachments.take(tmp_path / "not there.jpg")


def test_files_are_kept_under_rights(
    connection: Connection, uids: dict[str, str], people: People, tmp_path: Path
) -> None:
    (tmp_path / "坝.png").write_bytes(png(600, 400))
    new = attachments.take(tmp_path / "坝.png")
    uid = uids["九峰水库"]
    with closing(people.sign_in("village_compiler", [VILLAGE])) as compiler:
        seen = registers.thing(compiler, uid)
        (kept,) = files.add_file(compiler, seen, new)
        assert portrait(compiler, uid).may_add_files
        with pytest.raises(files.FileAlreadyThere):
            files.add_file(compiler, seen, new)
        name, media, content = files.read_file(compiler, kept.uid)
        assert (name, media, content) == ("坝.png", "image/png", new.content)
    with closing(people.sign_in("viewer", [VILLAGE])) as viewer:
        assert [file.name for file in portrait(viewer, uid).files] == ["坝.png"]
        assert portrait(viewer, uid).history[0].kind == "file"
        with pytest.raises(RightsRefused):
            files.add_file(viewer, registers.thing(viewer, uid), new._replace(sha256="0" * 64))
        with pytest.raises(RightsRefused):
            files.remove_file(viewer, kept.uid)
    with closing(people.sign_in("village_compiler", [VILLAGE])) as other, pytest.raises(files.MayNotRemove):
        files.remove_file(other, kept.uid)
    files.remove_file(connection, kept.uid)
    with pytest.raises(files.UnknownFile):
        files.read_file(connection, kept.uid)


def test_a_portrait_shows_a_past_moment(connection: Connection, uids: dict[str, str], people: People) -> None:
    uid = uids["九峰水库"]
    with transaction(connection) as cursor:
        cursor.execute("select clock_timestamp()")
        (then,) = cursor.fetchone()
    before = portrait(connection, uid)
    register_edit.save(connection, before.thing, {"name": "九峰大水库", "threatened_people": 999})
    with transaction(connection) as cursor:
        cursor.execute("update register.duty set retired_at = now(), edited_from = revision")
        cursor.execute("update register.relief_resource set retired_at = now(), edited_from = revision")
    now, past = portrait(connection, uid), portrait(connection, uid, at=then)
    assert (now.thing.name, now.thing.as_of, len(now.chain)) == ("九峰大水库", "", 0)
    assert past.thing.name == "九峰水库" and past.thing.as_of and not past.thing.may_change
    assert past.thing.values == {**before.thing.values} and past.thing.geometry == before.thing.geometry
    assert [one._replace(phone="") for one in before.chain] == [one for one in past.chain] and past.chain
    assert past.near == before.near and now.near != before.near, "what was near then"
    assert [event.kind for event in past.history] == ["made"] and len(now.history) == 2
    with pytest.raises(registers.NotThere):
        registers.thing(connection, uid, then.replace(year=2001))
    for kind, area in (("viewer", VILLAGE), ("village_compiler", VILLAGE), ("county_viewer", COUNTY)):
        with closing(people.sign_in(kind, [area])) as reader:
            assert portrait(reader, uid, at=then).thing.name == "九峰水库", kind

"""A county's own symbols: added, named, drawn anew, taken out of use, handed on as one file."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from flood_core.database import symbols as table
from flood_core.database.connection import Connection, RightsRefused, transaction
from flood_core.symbology import county, library_file
from flood_core.symbology.catalogue import UnknownSymbol
from flood_core.symbology.county import BadSymbol, NoSvgHere, SymbolStandsForThings, Words
from flood_core.symbology.definition import read_definition, shipped_definition
from flood_core.symbology.library_file import BrokenLibrary, OtherSymbolsThere, check_library
from flood_core.symbology.svg_cleaning import UncleanSvg
from flood_core.symbology.versions import SymbolSet, drawn_marker

from tests.support.people import People
from tests.symbology.drawings import HOSTILE, PUMP, STAR, TWO_COLOURS
from tests.symbology.pictures import draw

pytestmark = pytest.mark.usefixtures("qgis_app")

NAMED = Words(name_zh="移动泵车", name_en="Mobile pump", label="泵车", sub_labels=("大流量", "中流量"))


@pytest.fixture()
def administrator(people: People):
    signed_in = people.sign_in("administrator")
    yield signed_in
    signed_in.close()


def drawing_of(connection: Connection, code: str):
    with transaction(connection) as cursor:
        return county.current(cursor, code)


def versions_of(connection: Connection, code: str) -> list[tuple[int, str]]:
    with transaction(connection) as cursor:
        return [(row["version"], row["origin"]) for row in table.versions(cursor, code)]


def row_of(connection: Connection, code: str):
    with transaction(connection) as cursor:
        return table.symbol(cursor, code)


def test_a_symbol_from_an_svg_stands_in_the_frame_of_its_kind(administrator):
    code, made = county.add_symbol(administrator, "resource", NAMED, PUMP)
    assert code == "D90100"
    kept = drawing_of(administrator, code)
    assert kept.as_bytes() == made.as_bytes()
    shown = draw(drawn_marker(kept, 6.4), 150, 20)
    frame_and_ground = draw(drawn_marker(shipped_as_definition("D60100"), 6.4), 150, 20)
    assert np.array_equal(shown[9:17, 20:130], frame_and_ground[9:17, 20:130]), "the frame and ground of a resource"
    assert (shown[60:90, 60:90] < 60).any(), "and a black glyph"
    labelled = drawn_marker(kept, 8)
    assert labelled.symbolLayer(1).character() == "泵车"
    row = row_of(administrator, code)
    assert (row["name_zh"], row["legend_group"], row["symbol_origin"], row["own"]) == (
        "移动泵车",
        "resource",
        "county",
        True,
    )
    assert county.add_symbol(administrator, "resource", NAMED, STAR)[0] == "D90200", "the next free code"


def shipped_as_definition(code: str):
    return read_definition(shipped_definition(code).as_bytes())


def test_colours_of_a_drawing_stay_when_there_are_several_and_without_a_frame(administrator):
    code, _ = county.add_symbol(administrator, "hazard", Words(name_zh="本县隐患"), TWO_COLOURS)
    shown = draw(drawn_marker(drawing_of(administrator, code), 6.4), 150, 20)
    assert tuple(shown[75, 75]) == (0xAA, 0x44, 0x00)  # blue, green, red
    bare, _ = county.add_symbol(administrator, "hazard", Words(name_zh="无框"), TWO_COLOURS, framed=False)
    kept = drawing_of(administrator, bare)
    assert not kept.framed
    assert tuple(draw(drawn_marker(kept, 6.4), 150, 20)[14, 75]) == (0x00, 0x88, 0xFF), "it fills its place"


def test_the_anchor_of_a_county_symbol_is_its_middle(administrator):
    _, made = county.add_symbol(administrator, "event", Words(name_zh="险情"), STAR)
    inked = np.argwhere(np.abs(draw(drawn_marker(made, 4), 54, 300 / 25.4) - 255).sum(axis=2) > 150)
    middle = (inked.min(axis=0) + inked.max(axis=0) + 1) / 2
    assert np.abs(middle - 27).max() <= 0.75


@pytest.mark.parametrize("what", ["script", "external entity", "photograph", "size"])
def test_nothing_hostile_becomes_a_symbol(administrator, what):
    text, reason = HOSTILE[what]
    with pytest.raises(UncleanSvg, match=reason):
        county.add_symbol(administrator, "hazard", NAMED, text.encode())
    with pytest.raises(UncleanSvg, match=reason):
        county.replace_drawing(administrator, "B20200", text.encode())
    with transaction(administrator) as cursor:
        assert table.own_definitions(cursor) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (Words(name_zh=" "), "Chinese name"),
        (Words(name_zh="长" * 41), "Chinese name"),
        (Words(name_zh="好", label="五个字太长"), "label"),
        (Words(name_zh="好", sub_labels=("这个子类名称太长",)), "sub-label"),
        (Words(name_zh="好", legend_group="mine"), "legend"),
    ],
)
def test_words_that_cannot_be_printed_are_refused(administrator, words, reason):
    with pytest.raises(BadSymbol, match=reason):
        county.add_symbol(administrator, "hazard", words, PUMP)


def test_other_words_and_another_drawing_are_new_versions(administrator):
    code, first = county.add_symbol(administrator, "hazard", NAMED, PUMP)
    assert county.edit_symbol(administrator, code, Words(name_zh="大泵", label="")) == 2
    assert county.replace_drawing(administrator, code, STAR) == 3
    kept = drawing_of(administrator, code)
    assert (kept.name_zh, kept.label, kept.sub_labels) == ("大泵", "", ("大流量", "中流量"))
    assert kept.svg != first.svg
    assert versions_of(administrator, code) == [(3, "county"), (2, "county"), (1, "county")]
    assert row_of(administrator, code)["name_zh"] == "大泵"


def test_a_shipped_symbol_is_named_and_drawn_by_the_county_and_given_back(administrator):
    assert county.edit_symbol(administrator, "B20200", Words(name_zh="山洪沟")) == 2
    assert county.replace_drawing(administrator, "B20200", STAR) == 3
    kept = drawing_of(administrator, "B20200")
    assert (kept.name_zh, kept.fill, kept.frame) == ("山洪沟", shipped_definition("B20200").fill, "square")
    county.take_shipped_drawing(administrator, "B20200")
    assert drawing_of(administrator, "B20200").sha256 == shipped_definition("B20200").sha256
    with pytest.raises(NoSvgHere):
        county.replace_drawing(administrator, "F20200", STAR)
    assert county.edit_symbol(administrator, "C10200", Words(label="学校")) == 2
    assert drawn_marker(drawing_of(administrator, "C10200"), 8).symbolLayer(1).character() == "学校"


def test_an_unknown_symbol_is_an_error(administrator):
    for call in (
        lambda: county.edit_symbol(administrator, "X99999", NAMED),
        lambda: county.replace_drawing(administrator, "X99999", STAR),
        lambda: county.retire_symbol(administrator, "X99999"),
        lambda: county.restore_symbol(administrator, "X99999"),
    ):
        with pytest.raises(UnknownSymbol):
            call()


def test_only_who_keeps_the_library_changes_it(people, connection):
    code, _ = county.add_symbol(connection, "hazard", NAMED, PUMP)
    for kind in ("county_editor", "village_compiler", "county_approver"):
        signed_in = people.sign_in(kind, ["330382"])
        for call in (
            lambda: county.add_symbol(signed_in, "hazard", NAMED, PUMP),  # noqa: B023 - called in the same turn
            lambda: county.edit_symbol(signed_in, code, NAMED),  # noqa: B023
            lambda: county.retire_symbol(signed_in, code),  # noqa: B023
        ):
            with pytest.raises(RightsRefused):
                call()
        assert drawing_of(signed_in, code).name_zh == "移动泵车", "everybody reads it"
        signed_in.close()
    assert versions_of(connection, code) == [(1, "county")]


def test_retired_when_in_use_deleted_when_not(administrator, connection):
    code, _ = county.add_symbol(administrator, "hazard", NAMED, PUMP)
    assert county.retire_symbol(administrator, code).deleted
    assert row_of(administrator, code) is None
    code, _ = county.add_symbol(administrator, "hazard", NAMED, PUMP)
    with transaction(connection) as cursor:
        cursor.execute(
            "insert into situation.edition (area_code, year, version, data_cutoff)"
            " values ('330382106212', 2026, 1, '2026-04-15') returning uid"
        )
        cursor.execute(
            "insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, geom)"
            " values (%s, '330382106212', '05', %s, 'SRID=4490;POINT(121 28)')",
            (cursor.fetchone()[0], code),
        )
    retired = county.retire_symbol(administrator, code)
    assert (retired.deleted, retired.editions) == (False, 1)
    assert row_of(administrator, code)["retired"]
    county.restore_symbol(administrator, code)
    assert not row_of(administrator, code)["retired"]


def test_what_stands_for_a_category_is_not_taken_out_of_use(administrator):
    with pytest.raises(SymbolStandsForThings, match="山洪灾害危险区"):
        county.retire_symbol(administrator, "B20200")
    assert not county.retire_symbol(administrator, "A40100").deleted, "a shipped one is never deleted"


@pytest.fixture()
def library(administrator, tmp_path) -> Path:
    county.add_symbol(administrator, "resource", NAMED, PUMP)
    county.add_symbol(administrator, "hazard", Words(name_zh="本县隐患"), TWO_COLOURS)
    county.edit_symbol(administrator, "B20200", Words(name_zh="山洪沟"))
    path = tmp_path / "本县.floodsymbols"
    assert library_file.export_library(administrator, path) == 3
    return path


def test_a_library_goes_round(administrator, library, tmp_path):
    again = tmp_path / "again.floodsymbols"
    library_file.export_library(administrator, again)
    assert again.read_bytes() == library.read_bytes(), "the same library, the same bytes"
    assert library_file.import_library(administrator, library).unchanged == ("B20200", "B90100", "D90100")
    for code in ("D90100", "B90100"):
        county.retire_symbol(administrator, code)
    county.take_shipped_drawing(administrator, "B20200")
    with pytest.raises(OtherSymbolsThere, match="B20200"):
        library_file.import_library(administrator, library)
    assert row_of(administrator, "D90100") is None, "all or nothing"
    done = library_file.import_library(administrator, library, replace=True)
    assert (done.added, done.replaced) == (("B90100", "D90100"), ("B20200",))
    back = tmp_path / "back.floodsymbols"
    library_file.export_library(administrator, back)
    assert back.read_bytes() == library.read_bytes()
    assert row_of(administrator, "B20200")["name_zh"] == "山洪沟"


def test_a_retired_symbol_comes_back_retired(administrator, library):
    with transaction(administrator) as cursor:
        table.set_retired(cursor, "D90100", True)
    library_file.export_library(administrator, library)
    assert dict((symbol.code, retired) for symbol, retired in check_library(library))["D90100"] is True
    with transaction(administrator) as cursor:
        table.delete_symbol(cursor, "D90100")
    library_file.import_library(administrator, library)
    assert row_of(administrator, "D90100")["retired"]


def repacked(path: Path, change) -> Path:
    """Write the library again with its parts changed: ``change`` gets and returns name -> bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = change({name: archive.read(name) for name in archive.namelist()})
    made = path.with_name("changed.floodsymbols")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made


def with_hash(parts: dict[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """Put other content into a part and list its checksum, as a forger does."""
    import hashlib

    manifest = json.loads(parts["manifest.json"])
    for entry in manifest["symbols"]:
        if entry["part"] == name:
            entry["sha256"] = hashlib.sha256(content).hexdigest()
    return {**parts, name: content, "manifest.json": json.dumps(manifest).encode()}


PART = "symbols/D90100.json"
FORGED = {
    "changed part": (lambda parts: {**parts, PART: parts[PART] + b" "}, "not what it was"),
    "missing part": (lambda parts: {key: value for key, value in parts.items() if key != PART}, "missing"),
    "surplus part": (lambda parts: {**parts, "symbols/Z99.json": b"{}"}, "does not belong"),
    "path out of the folder": (lambda parts: {**parts, "../../etc/cron.d/x": b"x"}, "does not belong"),
    "absolute path": (lambda parts: {**parts, "/etc/passwd": b"x"}, "does not belong"),
    "a program": (lambda parts: {**parts, "run.exe": b"MZ"}, "does not belong"),
    "no list": (lambda parts: {PART: parts[PART]}, "list of contents"),
    "broken list": (lambda parts: {**parts, "manifest.json": b"["}, "list of contents"),
    "deep list": (lambda parts: {**parts, "manifest.json": b"[" * 90_000}, "list of contents"),
    "other format": (lambda parts: {**parts, "manifest.json": b'{"format": "2", "symbols": []}'}, "list of contents"),
    "large list": (lambda parts: {**parts, "manifest.json": b" " * 3_000_000}, "too much"),
    "bomb": (lambda parts: {**parts, PART: b" " * 80_000_000}, "too much"),
    "many parts": (lambda parts: {**parts, **{f"symbols/A{n:05d}.json": b"" for n in range(2100)}}, "too much"),
    "script with the right checksum": (
        lambda parts: with_hash(parts, PART, parts[PART].replace(b"</svg>", b"<script>x</script></svg>", 1)),
        "not acceptable",
    ),
    "nonsense with the right checksum": (lambda parts: with_hash(parts, PART, b"{}"), "not acceptable"),
    "another symbol's drawing": (lambda parts: with_hash(parts, PART, parts["symbols/B90100.json"]), "not what it was"),
}  # fmt: skip


@pytest.mark.parametrize("what", list(FORGED))
def test_a_forged_library_is_refused_and_nothing_taken_in(administrator, library, what):
    change, reason = FORGED[what]
    path = repacked(library, change)
    before = versions_of(administrator, "B20200")
    with pytest.raises(BrokenLibrary, match=reason):
        library_file.import_library(administrator, path, replace=True)
    assert versions_of(administrator, "B20200") == before


def test_a_part_twice_or_no_zip_or_a_cut_one_is_refused(library, tmp_path):
    twice = tmp_path / "twice.zip"
    twice.write_bytes(library.read_bytes())
    with pytest.warns(UserWarning), zipfile.ZipFile(twice, "a") as archive:
        archive.writestr(PART, b"{}")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(library.read_bytes()[:-40])
    plain = tmp_path / "plain.zip"
    plain.write_bytes(b"PK" + b"x" * 100)
    for path, reason in ((twice, "does not belong"), (cut, "no ZIP"), (plain, "no ZIP")):
        with pytest.raises(BrokenLibrary, match=reason):
            check_library(path)


def test_a_library_damaged_anywhere_is_refused_or_whole(library, tmp_path):
    """One byte changed at many places: never another symbol than was written, never another error."""
    whole = library.read_bytes()
    written = {symbol.code: symbol.sha256 for symbol, _ in check_library(library)}
    damaged = tmp_path / "damaged.zip"
    for place in range(0, len(whole), max(1, len(whole) // 200)):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with contextlib.suppress(BrokenLibrary):
            assert {symbol.code: symbol.sha256 for symbol, _ in check_library(damaged)} == written


def test_an_export_onto_a_full_or_closed_disk_leaves_no_half_file(administrator, library):
    before = library.read_bytes()
    with pytest.raises(OSError):
        library_file.export_library(administrator, Path("/proc/floodmap/x.floodsymbols"))
    assert library.read_bytes() == before and [p.name for p in library.parent.iterdir()] == [library.name]


def test_the_library_holds_no_path(administrator, library):
    with zipfile.ZipFile(io.BytesIO(library.read_bytes())) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"/home" not in content and b"file:" not in content and str(library.parent).encode() not in content


def test_drafts_draw_with_the_sets_of_the_database(administrator, library):
    with transaction(administrator) as cursor:
        contents = [row["definition"] for row in table.own_definitions(cursor)]
    mine = SymbolSet.of(contents)
    assert set(mine.own) == {"B20200", "B90100", "D90100"}
    assert np.ptp(draw(mine.marker("D90100", 5, 1), 120, 10)) > 100

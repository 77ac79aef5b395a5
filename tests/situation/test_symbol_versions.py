"""Replacing a drawing changes drafts and never what was published: in the database, on sheets, in working copies."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import pytest
from flood_core.database.connection import connect, transaction
from flood_core.progress import Silent
from flood_core.sheets import styles
from flood_core.sheets.export import export_sheet
from flood_core.sheets.snapshot import read_snapshot
from flood_core.situation.check import check_edition
from flood_core.situation.create import create_edition
from flood_core.situation.snapshot import write_snapshot
from flood_core.situation.working_copy import check_out, synchronise
from flood_core.symbology import county
from flood_core.symbology.county import Words
from flood_core.symbology.definition import BrokenDefinition
from osgeo import gdal

from ..support.people import People
from ..symbology.drawings import PUMP, STAR, TWO_COLOURS
from ..symbology.pictures import draw
from .test_snapshot import read
from .village import VILLAGE, YEAR, Village

SHELTER = "D60153"  # the symbol of a village shelter


@pytest.fixture()
def edition(village: Village) -> str:
    return create_edition(village.connection, VILLAGE, YEAR, Silent())


@pytest.fixture()
def administrator(people: People) -> Iterator[Any]:
    with closing(people.sign_in("administrator")) as signed_in:
        yield signed_in


def publish(village: Village, edition: str) -> None:
    """Take the edition all its steps, as the database's owner."""
    for state in ("submitted", "township_approved", "published"):
        village.run("update situation.edition set state = %s, edited_from = revision where uid = %s", state, edition)


def shelter_on(path: Path) -> np.ndarray:
    """Draw the shelter's symbol as the sheet of a snapshot or working copy draws it."""
    with styles.using(read_snapshot(path).symbols):
        return draw(styles.marker(SHELTER, 5.0), 100, 12)


def snapshot(village: Village, edition: str, path: Path) -> Path:
    return write_snapshot(village.connection, edition, path)


def test_a_new_drawing_is_on_drafts_and_not_on_what_was_published(village, edition, administrator, tmp_path):
    shipped = shelter_on(snapshot(village, edition, tmp_path / "shipped.gpkg"))
    county.replace_drawing(administrator, SHELTER, STAR)
    star = shelter_on(snapshot(village, edition, tmp_path / "star.gpkg"))
    assert not np.array_equal(star, shipped), "a draft is drawn with the county's drawing"
    publish(village, edition)
    county.replace_drawing(administrator, SHELTER, TWO_COLOURS)
    county.edit_symbol(administrator, SHELTER, Words(name_zh="新名称"))
    frozen = snapshot(village, edition, tmp_path / "frozen.gpkg")
    assert np.array_equal(shelter_on(frozen), star), "the published edition keeps what it was published with"
    assert read_snapshot(frozen).symbols.name(SHELTER) == "村级避灾场所"
    draft = create_edition(village.connection, VILLAGE, YEAR, Silent())
    new = snapshot(village, draft, tmp_path / "draft.gpkg")
    assert not np.array_equal(shelter_on(new), star), "the next draft has the newest"
    assert read_snapshot(new).symbols.name(SHELTER) == "新名称"


def test_a_published_snapshot_carries_all_its_drawings_and_a_plain_draft_none(village, edition, tmp_path):
    plain = snapshot(village, edition, tmp_path / "plain.gpkg")
    assert "symbol_version" not in read(plain)
    publish(village, edition)
    path = snapshot(village, edition, tmp_path / "published.gpkg")
    carried = {row["symbol_code"] for row in read(path)["symbol_version"]}
    drawn = {
        row[0]
        for row in village.run("select distinct symbol_code from situation.element where edition_uid = %s", edition)
    }
    assert SHELTER in carried
    assert drawn & set(known_codes(village)) <= carried
    assert read_snapshot(path).symbols.own == {}, "as long as the software ships the same, it draws them itself"


def known_codes(village: Village) -> list[str]:
    return [row[0] for row in village.run("select symbol_code from app.current_symbol")]


def test_the_sheet_itself_is_drawn_with_the_edition_s_versions(village, edition, administrator, tmp_path):
    county.edit_symbol(administrator, SHELTER, Words(name_zh="本县避灾点"))
    path = snapshot(village, edition, tmp_path / "own.gpkg")
    result = export_sheet(path, tmp_path / "out", formats=("png",))
    account = json.loads(result.manifest.read_text(encoding="utf-8"))
    names = {entry["key"]: entry["name"] for entry in account["legend"]}
    assert names[SHELTER] == "本县避灾点"
    other = snapshot(village, edition, tmp_path / "again.gpkg")
    county.take_shipped_drawing(administrator, SHELTER)
    third = export_sheet(snapshot(village, edition, tmp_path / "back.gpkg"), tmp_path / "out2", formats=("png",))
    names = {e["key"]: e["name"] for e in json.loads(third.manifest.read_text(encoding="utf-8"))["legend"]}
    assert names[SHELTER] == "村级避灾场所"
    assert read_snapshot(other).symbols.name(SHELTER) == "本县避灾点", "one process draws each edition with its own"


def test_a_sync_brings_new_drawings_into_a_working_copy(village, edition, administrator, people, tmp_path):
    county.replace_drawing(administrator, SHELTER, STAR)
    compiler = people.sign_up("village_compiler", [VILLAGE])
    with closing(connect(compiler)) as signed_in:
        path = check_out(signed_in, edition, tmp_path / "copy.gpkg")
        star = shelter_on(path)
        assert np.array_equal(star, shelter_on(snapshot(village, edition, tmp_path / "star.gpkg")))
        county.replace_drawing(administrator, SHELTER, TWO_COLOURS)
        assert np.array_equal(shelter_on(path), star), "nothing changes without a sync"
        synchronise(signed_in, path)
        assert np.array_equal(shelter_on(path), shelter_on(snapshot(village, edition, tmp_path / "new.gpkg")))
        assert not np.array_equal(shelter_on(path), star)


def test_a_symbol_without_drawing_is_marked_and_told(village, edition, tmp_path):
    village.run(
        "update situation.element set symbol_code = 'X98765', edited_from = revision"
        " where edition_uid = %s and symbol_code = %s", edition, SHELTER,
    )  # fmt: skip
    findings = [f for f in check_edition(village.connection, edition) if f.code == "symbol_without_drawing"]
    assert {finding.values["symbol"] for finding in findings} >= {"X98765"}
    result = export_sheet(snapshot(village, edition, tmp_path / "x.gpkg"), tmp_path / "out", formats=("png",))
    assert any("X98765" in warning for warning in result.warnings)
    account = json.loads(result.manifest.read_text(encoding="utf-8"))
    assert "未知符号 X98765" in [entry["name"] for entry in account["legend"]]


def test_a_county_symbol_stands_on_a_sheet_and_the_check_up_knows_it(village, edition, administrator, tmp_path):
    code, _ = county.add_symbol(administrator, "resource", Words(name_zh="移动泵车"), PUMP)
    village.run(
        "update situation.element set symbol_code = %s, edited_from = revision"
        " where edition_uid = %s and symbol_code = %s",
        code, edition, SHELTER,
    )  # fmt: skip
    findings = [f.values for f in check_edition(village.connection, edition) if f.code == "symbol_without_drawing"]
    assert code not in [values["symbol"] for values in findings]
    result = export_sheet(snapshot(village, edition, tmp_path / "x.gpkg"), tmp_path / "out", formats=("png",))
    account = json.loads(result.manifest.read_text(encoding="utf-8"))
    assert {"key": code, "name": "移动泵车"}.items() <= next(e for e in account["legend"] if e["key"] == code).items()
    assert not any(code in warning for warning in result.warnings)


def test_no_path_stands_in_a_snapshot(village, edition, administrator, tmp_path):
    county.add_symbol(administrator, "resource", Words(name_zh="移动泵车"), PUMP)
    publish(village, edition)
    content = snapshot(village, edition, tmp_path / "x.gpkg").read_bytes()
    for word in (b"/home", b"file:", str(tmp_path).encode(), b"C:\\"):
        assert word not in content
    with_path = "select count(*) from reference.symbol_version where convert_from(definition, 'UTF8') ~ %s"
    assert village.run(with_path, r"(file:|/home|[A-Z]:\\)") == [(0,)]


def test_a_hostile_drawing_in_a_carried_file_is_refused(village, edition, administrator, tmp_path):
    county.replace_drawing(administrator, SHELTER, STAR)
    path = snapshot(village, edition, tmp_path / "x.gpkg")
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    source.ExecuteSQL(
        "update symbol_version set definition = replace(definition, '</svg>', '<script>x()</script></svg>')"
    )
    source.FlushCache()
    del source
    with pytest.raises(BrokenDefinition):
        read_snapshot(path)
    with transaction(village.connection) as cursor:
        cursor.execute("select count(*) from reference.symbol_version where symbol_code = %s", (SHELTER,))
        assert cursor.fetchone() == (2,)

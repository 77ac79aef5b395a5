"""The code in the frame, and what a county sets: words, papers, templates of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable

import pytest

from . import reading
from .conftest import Drawn
from .synthetic import write_village


@pytest.fixture()
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The county's folder, still empty."""
    monkeypatch.setenv("FLOODMAP_SHEETS", str(tmp_path / "county"))
    (tmp_path / "county").mkdir()
    return tmp_path / "county"


def scanned(picture: Path) -> list[str]:
    """Return what the codes in a picture say."""
    run = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)],
                         check=True, capture_output=True, text=True)  # fmt: skip
    return run.stdout.split("\n")[:-1]


def test_the_code_on_the_finished_picture_says_which_edition_it_is(internal: Drawn) -> None:
    account = internal.account
    (said,) = scanned(internal.file("internal.png"))
    number, uid, short = said.split()
    assert said == account["fingerprints"]["code"]
    assert number == "330382106212-2026-1" and uid == str(account["edition"]["uid"]).replace("-", "")
    assert f"版本码{short}" in reading.text(internal.pdf)


def test_the_code_changes_with_the_content_and_only_then(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.snapshot import read_snapshot
    from flood_core.sheets.version_code import content_hash

    def code(name: str, **traits: Any) -> str:
        write_village(tmp_path / name, buildings=5, **traits)
        return content_hash(read_snapshot(tmp_path / name))

    first = code("1.gpkg")
    assert code("2.gpkg") == first
    assert code("3.gpkg", transfer_rows=23) != first
    assert code("4.gpkg", extra_labels=("新学校",)) != first


def test_what_the_county_sets_is_printed(folder: Path, qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.export import export_sheet

    words = {"review_number": "浙温S（2026）18号", "secrecy": "内部资料 注意保管", "link": "https://map.example/{uid}"}
    paper = {"name": "village-board", "width_mm": 600, "height_mm": 400, "template": "board.qpt"}
    (folder / "sheets.json").write_text(json.dumps({**words, "presets": [paper]}, ensure_ascii=False), encoding="utf-8")
    template = Path(__file__).parents[2] / "templates" / "sheets" / "A3_landscape.qpt"
    shutil.copy(template, folder / "board.qpt")
    # larger pages; the items keep the places that they have on an A3
    text = (folder / "board.qpt").read_text(encoding="utf-8")
    assert 'size="420,297,mm"' in text
    (folder / "board.qpt").write_text(text.replace('size="420,297,mm"', 'size="600,400,mm"'), encoding="utf-8")
    write_village(tmp_path / "v.gpkg", buildings=20)
    public = export_sheet(tmp_path / "v.gpkg", tmp_path, preset="village-board", profile="public", formats=("pdf",))
    account = json.loads(public.manifest.read_text(encoding="utf-8"))
    assert reading.page_sizes(public.files[0])[0] == pytest.approx((600, 400), abs=0.5)
    assert account["imprint"]["审图号"] == words["review_number"]
    assert words["review_number"].replace("（", "(") in reading.text(public.files[0]).replace("（", "(")
    assert account["fingerprints"]["code"].startswith("https://map.example/")
    internal = export_sheet(tmp_path / "v.gpkg", tmp_path, formats=("pdf",))
    imprint = json.loads(internal.manifest.read_text(encoding="utf-8"))["imprint"]
    assert imprint["密级"] == words["secrecy"] and "审图号" not in imprint


def test_other_words_of_the_county_draw_the_sheet_again(folder: Path, qgis_app: Any) -> None:
    from flood_core.sheets.fingerprint import fingerprint

    before = fingerprint("x", "A3", "public", ("pdf",))
    (folder / "sheets.json").write_text('{"review_number": "1"}', encoding="utf-8")
    assert fingerprint("x", "A3", "public", ("pdf",)) != before


def test_an_own_template_takes_the_place_of_the_shipped_one(folder: Path, qgis_app: Any) -> None:
    from flood_core.sheets.presets import candidates

    shipped = candidates("A3-landscape")[0].template_path()
    shutil.copy(shipped, folder / shipped.name)
    assert candidates("A3-landscape")[0].template_path() == folder / shipped.name
    assert candidates("A3-portrait")[0].template_path().parent == shipped.parent


@pytest.mark.parametrize(
    "content",
    ["[]", "{", '{"secrecy": 3}', '{"colour": "x"}', '{"presets": {}}', '{"presets": [{"name": "x"}]}',
     '{"presets": [{"name": "x", "width_mm": "wide", "height_mm": 2, "template": "x.qpt"}]}'],
)  # fmt: skip
def test_broken_settings_are_named(folder: Path, qgis_app: Any, content: str) -> None:
    from flood_core.sheets.errors import BrokenCountySettings
    from flood_core.sheets.presets import all_presets

    (folder / "sheets.json").write_text(content, encoding="utf-8")
    with pytest.raises(BrokenCountySettings) as caught:
        all_presets()
    assert "sheets.json" in caught.value.message()


def test_the_blank_sheet_shows_the_ground_and_nothing_that_was_plotted(draw: Callable[..., Drawn]) -> None:
    sheet = draw(profile="blank", buildings=40)
    account, text = sheet.account, reading.text(sheet.pdf)
    assert account["pages"] == 1
    assert set(account["symbols"]) == {"S02000"}
    assert "乐清市清江镇方江屿村防汛防台工作底图" in text and "讨论记录" in text and "画法约定" in text
    for gone in ("后溪山洪灾害危险区", "路线1", "文化礼堂", "内部使用", *sheet.traits.people):
        assert gone not in text
    assert "后溪" in text and "清南线" in text


def test_the_difference_sheet_marks_and_lists_what_changed(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.changes import ChangesUnknown, add_changes
    from flood_core.sheets.export import export_sheet
    from flood_core.situation.difference import Changed
    from osgeo import ogr

    gpkg = tmp_path / "village.gpkg"
    write_village(gpkg, buildings=20)
    with pytest.raises(ChangesUnknown):
        export_sheet(gpkg, tmp_path / "out", profile="changes", formats=("pdf",))
    plain = export_sheet(gpkg, tmp_path / "plain", formats=("png",))
    source = ogr.Open(str(gpkg))
    places = {one.GetField("name"): one.GetGeometryRef().Clone() for one in source.GetLayerByName("element_point")}
    source = None

    def hexed(name: str, east: float = 0.0) -> str:
        moved = ogr.CreateGeometryFromWkt(f"POINT ({places[name].GetX() + east} {places[name].GetY()})")
        return bytes(moved.ExportToWkb(ogr.wkbNDR)).hex()

    add_changes(gpkg, [
        Changed("added", "element", "1", "村物资仓库", now=hexed("村物资仓库")),
        Changed("removed", "element", "2", "老祠堂", before=hexed("村卫生室", 0.002)),
        Changed("moved", "element", "3", "后溪雨量站", (("people", 3, None),), hexed("后溪雨量站", 0.003),
                hexed("后溪雨量站"), 294.0),
    ])  # fmt: skip
    result = export_sheet(gpkg, tmp_path / "out", profile="changes", formats=("pdf", "png"))
    text = reading.text(result.files[0])
    for said in ("修编对照", "新增村物资仓库", "删减老祠堂", "移动后溪雨量站移动294米；人数3→空", "内部使用"):
        assert said in text.replace(",", ""), said
    with_marks, without = (reading.pixels(next(p for p in r.files if p.suffix == ".png")) for r in (result, plain))
    assert _red(with_marks) > _red(without) + 2000


def _red(image: Any) -> int:
    red, green, blue = (image[..., band].astype(int) for band in range(3))
    return int(((red > 180) & (green < 60) & (blue < 90)).sum())

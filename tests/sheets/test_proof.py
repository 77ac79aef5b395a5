"""A finished file is read back, and what is wrong with it is found, named and kept aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from . import reading
from .synthetic import write_village


def faults(pdf: Path, account: dict[str, Any], **changes: Any) -> set[str]:
    """Return the kinds of faults that the proof finds when the sheet should be as ``changes`` say."""
    from flood_core.sheets.proof import prove

    return {fault.kind for fault in prove([pdf], {**account, **changes})}


def rewritten(pdf: Path, target: Path, change: Callable[[Any], None]) -> Path:
    """Write a PDF with its first page changed."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(str(pdf)).pages:
        writer.add_page(page)
    change(writer.pages[0])
    with target.open("wb") as file:
        writer.write(file)
    return target


def test_the_own_reader_reads_what_poppler_reads(internal: Any) -> None:
    from flood_core.sheets.pdf_reading import read_pdf

    pdf = read_pdf(internal.pdf)
    assert sorted(pdf.text()) == sorted(reading.text(internal.pdf))
    for page, size in zip(pdf.pages, reading.page_sizes(internal.pdf)):
        assert (page.width_mm, page.height_mm) == pytest.approx(size, abs=0.01)
    assert {name.lstrip("/"): embedded for name, embedded in pdf.fonts.items()} == dict(reading.fonts(internal.pdf))
    title = next(piece for piece in pdf.pages[0].texts if piece.text == internal.account["name"])
    word = next(word for word in reading.words(internal.pdf) if word.text == internal.account["name"])
    assert (title.x, title.y) == pytest.approx((word.left, word.bottom), abs=2.5)


def test_a_good_sheet_passes(internal: Any, public: Any) -> None:
    for sheet in (internal, public):
        assert faults(sheet.pdf, sheet.account) == set()
        assert sheet.account["proof_seconds"] < 0.5 * sheet.account["seconds"]


def test_every_fault_of_a_pdf_is_found(internal: Any, tmp_path: Path) -> None:
    pdf, account = internal.pdf, internal.account
    assert faults(pdf, account, page_mm=[420, 298]) == {"size"}
    assert faults(pdf, account, pages=account["pages"] + 1) == {"pages"}
    assert faults(pdf, account, name="别村防汛防台形势图") == {"text"}
    first = account["legend"][0]
    assert faults(pdf, account, legend=account["legend"][1:]) == {"legend_lacks"}
    more = {**first, "key": "Z99999", "name": "不在图上"}
    assert faults(pdf, account, legend=[*account["legend"], more]) == {"legend_extra", "legend_text"}
    moved = [{**one, "page_mm": [one["page_mm"][0] + 3, one["page_mm"][1]]} for one in account["known_points"]]
    assert faults(pdf, account, known_points=moved) == {"scale_unknown"}
    near, far = account["known_points"]
    longer = [near, {**far, "metres": [far["metres"][0] + 40, far["metres"][1]]}]
    assert faults(pdf, account, known_points=longer) == {"scale"}
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(pdf.read_bytes()[:20000])
    assert faults(cut, account) == {"unreadable"}
    large = tmp_path / "large.pdf"
    large.write_bytes(pdf.read_bytes() + b"%" * 3_000_000 + b"\n")
    assert "budget" in faults(large, account)


def test_a_blank_map_and_a_missing_font_are_found(internal: Any, tmp_path: Path) -> None:
    from pypdf.generic import DecodedStreamObject, NameObject

    def without_strokes(page: Any) -> None:
        lines = page.get_contents().get_data().split(b"\n")
        bare = DecodedStreamObject()
        bare.set_data(b"\n".join(line for line in lines if not line.endswith((b" m", b" l", b" c"))))
        page[NameObject("/Contents")] = bare

    def without_font(page: Any) -> None:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                descriptor.pop(name, None)

    assert faults(rewritten(internal.pdf, tmp_path / "blank.pdf", without_strokes), internal.account) == {"blank"}
    assert faults(rewritten(internal.pdf, tmp_path / "font.pdf", without_font), internal.account) == {"font"}


def test_a_blank_picture_and_one_of_the_wrong_size_are_found(internal: Any, tmp_path: Path) -> None:
    from qgis.PyQt.QtGui import QColor, QImage

    png = internal.file("internal.png")
    assert faults(png, internal.account) == set()
    image = QImage(str(png))
    small = tmp_path / "small.png"
    image.scaledToWidth(image.width() - 20).save(str(small))
    assert faults(small, internal.account) == {"size"}
    blank = tmp_path / "blank.png"
    image.fill(QColor("white"))
    image.save(str(blank))
    assert faults(blank, internal.account) == {"blank"}


def test_a_sheet_that_fails_is_kept_aside_and_named(
    qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flood_core.sheets import proof
    from flood_core.sheets.batch import export_sheets
    from flood_core.sheets.output import KEPT_ASIDE

    gpkg = tmp_path / "village.gpkg"
    write_village(gpkg, buildings=20)
    monkeypatch.setattr(proof, "PDF_BUDGET", 1000)
    (outcome,) = export_sheets([gpkg], tmp_path / "out", formats=("pdf",))
    assert isinstance(outcome.error, proof.ProofFailed)
    assert "too large" in outcome.error.message() and "方江屿村" in outcome.error.message()
    aside = tmp_path / "out" / KEPT_ASIDE
    assert [path.suffix for path in sorted(aside.iterdir())] == [".json", ".pdf"]
    assert [path for path in (tmp_path / "out").iterdir() if path != aside] == []
    monkeypatch.undo()
    (outcome,) = export_sheets([gpkg], tmp_path / "out", formats=("pdf",))
    assert outcome.error is None and not aside.exists()


def test_the_file_names_its_compiler_and_not_the_computers_user(internal: Any) -> None:
    from pypdf import PdfReader

    about = PdfReader(str(internal.pdf)).metadata
    assert about["/Author"] == "方江屿村村民委员会"[:12] and about["/Title"] == internal.account["name"]


def test_preflight_tells_what_a_person_should_know(draw: Any) -> None:
    sheet = draw(approved=False, state="draft", buildings=20)
    kinds = [problem.kind for problem in sheet.result.problems]
    assert "unapproved" in kinds and "stale" not in kinds and kinds.count("no_drawing") == 2


def test_preflight_sees_layers_that_would_become_pictures(qgis_app: Any, tmp_path: Path) -> None:
    import datetime

    from flood_core.sheets.compose import compose
    from flood_core.sheets.preflight import preflight
    from flood_core.sheets.presets import PRESETS
    from flood_core.sheets.snapshot import read_snapshot

    write_village(tmp_path / "village.gpkg", buildings=20)
    snapshot = read_snapshot(tmp_path / "village.gpkg")
    sheet = compose(snapshot, PRESETS[0], "internal")
    sheet.content.missing.clear()
    assert preflight(snapshot, sheet, datetime.date(2026, 6, 1)) == []
    assert [one.kind for one in preflight(snapshot, sheet, datetime.date(2028, 1, 1))] == ["stale"]
    sheet.layers[0].setOpacity(0.5)
    for layer in snapshot.base:
        snapshot.base[layer] = []
    sheet.content.missing.add("Z1")
    kinds = [one.kind for one in preflight(snapshot, sheet, datetime.date(2026, 6, 1))]
    assert kinds == ["no_drawing", "would_rasterise", "empty_base"]


# What the public must not read ------------------------------------------------------------------


@pytest.mark.parametrize("traits", [
    {"extra_labels": ("陈建国户危房", "龙潭水库 总库容 120 万 m³", "值班 138 1234 5678", "10kV配电房")},
    {"transfer_rows": 90, "grid_rows": 40, "crowd": 20},
    {"hazards": False},
])  # fmt: skip
def test_a_public_sheet_tells_no_secrets(draw: Any, traits: dict[str, Any]) -> None:
    """Looked for in the finished file by another reader, in its words about itself and in its manifest."""
    from flood_core.sheets.pdf_reading import read_pdf

    sheet = draw(profile="public", buildings=20, formats=("pdf", "png"), **traits)
    told = reading.raw_text(sheet.pdf) + read_pdf(sheet.pdf).about
    told += sheet.result.manifest.read_text(encoding="utf-8")
    from osgeo import gdal

    told += json.dumps(gdal.Open(str(sheet.file("public.png"))).GetMetadata(), ensure_ascii=False)
    digits = "".join(char for char in told if char.isdigit() or char in "*\n")
    for number in phones_of(sheet):
        assert number not in digits
    for word in ("库容", "kV", "千伏", "万m³", "陈建国户"):
        assert word not in told, word
    on_duty = officials_of(sheet)
    for name in set(sheet.traits.people) - on_duty:
        assert name not in told, name


def phones_of(sheet: Any) -> set[str]:
    return {"".join(filter(str.isdigit, value)) for value in cells(sheet, "phone")} - {""}


def officials_of(sheet: Any) -> set[str]:
    columns = ("name", "manager", "leader", "transfer_person", "warning_person")
    return {value for column in columns for value in cells(sheet, column, but="transfer_household")}


def cells(sheet: Any, ending: str, but: str = "") -> list[str]:
    """Return the texts of all columns with this ending in the snapshot that a sheet was drawn from."""
    from osgeo import ogr

    source = ogr.Open(str(sheet.result.manifest.parent.parent / "village.gpkg"))
    found = []
    for layer in source:
        if layer.GetName() != but:
            for row in layer:
                found += [str(value) for key, value in row.items().items() if key.endswith(ending) and value]
    return found


def test_a_leak_is_found_in_the_file(internal: Any) -> None:
    """The internal sheet, taken for a public one, tells all: names, telephone numbers, a capacity, a voltage."""
    from flood_core.sheets.privacy import secrets_of
    from flood_core.sheets.proof import prove
    from flood_core.sheets.snapshot import read_snapshot

    secrets = secrets_of(read_snapshot(internal.result.manifest.parent.parent / "village.gpkg"))
    found = {fault.kind for fault in prove([internal.pdf], internal.account, (), secrets)}
    assert found == {"household", "phone", "restricted"}


@given(st.sampled_from(["{n}户危房", "危房（{n}）", "{n}家", "{n}"]), st.sampled_from(["王小明", "高山", "林海"]))
def test_names_of_households_go_and_places_stay(form: str, name: str) -> None:
    from flood_core.sheets.profile import PrivateNames
    from flood_core.sheets.profile import private_names as names_of

    class Village:
        tables = {
            "transfer_household": [{"householder_name": name}, {"householder_name": "李"}], "organisation": [],
            "grid_person": [{"name": "林海"}], "transfer_zone": [], "shelter": [], "store_team": [],
        }  # fmt: skip
        areas: list[Any] = []
        elements: list[Any] = []
        base = {"road": [type("Road", (), {"row": {"name": "高山路"}})()]}

    names: PrivateNames = names_of(Village())  # type: ignore[arg-type]
    assert names.left_out_of("高山路漫水桥") == "高山路漫水桥"
    assert names.left_out_of("林海 138****5678") == "林海 138****5678"  # on duty
    text = form.format(n=name)
    if not (name == "林海" and form in ("{n}", "危房（{n}）")):
        assert names.found_in(text) and name not in names.left_out_of(text)

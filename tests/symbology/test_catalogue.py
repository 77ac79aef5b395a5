"""The catalogue: complete, without doubles, every subject finds its symbol."""

import csv
import shutil
from pathlib import Path

import pytest
from flood_core.resources.paths import symbology
from flood_core.symbology.catalogue import GEOMETRIES, BrokenCatalogue, Catalogue, UnknownSymbol
from flood_core.symbology.drawings import BrokenDrawing, load_drawings
from flood_core.symbology.legend import GROUPS, ordered
from flood_core.symbology.palette import GLYPH, PALETTES, contrast, luminance

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture()
def copy(tmp_path: Path) -> Path:
    """The catalogue and the drawings in a folder of the test's own."""
    folder = tmp_path / "symbology"
    shutil.copytree(symbology() / "drawings", folder / "drawings")
    shutil.copy(symbology() / "catalogue.csv", folder)
    return folder


def rewrite(folder: Path, change) -> None:
    """Rewrite the catalogue of ``folder`` row by row; ``change`` returns the rows to write for a row."""
    path = folder / "catalogue.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerows(change(dict(row)))


def test_the_72_symbols_of_the_standard_are_there(catalogue):
    standard = [symbol for symbol in catalogue if symbol.origin == "standard"]
    count = {geometry: sum(s.geometry == geometry for s in standard) for geometry in GEOMETRIES}
    assert count == {"point": 60, "line": 9, "polygon": 3}
    assert all(symbol.code[4:] == "00" for symbol in standard)
    landslide = catalogue.symbol("A10400")
    assert landslide.label == "地质灾害"
    assert "滑坡" in landslide.sub_labels


def test_the_frame_follows_the_class(catalogue):
    colors = {"A": "red", "B": "yellow", "C": "blue", "D": "green"}
    for symbol in catalogue.of_geometry("point"):
        if symbol.code[0] in colors:
            assert symbol.color == colors[symbol.code[0]], symbol.code
            assert symbol.frame == ("rounded" if symbol.code[0] == "A" else "square"), symbol.code
        if symbol.code[0] == "C":  # protected objects carry no label in the standard
            assert symbol.label == "", symbol.code


def test_at_least_80_extension_symbols(catalogue):
    assert sum(symbol.origin == "extension" for symbol in catalogue) >= 80


def test_the_shipped_catalogue_passes_its_own_check():
    from flood_core.symbology.check import check

    assert [finding.message() for finding in check()] == []


def test_every_subject_has_a_symbol_for_each_of_its_geometries(catalogue):
    from flood_core.symbology.check import subjects

    wanted = subjects()
    kinds = {kind for kind, _ in wanted}
    assert kinds == {"category", "resource_subtype", "element_type", "danger_zone_type"}
    assert sum(kind == "category" for kind, _ in wanted) == 144
    for (kind, code), (_, geometries) in wanted.items():
        for geometry in geometries:
            symbol = catalogue.resolve(kind, code, geometry)
            assert symbol.geometry == geometry
            assert (kind, code) in symbol.uses


def test_a_category_is_drawn_even_with_a_geometry_it_should_not_have(catalogue):
    for code in ("0105", "0503", "0701", "0604"):
        for geometry in GEOMETRIES:
            assert catalogue.resolve("category", code, geometry).geometry == geometry
    assert catalogue.resolve("category", "0705", "polygon").code == "F31900"  # a protected object stays blue
    assert catalogue.resolve("category", "0105", "polygon").code == "F21000"


def test_an_unknown_subject_or_code_is_an_error(catalogue):
    with pytest.raises(UnknownSymbol):
        catalogue.resolve("category", "9999", "point")
    with pytest.raises(UnknownSymbol):
        catalogue.symbol("Z99999")


def test_check_finds_a_duplicate_code(copy):
    from flood_core.symbology.check import check

    rewrite(copy, lambda row: [row, row] if row["code"] == "B20200" else [row])
    findings = check(copy)
    assert [finding.rule for finding in findings] == ["duplicate_code"]
    assert "B20200" in findings[0].message()
    with pytest.raises(BrokenCatalogue):
        Catalogue.load(copy / "catalogue.csv")


def test_check_finds_missing_drawing_unused_symbol_and_subject_without_symbol(copy):
    from flood_core.symbology.check import check

    def change(row):
        if row["code"] == "B10151":
            row["drawing"] = "nothing"
        if row["code"] == "B10152":
            row["uses"] = ""
        return [row]

    rewrite(copy, change)
    found = {(finding.rule, finding.values.get("code") or finding.values.get("subject")) for finding in check(copy)}
    assert found == {("missing_drawing", "B10151"), ("unused_symbol", "B10152"), ("without_symbol", "0106")}


def test_check_finds_two_symbols_for_one_use(copy):
    from flood_core.symbology.check import check

    def change(row):
        if row["code"] == "B10152":
            row["uses"] += " category:0105"
        return [row]

    rewrite(copy, change)
    assert {finding.rule for finding in check(copy)} == {"duplicate_use"}


@pytest.mark.parametrize("line", ["f M1 1 <script>", "x 3 M1 1", "s wide M1 1", "f circle 1 2", "use nothing", "f"])
def test_a_broken_drawing_is_named_by_its_line(copy, line):
    (copy / "drawings" / "99-broken.glyphs").write_text(f"# a comment\n[x] broken\n{line}\n", encoding="utf-8")
    with pytest.raises(BrokenDrawing, match="Line 3"):
        load_drawings(copy / "drawings")


def test_legend_groups_stand_in_their_fixed_order():
    groups = ordered(["Y10300", "D60153", "E30200", "B20200", "F20200", "C10151", "D30152"])
    assert [group.name_zh for group, _ in groups] == [group.name_zh for group in GROUPS]
    assert [symbol.code for symbol in groups[0][1]] == ["F20200", "B20200"]


def test_glyphs_keep_3_to_1_on_their_ground_and_frames_on_any_ground():
    for palette in PALETTES.values():
        for name, glyph in GLYPH.items():
            assert contrast(palette[name], glyph) >= 3, name
    # on white the black hairline counts, on a dark orthophoto the white halo, and one of them on anything between
    for grey in range(256):
        ground = f"#{grey:02x}{grey:02x}{grey:02x}"
        assert max(contrast("#000000", ground), contrast("#ffffff", ground)) >= 3
    assert luminance("#ffffff") == pytest.approx(1)

"""A symbol as data: the same bytes again, the same picture again, nothing dangerous taken in."""

import base64
import json

import numpy as np
import pytest
from flood_core.symbology import symbols
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.definition import (
    BrokenDefinition,
    read_definition,
    shipped_checksums,
    shipped_definition,
)
from flood_core.symbology.versions import SHIPPED, SymbolSet
from qgis.core import Qgis

from tests.symbology.drawings import HOSTILE
from tests.symbology.pictures import draw

pytestmark = pytest.mark.usefixtures("qgis_app")

BUILT_WITH = 322


def as_own(code: str) -> SymbolSet:
    """A set that draws ``code`` from its kept version and not from the software's drawing."""
    return SymbolSet({code: read_definition(shipped_definition(code).as_bytes())})


def changed(original: str, **values) -> bytes:
    content = json.loads(shipped_definition(original).as_bytes())
    return json.dumps({**content, **values}).encode()


def test_every_symbol_drawn_from_its_kept_version_is_the_same_picture():
    for symbol in Catalogue.load():
        mine = as_own(symbol.code)
        if symbol.geometry == "point":
            for size in (5.0, 8.0):
                kept, shipped = mine.marker(symbol.code, size, 2), symbols.marker(symbol.code, size, 2)
                assert np.array_equal(draw(kept, 150, 12), draw(shipped, 150, 12)), symbol.code
        else:
            make = {"line": (mine.line, symbols.line), "polygon": (mine.fill, symbols.fill)}[symbol.geometry]
            kept, shipped = (one(symbol.code, size_mm=6.0) for one in make)
            assert np.array_equal(draw(kept, 200, 8), draw(shipped, 200, 8)), symbol.code


def test_the_database_has_the_checksums_of_what_is_drawn():
    built = shipped_checksums()
    assert set(built) == {symbol.code for symbol in Catalogue.load()}
    for symbol in Catalogue.load():
        if symbol.geometry == "point" or Qgis.QGIS_VERSION_INT // 100 == BUILT_WITH:
            assert built[symbol.code] == shipped_definition(symbol.code).sha256, symbol.code


def test_reading_gives_the_same_bytes_again():
    for code in ("A10100", "C20551", "E30200", "F10200", "Y10400"):
        content = shipped_definition(code).as_bytes()
        assert read_definition(content).as_bytes() == content


def test_what_the_software_ships_itself_is_drawn_by_the_software():
    contents = [shipped_definition(code).as_bytes() for code in ("A10100", "B20200")]
    assert SymbolSet.of(contents).own == {}
    renamed = changed("B20200", name_zh="山洪沟")
    mine = SymbolSet.of([*contents, renamed])
    assert list(mine.own) == ["B20200"]
    assert (mine.name("B20200"), SHIPPED.name("B20200")) == ("山洪沟", "山洪灾害危险区")
    assert mine.codes("point") == SHIPPED.codes("point")


@pytest.mark.parametrize("what", list(HOSTILE))
def test_a_kept_version_with_a_hostile_drawing_is_refused(what):
    with pytest.raises(BrokenDefinition):
        read_definition(changed("B20200", svg=HOSTILE[what][0]))


def layer(kind="SimpleLine", symbol=None, **properties):
    return {"type": kind, "properties": properties, **({"symbol": symbol} if symbol else {})}


@pytest.mark.parametrize(
    "values",
    [
        {"layers": [layer("RasterMarker", imageFile="http://e.org/x.png")]},
        {"layers": [layer("RasterFill", imageFile="/etc/passwd")]},
        {"layers": [layer("GeometryGenerator", geometryModifier="load_layer('/etc/passwd','ogr')")]},
        {"layers": [layer("MarkerLine", symbol={"geometry": "point", "layers": [layer("SvgMarker", name="/x.svg")]})]},
        {"layers": [layer("SvgMarker", name="base64:" + base64.b64encode(HOSTILE["script"][0].encode()).decode())]},
        {"layers": [layer("SvgMarker", name="http://e.org/x.svg")]},
        {"layers": [layer(customdash="1;2", expression="env('HOME')")]},
        {"layers": [layer(line_width="env('HOME')")]},
        {"layers": [{**layer(), "data_defined": {"x": 1}}]},
        {"layers": []},
        {"layers": [layer()] * 500},
        {"layers": "text"},
        {"svg": "x"},
        {"name_zh": None},
        {"name_zh": "长" * 500},
        {"sub_labels": [1, 2]},
        {"smallest_mm": "many"},
        {"sort": float("nan")},
        {"legend_group": "mine"},
        {"origin": "official"},
        {"geometry": "volume"},
        {"format": 99},
        {"stroke": "red; x"},
        {"surplus": 1},
    ],
)  # fmt: skip
def test_a_kept_line_that_fetches_or_runs_or_is_nonsense_is_refused(values):
    with pytest.raises(BrokenDefinition):
        read_definition(changed("E20400", **values))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'"x"', b"[" * 100_000, b"\xff\xfe", b"{}" + b" " * 500_000]
)
def test_what_is_no_definition_is_refused(content):
    with pytest.raises(BrokenDefinition):
        read_definition(content)


def test_an_unknown_code_is_a_placeholder_in_a_renderer_and_known_by_name_only_in_its_set():
    own = read_definition(changed("B20200", code="B90100", name_zh="本县危险"))
    mine = SymbolSet({"B90100": own})
    assert "B90100" in mine and "B90100" not in SHIPPED
    assert mine.name("B90100") == "本县危险"
    assert set(mine.codes("point")) - set(SHIPPED.codes("point")) == {"B90100"}

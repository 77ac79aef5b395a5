"""What is built from the catalogue: in the repository, the same bytes again, loaded by plain QGIS."""

import os
import subprocess
import sys

import numpy as np
import pytest
from flood_core.resources.paths import CHECKOUT, symbology
from flood_core.symbology.build import LIBRARY, build, built_files
from flood_core.symbology.catalogue import Catalogue
from qgis.core import Qgis, QgsStyle

from tests.symbology.pictures import draw

pytestmark = pytest.mark.usefixtures("qgis_app")
BUILT_WITH = 322  # the QGIS series that writes the library we ship; others write other defaults


@pytest.fixture(scope="module")
def files(qgis_app):
    return built_files()


def test_building_again_finds_no_difference(files):
    for name, content in files.items():
        if name.endswith(LIBRARY) and Qgis.QGIS_VERSION_INT // 100 != BUILT_WITH:
            continue
        assert (CHECKOUT / name).is_file(), f"{name} is missing: run 'floodmap symbols build'"
        assert (CHECKOUT / name).read_bytes() == content, f"{name} is stale: run 'floodmap symbols build'"
    kept = {CHECKOUT / name for name in files}
    assert [path for path in (symbology() / "svg").glob("*.svg") if path not in kept] == []


def test_another_process_builds_the_same_bytes(files, tmp_path):
    """Hash seeds differ from process to process; the files must not."""
    code = (
        "from pathlib import Path; import sys; from qgis.core import QgsApplication;"
        "app = QgsApplication([], False); app.initQgis();"
        "from flood_core.symbology.build import build; build(Path(sys.argv[1])); app.exitQgis()"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT / "plugins"),
        "QT_HASH_SEED": "4711",
        "PYTHONHASHSEED": "99",
    }
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment, timeout=120)
    for name, content in files.items():
        assert (tmp_path / name).read_bytes() == content, name


def test_build_writes_what_changed_and_removes_what_is_gone(tmp_path):
    first = build(tmp_path)
    assert len(first.changed) == len(first.files)
    stale = tmp_path / "symbology" / "svg" / "Z99999.svg"
    stale.write_text("<svg/>", encoding="utf-8")
    changed = tmp_path / "symbology" / "svg" / "B20200.svg"
    changed.write_text("<svg/>", encoding="utf-8")
    second = build(tmp_path)
    assert second.changed == (changed,)
    assert second.removed == (stale,)


def test_the_library_loads_in_a_clean_qgis_style_and_draws():
    style = QgsStyle()
    style.createMemoryDatabase()
    assert style.importXml(str(symbology() / LIBRARY)), style.errorString()
    catalogue = Catalogue.load()
    names = set(style.symbolNames())
    for symbol in catalogue:
        name = f"{symbol.code} {symbol.name_zh}"
        assert name in names
        assert np.ptp(draw(style.symbol(name), 120, 10, "#f4f1ea")) > 10, name
    tags = style.tagsOfSymbol(QgsStyle.StyleEntity.SymbolEntity, "B20200 山洪灾害危险区")
    assert {"风险隐患", "risks", "扩展", "extension", "flash-flood danger zone"} <= set(tags)


def test_no_path_stands_in_what_we_ship(files):
    for name, content in files.items():
        assert b"/home" not in content and str(CHECKOUT).encode() not in content and b"file:" not in content, name


def test_svg_files_draw_alone():
    """A file from svg/ works as an ordinary SVG marker of any map."""
    from qgis.core import QgsMarkerSymbol, QgsSvgMarkerSymbolLayer

    for path in sorted((symbology() / "svg").glob("*.svg"))[::12]:
        symbol = QgsMarkerSymbol()
        layer = QgsSvgMarkerSymbolLayer(str(path))
        layer.setSize(6)
        symbol.changeSymbolLayer(0, layer)
        assert np.ptp(draw(symbol, 120, 10)) > 100, path.name


def test_the_printed_catalogue_has_every_code_as_text(tmp_path):
    from flood_core.symbology.printed import print_catalogue

    out = tmp_path / "catalogue.pdf"
    pages = print_catalogue(out)
    assert pages > 5
    text = subprocess.run(["pdftotext", "-layout", str(out), "-"], check=True, capture_output=True).stdout.decode()
    for symbol in Catalogue.load():
        assert symbol.code in text
    for words in ("山洪灾害危险区", "水库", "高层建筑", "国标"):
        assert words in text
    fonts = subprocess.run(["pdffonts", str(out)], check=True, capture_output=True).stdout.decode().splitlines()[2:]
    assert fonts and all(row.split()[-5] == "yes" for row in fonts)


def test_a_folder_without_write_rights_leaves_nothing(tmp_path, unprivileged):
    from flood_core.symbology.printed import print_catalogue

    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    tmp_path.chmod(0o755)
    with pytest.raises(OSError):
        unprivileged.call(print_catalogue, closed / "catalogue.pdf")
    assert list(closed.iterdir()) == []

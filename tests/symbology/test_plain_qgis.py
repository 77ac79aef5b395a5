"""The style library in plain QGIS: a clean profile, none of our plugins, no fonts or files of ours."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flood_core.resources.paths import CHECKOUT, symbology
from flood_core.symbology.build import LIBRARY
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.legend import GROUPS
from flood_core.symbology.renderers import element_renderer, route_renderer
from qgis.core import QgsProject, QgsVectorLayer


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    """What a QGIS that has never heard of the suite says of the library, copied away from the checkout."""
    folder = tmp_path_factory.mktemp("plain")
    library = folder / "library.xml"
    library.write_bytes((symbology() / LIBRARY).read_bytes())
    script = folder / "plain_qgis.py"
    script.write_bytes((Path(__file__).parent / "plain_qgis.py").read_bytes())
    environment = {
        "HOME": str(folder), "PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(folder), "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, str(script), str(library), str(folder / "profile")],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    return json.loads(ran.stdout)


def test_it_loads_without_the_suite(told):
    assert told["imported"] is True
    assert told["suite_loaded"] == []
    assert str(CHECKOUT) not in told["profile"]


def test_every_symbol_is_there_and_draws(told):
    for symbol in Catalogue.load():
        name = f"{symbol.code} {symbol.name_zh}"
        assert told["symbols"].get(name, 0) > 15, name
        if symbol.geometry == "point" and symbol.label:
            assert told["symbols"].get(f"{name} (注记)", 0) > 100, name


def test_every_symbol_is_found_by_group_and_language(told):
    for name, tags in told["tags"].items():
        assert {"防汛防台", "flood map"} <= set(tags), name
        assert any({group.name_zh, group.name_en.lower()} <= set(tags) for group in GROUPS), name


def test_a_project_with_our_symbols_names_no_file(qgis_app, tmp_path):
    """A saved project carries its drawings inside: it can be moved to any machine."""
    project = QgsProject()
    layers = []
    for geometry, kind in (("point", "Point"), ("line", "LineString"), ("polygon", "Polygon")):
        layer = QgsVectorLayer(f"{kind}?field=symbol_code:string&field=risk_level:integer", geometry, "memory")
        layer.setRenderer(element_renderer(geometry, with_marker=True))
        layers.append(layer)
    routes = QgsVectorLayer("LineString", "routes", "memory")
    routes.setRenderer(route_renderer())
    project.addMapLayers([*layers, routes])
    path = tmp_path / "project.qgs"
    assert project.write(str(path))
    text = path.read_text(encoding="utf-8").replace(str(tmp_path), "")
    assert "base64:" in text
    for word in (str(CHECKOUT), ".svg", "file:", "/usr/share/qgis/svg", "C:/"):
        assert word not in text, word


def test_a_missing_drawing_is_marked_and_never_a_question_mark(qgis_app):
    """Unknown codes have a class of their own; QGIS's question mark would stand for a file that is not there."""
    for geometry in ("point", "line", "polygon"):
        categories = {category.value(): category for category in element_renderer(geometry).categories()}
        assert categories[""].label() == "缺符号"
        assert categories[""].symbol() is not None
    for category in element_renderer("point").categories():
        layer = category.symbol().symbolLayer(0)
        assert layer.path().startswith("base64:"), category.value()

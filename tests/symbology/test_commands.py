"""``floodmap symbols`` and its Processing algorithms."""

import json

import pytest
from flood_core.cli.main import main

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_check_passes_and_says_so_for_machines(capsys):
    assert main(["symbols", "check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == told["warnings"] == 0
    assert told["symbols"] >= 72 + 80


def test_build_into_a_folder_and_again(tmp_path, capsys):
    assert main(["symbols", "build", "--out", str(tmp_path), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["changed"] == first["files"] > 300
    assert main(["symbols", "build", "--out", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 0


def test_check_names_what_is_wrong(monkeypatch, capsys):
    from flood_core.symbology import check

    monkeypatch.setattr(check, "load_drawings", lambda folder: {})
    assert main(["symbols", "check"]) == 1
    assert "B20200 山洪灾害危险区" in capsys.readouterr().out


def test_catalogue_prints(tmp_path, capsys):
    out = tmp_path / "deep" / "catalogue.pdf"
    assert main(["symbols", "catalogue", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert [path.name for path in out.parent.iterdir()] == ["catalogue.pdf"]
    capsys.readouterr()


def test_the_processing_algorithms_give_the_same(tmp_path):
    from flood_core.processing.symbols import BuildSymbols, CheckSymbols, PrintSymbols
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    def run(algorithm, parameters):
        made = algorithm().create()
        result, worked = made.run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
        assert worked
        return result

    assert run(CheckSymbols, {}) == {"ERRORS": 0, "WARNINGS": 0}
    assert run(BuildSymbols, {"OUTPUT": str(tmp_path / "built")})["CHANGED"] > 300
    assert run(PrintSymbols, {"OUTPUT": str(tmp_path / "c.pdf")})["PAGES"] > 5

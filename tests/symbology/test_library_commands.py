"""``floodmap symbols list|add|edit|retire|restore|export|import`` and the Processing algorithms beside them."""

import json
from pathlib import Path

import pytest
from flood_core.cli.main import main
from flood_core.database import symbols as table
from flood_core.database.connection import transaction
from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from tests.symbology.drawings import HOSTILE, PUMP, STAR

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture()
def floodmap(connection, capsys):
    """Run a command on the test's database; return exit code and what it told a machine."""

    def run(*arguments: str) -> tuple[int, dict]:
        named = ["--database", connection.info.dbname, "--json"]
        code = main(["symbols", *arguments, *named])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture()
def pump(tmp_path) -> Path:
    path = tmp_path / "pump.svg"
    path.write_bytes(PUMP)
    return path


def test_the_life_of_a_county_symbol(floodmap, pump, tmp_path, connection):
    done, told = floodmap(
        "add",
        str(pump),
        "--kind",
        "resource",
        "--name",
        "移动泵车",
        "--label",
        "泵车",
        "--sub-labels",
        "大流量、小流量",
    )
    assert (done, told["code"]) == (0, "D90100")
    (tmp_path / "star.svg").write_bytes(STAR)
    assert floodmap("edit", "D90100", "--svg", str(tmp_path / "star.svg"), "--name", "泵车")[1]["version"] == 3
    _, listed = floodmap("list", "--own")
    assert [(one["code"], one["name_zh"], one["version"]) for one in listed["symbols"]] == [("D90100", "泵车", 3)]
    assert listed["symbols"][0]["sub_labels"] == ["大流量", "小流量"]
    file = tmp_path / "own.floodsymbols"
    assert floodmap("export", str(file))[1]["symbols"] == 1
    assert floodmap("retire", "D90100")[1]["deleted"] is True
    assert floodmap("import", str(file), "--check") == (0, {"codes": ["D90100"], "exit_code": 0})
    assert floodmap("list", "--own")[1]["symbols"] == [], "a check takes nothing in"
    assert floodmap("import", str(file))[1]["added"] == ["D90100"]
    assert floodmap("edit", "B20200", "--name", "山洪沟")[1]["version"] == 2
    assert floodmap("edit", "B20200", "--shipped")[1]["version"] == 3
    with transaction(connection) as cursor:
        assert table.symbol(cursor, "B20200")["name_zh"] == "山洪灾害危险区"
    assert floodmap("restore", "D90100")[0] == 0


def test_wrong_use_is_told_with_its_exit_code(floodmap, pump, tmp_path):
    hostile = tmp_path / "hostile.svg"
    hostile.write_text(HOSTILE["script"][0], encoding="utf-8")
    done, told = floodmap("add", str(hostile), "--kind", "hazard", "--name", "坏")
    assert done == 2 and "script" in told["message"] and told["advice"]
    assert floodmap("edit", "X99999", "--name", "无")[0] == 2
    assert floodmap("edit", "F20200", "--svg", str(pump))[0] == 2
    assert floodmap("retire", "B20200")[0] == 4
    assert floodmap("add", str(tmp_path / "none.svg"), "--kind", "hazard", "--name", "无")[0] == 5
    assert floodmap("import", str(pump))[0] == 2
    assert floodmap("add", str(pump), "--kind", "other", "--name", "无")[0] == 2
    assert floodmap("list", "--own")[1]["symbols"] == []


def test_an_edit_is_whole_or_not_at_all(floodmap, pump):
    floodmap("add", str(pump), "--kind", "hazard", "--name", "泵")
    assert floodmap("edit", "B90100", "--svg", str(pump), "--label", "五个字太长")[0] == 2
    assert floodmap("list", "--own")[1]["symbols"][0]["version"] == 1


def test_a_list_for_people_names_everything(connection, capsys):
    assert main(["symbols", "list", "--database", connection.info.dbname]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + 355
    assert any("B20200" in line and "Flash-flood danger zone" in line and "extension" in line for line in lines)


def test_the_processing_algorithms_hand_a_library_on(floodmap, pump, tmp_path, connection):
    from flood_core.processing.symbols import ExportSymbols, ImportSymbols

    def run(algorithm, parameters):
        named = {**parameters, "DATABASE": connection.info.dbname}
        result, worked = algorithm().create().run(named, QgsProcessingContext(), QgsProcessingFeedback())
        assert worked
        return result

    floodmap("add", str(pump), "--kind", "hazard", "--name", "泵")
    file = tmp_path / "own.floodsymbols"
    assert run(ExportSymbols, {"OUTPUT": str(file)})["SYMBOLS"] == 1
    floodmap("retire", "B90100")
    assert run(ImportSymbols, {"INPUT": str(file), "REPLACE": False}) == {"ADDED": 1, "REPLACED": 0}

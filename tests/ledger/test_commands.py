"""The command line and Processing say what happened and end with the right code."""

from __future__ import annotations

import json

import pytest
from flood_core.cli.main import main
from openpyxl import load_workbook

from .books import TOWNSHIP, book, count, register_sheet, rows_of


@pytest.fixture()
def floodmap(database, capsys):
    """Run a command against the test's database; return exit code and what was printed."""

    def run(*arguments: object, json_wanted: bool = True):
        options = ["--database", database.database, *(["--json"] if json_wanted else [])]
        code = main([str(argument) for argument in arguments] + options)
        told = capsys.readouterr()
        return code, json.loads(told.out) if json_wanted and told.out else told.out + told.err

    return run


def test_import_and_undo(floodmap, connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "一"}, {"名称": "二"})})
    code, data = floodmap("import", path, "--area", TOWNSHIP)
    assert code == 0 and data["state"] == "committed" and data["rows_inserted"] == 2
    assert count(connection, "risk_source") == 2
    code, text = floodmap("import", "list", json_wanted=False)
    assert code == 0 and data["batch"] in text and "a.xlsx" in text
    code, undone = floodmap("import", "undo", data["batch"])
    assert code == 0 and undone["retired"]["register.risk_source"] == 2
    assert count(connection, "risk_source") == 0
    assert floodmap("import", "undo", data["batch"])[0] == 4
    assert floodmap("import", "undo", "nonsense")[0] == 2
    again = floodmap("import", path, "--area", TOWNSHIP)[1]["batch"]
    code, text = floodmap("import", "undo", again, json_wanted=False)
    assert code == 0 and "2 new rows were retired, 0 changed rows" in text and "1 persons whom only they named" in text


def test_exit_codes_of_bad_rows(floodmap, connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "好"}, {"名称": "错", "联系电话": "1"})})
    code, text = floodmap("import", path, "--area", TOWNSHIP, json_wanted=False)
    assert code == 2 and "[0601] row 3 J 联系电话: The format of the phone number 1 is wrong." in text
    assert "Nothing was saved" in text and count(connection, "risk_source") == 0
    report = tmp_path / "r.json"
    code, data = floodmap("import", path, "--area", TOWNSHIP, "--dry-run", "--report", report)
    assert code == 1 and data["state"] == "checked" and count(connection, "risk_source") == 0
    assert json.loads(report.read_text(encoding="utf-8"))["counts"] == {"bad_phone": 1}
    code, data = floodmap("import", path, "--area", TOWNSHIP, "--mode", "good")
    assert code == 1 and (data["rows_inserted"], data["rows_rejected"]) == (1, 1)
    assert rows_of(connection, "select name from register.risk_source") == [("好",)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.xlsx"], "cannot be opened"),
        (["broken.xlsx"], "damaged"),
        (["text.csv"], "text file"),
        (["a.xlsx", "--area", "999999999"], "no area"),
        (["a.xlsx", "--category", "9999"], "no category"),
    ],
)
def test_unusable_input_is_two(floodmap, connection, villages, tmp_path, arguments, words):
    book(tmp_path / "a.xlsx", {"0601": register_sheet({})})
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "text.csv").write_text("行政村 名称", encoding="utf-8")
    code, text = floodmap("import", tmp_path / arguments[0], *arguments[1:], json_wanted=False)
    assert code == 2 and words in text
    assert count(connection, "risk_source") == 0


def test_a_report_that_cannot_be_written_stops_the_import(floodmap, connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "一"})})
    code, text = floodmap("import", path, "--report", tmp_path / "no" / "r.json", json_wanted=False)
    assert code == 5 and "r.json" in text
    assert count(connection, "risk_source") == 0


def test_template(floodmap, villages, tmp_path):
    out = tmp_path / "t.xlsx"
    code, data = floodmap("ledger", "template", "--category", "0601", "--area", TOWNSHIP, out)
    assert code == 0 and data["file"] == str(out) and out.stat().st_size > 5_000
    assert floodmap("ledger", "template", "--category", "0601", "--area", TOWNSHIP, tmp_path / "no" / "t.xlsx")[0] == 5


def test_ledgers_go_out_and_come_home(floodmap, connection, villages, tmp_path):
    floodmap("import", book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "一"})}), "--area", TOWNSHIP)
    wanted = ("--category", "06", "--category", "R3", "--area", TOWNSHIP)
    code, data = floodmap("ledger", "export", *wanted, "--by", "department", "--out", tmp_path)
    assert code == 0 and [one["recipient"] for one in data["files"]] == ["水利局", "避灾安置场所"]
    ledger = tmp_path / data["files"][0]["file"]
    workbook = load_workbook(ledger)
    workbook["0601 水库"]["D4"].value, workbook["0601 水库"]["I4"].value = "石坝", "12"
    workbook.save(ledger)
    marked = tmp_path / "标注.xlsx"
    code, text = floodmap(
        "import", ledger, "--dry-run", "--differences", "--mode", "good", "--marked", marked, json_wanted=False
    )
    assert code == 1 and marked.exists() and "I 联系电话" in text
    workbook["0601 水库"]["I4"].value = "12000000009"
    workbook.save(ledger)
    code, text = floodmap("import", ledger, "--dry-run", "--differences", json_wanted=False)
    assert code == 0 and "特征" in text and "石坝" in text and "12000000009" in text
    code, text = floodmap("ledger", "export", *wanted, "--out", marked / "below a file", json_wanted=False)
    assert code == 5
    assert floodmap("ledger", "export", "--category", "x", "--area", TOWNSHIP, "--out", tmp_path)[0] == 2


def test_processing(qgis_app, database, connection, villages, tmp_path):
    from flood_core.processing.ledger import ALGORITHMS
    from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

    importing, undoing, template, handing_out = (algorithm() for algorithm in ALGORITHMS)
    feedback, context = QgsProcessingFeedback(), QgsProcessingContext()

    def run(algorithm, **parameters):
        created = algorithm.create()
        return created.run({**parameters, "DATABASE": database.database}, context, feedback, {}, False)[0]

    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "一"})})
    result = run(importing, INPUT=str(path), AREA=TOWNSHIP)
    assert result["state"] == "committed" and result["rows_inserted"] == 1
    assert run(undoing, BATCH=result["batch"])["retired"] > 0
    assert count(connection, "risk_source") == 0
    out = tmp_path / "t.xlsx"
    run(template, CATEGORY="0601", AREA=TOWNSHIP, OUTPUT=str(out))
    assert out.exists()
    handed = run(handing_out, CATEGORIES="06，R3", AREAS=TOWNSHIP, SPLIT=1, OUTPUT=str(tmp_path / "out"))
    assert handed["files"] == 2 and len(list((tmp_path / "out").glob("*.xlsx"))) == 2
    bad = book(tmp_path / "b.xlsx", {"0601": register_sheet({"风险等级": "紫"})})
    with pytest.raises(QgsProcessingException, match="Nothing was saved"):
        run(importing, INPUT=str(bad), AREA=TOWNSHIP)
    assert "紫" in feedback.textLog()

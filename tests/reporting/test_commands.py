"""The reports of an event from the command line and from Processing."""

from __future__ import annotations

import json

import pytest
from flood_core.cli.main import main
from flood_core.reports.formats import BULLETIN_FORMATS
from flood_core.reports.reminders import reminders_of

from demo.typhoon import simulate
from tests.reporting.conftest import TOWNSHIP


@pytest.fixture()
def run(database, capsys):
    def command(*arguments, expected=0):
        assert main(["report", *map(str, arguments), "--database", database.database, "--json"]) == expected
        return json.loads(capsys.readouterr().out)

    return command


def test_an_event_from_its_opening_to_its_end(run, tmp_path, qgis_app, database):
    run("event", "open", "试验", "--area", "330382", "--number", "2699", "--level", 4, "--stages", "impact,recovery")
    sender = ("--event", "试验", "--form", "loss", "--area", TOWNSHIP)
    assert run("form", "fill", *sender, "affected=二十", "crops_hit=15亩")["figures"] == {
        "affected": 20,
        "crops_hit": 1,
    }
    told = run("form", "fill", *sender, "--same", "affected=10", "--check", expected=1)
    assert [one["code"] for one in told["findings"]] == ["never_less"]
    run("form", "fill", *sender, "--same", "affected=10", expected=4)
    run("form", "fill", *sender, "--same", "affected=10", "--note", "更正")
    assert run("sums", "loss", "--event", "2699")["sums"]["affected"] == 10
    assert run("form", "out", *sender, tmp_path / "a.xlsx")["file"].endswith("a.xlsx")
    assert run("form", "in", tmp_path / "a.xlsx", "--check") == {"findings": [], "exit_code": 0}
    assert run("status", "--event", "试验")["counts"]["missing"] == 0
    assert run("remind", "--event", "试验") == {"reminders": [], "files": [], "exit_code": 0}
    files = run("bulletin", "--event", "试验", "--out", tmp_path / "out")["files"]
    assert [name.rsplit(".", 1)[1] for name in files] == list(BULLETIN_FORMATS)
    assert len(run("history")["reports"]) == 1
    run("event", "close", "试验")
    assert run("event", "list")["events"][0]["ended"]

    from flood_core.processing.report import TyphoonBulletin
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    parameters = {"EVENT": "试验", "FORMATS": [2], "DATABASE": database.database, "OUTPUT": str(tmp_path / "again")}
    results, worked = TyphoonBulletin().create().run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
    assert worked and results["FILES"].endswith(".html")


def test_reminders_as_an_algorithm(connection, database, tmp_path, qgis_app):
    from flood_core.processing.report import Reminders
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    event = simulate(connection, silent=3, zeros=False)
    feedback = QgsProcessingFeedback()
    parameters = {"EVENT": "2413", "DATABASE": database.database, "OUTPUT": str(tmp_path)}
    results, worked = Reminders().create().run(parameters, QgsProcessingContext(), feedback)
    found = reminders_of(connection, event)
    assert worked and results["SENDERS"] == len(found) > 4
    assert [str(file) for file in tmp_path.iterdir()] == [results["FILES"]] and "催办清单" in results["FILES"]
    missing = sum(item.made_at is None for one in found for item in one.overdue)
    assert feedback.textLog().count("至今未报") == missing >= 4  # of three townships and the railway


@pytest.mark.parametrize(
    "arguments",
    [("bulletin", "--event", "nobody"), ("status", "--event", "nobody"), ("form", "in", "no_such_file.xlsx")],
)
def test_wrong_use_ends_with_2(run, arguments):
    run(*arguments, expected=2)

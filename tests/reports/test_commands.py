"""The report from the command line and from Processing."""

from __future__ import annotations

import json

import pytest
from flood_core.cli.main import main

from tests.reports.register import TOWNSHIP


def run(database, *arguments):
    return main(["report", "statistics", "--database", database.database, *map(str, arguments)])


def test_the_command_writes_both_files(filled, database, tmp_path, capsys):
    assert run(database, "--area", TOWNSHIP, "--out", tmp_path, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [name[-4:] for name in told["files"]] == ["xlsx", ".pdf"]
    assert len(list(tmp_path.iterdir())) == 2


def test_the_command_takes_a_moment_before_anything_was_registered(filled, database, tmp_path, capsys):
    assert run(database, "--area", TOWNSHIP, "--at", "2024-06-30", "--format", "xlsx,pdf", "--out", tmp_path) == 0
    document, workbook = sorted(tmp_path.iterdir())
    assert workbook.name.endswith("20240630T2359.xlsx") and document.suffix == ".pdf"
    assert str(workbook) in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--area", "999999"],
        ["--area", TOWNSHIP, "--format", "docx"],
        ["--area", TOWNSHIP, "--at", "yesterday"],
        ["--area", TOWNSHIP, "--at", "2999-01-01"],
        [],
    ],
)
def test_wrong_use_ends_with_2_and_makes_nothing(database, tmp_path, capsys, arguments):
    assert run(database, *arguments, "--out", tmp_path) == 2
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err


def test_the_processing_algorithm_writes_the_files(filled, database, tmp_path, qgis_app):
    from flood_core.processing.report import StatisticsReport
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    algorithm = StatisticsReport().create()
    parameters = {"AREA": TOWNSHIP, "FORMATS": [0], "DATABASE": database.database, "OUTPUT": str(tmp_path)}
    results, worked = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
    assert worked
    assert [path.name for path in tmp_path.iterdir()] == [results["FILES"].rsplit("/", 1)[1]]


@pytest.mark.parametrize(
    ("name", "more", "called"),
    [
        ("comparison_report", {"EARLIER": "2024-06-30", "FORMATS": [0, 2]}, ["数据变化.html", "数据变化.xlsx"]),
        ("changes_report", {"EARLIER": "2024-06-30"}, ["变化清单.xlsx"]),
        ("distance_report", {"FORMATS": [1]}, ["避灾距离.pdf"]),
        ("verification_report", {}, ["核实进度.xlsx"]),
    ],
)
def test_every_report_is_an_algorithm(filled, database, tmp_path, qgis_app, name, more, called):
    from flood_core.processing.report import ALGORITHMS
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    (kind,) = [one for one in ALGORITHMS if name == one.NAME]
    feedback = QgsProcessingFeedback()
    parameters = {"AREA": TOWNSHIP, "DATABASE": database.database, "OUTPUT": str(tmp_path), **more}
    results, worked = kind().create().run(parameters, QgsProcessingContext(), feedback)
    assert worked, feedback.textLog()
    files = sorted(tmp_path.iterdir())
    assert sorted(results["FILES"].splitlines()) == [str(file) for file in files]
    assert [file.name.split("_")[2] + file.suffix for file in files] == called


def test_window_processing_and_command_line_offer_the_same_reports():
    from flood_core.processing.report import ALGORITHMS
    from flood_core.reports.register_reports import KINDS

    assert {kind.name for kind in KINDS} == {one.KIND for one in ALGORITHMS if hasattr(one, "KIND")}
    by_name = {kind.name: kind for kind in KINDS}
    for one in ALGORITHMS:
        if hasattr(one, "KIND"):
            kind = by_name[one.KIND]
            assert (kind.formats, kind.between, kind.by_year) == (one.FORMAT_NAMES, one.BETWEEN, one.BY_YEAR)


def test_the_processing_algorithm_tells_what_is_wrong(database, tmp_path, qgis_app):
    from flood_core.processing.report import StatisticsReport
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    feedback = QgsProcessingFeedback()
    parameters = {"AREA": "999999", "DATABASE": database.database, "OUTPUT": str(tmp_path)}
    _, worked = StatisticsReport().create().run(parameters, QgsProcessingContext(), feedback)
    assert not worked
    assert "999999" in feedback.textLog()

"""What check-ups come to by township: the query, the command line and the workbook, each under the reader's rights."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flood_core.cli import main as frame
from flood_core.database.check_sums import TownshipSum, check_sums
from flood_core.progress import Silent
from flood_core.situation.check import check_edition
from flood_core.situation.create import create_edition
from openpyxl import load_workbook

from ..support.people import People
from .village import TOWNSHIP, VILLAGE, YEAR, Village

COUNTY = "330382"


def test_sums_of_a_township_at_every_level(
    village: Village, people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unchecked, checked, changed since, void; township officer, neighbour and county; query, command and workbook."""
    connection = village.connection
    ((villages,),) = village.run("select count(*) from base.area where level = 'village' and left(code, 9) = %s"
                                 " and valid_to is null", TOWNSHIP)  # fmt: skip
    uid = create_edition(connection, VILLAGE, YEAR, Silent())
    nothing = TownshipSum(TOWNSHIP, "清江镇", villages, 1, 0, 0, 0, 0, 0, 0)
    assert check_sums(connection, [TOWNSHIP]).townships == (nothing,) and nothing.unchecked == 1
    check_edition(connection, uid)
    counts = Counter(one.severity for one in check_edition(connection, uid))
    checked = replace(nothing, checked=1, with_errors=1, errors=counts["error"], warnings=counts["warning"],
                      hints=counts["hint"])  # fmt: skip
    sums = check_sums(connection, [TOWNSHIP], YEAR)
    assert sums.townships == (checked,) == (replace(sums.total(), code=TOWNSHIP, name="清江镇"),)
    assert sum(one.findings for one in sums.rules) == counts.total()
    assert [one.severity for one in sums.rules_of(TOWNSHIP)] == [one.severity for one in sums.rules_of_all()]
    assert check_sums(connection, [TOWNSHIP], YEAR - 1).townships == (replace(nothing, editions=0),)
    village.run("update situation.element set label = 'x', edited_from = revision where edition_uid = %s", uid)
    assert check_sums(connection, [VILLAGE]).townships == (replace(checked, villages=1, changed_since=1),)
    for kind, areas, seen in (("township_reviewer", [TOWNSHIP], 1), ("township_reviewer", ["330382001"], 0),
                              ("county_approver", [COUNTY], 1)):  # fmt: skip
        with closing(people.sign_in(kind, areas)) as opened:
            whole = check_sums(opened, [COUNTY])
        assert (whole.total().editions, whole.total().errors) == (seen, seen * counts["error"]), (kind, areas)
        assert sum(one.findings for one in whole.rules_of_all()) == seen * counts.total()
    command = ["edition", "check-sums", "--area", TOWNSHIP, "--database", connection.info.dbname]
    assert frame.main([*command, "--json", "--out", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["townships"][0]["errors"] == counts["error"] and told["rules"][0]["severity"] == "error"
    assert frame.main(command) == 0
    said = capsys.readouterr().out
    assert "清江镇" in said and "… people to move, but no evacuation route" in said and "{" not in said
    book = load_workbook(told["file"])
    assert {"乡镇汇总", "常见问题"} <= set(book.sheetnames)
    rows = [row for row in book["乡镇汇总"].iter_rows(values_only=True) if row[0] == TOWNSHIP]
    assert [row[1:11] for row in rows] == [
        ("清江镇", villages, 1, 1, 1, 0, 1, counts["error"], counts["warning"], counts["hint"])
    ]

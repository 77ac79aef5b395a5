"""The check-up of a working copy finds what the server's finds, and follows what one does offline."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

from flood_core.model.check_up import Finding
from flood_core.progress import Silent
from flood_core.situation.check import check_edition
from flood_core.situation.copy_check import check_copy
from flood_core.situation.copy_forward import copy_forward
from flood_core.situation.working_copy import WorkingCopy, check_out, synchronise

from ..situation.village import VILLAGE, YEAR, metres
from .conftest import Checkout, Place

ELEMENT = "situation.element"


def told(findings: list[Finding]) -> Counter[tuple[Any, ...]]:
    return Counter((one.code, one.element_uid, one.message()) for one in findings)


def test_the_same_findings_as_on_the_server(place: Place, checkout: Checkout) -> None:
    village = place.village
    village.risk("0603", "新塘坝", "POINT (10 10)")  # came after the edition was made
    village.run(
        "update register.risk_source set threatened_people = 13, edited_from = revision where name = '后坑山洪危险区'"
    )
    village.run("update register.risk_source set retired_at = now(), edited_from = revision where name = '方江水库'")
    path = checkout("copy")
    with closing(place.sign_in()) as signed_in:
        server = check_edition(signed_in, place.edition, store=False)
    with WorkingCopy(path) as copy:
        here = check_copy(copy)
    assert told(here) == told(server)
    assert {"row_not_taken", "register_moved_on", "register_retired", "row_unplaced", "zone_without_route"} <= {
        one.code for one in here
    }


def test_what_is_done_here_shows_at_once_and_on_the_server_after_the_sync(place: Place, checkout: Checkout) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        before = {one.code for one in check_copy(copy)}
        assert {"village_facts_missing", "duty_phone_missing", "zone_without_responsible"} <= before
        copy.add("register.village_fact", {"households": 310, "duty_phone": "057762333333"})
        (zone,) = [uid for uid, row in copy.rows(ELEMENT).items() if row["name"] == "后坑山洪危险区"]
        copy.change(ELEMENT, zone, {"facts": {**copy.row(ELEMENT, zone)["facts"], "responsible_person": "林守义"}})
        (house,) = [uid for uid, row in copy.rows(ELEMENT).items() if row["name"] == "危1"]
        copy.move(ELEMENT, house, metres("POINT (0 900)"))
        after = check_copy(copy)
    codes = {one.code for one in after}
    assert not {"village_facts_missing", "duty_phone_missing"} & codes and "element_outside" in codes
    assert zone not in {one.element_uid for one in after
                        if one.code in ("zone_without_responsible", "responsible_without_phone")}  # fmt: skip
    with closing(place.sign_in()) as signed_in:
        assert synchronise(signed_in, path).refused is None
        assert told(check_edition(signed_in, place.edition, store=False)) == told(after)


def test_a_file_of_the_first_format_is_brought_up_to_date(place: Place, checkout: Checkout) -> None:
    path = checkout("old")
    with closing(sqlite3.connect(path)) as opened, opened:
        for column in ("content", "agreed"):
            opened.execute(
                f"update floodmap_record set {column} = json_remove({column}, '$.review_state')"  # noqa: S608 - the test's own words
                " where table_name <> 'situation.element'"
            )
        opened.execute("update floodmap_head set value = '1' where key = 'format'")
    with WorkingCopy(path) as copy:
        assert {row["review_state"] for row in copy.rows("register.grid_person").values()} == {"verified"}
        copy.add("register.no_transfer", {})
    with closing(place.sign_in()) as signed_in:
        result = synchronise(signed_in, path)
    assert result.refused is None and (result.sent_rows, result.conflicts) == (1, [])


def test_last_years_rows_are_counted_until_they_are_verified(place: Place, checkout: Checkout) -> None:

    with closing(place.sign_in()) as signed_in:
        made = copy_forward(signed_in, VILLAGE, YEAR + 1, Silent())
        path = check_out(signed_in, made.uid, checkout("x").with_name("next.gpkg"))
    with WorkingCopy(path) as copy:
        (said,) = [one for one in check_copy(copy) if one.code == "rows_to_verify"]
        assert said.values["count"] == 4  # two households, a grid person, the village leader
        for name in ("register.grid_person", "register.transfer_household", "register.duty"):
            for uid, row in copy.rows(name).items():
                if row.get("year", YEAR + 1) == YEAR + 1:
                    copy.change(name, uid, {"review_state": "verified"})
        assert "rows_to_verify" not in {one.code for one in check_copy(copy)}

"""The guided editor in real QGIS: a map goes through its review."""

from __future__ import annotations

from tests.situation.village import TOWNSHIP, VILLAGE, YEAR
from tests.support.people import People
from tests.windows.editing import Bureau, bureau, second_desk  # noqa: F401 - fixtures
from tests.working_copy.conftest import place  # noqa: F401 - a fixture


def test_a_map_is_handed_in_returned_mended_and_approved(bureau: Bureau, people: People) -> None:  # noqa: F811
    village = bureau.place.village
    without_errors(bureau)
    reviewer = people.sign_up("township_reviewer", [TOWNSHIP])
    bureau.place.compilers = (bureau.place.compilers[0], reviewer)
    compiler = bureau.start("reviewing", run="reviewing_village", who=0, part="village")
    compiler.wait_for("handed_in", 120)
    township = bureau.start("reviewing", run="reviewing_township", who=1, part="township")
    township.wait_for("returned", 120)
    compiler.tell("returned")
    compiler.wait_for("again", 120)
    township.tell("again")
    for one in (township.outcome(), compiler.outcome()):
        assert one.ok and one.notes["python errors"] == [], one.error + one.log
        notes = one.notes
        if "differences" in notes:
            assert len(notes["differences"]) == 1 and "45" in notes["differences"][0]
        else:
            assert "缺海塘" in notes["message"] and notes["remark"] == "海塘画短了"
    assert village.run("select state from situation.edition") == [("township_approved",)]
    assert village.run("select words, done from situation.remark") == [("海塘画短了", True)]


def without_errors(office: Bureau) -> None:
    """Let nobody live in danger, and everybody be reached."""
    village = office.place.village
    village.run("update register.transfer_household set retired_at = now(), edited_from = revision")
    village.run("insert into register.no_transfer (area_code, year) values (%s, %s)", VILLAGE, YEAR)
    village.run(
        "insert into register.village_fact (area_code, year, households, duty_phone)"
        " values (%s, %s, 3, '0577-62333333')", VILLAGE, YEAR,
    )  # fmt: skip
    village.run(
        "insert into register.duty (person_uid, area_code, post_vocabulary, post_code, year) select %s, %s, 'post',"
        " code, %s from reference.term where vocabulary_code = 'post' and properties ->> 'level' = 'village'",
        village.uid["林守义"], VILLAGE, YEAR,
    )  # fmt: skip
    village.run(
        "update situation.element set people = 0, facts = facts || '{\"responsible_person\": \"林守义\"}',"
        " edited_from = revision"
    )

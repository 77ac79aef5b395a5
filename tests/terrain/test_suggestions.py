"""What the terrain suggests for a village's map: answered offline, kept, and told to the department."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import Connection, ConnectionSettings, connect, transaction
from flood_core.database.terrain_runs import propose, settlements_of
from flood_core.database.verification import Proposal, accept, proposals, reject
from flood_core.progress import Silent
from flood_core.sheets.furniture import imprint_pairs
from flood_core.sheets.snapshot import read_snapshot
from flood_core.situation import offers, quick_fixes, steps, suggestions
from flood_core.situation.check import check_edition
from flood_core.situation.copy_check import check_copy
from flood_core.situation.copy_forward import copy_forward
from flood_core.situation.create import create_edition
from flood_core.situation.shown import SETTLEMENT
from flood_core.situation.snapshot import write_snapshot
from flood_core.situation.working_copy import WorkingCopy, check_out, synchronise

from ..situation.village import TOWNSHIP, VILLAGE, YEAR
from ..support.people import People
from .test_stored import kept_run, ready  # noqa: F401 - a fixture

ELEMENT = "situation.element"
CODE = "settlement_suggested"


class Office:
    """A village office with its map, after the terrain was analysed."""

    def __init__(self, connection: Connection, people: People, folder: Path) -> None:
        self.connection, self.people, self.path = connection, people, folder / "map.gpkg"
        self.run, _ = kept_run(connection, with_flow=False)
        self.compiler: ConnectionSettings = people.sign_up("village_compiler", [VILLAGE])
        self.edition = create_edition(connection, VILLAGE, YEAR, Silent())
        with closing(connect(self.compiler)) as signed_in:
            check_out(signed_in, self.edition, self.path)

    def sync(self) -> None:
        with closing(connect(self.compiler)) as signed_in:
            done = synchronise(signed_in, self.path)
        assert done.refused is None and not done.conflicts

    def hand_in(self) -> None:
        """Hand the map in, as far as the database is concerned."""
        self.sync()
        with closing(connect(self.compiler)) as signed_in, transaction(signed_in) as cursor:
            cursor.execute("select revision from situation.edition where uid = %s", (self.edition,))
            cursor.execute("select app.step_edition(%s::uuid, %s, 'submitted')", (self.edition, cursor.fetchone()[0]))

    def waiting(self) -> list[Proposal]:
        with closing(self.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
            return [one for one in proposals(owner, TOWNSHIP) if one.code == "0509"]

    def propose(self) -> int:
        """Let the township propose what was found."""
        with closing(self.people.sign_in("township_reviewer", [TOWNSHIP])) as reviewer:
            found = [one.uid for one in settlements_of(reviewer, self.run) if one.category_code == "0509"]
            return propose(reviewer, self.run, found)


@pytest.fixture()
def office(ready: Connection, people: People, tmp_path: Path, qgis_app: Any) -> Office:  # noqa: F811
    return Office(ready, people, tmp_path)


def found(copy: WorkingCopy) -> list[Any]:
    return [one for one in check_copy(copy) if one.code == CODE]


def hazards(copy: WorkingCopy) -> steps.StepState:
    return next(one for one in steps.step_states(copy, check_copy(copy)) if one.step.key == "hazards")


def test_a_suggestion_is_answered_without_a_server(office: Office) -> None:
    on_server = [one for one in check_edition(office.connection, office.edition) if one.code == CODE]
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)  # what lies in a registered zone is known already
        assert (one.kind, one.people) == ("临坡临崖人员集聚区", 24)
        assert "slope of 38°" in one.words and "5.0" in one.words, "the reason, and how fine the terrain model was"
        (told,) = found(copy)
        assert [told.values] == [finding.values for finding in on_server], "with a server and without it is the same"
        assert hazards(copy).suggestions == (one,) and not hazards(copy).is_done
        quick_fixes.mend(copy, told)
        assert not found(copy) and not hazards(copy).suggestions
        copy.undo()
        made = copy.row(ELEMENT, suggestions.reject(copy, one.uid, " 坡脚已做挡墙 "))
        assert (made["review_state"], made["review_reason"]) == ("not_here", "坡脚已做挡墙")
        assert not found(copy) and not suggestions.open_suggestions(copy)
        copy.undo()
        assert suggestions.open_suggestions(copy) == [one]
        drawn = copy.row(ELEMENT, suggestions.accept(copy, one.uid))
        assert (drawn["element_type_code"], drawn["people"], drawn["review_state"]) == ("09a", 24, "verified")
        assert drawn["source_uid"] is None and drawn["facts"]["subject_code"] == "0509"


def test_what_was_rejected_does_not_come_again(office: Office) -> None:
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        suggestions.reject(copy, one.uid, "坡脚已做挡墙")
    kept_run(office.connection, with_flow=False)
    office.sync()
    with WorkingCopy(office.path) as copy:
        assert not suggestions.open_suggestions(copy), "a later run finds the same place"
    again = create_edition(office.connection, VILLAGE, YEAR + 1, Silent())
    assert not [one for one in check_edition(office.connection, again) if one.code == CODE], "nor next year"
    assert office.propose() == 1 and office.waiting()[0].opinion is None, "the map is not handed in yet"
    office.hand_in()
    (waiting,) = office.waiting()
    assert waiting.opinion is not None and waiting.opinion.endswith("坡脚已做挡墙"), waiting.opinion
    assert "不认可" in waiting.opinion


def test_what_was_accepted_reaches_the_department_once(office: Office) -> None:
    assert office.propose() == 1
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        suggestions.accept(copy, one.uid)
    office.hand_in()
    (waiting,) = office.waiting()
    assert waiting.opinion is not None and "村里认可" in waiting.opinion, "what waits already is not proposed twice"
    with closing(office.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        accept(owner, waiting)
    assert not [one for one in check_edition(office.connection, office.edition) if one.code == CODE]


def test_what_the_village_changed_waits_in_place_of_the_townships(office: Office) -> None:
    assert office.propose() == 1
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        uid = suggestions.accept(copy, one.uid)
        copy.change(ELEMENT, uid, {"people": 31})
    office.hand_in()
    (waiting,) = office.waiting()
    assert waiting.proposed["threatened_people"] == 31 and waiting.opinion is None
    assert waiting.reason.startswith("地形叠合分析建议，村里有修改")
    with closing(office.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        assert office.propose() == 0, "nor is the first version proposed again"
        accept(owner, waiting)
        (first,) = [one for one in proposals(owner, TOWNSHIP, ["accepted"]) if one.proposed["threatened_people"] == 24]
        assert (first.decision or "").startswith("已按村里的修改采纳") and not office.waiting()
    with transaction(office.connection) as cursor:
        cursor.execute("select threatened_people from register.risk_source where category_code = '0509'")
        assert cursor.fetchall() == [(31,)], "one thing, not two"


def test_the_townships_waits_again_when_the_villages_is_rejected(office: Office) -> None:
    office.propose()
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        copy.change(ELEMENT, suggestions.accept(copy, one.uid), {"people": 31})
    office.hand_in()
    with closing(office.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        reject(owner, office.waiting()[0], "人数待核")
    assert [one.proposed["threatened_people"] for one in office.waiting()] == [24]


def test_what_was_drawn_and_accepted_is_not_offered_again(office: Office, tmp_path: Path) -> None:
    """Taken over from the terrain, or drawn by hand under a name of the village's own."""
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        uid = suggestions.accept(copy, one.uid)
        copy.change(ELEMENT, uid, {"name": "坡脚老屋", "label": "坡脚老屋"})
    office.hand_in()
    (waiting,) = office.waiting()
    with closing(office.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        accept(owner, waiting)
    with transaction(office.connection) as cursor:
        cursor.execute(
            "update register.risk_source set name = '岭脚临坡点', edited_from = revision where category_code = '0509'"
        )
    told = [one.values for one in check_edition(office.connection, office.edition)]
    assert "岭脚临坡点" not in str(told), "the check-up does not miss it"
    path = tmp_path / "again.gpkg"
    with closing(connect(office.compiler)) as signed_in:
        check_out(signed_in, office.edition, path)
    with WorkingCopy(path) as copy:
        assert "岭脚临坡点" in {one["name"] for one in copy.lookups["offer"].values()}
        assert "岭脚临坡点" not in {one.name for one in offers.open_offers(copy)}


def test_nor_is_it_in_the_next_year(office: Office, tmp_path: Path) -> None:
    """Drawn by hand, accepted, renamed by the department; the copy of the map knows that it is that thing."""
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        uid = suggestions.accept(copy, one.uid)
        facts = {name: value for name, value in copy.row(ELEMENT, uid)["facts"].items() if name != SETTLEMENT}
        copy.change(ELEMENT, uid, {"name": "坡脚老屋", "label": "坡脚老屋", "facts": facts})
    office.hand_in()
    with closing(office.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        thing = accept(owner, office.waiting()[0])
    with transaction(office.connection) as cursor:
        renamed = "update register.risk_source set name = '岭脚临坡点', edited_from = revision where uid = %s"
        cursor.execute(renamed, (thing,))
    path = tmp_path / "next.gpkg"
    with closing(connect(office.compiler)) as signed_in:
        following = copy_forward(signed_in, VILLAGE, YEAR + 1, Silent()).uid
        check_out(signed_in, following, path)
    with WorkingCopy(path) as copy:
        assert "岭脚临坡点" in {offer["name"] for offer in copy.lookups["offer"].values()}
        assert "岭脚临坡点" not in {offer.name for offer in offers.open_offers(copy)}
        (drawn,) = [row for row in copy.rows(ELEMENT).values() if row["name"] == "坡脚老屋"]
        known = (drawn["source_uid"], drawn["source_revision"])
        assert known == (thing, 1), "and it hears that the name is another now"
    with transaction(office.connection) as cursor:
        cursor.execute("select proposed from app.edition_proposals(%s::uuid) where subject_uid is null", (following,))
        assert cursor.fetchall() == [], "nor would it be proposed once more"


def test_the_sheet_says_how_fine_the_terrain_was(office: Office, tmp_path: Path) -> None:
    """Taken over as a suggestion, and in the next year from the register."""
    assert not imprint_of(office, office.edition, tmp_path), "nothing of the terrain is on the map yet"
    with WorkingCopy(office.path) as copy:
        (one,) = suggestions.open_suggestions(copy)
        suggestions.accept(copy, one.uid)
    office.hand_in()
    assert "5米格网" in imprint_of(office, office.edition, tmp_path)
    assert "窄于约15米" in imprint_of(office, office.edition, tmp_path)
    (waiting,) = office.waiting()
    with closing(office.people.sign_in("department_owner", [TOWNSHIP], ["0509"])) as owner:
        accept(owner, waiting)
    again = create_edition(office.connection, VILLAGE, YEAR + 1, Silent())
    assert "5米格网" in imprint_of(office, again, tmp_path)


def imprint_of(office: Office, edition: str, folder: Path) -> str:
    """Return what the imprint of a map's sheet says of the terrain analysis."""
    snapshot = read_snapshot(write_snapshot(office.connection, edition, folder / f"{edition}.gpkg"))
    return " ".join(value for label, value, _ in imprint_pairs(snapshot, "public") if label == "地形分析")


def test_what_a_department_rejected_is_not_suggested(office: Office) -> None:
    office.propose()
    with transaction(office.connection) as cursor:
        cursor.execute(
            "update register.change_proposal set state = 'rejected', decision = '已治理', edited_from = revision"
        )
    office.sync()
    with WorkingCopy(office.path) as copy:
        assert not suggestions.open_suggestions(copy)

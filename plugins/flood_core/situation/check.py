"""The check-up (体检) of an edition: gather its facts, run the rules, keep the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Collection, Iterator, Mapping, Sequence

from ..analysis.metric import from_hex
from ..analysis.nearness import Obstacle, crossings, end_gap_m, inside_areas, outside_m
from ..database import edition_check, editions
from ..database.connection import Connection, Cursor, transaction
from ..model.area_names import ancestor_codes, display_name
from ..model.check_rules import RULES
from ..model.check_up import Finding, check_up
from ..model.danger_zones import is_crossing_danger, is_ford
from ..model.edition_facts import SHELTER, EditionFacts, ElementFact, OpenRow, PostFact, RouteFact, TransferGroup
from ..model.vocabulary import Name, named
from .errors import NoSuchEdition
from .shown import SETTLEMENT, shown_rows

Row = Mapping[str, Any]

_FIGURES = {
    "households": Name("户数", "households"),
    "registered_population": Name("户籍人口", "registered population"),
    "resident_population": Name("常住人口", "resident population"),
    "natural_villages": Name("自然村数", "natural villages"),
    "terrain": Name("地形", "terrain"),
    "task_weight": Name("任务轻重", "weight of the task"),
}
_THRESHOLDS = ("prepare_1h_mm", "prepare_3h_mm", "prepare_6h_mm", "move_1h_mm", "move_3h_mm", "move_6h_mm")


def check_edition(connection: Connection, uid: str, *, store: bool = True) -> list[Finding]:
    """Run all rules over an edition and return what they found, errors first.

    With ``store`` the result replaces the one kept with the edition, which
    needs the right to check. Raises: NoSuchEdition, RightsRefused.
    """
    with transaction(connection) as cursor:
        facts = edition_facts(cursor, uid)
        findings = check_up(facts, RULES)
        if store:
            edition = editions.edition(cursor, uid)
            if edition is None:
                raise NoSuchEdition(uid=uid)
            edition_check.store_results(cursor, uid, edition["area_code"], [_row(finding) for finding in findings])
    return findings


@dataclass(frozen=True)
class CheckRows:
    """What a check-up reads of an edition, from the database or from a working copy.

    Keys of the rows are those of ``database.edition_check``.
    """

    head: Row
    elements: Sequence[Row]
    routes: Sequence[Row]
    transfers: Sequence[Row]
    grid: Sequence[Row]
    posts: Sequence[Row]
    offers: Sequence[Row]  # register rows that belong on the map
    suggestions: Sequence[Row]  # settlements found from the terrain: uid, name, kind_name, kind_name_en
    phones: Collection[str]  # uids of persons who can be called
    people: Mapping[str, str]  # name -> uid of the village's people
    unseen_rows: int = 0  # rows of the tables that are to be verified


def edition_facts(cursor: Cursor, uid: str) -> EditionFacts:
    """Return everything that the rules look at. Raises: NoSuchEdition."""
    head = edition_check.edition_to_check(cursor, uid)
    if head is None:
        raise NoSuchEdition(uid=uid)
    code, year = head["area_code"], head["year"]
    elements = edition_check.elements(cursor, uid)
    grid, posts = edition_check.grid(cursor, code, year), edition_check.posts(cursor, code, year)
    people = edition_check.people(cursor, code)
    persons = [row["responsible_uid"] for row in elements] + [row["person_uid"] for row in grid]
    persons += [*(person for row in posts for person in row["persons"]), *people.values()]
    return facts_of(
        CheckRows(
            head=head,
            elements=elements,
            routes=edition_check.routes(cursor, uid),
            transfers=editions.transfer_groups(cursor, code, year),
            grid=grid,
            posts=posts,
            offers=editions.candidates(cursor, code, ancestor_codes(code), year),
            suggestions=edition_check.suggestions(cursor, uid),
            phones=editions.phones_of(cursor, {person for person in persons if person}).keys(),
            people=people,
            unseen_rows=edition_check.unseen_rows(cursor, code, year),
        )
    )


def facts_of(rows: CheckRows) -> EditionFacts:
    """Return everything that the rules look at, measured and joined."""
    head, phones = rows.head, rows.phones
    by_uid = {row["uid"]: row for row in rows.elements}
    taken = shown_rows(by_uid, ((one["source_uid"], one) for one in rows.offers if one["source_uid"]))
    drawn = [row for row in rows.elements if row["review_state"] != "not_here"]
    shapes = {row["uid"]: from_hex(row["geom"]) for row in drawn}
    obstacles = _obstacles(drawn, shapes)
    return EditionFacts(
        village=display_name(head["village"]),
        year=head["year"],
        elements=_elements(rows, drawn, shapes, obstacles),
        routes=_routes(rows.routes, shapes, obstacles),
        transfers=_transfers(rows.transfers, drawn),
        no_transfer=head["no_transfer"],
        village_fact_known=head["village_fact_known"],
        village_fact_missing=tuple(name for key, name in _FIGURES.items() if head[key] is None),
        duty_phone=bool(head["duty_phone"]),
        posts=tuple(_post(row, phones) for row in rows.posts),
        grid_people=len(rows.grid),
        grid_without_phone=tuple(row["grid_name"] for row in rows.grid if row["person_uid"] not in phones),
        coastal=head["coastal"],
        open_rows=(*_open_rows(rows.offers, taken), *_suggested(rows)),
        unseen_rows=rows.unseen_rows,
    )


def _obstacles(drawn: Sequence[Row], shapes: Mapping[str, Any]) -> list[Obstacle]:
    found = []
    for row in drawn:
        subject, shape = row["facts"].get("subject_code") or "", shapes[row["uid"]]
        if is_ford(subject):
            found.append(Obstacle(row["uid"], row["name"], shape, ford=True))
        elif is_crossing_danger(subject) and shape.constGet().dimension() == 2:
            found.append(Obstacle(row["uid"], row["name"], shape))
    return found


def _elements(
    rows: CheckRows, drawn: Sequence[Row], shapes: Mapping[str, Any], obstacles: Sequence[Obstacle]
) -> tuple[ElementFact, ...]:
    head = rows.head
    outside = outside_m(from_hex(head["geom"]), shapes) if head["geom"] else {}
    shelters = {row["uid"]: shapes[row["uid"]] for row in drawn if row["element_type_code"] == SHELTER}
    inside = inside_areas(shelters, obstacles)
    return tuple(
        ElementFact(
            uid=row["uid"],
            type_code=row["element_type_code"],
            name=row["name"] or "",
            subject_code=row["facts"].get("subject_code") or "",
            danger_zone_type=row["facts"].get("danger_zone_type"),
            households=row["households"],
            people=row["people"],
            capacity_people=row["capacity_people"],
            source_uid=row["source_uid"],
            source_revision=row["source_revision"],
            register_revision=row["register_revision"],
            register_retired=row["register_retired"],
            own=row["own"],
            outside_m=outside.get(row["uid"], 0.0),
            inside_zones=inside.get(row["uid"], ()),
            responsible=_responsible(row),
            responsible_phone=row["responsible_uid"] in rows.phones
            or rows.people.get(_responsible(row) or "") in rows.phones,
            safety_appraised=_appraised(row),
            thresholds_known=any((row["facts"].get("attributes") or {}).get(key) is not None for key in _THRESHOLDS),
            reviewed=row["review_state"] == "verified",
            route_uids=tuple(row["facts"].get("route_uids") or ()),
            missing_symbol=row["symbol_code"] if row["symbol_missing"] else "",
        )
        for row in drawn
    )


def _responsible(row: Row) -> str | None:
    """Return who answers for a thing: by the map, where somebody entered it, else by the register."""
    named = row["facts"].get("responsible_person") or row["responsible"]
    return str(named) if named else None


def _appraised(row: Row) -> bool | None:
    said = (row["facts"].get("attributes") or {}).get("safety_appraised")
    return said if isinstance(said, bool) else {"true": True, "false": False}.get(row["safety_appraised"])


def _post(row: Row, phones: Collection[str]) -> PostFact:
    with_phone = sum(person in phones for person in row["persons"])
    return PostFact(row["code"], named(row), len(row["persons"]), with_phone)


def _routes(rows: Sequence[Row], shapes: Mapping[str, Any], obstacles: Sequence[Obstacle]) -> tuple[RouteFact, ...]:
    found = []
    for row in rows:
        line = from_hex(row["geom"])
        starts = [row["from_element_uid"]] if row["from_element_uid"] in shapes else []
        zones, fords = crossings(line, obstacles, [shapes[key] for key in starts], starts)
        shelter = shapes.get(row["to_element_uid"])
        found.append(
            RouteFact(
                uid=row["uid"],
                number=row["number"],
                from_uid=row["from_element_uid"],
                to_uid=row["to_element_uid"],
                people=row["people"] or 0,
                walking_minutes=row["walking_minutes"],
                crosses_zones=tuple(zones),
                crosses_fords=tuple(fords),
                end_gap_m=end_gap_m(line, shelter) if shelter is not None else 0.0,
                climb_unknown=any(warning.get("code") == "climb_unknown" for warning in row["warnings"]),
            )
        )
    return tuple(found)


def _transfers(groups: Sequence[Row], drawn: Sequence[Row]) -> tuple[TransferGroup, ...]:
    by_source = {row["source_uid"]: row["uid"] for row in drawn if row["source_uid"]}
    by_name = {row["register_name"]: row["uid"] for row in drawn if row["facts"].get("danger_zone_type")}
    return tuple(
        TransferGroup(
            zone_name=row["zone_name"],
            people=row["people"] or 0,
            households=row["households"],
            zone_uid=by_source.get(row["risk_source_uid"]) if row["risk_source_uid"] else by_name.get(row["zone_name"]),
            shelter_uid=by_source.get(row["shelter_uid"]),
        )
        for row in groups
    )


def _open_rows(offers: Sequence[Row], taken: set[str]) -> tuple[OpenRow, ...]:
    found = []
    for row in offers:
        if row["source_uid"] is None or row["source_uid"] in taken or row["neighbour"]:
            continue
        if row["geom"] is None:
            reason = "no_place"
        elif not (row["element_type_code"] and row["symbol_code"]):
            reason = "no_symbol"
        else:
            reason = "not_taken"
        found.append(OpenRow(row["name"], named(row, "kind_name"), reason, row["source_uid"]))
    return tuple(found)


def _suggested(rows: CheckRows) -> Iterator[OpenRow]:
    answered = {row["facts"].get(SETTLEMENT) for row in rows.elements}
    for row in rows.suggestions:
        if row["uid"] not in answered:
            yield OpenRow(row["name"], named(row, "kind_name"), "suggested", row["uid"])


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "rule_code": finding.code,
        "severity": finding.severity,
        "element_uid": finding.element_uid,
        "message_values": dict(finding.values),
    }

"""The check-up of a working copy: the same rules as on the server, without a network."""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from ..model.check_rules import RULES
from ..model.check_up import Finding, check_up
from ..model.edition_facts import EditionFacts
from .check import CheckRows, facts_of
from .working_copy import WorkingCopy, drawn_rows
from .working_copy.shapes import as_hex

Row = dict[str, Any]
ELEMENT, ROUTE = "situation.element", "situation.route"
_REVIEWED_TABLES = (
    "register.village_fact", "register.grid_person", "register.transfer_household", "register.no_transfer",
    "register.duty",
)  # fmt: skip
_FIGURES = (
    "households", "registered_population", "resident_population", "natural_villages", "terrain", "task_weight",
    "duty_phone",
)  # fmt: skip


def check_copy(copy: WorkingCopy) -> list[Finding]:
    """Run all rules over a working copy and return what they found, errors first.

    Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten.
    """
    return check_up(copy_facts(copy), RULES)


def copy_facts(copy: WorkingCopy) -> EditionFacts:
    """Return everything that the rules look at. Raises: as ``check_copy``."""
    return facts_of(_Gathering(copy).rows())


class _Gathering:
    """Rows of one working copy in the form in which the server gives them."""

    def __init__(self, copy: WorkingCopy) -> None:
        self.copy, self.lookups = copy, copy.lookups

    def rows(self) -> CheckRows:
        tables = {name: self.copy.rows(name) for name in _REVIEWED_TABLES}
        posts = [row for row in tables["register.duty"].values() if row["year"] in (None, self.copy.scope.year)]
        filled: dict[str, list[str]] = {}
        for row in posts:
            filled.setdefault(row["post_code"], []).append(row["person_uid"])
        mandatory = self.lookups.get("mandatory_post", {})
        unseen = sum(row["review_state"] == "to_verify" for found in tables.values() for row in found.values())
        return CheckRows(
            head=self._head(tables),
            elements=list(self._elements()),
            routes=[{**row, "uid": uid} for uid, row in self._by_number()],
            transfers=self._transfers(tables["register.transfer_household"]),
            grid=list(tables["register.grid_person"].values()),
            posts=[{**post, "code": code, "persons": filled.get(code, [])}
                   for code, post in mandatory.items()],
            offers=[self._offer(uid, offer) for uid, offer in self.lookups.get("offer", {}).items()],
            suggestions=[{**one, "uid": uid} for uid, one in self.lookups.get("suggestion", {}).items()],
            phones=self._phones(),
            people={row["name"]: uid for uid, row in self.copy.rows("register.person").items()},
            unseen_rows=unseen,
        )  # fmt: skip

    def _head(self, tables: Mapping[str, Mapping[str, Row]]) -> Row:
        said = self.copy.head
        fact = next(iter(tables["register.village_fact"].values()), None)
        own = [one for one in drawn_rows(self.copy, "area") if one.fields["is_own"]]
        return {
            "village": said["village"],
            "area_code": said["area_code"],
            "year": self.copy.scope.year,
            "geom": as_hex(own[0].wkb.hex()) if own else None,
            "no_transfer": bool(tables["register.no_transfer"]),
            "village_fact_known": fact is not None,
            **{name: fact[name] if fact else None for name in _FIGURES},
            "coastal": bool(self.lookups.get("village", {}).get(said["area_code"], {}).get("coastal")),
        }

    def _elements(self) -> Iterator[Row]:
        sources, symbols = self.lookups.get("source", {}), self.lookups.get("symbol", {})
        found = self.copy.rows(ELEMENT)
        for uid in sorted(found, key=lambda one: found[one]["element_type_code"]):
            row = found[uid]
            source = sources.get(row["source_uid"] or "", {})
            yield {
                **row,
                "uid": uid,
                "register_name": source.get("name") or row["name"],
                "register_revision": source.get("revision"),
                "register_retired": bool(source.get("retired")),
                "own": source.get("area_code", self.copy.scope.area_code) == self.copy.scope.area_code,
                "symbol_missing": row["symbol_code"] not in symbols,
                "safety_appraised": source.get("safety_appraised"),
                "responsible": source.get("responsible"),
                "responsible_uid": source.get("responsible_uid"),
            }

    def _by_number(self) -> list[tuple[str, Row]]:
        return sorted(self.copy.rows(ROUTE).items(), key=lambda one: one[1]["number"])

    def _transfers(self, households: Mapping[str, Row]) -> list[Row]:
        groups: dict[tuple[Any, ...], Row] = {}
        for row in households.values():
            zone = self.lookups.get("risk_source", {}).get(row["risk_source_uid"] or "", {}).get("name")
            name = zone or row["zone_name"]
            key = (name, row["risk_source_uid"] or "", row["shelter_uid"] or "")
            group = groups.setdefault(key, {
                "zone_name": name, "risk_source_uid": row["risk_source_uid"], "shelter_uid": row["shelter_uid"],
                "people": 0, "households": 0,
            })  # fmt: skip
            group["people"] += row["people"]
            group["households"] += 1
        return [groups[key] for key in sorted(groups)]

    def _offer(self, uid: str, offer: Row) -> Row:
        return {
            "source_uid": uid,
            "name": offer["name"],
            "kind_name": offer["kind_name"],
            "kind_name_en": offer.get("kind_name_en"),
            "subject_code": offer["subject_code"],
            "drawn": offer.get("drawn"),
            "neighbour": False,
            "geom": offer["placed"] or None,
            "element_type_code": offer["element_type_code"],
            "symbol_code": offer["symbol_code"],
        }

    def _phones(self) -> set[str]:
        own = {row["person_uid"] for row in self.copy.rows("register.person_phone").values()}
        of_things = {str(row["responsible_uid"]) for row in self.lookups.get("source", {}).values() if row["phone"]}
        return own | set(self.lookups.get("phone", {})) | of_things

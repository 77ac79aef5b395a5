"""What the registers know about a village and its map does not show yet: take it in, or say that it is not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

from ..model.vocabulary import Name, named
from .palette import PaletteEntry, new_element
from .shown import shown_rows
from .verification import NOT_HERE, VERIFIED
from .working_copy import Edit, WorkingCopy, drawn_rows
from .working_copy.shapes import as_hex, inner_point

ELEMENT = "situation.element"


@dataclass(frozen=True)
class Offer:
    """One register row that belongs on the map."""

    uid: str
    name: str
    kind: Name
    element_type_code: str
    symbol_code: str
    details: str  # who answers for it
    placed: bool  # False: 待落图, its place has to be shown first


def open_offers(copy: WorkingCopy) -> list[Offer]:
    """Return what the registers have and the map neither shows nor says to be not here, in the register's order.

    Rows that no symbol stands for are left out; the check-up names them.
    """
    offers = copy.lookups.get("offer", {})
    shown = shown_rows(copy.rows(ELEMENT), offers.items())
    return [
        Offer(uid, one["name"], named(one, "kind_name"), one["element_type_code"], one["symbol_code"],
              one["responsible_party"] or "", bool(one["placed"]))
        for uid, one in offers.items()
        if uid not in shown and one["element_type_code"] and one["symbol_code"]
    ]  # fmt: skip


def accept(copy: WorkingCopy, uids: Sequence[str], description: str = "") -> list[str]:
    """Put register rows on the map in one command; return the uids of the new elements.

    Rows without a place are passed over. Who takes a thing in has looked at it. Raises: as ``WorkingCopy.run``.
    """
    rows = list(copy.rows(ELEMENT).values())
    edits = []
    for uid in uids:
        offered = copy.lookups["offer"][uid]["element"]
        if offered is None:
            continue
        element = {**numbered(copy, offered, rows), "review_state": VERIFIED}
        rows.append(element)
        edits.append(Edit(ELEMENT, None, element))
    return copy.run(edits, description)


def refuse(copy: WorkingCopy, uid: str, reason: str, description: str = "") -> str:
    """Say that a register row is not in this village any more, and why; return the uid of the entry.

    Raises: as ``WorkingCopy.run``.
    """
    known = copy.lookups["offer"][uid]
    source = copy.lookups["source"][uid]
    element = known["element"] or {
        "element_type_code": known["element_type_code"],
        "symbol_code": known["symbol_code"],
        "name": known["name"],
        "facts": {"subject_code": known["subject_code"]},
        "source_table": "register.relief_resource" if known["subject_code"].startswith("R") else "register.risk_source",
        "source_uid": uid,
        "source_revision": source["revision"],
        "geom": _somewhere(copy),
    }
    fields = {**element, "review_state": NOT_HERE, "review_reason": reason.strip()}
    (made,) = copy.run([Edit(ELEMENT, None, whole(fields))], description)
    return made


def take_over(copy: WorkingCopy, uid: str, description: str = "") -> None:
    """Give an element what its register row says now; what stands on the map only stays. Raises: as ``run``."""
    row = copy.row(ELEMENT, uid)
    offered = copy.lookups["offer"][row["source_uid"]]["element"]
    kept = {name: row["facts"][name] for name in ("route_uids", "number") if name in row["facts"]}
    fields = {name: offered[name] for name in ("risk_level", "households", "people", "capacity_people",
                                               "source_table", "source_uid", "source_revision", "geom")}  # fmt: skip
    if "number" not in row["facts"]:
        fields.update(name=offered["name"], label=offered["label"])
    fields["facts"] = {**offered["facts"], **kept}
    copy.run([Edit(ELEMENT, uid, {**fields, "review_state": VERIFIED})], description)


def place(copy: WorkingCopy, uid: str, entry: PaletteEntry, geometry: str, description: str = "") -> str:
    """Put a register row that had no place on the map, where a person shows it; return the new element's uid."""
    known, source = copy.lookups["offer"][uid], copy.lookups["source"][uid]
    fields = new_element(entry, geometry, copy.rows(ELEMENT).values(), copy.lookups)
    fields["facts"] = {**fields["facts"], "subject_code": known["subject_code"]}
    if "number" not in fields["facts"]:
        fields["name"] = fields["label"] = known["name"]
    table = "register.relief_resource" if known["subject_code"].startswith("R") else "register.risk_source"
    origin = {"source_table": table, "source_uid": uid, "source_revision": source["revision"]}
    (made,) = copy.run([Edit(ELEMENT, None, {**fields, **origin})], description)
    return made


def numbered(copy: WorkingCopy, offered: dict[str, Any], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return an offered element; one that goes by a number gets the next one of this map."""
    fields = whole(offered)
    if "number" not in fields["facts"]:
        return fields
    subject = fields["facts"].get("subject_code")
    entry = PaletteEntry(
        fields["symbol_code"], Name(fields["name"]), "point", "", Name(""), fields["element_type_code"], subject
    )
    fresh = new_element(entry, fields["geom"], rows, copy.lookups)
    facts = {**fields["facts"], "number": fresh["facts"]["number"]}
    return {**fields, "name": fresh["name"], "label": fresh["label"], "facts": facts}


def whole(element: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of an offered element."""
    return {name: value for name, value in element.items() if value is not None}


def _somewhere(copy: WorkingCopy) -> str:
    """Return a point in the village, for what has no place of its own."""
    (own,) = [row for row in drawn_rows(copy, "area") if row.fields["is_own"]]
    return inner_point(as_hex(own.wkb.hex()))

"""Keep the layers of the GeoPackage in step with the rows, inside the transaction of each command.

The rows are what counts; QGIS and the sheets read the layers. The tables say
what the snapshot's queries say (``database/edition_snapshot.py``), computed
here from the working copy alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping

from . import shapes
from .layer_tables import FIELDS, SPATIAL
from .merge import RETIRED
from .store import loads

Row = dict[str, Any]
Lookups = dict[str, dict[str, Row]]

_LAST = 1_000_000
_BY_DIMENSION = ("element_point", "element_line", "element_polygon")
_DANGEROUS_HOUSES = ("1007", "1008")
SHELTER, RESERVOIR, FLASH_FLOOD = "15", "05", "08"
_PHONE_KINDS = ("mobile", "duty", "office", "satellite")

#: Layer -> the statement that takes fid, geometry (where there is one) and the fields in order.
INSERT = {
    layer: " ".join(
        ["insert into", layer, "values (?,", *(["?,"] if layer in SPATIAL else []), ", ".join("?" * len(names)), ")"]
    )
    for layer, names in FIELDS.items()
}
_EMPTY = {layer: " ".join(["delete from", layer]) for layer in FIELDS}
_REMOVE = {
    layer: " ".join(["delete from", layer, "where", key, "= ? returning fid"])
    for layer, key in (*((name, "uid") for name in (*_BY_DIMENSION, "route")), ("label_point", "element_uid"))
}
#: Table -> the plain tables that say something about it.
_FOLLOW = {
    "situation.element": ("village_fact", "shelter", "transfer_zone", "warning_threshold"),
    "situation.route": ("shelter", "transfer_zone"),
    "situation.sheet_frame": ("sheet_frame",),
    "situation.remark": (),
    "register.village_fact": ("village_fact",),
    "register.grid_person": ("grid_person",),
    "register.duty": ("organisation",),
    "register.no_transfer": ("edition",),
    "register.transfer_household": ("transfer_household", "transfer_zone", "shelter"),
    "register.person": ("organisation", "grid_person", "transfer_household", "transfer_zone"),
    "register.person_phone": ("organisation", "grid_person", "transfer_household", "transfer_zone"),
}


class Content:
    """The rows and lookups of a working copy, read once for one projection."""

    def __init__(self, opened: sqlite3.Connection, path: Path, lookups: Lookups, head: Mapping[str, str]) -> None:
        self.opened, self.path, self.lookups, self.head = opened, path, lookups, head
        self._rows: dict[str, dict[str, Row]] = {}
        self._people: dict[str, Row] | None = None

    def all_rows(self, table: str) -> dict[str, Row]:
        """Return the rows of a table by uid, in the order in which they came, the retired too."""
        if table not in self._rows:
            found = self.opened.execute(
                "select uid, content from floodmap_record where table_name = ? order by rowid", (table,)
            )
            self._rows[table] = {uid: loads(text, dict, self.path) for uid, text in found}
        return self._rows[table]

    def rows(self, table: str) -> dict[str, Row]:
        """Return the rows of a table that are not retired."""
        return {uid: row for uid, row in self.all_rows(table).items() if not row.get(RETIRED)}

    def drawn(self) -> dict[str, Row]:
        """Return the elements that stand on the map."""
        return {uid: row for uid, row in self.rows("situation.element").items() if row["review_state"] != "not_here"}

    def lookup(self, kind: str, code: str | None) -> Row:
        """Return what is known about a code, nothing when it is unknown."""
        return self.lookups.get(kind, {}).get(code or "", {})

    def person(self, uid: str | None) -> Row:
        """Return name, title and the first phone of a person."""
        if self._people is None:
            self._people = self._read_people()
        return self._people.get(uid or "", {})

    def _read_people(self) -> dict[str, Row]:
        people = {uid: dict(row) for uid, row in self.lookups.get("person", {}).items()}
        people.update({uid: dict(row) for uid, row in self.all_rows("register.person").items()})
        for uid, known in self.lookups.get("phone", {}).items():
            people.setdefault(uid, {})["phone"] = known.get("number")
        found = self.rows("register.person_phone")
        for uid in sorted(found, key=lambda one: (_PHONE_KINDS.index(found[one]["kind"]), one), reverse=True):
            people.setdefault(found[uid]["person_uid"], {})["phone"] = found[uid]["number"]  # the first one is last
        return people


def project(content: Content, touched: Iterable[tuple[str, str]]) -> None:
    """Bring layers and tables up to date after rows (table, uid) were changed."""
    touched = set(touched)
    for table, uid in sorted(touched):
        row = content.all_rows(table).get(uid) if table in ("situation.element", "situation.route") else None
        if table == "situation.element":
            _project_element(content, uid, row)
        elif table == "situation.route":
            _replace(content, ("route",), uid, "route", None if row is None or row[RETIRED] else _route(uid, row))
    for name in sorted({name for table, _ in touched for name in _FOLLOW[table]}):
        _BUILDERS[name](content)


def project_all(content: Content) -> None:
    """Fill all layers and tables from the rows."""
    for layer in (*_BY_DIMENSION, "label_point", "route"):
        content.opened.execute(_EMPTY[layer])
    types = content.lookups.get("element_type", {})
    elements = content.all_rows("situation.element")

    def place(uid: str) -> tuple[int, str]:
        code = elements[uid]["element_type_code"]
        return types.get(code, {}).get("sort", _LAST), code

    for uid in sorted(elements, key=place):
        _project_element(content, uid, elements[uid])
    routes = content.rows("situation.route")
    for uid in sorted(routes, key=lambda one: routes[one]["number"]):
        _replace(content, (), uid, "route", _route(uid, routes[uid]))
    for build in _BUILDERS.values():
        build(content)


def _replace(content: Content, layers: Iterable[str], uid: str, target: str, row: Row | None) -> None:
    """Take a thing out of ``layers`` and put it into ``target``, where it keeps its fid."""
    kept = None
    for layer in layers:
        for (fid,) in content.opened.execute(_REMOVE[layer], (uid,)).fetchall():
            kept = fid if layer == target else kept
    if row is not None:
        values = [row.get(name) for name in FIELDS[target]]
        content.opened.execute(INSERT[target], [kept, row["geom"], *values])


def _project_element(content: Content, uid: str, row: Row | None) -> None:
    shown = row is not None and not row[RETIRED] and row["review_state"] != "not_here"
    if row is None or not shown:
        _replace(content, _BY_DIMENSION, uid, "", None)
        _replace(content, ("label_point",), uid, "", None)
        return
    symbol = content.lookup("symbol", row["symbol_code"])
    kind = content.lookup("element_type", row["element_type_code"])
    made = {**row, "uid": uid, "legend_group": symbol.get("legend_group") or kind.get("legend_group")}
    made["facts"] = _json(row["facts"])
    made["geom"] = shapes.blob(row["geom"], multi=True)
    _replace(content, _BY_DIMENSION, uid, _BY_DIMENSION[shapes.dimension(row["geom"])], made)
    label = row.get("label_point")
    point = {"element_uid": uid, "geom": shapes.blob(label)} if label else None
    _replace(content, ("label_point",), uid, "label_point", point)


def _route(uid: str, row: Row) -> Row:
    return {**row, "uid": uid, "warnings": _json(row["warnings"]), "geom": shapes.blob(row["geom"])}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _fill(content: Content, layer: str, rows: Iterable[Row]) -> None:
    content.opened.execute(_EMPTY[layer])
    spatial = layer in SPATIAL
    for row in rows:
        values = [row.get(name) for name in FIELDS[layer]]
        content.opened.execute(INSERT[layer], [None, *([row["geom"]] if spatial else []), *values])


def _frames(content: Content) -> None:
    rows = sorted(content.rows("situation.sheet_frame").values(), key=lambda row: row["number"])
    made = [{**row, "geom": shapes.blob(row["geom"]) if row["geom"] else None} for row in rows]
    _fill(content, "sheet_frame", made)


def _edition(content: Content) -> None:
    declared = int(bool(content.rows("register.no_transfer")))
    content.opened.execute("update edition set no_transfer = ?, state = ?", (declared, content.head.get("state")))


def _village_fact(content: Content) -> None:
    drawn = content.drawn().values()
    zones = [row for row in drawn if "danger_zone_type" in row["facts"]]
    shelters = [row for row in drawn if row["element_type_code"] == SHELTER]
    row: Row = {
        "year": int(content.head.get("year", "0")),
        "threatened_households": _sum(zones, "households"),
        "threatened_people": _sum(zones, "people"),
        "shelters": len(shelters),
        "shelter_capacity": _sum(shelters, "capacity_people"),
        "reservoirs": sum(row["element_type_code"] == RESERVOIR for row in drawn),
        "dangerous_houses": sum(row["facts"].get("subject_code") in _DANGEROUS_HOUSES for row in drawn),
    }
    for fact in content.rows("register.village_fact").values():
        row.update(fact)
    if row.get("area_km2") is None:
        row["area_km2"] = content.lookup("village", content.head.get("area_code")).get("area_km2")
    _fill(content, "village_fact", [row])


def _sum(rows: Iterable[Row], name: str) -> int | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def _organisation(content: Content) -> None:
    made = []
    for row in content.rows("register.duty").values():
        post, person = content.lookup("post", row["post_code"]), content.person(row["person_uid"])
        made.append({**row, **_named(person), "sort": post.get("sort"), "post_name": post.get("name_zh")})
    _fill(content, "organisation", sorted(made, key=lambda row: _number(row["sort"])))


def _named(person: Row) -> Row:
    return {"name": person.get("name"), "title": person.get("title"), "phone": person.get("phone")}


def _number(value: int | float | None) -> float:
    return float("inf") if value is None else value


def _grid(content: Content) -> None:
    made = []
    for row in content.rows("register.grid_person").values():
        kind, person = content.lookup("grid_type", row["grid_type_code"]), content.person(row["person_uid"])
        more = {"grid_type_name": kind.get("name_zh"), "responsible_title": kind.get("responsible_title")}
        made.append({**row, **_named(person), **more, "sort": kind.get("sort")})
    _fill(content, "grid_person", sorted(made, key=lambda row: (_number(row["sort"]), row["grid_name"])))


def _households(content: Content) -> list[Row]:
    made = []
    for row in content.rows("register.transfer_household").values():
        kind = content.lookup("danger_zone_type", row["zone_type_code"])
        zone = content.lookup("risk_source", row["risk_source_uid"]).get("name") or row["zone_name"]
        shelter = content.lookup("relief_resource", row["shelter_uid"]).get("name") or row["shelter_name"]
        names = {"zone_name": zone, "shelter_name": shelter, "zone_type_name": kind.get("name_zh")}
        made.append({**row, **names, "sort": kind.get("sort")})
    return sorted(made, key=lambda row: (_number(row["sort"]), row["zone_name"]))


def _transfer_household(content: Content) -> None:
    made = []
    for row in _households(content):
        people = {
            "householder": content.person(row["householder_uid"]),
            "transfer": content.person(row["transfer_person_uid"]),
            "warning": content.person(row["warning_person_uid"]),
        }
        line = dict(row)
        for role, person in people.items():
            line[role + "_phone"], line[role + "_title"] = person.get("phone"), person.get("title")
            line["householder_name" if role == "householder" else role + "_person"] = person.get("name")
        made.append(line)
    _fill(content, "transfer_household", made)


def _transfer_zone(content: Content) -> None:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in _households(content):
        key = (_number(row["sort"]), row["zone_name"], row["zone_type_name"], row["risk_source_uid"])
        groups.setdefault(key, []).append(row)
    elements = content.rows("situation.element")
    made = []
    for (_, zone, kind, source), rows in groups.items():
        meant = {
            uid for uid, one in elements.items() if (one["source_uid"] == source if source else one["name"] == zone)
        }
        transfer = content.person(_most_frequent(row["transfer_person_uid"] for row in rows))
        warning = content.person(_most_frequent(row["warning_person_uid"] for row in rows))
        made.append(
            {
                "zone_name": zone,
                "zone_type_name": kind,
                "households": len(rows),
                "people": sum(row["people"] for row in rows),
                "transfer_person": transfer.get("name"),
                "transfer_phone": transfer.get("phone"),
                "warning_person": warning.get("name"),
                "route_numbers": _joined(str(row["number"]) for row in _routes_from(content, meant)),
                "shelter_name": _joined(row["shelter_name"] for row in rows),
            }
        )
    _fill(content, "transfer_zone", made)


def _routes_from(content: Content, elements: set[str]) -> list[Row]:
    rows = content.rows("situation.element")
    listed = {uid for element in elements for uid in rows[element]["facts"].get("route_uids") or ()}
    routes = content.rows("situation.route").items()
    return [row for uid, row in routes if row["from_element_uid"] in elements or uid in listed]


def _most_frequent(uids: Iterable[str | None]) -> str | None:
    counts = Counter(uid for uid in uids if uid)
    return min(counts, key=lambda uid: (-counts[uid], uid), default=None)


def _joined(names: Iterable[str | None]) -> str | None:
    return "、".join(sorted({name for name in names if name})) or None


def _shelter(content: Content) -> None:
    serves = _served(content)
    appraisals: dict[str, list[bool]] = {}
    for one in content.rows("register.transfer_household").values():
        if one["safety_appraised"] is not None:
            appraisals.setdefault(one["shelter_uid"] or "", []).append(one["safety_appraised"])
    made = []
    for uid, row in content.drawn().items():
        if row["element_type_code"] != SHELTER:
            continue
        known = content.lookup("relief_resource", row["source_uid"])
        appraised = appraisals.get(row["source_uid"] or "-", [])
        safe = known.get("safety_appraised")
        safe = (any(appraised) if appraised else None) if safe is None else safe
        made.append({**known, **row, "safety_appraised": safe, "serves": _joined(serves.get(uid, ()))})
    made.sort(key=lambda row: (-_number_or(row["capacity_people"], -1), row["name"] or ""))
    _fill(content, "shelter", made)


def _served(content: Content) -> dict[str, set[str | None]]:
    """Return for each shelter the names of the places from which a route leads there."""
    elements = content.rows("situation.element")
    ends = {uid: one["to_element_uid"] for uid, one in content.rows("situation.route").items()}
    found: dict[str, set[str | None]] = {}
    for uid, one in content.rows("situation.route").items():
        if one["from_element_uid"] in elements:
            found.setdefault(ends[uid] or "", set()).add(elements[one["from_element_uid"]]["name"])
    for row in elements.values():
        for route in row["facts"].get("route_uids") or ():
            if route in ends:
                found.setdefault(ends[route] or "", set()).add(row["name"])
    return found


def _number_or(value: int | None, other: int) -> int:
    return other if value is None else value


def _warning_threshold(content: Content) -> None:
    made = []
    for row in content.drawn().values():
        if row["element_type_code"] == FLASH_FLOOD:
            given = row["facts"].get("attributes") or {}
            line = {"water_level_m": given.get("disaster_level_m"), "signal": given.get("warning_signal")}
            made.append({**given, **line, "zone_name": row["name"], "risk_level": row["risk_level"]})
    made.sort(key=lambda row: (_number(row["risk_level"]), row["zone_name"] or ""))
    _fill(content, "warning_threshold", made)


_BUILDERS: dict[str, Callable[[Content], None]] = {
    "sheet_frame": _frames,
    "edition": _edition,
    "village_fact": _village_fact,
    "organisation": _organisation,
    "grid_person": _grid,
    "transfer_household": _transfer_household,
    "transfer_zone": _transfer_zone,
    "shelter": _shelter,
    "warning_threshold": _warning_threshold,
}

"""Profiles: what a public sheet must not say, taken out before anything is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import UnknownProfile

if TYPE_CHECKING:
    from .snapshot import Row, Snapshot

#: ``blank`` is the ground without anything that was plotted: to be drawn on with pens at a village meeting.
#: ``changes`` is the inside's sheet with what differs from last year's in red.
PROFILES = ("internal", "public", "blank", "changes")
#: What is drawn of a township's villages together; its snapshot is another one, see overview.
OVERVIEW = "overview"
#: What a terrain analysis found in a village or township; its snapshot is another one too, see terrain_map.
TERRAIN = "terrain"

_MOBILE = re.compile(r"(?<!\d)(1\d{2})[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})([\s-]?)(\d{3,4})([\s-]?)(\d{4})(?!\d)")
#: Without an area code seven or eight digits are a telephone number only where the text says so.
_LOCAL = re.compile(r"((?:电话|值班|手机|联系|热线|座机)\D{0,3})(\d{3,4})([\s-]?)(\d{4})(?!\d)")
_NUMBER = r"[\d.,×xX]+\s*(?:～|~|-|至)?\s*[\d.]*"
_VOLUME = r"(?:[万亿]\s*)?(?:m\s*[³3]|立方米|立方|方)"
_VOLT = r"(?:千伏|伏|[kK]\s*[vV](?![a-zA-Z])|[vV](?![a-zA-Z]))"
#: Words of a label that tell a capacity of water or a voltage.
_RESTRICTED = re.compile(
    rf"[，,、；;\s（(]*(?:总|正常|最大|兴利|调洪|设计|防洪|死)*(?:库容|容积|蓄水量|蓄水(?=[约为达]?\s*\d)|电压等级|电压)"
    rf"\s*(?:约|为|是|达|:|：|=|≥|>)*\s*(?:{_NUMBER}\s*(?:{_VOLUME}|{_VOLT})?)?[）)]?"
    rf"|[，,、；;\s（(]*(?<![\d.]){_NUMBER}\s*(?:千伏|[kK]\s*[vV](?![a-zA-Z])|(?:[万亿])\s*{_VOLUME})[）)]?"
)
_SETTLEMENT = "02"
_PHONE_KEYS = ("phone", "transfer_phone", "duty_phone", "warning_phone")


#: Columns that hold the name of somebody on duty, or nothing but a code, a number or a time.
_OWN_WORDS = frozenset(
    ("name", "manager", "leader", "transfer_person", "warning_person", "title", "phone", "duty_phone")
    + ("transfer_phone", "warning_phone", "level_name", "kind", "unit")
)
_CHINESE = "\u4e00-\u9fff"


@dataclass(frozen=True)
class PrivateNames:
    """The names of those who live in danger zones, apart from places and people on duty that are called alike."""

    pattern: re.Pattern[str] | None

    def found_in(self, text: str) -> bool:
        """Tell whether a household's name stands in the text."""
        return self.pattern is not None and any(match["household"] for match in self.pattern.finditer(text))

    def left_out_of(self, text: str) -> str:
        """Return the text without the names of households."""
        if not self.found_in(text) or self.pattern is None:
            return text
        return self.pattern.sub(lambda match: "" if match["household"] else match[0], text).strip(" ，,、；;")


def private_names(snapshot: Snapshot) -> PrivateNames:
    """Return the names that only the inside may read; to be asked before ``prepared`` takes them out."""
    households = {str(row.get("householder_name") or "").strip() for row in snapshot.tables["transfer_household"]}
    households = {name for name in households if len(name) > 1}
    if not households:
        return PrivateNames(None)
    places = {str(area.row.get(key) or "") for area in snapshot.areas for key in ("name", "display_name")}
    places |= {str(one.row.get("name") or "") for layer in snapshot.base.values() for one in layer}
    places |= {element.name for element in snapshot.elements if element.kind == _SETTLEMENT}
    places = {place for place in places if any(name in place for name in households)} - households
    on_duty = {
        str(row.get(key) or "").strip()
        for table in ("organisation", "grid_person", "transfer_zone", "shelter", "store_team")
        for row in snapshot.tables[table]
        for key in ("name", "manager", "leader", "transfer_person", "warning_person")
    } & households
    parts = [_any_of(places), rf"(?<![{_CHINESE}])(?:{_any_of(on_duty)})(?![{_CHINESE}])"]
    return PrivateNames(re.compile("|".join(parts) + rf"|(?P<household>(?:{_any_of(households)})(?:户|家)?)"))


def _any_of(words: set[str]) -> str:
    """Return a pattern for any of the words, the longest first; one that nothing matches when there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def prepared(snapshot: Snapshot, profile: str) -> Snapshot:
    """Return the snapshot as the profile may see it (the same object, changed)."""
    if profile == "changes":
        from .changes import require_changes  # the database's rooms come in with it, QGIS reads PROFILES at start

        require_changes(snapshot)
        return snapshot
    own_table = {OVERVIEW: "village_summary", TERRAIN: "terrain_run"}.get(profile)
    if own_table is not None and not snapshot.tables[own_table]:
        raise UnknownProfile(profile=profile)  # a village's snapshot
    snapshot.changes = None
    if profile == "public":
        return _published(snapshot)
    if profile == "blank":
        snapshot.elements = [element for element in snapshot.elements if element.kind == _SETTLEMENT]
        snapshot.routes, snapshot.frames = [], []
        snapshot.tables = {name: [] for name in snapshot.tables}
    return snapshot


def _published(snapshot: Snapshot) -> Snapshot:
    names = private_names(snapshot)

    def public(text: str) -> str:
        return names.left_out_of(unrestricted(masked(text)))

    snapshot.tables["transfer_household"] = []
    for element in snapshot.elements:
        element.facts = {}
        element.name, element.label = public(element.name), public(element.label)
        element.sub_label = public(element.sub_label) if element.sub_label else element.sub_label
    for layer in snapshot.base.values():
        for feature in layer:
            if feature.row.get("name"):
                feature.row["name"] = public(str(feature.row["name"]))
    for table, rows in snapshot.tables.items():
        for row in rows:
            _mask_row(row)
            for key, value in row.items():
                is_thing = table in ("shelter", "store_team") and key == "name"
                if isinstance(value, str) and (is_thing or key not in _OWN_WORDS):
                    row[key] = public(value)
            if "zone_name" in row and not row["zone_name"]:
                row["zone_name"] = row.get("zone_type_name") or ""
    _mask_row(snapshot.edition)
    return snapshot


def masked(text: str) -> str:
    """Return the text with the middle of every telephone number hidden."""
    text = _MOBILE.sub(lambda m: f"{m[1]}****{m[3]}", text)
    text = _LANDLINE.sub(lambda m: f"{m[1]}{m[2]}{'*' * len(m[3])}{m[4]}{m[5]}", text)
    return _LOCAL.sub(lambda m: f"{m[1]}{'*' * len(m[2])}{m[3]}{m[4]}", text)


def unrestricted(text: str) -> str:
    """Return the text without capacities of reservoirs and voltages."""
    return _RESTRICTED.sub("", text).strip(" ，,、；;")


def _mask_row(row: Row) -> None:
    for key, value in row.items():
        if isinstance(value, str):
            row[key] = _masked_cell(key, value)


def _masked_cell(key: str, value: str) -> Any:
    text = masked(value)
    if key in _PHONE_KEYS and text == value and sum(char.isdigit() for char in value) >= 7:
        digits = [place for place, char in enumerate(value) if char.isdigit()]
        hidden = set(digits[len(digits) // 3:-len(digits) // 3 or None])
        return "".join("*" if place in hidden else char for place, char in enumerate(value))
    return text

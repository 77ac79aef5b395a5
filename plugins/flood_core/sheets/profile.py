"""Profiles: what a public sheet must not say, taken out before anything is drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .snapshot import Row, Snapshot

PROFILES = ("internal", "public")

_MOBILE = re.compile(r"(?<!\d)(1\d{2})[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})([\s-]?)(\d{3,4})(\d{4})(?!\d)")
_LOCAL = re.compile(r"(?<!\d)(\d{3})(\d{4,5})(?!\d)(?=$|\s|、|；)")
#: Words of a label that tell a capacity of water or a voltage.
_RESTRICTED = re.compile(
    r"[，,、\s（(]*(?:总|正常|最大|兴利|调洪)?(?:库容|容积|蓄水量|电压)[^\s，,、；;）)]*(?:\s*[\d.]+\s*(?:万)?(?:m³|m3|立方米|方|kV|KV|千伏|V|伏))?[）)]?"
    r"|[，,、\s（(]*\d+(?:\.\d+)?\s*(?:千伏|kV|KV|kv|(?:万|亿)(?:m³|m3|立方米|方))[）)]?"
)
_PHONE_KEYS = ("phone", "transfer_phone", "duty_phone", "warning_phone")


def prepared(snapshot: Snapshot, profile: str) -> Snapshot:
    """Return the snapshot as the profile may see it (the same object, changed)."""
    if profile != "public":
        return snapshot
    households = {str(row.get("householder_name") or "").strip() for row in snapshot.tables["transfer_household"]}
    households.discard("")
    snapshot.tables["transfer_household"] = []
    for element in snapshot.elements:
        element.facts = {}
        element.name = _public(element.name, households)
        element.label = _public(element.label, households)
    for rows in snapshot.tables.values():
        for row in rows:
            _mask_row(row)
    _mask_row(snapshot.edition)
    return snapshot


def masked(text: str) -> str:
    """Return the text with the middle of every telephone number hidden."""
    text = _MOBILE.sub(lambda m: f"{m[1]}****{m[3]}", text)
    return _LANDLINE.sub(lambda m: f"{m[1]}{m[2]}{'*' * len(m[3])}{m[4]}", text)


def unrestricted(text: str) -> str:
    """Return the text without capacities of reservoirs and voltages."""
    return _RESTRICTED.sub("", text).strip(" ，,、；;")


def _public(text: str, households: set[str]) -> str:
    text = unrestricted(masked(text))
    for name in sorted(households, key=len, reverse=True):
        text = text.replace(name, "")
    return text.strip()


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

"""What the map says beside an element, by element type.

The first line is the name or number, the second the figures. The public label
leaves out what a public map must not show: storage capacity and voltage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Mapping


@dataclass(frozen=True)
class Labels:
    """The label of the internal and of the public sheet; None = none."""

    internal: str | None
    public: str | None


Subject = Mapping[str, Any]


def labels_for(element_type_code: str, subject: Subject, number: str | None = None) -> Labels:
    """Return the labels of a thing.

    ``subject`` holds name, households, people, capacity_people, headcount,
    external_code, attributes by Chinese name, and their ``units``.
    """
    if number:
        return Labels(number, number)
    kind = element_type_code[:2]
    if kind == "22":
        return Labels(None, None)
    head = str(subject.get("external_code") or subject["name"]) if element_type_code == "09" else str(subject["name"])
    figures = _FIGURES.get(kind)
    public = _lines(head, figures(subject) if figures else "")
    restricted = _RESTRICTED.get(kind)
    internal = _lines(
        head, " ".join(filter(None, [restricted(subject) if restricted else "", figures(subject) if figures else ""]))
    )
    return Labels(internal, public)


def _lines(head: str, figures: str) -> str:
    return f"{head}\n{figures}" if figures else head


def _households_people(subject: Subject) -> str:
    households, people = subject.get("households"), subject.get("people")
    parts = [f"{households}户" if households else "", f"{people}人" if people else ""]
    return "/".join(part for part in parts if part)


def _people(subject: Subject) -> str:
    for name in ("people", "人数", "学生", "在园", "入住", "床位", "核定人数", "最大承载", "容纳"):
        if subject.get(name):
            return f"{_number(subject[name])}{'床' if name == '床位' else '人'}"
    return ""


def _capacity(subject: Subject) -> str:
    return f"可容纳{subject['capacity_people']}人" if subject.get("capacity_people") else ""


def _depth(subject: Subject) -> str:
    for name, value in subject.items():
        if "深" in name and value not in (None, ""):
            unit = (subject.get("units") or {}).get(name) or "m"
            return f"最深{_number(value)}{unit}"
    return ""


def _ships_people(subject: Subject) -> str:
    parts = []
    for name, value in subject.items():
        if "容量" in name and value not in (None, "") and (subject.get("units") or {}).get(name) == "艘":
            parts.append(f"{_number(value)}艘")
            break
    if subject.get("people"):
        parts.append(f"{subject['people']}人")
    return "/".join(parts)


def _standard(subject: Subject) -> str:
    years = next((value for name, value in subject.items() if name.endswith("标准") and value not in (None, "")), None)
    chainage = next((value for name, value in subject.items() if "桩号" in name and value not in (None, "")), None)
    parts = [f"{_number(years)}年一遇" if isinstance(years, (int, float)) else str(years or ""), str(chainage or "")]
    return " ".join(part for part in parts if part)


def _headcount(subject: Subject) -> str:
    return f"{subject['headcount']}人" if subject.get("headcount") else ""


def _storage(subject: Subject) -> str:
    value = subject.get("总库容")
    if value in (None, ""):
        return ""
    return f"库容{_number(value)}{(subject.get('units') or {}).get('总库容') or '万m³'}"


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


_FIGURES: Mapping[str, Callable[[Subject], str]] = {
    "02": _households_people,
    "06": _standard,
    "08": _households_people,
    "09": _households_people,
    "10": _depth,
    "13": _people,
    "14": _ships_people,
    "15": _capacity,
    "19": _headcount,
}
_RESTRICTED: Mapping[str, Callable[[Subject], str]] = {"05": _storage}

"""Tables of things that stand on the map: shelters, stores and teams, warning thresholds of danger zones.

A row is an element; it comes and goes on the map. Its cells are fields of its
form, so what is typed here stands there, on the map and on the sheet.
"""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Sequence

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.forms import FormField
from ..model.vocabulary import named
from .element_form import element_change, form_values
from .verification import NOT_HERE, TO_VERIFY, looked_at
from .working_copy import Edit, WorkingCopy

Row = dict[str, Any]
ELEMENT = "situation.element"
SHELTERS, STORES, THRESHOLDS = "shelters", "stores", "thresholds"
#: Table -> element types of its rows.
THINGS: dict[str, tuple[str, ...]] = {SHELTERS: ("15",), STORES: ("18", "19"), THRESHOLDS: ("08",)}
_MOST = 10_000_000
_KIND = "facts/subject_code"
_RAIN = (
    ("prepare_1h_mm", QT_TRANSLATE_NOOP("forms", "Prepare, 1 h")),
    ("prepare_3h_mm", QT_TRANSLATE_NOOP("forms", "Prepare, 3 h")),
    ("prepare_6h_mm", QT_TRANSLATE_NOOP("forms", "Prepare, 6 h")),
    ("move_1h_mm", QT_TRANSLATE_NOOP("forms", "Leave, 1 h")),
    ("move_3h_mm", QT_TRANSLATE_NOOP("forms", "Leave, 3 h")),
    ("move_6h_mm", QT_TRANSLATE_NOOP("forms", "Leave, 6 h")),
)


class NotOnTheMap(InputError):
    """A pasted row is about something that the map does not show."""

    template = QT_TRANSLATE_NOOP("errors", "“{name}” is not on the map.")
    hint = QT_TRANSLATE_NOOP("errors", "Draw it on the map first, or write its name as the map does.")


def columns(table: str, copy: WorkingCopy) -> list[FormField]:
    """Return the columns of a table of things."""
    if table == THRESHOLDS:
        rain = [FormField(_attribute(key), label, "number", "mm", minimum=0, maximum=2000) for key, label in _RAIN]
        return [FormField("name", QT_TRANSLATE_NOOP("forms", "Danger zone"), read_only=True), *rain]
    return [
        FormField("name", QT_TRANSLATE_NOOP("forms", "Name"), required=True),
        FormField(_KIND, QT_TRANSLATE_NOOP("forms", "Kind"), "choice", choices=_kinds(copy), read_only=True),
        *(_of_shelters() if table == SHELTERS else _of_stores()),
        FormField("facts/responsible_person", QT_TRANSLATE_NOOP("forms", "Responsible person")),
        FormField("facts/location", QT_TRANSLATE_NOOP("forms", "Location")),
    ]


def _of_shelters() -> list[FormField]:
    return [
        FormField("capacity_people", QT_TRANSLATE_NOOP("forms", "Room for"), "integer", "人", minimum=0,
                  maximum=_MOST),
        FormField(_attribute("floor_area_m2"), QT_TRANSLATE_NOOP("forms", "Floor area"), "number", "m²", minimum=0,
                  maximum=_MOST),
        FormField(_attribute("safety_appraised"), QT_TRANSLATE_NOOP("forms", "Safety appraised"), "boolean"),
    ]  # fmt: skip


def _of_stores() -> list[FormField]:
    return [
        FormField("facts/quantity", QT_TRANSLATE_NOOP("forms", "Quantity"), "number", minimum=0, maximum=_MOST),
        FormField("facts/unit", QT_TRANSLATE_NOOP("forms", "Unit of quantity")),
        FormField("facts/headcount", QT_TRANSLATE_NOOP("forms", "Headcount"), "integer", "人", minimum=0,
                  maximum=_MOST),
    ]  # fmt: skip


def _attribute(key: str) -> str:
    return f"facts/attributes/{key}"


def _kinds(copy: WorkingCopy) -> tuple[tuple[str, str], ...]:
    return tuple((code, named(row)) for code, row in copy.lookups.get("subject", {}).items() if code.startswith("R"))


def things(table: str, copy: WorkingCopy) -> Iterator[tuple[str, Row, bool]]:
    """Yield uid, cells and whether it is to be verified, of each thing of a table."""
    fields = columns(table, copy)
    for uid, row in copy.rows(ELEMENT).items():
        if row["element_type_code"][:2] in THINGS[table] and row["review_state"] != NOT_HERE:
            yield uid, form_values(row, fields), row["review_state"] == TO_VERIFY


def changed(copy: WorkingCopy, uid: str, values: Mapping[str, Any]) -> Edit:
    """Return the change of a thing by cells of its row, as one."""
    row = copy.row(ELEMENT, uid)
    fields: Row = {}
    for key, value in values.items():
        fields.update(element_change({**row, **fields}, key, value, copy.lookups))
    return Edit(ELEMENT, uid, looked_at(row, fields))


def fill(copy: WorkingCopy, table: str, rows: Sequence[Mapping[str, Any]], description: str = "") -> int:
    """Put pasted rows into the things of their names, in one command; return how many. Blank cells change nothing.

    Raises: NotOnTheMap, as ``WorkingCopy.run``.
    """
    known = {str(cells["name"]): uid for uid, cells, _ in things(table, copy)}
    edits = []
    for row in rows:
        name = str(row.get("name") or "").strip()
        if name not in known:
            raise NotOnTheMap(name=name)
        cells = {key: value for key, value in row.items() if value is not None and key != "name"}
        edits.append(changed(copy, known[name], cells))
    copy.run(edits, description)
    return len(edits)

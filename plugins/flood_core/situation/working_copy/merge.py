"""Three-way merge of rows, field by field. Plain Python: no file, no server.

A row is flattened to fields: columns, ``retired``, and one field for each key of
a JSON object (``facts/depth_m``). A missing field and NULL are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence

Fields = dict[str, Any]
RETIRED = "retired"


@dataclass(frozen=True)
class Merged:
    """The outcome for one row.

    ``fields`` has all that can be agreed on, and one's own value where it
    cannot; ``to_send`` names the fields in which the server is to follow, and
    ``conflicts`` those on which a person has to decide.
    """

    fields: Fields
    to_send: tuple[str, ...]
    conflicts: tuple[str, ...]


def flatten(content: Mapping[str, Any]) -> Fields:
    """Return the fields of a row."""
    fields: Fields = {}
    for key, value in content.items():
        if isinstance(value, Mapping):
            fields.update({f"{key}/{inner}": part for inner, part in value.items() if part is not None})
        else:
            fields[key] = value
    return fields


def column_of(field: str) -> str:
    """Return the column that a field belongs to."""
    return field.split("/", 1)[0]


def unflatten(fields: Mapping[str, Any], objects: Sequence[str]) -> dict[str, Any]:
    """Return the row with these fields; ``objects`` names the columns that are JSON objects."""
    content: dict[str, Any] = {name: {} for name in objects}
    for field, value in fields.items():
        column, slash, key = field.partition("/")
        if slash and value is not None:
            content[column][key] = value
        elif not slash and column not in objects:
            content[column] = value
    return content


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields in which two rows differ, sorted."""
    return tuple(sorted(field for field in {*one, *other} if one.get(field) != other.get(field)))


def three_way(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    coupled: Sequence[Sequence[str]] = (),
) -> Merged:
    """Merge what both sides made of ``base``.

    Fields of one ``coupled`` group only make sense together and are taken from
    one side. One side deleting what the other changed is a conflict too.
    """
    changed_here, changed_there = set(differing(base, mine)), set(differing(base, theirs))
    differ = set(differing(mine, theirs))
    conflicts = changed_here & changed_there & differ
    for group in coupled:
        here, there = changed_here & set(group), changed_there & set(group)
        if here and there and differ & set(group):
            conflicts |= (here | there) & differ
    if RETIRED in differ and changed_here and changed_there and {RETIRED} & (changed_here | changed_there):
        conflicts.add(RETIRED)
    fields = {field: mine.get(field) for field in {*mine, *theirs}}
    for field in differ - conflicts - changed_here:
        fields[field] = theirs.get(field)
    return Merged(fields, tuple(sorted((differ - conflicts) & changed_here)), tuple(sorted(conflicts)))

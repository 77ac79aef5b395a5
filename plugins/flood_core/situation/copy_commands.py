"""Commands on drawn things that take more than one field: copy one, split one, turn it or change its size."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsGeometry, QgsPointXY

from ..analysis.metric import Plane, from_hex
from ..errors import QT_TRANSLATE_NOOP, InputError
from . import copy_routes
from .drawn_shape import as_kept, next_route_number
from .working_copy import Edit, WorkingCopy

ELEMENT, ROUTE = "situation.element", "situation.route"
#: What a copy of a thing has of its original; figures are counted once and stay with the first.
_LIKE = ("element_type_code", "symbol_code", "sub_label", "name", "risk_level")
#: Facts that belong to the one thing alone.
_OWN_FACTS = ("number", "route_uids", "external_code")
#: A copy lies so many metres to the south-east, where it can be seen and taken.
_BESIDE_M = 40.0


class NotSplit(InputError):
    """The line does not cross the thing from one side to the other."""

    template = QT_TRANSLATE_NOOP("errors", "The line does not cut “{name}” into two.")
    hint = QT_TRANSLATE_NOOP("errors", "Draw it right across, beginning and ending outside.")


def copy_thing(copy: WorkingCopy, uid: str, description: str = "") -> str:
    """Put a copy of an element beside it and return its uid; households and people stay with the original.

    Raises: as ``WorkingCopy.run``.
    """
    row = copy.row(ELEMENT, uid)
    shape = from_hex(row["geom"])
    plane = Plane.around(shape)
    there = plane.metres(shape)
    there.translate(_BESIDE_M, -_BESIDE_M)
    return copy.add(ELEMENT, _like(row, plane.degrees(there)), description)


def _like(row: Mapping[str, Any], geometry: QgsGeometry) -> dict[str, Any]:
    facts = {key: value for key, value in row["facts"].items() if key not in _OWN_FACTS}
    return {
        **{key: row[key] for key in _LIKE}, "label": row["name"], "facts": facts, "review_state": "verified",
        "geom": as_kept(geometry),
    }  # fmt: skip


def split_thing(copy: WorkingCopy, table: str, uid: str, line: QgsGeometry, description: str = "") -> list[str]:
    """Cut a line or an area along ``line`` (degrees), in one command; return the uids of the parts, the first the old.

    Raises: NotSplit, as ``WorkingCopy.run``.
    """
    row = copy.row(table, uid)
    shape = from_hex(row["geom"])
    parts = _cut(shape, line)
    if len(parts) < 2:
        raise NotSplit(name=row["name"] or "")
    parts.sort(key=lambda one: -(one.area() or one.length()))
    edits = [Edit(table, uid, _part_of(copy, table, row, parts[0], None))]
    number = next_route_number(copy.rows(ROUTE)) if table == ROUTE else 0
    for count, part in enumerate(parts[1:]):
        edits.append(Edit(table, None, _part_of(copy, table, row, part, number + count)))
    return copy.run(edits, description)


def _cut(shape: QgsGeometry, line: QgsGeometry) -> list[QgsGeometry]:
    rest = QgsGeometry(shape)
    points = [QgsPointXY(vertex) for vertex in line.vertices()]
    _, made, _ = rest.splitGeometry(points, False)
    return [rest, *made] if made else [rest]


def _part_of(
    copy: WorkingCopy, table: str, row: Mapping[str, Any], part: QgsGeometry, number: int | None
) -> dict[str, Any]:
    if table == ROUTE:
        fields = {"geom": as_kept(part), **copy_routes.measured(copy, row, part)}
        if number is None:
            return fields
        return {**fields, **copy_routes.ends(copy, part), "number": number, "name": row["name"],
                "review_state": "verified"}  # fmt: skip
    return {"geom": as_kept(part)} if number is None else _like(row, part)


def turned(shape: QgsGeometry, degrees: float, factor: float) -> QgsGeometry:
    """Return a line or area (degrees) turned clockwise about its middle and ``factor`` times as large."""
    plane = Plane.around(shape)
    there = plane.metres(shape)
    middle = there.boundingBox().center()
    there.rotate(degrees, middle)
    for number, vertex in enumerate(list(there.vertices())):
        there.moveVertex(middle.x() + (vertex.x() - middle.x()) * factor,
                         middle.y() + (vertex.y() - middle.y()) * factor, number)  # fmt: skip
    return plane.degrees(there)

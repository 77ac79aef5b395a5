"""The boundaries of the villages that a village is split into, from a file with their codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Sequence

from ..database.area_changes import Part
from ..errors import QT_TRANSLATE_NOOP, InputError
from . import geo_file
from .base_fields import propose
from .geo_file import BadPlace, find_layer, open_vector, system_of


class PartMissing(InputError):
    """The file lacks the boundary of a part."""

    template = QT_TRANSLATE_NOOP("errors", "{file} has no boundary with the code {code}.")
    hint = QT_TRANSLATE_NOOP("errors", "The file needs one area with the code of each new village.")


def parts_from_file(parts: Sequence[Part], path: Path, *, crs: str | None = None) -> list[Part]:
    """Return the parts with their boundaries. Raises: PartMissing, and the errors of opening a file."""
    store = open_vector(path)
    table = find_layer(store, path, "area", None)
    change = geo_file.to_degrees(system_of(table.GetSpatialRef(), crs, path))
    code_field = propose("area", geo_file.field_names(table))["code"]
    found: dict[str, bytes] = {}
    for feature in table:
        geometry = feature.GetGeometryRef()
        if code_field is None or geometry is None:
            continue
        try:
            found[feature.GetField(code_field)] = bytes(geo_file.flat_degrees(geometry, change).ExportToWkb())
        except BadPlace:
            continue
    for one in parts:
        if one.code not in found:
            raise PartMissing(file=path.name, code=one.code)
    return [replace(one, geometry=found[one.code]) for one in parts]

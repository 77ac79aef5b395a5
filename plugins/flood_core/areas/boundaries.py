"""Take the boundaries of townships and villages in from any file, after telling in words what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

from osgeo import ogr

from ..database import area_boundaries
from ..database.area_boundaries import ONLY_ADMINISTRATORS, Found, Incoming
from ..database.connection import Connection, Cursor, transaction
from ..errors import CONTEXT, QT_TRANSLATE_NOOP, InputError, Translate
from ..model.area_codes import is_area_code, short_code
from ..model.area_names import display_name
from ..progress import Feedback, Part, Silent, tracked
from . import geo_file
from .base_fields import propose
from .geo_file import BadPlace, find_layer, open_vector, system_of

ERROR, QUESTION, NOTICE = "error", "question", "notice"
#: A question is saved only when a person has said that it is right so.
_KINDS: dict[str, tuple[str, str]] = {
    "no_geometry": (NOTICE, QT_TRANSLATE_NOOP("errors", "Feature {number} has no shape and is left out.")),
    "no_area": (ERROR, QT_TRANSLATE_NOOP("errors", "Feature {number} is no area but a {shape}.")),
    "bad_place": (ERROR, QT_TRANSLATE_NOOP(
        "errors", "Feature {number} cannot be placed on the earth ({place}). Is it the right coordinate system?")),
    "repaired": (NOTICE, QT_TRANSLATE_NOOP(
        "errors", "The shape of feature {number} {name} crosses itself; it was repaired.")),
    "no_code": (ERROR, QT_TRANSLATE_NOOP(
        "errors", "Feature {number} {name} has no code, and no area has exactly this name.")),
    "bad_code": (ERROR, QT_TRANSLATE_NOOP(
        "errors", "{code} is no code (feature {number} {name}): a township has 9 digits, a village 12,"
        " a natural village 15.")),
    "found_by_name": (NOTICE, QT_TRANSLATE_NOOP(
        "errors", "Feature {number} has no code; by its name {name} it is {area}.")),
    "unknown_code": (ERROR, QT_TRANSLATE_NOOP(
        "errors", "{area} {name} is not in the list of areas. Correct the code, or let new areas be added.")),
    "ended_code": (ERROR, QT_TRANSLATE_NOOP("errors", "{area} {name} has ended on {day}; now: {successors}.")),
    "other_area": (ERROR, QT_TRANSLATE_NOOP("errors", "{area} {name} does not lie in the area that the file is for.")),
    "outside_china": (ERROR, QT_TRANSLATE_NOOP(
        "errors", "{area} {name} would lie at {place} (longitude, latitude). The coordinate system is wrong.")),
    "far_from_parent": (ERROR, QT_TRANSLATE_NOOP(
        "errors", "{area} {name} lies {km} km outside {parent}. Wrong code, or wrong coordinate system.")),
    "moved_far": (QUESTION, QT_TRANSLATE_NOOP(
        "errors", "{area} {name} would move: it lies {km} km from where it is now.")),
    "overlap": (QUESTION, QT_TRANSLATE_NOOP("errors", "{name} and {other} overlap by {square_metres} m².")),
    "gap": (QUESTION, QT_TRANSLATE_NOOP("errors", "In {name}, {square_metres} m² belong to no village.")),
    "beyond": (QUESTION, QT_TRANSLATE_NOOP(
        "errors", "The villages of {name} reach {square_metres} m² beyond its boundary.")),
    "name_differs": (NOTICE, QT_TRANSLATE_NOOP(
        "errors", "{area} is called {name} in the file and {listed} in the list. The list stays as it is.")),
    "parts_joined": (NOTICE, QT_TRANSLATE_NOOP("errors", "{area} {name} stands in {parts} parts; they were joined.")),
    "not_in_file": (NOTICE, QT_TRANSLATE_NOOP("errors", "{missing} villages of {name} have no boundary yet: {names}")),
}  # fmt: skip
_ORDER = {ERROR: 0, QUESTION: 1, NOTICE: 2}
_AREA = (ogr.wkbPolygon, ogr.wkbMultiPolygon)


class NoCodeField(InputError):
    """Neither codes nor names can be found in the file."""

    template = QT_TRANSLATE_NOOP("errors", "{file} has no field with codes or names; it has: {found}")
    hint = QT_TRANSLATE_NOOP("errors", "Say which field holds the codes.")


@dataclass(frozen=True)
class Fields:
    """The fields of the file that hold codes and names; None = found by their names."""

    code: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that was found; ``area`` is the code of the area, empty for a feature without one."""

    code: str
    area: str
    values: dict[str, Any]

    @property
    def severity(self) -> str:
        """Return error, question or notice."""
        return _KINDS[self.code][0]

    def text(self, translate: Translate) -> str:
        """Return the finding as a sentence."""
        values = {name: f"{value:,}" if name == "square_metres" else value for name, value in self.values.items()}
        return translate(CONTEXT, _KINDS[self.code][1]).format(area=self.area, **values)


@dataclass(frozen=True)
class BoundaryReport:
    """What a file of boundaries holds, what is to be said about it, and whether it was saved."""

    read: int
    source_crs: str
    changed: int
    added: int
    same: int
    left_out: int
    findings: tuple[Finding, ...]
    saved: bool
    shapes: tuple[tuple[str, str, bytes], ...] = field(default=(), repr=False)  # code, name, WKB

    @property
    def errors(self) -> int:
        """Return how many findings forbid saving."""
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def questions(self) -> int:
        """Return how many findings a person must accept before it is saved."""
        return sum(finding.severity == QUESTION for finding in self.findings)

    def counts(self) -> dict[str, Any]:
        """Return the figures for a message."""
        names = ("read", "source_crs", "changed", "added", "same", "left_out")
        return {name: getattr(self, name) for name in names}


class _TakeBack(Exception):
    """Ends a check: nothing is saved."""


def import_boundaries(
    connection: Connection,
    path: Path,
    *,
    below: str = "",
    source_layer: str | None = None,
    crs: str | None = None,
    fields: Fields | None = None,
    add_new: bool = False,
    accept: bool = False,
    simulated: bool = False,
    dry_run: bool = False,
    feedback: Feedback | None = None,
) -> BoundaryReport:
    """Check the boundaries of a file and save them in one transaction, unless something is wrong.

    Args: ``below`` the area that the file is for; ``add_new`` adds areas that
    the list does not have; ``accept`` saves although areas overlap or leave
    gaps; ``dry_run`` only checks.
    Raises: UnreadableBaseFile, NoSuchLayer, NoCoordinateSystem, NoCodeField, RightsRefused.
    """
    feedback = feedback or Silent()
    store = open_vector(path)
    table = find_layer(store, path, "area", source_layer)
    system = system_of(table.GetSpatialRef(), crs, path)
    reader = _Reader(path, table, geo_file.to_degrees(system), fields or Fields())
    result: dict[str, Any] = {}
    saved = False
    try:
        with transaction(connection) as cursor:
            if not dry_run:
                area_boundaries.require(cursor, "base.area", ONLY_ADMINISTRATORS)
            reader.names = area_boundaries.codes_by_name(cursor, below)
            area_boundaries.receive(cursor, reader.rows(Part(feedback, 0, 60)))
            result = _checked(cursor, reader, below, add_new)
            feedback.setProgress(90)
            kinds = {finding.severity for finding in result["findings"]}
            if dry_run or ERROR in kinds or (QUESTION in kinds and not accept):
                raise _TakeBack
            area_boundaries.save(cursor, simulated=simulated)
        saved = True
    except _TakeBack:
        pass
    feedback.setProgress(100)
    return BoundaryReport(read=reader.read, source_crs=geo_file.label(system), saved=saved, **result)


def _checked(cursor: Cursor, reader: _Reader, below: str, add_new: bool) -> dict[str, Any]:
    found: list[Found] = [*reader.found, *area_boundaries.findings(cursor, below, add_new)]
    findings = sorted((Finding(*one) for one in found), key=lambda finding: _ORDER[finding.severity])
    changed, added, same = area_boundaries.compare(cursor)
    return {"changed": changed, "added": added, "same": same, "left_out": reader.left_out, "findings": tuple(findings),
            "shapes": tuple(area_boundaries.shapes(cursor))}  # fmt: skip


class _Reader:
    """Reads areas from a layer and notes what is strange about each."""

    def __init__(self, path: Path, table: Any, change: Any, fields: Fields) -> None:
        self._table, self._change = table, change
        names = geo_file.field_names(table)
        proposed = propose("area", names)
        code, name = fields.code or proposed["code"], fields.name or proposed["name"]
        self._code, self._name = (names.index(one) if one in names else None for one in (code, name))
        if self._code is None and self._name is None:
            raise NoCodeField(file=path.name, found=", ".join(names) or "-")
        self.names: dict[str, list[str]] = {}
        self.found: list[Found] = []
        self.read = self.left_out = 0

    def rows(self, feedback: Feedback) -> Iterator[Incoming]:
        """Yield the areas that have a code and a shape."""
        for feature in tracked(self._table, feedback, max(self._table.GetFeatureCount(), 0)):
            self.read += 1
            number, name = feature.GetFID(), self._text(feature, self._name)
            shape = self._shape(feature, number, name)
            code = self._code_of(feature, number, name) if shape is not None else None
            if shape is None or code is None:
                self.left_out += 1
                continue
            yield Incoming(number, code, name, shape)

    def _note(self, kind: str, area: str = "", **values: Any) -> None:
        self.found.append((kind, area, values))

    @staticmethod
    def _text(feature: Any, place: int | None) -> str:
        if place is None or not feature.IsFieldSetAndNotNull(place):
            return ""
        return str(feature.GetFieldAsString(place)).strip().replace("\0", "")[:200]

    def _shape(self, feature: Any, number: int, name: str) -> str | None:
        geometry = feature.GetGeometryRef()
        if geometry is None or geometry.IsEmpty():
            self._note("no_geometry", number=number)
            return None
        try:
            flat = geo_file.flat_degrees(geometry, self._change)
        except BadPlace as bad:
            self._note("bad_place", number=number, place=str(bad))
            return None
        if ogr.GT_Flatten(flat.GetGeometryType()) not in _AREA:
            self._note("no_area", number=number, shape=flat.GetGeometryName())
            return None
        if not flat.IsValid():
            flat = flat.MakeValid()
            self._note("repaired", number=number, name=name)
        return bytes(flat.ExportToWkb()).hex()

    def _code_of(self, feature: Any, number: int, name: str) -> str | None:
        given = self._text(feature, self._code)
        code = short_code(given.removesuffix(".0"))
        if not code:
            known = self.names.get(name) or self.names.get(display_name(name)) or []
            if len(known) != 1:
                self._note("no_code", number=number, name=name)
                return None
            self._note("found_by_name", known[0], number=number, name=name)
            return known[0]
        if not is_area_code(code) or len(code) < 6:
            self._note("bad_code", number=number, name=name, code=given)
            return None
        return code

"""What changed in the registers between two moments: new, changed, retired, restored, field by field."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Sequence

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Connection, transaction

NEW, CHANGED, RETIRED = "new", "changed", "retired"


class WrongOrder(InputError):
    """The later moment comes first."""

    template = QT_TRANSLATE_NOOP("errors", "The first day must lie before the second.")


class FieldChange(NamedTuple):
    """One field of a thing, before and after; for ``geom`` only that it moved."""

    field: str
    before: Any
    after: Any


class ThingChange(NamedTuple):
    """What happened to one thing; ``geometry`` is hex WKB (EPSG:4490) of the newer version, the older when retired."""

    kind: str
    uid: str
    area_code: str
    code: str
    name: str
    what: str  # NEW, CHANGED, RETIRED
    fields: tuple[FieldChange, ...]
    changed_by: str
    changed_at: datetime
    geometry: str | None


def changes_between(
    connection: Connection, scope: str, earlier: datetime, later: datetime, codes: Sequence[str] | None = None
) -> list[ThingChange]:
    """Return what is otherwise at ``later`` than at ``earlier`` within an area, by area, category and name.

    Raises: WrongOrder, ConnectionLost.
    """
    if earlier >= later:
        raise WrongOrder()
    values = {"scope": scope, "earlier": earlier, "later": later, "codes": None if codes is None else list(codes)}
    with transaction(connection) as cursor:
        cursor.execute(_CHANGES, values)
        return [
            ThingChange(*row)._replace(fields=tuple(FieldChange(*field) for field in row[6]))
            for row in cursor.fetchall()
        ]


class ChangeNames(NamedTuple):
    """Chinese names by code of what stands in a list of changes."""

    areas: dict[str, str]  # as people call them, retired ones too
    kinds: dict[str, str]  # categories and subtypes of resources
    attributes: dict[str, str]


def names_in_changes(connection: Connection) -> ChangeNames:
    """Return the names of areas down to the village, categories and attributes."""
    with transaction(connection) as cursor:
        cursor.execute(_AREAS)
        areas = dict(cursor.fetchall())
        cursor.execute(_KINDS)
        kinds = dict(cursor.fetchall())
        cursor.execute(_ATTRIBUTES)
        return ChangeNames(areas, kinds, dict(cursor.fetchall()))


_AREAS = "select code, app.display_name(name) from base.area where length(code) <= 12"
_KINDS = "select code, name_zh from reference.category union all select code, name_zh from reference.resource_subtype"
_ATTRIBUTES = "select key, min(name_zh) from reference.category_attribute group by key"
_CHANGES = """
select kind, uid::text, area_code, code, name, what, fields, changed_by, changed_at,
       encode(public.st_asbinary(geom), 'hex')
  from app.register_changes(%(scope)s, %(earlier)s, %(later)s, %(codes)s) order by area_code, code, name, uid
"""

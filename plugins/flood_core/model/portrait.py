"""The portrait of a thing (全息画像): all that the registers and the maps know of it, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, NamedTuple

from .assessment import Assessment
from .registers import Thing


class Answerable(NamedTuple):
    """Somebody in the chain of responsibility; the phone is masked unless the reader is entitled to it."""

    post: str
    name: str
    organisation: str
    title: str
    task: str
    phone: str


class StoredFile(NamedTuple):
    """A photograph or document of a thing; ``thumbnail`` is a small JPEG, None for documents."""

    uid: str
    name: str
    media_type: str
    size: int  # bytes
    added_at: str
    added_by: str
    thumbnail: bytes | None


class FieldChange(NamedTuple):
    """One field that changed; ``key`` as in the form, or GEOMETRY, AREA, a column beyond the form."""

    key: str
    before: Any
    after: Any


class Event(NamedTuple):
    """One entry of the history. ``kind`` is made, changed, retired, restored, file; ``source`` a ledger's file name."""

    at: str
    person: str
    kind: str
    revision: int | None = None
    changes: tuple[FieldChange, ...] = ()
    source: str = ""


class Near(NamedTuple):
    """Something near; ``road_m`` along the roads and the minutes there, None where no road leads."""

    kind: str
    uid: str
    code: str
    group_name: str  # the resource class, or the domain
    category_name: str
    name: str
    distance_m: float
    people: int | None  # threatened by a risk source, or the places of a resource
    geometry: str  # hex WKB, EPSG:4490
    risk_level: int | None = None
    road_m: float | None = None
    walking_minutes: float | None = None
    driving_minutes: float | None = None


class ToMove(NamedTuple):
    """What the transfer lists of a year say about a thing: who lives there and where they go."""

    year: int
    households: int
    people: int
    shelters: tuple[str, ...]


class Drawn(NamedTuple):
    """An edition of a situation map on which the thing stands."""

    edition_uid: str
    village: str
    year: int
    version: int
    state: str
    label: str
    current: bool  # drawn from the revision that the register has now


@dataclass(frozen=True)
class Portrait:
    """All about one thing, as its reader may see it."""

    thing: Thing
    level: Assessment | None
    coordinate_system: str
    coordinate_evidence: str
    reaches: tuple[str, ...]  # names of the other areas that it reaches into
    chain: tuple[Answerable, ...]
    files: tuple[StoredFile, ...]
    history: tuple[Event, ...]  # the newest first
    to_move: ToMove | None
    near: tuple[Near, ...]
    drawn: tuple[Drawn, ...]
    may_add_files: bool
    simulated: bool
    made_at: str
    department: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)

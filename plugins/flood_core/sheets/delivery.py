"""What is ordered of a batch, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping

from ..errors import FloodMapError
from .export import SheetResult
from .ground import Ground


@dataclass(frozen=True)
class Order:
    """One sheet to draw: of an edition in the database, or of a GeoPackage that is there."""

    name: str
    edition_uid: str | None = None
    gpkg: Path | None = None
    edition: Mapping[str, Any] = field(default_factory=dict)  # area_code, village, year, version, state ...
    ground: Ground | None = None  # relief or an orthophoto under the map


@dataclass
class Delivery:
    """What became of an order: its sheet, or the error that stopped it."""

    order: Order
    result: SheetResult | None = None
    error: FloodMapError | None = None
    skipped: bool = False  # the sheet was there already, made of the same

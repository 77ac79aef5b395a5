"""Find what is to lie under the maps of a batch: a file for all, or what the database knows under each village."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Sequence

from ..database.connection import Connection, transaction
from ..database.rasters import rasters_under
from .delivery import Order
from .ground import GROUNDS, PHOTO, PLAIN, RELIEF, Ground, ground_of_file

#: What the database calls the rasters that make a ground.
_KIND = {RELIEF: "dem", PHOTO: "orthophoto"}


def on_ground(connection: Connection | None, orders: Sequence[Order], ground: str) -> list[Order]:
    """Return the orders with what is to lie under their maps, see find_ground."""
    if ground == PLAIN:
        return list(orders)
    return [
        replace(order, ground=find_ground(connection, str(order.edition.get("area_code") or ""), ground))
        for order in orders
    ]


def find_ground(connection: Connection | None, area_code: str, ground: str) -> Ground | None:
    """Return what lies under the map of a village, None for plain paper.

    ``ground`` is plain, relief, photo (from the rasters that the database knows
    there; without a database there are none), or the path of a raster.
    Raises: as ground_of_file.
    """
    if ground == PLAIN:
        return None
    if ground not in GROUNDS:
        return ground_of_file(Path(ground))
    if connection is None or not area_code:
        return Ground(ground)
    with transaction(connection) as cursor:
        found = rasters_under(cursor, area_code, _KIND[ground])
    taken = max((one.captured_on for one in found if one.captured_on is not None), default=None)
    return Ground(ground, tuple(one.path for one in found), taken)

"""A village with an edition, its compilers, and working copies of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

import pytest
from flood_core.database.connection import Connection, ConnectionSettings, connect
from flood_core.progress import Silent
from flood_core.situation.create import create_edition
from flood_core.situation.working_copy import check_out

from ..situation.village import VILLAGE, YEAR, Village, make_village
from ..support.people import People

Checkout = Callable[[str], Path]


@dataclass
class Place:
    """The village, its edition, and two compilers of it."""

    village: Village
    edition: str
    compilers: tuple[ConnectionSettings, ...]

    def sign_in(self, who: int = 0) -> Connection:
        """Open a connection as one of the compilers."""
        return connect(self.compilers[who])


@pytest.fixture()
def place(connection: Connection, people: People, qgis_app: Any) -> Place:
    """A draft of the village's map from its registers."""
    village = make_village(connection)
    village.run(
        "insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)"
        " select %s, %s, '第一网格', (select code from reference.term where vocabulary_code = 'grid_type'"
        " order by sort limit 1), %s", VILLAGE, YEAR, village.uid["林守义"],
    )  # fmt: skip
    edition = create_edition(connection, VILLAGE, YEAR, Silent())
    compilers = (people.sign_up("village_compiler", [VILLAGE]), people.sign_up("village_compiler", [VILLAGE]))
    return Place(village, edition, compilers)


@pytest.fixture()
def checkout(place: Place, tmp_path: Path) -> Checkout:
    """Check the edition out under a name, as the first compiler."""

    def make(name: str) -> Path:
        signed_in = place.sign_in()
        try:
            return check_out(signed_in, place.edition, tmp_path / f"{name}.gpkg")
        finally:
            signed_in.close()

    return make

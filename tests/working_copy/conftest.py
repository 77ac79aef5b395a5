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

from ..situation.village import VILLAGE, YEAR, Village
from ..support.databases import Copies, Template
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


@pytest.fixture(scope="session")
def place_template(copies: Copies, village_template: Template, qgis_app: Any) -> Template:
    """A database with the village and a draft of its map from its registers; tells the uids and the edition."""

    def fill(connection: Connection) -> tuple[dict[str, str], str]:
        village = Village(connection, village_template.told)
        village.run(
            "insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)"
            " select %s, %s, '第一网格', (select code from reference.term where vocabulary_code = 'grid_type'"
            " order by sort limit 1), %s", VILLAGE, YEAR, village.uid["林守义"],
        )  # fmt: skip
        return village.uid, create_edition(connection, VILLAGE, YEAR, Silent())

    return copies.filled("place", village_template, fill)


@pytest.fixture()
def place(place_template: Template, connection: Connection, people: People) -> Place:
    """A draft of the village's map from its registers."""
    uid, edition = place_template.told
    compilers = (people.sign_up("village_compiler", [VILLAGE]), people.sign_up("village_compiler", [VILLAGE]))
    return Place(Village(connection, dict(uid)), edition, compilers)


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

"""A village with a draft, and QGIS on a desk signed in as one of its compilers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

import pytest
from flood_core.database.connection import transaction
from flood_core.situation.working_copy import check_out
from psycopg2 import sql

from tests.situation.village import YEAR
from tests.windows.desk import Desk, Running
from tests.working_copy.conftest import Place

SERVICE = "flood_editing"


@dataclass
class Bureau:
    """The village, its compilers, and the desk at which they work."""

    desk: Desk
    second_desk: Desk
    place: Place
    folder: Path

    def checkout(self, name: str, who: int = 0) -> Path:
        """Bring the edition into a file, as one of the compilers."""
        with closing(self.place.sign_in(who)) as signed_in:
            return check_out(signed_in, self.place.edition, self.folder / f"{name}.gpkg")

    def start(
        self, scenario: str, *, who: int | None = 0, run: str = "", locale: str = "zh-Hans", **environment: Any
    ) -> Running:
        """Start QGIS as compiler ``who``, None = nobody; keys of ``environment`` reach the scenario in capitals."""
        name = run or scenario
        maps = self.maps(name)
        settings = f"folders\\maps={maps}"
        desk = self.second_desk if who == 1 else self.desk  # two people share neither focus nor clipboard
        profile = desk.profile(name, settings=settings, locale=locale)
        handed = {key.upper(): str(value) for key, value in environment.items()}
        handed |= {"MAPS": str(maps), "YEAR": str(YEAR)}
        if who is not None:
            handed |= {"FLOODMAP_SERVICE": SERVICE, "PGSERVICEFILE": str(self.service_file(who))}
        return desk.start(scenario, profile, run=run, environment=handed)

    def maps(self, run: str) -> Path:
        """Return the folder for maps of a run."""
        folder = self.folder / f"maps_{run}"
        folder.mkdir(exist_ok=True)
        return folder

    def service_file(self, who: int) -> Path:
        """Write the service by which a compiler signs in, and return its file."""
        path = self.folder / f"service_{who}.conf"
        said = self.place.compilers[who].parameters()
        lines = [f"{key}={said[key]}" for key in ("host", "port", "dbname", "user", "password") if said.get(key)]
        path.write_text(f"[{SERVICE}]\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    def cut_off(self, who: int) -> None:
        """Let a compiler's line to the server go dead; nobody else notices."""
        self._login(who, "nologin")
        role = self.place.compilers[who].user
        self.place.village.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", role)

    def connect_again(self, who: int) -> None:
        """Let a compiler reach the server again."""
        self._login(who, "login")

    def _login(self, who: int, may: str) -> None:
        role = sql.Identifier(str(self.place.compilers[who].user))
        with transaction(self.place.village.connection) as cursor:
            cursor.execute(sql.SQL("alter role {} {}").format(role, sql.SQL(may)))


@pytest.fixture(scope="session")
def second_desk(desk: Desk) -> Iterator[Desk]:
    """Another person's desk."""
    made = Desk(desk.folder / "second", desk.size, desk.scale, desk.styles)
    yield made
    made.close()


@pytest.fixture()
def bureau(desk: Desk, second_desk: Desk, place: Place, tmp_path: Path) -> Bureau:
    """A desk in the village office."""
    return Bureau(desk, second_desk, place, tmp_path)

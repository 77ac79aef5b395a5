"""What a checkout holds, and that it draws the same sheet."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.sync import TABLES
from flood_core.errors import Refused
from flood_core.situation.errors import NoSuchEdition
from flood_core.situation.snapshot import write_snapshot
from flood_core.situation.snapshot_layout import LAYERS
from flood_core.situation.working_copy import WorkingCopy, check_out
from osgeo import gdal

from ..situation.village import VILLAGE, metres
from ..support.people import People
from .conftest import Checkout, Place


def layer_rows(path: Path, layer: str) -> list[dict[str, Any]]:
    """Return the features of a layer as GDAL reads them, JSON texts as values."""
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=["GPKG"])
    found = source.GetLayerByName(layer)
    rows = []
    for feature in found or ():
        row = feature.items()
        for key in ("facts", "warnings"):
            if row.get(key):
                row[key] = json.loads(row[key])
        shape = feature.GetGeometryRef()
        rows.append({**row, "shape": shape.ExportToWkt() if shape is not None else None})
    return rows


def test_layers_say_what_the_snapshot_says(place: Place, checkout: Checkout, tmp_path: Path) -> None:
    signed_in = place.sign_in()
    with closing(signed_in):
        snapshot = write_snapshot(signed_in, place.edition, tmp_path / "snapshot.gpkg")
    copy = checkout("copy")
    for layout in LAYERS:
        assert layer_rows(copy, layout.name) == layer_rows(snapshot, layout.name), layout.name
    assert len(layer_rows(copy, "transfer_household")) == 2
    assert layer_rows(copy, "organisation")[0]["phone"] == "12000000001"


def test_rows_are_the_servers_with_their_revisions(place: Place, checkout: Checkout) -> None:
    with WorkingCopy(checkout("copy")) as copy:
        assert copy.head["edition_uid"] == place.edition and copy.unsent() == 0
        for name in TABLES:
            statement = f"select count(*) from {name} where retired_at is null"  # noqa: S608
            if name == "register.duty":
                statement += " and post_vocabulary = 'post'"
            assert len(copy.rows(name)) == place.village.run(statement)[0][0], name
        assert {row["revision"] for row in copy.rows("situation.element").values()} == {1}


def test_commands_show_on_the_layers_at_once(checkout: Checkout) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        kept = next(uid for uid, row in copy.rows("situation.element").items() if row["name"] == "岭脚滑坡")
        fields = {key: copy.row("situation.element", kept)[key] for key in ("element_type_code", "symbol_code")}
        made = copy.add("situation.element", {**fields, "name": "新滑坡", "geom": metres("POINT (10 20)")}, "新增")
        copy.change("situation.element", kept, {"name": "岭脚大滑坡", "label_point": metres("POINT (430 400)")})
        person = next(iter(copy.rows("register.duty").values()))["person_uid"]
        copy.change("register.person", person, {"name": "林守信"}, "换人")
        names = {row["uid"]: row["name"] for row in layer_rows(path, "element_point")}
        assert names[made] == "新滑坡" and names[kept] == "岭脚大滑坡"
        assert [row["element_uid"] for row in layer_rows(path, "label_point")] == [kept]
        assert layer_rows(path, "organisation")[0]["name"] == "林守信"
        assert layer_rows(path, "grid_person")[0]["name"] == "林守信"
        copy.delete("situation.element", made)
        assert made not in {row["uid"] for row in layer_rows(path, "element_point")}
        copy.move("situation.element", kept, metres("POLYGON ((0 0, 50 0, 50 50, 0 0))"))
        assert kept in {row["uid"] for row in layer_rows(path, "element_polygon")}
        copy.undo()
        assert kept in {row["uid"] for row in layer_rows(path, "element_point")}


def test_nothing_is_written_over(place: Place, checkout: Checkout, tmp_path: Path) -> None:
    path = checkout("copy")
    before = path.read_bytes()
    with pytest.raises(Refused):
        checkout("copy")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["copy.gpkg"]


def test_a_stranger_gets_no_copy(place: Place, people: People, tmp_path: Path) -> None:
    with closing(people.sign_in("village_compiler", ["330382106202"])) as stranger, pytest.raises(NoSuchEdition):
        check_out(stranger, place.edition, tmp_path / "copy.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_persons_keep_to_the_own_areas(place: Place, people: People, tmp_path: Path) -> None:
    """A county approver reads editions of the county; phones are masked, and are no rows to edit."""
    with closing(people.sign_in("county_approver", [VILLAGE[:6]])) as reader:
        path = check_out(reader, place.edition, tmp_path / "copy.gpkg")
    with closing(sqlite3.connect(path)) as raw:
        texts = " ".join(text for (text,) in raw.execute("select content from floodmap_record"))
        texts += " ".join(text for (text,) in raw.execute("select content from floodmap_lookup"))
    allowed = place.village.run(
        "select scope from reference.rights where role_kind = 'county_approver'"
        " and table_name = 'register.person_phone' and operation = 'select'"
    )[0][0]
    assert ("12000000001" in texts) == (allowed == "all")

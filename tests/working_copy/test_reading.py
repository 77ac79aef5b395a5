"""What windows read of a working copy: its layers as rows, changes by others, files in a folder, the lost file."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood_core.situation.working_copy import WorkingCopy, copies_in, copy_head, drawn_rows
from flood_core.situation.working_copy.errors import CopyGone, NotAWorkingCopy, TamperedWorkingCopy
from osgeo import ogr

from ..situation.village import VILLAGE, YEAR, metres
from .conftest import Checkout

ELEMENT = "situation.element"


def test_layers_are_read_as_ogr_reads_them(checkout: Checkout) -> None:
    path = checkout("copy")
    source = ogr.Open(str(path))
    with WorkingCopy(path) as copy:
        for layer in ("element_point", "element_polygon", "route", "road", "area", "contour", "label_point"):
            rows = drawn_rows(copy, layer)
            seen = [(bytes(one.GetGeometryRef().ExportToIsoWkb()), one.items()) for one in source.GetLayer(layer)]
            assert [(row.wkb, row.fields) for row in rows] == seen
            assert rows or layer == "label_point"


def test_a_command_shows_in_the_layer_at_once(checkout: Checkout) -> None:
    with WorkingCopy(checkout("copy")) as copy:
        uid = next(iter(copy.rows(ELEMENT)))
        copy.move(ELEMENT, uid, metres("POINT (1 2)"))
        (row,) = [one for one in drawn_rows(copy, "element_point") if one.fields["uid"] == uid]
        assert (
            ogr.CreateGeometryFromWkb(row.wkb).ExportToWkt()
            == ogr.CreateGeometryFromWkt(metres("POINT (1 2)")).ExportToWkt()
        )


def test_what_another_program_writes_is_noticed_once(checkout: Checkout) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy, WorkingCopy(path) as other:
        uid = next(iter(copy.rows(ELEMENT)))
        assert not copy.changed_elsewhere()
        copy.change(ELEMENT, uid, {"name": "own"})
        assert not copy.changed_elsewhere()
        other.change(ELEMENT, uid, {"name": "other"})
        assert copy.changed_elsewhere() and not copy.changed_elsewhere()
        assert copy.row(ELEMENT, uid)["name"] == "other"


def test_a_lost_file_is_noticed(checkout: Checkout) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        path.rename(path.with_suffix(".away"))
        with pytest.raises(CopyGone):
            copy.check_there()
        path.write_bytes(b"another file")
        with pytest.raises(CopyGone):
            copy.changed_elsewhere()
        path.unlink()
        path.with_suffix(".away").rename(path)
        copy.check_there()


def test_copies_in_a_folder(checkout: Checkout, tmp_path: Path) -> None:
    first = checkout("first")
    folder = tmp_path / "maps"
    folder.mkdir()
    moved = first.rename(folder / "first.gpkg")
    elsewhere = checkout("elsewhere")
    (folder / "foreign.gpkg").write_bytes(b"no database at all")
    (folder / "broken.gpkg").write_bytes(moved.read_bytes())
    with WorkingCopy(folder / "broken.gpkg") as copy:
        copy.database.execute("create view spy as select 1")
    with WorkingCopy(moved) as copy:
        copy.change(ELEMENT, next(iter(copy.rows(ELEMENT))), {"name": "changed"})
        elements = len(copy.rows(ELEMENT))
    heads = copies_in(folder, [elsewhere, tmp_path / "never.gpkg"])
    assert [head.path.name for head in heads] == ["first.gpkg", "elsewhere.gpkg", "broken.gpkg"]
    assert isinstance(heads[2].problem, TamperedWorkingCopy)
    one = heads[0]
    assert (one.area_code, one.year, one.version, one.state) == (VILLAGE, YEAR, 1, "draft")
    assert (one.elements, one.unsent, heads[1].unsent) == (elements, 1, 0)
    assert isinstance(copy_head(folder / "foreign.gpkg").problem, NotAWorkingCopy)
    assert copies_in(tmp_path / "nowhere") == []

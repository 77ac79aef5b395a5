"""明白卡: a card for each household or danger zone, read back from the finished PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import reading
from .synthetic import Traits, write_village


@pytest.fixture(scope="module")
def village(qgis_app: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Traits]:
    path = tmp_path_factory.mktemp("cards") / "village.gpkg"
    return path, write_village(path, buildings=5, transfer_rows=7)


def test_every_household_has_its_card(village: tuple[Path, Traits], tmp_path: Path) -> None:
    from flood_core.sheets.cards import make_cards

    gpkg, traits = village
    path, count = make_cards(gpkg, tmp_path, "household")
    assert count == 7
    assert all(size == pytest.approx((210, 148), abs=0.5) for size in reading.page_sizes(path))
    assert all(embedded for _, embedded in reading.fonts(path))
    for number, person in enumerate(traits.people, 1):
        page = "".join(reading.words_of_page(path, number))
        for said in (f"{person}户", f"后坑{number}号", "避险明白卡", "内部使用", "模拟数据", "0577-62000000", "步行约"):
            assert said in page, (number, said)
    first = "".join(reading.words_of_page(path, 1))
    assert "后溪山洪灾害危险区" in first and "锣、广播、短信" in first and "1小时雨量40毫米" in first
    second = "".join(reading.words_of_page(path, 2))
    assert "待水利部门核定" in second, "a limit that nobody set is not invented"


def test_two_cards_stand_on_an_a4(village: tuple[Path, Traits], tmp_path: Path) -> None:
    from flood_core.sheets.cards import make_cards

    path, count = make_cards(village[0], tmp_path, "household", "A4")
    sizes = reading.page_sizes(path)
    assert (count, len(sizes)) == (7, 4)
    assert sizes[0] == pytest.approx((210, 297), abs=0.5)


def test_zone_cards_name_no_household(village: tuple[Path, Traits], tmp_path: Path) -> None:
    from flood_core.sheets.cards import make_cards

    path, count = make_cards(village[0], tmp_path, "zone")
    text = reading.text(path)
    assert count == 3 and "23户71人" in text
    assert not any(f"{person}户" in text for person in village[1].people)


def test_who_may_not_see_names_gets_no_cards(qgis_app: Any, tmp_path: Path) -> None:
    """The snapshot of a reader without the right holds no names."""
    from flood_core.sheets.cards import NoHouseholds, make_cards
    from osgeo import ogr

    gpkg = tmp_path / "village.gpkg"
    write_village(gpkg, buildings=5)
    source = ogr.Open(str(gpkg), 1)
    source.ExecuteSQL("update transfer_household set householder_name = null, householder_phone = null")
    source = None
    with pytest.raises(NoHouseholds):
        make_cards(gpkg, tmp_path / "out", "household")
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True

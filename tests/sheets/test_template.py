"""Templates are QGIS layouts that people edit: ids are found, extra items kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from . import reading
from .synthetic import write_village


@pytest.fixture(autouse=True)
def _qgis(qgis_app: Any) -> None:
    """Layouts are QGIS's."""


def edited(target: Path, change: Any) -> Path:
    """Open the shipped template as the designer does, change it, save it."""
    from flood_core.sheets.presets import PRESETS
    from flood_core.sheets.template import load_template
    from qgis.core import QgsProject, QgsReadWriteContext

    project = QgsProject()
    layout = load_template(PRESETS[0].template_path(), project)
    change(layout)
    assert layout.saveAsTemplate(str(target), QgsReadWriteContext())
    return target


def exported(gpkg: Path, out: Path, template: Path, monkeypatch: Any) -> Any:
    from flood_core.sheets import presets
    from flood_core.sheets.export import export_sheet

    changed = replace(presets.PRESETS[0], template=str(template))
    monkeypatch.setattr(presets, "PRESETS", (changed,))
    return export_sheet(gpkg, out, preset="A3", formats=("pdf",))


@pytest.fixture()
def gpkg(tmp_path: Path) -> Path:
    path = tmp_path / "village.gpkg"
    write_village(path)
    return path


def test_every_shipped_template_loads() -> None:
    from flood_core.sheets.presets import PRESETS
    from flood_core.sheets.template import columns, load_template
    from qgis.core import QgsProject

    for preset in PRESETS:
        project = QgsProject()
        layout = load_template(preset.template_path(), project)
        size = layout.pageCollection().page(0).pageSize()
        assert (size.width(), size.height()) == (preset.width_mm, preset.height_mm)
        names = {slot.name for column in columns(layout) for slot in column.slots}
        assert {"legend", "map_locator", "imprint_main", "table_facts", "table_organisation"} <= names


def test_extra_items_are_kept(tmp_path: Path, gpkg: Path, monkeypatch: Any) -> None:
    def add(layout: Any) -> None:
        from flood_core.resources import fonts
        from qgis.core import QgsLayoutItemLabel, QgsLayoutPoint, QgsLayoutSize
        from qgis.PyQt.QtGui import QFont

        label = QgsLayoutItemLabel(layout)
        label.setText("乐清市水利局监制")
        label.setFont(QFont(fonts.sans().family, 9))
        layout.addLayoutItem(label)
        label.attemptMove(QgsLayoutPoint(250, 276))
        label.attemptResize(QgsLayoutSize(40, 6))

    result = exported(gpkg, tmp_path / "out", edited(tmp_path / "edited.qpt", add), monkeypatch)
    assert "乐清市水利局监制" in reading.text(result.files[0])


def test_a_moved_title_is_found_by_its_id(tmp_path: Path, gpkg: Path, monkeypatch: Any) -> None:
    def move(layout: Any) -> None:
        from qgis.core import QgsLayoutPoint

        layout.itemById("title").attemptMove(QgsLayoutPoint(20, 14))

    result = exported(gpkg, tmp_path / "out", edited(tmp_path / "edited.qpt", move), monkeypatch)
    assert "乐清市清江镇方江屿村防汛防台形势图" in reading.text(result.files[0])


@pytest.mark.parametrize("name", ["map_main", "legend", "title"])
def test_a_missing_item_is_named(tmp_path: Path, gpkg: Path, monkeypatch: Any, name: str) -> None:
    from flood_core.sheets.errors import BrokenTemplate

    template = edited(tmp_path / "edited.qpt", lambda layout: layout.removeLayoutItem(layout.itemById(name)))
    with pytest.raises(BrokenTemplate, match=name):
        exported(gpkg, tmp_path / "out", template, monkeypatch)


def test_a_table_without_a_place_goes_to_the_back(tmp_path: Path, gpkg: Path, monkeypatch: Any) -> None:
    def without(layout: Any) -> None:
        for name in ("table_zones", "table_facts"):
            layout.removeLayoutItem(layout.itemById(name))

    result = exported(gpkg, tmp_path / "out", edited(tmp_path / "edited.qpt", without), monkeypatch)
    assert "基本情况" in reading.text(result.files[0])
    assert "后溪山洪灾害危险区" in reading.text(result.files[0])


@pytest.mark.parametrize("content", ["", "no xml", "<Layout/>", "<qgis></qgis>"])
def test_a_file_that_is_no_template(tmp_path: Path, gpkg: Path, monkeypatch: Any, content: str) -> None:
    from flood_core.sheets.errors import BrokenTemplate

    path = tmp_path / "broken.qpt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenTemplate):
        exported(gpkg, tmp_path / "out", path, monkeypatch)

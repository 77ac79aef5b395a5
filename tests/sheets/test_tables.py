"""Tables keep every row, stay inside their box, and go on elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.soak import many


@pytest.fixture(autouse=True)
def _qgis(qgis_app: Any) -> None:
    """Text is measured by Qt."""


cells = st.text("方江屿村文化礼堂12345678901、山洪灾害危险区 km²", min_size=0, max_size=24)


def table(rows: list[list[str]]) -> Any:
    from flood_core.sheets.tables import Column, Table

    columns = [
        Column("名称", wraps=True),
        Column("户", "right"),
        Column("责任人电话", wraps=True),
        Column("路线", "center"),
    ]
    return Table("t", "危险区与转移清单", columns, rows)


@settings(max_examples=many(40, 2000), deadline=None)
@given(
    st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=40), st.floats(60, 140), st.floats(30, 90)
)
def test_a_broken_table_loses_no_row_and_stays_inside(rows: list[list[str]], width: float, height: float) -> None:
    from flood_core.sheets.drawing import Text
    from flood_core.sheets.tables import render

    made = table(rows)
    row, parts = 0, []
    while row < len(rows):
        part = render(made, width, height, row, least=0)
        assert part is not None and part.next_row > row
        assert part.height <= height + 1e-6 or part.next_row == row + 1
        assert part.first == row
        parts.append(part)
        row = part.next_row
    assert parts[-1].finished
    for part in parts[1:]:
        assert "（续）" in part.drawing.texts()
    for part in parts:
        for mark in part.drawing.marks:
            if isinstance(mark, Text):
                left, _, right, bottom = mark.box()
                assert left >= -0.01 and right <= width + 0.01 and bottom <= part.height + 0.01
    printed = "".join("".join(part.drawing.texts()) for part in parts).replace(" ", "")
    for cell in (cell for line in rows for cell in line):
        for char in cell.replace(" ", ""):
            assert char in printed


def test_an_empty_table_says_so() -> None:
    from flood_core.sheets.tables import render

    part = render(table([]), 90, 50)
    assert part is not None and part.finished
    assert "无" in part.drawing.texts()


def test_units_are_not_torn_apart() -> None:
    from flood_core.sheets.drawing import wrapped

    assert all("²" not in line or "m²" in line for line in wrapped("建筑面积 m²", 7.0, 2.4))


@settings(max_examples=many(40, 2000), deadline=None)
@given(st.text("方江屿村文化礼堂abc 123，。", min_size=1, max_size=60), st.floats(6, 60))
def test_wrapped_lines_fit_and_keep_the_text(text: str, width: float) -> None:
    from flood_core.sheets.drawing import evenly, text_width, wrapped

    for lines in (wrapped(text, width, 2.4), evenly(text, width, 2.4)):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        for line in lines:
            assert text_width(line.rstrip("，。"), 2.4) <= width + 1e-6 or len(line) == 1


def test_the_front_keeps_what_matters_and_the_back_takes_the_rest() -> None:
    from flood_core.sheets.flow import fill_back, fill_columns
    from flood_core.sheets.template import Column, Slot

    def of(key: str, rows: int) -> Any:
        made = table([["方江", "1", "水根", "1"]] * rows)
        made.key = key
        return made

    tables = {"organisation": of("organisation", 8), "zones": of("zones", 40), "grid": of("grid", 100)}
    column = Column(0, 90, 0, 100, [Slot("table_organisation", (0, 0, 90, 40)), Slot("table_zones", (0, 40, 90, 100))])
    front = fill_columns([column], {}, tables, ("organisation", "zones", "grid"))
    assert [piece.name for piece in front.pieces] == ["table_organisation", "table_zones"]
    assert all(piece.box[3] <= 100 + 1e-6 for piece in front.pieces)
    rest = {made.key: row for made, row in front.rest}
    assert rest["grid"] == 0 and 2 <= rest["zones"] < 40
    back = fill_back(front.rest, (0, 0, 400, 250), ("zones", "grid"))
    for piece in back:
        assert piece.box[3] <= 250 + 1e-6 and piece.box[2] <= 400 + 1e-6
    for number, one in enumerate(back):
        for other in back[number + 1 :]:
            a, b = one.box, other.box
            assert one.page != other.page or a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]

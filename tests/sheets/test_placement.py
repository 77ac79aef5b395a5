"""Labels and symbols find places that hide nothing."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.soak import many

places = st.lists(st.tuples(st.floats(5, 95), st.floats(5, 75)), min_size=1, max_size=40)


@settings(max_examples=many(40, 2000), deadline=None)
@given(places)
def test_symbols_moved_apart_never_meet(anchors: list[tuple[float, float]]) -> None:
    from flood_core.sheets.displacement import Spot, arrange, overlapping
    from flood_core.sheets.placement import CostField

    spots = [Spot(x, y, 2.5, 2.5, 3.8, 2.5, rank=k % 3) for k, (x, y) in enumerate(anchors)]
    found = arrange(spots, 100, 80, CostField(100, 80))
    boxes = [(str(k), spot.box(*place)) for k, (spot, place) in enumerate(zip(spots, found))]
    assert overlapping(boxes) == []
    for _, (left, top, right, bottom) in boxes:
        assert left >= 0 and top >= 0 and right <= 100 and bottom <= 80


def test_a_symbol_alone_stays_where_it_is() -> None:
    from flood_core.sheets.displacement import Spot, arrange
    from flood_core.sheets.placement import CostField

    spots = [Spot(20, 20, 2.5, 2.5, 2.5, 2.5, 0), Spot(60, 60, 2.5, 2.5, 2.5, 2.5, 0)]
    assert arrange(spots, 100, 80, CostField(100, 80)) == [(20, 20), (60, 60)]


def test_the_more_important_symbol_keeps_its_place() -> None:
    from flood_core.sheets.displacement import Spot, arrange
    from flood_core.sheets.placement import CostField

    spots = [Spot(50, 40, 2.5, 2.5, 2.5, 2.5, 5), Spot(51, 40, 2.5, 2.5, 2.5, 2.5, 0)]
    facility, shelter = arrange(spots, 100, 80, CostField(100, 80))
    assert shelter == (51, 40)
    assert 3 < math.dist(facility, (50, 40)) < 9


@settings(max_examples=many(40, 2000), deadline=None)
@given(places, st.floats(6, 30), st.floats(2, 5))
def test_labels_never_lie_on_symbols_or_each_other(anchors: list[Any], width: float, height: float) -> None:
    from flood_core.sheets.placement import CostField, Placement, Request, around, box_corners, led, overlap

    placement = Placement(100, 80, CostField(100, 80))
    requests = []
    for number, (x, y) in enumerate(anchors):
        box = (x - 2.5, y - 2.5, x + 2.5, y + 2.5)
        placement.block(box)
        candidates = around(box, width, height) + led(box, width, height)
        requests.append(Request(str(number), width, height, candidates, number % 4))
    symbols = list(placement.blocked)
    placement.place(requests)
    assert len(placement.placed) + len(placement.unplaced) == len(requests)
    corners = [box_corners(placed.candidate, width, height) for placed in placement.placed]
    for number, one in enumerate(corners):
        assert all(0 <= px <= 100 and 0 <= py <= 80 for px, py in one)
        assert not any(overlap(one, symbol) for symbol in symbols)
        assert not any(overlap(one, other) for other in corners[number + 1 :])


def test_rank_decides_who_gets_the_place() -> None:
    from flood_core.sheets.placement import Candidate, CostField, Placement, Request

    only = [Candidate(50, 40)]
    placement = Placement(100, 80, CostField(100, 80))
    placement.place([Request("road", 10, 3, only, 10), Request("shelter", 10, 3, only, 0)])
    assert [placed.request.key for placed in placement.placed] == ["shelter"]
    assert [request.key for request in placement.unplaced] == ["road"]


def test_a_label_avoids_costly_ground() -> None:
    import numpy as np
    from flood_core.sheets.placement import CostField, Placement, Request, around

    costs = CostField(100, 80)
    mask = np.zeros(costs.cells.shape, dtype=bool)
    mask[:, 100:] = True  # everything right of 50 mm
    costs.add(mask, 9.0)
    placement = Placement(100, 80, costs)
    placement.place([Request("a", 12, 3, around((47, 38, 52, 43), 12, 3), 0)])
    assert placement.placed[0].candidate.x < 47


@pytest.mark.parametrize(("angle", "expected"), [(0, 0), (170, -10), (-100, 80), (90, 90), (-90, 90), (181, 1)])
def test_text_never_stands_on_its_head(angle: float, expected: float) -> None:
    from flood_core.sheets.shapes import upright

    assert upright(angle) == pytest.approx(expected)


@settings(max_examples=many(60, 5000), deadline=None)
@given(*[st.floats(-20, 120)] * 4)
def test_a_line_crosses_a_box_when_geometry_says_so(x0: float, y0: float, x1: float, y1: float) -> None:
    from flood_core.sheets.placement import crosses
    from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

    line = QgsGeometry.fromPolylineXY([QgsPointXY(x0, y0), QgsPointXY(x1, y1)])
    inside = line.intersection(QgsGeometry.fromRect(QgsRectangle(40, 30, 60, 34))).length()
    if inside > 1e-6:
        assert crosses((x0, y0, x1, y1), (40, 30, 60, 34))
    elif line.distance(QgsGeometry.fromRect(QgsRectangle(40, 30, 60, 34))) > 1e-6:
        assert not crosses((x0, y0, x1, y1), (40, 30, 60, 34))


@settings(max_examples=many(40, 2000), deadline=None)
@given(places)
def test_no_leader_line_strikes_a_label_out(anchors: list[Any]) -> None:
    """A thin label right across a long line was missed where only some points of the line were looked at."""
    from flood_core.sheets.placement import CostField, Placement, Request, around, box_corners, crosses, far

    placement = Placement(100, 80, CostField(100, 80))
    requests = []
    for number, (x, y) in enumerate(anchors):
        box = (x - 2.5, y - 2.5, x + 2.5, y + 2.5)
        placement.block(box)
        requests.append(Request(str(number), 14, 2.4, around(box, 14, 2.4), number % 4, anchor=box))
    placement.place(requests)
    second, placement.unplaced = placement.unplaced, []
    placement.place([far(request) for request in second])
    labels = [box_corners(one.candidate, 14, 2.4) for one in placement.placed]
    for number, one in enumerate(placement.placed):
        if one.candidate.leader is not None:
            line = (*one.candidate.leader, one.candidate.x, one.candidate.y)
            earlier = labels[:number]  # a later label may lie on the line, and hides it
            assert not any(crosses(line, (*corners[0], *corners[2])) for corners in earlier)


def test_the_last_labels_lead_their_line_under_others() -> None:
    from flood_core.sheets.placement import Candidate, CostField, Placement, Request

    def crowd() -> Placement:
        placement = Placement(100, 80, CostField(100, 80))
        placement.place([Request("wall", 4, 60, [Candidate(50, 40)], 0)])
        return placement

    behind = Request("behind", 10, 3, [Candidate(80, 40, 0.0, 1.0, (20, 40))], 1)
    strict, relaxed = crowd(), crowd()
    strict.place([behind])
    relaxed.place([behind], under_labels=True)
    assert [request.key for request in strict.unplaced] == ["behind"]
    assert [placed.request.key for placed in relaxed.placed] == ["wall", "behind"]

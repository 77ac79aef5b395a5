"""The shore and the sea before it: harbour, anchorage, mudflats, landings, those who work outside the seawall."""

from __future__ import annotations

import numpy as np
from osgeo import ogr

from . import lines, place
from .grid import Floats
from .survey import Survey


def note_marine(survey: Survey) -> None:
    """Note all that lies at or beyond the seawall."""
    shores = _shores(survey)
    _harbour(survey, shores)
    _flats(survey, shores)
    _landings(survey, shores)


def _shores(survey: Survey) -> dict[str, Floats]:
    """Return the mainland shore of each village that has one, at even spacing, land on the left going north."""
    coast = place.coastline()[0]
    found: dict[str, Floats] = {}
    owner = np.array([survey.areas.village_at(x, y) for x, y in coast])
    for number, village in enumerate(survey.areas.villages):
        marks = np.flatnonzero(owner == number)
        if len(marks) > 14:
            runs = np.split(marks, np.flatnonzero(np.diff(marks) > 1) + 1)
            longest = max(runs, key=len)
            if len(longest) > 14:
                found[village.short_name] = coast[longest]
    return found


def _off(shore: Floats, share: float, out: float) -> tuple[Floats, Floats, Floats]:
    """Return a point ``out`` metres off the shore, the direction along it and the direction seaward."""
    middle = int(len(shore) * share)
    low, high = max(middle - 4, 0), min(middle + 4, len(shore) - 1)
    along = shore[high] - shore[low]
    along = along / max(float(np.hypot(*along)), 1e-6)
    seaward = np.array([along[1], -along[0]])  # the coastline has its land on the left
    return shore[middle] + seaward * out, along, seaward


def _box(middle: Floats, along: Floats, seaward: Floats, length: float, width: float) -> ogr.Geometry:
    half, wide = along * length / 2, seaward * width / 2
    return lines.polygon_geometry(
        [middle - half - wide, middle + half - wide, middle + half + wide, middle - half + wide]
    )


def _at_sea(survey: Survey, shape: ogr.Geometry, village: str) -> ogr.Geometry | None:
    number = _number(survey, village)
    water = survey.township.water
    wet = shape.Intersection(water.sea.Union(water.river))
    return survey.within_village(wet, number) if not wet.IsEmpty() else None


def _number(survey: Survey, short: str) -> int:
    return next(number for number, village in enumerate(survey.areas.villages) if village.short_name == short)


def _harbour(survey: Survey, shores: dict[str, Floats]) -> None:
    """Note the fishing harbour at 渡头, the anchorage in the estuary, the boats and a shipyard."""
    random = survey.random
    shore = shores.get("渡头")
    if shore is None:
        return
    middle, along, seaward = _off(shore, 0.55, 70.0)
    basin = _at_sea(survey, _box(middle, along, seaward, 280, 130), "渡头")
    if basin is not None:
        survey.add("1101", "清江渔港", basin, village=-1, level=3, people=260)
        for _ in range(9):
            spot = middle + along * float(random.uniform(-110, 110)) + seaward * float(random.uniform(-35, 40))
            boat = f"浙乐渔{20100 + int(random.integers(1, 800))}"
            survey.add("1103", boat, lines.point_geometry(*spot), people=int(random.integers(4, 9)), vessel_name=boat)
    pier, _, _ = _off(shore, 0.62, 12.0)
    survey.add("0813", "清江渔货码头", lines.point_geometry(*pier))
    yard = shores.get("江沿", shore)
    spot, along, seaward = _off(yard, 0.5, -60.0)
    survey.add("0206", "清江船厂", _box(spot, along, seaward, 130, 70), people=65)
    axis = survey.township.water.river_axis
    if axis is not None:
        x, y = axis[int(len(axis) * 0.8)]
        survey.add(
            "1102",
            "清江口避风锚地",
            lines.polygon_geometry([(x - 260, y - 60), (x + 260, y - 75), (x + 270, y + 75), (x - 255, y + 85)]),
            level=3,
            people=120,
        )


def _flats(survey: Survey, shores: dict[str, Floats]) -> None:
    """Note mudflat farming, cages and those who work outside the seawall, off the open coast."""
    random = survey.random
    for short in ("方江屿", "棉花塘", "泗塘", "珠屿", "北塘", "渡头"):
        if short not in shores:
            continue
        shore = shores[short]
        for part, (share, out) in enumerate(((0.32, 190.0), (0.68, 215.0))):
            middle, along, seaward = _off(shore, share, out)
            if short == "北塘" and not part:
                continue  # that shore lies on the estuary, where ships anchor
            flat = _at_sea(survey, _box(middle, along, seaward, min(360, lines.length(shore) * 0.28), 210), short)
            if flat is not None and flat.GetArea() > 15_000 and not (short == "渡头" and part):
                workers = int(random.integers(6, 30))
                survey.add(
                    "1105",
                    f"{short}{('南', '北')[part]}涂养殖区",
                    flat.Simplify(1.0),
                    people=workers,
                    area_mu=round(flat.GetArea() / 666.7),
                )
        middle, along, seaward = _off(shore, 0.5, 45.0)
        outside = _at_sea(survey, _box(middle, along, seaward, 170, 70), short)
        if outside is not None and outside.GetArea() > 4000:
            workers = int(random.integers(8, 26))
            survey.add("1110", f"{short}塘外作业区", outside, people=workers, zone_type="其它", level=2)
    for short in ("棉花塘", "珠屿"):
        if short in shores:
            middle, along, seaward = _off(shores[short], 0.5, 360.0)
            cages = _at_sea(survey, _box(middle, along, seaward, 220, 70), short)
            if cages is not None:
                survey.add("1104", f"{short}渔排养殖区", cages, people=16, level=2)
    for short in ("方江屿", "珠屿"):
        if short in shores:
            spot, _, _ = _off(shores[short], 0.42, 20.0)
            survey.add("1106", f"{short}海钓点", lines.point_geometry(*spot), people=20)


def _landings(survey: Survey, shores: dict[str, Floats]) -> None:
    for short, share in (("上埠头", 0.5), ("江沿", 0.35), ("靖江", 0.5), ("珠屿", 0.6)):
        if short in shores:
            spot, _, _ = _off(shores[short], share, 10.0)
            survey.add("0813", f"{short}埠头", lines.point_geometry(*spot))
    south, north = shores.get("清江"), shores.get("靖江")
    if south is not None and north is not None:
        one, _, _ = _off(south, 0.4, 8.0)
        two, _, _ = _off(north, 0.7, 8.0)
        survey.add(
            "0814",
            "清江—靖江渡运航线",
            lines.line_geometry([one, (one + two) / 2 + (30, 0), two]),
            village=-1,
            people=30,
        )
        survey.add("0814", "清江渡口", lines.point_geometry(*one), people=30)
    for short, name, size in (("方江屿", "方江屿滨海步道景区", 95.0), ("田垅", "田垅龙潭景区", 110.0)):
        seat = next(item for item in survey.areas.settlements if item.name == short)
        x, y = survey.uphill(seat.x, seat.y, 260.0)
        survey.add("0711", name, lines.point_geometry(x, y).Buffer(size, 4), people=150, level=3)

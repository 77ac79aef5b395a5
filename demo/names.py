"""Names of streams, dams, roads and bridges, taken from the villages they belong to."""

from __future__ import annotations

import numpy as np

from . import lines
from .roads import Road
from .villages import Areas
from .water import Stream, Water

_NAMED_KM2 = 0.55  # a stream with less land behind it has no name


def name_waters(water: Water, areas: Areas) -> None:
    """Give main streams, reservoirs, ponds and canals their names."""
    _name_streams(water.streams, areas)
    used: set[str] = set()
    for pond in water.ponds:
        kind = "水库" if pond.kind == "reservoir" else "山塘"
        pond.name = _free(_nearest_names(areas, pond.below), kind, used)


def _nearest_names(areas: Areas, point: tuple[float, float]) -> list[str]:
    """Return settlement names by distance, those of the point's own village first."""
    village = areas.village_at(*point)
    ranked = sorted(
        areas.settlements,
        key=lambda item: np.hypot(item.x - point[0], item.y - point[1]) + (0 if item.village == village else 3000),
    )
    return [item.name for item in ranked]


def _free(stems: list[str], kind: str, used: set[str]) -> str:
    for prefix in ("", "里", "外", "上", "下", "新", "小"):
        for stem in stems[:2]:
            name = f"{prefix}{stem}{kind}"
            if name not in used:
                used.add(name)
                return name
    name = f"{stems[0]}{len(used)}号{kind}"
    used.add(name)
    return name


def _name_streams(streams: list[Stream], areas: Areas) -> None:
    above: dict[int, list[int]] = {}
    for number, stream in enumerate(streams):
        if stream.downstream is not None:
            above.setdefault(stream.downstream, []).append(number)
    used: set[str] = set()
    for number in sorted(range(len(streams)), key=lambda index: (-streams[index].catchment_km2, index)):
        if streams[number].name is not None or streams[number].catchment_km2 < _NAMED_KM2:
            continue
        stem = [number]
        while above.get(stem[-1]):
            unnamed = [index for index in above[stem[-1]] if streams[index].name is None]
            if not unnamed:
                break
            stem.append(max(unnamed, key=lambda index: streams[index].catchment_km2))
        middle = streams[stem[len(stem) // 2]].line
        steep = streams[stem[-1]].bed[0] > 40
        name = _free(_nearest_names(areas, tuple(middle[len(middle) // 2])), "溪" if steep else "河", used)
        for index in stem:
            streams[index].name = name


def name_roads(roads: list[Road], areas: Areas) -> None:
    """Name main roads by number or by the villages they join; lanes have no name."""
    for road in roads:
        middle = road.line[len(road.line) // 2]
        village = areas.village_at(*middle)
        if road.road_class == "national":
            road.name = "G104国道"
        elif road.road_class == "county":
            road.name = "清江沿江公路" if middle[0] < 608000 else ("清北公路" if middle[1] > 3130300 else "清塘公路")
        elif road.road_class == "township" and village >= 0:
            road.name = f"{areas.villages[village].short_name}线"


def bridge_names(roads: list[Road], areas: Areas, water: Water) -> list[tuple[str, Road]]:
    """Return every bridge that is long or carries a main road, with a name."""
    used: set[str] = set()
    found = []
    for road in roads:
        if not road.bridge:
            continue
        middle = tuple(road.line[len(road.line) // 2])
        if lines.length(road.line) > 200:
            found.append(("清江大桥", road))
        else:
            found.append((_free(_nearest_names(areas, middle), "桥", used), road))
    return found

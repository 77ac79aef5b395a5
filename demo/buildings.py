"""Houses along lanes, halls in the middle of villages, factories by the main road."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import ogr

from . import lines, place
from .grid import Bools, Floats, Grid
from .raster import rasterise
from .roads import Road
from .villages import Areas, Settlement

_CELL = 2.0  # metres, the grid that keeps buildings apart


@dataclass
class Building:
    """One building: outline in EPSG:4549, use, storeys, who lives there."""

    ring: Floats
    use: str  # residential, school, clinic, committee, hall, factory, shed, temple ...
    storeys: int
    households: int
    people: int
    settlement: int  # index into Areas.settlements, -1 outside
    village: int
    angle: float  # radians, the direction of its road
    name: str | None = None

    @property
    def centre(self) -> Floats:
        """Middle of the outline's box."""
        return (self.ring.max(axis=0) + self.ring.min(axis=0)) / 2

    @property
    def area_m2(self) -> float:
        """Ground area in square metres."""
        x, y = self.ring.T
        return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


class Site:
    """The ground that is still free, on a 2 m grid."""

    def __init__(self, roads: list[Road], blocked: Bools, blocked_grid: Grid, water: list[ogr.Geometry]) -> None:
        """Take roads, cells where nothing is built (steep, sea) and water areas."""
        self.grid = place.grid(_CELL)
        factor = round(blocked_grid.cell / _CELL)
        self.taken = np.repeat(np.repeat(blocked, factor, axis=0), factor, axis=1)
        shapes = [
            lines.line_geometry(road.line).Buffer(road.width_m / 2 + (2.5 if road.width_m > 5 else 1.2), 2)
            for road in roads
            if road.road_class != "path"
        ]
        self.taken |= rasterise(self.grid, shapes + water)

    def free(self, ring: Floats) -> bool:
        """Tell whether a ring's ground is free."""
        if self.taken[self.grid.cells_of(ring)].any():  # most that are not free show it at a corner
            return False
        rows, columns, inside = self._window(ring)
        return not (self.taken[rows[:, None], columns] & inside).any()

    def take(self, ring: Floats, margin: float) -> None:
        """Mark a ring's ground, ``margin`` metres wider, as built."""
        centre = ring.mean(axis=0)
        reach = np.hypot(*(ring - centre).T)[:, None]
        wider = centre + (ring - centre) * (1 + margin / reach)
        rows, columns, inside = self._window(wider)
        down, right = inside.nonzero()
        self.taken[rows[down], columns[right]] = True
        self.taken[self.grid.cells_of(wider)] = True

    def _window(self, ring: Floats) -> tuple[np.ndarray, np.ndarray, Bools]:
        """Lay points 1.5 m apart over a ring: the rows and the columns of their cells, and which are inside."""
        (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
        x, y = np.arange(west, east + 1, 1.5), np.arange(south, north + 1, 1.5)
        (x1, y1), (x2, y2) = ring.T[:, :, None], np.roll(ring, -1, axis=0).T[:, :, None]  # its sides
        crossed = (y1 > y) != (y2 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            where = (x2 - x1) * (y - y1) / (y2 - y1) + x1
        inside = np.logical_xor.reduce(crossed[:, :, None] & (x < where[:, :, None]), axis=0)
        return self.grid.rows_of(y), self.grid.columns_of(x), inside


def rectangle(
    centre: Floats, along: float, deep: float, angle: float, notch: tuple[float, float] | None = None
) -> Floats:
    """Return a rectangle, or an L when ``notch`` (shares of length and depth) is cut out at the back."""
    corners = [(-along / 2, -deep / 2), (along / 2, -deep / 2), (along / 2, deep / 2), (-along / 2, deep / 2)]
    if notch:
        x, y = along / 2 - along * notch[0], deep / 2 - deep * notch[1]
        corners = [corners[0], corners[1], (along / 2, y), (x, y), (x, deep / 2), corners[3]]
    east, north, cosine, sine = float(centre[0]), float(centre[1]), float(np.cos(angle)), float(np.sin(angle))
    return np.array([(east + (x * cosine - y * sine), north + (x * sine + y * cosine)) for x, y in corners])


#: Public buildings of a main seat: use, name, length, depth, storeys.
_PUBLIC = (
    ("committee", "{}村委会", 26, 13, 3),
    ("hall", "{}村文化礼堂", 34, 20, 2),
    ("elder", "{}村老年活动中心", 20, 12, 2),
)
_TOWN = (
    ("government", "清江镇人民政府", 52, 18, 5),
    ("school", "清江镇中心小学", 74, 16, 4),
    ("school", "清江镇初级中学", 82, 17, 5),
    ("kindergarten", "清江镇中心幼儿园", 40, 18, 3),
    ("clinic", "清江镇卫生院", 44, 16, 4),
    ("market", "清江农贸市场", 60, 34, 1),
    ("station", "清江客运站", 36, 16, 2),
    ("fire", "清江镇专职消防队", 28, 16, 3),
    ("care", "清江镇敬老院", 42, 14, 3),
)
_TOWN_NAMES = frozenset(name for _, name, *_ in _TOWN)


def make_buildings(areas: Areas, roads: list[Road], site: Site, random: np.random.Generator) -> list[Building]:
    """Return all buildings: public ones first, then works, then houses along the lanes."""
    built: list[Building] = []
    centres = np.array([(item.x, item.y) for item in areas.settlements])
    fronts = _fronts(roads)
    lanes = _Lanes([front for kind in ("county", "township", "village") for front in fronts.get(kind, ())])
    for number, item in enumerate(areas.settlements):
        if not item.main:
            continue
        short = areas.villages[item.village].short_name
        wanted = [(use, name.format(short), *size) for use, name, *size in _PUBLIC]
        if short == "清江":
            wanted += list(_TOWN)
        elif random.random() < 0.45:
            wanted.append(("school", f"{short}小学", 58, 14, 3))
        if short != "清江" and random.random() < 0.7:
            wanted.append(("kindergarten", f"{short}幼儿园", 30, 14, 2))
        if random.random() < 0.75:
            wanted.append(("temple", f"{short}{('宫', '殿', '寺')[int(random.integers(3))]}", 20, 16, 1))
        for use, name, along, deep, storeys in wanted:
            _put_public(built, areas, site, lanes, number, item, (use, name, along, deep, storeys), random)
    _put_works(built, areas, site, fronts, random)
    _put_houses(built, areas, site, lanes, centres, random)
    return built


@dataclass
class _Front:
    """A place on a roadside where a building may face the road."""

    x: float
    y: float
    angle: float
    width: float
    road_class: str


def _fronts(roads: list[Road], spacing: float = 4.0) -> dict[str, list[_Front]]:
    found: dict[str, list[_Front]] = {}
    for road in roads:
        if road.bridge or road.tunnel or road.road_class in ("highway", "path"):
            continue
        points = lines.evenly(road.line, spacing)
        for one, two in zip(points, points[1:]):
            middle = (one + two) / 2
            angle = float(np.arctan2(two[1] - one[1], two[0] - one[0]))
            found.setdefault(road.road_class, []).append(_Front(*middle, angle, road.width_m, road.road_class))
    return found


class _Lanes:
    """The fronts on which people live, found by where they are."""

    def __init__(self, fronts: list[_Front]) -> None:
        self._fronts = fronts
        self._places = np.array([(front.x, front.y) for front in fronts])

    def in_box(self, item: Settlement, reach: float) -> list[_Front]:
        """Return the fronts that are nearer than ``reach`` metres in both directions."""
        apart = np.abs(self._places - (item.x, item.y)).max(axis=1)
        return [self._fronts[i] for i in np.flatnonzero(apart < reach).tolist()]

    def within(self, item: Settlement, reach: float) -> list[_Front]:
        """Return the fronts that are nearer than ``reach`` metres."""
        apart = np.hypot(*(self._places - (item.x, item.y)).T)
        return [self._fronts[i] for i in np.flatnonzero(apart < reach).tolist()]


def _put_public(
    built: list[Building],
    areas: Areas,
    site: Site,
    lanes: _Lanes,
    number: int,
    item: Settlement,
    wanted: tuple[str, str, float, float, int],
    random: np.random.Generator,
) -> None:
    use, name, along, deep, storeys = wanted
    near = lanes.in_box(item, 420)
    spread = 60 if use in ("committee", "government") else 600 if name in _TOWN_NAMES else 150
    near.sort(key=lambda front: np.hypot(front.x - item.x, front.y - item.y) + spread * random.random())
    for front in near:
        for side in (1, -1):
            ring = _beside(front, side, along, deep, 5.0 + random.random() * 4)
            if areas.village_at(*ring.mean(axis=0)) == item.village and site.free(ring):
                site.take(ring, 4.0)
                built.append(Building(ring, use, storeys, 0, 0, number, item.village, front.angle, name))
                return


def _beside(
    front: _Front, side: int, along: float, deep: float, setback: float, notch: tuple[float, float] | None = None
) -> Floats:
    away = front.width / 2 + setback + deep / 2
    centre = np.array([front.x - side * np.sin(front.angle) * away, front.y + side * np.cos(front.angle) * away])
    return rectangle(centre, along, deep, front.angle + (0 if side > 0 else np.pi), notch)


def _put_works(
    built: list[Building], areas: Areas, site: Site, fronts: dict[str, list[_Front]], random: np.random.Generator
) -> None:
    """Put factories along the trunk and county roads, in clusters."""
    trunk = [front for kind in ("national", "county") for front in fronts.get(kind, ())]
    parks = [trunk[int(random.integers(len(trunk)))] for _ in range(16)]
    for park in parks:
        near = [front for front in trunk if np.hypot(front.x - park.x, front.y - park.y) < 190]
        for _ in range(int(random.integers(4, 11))):
            front = near[int(random.integers(len(near)))]
            along, deep = float(random.uniform(36, 78)), float(random.uniform(22, 44))
            ring = _beside(front, 1 if random.random() < 0.5 else -1, along, deep, float(random.uniform(10, 18)))
            village = areas.village_at(*ring.mean(axis=0))
            if village >= 0 and site.free(ring):
                site.take(ring, 6.0)
                built.append(Building(ring, "factory", int(random.integers(1, 5)), 0, 0, -1, village, front.angle))


def _put_houses(
    built: list[Building],
    areas: Areas,
    site: Site,
    lanes: _Lanes,
    centres: Floats,
    random: np.random.Generator,
) -> None:
    """Fill the lanes with houses, densest in the middle of each settlement, until it has as many as it should."""
    for number, item in enumerate(areas.settlements):
        reach = 95 + 20 * np.sqrt(item.houses)
        rated = sorted(
            lanes.within(item, reach),
            key=lambda front: np.hypot(front.x - item.x, front.y - item.y) * random.uniform(0.55, 1.45),
        )
        count = 0
        for front in rated:
            if count >= item.houses:
                break
            for side in (1, -1):
                house = _house(front, side, item, number, areas, site, centres, random)
                if house is not None:
                    built.append(house)
                    count += 1


def _house(
    front: _Front,
    side: int,
    item: Settlement,
    number: int,
    areas: Areas,
    site: Site,
    centres: Floats,
    random: np.random.Generator,
) -> Building | None:
    kind = random.random()
    along = (
        float(random.uniform(9, 15)) if kind < 0.62 else float(random.uniform(18, 38))
    )  # a house or a terrace of them
    deep = float(random.uniform(9.5, 13.5))
    notch = (float(random.uniform(0.35, 0.55)), float(random.uniform(0.3, 0.5))) if kind < 0.16 else None
    ring = _beside(front, side, along, deep, float(random.uniform(1.8, 5.0)), notch)
    middle = ring.mean(axis=0)
    if areas.village_at(*middle) != item.village or not site.free(ring):
        return None
    if int(np.hypot(*(centres - middle).T).argmin()) != number:
        return None
    site.take(ring, 2.2 if random.random() < 0.8 else 5.0)
    doors = max(1, round(along / 8.5)) if along > 17 else (2 if random.random() < 0.18 else 1)
    occupied = doors if random.random() > 0.13 else 0
    people = int(sum(random.choice((1, 2, 2, 3, 3, 4, 5, 6)) for _ in range(occupied)))
    storeys = int(random.choice((1, 2, 2, 3, 3, 3, 4, 4, 5)))
    return Building(ring, "residential", storeys, occupied, people, number, item.village, front.angle)

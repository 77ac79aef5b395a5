"""What a surveyor knows when he walks the township: slopes, houses, who answers for what."""

from __future__ import annotations

from typing import Any

import numpy as np
from osgeo import ogr
from scipy import ndimage
from scipy.spatial import cKDTree

from . import lines, place
from .attributes import fill, load_attributes, load_names
from .category_words import WORDS
from .grid import Floats
from .people import Organisation, Person
from .records import RiskSource
from .township import Township

_BEARINGS = ("东", "东北", "北", "西北", "西", "西南", "南", "东南")


class Survey:
    """The township as surveyed, and the risk sources noted so far. All places EPSG:4549."""

    def __init__(self, township: Township, organisation: Organisation, random: np.random.Generator) -> None:
        self.township, self.organisation, self.random = township, organisation, random
        self.areas = township.areas
        self.grid, self.dem = township.dem_grid, township.dem
        smoothed = ndimage.gaussian_filter(self.dem, 1.2)
        self.slope = np.degrees(np.arctan(np.hypot(*np.gradient(smoothed, self.grid.cell))))
        self._gradient = np.gradient(ndimage.gaussian_filter(self.dem, 3.0), self.grid.cell)
        self.houses = [house for house in township.buildings if house.use == "residential" and house.households]
        self.centres = np.array([house.centre for house in self.houses])
        self.tree = cKDTree(self.centres)
        #: Steepest ground within 25 m of each house, degrees.
        self.steep = self.grid.sample(ndimage.maximum_filter(self.slope, size=11), self.centres)
        self.height = self.grid.sample(self.dem, self.centres)
        self.risks: list[RiskSource] = []
        self.attributes = load_attributes()
        self.category_names = load_names("category")
        self._numbers: dict[str, int] = {}
        self._names: set[tuple[int, str]] = set()

    # ---- where -------------------------------------------------------------

    def village_of(self, geometry: ogr.Geometry) -> int:
        """Return the village in which most of a shape lies, -1 when in none."""
        kind = ogr.GT_Flatten(geometry.GetGeometryType())
        if kind in (ogr.wkbPoint,):
            return self.areas.village_at(geometry.GetX(), geometry.GetY())
        simple = ogr.wkbPolygon if kind in (ogr.wkbPolygon, ogr.wkbMultiPolygon) else ogr.wkbLineString
        shares = [lines.parts(polygon.Intersection(geometry), simple) for polygon in self.areas.polygons]
        size = [
            sum(part.GetArea() if simple == ogr.wkbPolygon else part.Length() for part in share) for share in shares
        ]
        return int(np.argmax(size)) if max(size) > 0 else -1

    def anchor(self, geometry: ogr.Geometry) -> tuple[float, float]:
        """Return a point that stands for the shape."""
        if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPoint:
            return geometry.GetX(), geometry.GetY()
        if geometry.GetDimension() == 2:
            inner = geometry.PointOnSurface()
            return inner.GetX(), inner.GetY()
        points = lines.points_of(lines.parts(geometry, ogr.wkbLineString)[0])
        return tuple(points[len(points) // 2])

    def settlement_near(self, x: float, y: float, village: int) -> int:
        """Return the number of the nearest settlement, of the village if it has one."""
        ranked = [
            (np.hypot(item.x - x, item.y - y) + (0 if village in (-1, item.village) else 5000), number)
            for number, item in enumerate(self.areas.settlements)
        ]
        return min(ranked)[1]

    def words_for(self, x: float, y: float, village: int) -> str:
        """Say where a place lies, as people write it in ledgers."""
        item = self.areas.settlements[self.settlement_near(x, y, village)]
        distance = float(np.hypot(x - item.x, y - item.y))
        home = f"{self.areas.villages[item.village].short_name}村"
        name = home if item.main else f"{home}{item.name}自然村"
        if distance < 60:
            return f"{name}村中"
        bearing = _BEARINGS[round(np.degrees(np.arctan2(y - item.y, x - item.x)) / 45) % 8]
        return f"{name}{bearing}侧约{max(round(distance, -1), 10):.0f}米"

    def uphill(self, x: float, y: float, distance: float) -> tuple[float, float]:
        """Return the place ``distance`` metres up the slope."""
        for _ in range(max(round(distance / 5), 1)):
            row, column = self.grid.cell_of(x, y)
            north, east = -self._gradient[0][row, column], self._gradient[1][row, column]
            size = max(float(np.hypot(north, east)), 1e-6)
            x, y = x + 5 * east / size, y + 5 * north / size
        return x, y

    def houses_in(self, geometry: ogr.Geometry) -> list[int]:
        """Return the numbers (in ``houses``) of the houses whose middle lies in a shape."""
        west, east, south, north = geometry.GetEnvelope()
        near = np.flatnonzero(
            (self.centres[:, 0] >= west)
            & (self.centres[:, 0] <= east)
            & (self.centres[:, 1] >= south)
            & (self.centres[:, 1] <= north)
        )
        return [int(i) for i in near if geometry.Contains(lines.point_geometry(*self.centres[i]))]

    def houses_near(self, x: float, y: float, distance: float) -> list[int]:
        """Return the numbers of the houses within a distance."""
        return sorted(int(i) for i in self.tree.query_ball_point((x, y), distance))

    def hull(self, houses: list[int], margin: float) -> ogr.Geometry:
        """Return the outline round houses, ``margin`` metres wide."""
        near = [lines.polygon_geometry(self.houses[number].ring).Buffer(margin + 18.0, 4) for number in houses]
        drawn = lines.parts(lines.unite(near).Buffer(-18.0, 4), ogr.wkbPolygon)
        largest = max(drawn, key=lambda part: part.GetArea())
        return lines.polygon_geometry(lines.points_of(largest.GetGeometryRef(0)))

    def within_village(self, geometry: ogr.Geometry, village: int) -> ogr.Geometry | None:
        """Return the largest piece of an area inside the village, without holes, or None."""
        if village < 0:
            return None
        pieces = lines.parts(geometry.Intersection(self.areas.polygons[village]), ogr.wkbPolygon)
        if not pieces:
            return None
        largest = max(pieces, key=lambda piece: piece.GetArea())
        return lines.polygon_geometry(lines.points_of(largest.GetGeometryRef(0))).Buffer(0)

    # ---- who ---------------------------------------------------------------

    def person_for(self, post: str, village: int, party: str) -> Person:
        """Return who answers: one of the village's staff, or somebody of the owner's own."""
        random = self.random
        if post.startswith("own:"):
            return self.organisation.directory.person(post[4:], party, village)
        if village < 0:
            return self.organisation.official("乡级水利员" if post == "warden" else "副指挥")
        staff = self.organisation.villages[village]
        if post == "member":
            return staff.members[int(random.integers(len(staff.members)))]
        if post == "warden":
            return staff.wardens[int(random.integers(len(staff.wardens)))]
        return {"leader": staff.leader, "director": staff.director, "clerk": staff.clerk}[post]

    # ---- noting a risk source -------------------------------------------------

    def add(
        self,
        category: str,
        name: str,
        geometry: ogr.Geometry,
        *,
        village: int | None = None,
        level: int | None = None,
        houses: list[int] | None = None,
        people: int | None = None,
        zone_type: str | None = None,
        **known: Any,
    ) -> RiskSource | None:
        """Note a risk source; None when it lies outside the township. ``known`` are attribute values by key."""
        inside_township = self._within_township(geometry)
        home = self.village_of(inside_township) if inside_township is not None else -1
        if inside_township is None or home < 0:
            return None
        geometry = inside_township
        village = home if village is None else village
        words, random = WORDS[category], self.random
        name = self._unused(village, name)
        x, y = self.anchor(geometry)
        short = self.areas.villages[home].short_name
        party = words.party.format(village=short, name=name)
        inside = [i for i in houses or [] if self.houses[i].village == village]
        source = RiskSource(
            category,
            name,
            village,
            geometry,
            feature=words.features[int(random.integers(len(words.features)))],
            location=self.words_for(x, y, home),
            party=party,
            measures=words.measures,
            person=self.person_for(words.post, village, party),
            level=level or int(random.choice((1, 2, 3, 4), p=(0.05, 0.2, 0.45, 0.3))),
            households=sum(self.houses[i].households for i in inside),
            people=sum(self.houses[i].people for i in inside) if people is None else people,
            external_code=self._number(category),
            verified_on=f"{place.YEAR}-{int(random.integers(1, 4)):02d}-{int(random.integers(1, 29)):02d}",
            attributes=fill(self.attributes.get(category, []), known, random),
            zone_type=zone_type,
            houses=inside,
        )
        self.risks.append(source)
        return source

    def _within_township(self, geometry: ogr.Geometry) -> ogr.Geometry | None:
        """Return the part of a shape inside the township; None when most of it is not."""
        if geometry.GetDimension() == 0 or self.areas.township.Contains(geometry):
            return geometry
        area = geometry.GetDimension() == 2
        pieces = lines.parts(geometry.Intersection(self.areas.township), ogr.wkbPolygon if area else ogr.wkbLineString)
        size = (lambda part: part.GetArea()) if area else (lambda part: part.Length())
        largest = max(pieces, key=size, default=None)
        return largest if largest is not None and size(largest) > 0.6 * size(geometry) else None

    def _number(self, category: str) -> str:
        self._numbers[category] = self._numbers.get(category, 0) + 1
        return f"QJ{category}{self._numbers[category]:04d}"

    def _unused(self, village: int, name: str) -> str:
        candidate, count = name, 1
        while (village, candidate) in self._names:
            count += 1
            candidate = f"{name}{count}号"
        self._names.add((village, candidate))
        return candidate

    def place_name(self, geometry: ogr.Geometry) -> str:
        """Return the name of the settlement at a shape: what things there are called after."""
        x, y = self.anchor(geometry)
        return self.areas.settlements[self.settlement_near(x, y, self.areas.village_at(x, y))].name

    def zones(self) -> list[tuple[ogr.Geometry, RiskSource]]:
        """Return the areas in which nobody should seek shelter."""
        unsafe = ("0501", "0502", "0503", "0505", "0507", "0508", "0509", "0510", "0603")
        found = []
        for source in self.risks:
            if source.category in unsafe:
                wide = 35.0 if source.geometry.GetDimension() < 2 else 5.0
                found.append((source.geometry.Buffer(wide, 3), source))
        return found

    def scattered(self, points: Floats, count: int, spacing: float) -> list[int]:
        """Return up to ``count`` numbers of points no two of which are nearer than ``spacing`` metres."""
        chosen: list[int] = []
        for number in self.random.permutation(len(points)).tolist():
            if all(np.hypot(*(points[number] - points[other])) >= spacing for other in chosen):
                chosen.append(number)
                if len(chosen) >= count:
                    break
        return chosen

"""Water works: dams, levees, seawalls, sluices, pumps, weirs, and what is weak about them."""

from __future__ import annotations

import numpy as np
from osgeo import ogr

from . import lines, place
from .grid import Floats
from .survey import Survey


def note_water_works(survey: Survey) -> None:
    """Note all water works."""
    _dams(survey)
    _levees(survey)
    seawall = _seawall(survey)
    _seawalls(survey, seawall)
    _sluices_and_pumps(survey, seawall)
    _gates(survey, seawall)
    _small_works(survey)
    _polders(survey)


def _dams(survey: Survey) -> None:
    random = survey.random
    for pond in survey.township.water.ponds:
        volume = round(pond.volume_m3 / 10_000, 2)
        common = {"dam_height_m": pond.dam_height, "catchment_km2": round(pond.catchment_km2, 2)}
        below = survey.houses_near(*pond.below, 230.0)
        if pond.kind == "reservoir":
            level = round(pond.level - 0.5, 2)
            survey.add(
                "0601",
                pond.name,
                pond.area.Simplify(2.0),
                level=2 if below else 3,
                total_capacity_10k_m3=volume,
                reservoir_class="小(1)型" if volume >= 100 else "小(2)型",
                crest_elevation_m=round(level + 2.0, 2),
                normal_level_m=level,
                plum_limit_level_m=round(level - 0.5, 2),
                condition="二类坝",
                typhoon_limit_level_m=round(level - 1.0, 2),
                design_flood_level_m=round(level + 0.9, 2),
                check_flood_level_m=round(level + 1.3, 2),
                height_datum="1985国家高程基准",
                protected_people=int(random.integers(300, 2600)),
                **common,
            )
            continue
        shape = pond.area if random.random() < 0.7 else pond.area.Centroid()
        volume = min(volume, 9.6)
        if len(below) >= 3:
            distance = float(min(np.hypot(*(survey.centres[i] - pond.below)) for i in below))
            survey.add(
                "0603",
                pond.name.replace("山塘", "屋顶山塘"),
                shape,
                level=2,
                houses=below[:16],
                zone_type="屋顶山塘",
                total_capacity_10k_m3=volume,
                pond_type="屋顶山塘",
                dam_to_house_m=round(distance),
                **common,
            )
        else:
            survey.add(
                "0602",
                pond.name,
                shape,
                total_capacity_10k_m3=volume,
                pond_type="高坝山塘" if pond.dam_height >= 8 else "普通山塘",
                **common,
            )


def beside(line: Floats, distance: float) -> Floats:
    """Return the line moved to its left by ``distance`` metres (right when negative), smoothed."""
    even = lines.evenly(line, 12.0)
    direction = np.gradient(even, axis=0)
    normal = np.column_stack([-direction[:, 1], direction[:, 0]])
    normal /= np.maximum(np.hypot(*normal.T), 1e-6)[:, None]
    return lines.smooth(even + distance * normal, 25.0, 12.0)


def _pieces(survey: Survey, line: ogr.Geometry, shortest: float) -> list[tuple[int, Floats]]:
    """Return the stretches of a line in each village, the longest of each."""
    found = []
    for village, polygon in enumerate(survey.areas.polygons):
        parts = lines.parts(line.Intersection(polygon), ogr.wkbLineString)
        if parts:
            longest = max(parts, key=lambda part: part.Length())
            if longest.Length() >= shortest:
                found.append((village, lines.points_of(longest)))
    return found


def _station(metres: float) -> str:
    return f"K{int(metres // 1000)}+{int(metres % 1000):03d}"


def _levees(survey: Survey) -> None:
    """Note levees on both sides of the larger streams of the plain, and some weak stretches."""
    weak = 0
    for stream in survey.township.water.streams:
        flat = stream.bed < 7.5
        if stream.catchment_km2 < 1.3 or flat.sum() < 25:
            continue
        low = lines.evenly(stream.line, lines.length(stream.line) / (len(stream.bed) - 1))[: len(stream.bed)][flat]
        for side, word in ((1, "左岸"), (-1, "右岸")):
            bank = lines.line_geometry(beside(low, side * (10 + 4 * float(np.sqrt(stream.catchment_km2)))))
            for village, part in _pieces(survey, bank, 330.0):
                span = lines.length(part)
                name = f"{stream.name or survey.place_name(bank)}{word}堤防"
                line = lines.line_geometry(lines.simplified(part, 1.5))
                survey.add(
                    "0604",
                    f"{name}（{survey.areas.villages[village].short_name}段）",
                    line,
                    village=village,
                    length_m=round(span),
                    levee_grade="5级",
                    levee_form="土石混合堤",
                    crest_elevation_m=round(float(survey.grid.interpolate(survey.dem, part).mean()) + 1.4, 2),
                    flood_standard_years=int(survey.random.choice((10, 20))),
                    length_to_standard_m=round(span * float(survey.random.uniform(0.5, 1))),
                )
                if span > 400 and weak < 7 and survey.random.random() < 0.5:
                    weak += _weak_stretch(survey, "0605", f"{name}险段", "堤防险段", part, village)


def _weak_stretch(survey: Survey, category: str, name: str, zone: str, line: Floats, village: int) -> bool:
    even = lines.evenly(line, 10.0)
    size = int(survey.random.integers(9, 18))
    start = int(survey.random.integers(2, max(len(even) - size - 2, 3)))
    part = even[start : start + size]
    if len(part) < 6:
        return False
    shape = lines.line_geometry(lines.simplified(part, 1.0))
    houses = survey.houses_in(shape.Buffer(70.0))[:12]
    people = sum(survey.houses[i].people for i in houses)
    more = {"people_inside": people} if category == "0607" else {}
    source = survey.add(
        category,
        name,
        shape,
        village=village,
        level=2,
        houses=houses,
        zone_type=zone if houses else None,
        station_start=_station(start * 10),
        station_end=_station((start + size) * 10),
        weak_section_problem="迎水坡脚淘刷",
        **more,
    )
    return source is not None


def _seawall(survey: Survey) -> ogr.Geometry:
    """Return the line of the seawall: along the mainland coast, a little inland."""
    ring = place.coastline()[0].tolist()
    land = lines.polygon_geometry([[590000.0, ring[0][1]], *ring, [590000.0, ring[-1][1]]])
    wall = land.Buffer(-14.0, 4)
    box = lines.polygon_geometry([(603000, 3124500), (612300, 3124500), (612300, 3133900), (603000, 3133900)])
    low = lines.unite(lines.parts(wall.Boundary().Intersection(box), ogr.wkbLineString), ogr.wkbMultiLineString)
    rock = [
        lines.point_geometry(x, y).Buffer(radius) for x, y, radius in ((609560, 3127750, 190), (609330, 3128010, 130))
    ]
    return low.Difference(lines.unite(rock))


def _seawalls(survey: Survey, seawall: ogr.Geometry) -> None:
    weak = 0
    for village, part in _pieces(survey, seawall, 250.0):
        home = survey.areas.villages[village].short_name
        span = lines.length(part)
        even = lines.simplified(lines.smooth(part, 20.0, 12.0), 1.5)
        estuary = part[:, 0].mean() < 608800
        survey.add(
            "0606",
            f"{home}{'江堤' if estuary else '海塘'}",
            lines.line_geometry(even),
            village=village,
            level=3,
            length_m=round(span),
            seawall_grade="4级" if estuary else "3级",
            design_crest_m=6.5 if estuary else 7.2,
            present_crest_m=round(float(survey.random.uniform(5.9, 7.2)), 2),
            reclamation=not estuary,
            parapet_crest_m=7.1 if estuary else 8.0,
            design_high_tide_m=5.86,
            tide_standard_years=20 if estuary else 50,
        )
        if span > 600 and weak < 6 and survey.random.random() < 0.55:
            weak += _weak_stretch(survey, "0607", f"{home}海塘险段", "海塘险段", part, village)


def _sluices_and_pumps(survey: Survey, seawall: ogr.Geometry) -> None:
    """Note a sluice where a stream passes the seawall, and pumps where much land drains or lies low."""
    for stream in survey.township.water.streams:
        if stream.downstream is not None:
            continue
        crossing = lines.line_geometry(stream.line).Intersection(seawall)
        points = lines.parts(crossing, ogr.wkbPoint)
        if not points:
            continue
        point = points[-1]
        big = stream.catchment_km2 > 1.5
        name = f"{survey.place_name(point)}{'水闸' if not stream.name else ''}"
        if stream.name:
            name = f"{stream.name}闸"
        openings = 3 if big else 1
        survey.add(
            "0608",
            name,
            point,
            sluice_scale="小(1)型" if big else "小(2)型",
            openings=openings,
            net_width_m=openings * 3.0,
            keeps_tide_out=True,
            sluice_discharge_m3s=round(12 * openings * float(survey.random.uniform(0.8, 1.3)), 1),
        )
        if stream.catchment_km2 > 0.6:
            spot = lines.point_geometry(point.GetX() - 28, point.GetY() + 9)
            survey.add(
                "0609",
                f"{name.removesuffix('闸').removesuffix('水')}排涝站",
                spot,
                sets=int(survey.random.integers(1, 4)),
            )


def _gates(survey: Survey, seawall: ogr.Geometry) -> None:
    """Note dry gates where a lane reaches the seawall, parapet openings at landings."""
    ends = np.array([point for road in survey.township.roads for point in (road.line[0], road.line[-1])])
    found: list[tuple[float, int, float, float]] = []
    for village, part in _pieces(survey, seawall, 200.0):
        even = lines.evenly(part, 10.0)[3:-3]
        if len(even) < 20:
            continue
        distance = np.array([np.hypot(*(ends - point).T).min() for point in even])
        nearest = int(distance.argmin())
        found.append((float(distance[nearest]), village, *even[nearest]))
        x, y = even[int(survey.random.integers(len(even)))]
        if survey.random.random() < 0.7:
            survey.add(
                "0612",
                f"{survey.areas.villages[village].short_name}防浪墙开口",
                lines.point_geometry(x, y),
                village=village,
                opening_size_m=f"{survey.random.choice(('2.5', '3.0', '4.0'))}×1.2",
                station=_station(float(survey.random.uniform(100, 900))),
            )
    for _, village, x, y in sorted(found)[:11]:
        survey.add(
            "0611",
            f"{survey.areas.villages[village].short_name}旱闸",
            lines.point_geometry(x, y),
            village=village,
            width_m=float(survey.random.choice((4, 5, 6))),
            station=_station(float(survey.random.uniform(100, 900))),
        )


def _small_works(survey: Survey) -> None:
    """Note weirs, drinking water, small power stations, aqueducts and works under way along the streams."""
    random = survey.random
    streams = [stream for stream in survey.township.water.streams if stream.name and len(stream.line) > 12]
    for stream in streams:
        mark = int(random.integers(4, len(stream.line) - 4))
        x, y = stream.line[mark]
        if stream.bed[mark] > 6 and stream.catchment_km2 > 0.5 and random.random() < 0.75:
            width = 9 + 3 * float(np.sqrt(stream.catchment_km2))
            direction = stream.line[mark + 2] - stream.line[mark - 2]
            normal = np.array([-direction[1], direction[0]]) / max(float(np.hypot(*direction)), 1e-6)
            weir = lines.line_geometry([(x, y) - normal * width, (x, y) + normal * width])
            survey.add(
                "0617",
                f"{survey.place_name(weir)}堰坝",
                weir,
                length_m=round(2 * width, 1),
                dam_height_m=round(float(random.uniform(0.8, 2.6)), 1),
            )
    for item in survey.areas.settlements:
        if float(survey.dem[survey.grid.cell_of(item.x, item.y)]) > 14:
            x, y = survey.uphill(item.x, item.y, 210.0)
            point = lines.point_geometry(x, y)
            survey.add("0613", f"{item.name}供水站", point, level=4, served_people=int(random.integers(90, 700)))
    for pond in [pond for pond in survey.township.water.ponds if pond.kind == "reservoir"][:3]:
        survey.add(
            "0610",
            pond.name.replace("水库", "电站"),
            lines.point_geometry(pond.below[0] + 14, pond.below[1] - 10),
            installed_kw=int(random.choice((125, 200, 320))),
            working_state="运行",
        )
    plain = [stream for stream in streams if stream.bed[len(stream.bed) // 2] < 6 and stream.catchment_km2 > 0.8]
    for number, stream in enumerate(plain[:5]):
        middle = len(stream.line) // 2
        x, y = stream.line[middle]
        if number < 3:
            duct = lines.line_geometry([(x - 34, y - 18), (x + 34, y + 18)])
            survey.add("0614", f"{survey.place_name(duct)}渡槽", duct, length_m=77, houses_below=False, level=4)
        else:
            works = lines.line_geometry(lines.simplified(stream.line[max(middle - 18, 0) : middle + 18], 2.0))
            survey.add("0616", f"{stream.name}整治工程", works, level=3, people=18)


def _polders(survey: Survey) -> None:
    """Note the diked land of three coastal villages."""
    for short in ("棉花塘", "泗塘", "北塘"):
        number = next(i for i, village in enumerate(survey.areas.villages) if village.short_name == short)
        sea = survey.township.water.sea
        land = survey.areas.polygons[number].Difference(sea).Difference(survey.township.water.river)
        seat = next(i for i, item in enumerate(survey.areas.settlements) if item.village == number and item.main)
        core = survey.hull([i for i, house in enumerate(survey.houses) if house.settlement == seat], 25.0).Buffer(
            240.0, 8
        )
        shape = survey.within_village(land.Buffer(-60.0, 3).Intersection(core), number)
        if shape is not None:
            survey.add(
                "0615",
                f"{short}圩区",
                shape.Simplify(6.0),
                village=number,
                level=4,
                sluices_pumps=3,
                area_km2=round(shape.GetArea() / 1e6, 2),
                resident_people=int(survey.random.integers(800, 2200)),
            )

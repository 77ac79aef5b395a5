"""Natural hazards, found where they would be: gullies at valley mouths, slopes behind houses, low ground."""

from __future__ import annotations

import numpy as np
from osgeo import ogr
from scipy import ndimage

from . import lines
from .grid import Grid
from .raster import polygonise
from .survey import Survey
from .water import Stream


def note_natural_hazards(survey: Survey) -> None:
    """Note all natural hazards."""
    _flash_floods(survey)
    _riverside_villages(survey)
    _low_ground(survey)
    _geohazards(survey)
    _debris_flow_gullies(survey)
    _cut_slopes(survey)
    _steep_settlements(survey)
    _storm_surge(survey)
    _flood_marks(survey)
    _wind_and_isolation(survey)
    _forest_fire(survey)


def _corridor(stream: Stream) -> float:
    """Return how far from the middle of a stream a flash flood reaches, metres."""
    return 27.0 + 12.0 * float(np.sqrt(stream.catchment_km2))


def _flash_floods(survey: Survey) -> None:
    """Draw a danger zone round each stretch of mountain stream that has houses beside it."""
    buffers: list[ogr.Geometry] = []
    for stream in survey.township.water.streams:
        if stream.catchment_km2 < 0.16 or stream.bed[0] < 8 or stream.bed[0] - stream.bed[-1] < 1.0:
            continue
        line = lines.evenly(stream.line, 15.0)
        width = _corridor(stream)
        near = np.array([len(survey.tree.query_ball_point(point, width)) > 0 for point in line])
        near = ndimage.binary_dilation(ndimage.binary_closing(near, iterations=4), iterations=4)
        pieces, count = ndimage.label(near)
        for piece in range(1, count + 1):
            part = line[pieces == piece]
            if len(part) > 4:
                buffers.append(lines.line_geometry(part).Buffer(width, 6))
    if not buffers:
        return
    for zone in lines.parts(lines.unite(buffers), ogr.wkbPolygon):
        for village in range(len(survey.areas.villages)):
            part = survey.within_village(zone, village)
            if part is None or part.GetArea() < 3000:
                continue
            houses = survey.houses_in(part)
            if len(houses) >= 3:
                _add_flash_flood(survey, part.Simplify(3.0), village, houses)


def _add_flash_flood(survey: Survey, zone: ogr.Geometry, village: int, houses: list[int]) -> None:
    random = survey.random
    base = float(random.choice((25, 30, 35)))
    rain = {"1h": base, "3h": round(base * 1.8), "6h": round(base * 2.5)}
    checked = random.random() < 0.75  # the others wait for the water department's figures
    thresholds = {f"prepare_{span}_mm": value if checked else None for span, value in rain.items()}
    thresholds |= {f"move_{span}_mm": round(value * 1.55) if checked else None for span, value in rain.items()}
    level = 1 if len(houses) > 18 else 2 if len(houses) > 8 else 3
    bed = float(survey.dem[survey.grid.cell_of(*survey.anchor(zone))])
    survey.add(
        "0503",
        f"{survey.place_name(zone)}山洪灾害危险区",
        zone,
        village=village,
        level=level,
        houses=houses,
        zone_type="山洪灾害危险区",
        danger_grade=("极高危险区", "高危险区", "危险区")[level - 1],
        control_section=f"{survey.place_name(zone)}桥断面",
        disaster_level_m=round(bed + 1.8, 2),
        warning_signal="铜锣、手摇警报器、应急广播",
        **thresholds,
    )


def _riverside_villages(survey: Survey) -> None:
    found = 0
    for number, item in enumerate(survey.areas.settlements):
        near = [i for i, house in enumerate(survey.houses) if house.settlement == number]
        beside: set[int] = set()
        area = 0.0
        for stream in survey.township.water.streams:
            if stream.catchment_km2 < 0.7 or np.hypot(*(stream.line - (item.x, item.y)).T).min() > 400:
                continue
            shape = lines.line_geometry(stream.line).Buffer(48.0, 3)
            hit = {i for i in near if shape.Contains(lines.point_geometry(*survey.centres[i]))}
            if len(hit) > 6:
                beside |= hit
                area = max(area, stream.catchment_km2)
        if len(beside) >= 9 and found < 14:
            shape = survey.within_village(survey.hull(sorted(beside), 14.0), item.village)
            if shape is not None and survey.add(
                "0504",
                f"{item.name}沿河村落",
                shape.Simplify(2.0),
                village=item.village,
                houses=sorted(beside),
                stream_distance_m=round(float(survey.random.uniform(6, 25)), 1),
                height_above_stream_m=round(float(survey.random.uniform(1.2, 3.5)), 1),
                flood_return_years=int(survey.random.choice((5, 10, 20))),
            ):
                found += 1


def _low_ground(survey: Survey) -> None:
    """Find, in each settlement of the plain, the ground that lies lowest: there the water stands."""
    grid, dem = survey.grid, ndimage.gaussian_filter(survey.dem, 2.0)
    built = np.zeros(grid.shape)
    rows, columns = grid.cells_of(survey.centres)
    np.add.at(built, (rows, columns), 1.0)
    dense = ndimage.uniform_filter(built, 17) * 17 * 17
    for item in survey.areas.settlements:
        row, column = grid.cell_of(item.x, item.y)
        window = (slice(row - 60, row + 60), slice(column - 60, column + 60))
        part, crowd = dem[window], dense[window]
        if part.shape != (120, 120) or np.median(part) > 8.5 or survey.random.random() < 0.45:
            continue
        lived_in = crowd > 2.5
        if lived_in.sum() < 300:
            continue
        level = float(np.quantile(part[lived_in], 0.30))
        wet = ndimage.binary_opening(ndimage.gaussian_filter(((part < level) & lived_in).astype(float), 4) > 0.5)
        corner = Grid(grid.west + (column - 60) * grid.cell, grid.north - (row - 60) * grid.cell, grid.cell, 120, 120)
        shapes = [survey.within_village(shape, item.village) for shape in polygonise(corner, wet, 0)]
        whole = [shape for shape in shapes if shape is not None and 4000 < shape.GetArea() < 45000]
        for shape in sorted(whole, key=lambda shape: -shape.GetArea())[:1]:
            smooth = shape.Buffer(14, 6).Buffer(-14, 6).Simplify(2.0)
            houses = survey.houses_in(smooth)[:26]
            if len(houses) >= 4:
                lowest = float(part.min())
                survey.add(
                    "0505",
                    f"{item.name}低洼易涝区",
                    smooth,
                    village=item.village,
                    houses=houses,
                    level=2 if len(houses) > 22 else 3,
                    zone_type="低洼易涝区",
                    lowest_elevation_m=round(max(lowest, 1.9), 2),
                    historic_depth_m=round(float(survey.random.uniform(0.4, 1.3)), 1),
                )


def _geohazards(survey: Survey) -> None:
    """Note a slope where it is steep close behind houses; the worst are zones of their own."""
    steep = np.flatnonzero((survey.steep > 20.5) & (survey.height > 7))
    chosen = steep[survey.scattered(survey.centres[steep], 40, 125.0)]
    zones = 0
    for number in chosen.tolist():
        x, y = survey.uphill(*survey.centres[number], 28.0)
        houses = survey.houses_near(*survey.centres[number], 42.0)
        kind = str(survey.random.choice(("滑坡", "滑坡", "崩塌", "泥石流"), p=(0.45, 0.2, 0.25, 0.1)))
        point = lines.point_geometry(x, y)
        name = f"{survey.place_name(point)}后山{kind}"
        source = survey.add(
            "0501",
            name,
            point,
            houses=houses[:14],
            zone_type="地质灾害点",
            level=2 if len(houses) > 7 else 3,
            geohazard_type=kind,
            scale="小型",
            danger_scale="小型",
            threatened_property_10k_yuan=len(houses) * 30,
        )
        if source is None or zones >= 18 or len(houses) < 4 or survey.random.random() < 0.35:
            continue
        collection = ogr.Geometry(ogr.wkbMultiPoint)
        for along in (20, 45, 70):
            collection.AddGeometry(lines.point_geometry(*survey.uphill(x, y, along)))
        for i in houses:
            collection.AddGeometry(lines.point_geometry(*survey.centres[i]))
        zone = survey.within_village(collection.ConvexHull().Buffer(13.0, 3), source.village)
        if zone is not None:
            zones += 1
            threatened = survey.houses_in(zone)[:20]
            survey.add(
                "0502",
                f"{survey.place_name(point)}地质灾害风险防范区",
                zone.Simplify(1.5),
                houses=threatened,
                village=source.village,
                level=2 if len(threatened) > 8 else 3,
                zone_type="地质灾害点",
                zone_grade=str(survey.random.choice(("高", "中", "低"))),
                warning_1h_mm=40,
                warning_24h_mm=150,
            )


def _debris_flow_gullies(survey: Survey) -> None:
    steep = [
        stream
        for stream in survey.township.water.streams
        if stream.order == 1
        and lines.length(stream.line) > 180
        and (stream.bed[0] - stream.bed[-1]) / lines.length(stream.line) > 0.13
    ]
    steep.sort(key=lambda stream: -(stream.bed[0] - stream.bed[-1]))
    pools = lines.unite([pond.area for pond in survey.township.water.ponds])
    dry = [stream for stream in steep if not lines.line_geometry(stream.line).Intersects(pools)]
    for stream in dry[:14]:
        line = lines.line_geometry(lines.simplified(stream.line, 2.0))
        drop = float(stream.bed[0] - stream.bed[-1]) / lines.length(stream.line)
        survey.add(
            "0507",
            f"{survey.place_name(line)}坑泥石流沟",
            line,
            gully_length_m=round(lines.length(stream.line)),
            bed_gradient_permille=round(drop * 1000),
            debris_10k_m3=round(float(survey.random.uniform(0.3, 2)), 1),
        )


def _cut_slopes(survey: Survey) -> None:
    taken = {i for source in survey.risks if source.category == "0501" for i in source.houses}
    left = np.array([i for i in np.flatnonzero((survey.steep > 15.5) & (survey.height > 6)).tolist() if i not in taken])
    if not len(left):
        return
    for index in survey.scattered(survey.centres[left], 30, 130.0):
        number = int(left[index])
        point = lines.point_geometry(*survey.uphill(*survey.centres[number], 10.0))
        survey.add(
            "0508",
            f"{survey.place_name(point)}切坡建房点",
            point,
            houses=[number],
            zone_type="地质灾害点",
            slope_height_m=round(float(survey.random.uniform(4, 14)), 1),
            slope_deg=round(float(survey.random.uniform(45, 75))),
            distance_behind_house_m=round(float(survey.random.uniform(1.2, 5)), 1),
        )


def _steep_settlements(survey: Survey) -> None:
    for number, item in enumerate(survey.areas.settlements):
        houses = [i for i, house in enumerate(survey.houses) if house.settlement == number and survey.steep[i] > 15]
        if len(houses) < 12:
            continue
        middle = np.median(survey.centres[houses], axis=0)
        close = [i for i in houses if np.hypot(*(survey.centres[i] - middle)) < 130]
        shape = survey.within_village(survey.hull(close, 12.0), item.village) if len(close) >= 10 else None
        if shape is not None:
            survey.add(
                "0509",
                f"{item.name}临坡人员集聚区",
                shape.Simplify(1.5),
                village=item.village,
                houses=close,
                steepest_slope_deg=round(float(survey.steep[close].max())),
                buildings=len(close),
                slope_height_m=round(float(survey.random.uniform(12, 40))),
            )


def _storm_surge(survey: Survey) -> None:
    """Note the low strip behind the seawall of each village on the open coast."""
    grid = survey.grid
    ground = survey.township.ground
    factor = round(ground.grid.cell / grid.cell)
    distance = np.repeat(np.repeat(ground.sea_distance, factor, axis=0), factor, axis=1)
    x, _ = grid.centres()
    low = (distance > 24) & (distance < 260) & (survey.dem > 0) & (survey.dem < 5.2) & (x > 607500)
    low = ndimage.binary_opening(ndimage.gaussian_filter(low.astype(float), 6) > 0.5, iterations=6)
    for polygon in polygonise(grid, low, 4.0):
        for village, home in enumerate(survey.areas.villages):
            shape = survey.within_village(polygon, village)
            if shape is not None and shape.GetArea() > 60_000:
                people = sum(survey.houses[i].people for i in survey.houses_in(shape))
                survey.add(
                    "0510",
                    f"{home.short_name}风暴潮淹没风险区",
                    shape.Buffer(-12, 4).Buffer(12, 4).Simplify(4.0),
                    village=village,
                    people=people,
                    level=2,
                    surge_grade=str(survey.random.choice(("Ⅱ级", "Ⅲ级"))),
                    design_tide_m=5.86,
                )


def _flood_marks(survey: Survey) -> None:
    wet = [source for source in survey.risks if source.category in ("0503", "0505")]
    storms = ("1994-08-21", "2004-08-12", "2005-09-11", "2019-08-10", "2013-10-07")
    for source in wet:
        if not source.houses or survey.random.random() < 0.4:
            continue
        house = survey.houses[source.houses[int(survey.random.integers(len(source.houses)))]]
        x, y = house.ring[0]
        survey.add(
            "0511",
            f"{survey.place_name(source.geometry)}历史洪痕",
            lines.point_geometry(x, y),
            level=4,
            happened_on=str(survey.random.choice(storms)),
            return_period_years=int(survey.random.choice((20, 50))),
            water_level_m=round(float(survey.dem[survey.grid.cell_of(x, y)]) + 1.1, 2),
            deaths=0,
            water_depth_m=round(float(survey.random.uniform(0.4, 1.6)), 1),
        )


def _wind_and_isolation(survey: Survey) -> None:
    sizes = np.bincount(
        [house.settlement for house in survey.houses if house.settlement >= 0], minlength=len(survey.areas.settlements)
    )
    sea = survey.township.ground
    for number, item in enumerate(survey.areas.settlements):
        houses = [i for i, house in enumerate(survey.houses) if house.settlement == number]
        if len(houses) < 8:
            continue
        height = float(np.median(survey.height[houses]))
        coast = float(sea.sea_distance[sea.grid.cell_of(item.x, item.y)])
        shape = survey.within_village(survey.hull(houses, 15.0), item.village)
        if shape is None:
            continue
        if height > 28 and sizes[number] < 110 and not item.main:
            survey.add("0514", f"{item.name}易断水断电断路村", shape.Simplify(3.0), village=item.village, houses=houses)
        elif coast < 330 and item.x > 609000 and survey.random.random() < 0.5:
            survey.add(
                "0513",
                f"{item.name}风口村落",
                shape.Simplify(3.0),
                village=item.village,
                houses=houses,
                highest_wind_grade=int(survey.random.integers(13, 17)),
            )


def _forest_fire(survey: Survey) -> None:
    """Note four wooded slopes high above the villages."""
    grid = survey.township.ground.grid
    height = survey.township.ground.height
    high = ndimage.gaussian_filter(((height > 120) & (height < 300)).astype(float), 8) > 0.5
    shapes = []
    for polygon in polygonise(grid, high, 12.0):
        for village in range(len(survey.areas.villages)):
            shape = survey.within_village(polygon, village)
            if shape is not None and shape.GetArea() > 150_000:
                shapes.append((shape.GetArea(), village, shape))
    for area, village, shape in sorted(shapes, key=lambda item: -item[0])[:4]:
        name = survey.areas.villages[village].short_name
        survey.add(
            "0512", f"{name}后山森林火险区", shape.Simplify(8.0), village=village, area_ha=round(area / 10_000, 1)
        )

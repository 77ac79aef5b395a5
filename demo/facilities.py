"""Buildings and roads as risk sources: schools, factories, old houses, bridges, cut slopes."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from . import lines
from .buildings import Building
from .names import bridge_names
from .survey import Survey

_TRADES = ("电气", "阀门", "塑业", "模具", "水产食品", "电子", "机械", "鞋材", "包装", "汽配")
_BRANDS = (
    "华瓯",
    "东屿",
    "江浪",
    "海晟",
    "正垟",
    "清源",
    "瑞塘",
    "恒岙",
    "锦江",
    "晨屿",
    "宏涂",
    "百川",
    "金蛏",
    "蓝湾",
    "磐石湾",
    "雁北",
)


def note_facilities(survey: Survey) -> None:
    """Note crowded places, industry, infrastructure, building sites and dangerous houses."""
    _public_buildings(survey)
    _factories(survey)
    _shops_and_inns(survey)
    _town_infrastructure(survey)
    _dangerous_houses(survey)
    _sites(survey)


def note_roads(survey: Survey) -> None:
    """Note bridges, culverts, fords, roads beside water and steep cuttings."""
    _bridges(survey)
    _culverts_and_fords(survey)
    _roadsides(survey)


def _point(building: Building) -> lines.ogr.Geometry:
    return lines.point_geometry(*building.centre)


def _public_buildings(survey: Survey) -> None:
    random = survey.random
    for house in survey.township.buildings:
        name = house.name or ""
        if house.use == "school":
            pupils = int(random.integers(180, 480)) if "小学" in name else int(random.integers(500, 900))
            shape = lines.polygon_geometry(house.ring).Buffer(24.0, 2) if "清江镇" in name else _point(house)
            survey.add(
                "0701", name, shape, village=house.village, people=pupils, students=pupils, storeys=house.storeys
            )
        elif house.use == "kindergarten":
            children = int(random.integers(50, 220))
            survey.add("0702", name, _point(house), people=children, children=children, storeys=house.storeys)
        elif house.use == "clinic":
            survey.add("0704", name, _point(house), hospital_level="一级乙等", beds=60, people=90)
        elif house.use == "care":
            survey.add("0705", name, _point(house), residents=64, beds=80, disabled_residents=21, level=2, people=64)
        elif house.use == "market":
            survey.add("0707", name, lines.polygon_geometry(house.ring), people=400)
        elif house.use == "station":
            survey.add("0810", name, _point(house), people=120)
        elif house.use == "hall":
            survey.add("0714", name, _point(house), people=int(random.integers(80, 220)), level=4)
        elif house.use == "temple":
            survey.add("0715", name, _point(house), people=int(random.integers(20, 150)))


def _factories(survey: Survey) -> None:
    random = survey.random
    works = [house for house in survey.township.buildings if house.use == "factory"]
    special = ["0109", "0202", "0203", "0209", "0203", "1202", "0209", "0109", "1203", "0203", "0202", "1203", "1202"]
    for number, house in enumerate(works):
        company = f"{_BRANDS[number % len(_BRANDS)]}{_TRADES[int(random.integers(len(_TRADES)))]}有限公司"
        house.name = company
        workers = int(random.integers(18, 160))
        if number % 3 == 1 and special:
            survey.add(special.pop(0), company, _point(house), people=workers)
        else:
            survey.add("0201", company, _point(house), people=workers, employees=workers)
    if works:
        middle = works[len(works) // 2]
        near = [house for house in works if np.hypot(*(house.centre - middle.centre)) < 220]
        shape = lines.polygon_geometry(middle.ring)
        for house in near:
            shape = shape.Union(lines.polygon_geometry(house.ring))
        survey.add("0208", "清江小微产业园", shape.ConvexHull().Buffer(12.0, 2), people=420)


def _shops_and_inns(survey: Survey) -> None:
    """Note shops, inns and rented houses in houses that stand where such things stand."""
    random = survey.random
    stream = np.vstack([item.line for item in survey.township.water.streams if item.catchment_km2 > 0.5])
    near_stream = np.array([np.hypot(*(stream - centre).T).min() for centre in survey.centres])
    plain = np.flatnonzero(survey.height < 7)
    waterside = np.flatnonzero((near_stream < 45) & (survey.height > 8))
    town = [i for i in plain.tolist() if survey.areas.villages[survey.houses[i].village].short_name == "清江"]
    for pool, category, count, spacing, form in (
        (waterside, "0709", 13, 120, "{}民宿"),
        (waterside, "0710", 9, 140, "{}农家乐"),
        (plain, "0717", 20, 200, "{}出租房"),
        (plain, "0403", 12, 300, "{}烟花爆竹零售点"),
        (np.array(town), "0708", 4, 120, "{}宾馆"),
        (np.array(town), "0712", 2, 150, "{}歌舞厅"),
        (plain, "0506", 18, 300, "{}积水点"),
    ):
        for index in survey.scattered(survey.centres[pool], count, spacing) if len(pool) else []:
            house = survey.houses[int(pool[index])]
            point = lines.point_geometry(*house.centre)
            if category == "0506":
                point = lines.point_geometry(*(house.centre + _towards_road(house)))
            guests = {"0709": 14, "0710": 40, "0717": 9, "0708": 60, "0712": 80}.get(category, 0)
            stem = survey.place_name(point) if category in ("0403", "0506", "0717") else _inn_name(survey)
            survey.add(category, form.format(stem), point, people=int(guests * random.uniform(0.6, 1.5)))


def _towards_road(house: Building) -> np.ndarray:
    """Return a step of 11 metres across the road side of a house."""
    return 11.0 * np.array([np.sin(house.angle), -np.cos(house.angle)])


def _inn_name(survey: Survey) -> str:
    first = (
        "听溪",
        "云上",
        "归田",
        "半山",
        "渔歌",
        "竹里",
        "望海",
        "枕江",
        "老渡口",
        "古樟",
        "山居",
        "潮音",
        "石门",
        "江月",
    )
    second = ("小筑", "小院", "人家", "阁", "居", "")
    random = survey.random
    return f"{first[int(random.integers(len(first)))]}{second[int(random.integers(len(second)))]}"


def _town_infrastructure(survey: Survey) -> None:
    """Note what the town needs: petrol, gas, water, power, masts, billboards."""
    random = survey.random
    roads = [road for road in survey.township.roads if road.road_class == "national" and not road.bridge]
    spots = np.vstack([lines.evenly(road.line, 30.0) + (16.0, 6.0) for road in roads])
    spots = spots[[survey.areas.village_at(*spot) >= 0 for spot in spots]]
    chosen = [spots[i] for i in survey.scattered(spots, 16, 330.0)]
    plan = (
        ("0105", "清江第一加油站"),
        ("0105", "清江北加油站"),
        ("0103", "清江油漆经营部"),
        ("0901", "清江液化气站"),
        ("0916", "清江快充站"),
        ("0907", "清江110千伏变电站"),
        ("0402", "清江烟花爆竹专库"),
        ("0912", "国道立柱广告牌"),
        ("0912", "镇口立柱广告牌"),
        ("0912", "大桥头广告牌"),
        ("0804", "104国道急弯"),
        ("0804", "清江桥头路口"),
        ("0804", "国道村口交叉"),
        ("0806", "国道下穿通道"),
        ("1011", "国道施工围挡"),
    )
    own = ("0907", "0901")  # these are the township's, not a village's
    for (category, name), (x, y) in zip(plan, chosen):
        survey.add(category, name, lines.point_geometry(x, y), village=-1 if category in own else None)
    for short, category, name in (
        ("清江", "0906", "清江污水处理厂"),
        ("江南", "0903", "清江自来水厂"),
        ("渡头", "1206", "渡头雨水排口"),
        ("清江", "1206", "污水厂尾水排口"),
        ("方江屿", "1206", "方江屿雨水排口"),
        ("棉花塘", "0907", "棉花塘开关站"),
    ):
        seat = next(item for item in survey.areas.settlements if item.name == short)
        angle = float(random.uniform(0, 6.28))
        point = lines.point_geometry(seat.x + 330 * np.cos(angle), seat.y + 330 * np.sin(angle))
        survey.add(category, name, point, village=-1 if category in ("0903", "0906") else None)
    ground = survey.township.ground
    peaks = (ndimage.maximum_filter(ground.height, 121) == ground.height) & (ground.height > 45)
    for row, column in np.argwhere(peaks)[:9].tolist():
        point = lines.point_geometry(*ground.grid.point_of(row, column))
        survey.add("0909", f"{survey.place_name(point)}后山通信基站", point, level=4)
    halls = [house for house in survey.township.buildings if house.use in ("market", "government")]
    for house, name in zip(halls, ("清江商贸城地下车库", "镇政府地下车库")):
        survey.add("0910", name, lines.polygon_geometry(house.ring).Buffer(9.0, 2), level=2)
    farms = np.flatnonzero((survey.height > 9) & (survey.height < 60))
    for index in survey.scattered(survey.centres[farms], 5, 900.0):
        x, y = survey.uphill(*survey.centres[farms[index]], 75.0)
        point = lines.point_geometry(x, y)
        survey.add("1209", f"{survey.place_name(point)}养殖场", point)
    for pond in [pond for pond in survey.township.water.ponds if pond.kind == "reservoir"][:2]:
        shape = survey.within_village(pond.area.Buffer(140.0, 6), survey.village_of(pond.area))
        if shape is not None:
            survey.add("1205", pond.name.replace("水库", "饮用水水源保护区"), shape.Simplify(5.0), level=4)


def _dangerous_houses(survey: Survey) -> None:
    """Note dangerous and old houses; the inhabited ones of class C and D have to be left."""
    random = survey.random
    small = np.array([i for i, house in enumerate(survey.houses) if house.area_m2 < 175 and house.storeys <= 2])
    order = survey.scattered(survey.centres[small], 82, 95.0)
    for count, index in enumerate(order):
        number = int(small[index])
        house = survey.houses[number]
        house.storeys = min(house.storeys, 2)
        category, word = (
            ("1008", "D级危房") if count < 16 else ("1007", "C级危房") if count < 50 else ("1010", "老旧房屋")
        )
        shape = lines.polygon_geometry(house.ring) if random.random() < 0.25 else _point(house)
        empty = category == "1008" and random.random() < 0.6
        survey.add(
            category,
            f"{survey.place_name(shape)}{word}",
            shape,
            village=house.village,
            level=2 if category == "1008" else 3 if category == "1007" else 4,
            houses=[] if empty else [number],
            zone_type=None if category == "1010" or empty else "危房",
            vacated=empty,
        )


def _sites(survey: Survey) -> None:
    """Note building sites with their cranes and sheds, a quarry and old quarry faces."""
    random = survey.random
    flat = np.flatnonzero(survey.height < 8)
    for index, name in zip(
        survey.scattered(survey.centres[flat], 9, 700.0),
        (
            "清江安置房",
            "江滨佳苑",
            "小微园二期",
            "渔港路改造",
            "垟心道路",
            "污水管网",
            "镇北安置房",
            "水闸改建",
            "校舍扩建",
        ),
    ):
        x, y = survey.centres[flat[index]] + (70.0, -55.0)
        box = lines.polygon_geometry([(x - 38, y - 25), (x + 38, y - 25), (x + 38, y + 25), (x - 38, y + 25)])
        building = "房" in name or "苑" in name or "园" in name or "校" in name
        survey.add("1001" if building else "1002", f"{name}工程", box, people=int(random.integers(12, 70)))
        if building:
            survey.add("1004", f"{name}塔吊", lines.point_geometry(x - 14, y + 8), people=0)
        near = survey.houses_near(x, y, 110.0)[:0]
        workers = int(random.integers(6, 22))
        survey.add(
            "1006",
            f"{name}工棚",
            lines.point_geometry(x + 52, y + 6),
            people=workers,
            houses=near,
            zone_type="工棚",
            residents=workers,
            level=2,
        )
    hills = np.flatnonzero((survey.steep > 20) & (survey.height > 9) & (survey.height < 60))
    for number, index in enumerate(survey.scattered(survey.centres[hills], 4, 900.0)):
        x, y = survey.uphill(*survey.centres[hills[index]], 120.0)
        shape = lines.point_geometry(x, y).Buffer(46.0, 3)
        name = survey.place_name(shape)
        if number == 0:
            survey.add("0301", f"{name}石料矿", shape.Buffer(30.0, 2), people=14, level=3)
        else:
            survey.add("0305", f"{name}废弃矿山边坡", shape, people=int(random.integers(0, 12)))


def _bridges(survey: Survey) -> None:
    for name, road in bridge_names(survey.township.roads, survey.areas, survey.township.water):
        long = lines.length(road.line) > 200
        if road.road_class in ("village", "path") and survey.random.random() < 0.62:
            continue
        shape = (
            lines.line_geometry(road.line)
            if long or survey.random.random() < 0.3
            else lines.point_geometry(*road.line[len(road.line) // 2])
        )
        survey.add(
            "0801",
            name,
            shape,
            village=-1 if long else None,
            route_name=road.name,
            bridge_length_m=round(lines.length(road.line)),
            level=3,
            clearance_m=round(float(survey.random.uniform(1.6, 9.5 if long else 3.5)), 1),
        )


def _culverts_and_fords(survey: Survey) -> None:
    """Note where small streams pass under main roads, and where paths pass through water."""
    culverts, fords = 0, 0
    crossings: list[tuple[float, float]] = []
    middles = np.array([road.line.mean(axis=0) for road in survey.township.roads])
    for stream in survey.township.water.streams:
        water = lines.line_geometry(stream.line)
        apart = np.hypot(*(middles - stream.line.mean(axis=0)).T)
        for number in np.flatnonzero(apart <= 900).tolist():
            road = survey.township.roads[number]
            line = lines.line_geometry(road.line)  # few are near: the mean points sort the others out
            if not line.Intersects(water):
                continue
            for point in lines.parts(line.Intersection(water), lines.ogr.wkbPoint):
                here = (point.GetX(), point.GetY())
                if any(np.hypot(here[0] - x, here[1] - y) < 170 for x, y in crossings):
                    continue
                crossings.append(here)
                if stream.catchment_km2 < 0.4 and road.road_class != "path" and culverts < 22:
                    culverts += survey.add("0803", f"{survey.place_name(point)}涵洞", point) is not None
                elif road.road_class in ("path", "village") and stream.bed.mean() > 10 and fords < 8:
                    fords += survey.add("0807", f"{survey.place_name(point)}漫水路", point) is not None


def _roadsides(survey: Survey) -> None:
    """Note stretches of road close to a stream, and stretches cut into a steep slope."""
    streams = np.vstack([item.line for item in survey.township.water.streams if item.catchment_km2 > 0.35])
    steep = ndimage.maximum_filter(survey.slope, size=7)
    waterside, cuttings = 0, 0
    for road in sorted(survey.township.roads, key=lambda road: -lines.length(road.line)):
        if road.road_class not in ("county", "township", "village") or road.bridge:
            continue
        even = lines.evenly(road.line, 12.0)
        near = np.array([np.hypot(*(streams - point).T).min() for point in even]) < 26
        cut = survey.grid.sample(steep, even) > 27
        for mask, category, word in ((near & ~cut, "0805", "临水路段"), (cut, "0808", "高边坡")):
            pieces, count = ndimage.label(ndimage.binary_closing(mask, iterations=2))
            if not count:
                continue
            longest = even[pieces == np.bincount(pieces[pieces > 0]).argmax()]
            if len(longest) < 8 or (category == "0805" and waterside >= 15) or (category == "0808" and cuttings >= 12):
                continue
            shape = lines.line_geometry(lines.simplified(longest[:32], 1.0))
            done = survey.add(category, f"{survey.place_name(shape)}{word}", shape, length_m=round(shape.Length()))
            waterside += category == "0805" and done is not None
            cuttings += category == "0808" and done is not None

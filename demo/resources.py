"""Relief resources: shelters on safe ground, stores, teams, equipment, experts and medical care."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from . import lines, place
from .attributes import fill
from .people import Person
from .records import Resource
from .survey import Survey

#: What a village store holds: name, smallest and largest number, unit.
_GOODS = (
    ("编织袋", 800, 4000, "只"),
    ("救生衣", 20, 90, "件"),
    ("应急照明灯", 8, 30, "盏"),
    ("铁锹", 20, 80, "把"),
    ("雨衣雨鞋", 20, 80, "套"),
    ("棉被", 20, 120, "床"),
    ("矿泉水", 30, 150, "箱"),
    ("方便面", 20, 120, "箱"),
    ("彩条布", 5, 30, "卷"),
    ("抽水软管", 60, 300, "米"),
)
_MACHINES = (
    ("R401", "冲锋舟", "艘"),
    ("R402", "橡皮艇", "艘"),
    ("R403", "挖掘机", "台"),
    ("R405", "柴油发电机", "台"),
    ("R406", "移动排水泵", "台"),
    ("R407", "卫星电话", "部"),
    ("R411", "照明车", "台"),
    ("R412", "无人机", "架"),
    ("R413", "油锯", "台"),
    ("R414", "运输卡车", "辆"),
    ("R404", "推土机", "台"),
    ("R408", "单兵图传设备", "套"),
)


#: Metres between symbols of 5 mm on a map at 1:10,000: at ease, side by side, touching.
ROOMS = (85.0, 65.0, 50.0)
ROOM_REACH = 420.0  # metres from where a thing belongs to where there is room for it


class Stock:
    """Notes relief resources; shelters are looked for outside every danger zone."""

    def __init__(self, survey: Survey) -> None:
        self.survey, self.random = survey, survey.random
        self.resources: list[Resource] = []
        self.zones = survey.zones()
        self.buildings = survey.township.buildings

    def add(
        self,
        subtype: str,
        name: str,
        village: int,
        at: tuple[float, float] | None,
        party: str,
        person: Person | None,
        *,
        attributes: dict[str, Any] | None = None,
        **more: Any,
    ) -> Resource:
        """Note a resource; ``attributes`` are known values by key."""
        geometry = lines.point_geometry(*at) if at is not None else None
        location = self.survey.words_for(*at, village) if at is not None else place.TOWNSHIP_NAME
        known = self.survey.attributes.get(subtype[:2], []) + self.survey.attributes.get(subtype, [])
        resource = Resource(
            subtype,
            name,
            village,
            geometry,
            location,
            party,
            person,
            attributes=fill(known, attributes or {}, self.random),
            **more,
        )
        self.resources.append(resource)
        return resource

    def safe(self, x: float, y: float) -> bool:
        """Tell whether a place lies outside all danger zones."""
        point = lines.point_geometry(x, y)
        return not any(zone.Contains(point) for zone, _ in self.zones)

    def with_room(self, x: float, y: float) -> tuple[float, float]:
        """Return the house nearest to a place that has room round it for a symbol on the village's map.

        People do not put everything into one yard. Where all is full the place itself is returned.
        """
        survey, village = self.survey, self.survey.areas.village_at(x, y)
        noted = [survey.anchor(source.geometry) for source in survey.risks]
        noted += [(item.geometry.GetX(), item.geometry.GetY()) for item in self.resources if item.geometry is not None]
        things = cKDTree(np.array(noted))
        near = [i for i in survey.houses_near(x, y, ROOM_REACH) if survey.houses[i].village == village]
        near.sort(key=lambda i: np.hypot(*(survey.centres[i] - (x, y))))
        for room in ROOMS:
            for number in near:
                if things.query(survey.centres[number])[0] >= room:
                    return tuple(survey.centres[number])
        return x, y

    def buildings_of(self, village: int, uses: tuple[str, ...]) -> list[int]:
        """Return buildings of a village by use, in the order of ``uses``."""
        found = [i for i, house in enumerate(self.buildings) if house.village == village and house.use in uses]
        return sorted(found, key=lambda i: (uses.index(self.buildings[i].use), i))


def note_resources(survey: Survey, to_move: dict[int, int]) -> Stock:
    """Return all relief resources. ``to_move`` says how many people each village has to move."""
    stock = Stock(survey)
    _shelters(stock, to_move)
    _village_posts(stock)
    _town(stock)
    _machines(stock)
    _gauges(stock)
    _medical(stock)
    return stock


def _shelters(stock: Stock, to_move: dict[int, int]) -> None:
    """Open shelters in public buildings until they hold whom the village must move; two villages stay short."""
    for village, home in enumerate(stock.survey.areas.villages):
        wanted = to_move.get(village, 0) * (0.6 if village in (3, 14) else 1.15) + 40
        held, count = 0, 0
        for number in stock.buildings_of(village, ("hall", "school", "elder", "kindergarten", "committee")):
            house = stock.buildings[number]
            if count >= 4 or (count and held >= wanted) or not stock.safe(*house.centre):
                continue
            count += 1
            held += _open_shelter(stock, village, number, home.short_name)
        if held < wanted:
            held += _more_shelters(stock, village, home.short_name, wanted - held, count)
        _assembly_points(stock, village, home.short_name)


def _open_shelter(stock: Stock, village: int, number: int, short: str) -> int:
    house, staff = stock.buildings[number], stock.survey.organisation.villages[village]
    floor = round(house.area_m2 * min(house.storeys, 3) * 0.8)
    capacity = int(np.clip(floor // 4, 50, 420) // 10 * 10)
    township = house.name in ("清江镇中心小学", "清江镇初级中学")
    keeper = staff.members[number % len(staff.members)]
    label = house.name or f"{short}村"
    stock.add(
        "R302" if township else "R303",
        f"{label}避灾安置{'中心' if township else '点'}",
        village,
        tuple(house.centre),
        "清江镇人民政府" if township else f"{short}村民委员会",
        keeper,
        capacity=capacity,
        feature=f"{house.storeys}层，框架结构",
        building=number,
        attributes={
            "level": "乡级" if township else "村级",
            "floor_area_m2": floor,
            "setting": "室内",
            "safety_appraised": bool(stock.random.random() < 0.88),
            "beds": capacity // 4,
            "quilts": capacity // 3,
            "opened": False,
            "present_people": 0,
        },
    )
    return capacity


def _more_shelters(stock: Stock, village: int, short: str, wanted: float, count: int) -> int:
    """Open solid houses on safe ground where the public buildings do not do."""
    solid = [
        i
        for i, house in enumerate(stock.buildings)
        if house.village == village and house.storeys >= 3 and house.area_m2 > 190 and house.use == "residential"
    ]
    seat = next(item for item in stock.survey.areas.settlements if item.village == village and item.main)
    solid.sort(key=lambda i: np.hypot(*(stock.buildings[i].centre - (seat.x, seat.y))))
    held = 0
    for number in solid:
        if held >= wanted or count >= 5:
            break
        house = stock.buildings[number]
        if stock.safe(*house.centre):
            count += 1
            house.use, house.households, house.people = "hall", 0, 0
            house.name = (
                f"{short}村便民服务楼" if "便民服务楼" not in _names(stock, village) else f"{short}村老年食堂{count}号"
            )
            held += _open_shelter(stock, village, number, short)
    return held


def _names(stock: Stock, village: int) -> str:
    return "".join(house.name or "" for house in stock.buildings if house.village == village)


def _assembly_points(stock: Stock, village: int, short: str) -> None:
    """Set an assembly point on safe open ground near the houses of each larger hamlet."""
    staff = stock.survey.organisation.villages[village]
    for item in stock.survey.areas.settlements:
        if item.village != village or stock.random.random() < 0.45:
            continue
        for radius in (25, 45, 70, 100):
            angle = float(stock.random.uniform(0, 6.28))
            at = (item.x + radius * np.cos(angle), item.y + radius * np.sin(angle))
            clear = not stock.survey.houses_near(*at, 12.0) and stock.survey.areas.village_at(*at) == village
            if clear and stock.safe(*at):
                stock.add("R311", f"{item.name}集合点", village, at, f"{short}村民委员会", staff.wardens[0])
                break


def _village_posts(stock: Stock) -> None:
    """Note each village's command post, rescue team, store with its goods, loudspeaker and siren."""
    random = stock.random
    for village, home in enumerate(stock.survey.areas.villages):
        staff = stock.survey.organisation.villages[village]
        party = f"{home.short_name}村民委员会"
        office = stock.buildings_of(village, ("committee", "hall", "elder"))
        if not office:
            continue
        centre = tuple(stock.buildings[office[0]].centre)
        stock.add("R110", f"{home.short_name}村防汛防台指挥点", village, centre, party, staff.leader)
        members = int(random.integers(12, 31))
        stock.add(
            "R109",
            f"{home.short_name}村抢险队",
            village,
            stock.with_room(*centre),
            party,
            staff.members[2],
            headcount=members,
            attributes={
                "team_level": "村级",
                "full_time": 0,
                "part_time": members,
                "supporting_unit": party,
                "assembly_minutes": int(random.choice((20, 30, 40))),
            },
        )
        elder = stock.buildings_of(village, ("elder",))
        store = tuple(stock.buildings[elder[0]].centre) if elder else stock.with_room(*centre)
        stock.add("R204", f"{home.short_name}村物资仓库", village, store, party, staff.clerk)
        for index in random.permutation(len(_GOODS))[: int(random.integers(3, 6))].tolist():
            name, low, high, unit = _GOODS[index]
            perishable = unit == "箱"
            stock.add(
                "R205",
                f"{home.short_name}村{name}",
                village,
                store,
                party,
                staff.clerk,
                unit=unit,
                quantity=int(random.integers(low, high)),
                expires_on=f"{2026 + int(random.integers(0, 2))}-{int(random.integers(1, 13)):02d}-15"
                if perishable
                else None,
            )
        for item in stock.survey.areas.settlements:
            if item.village != village:
                continue
            if item.main or random.random() < 0.4:
                mast = stock.with_room(item.x, item.y)
                stock.add("R423", f"{item.name}应急广播", village, mast, party, staff.clerk)
            elif random.random() < 0.5:
                stock.add(
                    "R424", f"{item.name}手摇警报器", village, (item.x - 30, item.y + 26), party, staff.wardens[1]
                )


def _town(stock: Stock) -> None:
    """Note what the township keeps itself: teams, store, office posts."""
    organisation = stock.survey.organisation
    places = {
        house.use: tuple(house.centre)
        for house in stock.buildings
        if house.use in ("government", "fire", "station", "school", "market")
    }
    office = places.get("government", next(iter(places.values())))
    for subtype, name, spot, post, people in (
        ("R101", "清江镇综合应急救援队", "government", "抢险救援组", 45),
        ("R105", "清江镇专职消防队", "fire", "抢险救援组", 22),
        ("R104", "清江潮音志愿救援队", "market", "成员", 36),
        ("R102", "清江镇民兵应急分队", "government", "副指挥", 40),
        ("R103", "清江镇森林消防队", "fire", "抢险救援组", 25),
        ("R107", "清江供电抢修班", "station", "成员", 14),
        ("R108", "清江派出所", "government", "成员", 26),
        ("R106", "清江农贸市场微型消防站", "market", "成员", 8),
    ):
        at = stock.with_room(*places.get(spot, office))
        stock.add(
            subtype,
            name,
            -1,
            at,
            "清江镇人民政府",
            organisation.official(post),
            headcount=people,
            attributes={"team_level": "乡级", "part_time": people, "assembly_minutes": 30},
        )
    keeper = organisation.official("人员转移组")
    depot = stock.with_room(*office)
    stock.add("R203", "清江镇应急物资储备库", -1, depot, "清江镇人民政府", keeper)
    for name, low, high, unit in _GOODS[:8]:
        stock.add("R205", f"清江镇{name}", -1, depot, "清江镇人民政府", keeper, unit=unit, quantity=low * 4 + high)
    stock.add("R206", "清江供销社物资供应点", -1, (office[0] - 140, office[1] + 60), "清江供销社", keeper)
    stock.add("R208", "清江配送中心", -1, (office[0] - 180, office[1] - 90), "清江供销社", keeper)
    school = next((house for house in stock.buildings if house.name == "清江镇初级中学"), None)
    if school is not None:
        field = tuple(school.centre + (35.0, 45.0))
        stock.add(
            "R304",
            "清江中学操场应急避难场所",
            -1,
            field,
            "清江镇人民政府",
            keeper,
            capacity=900,
            attributes={"level": "乡级", "setting": "室外", "safety_appraised": True, "floor_area_m2": 5200},
        )
        stock.add("R312", "清江中学直升机起降点", -1, (field[0] + 25, field[1] + 10), "清江镇人民政府", keeper)


def _machines(stock: Stock) -> None:
    """Give boats to the villages at the water, pumps to the plain, machines to the town and here and there."""
    coastal = ("渡头", "方江屿", "棉花塘", "泗塘", "珠屿", "北塘", "靖江", "江沿", "上埠头")
    for village, home in enumerate(stock.survey.areas.villages):
        office = stock.buildings_of(village, ("committee", "hall", "elder"))
        if not office:
            continue
        at = tuple(stock.buildings[office[0]].centre + (-12.0, 8.0))
        staff = stock.survey.organisation.villages[village]
        chosen = [_MACHINES[0 if stock.random.random() < 0.6 else 1]] if home.short_name in coastal else []
        chosen.append(_MACHINES[int(stock.random.choice((3, 4, 8)))])
        if stock.random.random() < 0.4:
            chosen.append(_MACHINES[int(stock.random.choice((2, 9, 10)))])
        for subtype, name, unit in chosen:
            stock.add(
                subtype,
                f"{home.short_name}村{name}",
                village,
                at,
                f"{home.short_name}村民委员会",
                staff.members[2],
                quantity=int(stock.random.integers(1, 4)),
                unit=unit,
                attributes={"store_name": f"{home.short_name}村物资仓库"},
            )
    chief = stock.survey.organisation.official("抢险救援组")
    depot = next(item.geometry for item in stock.resources if item.subtype == "R203")
    at = (depot.GetX(), depot.GetY())
    for subtype, name, unit in _MACHINES:
        stock.add(
            subtype,
            f"清江镇{name}",
            -1,
            at,
            "清江镇人民政府",
            chief,
            quantity=int(stock.random.integers(1, 5)),
            unit=unit,
            attributes={"store_name": "清江镇应急物资储备库"},
        )


def _gauges(stock: Stock) -> None:
    """Set rain gauges in the hills, water gauges on the streams and cameras at the water."""
    survey, random = stock.survey, stock.random
    officer = survey.organisation.official("乡级水利员")
    hills = [item for item in survey.areas.settlements if survey.dem[survey.grid.cell_of(item.x, item.y)] > 12]
    for item in hills[::2][:9]:
        at = survey.uphill(item.x, item.y, 90.0)
        stock.add("R421", f"{item.name}雨量站", item.village, at, "清江镇水利服务站", officer)
    named = [stream for stream in survey.township.water.streams if stream.name and len(stream.line) > 14]
    for stream in named[::2][:9]:
        x, y = stream.line[len(stream.line) // 3]
        village = survey.areas.village_at(x, y)
        if village >= 0:
            stock.add("R422", f"{stream.name}水位站", village, (x + 7, y), "清江镇水利服务站", officer)
    for source in [source for source in survey.risks if source.category in ("0608", "0806", "1101", "0807")][::3][:11]:
        x, y = survey.anchor(source.geometry)
        at = (x + float(random.uniform(8, 18)), y + 9.0)
        village = survey.areas.village_at(*at)
        if village >= 0:
            stock.add("R425", f"{source.name}视频监控", village, at, source.party, source.person)


def _medical(stock: Stock) -> None:
    """Note the health centre with its ambulances, village clinics and the experts of the township."""
    random, directory = stock.random, stock.survey.organisation.directory
    clinic = next((house for house in stock.buildings if house.use == "clinic"), None)
    at = tuple(clinic.centre) if clinic is not None else None
    head = stock.survey.organisation.township[7][1]
    stock.add(
        "R511",
        "清江镇卫生院急救点",
        -1,
        at,
        "清江镇卫生院",
        head,
        capacity=80,
        attributes={"hospital_level": "一级乙等", "beds": 60, "medical_staff": 72, "ambulances": 2},
    )
    for plate in (1, 2):
        stock.add("R512", f"救护车{plate}号", -1, at, "清江镇卫生院", head, quantity=1, unit="辆")
    stock.add("R513", "急救药品储备", -1, at, "清江镇卫生院", head, quantity=120, unit="箱", expires_on="2027-06-30")
    for village, home in enumerate(stock.survey.areas.villages):
        if village % 2:
            continue
        office = stock.buildings_of(village, ("elder", "committee", "hall"))
        if office:
            doctor = directory.person("村医", f"{home.short_name}村卫生室", village)
            spot = stock.with_room(*stock.buildings[office[0]].centre)
            stock.add(
                "R511",
                f"{home.short_name}村卫生室",
                village,
                spot,
                f"{home.short_name}村卫生室",
                doctor,
                attributes={"hospital_level": "村卫生室", "beds": 2, "medical_staff": int(random.integers(1, 4))},
            )
    for subtype, name in (
        ("R504", "防汛专家"),
        ("R507", "地质专家"),
        ("R506", "减灾救灾专家"),
        ("R505", "综合专家"),
        ("R501", "危化专家"),
    ):
        expert = directory.person(name, "乐清市应急管理专家库", -1)
        stock.add(subtype, expert.name, -1, None, "乐清市应急管理专家库", expert)

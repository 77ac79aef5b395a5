"""What villages report each year: who must move and where to, grid persons, facts, posts."""

from __future__ import annotations

import numpy as np

from .people import Person
from .records import Registers, Resource, RiskSource, TransferHousehold
from .resources import Stock
from .survey import Survey

#: Villages that declare 无转移人员, and the one that has not reported.
NO_TRANSFER = ("江南", "蔡岙")
UNREPORTED = ("北塘",)
#: Danger zones whose people stand on the list of another zone, or are still to be counted.
_COUNTED_ELSEWHERE = ("0504", "0507", "0509", "0510", "1010")
_ORDER = ("山洪灾害危险区", "地质灾害点", "屋顶山塘", "海塘险段", "堤防险段", "低洼易涝区", "危房", "工棚", "其它")
_GRID_TYPES = {
    "0601": "水库",
    "0602": "山塘",
    "0603": "山塘",
    "0608": "水闸",
    "0609": "泵站",
    "0604": "堤防",
    "0606": "海塘",
    "0610": "电站",
    "0615": "圩区",
    "0614": "渡槽",
    "0503": "山洪灾害危险区",
    "0501": "地质灾害点",
    "0505": "低洼易涝区",
    "0910": "地下空间",
    "0806": "下沉式立交桥",
}


def settle_zones(survey: Survey) -> dict[int, int]:
    """Let every house belong to its gravest zone only; return how many people each village has to move.

    Zones without people left have no transfer list; in villages that declare
    无转移人员 nobody lives in a zone.
    """
    for source in survey.risks:
        if source.category in _COUNTED_ELSEWHERE:
            source.households, source.people = 0, 0
    calm = {i for i, village in enumerate(survey.areas.villages) if village.short_name in NO_TRANSFER}
    zones = [source for source in survey.risks if source.zone_type]
    zones.sort(key=lambda source: (_ORDER.index(source.zone_type or "其它"), source.external_code))
    taken: set[int] = set()
    to_move: dict[int, int] = {}
    for source in zones:
        if source.village in calm:
            source.zone_type, source.houses = None, []
            source.households, source.people = 0, 0
            continue
        if source.zone_type in ("工棚", "其它"):
            source.households = max(1, source.people // 4)
        else:
            source.houses = [i for i in source.houses if i not in taken]
            taken |= set(source.houses)
            source.households = sum(survey.houses[i].households for i in source.houses)
            source.people = sum(survey.houses[i].people for i in source.houses)
        if not source.people:
            source.zone_type = None
            continue
        to_move[source.village] = to_move.get(source.village, 0) + source.people
    return to_move


def report_villages(survey: Survey, stock: Stock) -> Registers:
    """Return all registers: risk sources, resources and what the villages report."""
    registers = Registers(risks=survey.risks, resources=stock.resources)
    numbers = {village.short_name: i for i, village in enumerate(survey.areas.villages)}
    registers.no_transfer = [numbers[name] for name in NO_TRANSFER]
    registers.unreported = [numbers[name] for name in UNREPORTED]
    _transfer_lists(survey, stock, registers)
    _grid(survey, stock, registers)
    _posts(survey, registers)
    _facts(survey, stock, registers)
    return registers


def _split(people: int, households: int, random: np.random.Generator) -> list[int]:
    """Share people among households, at least one each."""
    shares = np.ones(households, dtype=int)
    for _ in range(people - households):
        shares[int(random.integers(households))] += 1
    return shares.tolist()


def _transfer_lists(survey: Survey, stock: Stock, registers: Registers) -> None:
    free: dict[int, int] = {
        id(shelter): shelter.capacity or 0 for shelter in stock.resources if shelter.subtype in ("R302", "R303")
    }
    for source in survey.risks:
        if not source.zone_type or source.village in registers.unreported or source.village < 0:
            continue
        staff = survey.organisation.villages[source.village]
        pair = staff.members[1], staff.wardens[len(registers.transfers) % len(staff.wardens)]
        x, y = survey.anchor(source.geometry)
        shelter = _nearest_shelter(stock, free, source, x, y)
        if shelter is None:
            continue
        free[id(shelter)] -= source.people
        for at, people, word in _households(survey, source):
            head = survey.organisation.directory.person(
                "户主", survey.areas.villages[source.village].short_name, source.village
            )
            registers.transfers.append(
                TransferHousehold(
                    source.village, source.name, source.zone_type, word, *at, head, people, *pair, shelter
                )
            )


def _households(survey: Survey, source: RiskSource) -> list[tuple[tuple[float, float], int, str]]:
    """Return place, people and address of every household in a zone."""
    found: list[tuple[tuple[float, float], int, str]] = []
    if not source.houses:
        x, y = survey.anchor(source.geometry)
        for people in _split(source.people, min(source.households, source.people), survey.random):
            found.append(((x, y), people, source.location))
        return found
    for number in source.houses:
        house = survey.houses[number]
        if not house.households or not house.people:
            continue
        item = survey.areas.settlements[house.settlement]
        for people in _split(max(house.people, house.households), house.households, survey.random):
            found.append((tuple(house.centre), people, f"{item.name}{number % 180 + 1}号"))
    return found


def _nearest_shelter(stock: Stock, free: dict[int, int], source: RiskSource, x: float, y: float) -> Resource | None:
    """Return the nearest shelter of the village with room left, else its roomiest, else the nearest of all."""
    shelters = [item for item in stock.resources if item.subtype in ("R302", "R303") and item.geometry is not None]

    def far(shelter: Resource) -> float:
        return float(np.hypot(shelter.geometry.GetX() - x, shelter.geometry.GetY() - y))

    own = sorted((shelter for shelter in shelters if shelter.village == source.village), key=far)
    roomy = [shelter for shelter in own if free[id(shelter)] >= source.people]
    if roomy:
        return roomy[0]
    if own:
        return max(own, key=lambda shelter: free[id(shelter)])
    return min(shelters, key=far) if shelters else None


def _grid(survey: Survey, stock: Stock, registers: Registers) -> None:
    for village, home in enumerate(survey.areas.villages):
        staff = survey.organisation.villages[village]
        mine = [source for source in survey.risks if source.village == village and source.category in _GRID_TYPES]
        seen: dict[str, int] = {}
        for source in mine:
            kind = _GRID_TYPES[source.category]
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= 4 and source.person is not None:
                name = source.name.replace("（", "").replace("）", "")[:22] + "网格"
                registers.grid.append((village, name, kind, source.person, ""))
        if any(source.village == village and source.category in ("1007", "1008") for source in survey.risks):
            registers.grid.append((village, f"{home.short_name}危房网格", "危房", staff.members[3], "兼"))
        for resource in stock.resources:
            if resource.village == village and resource.subtype in ("R303", "R302") and resource.person:
                registers.grid.append((village, f"{resource.name}网格"[:25], "避灾安置场所", resource.person, ""))
            elif resource.village == village and resource.subtype == "R204" and resource.person:
                registers.grid.append((village, f"{resource.name}网格", "物资仓库", resource.person, ""))


def _posts(survey: Survey, registers: Registers) -> None:
    for post, person in survey.organisation.township:
        registers.organisation.append((-1, post, person, ""))
    for village, _ in enumerate(survey.areas.villages):
        staff = survey.organisation.villages[village]
        rows: list[tuple[str, Person, str]] = [
            ("乡级包片领导", staff.leader_above, ""),
            ("驻村干部", staff.resident, ""),
            ("村级主要负责人", staff.leader, ""),
            ("监测预警组", staff.members[0], "组长"),
            ("人员转移组", staff.members[1], "组长"),
            ("抢险救援组", staff.members[2], "组长"),
            ("后勤保障组", staff.members[3], "组长"),
            ("联络员", staff.clerk, ""),
            ("监测预警组", staff.wardens[0], "组员"),
            ("人员转移组", staff.director, "副组长"),
        ]
        registers.organisation += [(village, post, person, note) for post, person, note in rows]


def _facts(survey: Survey, stock: Stock, registers: Registers) -> None:
    for village, polygon in enumerate(survey.areas.polygons):
        houses = [house for house in survey.township.buildings if house.village == village]
        people = sum(house.people for house in houses)
        zones = [source for source in survey.risks if source.village == village and source.zone_type]
        moved = sum(source.people for source in zones)
        hilly = float(np.median([survey.dem[survey.grid.cell_of(*house.centre)] for house in houses] or [0])) > 14
        coastal = polygon.Intersects(survey.township.water.sea)
        registers.facts.append(
            {
                "village": village,
                "households": sum(house.households for house in houses),
                "registered_population": round(people * float(survey.random.uniform(1.08, 1.3))),
                "resident_population": people,
                "area_km2": round(polygon.GetArea() / 1e6, 2),
                "natural_villages": sum(item.village == village for item in survey.areas.settlements),
                "terrain": "山区" if hilly else "沿海平原" if coastal else "平原",
                "task_weight": "较重" if moved > 150 else "较轻",
                "disaster_points": len(zones),
                "affected_people": moved,
                "duty_phone": survey.organisation.villages[village].duty_phone,
            }
        )

"""Fill the registers at random, by plain SQL: what the reports are tested on."""

from __future__ import annotations

import datetime
import random
from typing import Any, Sequence

from psycopg2.extras import Json, execute_values

TOWNSHIP = "330382106"
REQUIRED = {
    "0107": {"major_hazard_grade": "三级"},
    "0501": {"geohazard_type": "滑坡"},
    "1103": {"vessel_name": "浙乐渔00001"},
}


def geometry(kind: str, random_: random.Random) -> str:
    """Return WKT (EPSG:4490) of a small point, line or area near the township."""
    x, y = random_.uniform(121.0, 121.12), random_.uniform(28.25, 28.35)
    d, e = random_.uniform(0.0005, 0.006), random_.uniform(0.0005, 0.004)
    if kind == "P":
        return f"SRID=4490;POINT({x} {y})"
    if kind == "L":
        return f"SRID=4490;MULTILINESTRING(({x} {y},{x + d} {y + e},{x + 2 * d} {y}))"
    return f"SRID=4490;MULTIPOLYGON((({x} {y},{x + d} {y},{x + d} {y + e},{x} {y + e},{x} {y})))"


def fill(
    cursor: Any, codes: Sequence[str], seed: int, sources: int, resources: int, year: int, *, yearly: bool = True
) -> None:
    """Insert risk sources, relief resources, persons, and ``yearly`` transfer lists and editions under ``codes``."""
    random_ = random.Random(seed)
    _risk_sources(cursor, codes, random_, sources)
    _relief_resources(cursor, codes, random_, resources)
    _duties(cursor, random_)
    villages = [code for code in codes if len(code) == 12]
    if yearly:
        _transfers(cursor, codes, villages, random_, year)
        _editions(cursor, villages, random_, year)


def _verified(random_: random.Random) -> tuple[str, datetime.date | None]:
    state = random_.choice(["unverified", "confirmed", "confirmed", "disputed"])
    day = datetime.date.today() - datetime.timedelta(days=random_.randint(0, 800))
    return state, day if state != "unverified" else None


def _risk_sources(cursor: Any, codes: Sequence[str], random_: random.Random, count: int) -> None:
    cursor.execute("select code, geometry_types, name_zh from reference.category order by code")
    categories = cursor.fetchall()
    # A few kinds are common, as in a real register.
    weights = [random_.paretovariate(1.1) for _ in categories]
    rows = []
    for number in range(count):
        code, kinds, name = random_.choices(categories, weights)[0]
        state, day = _verified(random_)
        place = geometry(random_.choice(kinds), random_) if random_.random() < 0.85 else None
        level = random_.choices([1, 2, 3, 4, None], [1, 3, 6, 5, 2])[0]
        threatened = random_.random() < 0.6
        rows.append((
            random_.choice(codes), code, f"{name}{number}", random_.choice(["水利局", " ", None, "村民委员会"]),
            random_.choice(["巡查", "", None, "加固"]), level, random_.randint(0, 30) if threatened else None,
            random_.randint(0, 120) if threatened else None, Json(REQUIRED.get(code, {})), state, day, place,
        ))  # fmt: skip
    execute_values(
        cursor,
        "insert into register.risk_source (area_code, category_code, name, responsible_party, control_measures,"
        " risk_level, threatened_households, threatened_people, attributes, verification_state, verified_on, geom)"
        " values %s",
        rows,
        page_size=5000,
    )


def _relief_resources(cursor: Any, codes: Sequence[str], random_: random.Random, count: int) -> None:
    cursor.execute("select code, name_zh from reference.resource_subtype order by code")
    subtypes = cursor.fetchall()
    shelters = [subtype for subtype in subtypes if subtype[0] in ("R302", "R303")]
    rows = []
    for number in range(count):
        code, name = random_.choice(shelters if random_.random() < 0.25 else subtypes)
        state, day = _verified(random_)
        goods = code[:2] in ("R2", "R4") and random_.random() < 0.8
        expires = datetime.date.today() + datetime.timedelta(days=random_.randint(-200, 600)) if goods else None
        rows.append((
            random_.choice(codes), code, f"{name}{number}", random_.choice(["应急管理局", None]),
            random_.randint(20, 400) if code[:2] == "R3" and random_.random() < 0.9 else None,
            random_.randint(1, 500) / random_.choice([1, 2]) if goods else None,
            random_.choice(["台", "件", None]) if goods else None,
            random_.randint(5, 60) if code[:2] == "R1" else None, expires, state, day,
            geometry("P", random_) if random_.random() < 0.9 else None,
        ))  # fmt: skip
    execute_values(
        cursor,
        "insert into register.relief_resource (area_code, subtype_code, name, responsible_party, capacity_people,"
        " quantity, unit, headcount, expires_on, verification_state, verified_on, geom) values %s",
        rows,
        page_size=5000,
    )


def _duties(cursor: Any, random_: random.Random) -> None:
    """Give three of four things a person, and two of three of these a phone."""
    cursor.execute(
        "select uid, area_code, category_code from register.risk_source"
        " union all select uid, area_code, subtype_code from register.relief_resource order by 1"
    )
    things = [thing for thing in cursor.fetchall() if random_.random() < 0.75]
    if not things:
        return
    people = execute_values(
        cursor,
        "insert into register.person (area_code, name) values %s returning uid, area_code",
        [(area, "张三丰") for _, area, _ in things[:: random_.randint(1, 3)]],
        page_size=100_000,
        fetch=True,
    )
    reachable = [person for person in people if random_.random() < 0.66]
    phones = [(uid, area, f"12{random_.randint(0, 999_999_999):09}") for uid, area in reachable]
    if phones:
        execute_values(
            cursor,
            "insert into register.person_phone (person_uid, area_code, number) values %s",
            phones,
            page_size=5000,
        )
    execute_values(
        cursor,
        "insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)"
        " values %s",
        [
            (random_.choice(people)[0], area, "responsibility", random_.choice(["responsible", "patrol"]), uid, code)
            for uid, area, code in things
        ],
        page_size=5000,
    )


def _transfers(cursor: Any, codes: Sequence[str], villages: Sequence[str], random_: random.Random, year: int) -> None:
    cursor.execute("select code from reference.term where vocabulary_code = 'danger_zone_type' order by sort")
    types = [code for (code,) in cursor]
    rows, silent = [], []
    for area in codes:
        kind = random_.random()
        if kind < 0.7:
            for zone in range(random_.randint(1, 4)):
                zone_type = random_.choice(types)
                for _ in range(random_.randint(1, 9)):
                    in_year = random_.choice([year, year, year, year - 1])
                    rows.append((area, in_year, f"{zone}号危险区", zone_type, random_.randint(0, 7)))
        elif kind < 0.85 and area in villages:
            silent.append((area, year))
    if rows:
        execute_values(
            cursor,
            "insert into register.transfer_household (area_code, year, zone_name, zone_type_code, people) values %s",
            rows,
            page_size=5000,
        )
    if silent:
        execute_values(cursor, "insert into register.no_transfer (area_code, year) values %s", silent)


def _editions(cursor: Any, villages: Sequence[str], random_: random.Random, year: int) -> None:
    for village in villages:
        for version in range(1, random_.randint(1, 3)):
            cursor.execute(
                "insert into situation.edition (area_code, year, version, state, data_cutoff)"
                " values (%s, %s, %s, 'draft', %s)",
                (village, year, version, datetime.date(year, 3, 1)),
            )

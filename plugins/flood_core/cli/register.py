"""``floodmap register``: find things, what is near them, and their portrait as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..database.register_search import one_thing, resolved
from ..database.registers import listed, thing
from ..errors import QT_TRANSLATE_NOOP
from ..model.registers import RegisterFilter
from .session import Result, Session

FOUND = QT_TRANSLATE_NOOP("cli", "{name} · {code} · {area} · {uid}")
WRITTEN = QT_TRANSLATE_NOOP("cli", "Written: {path}")
NEAR = QT_TRANSLATE_NOOP("cli", "{group} · {name} · {metres} m straight, {road} m by road")
NO_ROAD = QT_TRANSLATE_NOOP("cli", "{group} · {name} · {metres} m straight")
#: So many things are shown.
MOST = 50


def add_parsers(groups: Any) -> None:
    """Add ``floodmap register`` and its commands."""
    commands = groups.add_parser("register", help="find things of the registers, their portrait, what is near")
    commands = commands.add_subparsers(metavar="COMMAND")
    find = commands.add_parser("find", help="by name, pinyin, initials, number or phone")
    find.add_argument("words", metavar="WORDS")
    find.add_argument("--area", metavar="CODE", help="county, township or village code")
    find.set_defaults(handler=find_things)
    portrait = commands.add_parser("portrait", help="write the page of a thing as PDF")
    portrait.add_argument("thing", metavar="THING", help="uid, or words that name one thing only")
    portrait.add_argument("--out", type=Path, default=Path(), metavar="PATH", help="file or folder (default: here)")
    portrait.add_argument("--at", metavar="TIME", help="as it was then, e.g. 2026-05-01 (Beijing time; default: now)")
    portrait.set_defaults(handler=portrait_of_thing)
    near = commands.add_parser("near", help="the nearest relief resources of each class, with the way by road")
    near.add_argument("thing", metavar="THING", help="uid, or words that name one thing only")
    near.add_argument("--each", type=int, default=3, metavar="N", help="how many of each class (default: 3)")
    near.set_defaults(handler=near_thing)


def find_things(session: Session) -> Result:
    """Print what the words find."""
    arguments = session.arguments
    areas = (arguments.area,) if arguments.area else None
    wanted = RegisterFilter(words=arguments.words, areas=areas)
    with session.connection() as connection:
        found = listed(connection, resolved(connection, wanted), MOST)
    return Result(
        data={"things": [one._asdict() for one in found]},
        lines=[session.say(FOUND, name=one.name, code=one.code, area=one.area_code, uid=one.uid) for one in found],
        exit_code=0 if found else 1,
    )


def portrait_of_thing(session: Session) -> Result:
    """Write the page of one thing."""
    from ..reports.moments import read_moment
    from ..reports.portrait_page import portrait_page  # QGIS's geometry and reportlab: slow to load

    arguments = session.arguments
    with session.connection() as connection:
        uid = one_thing(connection, arguments.thing)
        at = read_moment(arguments.at) if arguments.at else None
        path = portrait_page(connection, uid, arguments.out, session.language.translate, session.feedback, at)
    return Result(data={"uid": uid, "file": str(path)}, lines=[session.say(WRITTEN, path=path)])


def near_thing(session: Session) -> Result:
    """Print the nearest relief resources of each class."""
    from ..register.surroundings import surroundings

    with session.connection() as connection:
        found = thing(connection, one_thing(connection, session.arguments.thing))
        each, place = session.arguments.each, found.geometry
        near = surroundings(connection, place, each, session.feedback) if place else []
    lines = [
        session.say(
            NO_ROAD if one.road_m is None else NEAR,
            group=one.group_name,
            name=one.name,
            metres=f"{one.distance_m:,.0f}",
            road=f"{one.road_m or 0:,.0f}",
        )
        for one in near
    ]
    rows = [{key: value for key, value in one._asdict().items() if key != "geometry"} for one in near]
    return Result(data={"near": rows}, lines=lines)

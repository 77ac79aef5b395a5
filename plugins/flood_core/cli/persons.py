"""``floodmap person``: persons who may stand in the register twice, merged into one, and that taken back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..database import persons
from ..errors import QT_TRANSLATE_NOOP
from ..model.persons import Namesake
from ..register.person_words import phone_line, place_line
from .session import Result, Session, listed_words

GROUP = QT_TRANSLATE_NOOP("cli", "{name} · {area} · {count} persons")
ONE = QT_TRANSLATE_NOOP("cli", "{uid} · {facts}")
NOBODY = QT_TRANSLATE_NOOP("cli", "No two persons in force have the same name in the same area.")
MERGED = QT_TRANSLATE_NOOP("cli", "{kept} stands for both now; {merged} is retired.")
PARTED = QT_TRANSLATE_NOOP("cli", "{merged} stands for itself again.")
_HEADING = (
    QT_TRANSLATE_NOOP("cli", "name"),
    QT_TRANSLATE_NOOP("cli", "area"),
    QT_TRANSLATE_NOOP("cli", "merged by"),
    QT_TRANSLATE_NOOP("cli", "when"),
    QT_TRANSLATE_NOOP("cli", "uid"),
)


def add_parsers(groups: Any) -> None:
    """Add ``floodmap person`` and its commands."""
    commands = groups.add_parser("person", help="persons of one name, and merging two who are one")
    commands = commands.add_subparsers(metavar="COMMAND")
    listing = commands.add_parser("namesakes", help="persons of one name in one area: phones, and where each is named")
    listing.set_defaults(handler=list_namesakes)
    past = commands.add_parser("mergers", help="who was merged into whom")
    past.set_defaults(handler=list_mergers)
    for parser in (listing, past):
        parser.add_argument("--area", required=True, metavar="CODE", help="county, township or village code")
    merging = commands.add_parser("merge", help="let one person stand for another of the same name and area")
    merging.add_argument("kept", metavar="KEPT", help="uid of the person who stays")
    merging.add_argument("merged", metavar="MERGED", help="uid of the person who is retired")
    merging.add_argument("--outdated", default="", metavar="UIDS", help="phones that no longer hold, by uid")
    merging.set_defaults(handler=merge)
    parting = commands.add_parser("part", help="take a merger back, as long as nobody changed its rows")
    parting.add_argument("merged", metavar="MERGED", help="uid of the person who was retired")
    parting.set_defaults(handler=part)


def list_namesakes(session: Session) -> Result:
    """List persons of one name."""
    with session.connection() as connection:
        found = persons.namesakes(connection, session.arguments.area)
    lines = []
    for group in found:
        first = group[0]
        lines.append(session.say(GROUP, name=first.name, area=first.area_name, count=len(group)))
        lines += [session.say(ONE, uid=one.uid, facts=_facts(session, one)) for one in group]
    data = [[_as_data(one) for one in group] for group in found]
    return Result({"namesakes": data}, lines or [session.say(NOBODY)])


def list_mergers(session: Session) -> Result:
    """List who was merged."""
    with session.connection() as connection:
        found = persons.mergers(connection, session.arguments.area)
    rows = [(one.name, one.area_name, one.merged_by, one.merged_on, one.uid) for one in found]
    lines = session.table([session.say(word) for word in _HEADING], rows)
    return Result({"mergers": [one._asdict() for one in found]}, lines)


def merge(session: Session) -> Result:
    """Merge two persons."""
    kept, merged = session.arguments.kept, session.arguments.merged
    with session.connection() as connection:
        persons.merge(connection, kept, [merged], listed_words(session.arguments.outdated))
    return Result({"kept": kept, "merged": merged}, [session.say(MERGED, kept=kept, merged=merged)])


def part(session: Session) -> Result:
    """Take a merger back."""
    merged = session.arguments.merged
    with session.connection() as connection:
        persons.part(connection, merged)
    return Result({"merged": merged}, [session.say(PARTED, merged=merged)])


def _facts(session: Session, one: Namesake) -> str:
    say = session.language.translate
    facts = [one.organisation, one.title, *(phone_line(phone, say) for phone in one.phones)]
    return " · ".join(fact for fact in [*facts, *(place_line(place, say) for place in one.places)] if fact) or "—"


def _as_data(one: Namesake) -> dict[str, Any]:
    named = {"phones": [phone._asdict() for phone in one.phones], "places": [place._asdict() for place in one.places]}
    return {**asdict(one), **named}

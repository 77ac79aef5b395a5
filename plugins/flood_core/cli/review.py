"""``floodmap edition submit | withdraw | return | approve | void | archive | log | diff | hand-up``."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..model.area_names import display_name
from ..situation import batch, review
from ..situation.difference import ADDED, CHANGED, KINDS, LAST_SUBMISSION, LAST_YEAR, MOVED, REMOVED, compare
from .edition_states import STATES
from .session import Result, Session

STEPPED = QT_TRANSLATE_NOOP("cli", "{village} {year}, version {version}: {state}")
LOGGED = QT_TRANSLATE_NOOP("cli", "{at} {state} - {person}{reason}")
DIFFERS = QT_TRANSLATE_NOOP("cli", "  {kind}: {name}{more}")
PACKED = QT_TRANSLATE_NOOP("cli", "{village}: {path}")
PACKED_FILE = QT_TRANSLATE_NOOP("cli", "  {name}, {size} bytes, SHA-256 {sha256}")
COUNTED = QT_TRANSLATE_NOOP("cli", "{added} added, {removed} removed, {moved} moved, {changed} changed.")
KIND_WORDS = {
    ADDED: QT_TRANSLATE_NOOP("cli", "added"),
    REMOVED: QT_TRANSLATE_NOOP("cli", "removed"),
    MOVED: QT_TRANSLATE_NOOP("cli", "moved"),
    CHANGED: QT_TRANSLATE_NOOP("cli", "changed"),
}
_HELP = {
    review.SUBMIT: "hand a draft in, when the check-up finds no error",
    review.WITHDRAW: "take a submission back",
    review.RETURN: "send a submission back to the village, with the reason",
    review.APPROVE: "approve for the township, or publish for the county",
    review.VOID: "declare an edition void, with the reason",
    review.ARCHIVE: "put a published edition into the archive",
}


def add_parsers(actions: Any) -> None:
    """Add the actions to ``floodmap edition``."""
    for action, words in _HELP.items():
        parser = _which(actions.add_parser(action, help=words))
        parser.add_argument("--reason", default="", help="why; needed to return or void")
        parser.set_defaults(handler=step, action=action)
    logging = _which(actions.add_parser("log", help="list the steps of an edition"))
    logging.set_defaults(handler=log)
    comparing = _which(actions.add_parser("diff", help="say what differs from last year or from the last submission"))
    comparing.add_argument("--base", choices=(LAST_YEAR, LAST_SUBMISSION), default=LAST_YEAR, help="default: year")
    comparing.set_defaults(handler=diff)
    handing = _which(actions.add_parser("hand-up", help="pack an approved edition: sheet, picture, tables and data"))
    handing.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the package")
    handing.set_defaults(handler=pack)


def _which(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--area", metavar="CODE", help="a village: its newest edition")
    one.add_argument("--edition", metavar="UID", help="one edition")
    parser.add_argument("--year", type=int, help="with --area: the edition of this year")
    return parser


def _edition(session: Session, connection: Any) -> dict[str, Any]:
    options = session.arguments
    if options.edition:
        return batch.one_edition(connection, options.edition)
    return batch.current_editions(connection, options.area, options.year)[0]


def step(session: Session) -> Result:
    """Take an edition one step on."""
    options = session.arguments
    with session.connection() as connection:
        edition = _edition(session, connection)
        state = review.take_step(connection, edition["uid"], options.action, options.reason)
    told = {"village": display_name(edition["village"]), "year": edition["year"], "version": edition["version"]}
    line = session.say(STEPPED, state=session.say(STATES[state]), **told)
    return Result({"edition": edition["uid"], "state": state, **told}, [line])


def log(session: Session) -> Result:
    """List the steps of an edition."""
    with session.connection() as connection:
        edition = _edition(session, connection)
        steps = review.logged_steps(connection, edition["uid"])
    lines = [
        session.say(LOGGED, at=f"{one.at:%Y-%m-%d %H:%M}", state=session.say(STATES[one.to_state]), person=one.by,
                    reason=f": {one.reason}" if one.reason else "")
        for one in steps
    ]  # fmt: skip
    data = [{**vars(one), "at": one.at.isoformat()} for one in steps]
    return Result({"edition": edition["uid"], "steps": data}, lines)


def diff(session: Session) -> Result:
    """Say what differs."""
    with session.connection() as connection:
        edition = _edition(session, connection)
        found = compare(connection, edition["uid"], session.arguments.base)
    counts = Counter(one.kind for one in found)
    lines = []
    for one in found:
        fields = ", ".join(f"{name}: {before} → {now}" for name, before, now in one.fields)
        more = f" ({one.metres:g} m) {fields}".rstrip() if one.kind == MOVED else f" {fields}".rstrip()
        lines.append(session.say(DIFFERS, kind=session.say(KIND_WORDS[one.kind]), name=one.name, more=more))
    lines.append(session.say(COUNTED, **{kind: counts[kind] for kind in KINDS}))
    return Result({"edition": edition["uid"], "counts": {kind: counts[kind] for kind in KINDS},
                   "differences": [vars(one) for one in found]}, lines)  # fmt: skip


def pack(session: Session) -> Result:
    """Write the hand-up package of an approved edition."""
    from ..sheets.hand_up import hand_up  # the sheets' engine comes in only when it draws

    with session.connection() as connection:
        edition = _edition(session, connection)
        made = hand_up(connection, edition["uid"], session.arguments.out, session.feedback)
    lines = [session.say(PACKED, village=display_name(edition["village"]), path=made.path)]
    lines += [session.say(PACKED_FILE, name=one.name, size=one.size, sha256=one.sha256) for one in made.contents]
    files = [asdict(one) for one in made.contents]
    return Result({"edition": edition["uid"], "path": str(made.path), "files": files}, lines)

"""``floodmap edition checkout | sync | carry``: working copies on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..database.editions import is_uid
from ..errors import QT_TRANSLATE_NOOP
from ..model.area_names import display_name
from ..situation import batch
from ..situation.errors import NoSuchEdition
from ..situation.handing_in import synchronise_and_check
from ..situation.working_copy import Difference, SyncResult, carry, check_out, settle_all
from .session import DONE, IN_PART, REFUSED, Result, Session

CHECKED_OUT = QT_TRANSLATE_NOOP("cli", "{village} {year}, version {version}: {path}")
SENT = QT_TRANSLATE_NOOP("cli", "Sent: {rows} rows of {commands} commands. Taken in from others: {taken} rows.")
RECOGNISED = QT_TRANSLATE_NOOP("cli", "{commands} commands had arrived before: the answer was lost, nothing else.")
CONFLICT = QT_TRANSLATE_NOOP("cli", "  {table} {name}, {field}: yours {mine}; {theirs} by {person}")
CONFLICTS = QT_TRANSLATE_NOOP(
    "cli", "{count} conflicts wait for you: 'floodmap edition sync FILE --settle mine' or '--settle theirs'."
)
NOT_SENT = QT_TRANSLATE_NOOP("cli", "Nothing of yours was sent: {reason}")
KEPT = QT_TRANSLATE_NOOP("cli", "{commands} commands stay in the file and go with the next sync.")
SETTLED = QT_TRANSLATE_NOOP("cli", "{count} conflicts settled.")
CARRIED = QT_TRANSLATE_NOOP("cli", "A copy to carry: {path}")
SHAPE = QT_TRANSLATE_NOOP("cli", "another drawing")
LONGEST = 40
TABLES = {
    "register.person": QT_TRANSLATE_NOOP("cli", "person"),
    "register.person_phone": QT_TRANSLATE_NOOP("cli", "phone"),
    "register.village_fact": QT_TRANSLATE_NOOP("cli", "village facts"),
    "register.grid_person": QT_TRANSLATE_NOOP("cli", "grid person"),
    "register.transfer_household": QT_TRANSLATE_NOOP("cli", "household to move"),
    "register.no_transfer": QT_TRANSLATE_NOOP("cli", "nobody to move"),
    "register.duty": QT_TRANSLATE_NOOP("cli", "duty"),
    "township": QT_TRANSLATE_NOOP("cli", "duties of the township"),
    "situation.element": QT_TRANSLATE_NOOP("cli", "element"),
    "situation.route": QT_TRANSLATE_NOOP("cli", "route"),
    "situation.sheet_frame": QT_TRANSLATE_NOOP("cli", "sheet frame"),
    "situation.remark": QT_TRANSLATE_NOOP("cli", "remark of the reviewer"),
}


def add_parsers(actions: Any) -> None:
    """Add the actions to ``floodmap edition``."""
    checking_out = actions.add_parser("checkout", help="write a working copy, to edit with or without the server")
    one = checking_out.add_mutually_exclusive_group(required=True)
    one.add_argument("--area", metavar="CODE", help="a village: its newest edition")
    one.add_argument("--edition", metavar="UID", help="one edition")
    checking_out.add_argument("--year", type=int, help="with --area: the edition of this year")
    checking_out.add_argument("file", type=Path, metavar="OUT.gpkg", help="the working copy to write")
    checking_out.set_defaults(handler=checkout)
    syncing = actions.add_parser("sync", help="send what was changed in a working copy, take in what others changed")
    syncing.add_argument("--settle", choices=("mine", "theirs"), help="settle the conflicts of the last sync first")
    syncing.add_argument("file", type=Path, metavar="FILE.gpkg", help="the working copy")
    syncing.set_defaults(handler=sync)
    carrying = actions.add_parser("carry", help="write a sound copy of a working copy, for a stick")
    carrying.add_argument("file", type=Path, metavar="FILE.gpkg", help="the working copy")
    carrying.add_argument("out", type=Path, metavar="OUT.gpkg", help="the copy to write")
    carrying.set_defaults(handler=carry_out)


def checkout(session: Session) -> Result:
    """Write a working copy."""
    options: argparse.Namespace = session.arguments
    with session.connection() as connection:
        if options.edition:
            if not is_uid(options.edition):
                raise NoSuchEdition(uid=options.edition)
            edition = batch.one_edition(connection, options.edition)
        else:
            edition = batch.current_editions(connection, options.area, options.year)[0]
        path = check_out(connection, edition["uid"], options.file, session.feedback)
    told = {"village": display_name(edition["village"]), "year": edition["year"], "version": edition["version"]}
    line = session.say(CHECKED_OUT, path=path, **told)
    return Result({"edition": edition["uid"], "path": str(path), **told}, [line])


def sync(session: Session) -> Result:
    """Synchronise; exit code 1 with open conflicts, 4 when the server refused ours."""
    options = session.arguments
    lines = []
    if options.settle:
        lines.append(session.say(SETTLED, count=settle_all(options.file, options.settle)))
    with session.connection() as connection:
        done = synchronise_and_check(connection, options.file)
    lines.append(session.say(SENT, rows=done.sent_rows, commands=done.sent_commands, taken=done.taken_rows))
    if done.recognised_commands:
        lines.append(session.say(RECOGNISED, commands=done.recognised_commands))
    lines += [_conflict(session, one) for one in done.conflicts]
    if done.conflicts:
        lines.append(session.say(CONFLICTS, count=len(done.conflicts)))
    if done.refused is not None:
        lines.append(session.say(NOT_SENT, reason=done.refused.message(session.language.translate)))
        lines.append(done.refused.advice(session.language.translate))
    if done.unsent_commands:
        lines.append(session.say(KEPT, commands=done.unsent_commands))
    code = REFUSED if done.refused is not None else IN_PART if done.conflicts else DONE
    return Result(_data(done), lines, code)


def _conflict(session: Session, one: Difference) -> str:
    shape = one.field in ("geom", "label_point")
    mine, theirs = (session.say(SHAPE) if shape else str(value)[:LONGEST] for value in (one.mine, one.theirs))
    table = session.say(TABLES[one.table])
    return session.say(
        CONFLICT, table=table, name=one.uid[:8], field=one.field, mine=mine, theirs=theirs, person=one.theirs_by
    )


def _data(done: SyncResult) -> dict[str, Any]:
    return {
        "sent_rows": done.sent_rows,
        "sent_commands": done.sent_commands,
        "taken_rows": done.taken_rows,
        "recognised_commands": done.recognised_commands,
        "unsent_commands": done.unsent_commands,
        "state": done.state,
        "refused": str(done.refused) if done.refused is not None else None,
        "conflicts": [vars(one) for one in done.conflicts],
    }


def carry_out(session: Session) -> Result:
    """Write a copy to carry."""
    path = carry(session.arguments.file, session.arguments.out)
    return Result({"path": str(path)}, [session.say(CARRIED, path=path)])

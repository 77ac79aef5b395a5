"""``floodmap verification`` and ``floodmap proposals``: tasks, their steps, and what the villages' maps propose."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Callable, Sequence, TypeVar

from ..database import verification
from ..database.connection import Connection
from ..errors import QT_TRANSLATE_NOOP, InputError
from .session import Result, Session, listed_words

HANDED_OUT = QT_TRANSLATE_NOOP("cli", "{count} tasks handed out, due {deadline}")
STEPPED = QT_TRANSLATE_NOOP("cli", "{title} ({sender}): {state}")
ACCEPTED = QT_TRANSLATE_NOOP("cli", "{name}: accepted, the register says so now")
REJECTED = QT_TRANSLATE_NOOP("cli", "{name}: rejected")
NO_TASKS = QT_TRANSLATE_NOOP("cli", "No tasks here.")
NO_PROPOSALS = QT_TRANSLATE_NOOP("cli", "No proposals here.")
OVERDUE = QT_TRANSLATE_NOOP("cli", "overdue")
STATES = {
    "open": QT_TRANSLATE_NOOP("cli", "to verify"),
    "submitted": QT_TRANSLATE_NOOP("cli", "submitted"),
    "returned": QT_TRANSLATE_NOOP("cli", "returned"),
    "accepted": QT_TRANSLATE_NOOP("cli", "verified"),
    "withdrawn": QT_TRANSLATE_NOOP("cli", "withdrawn"),
}
WHATS = {
    "new": QT_TRANSLATE_NOOP("cli", "new"),
    "retire": QT_TRANSLATE_NOOP("cli", "no longer there"),
    "move": QT_TRANSLATE_NOOP("cli", "other place"),
    "change": QT_TRANSLATE_NOOP("cli", "changed"),
}
_TASK_HEADING = (
    QT_TRANSLATE_NOOP("cli", "task"),
    QT_TRANSLATE_NOOP("cli", "asked"),
    QT_TRANSLATE_NOOP("cli", "title"),
    QT_TRANSLATE_NOOP("cli", "due"),
    QT_TRANSLATE_NOOP("cli", "state"),
    QT_TRANSLATE_NOOP("cli", "things"),
    QT_TRANSLATE_NOOP("cli", "verified"),
    QT_TRANSLATE_NOOP("cli", "disputed"),
    QT_TRANSLATE_NOOP("cli", "waiting"),
)
_PROPOSAL_HEADING = (
    QT_TRANSLATE_NOOP("cli", "proposal"),
    QT_TRANSLATE_NOOP("cli", "area"),
    QT_TRANSLATE_NOOP("cli", "thing"),
    QT_TRANSLATE_NOOP("cli", "category"),
    QT_TRANSLATE_NOOP("cli", "what"),
    QT_TRANSLATE_NOOP("cli", "by"),
)
#: Characters of a uid that name it here.
_SHORT = 8


class NotHere(InputError):
    """No task or proposal of this area begins with what was typed, or several do."""

    template = QT_TRANSLATE_NOOP("errors", "Nothing here, or more than one thing, is named {name}.")
    hint = QT_TRANSLATE_NOOP("errors", "List them first, and copy the name from the first column.")


class UnreadableDay(InputError):
    """A day is not written as 2026-04-15."""

    template = QT_TRANSLATE_NOOP("errors", "{text} is no day; write it as 2026-04-15.")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap verification`` and ``floodmap proposals``."""
    actions = groups.add_parser("verification", help="tasks to verify the registers").add_subparsers()
    listing = actions.add_parser("list", help="tasks of an area, and how far they are")
    listing.set_defaults(handler=list_tasks)
    out = actions.add_parser("hand-out", help="ask townships or a department to verify categories")
    out.add_argument("--to", required=True, metavar="CODES", help="areas, one task for each: 330382106,330382107")
    out.add_argument("--department", metavar="CODE", help="ask this department instead of the area's own office")
    out.add_argument("--category", required=True, metavar="CODES", help="categories and subtypes: 0601,0602,R301")
    out.add_argument("--title", required=True)
    out.add_argument("--deadline", required=True, metavar="DAY", help="2026-04-15")
    out.set_defaults(handler=hand_out)
    step = actions.add_parser("step", help="take a task one step on")
    step.add_argument("task", metavar="TASK", help="as in the list")
    step.add_argument("state", choices=tuple(STATES))
    step.add_argument("--reason", default="")
    step.set_defaults(handler=take_step)
    asked = groups.add_parser("proposals", help="what the villages' maps propose to change").add_subparsers()
    proposed = asked.add_parser("list", help="open proposals of an area")
    proposed.set_defaults(handler=list_proposals)
    accepting = asked.add_parser("accept", help="write a proposal into the registers")
    accepting.add_argument("--reason", default="")
    accepting.set_defaults(handler=accept)
    rejecting = asked.add_parser("reject", help="turn a proposal down")
    rejecting.add_argument("--reason", required=True)
    rejecting.set_defaults(handler=reject)
    for parser in (accepting, rejecting):
        parser.add_argument("proposal", metavar="PROPOSAL", help="as in the list")
    for parser in (listing, step, proposed, accepting, rejecting):
        parser.add_argument("--area", required=True, metavar="CODE", help="county, township or village code")


def list_tasks(session: Session) -> Result:
    """List the tasks of an area."""
    with session.connection() as connection:
        found = verification.tasks(connection, session.arguments.area)
    rows = [
        (
            one.uid[:_SHORT], one.sender, one.title, f"{one.deadline:%Y-%m-%d}",
            session.say(OVERDUE) if one.overdue else session.say(STATES[one.state]), one.things, one.verified,
            one.disputed, one.waiting,
        )
        for one in found
    ]  # fmt: skip
    heading = [session.say(word) for word in _TASK_HEADING]
    lines = session.table(heading, rows) if rows else [session.say(NO_TASKS)]
    return Result({"tasks": [one._asdict() for one in found]}, lines)


def hand_out(session: Session) -> Result:
    """Hand tasks out."""
    options = session.arguments
    deadline = read_day(options.deadline)
    with session.connection() as connection:
        areas, codes = listed_words(options.to), listed_words(options.category)
        made = verification.hand_out(connection, areas, codes, options.title, deadline, options.department)
    return Result({"tasks": made}, [session.say(HANDED_OUT, count=len(made), deadline=deadline)])


def take_step(session: Session) -> Result:
    """Take a task one step on."""
    options = session.arguments
    with session.connection() as connection:
        task = _named(verification.tasks(connection, options.area), options.task, lambda one: one.uid)
        verification.take_step(connection, task, options.state, options.reason)
    said = session.say(STEPPED, title=task.title, sender=task.sender, state=session.say(STATES[options.state]))
    return Result({"task": task.uid, "state": options.state}, [said])


def list_proposals(session: Session) -> Result:
    """List the open proposals of an area."""
    with session.connection() as connection:
        found = verification.proposals(connection, session.arguments.area)
    rows = [
        (one.uid[:_SHORT], one.area, one.name, one.category, session.say(WHATS[one.what]), one.proposed_by)
        for one in found
    ]
    heading = [session.say(word) for word in _PROPOSAL_HEADING]
    lines = session.table(heading, rows) if rows else [session.say(NO_PROPOSALS)]
    return Result({"proposals": [asdict(one) for one in found]}, lines)


def accept(session: Session) -> Result:
    """Write a proposal into the registers."""
    with session.connection() as connection:
        proposal = _proposal(connection, session)
        uid = verification.accept(connection, proposal, session.arguments.reason)
    return Result({"proposal": proposal.uid, "thing": uid}, [session.say(ACCEPTED, name=proposal.name)])


def reject(session: Session) -> Result:
    """Turn a proposal down."""
    with session.connection() as connection:
        proposal = _proposal(connection, session)
        verification.reject(connection, proposal, session.arguments.reason)
    return Result({"proposal": proposal.uid}, [session.say(REJECTED, name=proposal.name)])


def _proposal(connection: Connection, session: Session) -> verification.Proposal:
    found = verification.proposals(connection, session.arguments.area)
    return _named(found, session.arguments.proposal, lambda one: one.uid)


Named = TypeVar("Named")


def _named(found: Sequence[Named], name: str, uid: Callable[[Named], str]) -> Named:
    """Return the one thing whose uid begins with ``name``. Raises: NotHere."""
    fitting = [one for one in found if name and uid(one).startswith(name)]
    if len(fitting) != 1:
        raise NotHere(name=name)
    return fitting[0]


def read_day(text: str) -> date:
    """Read a day. Raises: UnreadableDay."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnreadableDay(text=text) from None

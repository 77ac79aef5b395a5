"""Verification: hand out tasks, see how far they are, verify things, settle proposals of the villages' maps.

All figures come from the named queries of db/app/80_verification.sql and
81_proposals.sql; who may do what is the database's word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Mapping, NamedTuple, Sequence

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.registers import KINDS
from .connection import Connection, transaction
from .registers import TABLES

#: Facets of a complete thing, in the order in which they are told.
MISSING = ("coordinates", "party", "person", "phone", "measures", "verified")


class NoReason(InputError):
    """A step that needs a reason came without one."""

    template = QT_TRANSLATE_NOOP("errors", "Say why: this step needs a reason.")


class NothingToHandOut(InputError):
    """A task names no area or no category."""

    template = QT_TRANSLATE_NOOP("errors", "A task needs a title, an area and at least one category.")


class Task(NamedTuple):
    """A task and how far it is; ``sender`` is the department or area that was asked."""

    uid: str
    revision: int
    sender_code: str
    sender: str
    area_code: str
    area: str
    codes: tuple[str, ...]
    title: str
    handed_out: date
    deadline: date
    state: str
    reason: str | None
    issued_by: str
    submitted_by: str | None
    things: int
    verified: int
    disputed: int
    waiting: int
    overdue: bool
    categories: tuple[str, ...] = ()  # the names of the codes


class ToVerify(NamedTuple):
    """A thing of a task: what is missing, and whether it is done."""

    kind: str
    uid: str
    revision: int
    area_code: str
    code: str
    name: str
    state: str
    verified_on: date | None
    verified_by: str | None
    reason: str | None
    missing: tuple[str, ...]
    done: bool
    category: str = ""  # the name of the code


class Completeness(NamedTuple):
    """How complete the registers of a unit are; measures belong to risk sources alone."""

    unit_code: str
    name: str
    things: int
    with_coordinates: int
    with_party: int
    with_person: int
    with_phone: int
    sources: int
    with_measures: int
    verified: int


@dataclass(frozen=True)
class Proposal:
    """A change that a village's map proposes: what was, what is now, what is proposed; places as hex WKB."""

    uid: str
    revision: int
    area_code: str
    area: str
    table_name: str
    subject_uid: str | None
    subject_revision: int | None
    name: str
    code: str
    category: str
    proposed: Mapping[str, Any]
    before: Mapping[str, Any]
    present: Mapping[str, Any]
    geometry: str | None
    present_geometry: str | None
    reason: str
    state: str
    decision: str | None
    proposed_by: str
    proposed_at: datetime
    settled_by: str | None
    may_settle: bool
    opinion: str | None  # of the village, on what was found from the terrain

    @property
    def what(self) -> str:
        """What is proposed: new, retire, move or change."""
        if self.subject_uid is None:
            return "new"
        if self.proposed.get("retired"):
            return "retire"
        return "change" if self.proposed else "move"


def tasks(connection: Connection, scope: str, at: datetime | None = None) -> list[Task]:
    """Return the tasks of an area, now or at a past moment: what is overdue first, then by deadline."""
    with transaction(connection) as cursor:
        cursor.execute(_TASKS, {"scope": scope, "at": at})
        return [Task(*row)._replace(codes=tuple(row[6]), categories=tuple(row[-1])) for row in cursor.fetchall()]


def hand_out(
    connection: Connection,
    areas: Sequence[str],
    codes: Sequence[str],
    title: str,
    deadline: date,
    department: str | None = None,
) -> list[str]:
    """Hand out one task for each area, to its own office or to a department; return their uids.

    Raises: NothingToHandOut, RightsRefused, RuleBroken, ConnectionLost.
    """
    if not areas or not codes or not title.strip():
        raise NothingToHandOut()
    with transaction(connection) as cursor:
        made = []
        for area in areas:
            cursor.execute(_HAND_OUT, (area, department, list(codes), title.strip(), deadline))
            made.append(cursor.fetchone()[0])
        return made


def take_step(connection: Connection, task: Task, state: str, reason: str = "") -> None:
    """Take a task one step on, from the version that was seen.

    Args: ``state`` submitted, returned, accepted, withdrawn, or open (a submission taken back).
    Raises: NoReason, Conflict, RightsRefused, RuleBroken, ConnectionLost.
    """
    if state in ("returned", "withdrawn") and not reason.strip():
        raise NoReason()
    with transaction(connection) as cursor:
        values = {"state": state, "reason": reason.strip() or None, "seen": task.revision, "uid": task.uid}
        cursor.execute(_STEP, values)


def things_of(connection: Connection, task: Task) -> list[ToVerify]:
    """Return the things that a task asks for: those to do first."""
    values = {"scope": task.area_code, "codes": list(task.codes), "since": task.handed_out}
    with transaction(connection) as cursor:
        cursor.execute(_THINGS, values)
        return [ToVerify(*row)._replace(missing=tuple(row[10])) for row in cursor.fetchall()]


def verify(connection: Connection, things: Sequence[ToVerify], state: str, reason: str = "") -> int:
    """Say of things that they were verified, or are disputed with a reason; all or none.

    Raises: NoReason, Conflict (somebody changed one since it was shown), RightsRefused, ConnectionLost.
    """
    if state == "disputed" and not reason.strip():
        raise NoReason()
    done = 0
    with transaction(connection) as cursor:
        for kind in KINDS:
            chosen = sorted((one.uid, one.revision) for one in things if one.kind == kind)
            if not chosen:
                continue
            statement = sql.SQL(_VERIFY).format(sql.Identifier(*TABLES[kind].split(".")))
            values = {"state": state, "reason": reason.strip() or None,
                      "uids": [uid for uid, _ in chosen], "seen": [seen for _, seen in chosen]}  # fmt: skip
            cursor.execute(sql.SQL(_LOCK).format(sql.Identifier(*TABLES[kind].split("."))), values)
            cursor.execute(statement, values)
            done += cursor.rowcount
    return done


def completeness(connection: Connection, scope: str, at: datetime | None = None) -> list[Completeness]:
    """Return how complete the registers are, by township of a county or village of a township."""
    with transaction(connection) as cursor:
        cursor.execute(_COMPLETENESS, {"scope": scope, "at": at})
        return [Completeness(*row) for row in cursor.fetchall()]


def proposals(connection: Connection, scope: str, states: Sequence[str] = ("open",)) -> list[Proposal]:
    """Return the change proposals of an area in these states, the oldest first."""
    with transaction(connection) as cursor:
        cursor.execute(_PROPOSALS, {"scope": scope, "states": list(states)})
        return [Proposal(*row) for row in cursor.fetchall()]


def accept(connection: Connection, proposal: Proposal, words: str = "") -> str:
    """Write a proposal into the registers, from the versions that were shown; return the thing's uid.

    Raises: Conflict, RightsRefused, RuleBroken, ConnectionLost.
    """
    values = (proposal.uid, proposal.revision, proposal.subject_revision, words)
    with transaction(connection) as cursor:
        cursor.execute("select app.accept_proposal(%s, %s, %s, %s)::text", values)
        (uid,) = cursor.fetchone()
        return str(uid)


def reject(connection: Connection, proposal: Proposal, reason: str) -> None:
    """Turn a proposal down, with a reason. Raises: NoReason, Conflict, RightsRefused, ConnectionLost."""
    if not reason.strip():
        raise NoReason()
    with transaction(connection) as cursor:
        cursor.execute(_REJECT, {"reason": reason.strip(), "seen": proposal.revision, "uid": proposal.uid})


_TASKS = """
select uid::text, revision, sender_code, sender_name, area_code, area_name, codes, title, handed_out, deadline, state,
       reason, issued_by, submitted_by, things, verified, disputed, waiting, overdue,
       array(select coalesce(c.name_zh, s.name_zh, k.code) from unnest(codes) with ordinality as k (code, number)
               left join reference.category c on c.code = k.code
               left join reference.resource_subtype s on s.code = k.code order by k.number)
  from app.verification_progress(%(scope)s, %(at)s)
 order by overdue desc, state in ('accepted', 'withdrawn'), deadline, sender_code, uid
"""
_HAND_OUT = """
insert into register.verification_task (area_code, department_code, codes, title, deadline)
values (%s, %s, %s, %s, %s) returning uid::text
"""
_STEP = """
update register.verification_task set state = %(state)s, reason = %(reason)s, edited_from = %(seen)s
 where uid = %(uid)s
"""
_THINGS = """
select kind, uid::text, revision, area_code, code, name, verification_state, verified_on, verified_by, reason, missing,
       done, coalesce((select c.name_zh from reference.category c where c.code = v.code),
                      (select s.name_zh from reference.resource_subtype s where s.code = v.code), code)
  from app.verification_things(%(scope)s, %(codes)s, %(since)s) v order by done, area_code, code, name, uid
"""
#: In one order, so that two people who verify the same things wait for each other instead of deadlocking.
_LOCK = "select from {} where uid = any (%(uids)s::uuid[]) order by id for update"
_VERIFY = """
update {} t
   set verification_state = %(state)s, verification_reason = %(reason)s, verified_on = app.statistics_day(null),
       verified_by = app.user_name(session_user::text), edited_from = s.revision
  from unnest(%(uids)s::uuid[], %(seen)s::integer[]) as s (uid, revision)
 where t.uid = s.uid
"""
_COMPLETENESS = """
select c.unit_code, coalesce(app.display_name(a.name), c.unit_code)
           || case when length(a.code) < case when length(%(scope)s) < 9 then 9 else 12 end then '本级' else '' end,
       c.things, c.with_coordinates, c.with_party, c.with_person, c.with_phone, c.sources, c.with_measures, c.verified
  from app.verification_completeness(%(scope)s, %(at)s) c left join base.area a on a.code = c.unit_code
 order by c.unit_code
"""
_PROPOSALS = """
select uid::text, revision, area_code, area_name, table_name, subject_uid::text, subject_revision, name, code,
       category_name, proposed, before, present, encode(public.st_asbinary(geom), 'hex'),
       encode(public.st_asbinary(present_geom), 'hex'), reason, state, decision, proposed_by, proposed_at, settled_by,
       may_settle, opinion
  from app.proposal_list(%(scope)s, %(states)s) order by proposed_at, area_code, name, uid
"""
_REJECT = """
update register.change_proposal set state = 'rejected', decision = %(reason)s, edited_from = %(seen)s
 where uid = %(uid)s
"""

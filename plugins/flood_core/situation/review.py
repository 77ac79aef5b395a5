"""The review of an edition: submit, withdraw, return, approve, void, archive, with the log of all steps.

Who may take which step is the database's word; here the steps have names, and
a map with errors is not handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Mapping

from ..database import editions
from ..database.connection import Connection, transaction
from ..errors import QT_TRANSLATE_NOOP, InputError, Refused
from ..model.check_up import ERROR
from .check import check_edition
from .copy_check import check_copy
from .errors import NoSuchEdition
from .working_copy import WorkingCopy

SUBMIT, WITHDRAW, RETURN, APPROVE, VOID, ARCHIVE = "submit", "withdraw", "return", "approve", "void", "archive"
ACTIONS = (SUBMIT, WITHDRAW, RETURN, APPROVE, VOID, ARCHIVE)
#: Action -> state from which it goes -> state into which it goes.
_STEPS: Mapping[str, Mapping[str, str]] = {
    SUBMIT: {state: "submitted" for state in ("draft", "township_returned", "county_returned")},
    WITHDRAW: {"submitted": "draft"},
    RETURN: {"submitted": "township_returned", "township_approved": "county_returned"},
    APPROVE: {"submitted": "township_approved", "township_approved": "published"},
    VOID: {"draft": "void", "published": "void"},
    ARCHIVE: {"published": "archived"},
}
_WITH_REASON = (RETURN, VOID)
MOST_REASON = 2000


class StepNotPossible(Refused):
    """From this state the step does not go."""

    template = QT_TRANSLATE_NOOP("errors", "From the state “{state}” this step is not possible: {action}.")
    hint = QT_TRANSLATE_NOOP("errors", "Synchronise and look at the state of the map again.")


class ReasonMissing(InputError):
    """Returning and voiding need words."""

    template = QT_TRANSLATE_NOOP("errors", "This step needs a reason.")
    hint = QT_TRANSLATE_NOOP("errors", "Say in a sentence what has to be done, at most {most} characters.")


class NotReady(Refused):
    """The check-up finds errors."""

    template = QT_TRANSLATE_NOOP("errors", "The check-up finds {errors} errors: the map cannot be handed in yet.")
    hint = QT_TRANSLATE_NOOP("errors", "Mend them first; the check-up says where and how.")


@dataclass(frozen=True)
class LoggedStep:
    """One step that an edition took."""

    from_state: str | None
    to_state: str
    reason: str | None
    at: datetime
    by: str


def take_step(connection: Connection, edition_uid: str, action: str, reason: str = "") -> str:
    """Take an edition one step on and return its new state.

    Raises: NoSuchEdition, StepNotPossible, ReasonMissing, NotReady, RightsRefused.
    """
    with transaction(connection) as cursor:
        edition = editions.edition(cursor, edition_uid)
        if edition is None:
            raise NoSuchEdition(uid=edition_uid)
        state = _STEPS[action].get(edition["state"])
        if state is None:
            raise StepNotPossible(state=edition["state"], action=action)
        if action in _WITH_REASON and not 0 < len(reason.strip()) <= MOST_REASON:
            raise ReasonMissing(most=MOST_REASON)
        if action == SUBMIT:
            errors = sum(one.severity == ERROR for one in check_edition(connection, edition_uid))
            if errors:
                raise NotReady(errors=errors)
        editions.step(cursor, edition_uid, edition["revision"], state, reason.strip())
    return state


def hand_in(copy: WorkingCopy) -> None:
    """Hand in a working copy, with or without a server; it is locked, and the next sync tells the server.

    Raises: NotReady, EditionLocked, CopyBusy, CopyNotWritten.
    """
    errors = sum(one.severity == ERROR for one in check_copy(copy))
    if errors:
        raise NotReady(errors=errors)
    copy.hand_in()


def possible_actions(connection: Connection, edition_uid: str) -> list[str]:
    """Return which steps who is signed in may take now. Raises: NoSuchEdition."""
    with transaction(connection) as cursor:
        edition = editions.edition(cursor, edition_uid)
        if edition is None:
            raise NoSuchEdition(uid=edition_uid)
        states = set(editions.possible_steps(cursor, edition_uid))
    return [action for action in ACTIONS if _STEPS[action].get(edition["state"]) in states]


def logged_steps(connection: Connection, edition_uid: str) -> list[LoggedStep]:
    """Return the steps that an edition took, the oldest first."""
    with transaction(connection) as cursor:
        return [LoggedStep(**row) for row in editions.review_log(cursor, edition_uid)]

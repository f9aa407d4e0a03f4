"""Cases that are put off: out of the tabs of work to do until a time, or until something is said or the promise is due.

A snooze hides no lateness and no customer: whoever was promised an answer gets it, and whoever writes is seen.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from amends.assistant.context import Context
from amends.cases import status
from amends.cases.entries import EntryKind
from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow, EventRow
from amends.desk import chats
from amends.desk.actor import Actor
from amends.desk.locked_case import lock_case
from amends.errors import CannotBeDone, Conflict

LONGEST = timedelta(days=90)


def asleep(now: datetime) -> ColumnElement[bool]:
    """For a statement that has the case, and the desk's row and the conversation of it where there are any."""
    return and_(
        DeskCaseRow.snoozed_until.is_not(None),
        DeskCaseRow.snoozed_until > now,
        or_(CaseRow.due_at.is_(None), CaseRow.due_at > now),
        or_(ConversationRow.last_event_at.is_(None), ConversationRow.last_event_at <= DeskCaseRow.snoozed_at),
        ~_SAID_ELSEWHERE,
    )


def awake(now: datetime) -> ColumnElement[bool]:
    """The opposite, also of cases of which the desk has no row."""
    return or_(
        DeskCaseRow.snoozed_until.is_(None),
        DeskCaseRow.snoozed_until <= now,
        CaseRow.due_at <= now,
        ConversationRow.last_event_at > DeskCaseRow.snoozed_at,
        _SAID_ELSEWHERE,
    )


_OTHER = aliased(ConversationRow)
_SAID_ELSEWHERE = exists().where(_OTHER.case_id == CaseRow.id, _OTHER.last_event_at > DeskCaseRow.snoozed_at)
"""Since it was put off, in another chat that the customer has about it."""


@dataclass(frozen=True)
class Snoozing:
    """Nobody but staff is told."""

    context: Context

    def snooze(self, actor: Actor, number: str, until: datetime, *, seen: datetime | None = None) -> None:
        """Put it off. CannotBeDone for a time that is over or too far ahead, and for a closed case; Conflict where the
        customer has written since the case was `seen`."""
        now = self.context.clock()
        if not now < until <= now + LONGEST:
            raise CannotBeDone(f"Choose a time within the next {LONGEST.days} days.")
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "snooze", number, now)
            if held.case.status in status.CLOSED:
                raise CannotBeDone(f"Only an open case can be put off; this one is {held.case.status}.")
            if seen is not None and _has_written(session, held.case, seen):
                raise Conflict("the customer has written meanwhile")
            held.desk.snoozed_until, held.desk.snoozed_at = until, now
            held.write_down(EntryKind.SNOOZED, {"until": until.isoformat()})

    def wake(self, actor: Actor, number: str) -> None:
        """It stands among the work to do again; nothing happens where it does."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "snooze", number, self.context.clock())
            if held.desk.snoozed_until is not None:
                held.desk.snoozed_until = held.desk.snoozed_at = None
                held.write_down(EntryKind.WOKEN)


def _has_written(session: Session, case: CaseRow, since: datetime) -> bool:
    talks = [chat.row.id for chat in chats.of_case(session, case)]
    words = select(EventRow.id).where(
        EventRow.conversation_id.in_(talks), EventRow.author == "customer", EventRow.at > since
    )
    return session.scalar(words.limit(1)) is not None

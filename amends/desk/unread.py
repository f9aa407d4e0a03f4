"""Answers that nobody may have read: kept in mind until the customer writes, or until they go out by e-mail.

A customer is told that the chat may be closed, and an open window does not prove that anybody looks at it. So only
what a customer does there counts as having read. Each answer has a job of the outbox; whoever mails it ends the job in
the same transaction, so that it goes out once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.conversations.event_kinds import EventKind
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.job_kinds import JobKind

MAIL_AFTER = timedelta(minutes=5)
"""How long a customer who was just writing has to react in the chat before an answer goes out by e-mail too."""


def watch(session: Session, case: CaseRow, answers: Sequence[EventRow], now: datetime) -> None:
    """Have each of them mailed in a while, unless `take` finds that the customer has written since."""
    for event in answers:
        body = {"case_id": case.id, "conversation_id": event.conversation_id}
        outbox.enqueue(session, JobKind.MAIL_UNREAD, body, now, now + MAIL_AFTER, _dedupe(case, event))


def take(session: Session, case: CaseRow, chat: ConversationRow) -> list[EventRow]:
    """The answers after the customer's last that are still to be mailed, oldest first; the caller mails them."""
    mine = EventRow.conversation_id == chat.id
    last = session.scalar(select(func.max(EventRow.seq)).where(mine, EventRow.author == "customer")) or 0
    replies = (mine, EventRow.author == "agent", EventRow.kind == EventKind.REPLY, EventRow.seq > last)
    said = session.scalars(select(EventRow).where(*replies).order_by(EventRow.seq))
    by_job = {_dedupe(case, event): event for event in said}
    waiting = outbox.finish(session, by_job)
    return [event for dedupe, event in by_job.items() if dedupe in waiting]


def _dedupe(case: CaseRow, event: EventRow) -> str:
    return f"{JobKind.MAIL_UNREAD}:{case.id}:{event.id}"

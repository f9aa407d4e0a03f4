"""Notes what other systems are to be told, in the very transaction that makes it so, whoever makes it.

An event that nobody wants costs one look at the webhooks a transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases.merged import goes_on_in
from amends.db import outbox
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.upsert import insert
from amends.db.watching import Watch
from amends.db.webhook_tables import WebhookDeliveryRow, WebhookRow
from amends.desk.webhooks.events import WebhookEvent, of_entry, of_said
from amends.random_ids import random_id

_KEY = "amends.webhooks"


@dataclass(frozen=True)
class Wanted:
    """A webhook that is on: whose it is, and which events it wants."""

    id: str
    merchant: str
    events: frozenset[str]


def watch(database: Database) -> None:
    """From now on, queue what the webhooks in this database want."""
    _WATCH.begin(database, True)


def emit(session: Session, webhook_id: str, what: WebhookEvent, data: dict[str, Any], at: datetime) -> str:
    """Queue one call, in the caller's transaction; its id."""
    delivery_id = f"msg_{random_id()}"
    body = {"type": what.value, "timestamp": at.isoformat(), "data": data}
    values = {"id": delivery_id, "webhook_id": webhook_id, "event": what.value, "body": body, "created_at": at}
    session.execute(insert(session, WebhookDeliveryRow).values(**values, state="waiting", tries=0))
    outbox.enqueue(session, JobKind.DELIVER_WEBHOOK, {"delivery_id": delivery_id}, at, dedupe=job_of(delivery_id))
    return delivery_id


def job_of(delivery_id: str) -> str:
    """The name of the one job that makes the call."""
    return f"{JobKind.DELIVER_WEBHOOK}:{delivery_id}"


def _wanted(session: Session) -> Sequence[Wanted]:
    """Looked up once a transaction."""
    if _KEY not in session.info:
        rows = session.execute(_ON)
        session.info[_KEY] = [Wanted(row.id, row.merchant, frozenset(row.events)) for row in rows]
    found: Sequence[Wanted] = session.info[_KEY]
    return found


def _happened(session: Session, row: CaseEntryRow, _: bool) -> None:
    told = of_entry(row.kind, row.body, row.actor)
    if told is None:
        return
    wanted = _wanted(session)
    if any(told[0] in each.events for each in wanted):
        _tell(session, session.get_one(CaseRow, row.case_id), told[0], told[1], row.at, wanted)


def _said(session: Session, row: EventRow, _: bool) -> None:
    """Only what is said about a case: in the chat of a merged one, about the case in which that goes on."""
    what = of_said(row.kind, row.author)
    if what is None:
        return
    wanted = _wanted(session)
    if not any(what in each.events for each in wanted):
        return
    chat = session.get_one(ConversationRow, row.conversation_id)
    if chat.case_id is not None:
        data = {"message": row.id, "kind": row.kind, "channel": chat.channel}
        case = goes_on_in(session, session.get_one(CaseRow, chat.case_id))
        _tell(session, case, what, data, row.at, wanted)


def _tell(
    session: Session, case: CaseRow, what: WebhookEvent, data: dict[str, Any], at: datetime, wanted: Sequence[Wanted]
) -> None:
    for each in wanted:
        if each.merchant == case.merchant and what in each.events:
            emit(session, each.id, what, {"merchant": case.merchant, "case": case.number, **data}, at)


_ON = select(WebhookRow.id, WebhookRow.merchant, WebhookRow.events).where(WebhookRow.off_at.is_(None))
_WATCH = Watch(_happened, _said)

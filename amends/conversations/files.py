"""A customer's file in their conversation: an event, a turn for the bot, and work for whoever reads it."""

import json
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.conversations import log, turns
from amends.conversations.event_kinds import EventKind
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.tables import ConversationRow, EventRow, EvidenceRow
from amends.db.window import Window
from amends.errors import NotFound, TooManyRequests
from amends.evidence.intake import Accepted
from amends.random_ids import random_id

HOUR = timedelta(hours=1)


def already(session: Session, conversation_id: str, client_id: str) -> EventRow | None:
    """The file's event, where it was kept before. Only a look: `keep` makes sure."""
    return session.scalar(
        select(EventRow).where(EventRow.conversation_id == conversation_id, EventRow.client_id == client_id)
    )


def check_rate(session: Session, conversation_id: str, per_hour: int, now: datetime) -> None:
    """TooManyRequests when this conversation sent `per_hour` files within the hour that ends now."""
    sent = select(EvidenceRow.created_at).where(EvidenceRow.conversation_id == conversation_id)
    if wait := Window(per_hour, HOUR).wait(session, sent, now):
        raise TooManyRequests(f"More than {per_hour} files within an hour from one conversation.", wait)


def keep(
    session: Session,
    conversation: ConversationRow,
    accepted: Accepted,
    *,
    client_id: str,
    now: datetime,
    per_hour: int,
    read: bool,
) -> tuple[EventRow, bool]:
    """Add an accepted file to the conversation, in this transaction; with `read`, have it read.

    False with the first event where `client_id` was kept before: then the caller discards what it has accepted.
    """
    if (known := turns.kept(session, conversation, client_id)) is not None:
        return known, False
    check_rate(session, conversation.id, per_hour, now)
    evidence_id = f"ev_{random_id()}"
    first = accepted.pages[0]
    body = {
        "id": evidence_id,
        "name": accepted.name,
        "kind": accepted.kind,
        "width": first.width,
        "height": first.height,
        "pages": len(accepted.pages),
    }
    event = log.append(
        session, conversation, kind=EventKind.FILE, author="customer", body=body, now=now, client_id=client_id
    )
    session.add(
        EvidenceRow(
            id=evidence_id,
            conversation_id=conversation.id,
            event_id=event.id,
            **accepted.columns,
            created_at=now,
        )
    )
    turns.enqueue(session, conversation, event, accepted.name, payload(evidence_id), now)
    if read:
        outbox.enqueue(
            session, JobKind.READ_FILE, {"evidence_id": evidence_id, "page": 1}, now, dedupe=f"{evidence_id}:1"
        )
    return event, True


def payload(evidence_id: str) -> str:
    """What the bot hears of it: the same form as a button of ours."""
    return f"/choose{json.dumps({'evidence': evidence_id})}"


def find(session: Session, evidence_id: str, conversation_id: str | None = None) -> EvidenceRow:
    """One file; with `conversation_id`, of that conversation only. NotFound otherwise."""
    row = session.get(EvidenceRow, evidence_id)
    if row is None or conversation_id not in {None, row.conversation_id}:
        raise NotFound("There is no such file.")
    return row


def link_to_case(session: Session, evidence_ids: list[str], case_id: int) -> None:
    """The files belong to this case from now on."""
    if not evidence_ids:
        return
    for row in session.scalars(select(EvidenceRow).where(EvidenceRow.id.in_(evidence_ids))):
        row.case_id = case_id


def read_of(row: EvidenceRow) -> dict[str, str]:
    """The values that were read from a file, by field."""
    return {name: field["value"] for name, field in (row.read or {}).get("fields", {}).items()}

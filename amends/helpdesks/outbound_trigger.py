"""Notes what a helpdesk is to be told, in the very transaction that makes it so, whoever makes it.

A case gets into review in many places (the dialogue, the desk, the worker). All of them write a line of the timeline,
and every message is an event: those rows are watched as they are flushed, so that no place can forget it.
"""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.conversations.event_kinds import EventKind
from amends.db import outbox
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.helpdesk_tables import HelpdeskLineRow
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.upsert import insert

_WATCHED: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()


def watch(database: Database, merchants: frozenset[str]) -> None:
    """From now on, queue what concerns these merchants' cases. Again for the same database: only these."""
    _WATCHED[database.engine] = merchants


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: object) -> None:
    bind = session.bind
    merchants = _WATCHED.get(bind) if isinstance(bind, Engine) else None
    if not merchants:
        return
    for row in list(session.new):
        if isinstance(row, CaseEntryRow) and row.kind == EntryKind.STATUS and row.body.get("to") == CaseStatus.REVIEW:
            case = session.get_one(CaseRow, row.case_id)
            if case.merchant in merchants:
                body = {"case_id": case.id}
                outbox.enqueue(
                    session, JobKind.SEND_TO_HELPDESK, body, row.at, dedupe=f"{JobKind.SEND_TO_HELPDESK}:entry:{row.id}"
                )
        elif isinstance(row, EventRow) and row.author == "customer" and row.kind in {EventKind.MESSAGE, EventKind.FILE}:
            _said(session, row, merchants)


def _said(session: Session, said: EventRow, merchants: frozenset[str]) -> None:
    """A customer's words or file concern the case that a person has to answer, and nothing else they talk about."""
    conversation = session.get_one(ConversationRow, said.conversation_id)
    if conversation.merchant not in merchants or conversation.case_id is None:
        return
    case = session.get_one(CaseRow, conversation.case_id)
    if case.status != CaseStatus.REVIEW and conversation.owner != "person":
        return
    values = {"event_id": said.id, "case_id": case.id}
    session.execute(insert(session, HelpdeskLineRow).values(**values).on_conflict_do_nothing())
    outbox.enqueue(
        session,
        JobKind.SEND_TO_HELPDESK,
        {"case_id": case.id},
        said.at,
        dedupe=f"{JobKind.SEND_TO_HELPDESK}:event:{said.id}",
    )

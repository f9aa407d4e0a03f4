"""Notes what a helpdesk is to be told, in the very transaction that makes it so, whoever makes it."""

from sqlalchemy.orm import Session

from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus, waits_for_a_person
from amends.conversations.event_kinds import EventKind
from amends.db import outbox
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.helpdesk_tables import HelpdeskLineRow
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.upsert import insert
from amends.db.watching import Watch


def watch(database: Database, merchants: frozenset[str]) -> None:
    """From now on, queue what concerns these merchants' cases. Again for the same database: only these."""
    _WATCH.begin(database, merchants)


def _line(session: Session, line: CaseEntryRow, merchants: frozenset[str]) -> None:
    """A case that comes into review."""
    if line.kind != EntryKind.STATUS or line.body.get("to") != CaseStatus.REVIEW:
        return
    case = session.get_one(CaseRow, line.case_id)
    if case.merchant in merchants:
        key = f"{JobKind.SEND_TO_HELPDESK}:entry:{line.id}"
        outbox.enqueue(session, JobKind.SEND_TO_HELPDESK, {"case_id": case.id}, line.at, dedupe=key)


def _said(session: Session, said: EventRow, merchants: frozenset[str]) -> None:
    """A customer's words or file concern the case that a person has to answer, and nothing else they talk about."""
    if said.author != "customer" or said.kind not in {EventKind.MESSAGE, EventKind.FILE}:
        return
    conversation = session.get_one(ConversationRow, said.conversation_id)
    if conversation.merchant not in merchants or conversation.case_id is None:
        return
    case = session.get_one(CaseRow, conversation.case_id)
    if not waits_for_a_person(case.status, conversation.owner):
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


_WATCH = Watch(_line, _said)

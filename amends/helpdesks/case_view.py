"""A case as it goes out, read from the database."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import store
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow
from amends.helpdesks.helpdesk import CaseView, Line
from amends.pseudonyms import is_pseudonym

MAX_LINES = 200
SHOWN = (EventKind.MESSAGE, EventKind.REPLY, EventKind.NOTICE, EventKind.FILE)
RECOMMENDED = ("outcome", "row", "remedy", "amount", "clauses")


def view(session: Session, case: CaseRow, merchant_name: str) -> CaseView:
    """What a helpdesk is told of a case: no order record, no payment, no internal note."""
    decided = store.latest_decision(session, case)
    document: dict[str, Any] = {} if decided is None else decided.decision
    return CaseView(
        number=case.number,
        merchant=case.merchant,
        merchant_name=merchant_name,
        language=case.language,
        status=case.status,
        issue=case.issue,
        opened_at=case.opened_at,
        due_at=case.due_at,
        order_number=case.order_number,
        email=None if is_pseudonym(case.email) else case.email,
        explanation=case.claim.get("explanation"),
        recommended={name: document[name] for name in RECOMMENDED if document.get(name) is not None},
        lines=_lines(session, case),
    )


def line_of(event: EventRow) -> Line:
    """One event of the conversation. A file goes out by its name only; the file itself stays at the desk."""
    text = event.body.get("name" if event.kind == EventKind.FILE else "text") or ""
    return Line(f"event-{event.id}", event.at, event.author, event.kind, text)


def _lines(session: Session, case: CaseRow) -> tuple[Line, ...]:
    if case.conversation_id is None:
        return ()
    newest = (
        select(EventRow)
        .where(EventRow.conversation_id == case.conversation_id, EventRow.kind.in_(SHOWN))
        .order_by(EventRow.seq.desc())
        .limit(MAX_LINES)
    )
    return tuple(line_of(event) for event in reversed(session.scalars(newest).all()))

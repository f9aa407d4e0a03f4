"""What a rule may ask of a case, worked out from the records. Unknown is neither yes nor no."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import store
from amends.claims.claim import Claim
from amends.conversations.event_kinds import EventKind
from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow, EventRow, LabelRow
from amends.desk import chats
from amends.errors import InvalidDocument
from amends.labels import Labelled
from amends.merchants import desk_hours
from amends.merchants.desk_targets import Priority
from amends.money import Money
from amends.orders.order import Order

MOST_MESSAGES = 50


class Event(Labelled):
    """When a rule is tried."""

    CAME = "came", "a case comes to a person"
    WROTE = "wrote", "the customer writes while a person is awaited"
    LATE = "late", "a reply is late"
    CLOSED = "closed", "a case is closed"


@dataclass(frozen=True)
class Facts:
    """Of one case at one instant. `words` are the customer's: those just written where that is what happened, otherwise
    all of the case. `total` is that of the order as it was decided on, None where there is none."""

    issue: str
    channel: str | None
    language: str
    priority: str
    labels: frozenset[str]
    team: str | None
    is_assigned: bool
    is_answered: bool
    is_open: bool
    words: str
    total: Money | None


def of_case(session: Session, context: Context, case: CaseRow, at: datetime, message: int | None = None) -> Facts:
    """`message` is the id of the event that the customer wrote just now."""
    desk = session.get(DeskCaseRow, case.id)
    talk = None if case.conversation_id is None else session.get(ConversationRow, case.conversation_id)
    labels = session.scalars(select(LabelRow.label).where(LabelRow.case_id == case.id))
    return Facts(
        issue=case.issue,
        channel=None if talk is None else talk.channel,
        language=case.language,
        priority=Priority.NORMAL if desk is None else desk.priority,
        labels=frozenset(label.casefold() for label in labels),
        team=None if desk is None or desk.team_id is None else str(desk.team_id),
        is_assigned=desk is not None and desk.assigned_to is not None,
        is_answered=desk is not None and desk.first_answer_at is not None,
        is_open=desk_hours.is_open(context.merchants[case.merchant].merchant, at),
        words=_words(session, case, message),
        total=_total(session, case),
    )


def _words(session: Session, case: CaseRow, message: int | None) -> str:
    if message is not None:
        event = session.get(EventRow, message)
        return "" if event is None else str(event.body.get("text") or "")
    talks = [chat.row.id for chat in chats.of_case(session, case)]
    said = select(EventRow).where(
        EventRow.conversation_id.in_(talks), EventRow.author == "customer", EventRow.kind == EventKind.MESSAGE
    )
    events = session.scalars(said.order_by(EventRow.id.desc()).limit(MOST_MESSAGES)).all()
    explanation = Claim.from_json(case.claim).explanation or ""
    return "\n".join([explanation, *(str(event.body.get("text") or "") for event in reversed(events))])


def _total(session: Session, case: CaseRow) -> Money | None:
    decided = store.latest_decision(session, case)
    if decided is None or decided.order is None:
        return None
    try:
        return Order.from_json(decided.order).total
    except InvalidDocument:
        return None

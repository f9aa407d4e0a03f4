"""A case as a test: its conversation as a file that the tests of whole conversations play (tests/conversations).

The file has what the customer wrote up to where a person took part, the order as it was decided on, and what came of
it: whoever keeps the file puts there what should have come of it. Examples stand for who the customer is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases.entries import EntryKind
from amends.claims.order_numbers import OrderNumbers
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import MailRow, RemedyRow
from amends.desk.quality import example_data
from amends.errors import CannotBeDone
from amends.orders.backend import RemedyKind
from amends.remedies import states

HEAD = """\
# A conversation of {merchant}, made into a test. Examples stand for the customer's name, address and numbers.
# Read every line before you keep it: names and addresses that somebody wrote out in words are not recognised, and a
# day that is named in words is past when this is played.
# `expect` is what came of it. Put there what should have come of it.
"""


@dataclass(frozen=True)
class ScenarioFile:
    """`name` is what it may be called. `left_out`: what of the conversation is not in it, in words."""

    name: str
    text: str
    left_out: tuple[str, ...]


def of_case(session: Session, case: CaseRow, like: OrderNumbers) -> ScenarioFile:
    """`like` is how the merchant's order numbers look. CannotBeDone where the conversation is erased, or there was
    none in which the customer wrote."""
    talk = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
    if talk is None:
        raise CannotBeDone(f"{case.number} has no conversation any more.")
    events = session.scalars(select(EventRow).where(EventRow.conversation_id == talk.id).order_by(EventRow.seq)).all()
    until = _person_from(session, case, events)
    played = [event for event in events if until is None or event.at < until]
    decisions = _decisions(session, case, until)
    order = next((row.order for row in reversed(decisions) if row.order is not None), None)

    def plain(text: str) -> str:
        return example_data.words(text, order, case.order_number, case.email, like)

    said = [event for event in played if _is_said(event)]
    pressed = _pressed(session, said)
    texts = [plain(str(event.body["text"])) for event in said]
    steps = [{"press": text} if event.id in pressed else text for event, text in zip(said, texts, strict=True)]
    if not steps:
        raise CannotBeDone(f"The customer of {case.number} wrote nothing to the bot.")
    document: dict[str, Any] = {
        "title": f"A conversation about {case.issue.replace('_', ' ')} ends as it should.",
        "merchant": case.merchant,
        "order": like.example,
        "language": talk.language,
    }
    if order is not None:
        document["records"] = example_data.record(order, like.example, talk.created_at)
    document["steps"] = steps
    document["expect"] = _expected(session, case, talk, decisions, order, until)
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
    return ScenarioFile(
        f"{case.issue}_{case.status}.yml",
        f"{HEAD.format(merchant=case.merchant)}{text}",
        _left_out(events, until, order),
    )


def _is_said(event: EventRow) -> bool:
    return event.author == "customer" and event.kind == EventKind.MESSAGE and bool(event.body.get("text"))


def _pressed(session: Session, said: Sequence[EventRow]) -> set[int]:
    """Those that were a button, which has something of its own to tell the bot."""
    turns = select(TurnRow.event_id).where(
        TurnRow.event_id.in_([event.id for event in said]), TurnRow.payload.is_not(None)
    )
    return set(session.scalars(turns)) | {event.id for event in said if "button" in event.body}


def _person_from(session: Session, case: CaseRow, events: Any) -> datetime | None:
    """When a person first took part: what comes after that no bot can be tried on."""
    answered = (each.at for each in events if each.author == "agent")
    taken = (each.at for each in events if each.kind == EventKind.OWNER and each.body.get("owner") == "person")
    ruled = session.scalars(select(RulingRow.at).where(RulingRow.case_id == case.id))
    return min([*answered, *taken, *ruled], default=None)


def _decisions(session: Session, case: CaseRow, until: datetime | None) -> list[DecisionRow]:
    rows = session.scalars(select(DecisionRow).where(DecisionRow.case_id == case.id).order_by(DecisionRow.id))
    return [row for row in rows if until is None or row.at < until]


def _expected(
    session: Session,
    case: CaseRow,
    talk: ConversationRow,
    decisions: list[DecisionRow],
    order: dict[str, Any] | None,
    until: datetime | None,
) -> dict[str, Any]:
    """What came of it, in the words of the tests; what is empty is left out."""
    rows = session.scalars(select(RemedyRow).where(RemedyRow.case_id == case.id).order_by(RemedyRow.id))
    remedies = [row for row in rows if until is None or row.created_at < until]
    moved = [row for row in remedies if row.state == states.CONFIRMED]
    mails = session.scalars(select(MailRow).where(MailRow.case_id == case.id).order_by(MailRow.id))
    found: dict[str, Any] = {
        "cases": [f"{case.issue} {_status(session, case, until)}"],
        "decisions": [f"{row.outcome} {row.row}" for row in decisions],
        "remedies": [f"{_written(row)} {row.state}" for row in remedies],
        "moved": [_written(row) for row in moved],
        "mails": [row.kind for row in mails if until is None or row.created_at < until],
    }
    if order is not None:
        ended = order.get("cancelled_at") or any(row.kind == RemedyKind.CANCELLATION for row in moved)
        found["orders"] = ["cancelled" if ended else str(order["activation"]["status"])]
    if talk.verified_order is None:
        found["verified"] = False
    return {name: value for name, value in found.items() if value != []}


def _status(session: Session, case: CaseRow, until: datetime | None) -> str:
    """How the case stood when a person took part; otherwise how it ended."""
    if until is None:
        return case.status
    moves = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == EntryKind.STATUS)
    before = [row for row in session.scalars(moves.order_by(CaseEntryRow.id)) if row.at < until]
    return str(before[-1].body.get("to")) if before else "collecting"


def _written(row: RemedyRow) -> str:
    return row.kind if row.amount is None else f"{row.kind} {row.amount.as_json()['amount']} {row.amount.currency}"


def _left_out(events: Any, until: datetime | None, order: dict[str, Any] | None) -> tuple[str, ...]:
    files = sum(event.kind == EventKind.FILE for event in events if until is None or event.at < until)
    after = sum(event.author == "customer" for event in events if until is not None and event.at >= until)
    return (
        *([f"{files} of the customer's files"] if files else []),
        *(["the order's facts of the merchant's own kinds"] if example_data.has_own_facts(order) else []),
        *([f"what was said after a person took part ({after} of the customer's messages)"] if after else []),
    )

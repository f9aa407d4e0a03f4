"""What a conversation left behind in our database, at the order backend and in the mailbox: facts, not words."""

from collections.abc import Collection
from typing import Any

import httpx
from sqlalchemy import or_, select

from amends import clock
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import JobRow, RemedyRow
from demo.orders.store import amount_of
from simulate.judge import written
from tests.stack import Stack


def final_state(stack: Stack, conversations: Collection[str], orders: Collection[str], email: str) -> dict[str, Any]:
    """Everything that could be wrong at the end. `settled`: nothing of it is still being worked on."""
    with stack.database.read() as session:
        about = or_(CaseRow.conversation_id.in_(conversations), CaseRow.order_number.in_(orders))
        cases = session.scalars(select(CaseRow).where(about).order_by(CaseRow.id)).all()
        ids = [case.id for case in cases]
        decisions = session.scalars(select(DecisionRow).where(DecisionRow.case_id.in_(ids)).order_by(DecisionRow.id))
        remedies = session.scalars(select(RemedyRow).where(RemedyRow.case_id.in_(ids)).order_by(RemedyRow.id))
        verified = session.scalars(select(ConversationRow).where(ConversationRow.id.in_(conversations)))
        due = select(JobRow).where(JobRow.state == "waiting", JobRow.due_at <= clock.now())
        return {
            "cases": [f"{case.issue} {case.status}" for case in cases],
            "decisions": [f"{row.outcome} {row.row}" for row in decisions],
            "remedies": [f"{written(row.kind, row.amount)} {row.state}" for row in remedies],
            "moved": _moved(stack, orders),
            "orders": [_order(stack, number) for number in orders],
            "mails": _mails(stack, email),
            "verified": all(row.verified_order is not None for row in verified),
            "settled": not any(job.body.get("case_id") in ids for job in session.scalars(due)),
        }


def _moved(stack: Stack, orders: Collection[str]) -> list[str]:
    """What the order backend carried out, first things first."""
    done = reversed(stack.orders.remedies())
    return [written(remedy.kind, amount_of(remedy)) for remedy in done if remedy.order_number in orders]


def _order(stack: Stack, number: str) -> str:
    document = stack.orders.order(number)
    assert document is not None, number
    return "cancelled" if document.get("cancelled_at") else str(document["activation"]["status"])


def _mails(stack: Stack, email: str) -> list[str]:
    """The kinds of mail that arrived, oldest first."""
    answer = httpx.get(f"{stack.settings.mailbox_url}/messages", params={"to": email}, trust_env=False, timeout=60)
    return [message["kind"] for message in reversed(answer.raise_for_status().json())]

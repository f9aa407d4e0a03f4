"""How a claim ended, whoever asks: in the case, in the ledger, in the order backend's journal, in the mailbox."""

import time

import httpx

from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import RemedyRow
from tests.desk_story.agent import Agent
from tests.stack import Stack
from tests.widget.browser import Visitor

SETTLED_WITHIN_S = 90.0


def case_of(system: Stack, conversation_id: str) -> CaseRow:
    """The only case of the conversation."""
    with system.database.read() as session:
        return session.query(CaseRow).filter_by(conversation_id=conversation_id).one()


def decided_by(anna: Agent, visitor: Visitor, system: Stack, number: str, refund: str) -> None:
    """The claim that a person has to decide is taken over at the desk and refunded as the engine recommends."""
    chat = visitor.conversation()["id"]
    anna.page.goto(f"{system.settings.public_url}/desk/cases/{number}")
    anna.takes_over()
    anna.approves("full refund")
    visitor.reads(refund)
    settled(system, chat)


def settled(system: Stack, conversation_id: str) -> None:
    """Wait until the worker has carried everything out."""
    until = time.monotonic() + SETTLED_WITHIN_S
    while (status := case_of(system, conversation_id).status) != "resolved":
        assert time.monotonic() < until, f"the case is still {status}"
        time.sleep(0.1)


def moved(system: Stack, order: str) -> list[tuple[str, str | None, str | None]]:
    """What the order backend's journal has of the order, first things first."""
    done = reversed(system.orders.remedies())
    return [(each.kind, each.amount, each.currency) for each in done if each.order_number == order]


def ledger(system: Stack, order: str) -> list[tuple[str, int | None, str]]:
    """What the ledger has of the order: kind, amount in the minor unit, state."""
    with system.database.read() as session:
        rows = session.query(RemedyRow).filter_by(order_number=order).order_by(RemedyRow.id)
        return [(row.kind, row.amount_minor, row.state) for row in rows]


def mails(system: Stack, email: str) -> list[str]:
    """The texts that arrived in the customer's mailbox."""
    answer = httpx.get(f"{system.settings.mailbox_url}/messages", params={"to": email}, trust_env=False, timeout=60)
    return [mail["text"] for mail in answer.raise_for_status().json()]

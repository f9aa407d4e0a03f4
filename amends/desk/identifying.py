"""A person has the chat of a customer whom nobody knows yet, who writes order number and e-mail to that person."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.identity import Verified, same_email
from amends.assistant.situation import Situation, keep
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.claims.extract import OrderNumbers, find_email
from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.desk.actor import Actor
from amends.desk.locked_case import find, lock_case
from amends.errors import CannotBeDone


@dataclass(frozen=True)
class Identifying:
    """Only the customer's own words count: nobody at the desk can match a case with an order of their choice."""

    context: Context

    def identify(self, actor: Actor, number: str) -> None:
        """Match the order number and the e-mail that the customer wrote last in the case's own chat. CannotBeDone
        where one is missing or they do not belong together; BackendError while the order system cannot say."""
        merchant, order_number, email = self._said(actor, number)
        order = self.context.backends[merchant].order(order_number)
        if order is None or order.merchant != merchant or not same_email(order.customer.email, email):
            raise CannotBeDone("The order number and the e-mail that the customer wrote do not belong together.")
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "identify", number, self.context.clock())
            if held.case.email is not None:
                raise CannotBeDone("This case is matched with a customer already.")
            store.identify(session, held.case, order.number, order.customer.email, held.now)
            situation = Situation.of(held.chat)
            draft = replace(situation.draft, order_number=order.number, email=order.customer.email)
            verified = Verified(order.number, order.customer.email, held.now)
            keep(held.chat, replace(situation, verified=verified, draft=draft))
            held.write_down(EntryKind.IDENTIFY, {"order": order.number})

    def _said(self, actor: Actor, number: str) -> tuple[str, str, str]:
        """The case's merchant, and what the customer wrote: order number and e-mail."""
        with self.context.database.read() as session:
            case = find(session, actor, "identify", number)
            if case.conversation_id is None:
                raise CannotBeDone("This case has no conversation.")
            order_number, email = said(session, case.conversation_id, self.context.numbers[case.merchant])
            situation = Situation.of(session.get_one(ConversationRow, case.conversation_id))
        if situation.draft.identity_failures >= self.context.limits.identity_tries:
            raise CannotBeDone("The customer failed too often to say who they are; nobody can be matched in this chat.")
        if order_number is None or email is None:
            lacking = "an order number" if order_number is None else "an e-mail address"
            raise CannotBeDone(f"The customer has not written {lacking} in this chat yet. Ask for it.")
        draft = replace(situation.draft, order_number=order_number, email=email)
        if self.context.is_locked(replace(situation, draft=draft)):
            raise CannotBeDone(
                "Somebody tried many wrong pairs with this order or address: the two prove nothing in this chat, and "
                "nobody was matched. Find out in another way who is writing, or match them a day later."
            )
        return case.merchant, order_number, email


def said(session: Session, conversation_id: str, numbers: OrderNumbers) -> tuple[str | None, str | None]:
    """The last order number and the last e-mail address in the customer's own messages."""
    theirs = select(EventRow.body).where(
        EventRow.conversation_id == conversation_id, EventRow.author == "customer", EventRow.kind == EventKind.MESSAGE
    )
    texts = [str(body.get("text", "")) for body in session.scalars(theirs.order_by(EventRow.id.desc()))]
    return (
        next((found for text in texts if (found := numbers.find(text))), None),
        next((found for text in texts if (found := find_email(text))), None),
    )

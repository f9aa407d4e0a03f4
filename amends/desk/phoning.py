"""A case for a customer who telephoned, or came by some other way that Amends has no part in.

Who it is follows from the same pair as in the chat: the number of an order and the e-mail address on it, which the
customer tells and the order system confirms. Without both the case is matched with nobody, and nothing can be decided.
"""

from dataclasses import dataclass

from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off, put_off_no_longer
from amends.claims.claim import Claim
from amends.conversations.conversation import lock_conversations
from amends.conversations.text import clean
from amends.db.locks import lock_name
from amends.desk.actor import Actor
from amends.desk.case_actions import settable
from amends.desk.locked_case import lock_case
from amends.desk.permissions import check
from amends.desk.takeover import assign
from amends.errors import CannotBeDone
from amends.orders.order import Order
from amends.remedies.ledger import hold_order


@dataclass(frozen=True)
class Told:
    """What the customer said: in which `language` they are answered, what it is about, and it in words. `order_number`
    and `email` are both given or both empty."""

    merchant: str
    language: str
    issue: str
    text: str
    order_number: str = ""
    email: str = ""


@dataclass(frozen=True)
class Phoning:
    """The case is its writer's, and a person answers by the usual promise."""

    context: Context

    def open(self, actor: Actor, told: Told) -> str:
        """The number of the case: a new one, or the one that the customer has about the same matter of this order.
        CannotBeDone for what cannot be; BackendError while the order system cannot say."""
        check(actor, "open_case", told.merchant)
        text = clean(told.text)
        merchant = self.context.merchants[told.merchant].merchant
        if told.language not in merchant.languages:
            raise CannotBeDone("Choose the customer's language.")
        if told.issue not in settable(merchant):
            raise CannotBeDone("Choose what the case is about.")
        order = self._order(told)
        now = self.context.clock()
        claim = Claim(told.issue, now, explanation=text)
        if order is not None:
            claim = Claim(told.issue, now, order.number, order.customer.email, explanation=text)
        talk = self._talk(told, order)
        with self.context.database.begin() as session:
            lock_conversations(session, {talk})  # before the order, as everywhere
            case = None
            if order is not None:
                lock_name(session, "case", told.merchant, order.number, told.issue)
                hold_order(session, told.merchant, order.number)
                case = store.going(session, told.merchant, order.number, told.issue, order.customer.email)
            if case is None:
                case = store.open_case(
                    session,
                    merchant=told.merchant,
                    conversation_id=None,
                    language=told.language,
                    order_number=claim.order_number,
                    email=claim.email,
                    claim=claim,
                    now=now,
                )
                due = self.context.desk(told.merchant).answer_due(self.context.merchants[told.merchant].merchant, now)
                hand_off(session, case, due, actor.id, now)
            number = case.number
            held = lock_case(session, actor, "open_case", number, now)
            put_off_no_longer(session, held.case)
            if held.desk.assigned_to is None:
                assign(held, actor.id, actor.name)
            held.write_down(EntryKind.TELEPHONED, {"order": held.case.order_number}, {"text": text})
        return number

    def _talk(self, told: Told, order: Order | None) -> str | None:
        """The conversation of the case that there is."""
        if order is None:
            return None
        with self.context.database.read() as session:
            case = store.going(session, told.merchant, order.number, told.issue, order.customer.email)
            return None if case is None else case.conversation_id

    def _order(self, told: Told) -> Order | None:
        if not told.order_number and not told.email:
            return None
        if not told.order_number or not told.email:
            raise CannotBeDone("Write both the order number and the e-mail address on the order, or neither.")
        numbers = self.context.numbers[told.merchant]
        wanted = numbers.find(told.order_number, bare=True)
        if wanted is None:
            raise CannotBeDone(f"That is no order number. They look like {numbers.example}.")
        order = self.context.backends[told.merchant].order(wanted)
        if order is None or order.merchant != told.merchant or not same_email(order.customer.email, told.email):
            raise CannotBeDone("There is no order with this number and this e-mail address.")
        return order

"""Who is writing, as the dialogue goes on: matched with the order system, relied on for a while, and asked again."""

from dataclasses import replace
from datetime import datetime

from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identity import Verified, same_email
from amends.assistant.situation import Situation, last_heard
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.orders.order import Order
from amends.reading.thresholds import EXPLAIN_AFTER, HAND_OVER_AFTER


def awake(context: Context, situation: Situation) -> Situation:
    """The situation without an identity that has grown old: the e-mail is asked for again. Not for an answer to a
    person at the desk, which tells the customer nothing, nor to what a person offered in this very chat."""
    if situation.draft.wanted or situation.draft.offered or not context.is_stale(situation):
        return situation
    return replace(situation, verified=None, draft=replace(situation.draft, email=None))


def matched(context: Context, situation: Situation) -> tuple[Situation, Order | None]:
    """The situation with its identity matched, or what did not match taken back and that said. BackendError where the
    order system cannot say."""
    draft = situation.draft
    if draft.order_number is None or draft.email is None:
        return replace(situation, verified=None), None
    is_looked_up = not context.is_locked(situation)
    order = context.order_of(situation)
    if order is None:
        if is_looked_up:
            context.identity_tries.note(situation, context.clock())
        return _mismatched(context, situation), None
    failures = context.identity_tries.after_match(situation, order.number, context.clock())
    draft = _of_this_customer(context, draft, order)
    since = situation.verified.at if situation.verified else _said_at(context, situation)
    verified = Verified(order.number, order.customer.email, since)
    draft = replace(draft, identity_failures=failures, unmatched=None)
    return replace(situation, verified=verified, draft=draft), order


def _of_this_customer(context: Context, draft: Draft, order: Order) -> Draft:
    """The draft, or an empty one where it is a claim of somebody else who wrote in this chat before."""
    if draft.case_id is None:
        return draft
    with context.database.read() as session:
        case = session.get(CaseRow, draft.case_id)
    if case is None or case.email is None or same_email(case.email, order.customer.email):
        return draft
    return Draft(order_number=draft.order_number, email=draft.email, turn=draft.turn, revision=draft.revision)


def _mismatched(context: Context, situation: Situation) -> Situation:
    """One sentence for an unknown order and a wrong address."""
    situation = replace(situation, verified=None, draft=situation.draft.not_matched())
    support = context.merchants[situation.merchant].merchant.support_email
    return situation if context.is_locked(situation) else situation.say(not_matched(situation.draft, support))


def not_matched(draft: Draft, support: str) -> Say:
    """That order number and address do not belong together; the second time what may be wrong, with both as they were
    read; from the third on that a person finds it, or an e-mail to the merchant's address `support`."""
    if draft.identity_failures < EXPLAIN_AFTER:
        return Say("utter_identity_not_matched")
    read = {"order": draft.order_number or "", "email": draft.unmatched or ""}
    if draft.identity_failures < HAND_OVER_AFTER:
        return Say("utter_identity_still_not_matched", read)
    return Say("utter_identity_ask_a_person", {**read, "support": support})


def _said_at(context: Context, situation: Situation) -> datetime:
    """When the customer said what is looked at: the worker may look at it long after."""
    with context.database.read() as session:
        return last_heard(session, situation.conversation_id) or context.clock()


def service_named(situation: Situation, order: Order) -> Situation:
    """The situation with the service named. An order has one: nobody is asked for what its records hold, and what the
    customer says yes to names it."""
    draft = situation.draft
    if draft.service_name is not None or draft.wanted:
        return situation
    return replace(situation, draft=replace(draft, service_name=order.product.name))

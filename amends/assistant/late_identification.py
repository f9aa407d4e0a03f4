"""A case that a person has and of which nobody knows whose it is: the customer says order number and e-mail after all.

Asking for a person needs no identity, but nothing can be decided without one, and nobody can be written to.
"""

from dataclasses import replace

from sqlalchemy.orm import Session

from amends.assistant.acknowledgement import acknowledge
from amends.assistant.context import Context
from amends.assistant.identification import not_matched
from amends.assistant.identity import Verified
from amends.assistant.situation import Situation, hold, keep
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.errors import BackendError
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.order import Order
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to whoever says who they are in such a case: it is matched with the order system and put to the
    case, or the other half is asked for. The bot's part, while the chat is the bot's; amends/desk/identifying.py has
    the desk's. Empty where the message names neither, or the case is known or no person's."""
    draft, number, email = situation.draft, message.facts.order_number, message.facts.email
    if message.choice or (number is None and email is None):
        return ()
    with context.database.read() as session:
        case = _unknown(session, situation)
    if case is None:
        return ()
    draft = draft.identified_by(number, email)
    situation = replace(situation, draft=draft)
    try:
        order = context.order_of(situation)
    except BackendError:
        return _keep(context, situation, Say("utter_added_to_case", {"case": case.number}))
    if order is not None:
        return _match(context, situation, order)
    if draft.order_number is not None and draft.email is not None:
        return _mismatch(context, situation)
    half = "email" if draft.email is None else "order_number"
    return _keep(context, situation, Say(f"utter_case_needs_{half}", {"case": case.number}))


def _match(context: Context, situation: Situation, order: Order) -> tuple[Say, ...]:
    now = context.clock()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = _unknown(session, situation)
        if case is None:
            return ()
        store.identify(session, case, order.number, order.customer.email, now)
        store.record(session, case, "customer", EntryKind.IDENTIFIED, {"order": order.number}, now)
        zone = context.merchants[case.merchant].merchant.zone
        due = moments.moment(case.due_at, zone, situation.language) if case.due_at else ""
        args = {"case": case.number, "order": order.number, "due": due}
        policy = context.policy_of(situation, order)
        said = acknowledge(session, context.sentences, case, order, situation.draft, policy, situation.language, now)
        says = (Say("utter_case_identified", args), *said)
        verified = Verified(order.number, order.customer.email, now)
        failures = context.identity_tries.after_match(situation, order.number, now)
        draft = replace(situation.draft, identity_failures=failures, unmatched=None)
        keep(row, replace(situation, verified=verified, draft=draft))
    return says


def _mismatch(context: Context, situation: Situation) -> tuple[Say, ...]:
    if not context.is_locked(situation):
        context.identity_tries.note(situation, context.clock())
    situation = replace(situation, draft=situation.draft.not_matched())
    locked = context.is_locked(situation)
    support = context.merchants[situation.merchant].merchant.support_email
    say = Say("utter_case_not_identified") if locked else not_matched(situation.draft, support)
    return _keep(context, situation, say)


def _keep(context: Context, situation: Situation, say: Say) -> tuple[Say, ...]:
    with context.database.begin() as session:
        keep(hold(session, situation.conversation_id), situation)
    return (say,)


def _unknown(session: Session, situation: Situation) -> CaseRow | None:
    """The case that a person has, where nobody was matched in it."""
    draft = situation.draft
    case = session.get(CaseRow, draft.case_id) if draft.settled and draft.case_id else None
    return case if case is not None and case.status == CaseStatus.REVIEW and case.email is None else None

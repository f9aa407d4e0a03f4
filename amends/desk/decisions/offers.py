"""What a person grants instead of money is offered: nothing is done before the customer says yes."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.claim_state import Offered
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.offer_answers import open_offer
from amends.assistant.prompts import payload
from amends.assistant.situation import Situation, keep
from amends.cases import reminder_jobs, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import ownership
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.desk_tables import RulingRow
from amends.desk import notify
from amends.desk.decisions.manual_decision import ManualDecision
from amends.desk.locked_case import LockedCase
from amends.errors import CannotBeDone, ExceedsPaid
from amends.messages.say import Say
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome, Remedy
from amends.remedies import balances

OFFERED = frozenset(
    {
        Remedy.SERVICE_CREDIT, Remedy.REPLACEMENT_CREDIT, Remedy.CREDIT_NOTE, Remedy.REPLACEMENT_SERVICE, Remedy.COUPON,
        Remedy.EXTENSION, Remedy.STOP_AT_PERIOD_END, Remedy.EXCHANGE,
    }
)  # fmt: skip
"""Instead of money, so that the customer may prefer none of it (docs/decision-table.md, part 4: the customer's choice).
A set-off is not offered: where a policy has it, it is the merchant's right, and pays what the customer owes."""


def is_offered(ruling: ManualDecision, decision: Decision) -> bool:
    """Whether the customer is asked before it is carried out."""
    return decision.outcome == Outcome.APPROVE and decision.remedy in OFFERED and ruling.kind != "set_off"


def check(held: LockedCase, decision: Decision, order: Order) -> None:
    """CannotBeDone where the customer could not answer, ExceedsPaid where it is more than is left beside what was
    offered before."""
    if held.conversation is None or held.case.email is None:
        raise CannotBeDone("There is no chat with a known customer in which this could be offered; nothing was done.")
    draft = Draft.from_json(held.conversation.draft)
    if draft.asked is not None and not draft.settled and draft.case_id not in {None, held.case.id}:
        raise CannotBeDone("The customer is in the middle of another claim in this chat.")
    if decision.amount is None:
        return
    left = balances.left(held.session, order)
    open_now = (money for case, money, _ in _open(held.session, held.case) if case.id != held.case.id)
    promised = sum(open_now, Money.zero(decision.amount.currency))
    if decision.amount + promised > left:
        raise ExceedsPaid(f"order {order.number}: {decision.amount.text('en')} wanted, {left.text('en')} left")


def make(held: LockedCase, context: Context, what: str, decision: DecisionRow) -> None:
    """Put it to the customer, in the chat with two buttons and by e-mail. `what` is the remedy in their words."""
    session, case, chat = held.session, held.case, held.chat
    store.move(session, case, CaseStatus.OFFERED, held.actor.id, held.now)
    merchant = context.merchants[case.merchant].merchant
    args = {
        "agent": held.actor.name,
        "merchant": merchant.name,
        "case": case.number,
        "what": what,
        "support": merchant.support_email,
        "decision": str(decision.id),
    }
    titles = {
        "yes": context.sentences.text(Say("utter_offer_yes"), case.language),
        "no": context.sentences.text(Say("utter_offer_no"), case.language),
    }
    choices = tuple((title, payload(accepts=f"{answer}:{decision.id}")) for answer, title in titles.items())
    say = Say("utter_desk_offer", args, choices)
    situation = Situation.of(chat)
    present = situation.draft
    draft = replace(
        Draft.of_case(Claim.from_json(case.claim), case.id),
        state=Offered(say),
        later=present.later,
        others=present.others,
        revision=present.revision,
        turn=present.turn,
    )
    keep(chat, replace(situation, draft=draft))
    ownership.hand_to_bot(session, chat, by="agent", now=held.now)
    notify.offer(held, context, say, Say("utter_offer_by_mail", args))
    held.write_down(EntryKind.OFFERED, {"decision": decision.id})
    reminder_jobs.watch(session, case, held.now, held.now)


def pending(session: Session, case: CaseRow, currency: str) -> Money:
    """What one person alone offered on the case's order and the customer may still accept, in all its cases."""
    alone = (money for _, money, second in _open(session, case) if second is None and money.currency == currency)
    return sum(alone, Money.zero(currency))


def _open(session: Session, case: CaseRow) -> list[tuple[CaseRow, Money, str | None]]:
    """The offers of money on the case's order: the case, how much, and the second person."""
    of_order = select(CaseRow).where(
        CaseRow.merchant == case.merchant,
        CaseRow.order_number == case.order_number,
        CaseRow.status == CaseStatus.OFFERED,
    )
    found = []
    for each in session.scalars(of_order):
        offer = open_offer(session, each)
        amount = None if offer is None else Decision.from_json(offer.decision).amount
        ruling = None if offer is None else session.get(RulingRow, offer.id)
        if amount is not None and ruling is not None:
            found.append((each, amount, ruling.second_by))
    return found

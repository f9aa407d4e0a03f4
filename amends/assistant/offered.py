"""The customer's answer to what a person offered: carried out on a yes, and on a no the desk's again.

What is offered is decided already, by a person and within their limit: a yes only enters that decision in the ledger,
with the customer's message as its confirmation. An offer is open while its case is `offered` and its decision is the
case's latest; whatever a person decides since, or a claim that begins anew, has ended it.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import plainly
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.message import SURE, Message
from amends.assistant.situation import Situation, hold, keep
from amends.audit import log as audit
from amends.cases import status, store
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow, DecisionRow
from amends.errors import BackendError, ExceedsPaid, PurposeTaken
from amends.notices import moments
from amends.notices.mail import queue_news
from amends.notices.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.engine import declined, on_the_merits
from amends.policy.policy import Policy
from amends.remedies import ledger
from amends.remedies.plan import BY_A_PERSON

OFFER = "offer"
"""The question that is open while the customer may accept or decline."""
_BUTTON = re.compile(r"(yes|no):([0-9]+)")
_RESERVES = frozenset({"but", "maar", "men", "if", "als", "hvis"})
_SHORT = 6
"""A typed yes of more words may hold a condition, and is asked about once more."""


def open_offer(session: Session, case: CaseRow) -> DecisionRow | None:
    """The decision of a person that the customer has not answered; None where none is offered."""
    if case.status != status.OFFERED:
        return None
    latest = store.latest_decision(session, case)
    return latest if latest is not None and latest.outcome == "approve" else None


def take_back(session: Session, case: CaseRow, policy: Policy, now: datetime, *, by: str, refused: bool) -> bool:
    """End the open offer: the case is in review, with what the engine would do as recommended. False where none is.
    `refused`: the customer said no to it."""
    offer = open_offer(session, case)
    if offer is None:
        return False
    review = _as_before(session, case, offer, policy, now)
    store.save_decision(session, case, Order.from_json(offer.order), Claim.from_json(case.claim), review, now)
    store.move(session, case, status.REVIEW, by, now, review.due_at)
    kind = "offer_declined" if refused else "offer_ended"
    _note(session, case, offer, by, kind, now)
    return True


def hear(context: Context, situation: Situation, message: Message) -> Draft | None:
    """The draft after an answer to the open offer, done and written down; None where `message` is none."""
    pressed = _BUTTON.fullmatch(message.choice.get("accepts", ""))
    draft = situation.draft
    if pressed is not None and (draft.asked != OFFER or pressed[2] != _decision_id(draft)):
        return _kept(context, situation, _heard(draft, message, (Say("utter_choice_is_over"),)))
    if draft.asked != OFFER:
        return None
    accepts = pressed[1] == "yes" if pressed is not None else _typed(message)
    return None if accepts is None else _answered(context, situation, message, accepts)


def decline(context: Context, situation: Situation, turn: str) -> tuple[Say, ...]:
    """The same for whoever stops instead of answering."""
    message = Message(turn, "", context.clock(), "deny")
    return _answered(context, situation, message, accepts=False).heard_says


def _typed(message: Message) -> bool | None:
    """A yes or a no in the customer's own words; None where it is not plain. Only a no may go on with anything."""
    if message.choice:
        return None
    leading = plainly.leading_answer(message.text)
    if leading is False or (leading is None and message.intent == "deny" and message.confidence >= SURE):
        return False
    said = plainly.words(message.text)
    means = leading or (message.intent == "affirm" and message.confidence >= SURE)
    short = len(said) <= _SHORT and not _RESERVES & set(said) and "?" not in message.text
    return True if means and short else None


def _answered(context: Context, situation: Situation, message: Message, accepts: bool) -> Draft:
    now, draft = context.clock(), situation.draft
    with context.database.read() as session:
        number = session.get_one(CaseRow, draft.case_id).order_number or ""
    try:
        order = context.backends[situation.merchant].order(number)
    except BackendError:
        order = None
    if accepts and order is None:
        return _kept(
            context, situation, replace(draft, heard_turn=message.turn, heard_says=(Say("utter_offer_not_now"),))
        )
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        ledger.hold_order(session, situation.merchant, number)
        case = session.get_one(CaseRow, draft.case_id, with_for_update=True, populate_existing=True)
        offer = open_offer(session, case)
        if offer is None or str(offer.id) != _decision_id(draft):
            say = Say("utter_choice_is_over")
        elif accepts and order is not None:
            say = _accept(context, session, case, offer, order, message.turn, now)
        else:
            take_back(session, case, _policy(context, offer), now, by="customer", refused=True)
            say = _with_due(context, case, "utter_offer_declined")
            _mail(context, session, case, say, now)
        over: dict[str, Any] = {"offered": (), "asked": None, "tries": 0, "settled": True}
        draft = replace(_heard(draft, message, (say,)), **over)
        keep(row, replace(situation, draft=draft))
        return draft


def _accept(
    context: Context, session: Session, case: CaseRow, offer: DecisionRow, order: Order, turn: str, now: datetime
) -> Say:
    """Enter it, once. Where that can no longer be, a person looks again."""
    try:
        with session.begin_nested():
            entered = ledger.enter(session, case=case, decision=offer, order=order, confirmed_by=turn, now=now)
            if any(remedy.case_id != case.id for remedy in entered):
                raise PurposeTaken(f"case {case.number}: another case has it")
    except (ExceedsPaid, PurposeTaken) as error:
        store.record(session, case, "bot", "not_entered", {"why": str(error)}, now)
        take_back(session, case, _policy(context, offer), now, by="customer", refused=False)
        say = _with_due(context, case, "utter_offer_fell_through")
        _mail(context, session, case, say, now)
        return say
    store.move(session, case, status.CARRYING_OUT, "customer", now)
    _note(session, case, offer, "customer", "offer_accepted", now)
    return Say("utter_offer_accepted", {"case": case.number})


def _as_before(session: Session, case: CaseRow, offer: DecisionRow, policy: Policy, now: datetime) -> Decision:
    """A review with the engine's remedy: the offered one where a person offered just that, else what it said last, else
    what it says now."""
    decided = Decision.from_json(offer.decision)
    if decided.row != BY_A_PERSON:
        return declined(policy, decided, now)
    earlier = select(DecisionRow).where(DecisionRow.case_id == case.id, DecisionRow.row != BY_A_PERSON)
    last = session.scalar(earlier.where(DecisionRow.id < offer.id).order_by(DecisionRow.id.desc()).limit(1))
    if last is None:
        said = on_the_merits(policy, Order.from_json(offer.order), Claim.from_json(case.claim), now)
    else:
        said = Decision.from_json(last.decision)
    review = declined(policy, said if said.recommended is None else said.recommended, now)
    return replace(review, recommended=None) if said.outcome == "review" and said.recommended is None else review


def _note(session: Session, case: CaseRow, offer: DecisionRow, by: str, kind: str, now: datetime) -> None:
    decided = Decision.from_json(offer.decision)
    amount = None if decided.amount is None else decided.amount.as_json()
    body = {"decision": offer.id, "remedy": decided.remedy, "amount": amount}
    store.record(session, case, by, kind, body, now)
    audit.append(session, merchant=case.merchant, actor=by, action=kind, subject=case.number, body=body, now=now)


def _heard(draft: Draft, message: Message, says: tuple[Say, ...]) -> Draft:
    """The same turn, sent again, is answered alike."""
    return replace(draft, heard_turn=message.turn, heard_says=says, concluded_turn=message.turn, concluded_says=())


def _kept(context: Context, situation: Situation, draft: Draft) -> Draft:
    with context.database.begin() as session:
        keep(hold(session, situation.conversation_id), replace(situation, draft=draft))
    return draft


def _decision_id(draft: Draft) -> str:
    return str(draft.offered[0].args["decision"]) if draft.offered else ""


def _policy(context: Context, offer: DecisionRow) -> Policy:
    order = Order.from_json(offer.order)
    return context.merchants[order.merchant].in_force(order.placed_at)


def _with_due(context: Context, case: CaseRow, response: str) -> Say:
    merchant = context.merchants[case.merchant].merchant
    assert case.due_at is not None
    due = moments.moment(case.due_at, merchant.zone, case.language)
    return Say(response, {"case": case.number, "due": due, "merchant": merchant.name})


def _mail(context: Context, session: Session, case: CaseRow, say: Say, now: datetime) -> None:
    merchant, news = context.merchants[case.merchant].merchant.name, context.sentences.text(say, case.language)
    queue_news(session, context.sentences, case=case, merchant=merchant, news=news, now=now)

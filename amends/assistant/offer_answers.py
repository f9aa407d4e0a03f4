"""The customer's answer to what a person offered: carried out on a yes, and on a no the desk's again.

What is offered is decided already, by a person and within their limit: a yes only enters that decision in the ledger,
with the customer's message as its confirmation. An offer is open while its case is `offered` and its decision is the
case's latest; whatever a person decides since, or a claim that begins anew, has ended it.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import crossed_answers, unclear_answers
from amends.assistant.claim_state import Offered
from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.audit import log as audit
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off, promise
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow
from amends.errors import BackendError, ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken
from amends.messages.mail import queue_news
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import declined, on_the_merits
from amends.policy.policy import Policy
from amends.reading.message import Message
from amends.remedies import ledger
from amends.remedies.confirmation import Act, Confirmation
from amends.remedies.plan import BY_A_PERSON


def open_offer(session: Session, case: CaseRow) -> DecisionRow | None:
    """The decision of a person that the customer has not answered; None where none is offered."""
    if case.status != CaseStatus.OFFERED:
        return None
    latest = store.latest_decision(session, case)
    return latest if latest is not None and latest.outcome == Outcome.APPROVE else None


def take_back(session: Session, case: CaseRow, policy: Policy, now: datetime, *, by: str, refused: bool) -> bool:
    """End the open offer: the case is in review, with what the engine would do as recommended. False where none is.
    `refused`: the customer said no to it."""
    offer = open_offer(session, case)
    if offer is None:
        return False
    review = _as_before(session, case, offer, policy, now)
    store.save_decision(session, case, Order.from_json(offer.order), Claim.from_json(case.claim), review, now)
    assert review.due_at is not None
    hand_off(session, case, review.due_at, by, now)
    kind = EntryKind.OFFER_DECLINED if refused else EntryKind.OFFER_ENDED
    _note(session, case, offer, by, kind, now)
    return True


def end_open(context: Context, session: Session, case: CaseRow, now: datetime, *, by: str, refused: bool) -> bool:
    """`take_back` for whoever has no order at hand: under the policy of the order that the offer is about."""
    offer = open_offer(session, case)
    return offer is not None and take_back(session, case, _policy(context, offer), now, by=by, refused=refused)


def hear(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to an answer to the open offer, which is done and written down; empty where `message` is none."""
    answer, _, number = message.choice.get("accepts", "").partition(":")
    pressed = answer in {"yes", "no"} and number.isascii() and number.isdigit()
    offer = situation.draft.offered
    if pressed and (offer is None or number != _decision_id(offer)):
        return (Say("utter_choice_is_over"),)
    if offer is None:
        return ()
    accepts = answer == "yes" if pressed else message.answer_to_offer
    is_interrupted = isinstance(situation.draft.state, Offered) and situation.draft.state.interrupted
    weak = is_interrupted and message.said.is_weak_yes
    if accepts and not pressed and (weak or _crossed(context, offer, message)):
        return unclear_answers.asked_back(context, situation)
    return () if accepts is None else _answered(context, situation, offer, message, accepts)


def _crossed(context: Context, put: Say, message: Message) -> bool:
    """Whether the message was on its way before a person's offer was made, or had gone out."""
    with context.database.read() as session:
        offer = session.get(DecisionRow, int(_decision_id(put)))
    if offer is None:
        return False
    return message.at < offer.at or crossed_answers.is_unread(context, message, offer.at)


def end(context: Context, situation: Situation) -> Situation:
    """The situation after an open offer was left for something that comes first; the desk has the case again."""
    draft = situation.draft
    if draft.offered is None or draft.case_id is None:
        return situation
    now = context.clock()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = session.get_one(CaseRow, draft.case_id, with_for_update=True, populate_existing=True)
        end_open(context, session, case, now, by="customer", refused=False)
        left = replace(situation, draft=draft.settle())
        keep(row, left)
    return replace(left, draft=replace(left.draft, revision=draft.revision + 1))


def decline(context: Context, situation: Situation, turn: str) -> tuple[Say, ...]:
    """The same for whoever stops instead of answering."""
    message = Message(turn, "", context.clock(), "deny")
    offer = situation.draft.offered
    return () if offer is None else _answered(context, situation, offer, message, accepts=False)


def _answered(context: Context, situation: Situation, put: Say, message: Message, accepts: bool) -> tuple[Say, ...]:
    now, draft = context.clock(), situation.draft
    with context.database.read() as session:
        number = session.get_one(CaseRow, draft.case_id).order_number or ""
    try:
        order = context.backends[situation.merchant].order(number)
    except BackendError:
        order = None
    if accepts and order is None:
        return (Say("utter_offer_not_now"),)
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        ledger.hold_order(session, situation.merchant, number)
        case = session.get_one(CaseRow, draft.case_id, with_for_update=True, populate_existing=True)
        offer = open_offer(session, case)
        if offer is None or str(offer.id) != _decision_id(put):
            say = Say("utter_choice_is_over")
        elif accepts and order is not None:
            agreed = _agreed(context, situation, put, offer, case, message)
            say = _accept(context, session, case, offer, order, agreed, row, now)
        else:
            take_back(session, case, _policy(context, offer), now, by="customer", refused=True)
            say = _fell_back(context, session, case, "utter_offer_declined", row, now)
        keep(row, replace(situation, draft=draft.settle(message.turn)))
        return (say,)


def _accept(
    context: Context,
    session: Session,
    case: CaseRow,
    offer: DecisionRow,
    order: Order,
    agreed: Confirmation,
    chat: ConversationRow,
    now: datetime,
) -> Say:
    """Enter it, once. Where that can no longer be, a person looks again."""
    try:
        with session.begin_nested():
            entered = ledger.enter(session, case=case, decision=offer, order=order, confirmation=agreed, now=now)
            if any(remedy.case_id != case.id for remedy in entered):
                raise PurposeTaken(f"case {case.number}: another case has it")
    except (ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken) as error:
        store.record(session, case, "bot", EntryKind.NOT_ENTERED, {"why": str(error)}, now)
        take_back(session, case, _policy(context, offer), now, by="customer", refused=False)
        return _fell_back(context, session, case, "utter_offer_fell_through", chat, now)
    store.move(session, case, CaseStatus.CARRYING_OUT, "customer", now)
    _note(session, case, offer, "customer", EntryKind.OFFER_ACCEPTED, now)
    return Say("utter_offer_accepted", {"case": case.number})


def _agreed(
    context: Context, situation: Situation, put: Say, offer: DecisionRow, case: CaseRow, message: Message
) -> Confirmation:
    """The yes to what a person offered, as it was put."""
    text = context.sentences.text(put, situation.language)
    act = Act.of(Decision.from_json(offer.decision), case.order_number or "")
    return Confirmation(message.turn, message.at, text, act)


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
    return replace(review, recommended=None) if said.outcome == Outcome.REVIEW and said.recommended is None else review


def _note(session: Session, case: CaseRow, offer: DecisionRow, by: str, kind: EntryKind, now: datetime) -> None:
    decided = Decision.from_json(offer.decision)
    amount = None if decided.amount is None else decided.amount.as_json()
    body = {"decision": offer.id, "remedy": decided.remedy, "amount": amount}
    store.record(session, case, by, kind, body, now)
    audit.append(session, merchant=case.merchant, actor=by, action=kind, subject=case.number, body=body, now=now)


def _decision_id(offer: Say) -> str:
    return str(offer.args["decision"])


def _policy(context: Context, offer: DecisionRow) -> Policy:
    order = Order.from_json(offer.order)
    return context.merchants[order.merchant].in_force(order.placed_at)


def _fell_back(
    context: Context, session: Session, case: CaseRow, response: str, chat: ConversationRow, now: datetime
) -> Say:
    """That a person has the case again: by e-mail in the case's language, and as it is said in the chat's."""
    merchant = context.merchants[case.merchant].merchant
    news = context.sentences.text(Say(response, promise(case, merchant, case.language)), case.language)
    queue_news(session, context.sentences, case=case, merchant=merchant.name, news=news, now=now, chat=chat.id)
    return Say(response, promise(case, merchant, chat.language))

"""What is said after a decision is about that decision: it is explained, told, or plainly refused.

Nothing changes by it: a decision goes on to a person by an appeal, and to the engine by new facts. A message that names
another problem, order or customer is somebody else's, and so is a repetition of the claim itself.
"""

from sqlalchemy.orm import Session

from amends.assistant import money_back, order_state, second_thoughts, standing, wording
from amends.assistant.context import Context
from amends.assistant.person_calls import calmed
from amends.assistant.pleas import refused
from amends.assistant.situation import Situation
from amends.assistant.status_answers import StatusAnswers
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.messages.say import Say
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import REFUNDS, Decision, Outcome
from amends.policy.policy import Policy
from amends.reading.about_decision import About
from amends.reading.acts import Meant
from amends.reading.issues import COMMANDS, QUESTIONS, SMALL_TALK, issue_of
from amends.reading.message import Message
from amends.reading.questions import Question
from amends.reading.thresholds import ANOTHER_PROBLEM, NAMES_A_PROBLEM

DECIDED = frozenset({CaseStatus.DENIED, CaseStatus.RESOLVED, CaseStatus.CARRYING_OUT, CaseStatus.WAITING})
_ELSEWHERE = COMMANDS | SMALL_TALK | (QUESTIONS - {"ask_refund_timing", "ask_case_status"}) | {"frustrated", "appeal"}
"""What a rule of its own answers at any time."""
_OPEN_TO_ANY = {**dict.fromkeys(COMMANDS, frozenset()), "appeal": frozenset({About.STATE, About.VALIDITY})}
"""What a message of one of these acts may be about all the same: an appeal that asks for more stays one."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to `message`; empty where it is not about the decision of this chat's case."""
    draft = situation.draft
    if not draft.settled or draft.case_id is None or not _may_be_about(situation, message):
        return ()
    with context.database.read() as session:
        case = session.get_one(CaseRow, draft.case_id)
        latest = store.latest_decision(session, case)
        waits = message.said.says_wait
        if case.status == CaseStatus.REVIEW and (waits or message.asks is Question.WHEN):
            return money_back.told(context, situation)
        if case.status not in DECIDED or latest is None or latest.order is None:
            return ()
        if message.said.is_insult and message.asks is None:
            return (calmed(case),)
        ended = second_thoughts.ends_the_order(session, case)
        if message.takes_back(ends_the_order=ended):
            told = second_thoughts.told(context, session, case, situation.language)
            return told or StatusAnswers(context).of(situation)
        if ended and _would_end_it(message):
            return _state(context, session, situation, case)
        discontent = (ended or case.status == CaseStatus.DENIED) and _is_discontent(message)
        discontent = discontent or _names_what_was_granted(message, latest)
        if message.about is None and _is_another(message) and not discontent:
            return ()
        return _said(context, session, situation, case, latest, message)


def _may_be_about(situation: Situation, message: Message) -> bool:
    asks = message.asks is not None and message.intent in QUESTIONS | SMALL_TALK
    asks = asks or (message.pleads and message.intent == "stop") or _only_asks_why(message)
    asks = asks or (message.about in _OPEN_TO_ANY.get(message.intent, frozenset(About)))
    if message.is_button or (message.intent in _ELSEWHERE and not asks):
        return False
    number, email = message.facts.order_number, message.facts.email
    return number in {None, situation.draft.order_number} and email in {None, situation.draft.email}


def _said(
    context: Context, session: Session, situation: Situation, case: CaseRow, latest: DecisionRow, message: Message
) -> tuple[Say, ...]:
    match message.about:
        case About.STATE:
            return _state(context, session, situation, case)
        case About.VALIDITY:
            return (order_state.validity(context, situation),)
        case About.MORE:
            return (refused(message, case, context.merchants[case.merchant].merchant.name),)
        case About.WHY_SO_LITTLE:
            asks: Question | None = Question.WHY
        case _:
            asks = message.asks
    wants = message.intent == "request_refund" and message.confidence >= NAMES_A_PROBLEM
    unhappy = _is_discontent(message) or _names_what_was_granted(message, latest)
    if asks is None and (wants or unhappy):
        asks = Question.GOODWILL
    if asks is None and message.intent in {"ask_refund_timing", "ask_case_status"}:
        asks = Question.WHEN
    order = Order.from_json(latest.order or {})
    policy = context.merchants[case.merchant].in_force(order.placed_at)
    decision, language = Decision.from_json(latest.decision), situation.language
    match asks:
        case Question.GOODWILL:
            return (refused(message, case, policy.merchant.name),)
        case Question.WHY:
            return (_why(policy, decision, case, language), *_of_what_was_paid(order, decision, language))
        case Question.WHEN:
            return money_back.told(context, situation)
        case Question.HOW_MUCH:
            return _of_what_was_paid(order, decision, language) or (_why(policy, decision, case, language),)
    return ()


def _state(context: Context, session: Session, situation: Situation, case: CaseRow) -> tuple[Say, ...]:
    """How the order stands; while it is being ended, what is being done, which its records do not show yet."""
    if case.status == CaseStatus.CARRYING_OUT and second_thoughts.ends_the_order(session, case):
        policy = context.policy_of(situation, None)
        return standing.of_case(session, case, policy, context.sentences, situation.language)
    return (order_state.told(context, situation),)


def _only_asks_why(message: Message) -> bool:
    """Whether the message asks for the reason, and does not go against it: the model takes both for an appeal."""
    short = message.said.is_short
    asks = message.asks is Question.WHY and (message.said.ends_in_question or short)
    return asks and message.intent == "appeal" and not message.said.disagrees


def _would_end_it(message: Message) -> bool:
    """Whether it speaks of ending an order, and of no other one than this."""
    of_this = message.meant is not Meant.OTHER and not message.said.speaks_of_another
    return message.intent == "cancel_order" and of_this


def _is_discontent(message: Message) -> bool:
    """Whether a short message is only unhappy: after a denial, with the denial."""
    return message.intent == "dissatisfaction" and message.said.is_short


def _names_what_was_granted(message: Message, latest: DecisionRow) -> bool:
    """Whether a few words speak of just the amount that was granted, and of nothing that was taken since."""
    granted = Decision.from_json(latest.decision).amount
    if granted is None or message.intent not in {"billing_error", "dissatisfaction", "not_activated", "nlu_fallback"}:
        return False
    short = message.said.is_short and not message.said.tells_of_taking
    return short and granted.amount in message.said.sums


def _is_another(message: Message) -> bool:
    """Whether the message names a problem: another one, or the case's own, which is decided again."""
    if issue_of(message.intent) is None or message.pleads:
        return False
    return message.confidence >= (NAMES_A_PROBLEM if message.asks is None else ANOTHER_PROBLEM)


def _why(policy: Policy, decision: Decision, case: CaseRow, language: str) -> Say:
    clauses = wording.clauses(policy, decision.shown_clauses, language)
    return Say("utter_decision_explained", {"case": case.number, "clauses": clauses})


def _of_what_was_paid(order: Order, decision: Decision, language: str) -> tuple[Say, ...]:
    """How much of what was paid comes back; empty where none does."""
    if decision.outcome != Outcome.APPROVE or decision.amount is None or decision.remedy not in REFUNDS:
        return ()
    captured = [payment.amount for payment in order.captured]
    paid = sum(captured, start=Money.zero(order.total.currency))
    args = {"amount": decision.amount.text(language), "paid": paid.text(language), "order": order.number}
    return (Say("utter_amount_explained", args),)

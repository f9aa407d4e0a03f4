"""What is said after a decision is about that decision: it is explained, told, or plainly refused.

A message that names another problem, order or customer is somebody else's, and so is a repetition of the claim itself.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import order_state, second_thoughts, standing, timing, wording
from amends.assistant.after_decision import About, about
from amends.assistant.claim_state import Settled
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.assistant.status_answers import StatusAnswers
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.remedy_tables import RemedyRow
from amends.messages.say import Say
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.policy import Policy
from amends.reading import plain_language
from amends.reading.acts import Meant
from amends.reading.insults import is_insult
from amends.reading.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from amends.reading.message import Message
from amends.reading.plain_language import folded
from amends.reading.questions import Question, asked_about, bargains, pleads
from amends.reading.thresholds import ANOTHER_PROBLEM, NAMES_A_PROBLEM, STORY_WORDS
from amends.remedies.plan import REFUNDS

_DECIDED = frozenset({CaseStatus.DENIED, CaseStatus.RESOLVED, CaseStatus.CARRYING_OUT, CaseStatus.WAITING})
_ELSEWHERE = COMMANDS | SMALL_TALK | (QUESTIONS - {"ask_refund_timing", "ask_case_status"}) | {"frustrated", "appeal"}
"""What a rule of its own answers at any time."""
_OPEN_TO_ANY = {**dict.fromkeys(COMMANDS, frozenset()), "appeal": frozenset({About.STATE, About.VALIDITY})}
"""What a message of one of these acts may be about all the same: an appeal that asks for more stays one."""


@dataclass(frozen=True)
class FollowUp:
    """Answers that change nothing: a decision goes on to a person by an appeal, and to the engine by new facts."""

    context: Context

    def answer(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What is said to `message`; empty where it is not about the decision of this chat's case."""
        draft = situation.draft
        if not draft.settled or draft.case_id is None or not self._may_be_about(situation, message):
            return ()
        with self.context.database.read() as session:
            case = session.get_one(CaseRow, draft.case_id)
            latest = store.latest_decision(session, case)
            waits = plain_language.says_wait(message.text)
            if case.status == CaseStatus.REVIEW and (waits or asked_about(message.text) is Question.WHEN):
                return StatusAnswers(self.context).of_conversation(situation.conversation_id)
            if case.status not in _DECIDED or latest is None or latest.order is None:
                return ()
            if is_insult(message.text) and asked_about(message.text) is None:
                return (Say("utter_frustrated"),)
            ended = second_thoughts.ends_the_order(session, case)
            if second_thoughts.takes_back(message, ends_the_order=ended):
                told = second_thoughts.told(self.context, session, case, situation.language)
                return told or StatusAnswers(self.context).of_conversation(situation.conversation_id)
            if ended and _would_end_it(message):
                return self._state(session, situation, case)
            discontent = (ended or case.status == CaseStatus.DENIED) and _is_discontent(message)
            discontent = discontent or _names_what_was_granted(message, latest)
            if about(message) is None and _is_another(message) and not discontent:
                return ()
            return self._said(session, situation, case, latest, message)

    def plea(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What is said to a few words that plead against a denial, whatever they are taken for; empty for any other."""
        draft = situation.draft
        short = len(plain_language.words(message.text)) < STORY_WORDS
        if not isinstance(draft.state, Settled) or draft.case_id is None or message.choice or not short:
            return ()
        elsewhere = message.intent in {"talk_to_human", "appeal", "frustrated"} or message.facts.order_number
        if elsewhere or message.facts.email or not pleads(message.text) or plain_language.disagrees(message.text):
            return ()
        with self.context.database.read() as session:
            case = session.get_one(CaseRow, draft.case_id)
            if case.status != CaseStatus.DENIED:
                return ()
            merchant = self.context.merchants[case.merchant].merchant.name
            return (_refused(message, case, merchant),)

    def _may_be_about(self, situation: Situation, message: Message) -> bool:
        asks = asked_about(message.text) is not None and message.intent in QUESTIONS | SMALL_TALK
        asks = asks or (pleads(message.text) and message.intent == "stop") or _only_asks_why(message)
        asks = asks or (about(message) in _OPEN_TO_ANY.get(message.intent, frozenset(About)))
        if message.choice or message.text.startswith("/") or (message.intent in _ELSEWHERE and not asks):
            return False
        number, email = message.facts.order_number, message.facts.email
        return number in {None, situation.draft.order_number} and email in {None, situation.draft.email}

    def _said(
        self, session: Session, situation: Situation, case: CaseRow, latest: DecisionRow, message: Message
    ) -> tuple[Say, ...]:
        match about(message):
            case About.STATE:
                return self._state(session, situation, case)
            case About.VALIDITY:
                return (order_state.validity(self.context, situation),)
            case About.MORE:
                return (_refused(message, case, self.context.merchants[case.merchant].merchant.name),)
            case About.WHY_SO_LITTLE:
                asks: Question | None = Question.WHY
            case _:
                asks = asked_about(message.text)
        wants = message.intent == "request_refund" and message.confidence >= NAMES_A_PROBLEM
        unhappy = _is_discontent(message) or _names_what_was_granted(message, latest)
        if asks is None and (wants or unhappy):
            asks = Question.GOODWILL
        if asks is None and message.intent in {"ask_refund_timing", "ask_case_status"}:
            asks = Question.WHEN
        order = Order.from_json(latest.order or {})
        policy = self.context.merchants[case.merchant].in_force(order.placed_at)
        decision, language = Decision.from_json(latest.decision), situation.language
        match asks:
            case Question.GOODWILL:
                return (_refused(message, case, policy.merchant.name),)
            case Question.WHY:
                return (_why(policy, decision, case, language), *_of_what_was_paid(order, decision, language))
            case Question.WHEN:
                return self._when(session, situation, case, policy)
            case Question.HOW_MUCH:
                return _of_what_was_paid(order, decision, language) or (_why(policy, decision, case, language),)
        return ()

    def _state(self, session: Session, situation: Situation, case: CaseRow) -> tuple[Say, ...]:
        """How the order stands; while it is being ended, what is being done, which its records do not show yet."""
        if case.status == CaseStatus.CARRYING_OUT and second_thoughts.ends_the_order(session, case):
            policy = self.context.policy_of(situation, None)
            return standing.of_case(session, case, policy, self.context.sentences, situation.language)
        return (order_state.told(self.context, situation),)

    def done(self, situation: Situation) -> tuple[Say, ...]:
        """What was done already in this chat's case, for whoever wants it stopped; empty where nothing was."""
        draft = situation.draft
        if not draft.settled or draft.case_id is None:
            return ()
        with self.context.database.read() as session:
            case = session.get_one(CaseRow, draft.case_id)
            return second_thoughts.told(self.context, session, case, situation.language)

    def standing(self, situation: Situation) -> tuple[Say, ...]:
        """How the decided case of this chat stands, for a message of which nothing was understood; empty where there is
        none."""
        draft = situation.draft
        if not draft.settled or draft.case_id is None:
            return ()
        with self.context.database.read() as session:
            if session.get_one(CaseRow, draft.case_id).status not in _DECIDED:
                return ()
        told = StatusAnswers(self.context).of_conversation(situation.conversation_id)
        return (Say("utter_not_understood_after"), *told)

    def _when(self, session: Session, situation: Situation, case: CaseRow, policy: Policy) -> tuple[Say, ...]:
        """How the case stands, and how long what was granted takes."""
        told = StatusAnswers(self.context).of_conversation(situation.conversation_id)
        kinds = select(RemedyRow.kind).where(RemedyRow.case_id == case.id)
        return (*told, *timing.told(set(session.scalars(kinds)), policy))


def _refused(message: Message, case: CaseRow, merchant: str) -> Say:
    """No to a plea, and to a part offered as a bargain, which is no to that part."""
    response = "utter_no_part_of_it" if bargains(message.text) else "utter_goodwill_refused"
    return Say(response, {"case": case.number, "merchant": merchant})


def _only_asks_why(message: Message) -> bool:
    """Whether the message asks for the reason, and does not go against it: the model takes both for an appeal."""
    short = len(plain_language.words(message.text)) < STORY_WORDS
    asks = asked_about(message.text) is Question.WHY and (message.text.rstrip().endswith("?") or short)
    return asks and message.intent == "appeal" and not plain_language.disagrees(message.text)


def _would_end_it(message: Message) -> bool:
    """Whether it speaks of ending an order, and of no other one than this."""
    of_this = message.meant is not Meant.OTHER and _ANOTHER.search(folded(message.text)) is None
    return message.intent == "cancel_order" and of_this


_ANOTHER = re.compile(r"\b(?:other|another|second|andere?|tweede|annen|annet|andre)\b")


def _is_discontent(message: Message) -> bool:
    """Whether a short message is only unhappy: after a denial, with the denial."""
    return message.intent == "dissatisfaction" and len(plain_language.words(message.text)) < STORY_WORDS


_TAKEN_AGAIN = re.compile(
    r"\b(?:charged|billed|debited|deducted|took|taken|again|twice|afgeschreven|weer|opnieuw|dubbel|trukket|belastet|igjen"
    r"|dobbelt)\b"
)


_NUMBER = re.compile(r"(?<![\d.,])\d{1,9}(?:[.,]\d{1,2})?(?![\d.,]*\d)")


def _names_what_was_granted(message: Message, latest: DecisionRow) -> bool:
    """Whether a few words speak of just the amount that was granted, and of nothing that was taken since."""
    granted = Decision.from_json(latest.decision).amount
    if granted is None or message.intent not in {"billing_error", "dissatisfaction", "not_activated", "nlu_fallback"}:
        return False
    short = len(plain_language.words(message.text)) < STORY_WORDS and not _TAKEN_AGAIN.search(folded(message.text))
    return short and any(
        Decimal(number.replace(",", ".")) == granted.amount for number in _NUMBER.findall(message.text)
    )


def _is_another(message: Message) -> bool:
    """Whether the message names a problem: another one, or the case's own, which is decided again."""
    if ISSUE_OF_INTENT.get(message.intent) is None or pleads(message.text):
        return False
    return message.confidence >= (NAMES_A_PROBLEM if asked_about(message.text) is None else ANOTHER_PROBLEM)


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

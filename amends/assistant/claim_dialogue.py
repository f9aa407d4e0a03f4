"""The dialogue's door for a claim: hears messages, asks what is missing, concludes.

Everything it knows is in the database: it may be killed between any two lines and goes on where it was.
"""

from dataclasses import dataclass, replace

from amends.assistant import (
    besides,
    changed_since,
    covering,
    evidence,
    identification,
    new_facts,
    offer_answers,
    order_state,
    other_order,
    proposal_questions,
    reconsideration,
    revocation,
    rights,
    unclear_answers,
    unmatched_withdrawal,
    wish_taken_back,
)
from amends.assistant.acknowledgement import counts_already
from amends.assistant.additions import Additions
from amends.assistant.answers import Answers
from amends.assistant.appeals import Appeals
from amends.assistant.claim_records import (
    case_of,
    keep_asking,
    keep_heard,
    leave_behind,
    settled_before,
    take_up,
    under_way,
)
from amends.assistant.claim_state import COMMENT
from amends.assistant.conclusion import Conclusion
from amends.assistant.context import Context
from amends.assistant.dead_ends import put_aside, stay_locked, unreadable
from amends.assistant.follow_up import FollowUp
from amends.assistant.handoff import Handoff
from amends.assistant.interpreter import EVIDENCE, YES_NO, Interpretation
from amends.assistant.late_identification import LateIdentification
from amends.assistant.next_claim import begun
from amends.assistant.prompts import Prompts
from amends.assistant.proposal_builder import proposed
from amends.assistant.rating import rate
from amends.assistant.recorded import as_recorded
from amends.assistant.returned_information import return_to_desk
from amends.assistant.same_matter import covered, is_granted_already, said_again, same_case
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.typed_answers import hearing_of, pressed_in_words
from amends.conversations import not_understood
from amends.errors import BackendError, RecordInvalid
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.reading.message import Message
from amends.reading.thresholds import HAND_OVER_AFTER
from amends.remedies import ledger

_TOLD = ("explanation", "service_name", "error_message")
"""Questions that say more of what is known to have happened, and never which of two things did."""


@dataclass(frozen=True)
class Step:
    """What a message came to. `asked` is the question that is open now; None means: conclude.

    `interrupted`: the message was for somebody else first; nothing changed. `asks`: its question wants an answer, too.
    """

    asked: str | None = None
    says: tuple[Say, ...] = ()
    interrupted: bool = False
    asks: bool = False


@dataclass(frozen=True)
class ClaimDialogue:
    """Collects one claim a conversation, and concludes it."""

    context: Context

    def situation(self, conversation_id: str) -> Situation:
        """The conversation as it stands. NotFound where there is none."""
        return Situation.read(self.context.database, conversation_id)

    def hear(self, conversation_id: str, message: Message) -> Step:
        """Take one message into the claim under way, and find the next question; a third failed try at one question
        hands the case over."""
        found = replace(self.situation(conversation_id), message=message.turn)
        message = evidence.in_words(self.context, found, message)
        # A link proves its mailbox, for its own answer alone.
        situation = found if "by_link" in message.choice else identification.awake(self.context, found)
        if says := unmatched_withdrawal.hear(self.context, situation, message):
            return Step(says=says)
        away = situation is not found
        withdraws = message.withdraws
        if withdraws:
            situation = offer_answers.end(self.context, situation)
        elif (step := self._after_the_end(situation, message)) is not None:
            return step
        settled, situation = situation, other_order.begun(self.context, begun(situation, message), message)
        before = situation.draft
        if not message.choice and before.asked:
            choice = pressed_in_words(self.context, situation, message, self.put(situation))
            message = replace(message, choice=choice) if choice else message
        heard = evidence.hear(self.context, situation, message)
        try:
            if heard is None and not withdraws and (told := self._no_answer(situation, message)):
                return Step(asked=before.asked, says=told)
            heard = heard or self._heard(situation, message)
        except RecordInvalid as fault:
            return Step(says=unreadable(self.context, situation, message.turn, fault))
        except BackendError:
            return Step(says=put_aside(self.context, situation))
        if heard.interrupted:
            return Step(asked=before.asked, interrupted=True)
        heard = other_order.kept(heard, message)
        if heard.draft.tries > before.tries:
            not_understood.keep(self.context.database, conversation_id, message.turn, before.asked)
        if heard.draft.tries >= HAND_OVER_AFTER and before.asked not in YES_NO:  # it stays open
            return Step(says=Handoff(self.context).to_person(conversation_id, message.turn, "tries"))
        if told := new_facts.told(self.context, replace(situation, draft=heard.draft), message):
            heard = replace(heard, says=told)
        says = (Say("utter_away_for_a_while"), *heard.says) if away and heard.draft.email is None else heard.says
        counts = counts_already(heard.draft, before, self.context.policy_of(situation, None), situation.language)
        situation = replace(situation, draft=heard.draft).say(*says, *counts)
        if heard.draft.settled or heard.draft.offered is not None:
            keep_heard(self.context, situation)
            return Step(asked=heard.draft.asked, says=heard.says)
        step = self._aside(situation, settled, heard.asks) if heard.aside else self.advance(situation)
        return step if heard.aside else replace(step, asks=heard.asks)

    def _no_answer(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What is said to a message that asks about what is proposed, or is no clear answer to it."""
        told = proposal_questions.told(self.context, situation, message)
        return told or unclear_answers.told(self.context, situation, message)

    def _heard(self, situation: Situation, message: Message) -> Interpretation:
        """What the message means for the claim, with what it does besides, and what it may be about."""
        hearing = hearing_of(self.context, situation)
        heard = besides.kept(hearing.hear(situation.draft, message), message, hearing.explanation_in(message))
        if heard.interrupted or heard.draft.issue is not None or not message.likely:
            return heard
        return replace(heard, draft=replace(heard.draft, likely=message.likely))

    def _aside(self, situation: Situation, before: Situation, asks: bool) -> Step:
        """No claim is begun: who is writing is kept, and how the order stands is told to its customer, unless the
        message `asks` for something itself. What was settled `before` stays what the chat was about last."""
        try:
            situation, order = identification.matched(self.context, situation)
        except BackendError:
            order = None
        if order is not None and not asks:
            right = rights.for_the_order(self.context, situation, order)
            situation = right or order_state.beside(self.context, situation, order)
        was, now = before.draft, situation.draft
        if was.settled and (was.order_number, was.email) == (now.order_number, now.email):
            keep_heard(self.context, replace(situation, draft=was))
            return Step(says=situation.says)
        return Step(says=keep_asking(self.context, situation, None).says, asks=asks)

    def _after_the_end(self, situation: Situation, message: Message) -> Step | None:
        """What a message comes to that belongs to a case which is settled, or with a person; None for a claim's."""
        number = situation.conversation_id
        if (about := other_order.denied(self.context, situation, message)) is not None:
            keep_heard(self.context, about)
        if about is not None or Answers(self.context).is_against(situation, message):
            return Step(says=Appeals(self.context).appeal(number, message.turn))
        for answer in (rate, offer_answers.hear, wish_taken_back.hear):
            if says := answer(self.context, situation, message):
                return Step(asked=self.situation(number).draft.asked, says=says)
        if says := revocation.hear(self.context, situation, message):
            return Step(says=says)
        if reconsideration.wants(self.context, situation, message):
            return self.advance(reconsideration.reopened(situation))
        if not situation.draft.settled:
            return None
        says = LateIdentification(self.context).hear(number, message) or Additions(self.context).add(number, message)
        return Step(says=says) if (says := says or FollowUp(self.context).answer(situation, message)) else None

    def put(self, situation: Situation) -> tuple[Say, ...]:
        """How the open question is put: otherwise after two failed tries, with a person offered."""
        if situation.draft.asked is None:
            return ()
        if self.context.is_locked(situation):
            return (Say("utter_identity_locked"),)
        try:
            order = None if situation.draft.asked == COMMENT else self.context.order_of(situation)
        except BackendError:
            order = None
        return Prompts(self.context, situation, order).put()

    def every_problem(self, conversation_id: str) -> Say:
        """All problems to choose from, for whoever wants to see more than the likeliest."""
        problems = Prompts(self.context, self.situation(conversation_id), None).problems()
        return Say("utter_ask_issue", choices=problems)

    def advance(self, situation: Situation) -> Step:
        """Match the identity, find what lacks, and keep all of it. What was said on hearing comes first."""
        try:
            situation, order = identification.matched(self.context, situation)
        except RecordInvalid as fault:
            return Step(says=unreadable(self.context, situation, situation.message, fault))
        except BackendError:
            if situation.draft.issue is not None:
                return Step(says=put_aside(self.context, situation))
            keep_asking(self.context, situation, "issue")
            return Step(asked="issue", says=situation.says)
        if self.context.is_locked(situation):
            return Step(says=stay_locked(self.context, situation))
        if order is not None:
            situation = evidence.compared(self.context, identification.service_named(situation, order), order)
            situation = self.context.by_the_records(as_recorded(self.context, situation, order), order)
        decision = self.context.decide(situation, order) if order else None
        asked = self._next(situation, order, decision)
        put = None
        if order is not None and decision is not None and asked is not None:
            if decision.outcome != Outcome.APPROVE:
                situation = situation.say(*settled_before(self.context, situation))
            situation = changed_since.told(self.context, situation, asked)
            put = proposed(self.context, situation, order, decision, asked)
        situation = keep_asking(self.context, situation, asked, order, put)
        return Step(asked=asked, says=situation.says)

    def _next(self, situation: Situation, order: Order | None, decision: Decision | None) -> str | None:
        """What to ask next. Nothing is proposed that was done, is being carried out, or is with a person."""
        asked = self.context.next_question(situation, order, decision)
        if order is None or decision is None or asked not in {"confirmation", "accepts", "narrow", *EVIDENCE, *_TOLD}:
            return asked
        with self.context.database.read() as session:
            if said_again(session, self.context, situation, order):
                return None
            if asked not in {"confirmation", "accepts"}:
                return asked
            done = is_granted_already(session, self.context, situation, order, decision)
            done = done or covered(session, self.context, situation, order, decision) is not None
            return None if done or under_way(session, situation) is not None else asked

    def conclude(self, conversation_id: str, turn: str, said: bool = False) -> Step:
        """Decide the claim that was collected and do what follows; or ask what lacks after all. `said`: something was
        said to the message `turn` already."""
        situation = replace(self.situation(conversation_id), message=turn)
        draft = situation.draft
        if draft.wanted:
            asked = self.context.next_question(situation, None, None)
            return Step(asked=asked, says=() if asked else return_to_desk(self.context, situation, turn))
        if draft.parked or self.context.is_locked(situation):
            return Step()
        if draft.settled or draft.issue is None:
            return Step(says=() if said else (Say("utter_what_else"),))
        try:
            order = self.context.order_of(situation)
        except RecordInvalid as fault:
            return Step(says=unreadable(self.context, situation, turn, fault))
        except BackendError:
            return Step(says=put_aside(self.context, situation))
        decision = self.context.decide(situation, order) if order else None
        asked = self._next(situation, order, decision)
        if order is None or decision is None or asked is not None:
            return self.advance(situation)
        return Step(says=self._settle(situation, order, decision, turn))

    def take_up_kept(self, conversation_id: str, turn: str) -> tuple[Say, ...]:
        """What is said to go on with the claims about other orders that were kept, as far as the next question."""
        says: tuple[Say, ...] = ()
        while (situation := other_order.taken_up(self.situation(conversation_id))) is not None:
            step = self.advance(replace(situation, message=turn))
            says = (*says, *step.says)
            if step.asked is None:
                says = (*says, *self.conclude(conversation_id, turn, said=True).says)
        return says

    def _settle(self, situation: Situation, order: Order, decision: Decision, turn: str) -> tuple[Say, ...]:
        context, now = self.context, self.context.clock()
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            ledger.hold_order(session, situation.merchant, order.number)
            before = same_case(session, context, situation, order, decision)
            before = before or said_again(session, context, situation, order)
            if before is None and (held := covered(session, context, situation, order, decision)):
                return covering.told(session, context, situation, row, order, held, turn)
            before, draft_case = before or under_way(session, situation), situation.draft.case_id
            if before is not None:
                case = before
                take_up(session, case, situation, now)
                leave_behind(session, draft_case, case.id, now)
            else:
                case = case_of(session, situation, now)
            conclusion = Conclusion(
                session, case, context.policy_of(situation, order), context.sentences, now, situation.language
            )
            says = conclusion.draw(order, situation.draft, decision)
            keep(row, replace(situation, draft=replace(situation.draft, case_id=case.id).settle(turn)))
        return says

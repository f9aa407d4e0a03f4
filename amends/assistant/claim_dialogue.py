"""The claim of a conversation as it goes on: what is missing is asked, and what is whole is concluded.

Everything it knows is in the database: it may be killed between any two lines and goes on where it was.
"""

from dataclasses import dataclass, replace

from amends.assistant import (
    changed_since,
    evidence,
    identification,
    known_elsewhere,
    other_order,
)
from amends.assistant.claim_records import (
    keep_asking,
    settled_before,
    under_way,
)
from amends.assistant.claim_state import COMMENT, Collecting
from amends.assistant.context import Context
from amends.assistant.dead_ends import put_aside, stay_locked, unreadable
from amends.assistant.interpreter import EVIDENCE
from amends.assistant.prompts import Prompts
from amends.assistant.proposal_builder import proposed
from amends.assistant.recorded import as_recorded
from amends.assistant.returned_information import return_to_desk
from amends.assistant.same_matter import covered, is_granted_already, said_again
from amends.assistant.settling import settle
from amends.assistant.situation import Situation
from amends.assistant.step import Step
from amends.errors import BackendError, RecordInvalid
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome

_TOLD = ("explanation", "service_name", "error_message")
"""Questions that say more of what is known to have happened, and never which of two things did."""


@dataclass(frozen=True)
class ClaimDialogue:
    """Collects one claim a conversation, and concludes it. What a message means for it is `claim_hearing`'s."""

    context: Context

    def situation(self, conversation_id: str) -> Situation:
        """The conversation as it stands. NotFound where there is none."""
        return Situation.read(self.context.database, conversation_id)

    def put(self, situation: Situation) -> tuple[Say, ...]:
        """How the open question is put: otherwise after two failed tries, with a person offered."""
        if situation.draft.asked is None:
            return ()
        if self.context.is_locked(situation):
            return (Say("utter_identity_locked"),)
        if situation.draft.proposal is not None and self.context.is_stale(situation):
            return self._who_is_writing(situation)
        try:
            order = None if situation.draft.asked == COMMENT else self.context.order_of(situation)
        except BackendError:
            order = None
        return Prompts(self.context, situation, order).put()

    def _who_is_writing(self, situation: Situation) -> tuple[Say, ...]:
        """What is asked in the place of a proposal, which names amounts, where it may be somebody else by now."""
        awake = identification.awake(self.context, situation)
        asked = replace(awake, draft=replace(awake.draft, state=Collecting("email"), tries=0))
        return (Say("utter_away_for_a_while"), *Prompts(self.context, asked, None).put())

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
        if says := known_elsewhere.asked(self.context, situation):
            return Step(asked="move", says=says)
        if order is not None:
            situation = evidence.compared(self.context, identification.service_named(situation, order), order)
            situation = self.context.by_the_records(as_recorded(self.context, situation, order), order)
        decision = self.context.decide(situation, order) if order else None
        asked = self._next(situation, order, decision)
        put = None
        if order is not None and decision is not None and asked is not None:
            tells_itself = decision.outcome == Outcome.APPROVE or asked == "payment_confirmation"
            if not tells_itself and (before := settled_before(self.context, situation)):
                situation = situation.say(Say("utter_settled_before", {"case": before.number}))
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

    def conclude(self, situation: Situation, turn: str, said: bool = False) -> Step:
        """Decide the claim that was collected and do what follows; or ask what lacks after all. `said`: something was
        said to the message `turn` already."""
        situation = replace(situation, message=turn, says=())
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
        return Step(says=settle(self.context, situation, order, decision, turn))

    def take_up_kept(self, situation: Situation, turn: str) -> tuple[Say, ...]:
        """What is said to go on with the claims about other orders that were kept, as far as the next question."""
        says: tuple[Say, ...] = ()
        number = situation.conversation_id
        while (claim := other_order.taken_up(situation)) is not None:
            step = self.advance(replace(claim, message=turn))
            says = (*says, *step.says)
            if step.asked is None:
                says = (*says, *self.conclude(self.situation(number), turn, said=True).says)
            situation = self.situation(number)
        return says

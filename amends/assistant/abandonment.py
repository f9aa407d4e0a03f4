"""Stopping a claim, and beginning it again. What was decided or entered stays as it is."""

from dataclasses import dataclass, replace

from amends.assistant import offer_answers
from amends.assistant.acknowledgement import taken_back
from amends.assistant.claim_state import Collecting
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.explanations import offer_later
from amends.assistant.follow_up import FollowUp
from amends.assistant.revocation import take_back_yes
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.status_answers import StatusAnswers
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say

_UNDECIDED = {CaseStatus.COLLECTING, CaseStatus.ON_HOLD, CaseStatus.OFFERED}


@dataclass(frozen=True)
class Abandonment:
    """The customer's way out, at any moment."""

    context: Context

    def stop(self, conversation_id: str) -> tuple[Say, ...]:
        """Abandon the claim under way; problems kept for later are offered. What was settled is not stopped by it."""
        situation = Situation.read(self.context.database, conversation_id)
        if situation.draft.settled:
            told = take_back_yes(self.context, conversation_id) or FollowUp(self.context).done(situation)
            return told or self._left(situation)
        if situation.draft.offered:
            return offer_answers.decline(self.context, situation, "stopped")
        situation = self.leave(conversation_id)
        later = offer_later(situation.draft, self.context.sentences, situation.language)
        return (Say("utter_stopped"), *later)

    def _left(self, situation: Situation) -> tuple[Say, ...]:
        """What is said to whoever lets a decided case be: leave is taken, and what goes on at the desk is told."""
        if situation.draft.case_id is None:
            return (Say("utter_nothing_to_stop"),)
        with self.context.database.read() as session:
            goes_on = session.get_one(CaseRow, situation.draft.case_id).status == CaseStatus.REVIEW
        told = StatusAnswers(self.context).of_conversation(situation.conversation_id) if goes_on else ()
        return (*told, Say("utter_nothing_else"))

    def start_over(self, conversation_id: str) -> tuple[Say, ...]:
        """Abandon the claim under way and forget what was said of it, the identity too."""
        self.leave(conversation_id, forget=True)
        return (Say("utter_starting_over"),)

    def leave(self, conversation_id: str, forget: bool = False) -> Situation:
        """The situation after the claim under way was abandoned; nothing is said."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            case = session.get(CaseRow, situation.draft.case_id) if situation.draft.case_id else None
            if case is not None and situation.draft.offered:
                offer_answers.end_open(self.context, session, case, now, by="customer", refused=True)
            elif case is not None and case.status in _UNDECIDED:
                store.move(session, case, CaseStatus.ABANDONED, "customer", now)
                if situation.draft.issue == "withdraw" and situation.draft.declared is not None:
                    name = self.context.merchants[case.merchant].merchant.name
                    taken_back(session, self.context.sentences, case, name, now)
            draft = situation.draft.fresh()
            if forget:
                draft = Draft(
                    identity_failures=draft.identity_failures,
                    state=Collecting("order_number"),
                    turn=draft.turn,
                    revision=draft.revision,
                )
                situation = replace(situation, verified=None)
            keep(row, replace(situation, draft=draft if forget else draft.settle()))
        return situation

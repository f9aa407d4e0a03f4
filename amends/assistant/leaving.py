"""Stopping a claim, and beginning it again. What was decided or entered stays as it is."""

from dataclasses import dataclass, replace

from amends.assistant import offered
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.outcomes import offer_later
from amends.assistant.situation import Situation, find, hold, keep
from amends.cases import status, store
from amends.db.case_tables import CaseRow
from amends.notices.say import Say

_UNDECIDED = {status.COLLECTING, status.ON_HOLD, status.OFFERED}


@dataclass(frozen=True)
class Leaving:
    """The customer's way out, at any moment."""

    context: Context

    def stop(self, conversation_id: str) -> tuple[Say, ...]:
        """Abandon the claim under way; problems kept for later are offered. What was settled is not stopped by it."""
        with self.context.database.read() as session:
            situation = Situation.of(find(session, conversation_id))
        if situation.draft.settled:
            return (Say("utter_nothing_to_stop"),)
        if situation.draft.offered:
            return offered.decline(self.context, situation, "stopped")
        situation = self._leave(conversation_id)
        later = offer_later(situation.draft, self.context.sentences, situation.language)
        return (Say("utter_stopped"), *later)

    def start_over(self, conversation_id: str) -> tuple[Say, ...]:
        """Abandon the claim under way and forget what was said of it, the identity too."""
        self._leave(conversation_id, forget=True)
        return (Say("utter_starting_over"),)

    def _leave(self, conversation_id: str, forget: bool = False) -> Situation:
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            case = session.get(CaseRow, situation.draft.case_id) if situation.draft.case_id else None
            if case is not None and situation.draft.offered:
                policy = self.context.policy_of(situation, None)
                offered.take_back(session, case, policy, now, by="customer", refused=True)
            elif case is not None and case.status in _UNDECIDED:
                store.move(session, case, status.ABANDONED, "customer", now)
            draft = situation.draft.fresh()
            if forget:
                draft = Draft(identity_failures=draft.identity_failures, asked="order_number", revision=draft.revision)
                situation = replace(situation, verified=None)
            keep(row, replace(situation, draft=replace(draft, settled=not forget)))
        return situation

"""«No wait, that's not it»: what was understood is taken back, and what it is instead may be said with it or not.

Nothing further is done about the first matter, and the customer is asked what it is. What was granted, is with a person
or was declared under the law is not taken back by such words.
"""

from dataclasses import dataclass, replace

from amends.assistant.abandonment import Abandonment
from amends.assistant.claim_state import Collecting, Confirming, Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation, hold, keep
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import ISSUE_OF_INTENT, SIBLINGS
from amends.reading.message import Message
from amends.reading.thresholds import ANOTHER_PROBLEM


@dataclass(frozen=True)
class Misunderstood:
    """The way back from a matter that was none."""

    context: Context

    def hear(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """Leave the matter that was understood, and say so; nothing is said where the message names what it is instead,
        which is heard next. Empty, and nothing changed, for any other message."""
        if not message.says_not_it or not self._may_be_left(situation, message):
            return ()
        draft = situation.draft
        if not draft.settled:
            Abandonment(self.context).leave(situation.conversation_id)
        names = _names_another(draft, message)
        with self.context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            left = Situation.of(row)
            left = replace(left, draft=replace(left.draft.fresh(), state=Collecting(None if names else "issue")))
            keep(row, left)
        if names:
            return ()
        return (Say("utter_misunderstood", choices=Prompts(self.context, left, None).likeliest()),)

    def _may_be_left(self, situation: Situation, message: Message) -> bool:
        draft = situation.draft
        if draft.issue in {None, "withdraw"} or message.facts.order_number or message.facts.email:
            return False
        if isinstance(draft.state, Collecting | Confirming):
            return True
        if not isinstance(draft.state, Settled) or draft.state.left is not None or draft.case_id is None:
            return False
        if message.said.disagrees:
            return False  # it goes against the decision, and not against what was understood
        with self.context.database.read() as session:
            return session.get_one(CaseRow, draft.case_id).status in {CaseStatus.DENIED, CaseStatus.ABANDONED}


def _names_another(draft: Draft, message: Message) -> bool:
    issue = ISSUE_OF_INTENT.get(message.intent)
    if issue is None or message.confidence < ANOTHER_PROBLEM:
        return False
    return draft.issue not in SIBLINGS.get(issue, (issue,))

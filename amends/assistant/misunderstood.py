"""«No wait, that's not it»: what was understood is taken back, and what it is instead may be said with it or not.

Nothing further is done about the first matter, and the customer is asked what it is. What was granted, is with a person
or was declared under the law is not taken back by such words.
"""

from dataclasses import replace

from amends.assistant import abandonment
from amends.assistant.claim_state import Collecting, Confirming, Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation, hold, keep
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import SIBLINGS, issue_of
from amends.reading.message import Message
from amends.reading.thresholds import ANOTHER_PROBLEM


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to whoever says so and not what it is: the matter that was understood is left, and it is asked."""
    if _names_another(situation.draft, message) or not _may_be_left(context, situation, message):
        return ()
    left = _leave(context, situation, "issue")
    return (Say("utter_misunderstood", choices=Prompts(context, left, None).likeliest()),)


def left(context: Context, situation: Situation, message: Message) -> Situation:
    """The situation without the matter that was understood, where `message` says so and names what it is instead,
    which is heard next; as it is for any other."""
    names = _names_another(situation.draft, message) and _may_be_left(context, situation, message)
    return _leave(context, situation, None) if names else situation


def _leave(context: Context, situation: Situation, asked: str | None) -> Situation:
    if not situation.draft.settled:
        situation = abandonment.leave(context, situation)
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        keep(row, replace(situation, draft=replace(situation.draft.fresh(), state=Collecting(asked))))
        return Situation.of(row)


def _may_be_left(context: Context, situation: Situation, message: Message) -> bool:
    draft = situation.draft
    if not message.says_not_it or message.facts.order_number or message.facts.email:
        return False
    if draft.issue in {None, "withdraw"}:
        return False
    if isinstance(draft.state, Collecting | Confirming):
        return True
    if not isinstance(draft.state, Settled) or draft.state.left is not None or draft.case_id is None:
        return False
    if message.said.disagrees:
        return False  # it goes against the decision, and not against what was understood
    with context.database.read() as session:
        return session.get_one(CaseRow, draft.case_id).status in {CaseStatus.DENIED, CaseStatus.ABANDONED}


def _names_another(draft: Draft, message: Message) -> bool:
    issue = issue_of(message.intent)
    if issue is None or message.confidence < ANOTHER_PROBLEM:
        return False
    return draft.issue not in SIBLINGS.get(issue, (issue,))

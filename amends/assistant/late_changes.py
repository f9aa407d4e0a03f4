"""A message that the customer changed after their case was decided: it is kept, and the decision stands.

Words that were an answer then are none now, and read by themselves they would begin another claim.
"""

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.conversations import changed
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.message import Message

_STANDS = frozenset({CaseStatus.RESOLVED, CaseStatus.DENIED, CaseStatus.CARRYING_OUT})


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to such a change; empty for any other message, and for one that withdraws or calls a person."""
    draft = situation.draft
    if not draft.settled or draft.case_id is None or message.withdraws or message.calls_a_person():
        return ()
    with context.database.read() as session:
        earlier = changed.by(session, message.turn)
        if earlier is None:
            return ()
        case = session.get_one(CaseRow, draft.case_id)
        decision = store.latest_decision(session, case)
        if case.status not in _STANDS or decision is None or earlier.at > decision.at:
            return ()
        return (Say("utter_change_noted", {"case": case.number}),)

"""What is said in a conversation whose case the customer took elsewhere, and which asks nothing: where it goes on.

Only a code brings it back here. Another problem, another order, or a person who is asked for is a new matter here.
"""

from amends.assistant import money_back
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.cases import moved
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.message import Message

_HOW_IT_STANDS = frozenset({"ask_case_status", "ask_refund_timing"})
_OF_THE_CASE = _HOW_IT_STANDS | {"ask_evidence", "appeal", "nlu_fallback", "out_of_scope"}
"""What is said of the case that was here, as far as anybody can tell."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a yes or no, an old button, or what is about the case that was here; empty for any other."""
    draft = situation.draft
    if draft.asked is not None or draft.issue is not None or draft.case_id is not None or message.withdraws:
        return ()
    if situation.last_case is None or message.facts.order_number or message.facts.email:
        return ()
    with context.database.read() as session:
        case = session.get_one(CaseRow, situation.last_case)
        taken = moved.has_left(session, case, situation.conversation_id)
    if case.conversation_id in {None, situation.conversation_id}:
        return ()
    elsewhere = Say("utter_goes_on_elsewhere", {"case": case.number})
    if message.choice.keys() & {"yes_no", "accepts"} or message.said.answer is not None:
        return (elsewhere,)
    about = message.intent in _OF_THE_CASE and not message.is_button
    if not taken or not (about or "evidence" in message.choice):
        return ()
    stands = money_back.told(context, situation) if message.intent in _HOW_IT_STANDS else ()
    return (*stands, elsewhere)

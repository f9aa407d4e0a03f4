"""A message that asks for a person, or is angry: the case is handed over, or a person is offered."""

from amends.assistant.context import Context
from amends.assistant.handoff import Handoff
from amends.assistant.situation import Situation
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import CALLS
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to it; a person is offered where it was only a guess, and none has the case yet. Empty for any other
    message."""
    if message.intent not in CALLS:
        return ()
    if message.is_only_annoyed:
        return (Say("utter_frustrated"),)
    angry = message.intent == "frustrated"
    if message.calls_a_person() or (angry and _is_with_a_person(context, situation)):
        return Handoff(context).to_person(situation.conversation_id, message.turn, "anger" if angry else "asked")
    return (Say("utter_frustrated" if angry else "utter_offer_person"),)


def _is_with_a_person(context: Context, situation: Situation) -> bool:
    draft = situation.draft
    if not draft.settled or draft.case_id is None:
        return False
    with context.database.read() as session:
        case = session.get(CaseRow, draft.case_id)
        return case is not None and case.status == CaseStatus.REVIEW

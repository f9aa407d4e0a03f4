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
        return (calmed(_case(context, situation)),)
    angry = message.intent == "frustrated"
    if message.calls_a_person() or (angry and _is_with_a_person(context, situation)):
        return Handoff(context).to_person(situation.conversation_id, message.turn, "anger" if angry else "asked")
    return (calmed(_case(context, situation)) if angry else Say("utter_offer_person"),)


def calmed(case: CaseRow | None) -> Say:
    """What is said to anger that asks for nothing; whoever was denied something may have it looked at again. `case` is
    the one that this chat settled."""
    denied = case is not None and case.status == CaseStatus.DENIED
    return Say("utter_denied_can_be_reviewed" if denied else "utter_frustrated")


def _case(context: Context, situation: Situation) -> CaseRow | None:
    draft = situation.draft
    if not draft.settled or draft.case_id is None:
        return None
    with context.database.read() as session:
        return session.get(CaseRow, draft.case_id)


def _is_with_a_person(context: Context, situation: Situation) -> bool:
    case = _case(context, situation)
    return case is not None and case.status == CaseStatus.REVIEW

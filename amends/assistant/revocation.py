"""A yes that was given beforehand, taken back while its time has not come."""

from sqlalchemy import select

from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages import moments
from amends.messages.say import Say
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a message that takes the yes back: the customer is asked when it is due. Empty for any other, and
    where this chat has no case with such a yes. The same turn again is answered alike."""
    draft = situation.draft
    if not (draft.settled or draft.asked is None) or message.choice or not message.said.takes_yes_back:
        return ()
    return take_back_yes(context, situation.conversation_id)


def take_back_yes(context: Context, conversation_id: str) -> tuple[Say, ...]:
    """The same for whoever has understood the message already."""
    now = context.clock()
    with context.database.begin() as session:
        chat = hold(session, conversation_id)
        waits = select(CaseRow).where(CaseRow.conversation_id == conversation_id, CaseRow.status == CaseStatus.WAITING)
        found = session.scalars(waits.order_by(CaseRow.id.desc()).with_for_update()).all()
        case = next((each for each in found if each.confirmation is not None), None)
        if case is None or case.due_at is None:
            return ()
        case.confirmation = None
        store.record(session, case, "customer", EntryKind.CONFIRMATION_TAKEN_BACK, {}, now)
        due = moments.moment(case.due_at, context.merchants[case.merchant].merchant.zone, chat.language)
        return (Say("utter_asked_when_due", {"case": case.number, "due": due}),)

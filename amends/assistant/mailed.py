"""What the customer was written to last about the case of this chat, for whoever asks what came by e-mail."""

from sqlalchemy import select

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import MailRow
from amends.messages import moments
from amends.messages.say import Say
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """Subject, address and time of the last letter; empty for any other message, and where none was written."""
    if message.choice or situation.draft.case_id is None or not message.said.asks_what_was_mailed:
        return ()
    with context.database.read() as session:
        letters = select(MailRow).where(MailRow.case_id == situation.draft.case_id).order_by(MailRow.id.desc()).limit(1)
        letter = session.scalar(letters)
        if letter is None:
            return ()
        case = session.get_one(CaseRow, situation.draft.case_id)
        zone = context.merchants[case.merchant].merchant.zone
        at = moments.moment(letter.created_at, zone, situation.language)
        args = {"subject": letter.subject, "email": letter.recipient, "at": at, "case": case.number}
    return (Say("utter_answer_mailed", args),)

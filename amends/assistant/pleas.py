"""A plea against a denial: a friendly no, and what a person could do."""

from amends.assistant.claim_state import Settled
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a sentence that pleads against a denial, whatever it is taken for; empty for any other. To ask
    for an exception is no disagreement, though the model takes it for one: a person is offered, and not called."""
    draft, said = situation.draft, message.said
    if not isinstance(draft.state, Settled) or draft.case_id is None or message.is_button or said.is_long:
        return ()
    elsewhere = message.intent in {"talk_to_human", "frustrated"} or message.facts.order_number
    if elsewhere or message.facts.email or not message.pleads or said.disagrees:
        return ()
    with context.database.read() as session:
        case = session.get_one(CaseRow, draft.case_id)
        if case.status != CaseStatus.DENIED:
            return ()
        merchant = context.merchants[case.merchant].merchant.name
        return (refused(message, case, merchant),)


def refused(message: Message, case: CaseRow, merchant: str) -> Say:
    """No to a plea, and to a part offered as a bargain, which is no to that part."""
    response = "utter_no_part_of_it" if message.said.bargains else "utter_goodwill_refused"
    return Say(response, {"case": case.number, "merchant": merchant})

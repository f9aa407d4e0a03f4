"""What a customer adds to a case that is with a person: kept with the case, and not taken for a new one."""

from amends.assistant.context import Context
from amends.assistant.handoff import has_it_already
from amends.assistant.situation import Situation, hold
from amends.assistant.status_answers import StatusAnswers
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import COMMANDS, QUESTIONS, SMALL_TALK, issue_of
from amends.reading.message import Message
from amends.reading.thresholds import ANOTHER_PROBLEM

_HAS_ITS_ANSWER = COMMANDS | QUESTIONS | SMALL_TALK | {"affirm", "deny", "appeal", "chargeback", "frustrated"}
"""What a rule of its own answers while a person has the case."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to what answers «if you would like to add anything, just write it here»: it is noted in the timeline
    of the case that was settled last, and how that stands is told where it may be asked. Empty where it is about
    something else, or where no person has the case."""
    draft = situation.draft
    if not draft.settled or draft.case_id is None or not _is_about(situation, message):
        return ()
    with context.database.read() as session:
        if session.get_one(CaseRow, draft.case_id).status != CaseStatus.REVIEW:
            return ()
    status = StatusAnswers(context).of(situation) if message.said.ends_in_question else ()
    with context.database.begin() as session:
        hold(session, situation.conversation_id)
        case = session.get_one(CaseRow, draft.case_id)
        store.record(session, case, "customer", EntryKind.ADDED, {"turn": message.turn}, context.clock())
        if message.said.is_insult:
            merchant = context.merchants[case.merchant].merchant
            return (has_it_already(case, merchant, situation.language, angry=True),)
        return (Say("utter_added_to_case", {"case": case.number}), *status)


def of_nothing_else(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """The same for words in which nothing is found, while no question is open."""
    if situation.draft.asked is not None:
        return ()
    return told(context, situation, message)


def _is_about(situation: Situation, message: Message) -> bool:
    """Words that name no other order, nobody else, and no other problem clearly. What can be said of nothing but a
    claim (a score, a bank's chargeback) and every button is left to who knows it."""
    if message.is_button:
        return False
    if message.intent in _HAS_ITS_ANSWER and not (message.pleads and message.intent in QUESTIONS | {"stop"}):
        return False
    number = message.facts.order_number
    if message.facts.email or number not in {None, situation.draft.order_number}:
        return False
    issue = issue_of(message.intent)
    clearly_other = issue is not None and issue not in {situation.draft.issue, None}
    if message.pleads or message.said.is_insult:
        return True
    return not (clearly_other and message.confidence >= ANOTHER_PROBLEM)

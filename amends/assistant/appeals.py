"""Disagreement with a decision: a person looks at the same record again."""

from amends.assistant import follow_up
from amends.assistant.claim_records import keep_heard
from amends.assistant.context import Context
from amends.assistant.handoff import Handoff
from amends.assistant.other_order import denied
from amends.assistant.rating import is_disagreement
from amends.assistant.situation import Situation
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import names_problem
from amends.reading.message import Message

_MAY_DISAGREE = frozenset({"affirm", "deny", "appeal", "nlu_fallback", "out_of_scope"})


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to words that go against the decision of this chat's case, where no claim is being collected."""
    return _appeal(context, situation, message) if _is_against(context, situation, message) else ()


def of_denied(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to an appeal against the claim that was denied last in this chat, while another one is open, which
    is kept."""
    about = denied(context, situation, message)
    if about is None:
        return ()
    keep_heard(context, about)
    return _appeal(context, about, message)


def asked(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to an appeal while no question is open: it is looked at again, unless it only asks of the
    decision."""
    if message.intent != "appeal" or situation.draft.asked is not None:
        return ()
    return follow_up.told(context, situation, message) or _appeal(context, situation, message)


def _appeal(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """Hand the decided case of this conversation to a person; say so where nothing was decided yet."""
    draft = situation.draft
    with context.database.read() as session:
        case = session.get(CaseRow, draft.case_id) if draft.case_id else None
        if case is None or store.latest_decision(session, case) is None:
            return (Say("utter_no_case_to_appeal"),)
    return Handoff(context).to_person(situation.conversation_id, message.turn, "appeal")


def _is_against(context: Context, situation: Situation, message: Message) -> bool:
    """Whether `message` goes against a decision that the customer was told."""
    if is_disagreement(situation, message):
        return True
    draft = situation.draft
    if not draft.settled or draft.case_id is None or message.is_button:
        return False
    short = names_problem(message.intent) and message.said.is_short
    if message.intent not in _MAY_DISAGREE and not short:
        return False
    if not message.said.disagrees:
        return False
    with context.database.read() as session:
        return session.get_one(CaseRow, draft.case_id).status in {CaseStatus.DENIED, CaseStatus.RESOLVED}

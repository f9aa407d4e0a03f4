"""A proposal that was declined, wanted after all: the question is put again. Nothing is done on these words."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.claim_state import Collecting, Settled
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow
from amends.reading.message import Message


def wants(context: Context, situation: Situation, message: Message) -> bool:
    """Whether `message` wants what was declined last, after all. Right after the no a bare yes does, or an «ok, then»
    with the amount or the wish."""
    draft = situation.draft
    if message.choice or message.facts.order_number or message.facts.email or not isinstance(draft.state, Settled):
        return False
    at_once = not draft.later and message.gives_in(draft.issue)
    if not (at_once or message.wants_after_all) or not may_be_had(context, situation):
        return False
    with context.database.read() as session:
        return message.wants_after_all or _heard_last(session, situation, message) == draft.state.by


def may_be_had(context: Context, situation: Situation) -> bool:
    """Whether what was declined last can still be put again: nothing was done since, and no person has it."""
    draft = situation.draft
    if not (isinstance(draft.state, Settled) and draft.declined) or draft.case_id is None:
        return False
    with context.database.read() as session:
        case = session.get_one(CaseRow, draft.case_id)
        return case.status in {CaseStatus.ABANDONED, CaseStatus.WAITING} and case.confirmation is None


def reopened(situation: Situation) -> Situation:
    """The situation before the no. What stood under the old proposal counts no more."""
    draft = replace(situation.draft, state=Collecting(), declined=False, confirmed=None, accepts=None)
    draft = replace(draft, declared=None, sent=False)
    return replace(situation, draft=draft)


def _heard_last(session: Session, situation: Situation, message: Message) -> str:
    """The turn before `message`."""
    heard = select(EventRow.id).where(
        EventRow.conversation_id == situation.conversation_id, EventRow.author == "customer", EventRow.at < message.at
    )
    ids = (str(number) for number in session.scalars(heard.order_by(EventRow.id.desc()).limit(2)))
    return next((number for number in ids if number != message.turn), "")

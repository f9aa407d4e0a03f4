"""A proposal that was declined, wanted after all: the question is put again. Nothing is done on these words."""

import re
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import plain_language, yes_no
from amends.assistant.claim_state import Collecting, Settled
from amends.assistant.context import Context
from amends.assistant.message import Message
from amends.assistant.plain_language import folded
from amends.assistant.situation import Situation
from amends.assistant.thresholds import LONG_STORY_WORDS
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow

_AFTER_ALL = re.compile(
    r"\b(?:after all|anyway|changed my mind|second thoughts?|do it then|go ahead then"
    r"|toch (?:maar )?(?:wel|doen|graag|annuleren|terug\w*)|(?:doe|wil) (?:het |dat |ik )?(?:het )?toch"
    r"|bij nader inzien|bedacht|likevel|allikevel|ombestem\w*|jo,? gjør det|gjør det da)\b"
)


def wants(context: Context, situation: Situation, message: Message) -> bool:
    """Whether `message` wants what was declined last, after all. A bare yes does where it follows the no at once."""
    draft = situation.draft
    if not (isinstance(draft.state, Settled) and draft.declined) or draft.case_id is None or message.choice:
        return False
    said = plain_language.words(message.text)
    names = message.facts.order_number or message.facts.email
    if names or len(said) > LONG_STORY_WORDS or yes_no.NEGATIONS & set(said):
        return False
    bare = yes_no.answer(message.text) is True and not draft.later
    if not bare and _AFTER_ALL.search(folded(message.text)) is None:
        return False
    with context.database.read() as session:
        case = session.get_one(CaseRow, draft.case_id)
        if case.status not in {CaseStatus.ABANDONED, CaseStatus.WAITING} or case.confirmation is not None:
            return False
        return not bare or _heard_last(session, situation, message) == draft.state.by


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

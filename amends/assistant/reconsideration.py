"""A proposal that was declined, wanted after all: the question is put again. Nothing is done on these words."""

import re
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.claim_state import Collecting, Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.situation import Situation
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow
from amends.reading import plain_language, yes_no
from amends.reading.acts import Meant
from amends.reading.issues import ISSUE_OF_INTENT, SIBLINGS
from amends.reading.message import Message
from amends.reading.plain_language import folded
from amends.reading.thresholds import LONG_STORY_WORDS, NAMES_A_PROBLEM, STATES_WORDS
from amends.reading.yes_no_phrases import THANKS

_AFTER_ALL = re.compile(
    r"\b(?:after all|anyway|changed my mind|second thoughts?|do it then|go ahead then"
    r"|toch (?:maar )?(?:wel|doen|graag|annuleren|opzeggen|terug\w*|die|het geld|dat)"
    r"|(?:doe|wil) (?:het |dat |ik )?(?:het )?toch"
    r"|bij nader inzien|bedacht|likevel|allikevel|ombestem\w*|jo,? gjør det|gjør det da)\b"
)


_NO_BEFORE = re.compile(
    r"^\W*(?:(?:h+m+|oh|ah|eh|um|well|actually|sorry|wait|nou|tja|wacht|vent|ja)\W+)*(?:no|nah|nope|nee|neen|nei)\W+"
    r"(?=(?:wait\W+|wacht\W+|vent\W+)?(?:ok|okay|oke|oké|okei|yes|yeah|do|go|cancel|please|ja|jo|doe|toch|wel|greit|gjør|avbestill)\b)"
)
"""A no that takes the no before it back: «hmm no, ok, do cancel it after all»."""
_KEEPS = re.compile(r"\b(?:keep\w*|leave|hou|houd|houden|behoud\w*|laat|behold\w*|beholde|la)\b")
_AGREES = frozenset({
    "ok", "okay", "okey", "oke", "oké", "okei", "alright", "fine", "yes", "yeah", "yep", "sure", "well", "goed",
    "prima",
    "nou", "ja", "vooruit", "greit", "jo", "da", "fint",
})  # fmt: skip
_WISHES = frozenset({"affirm", "request_refund", "choose"})
_DIGITS = re.compile(r"\d")


def wants(context: Context, situation: Situation, message: Message) -> bool:
    """Whether `message` wants what was declined last, after all. Right after the no a bare yes does, or an «ok, then»
    with the amount or the wish."""
    draft = situation.draft
    if not (isinstance(draft.state, Settled) and draft.declined) or draft.case_id is None or message.choice:
        return False
    plain = _NO_BEFORE.sub("", folded(message.text))
    said = plain_language.words(plain)
    names = message.facts.order_number or message.facts.email
    if names or len(said) > LONG_STORY_WORDS or yes_no.NEGATIONS & set(said):
        return False
    at_once = not draft.later and (yes_no.answer(plain) is True or _gives_in(plain, draft, message))
    if not at_once and (_AFTER_ALL.search(plain) is None or _KEEPS.search(plain)):
        return False
    with context.database.read() as session:
        case = session.get_one(CaseRow, draft.case_id)
        if case.status not in {CaseStatus.ABANDONED, CaseStatus.WAITING} or case.confirmation is not None:
            return False
        follows = at_once and _heard_last(session, situation, message) == draft.state.by
        return follows or (_AFTER_ALL.search(plain) is not None and not _KEEPS.search(plain))


def _gives_in(plain: str, draft: Draft, message: Message) -> bool:
    """Whether words that begin with an «ok» go on to take what was put: by the amount, or as the model reads them."""
    said = plain_language.words(plain)
    if "?" in plain or len(said) < STATES_WORDS or said[0] not in _AGREES or message.meant is not Meant.STATED:
        return False
    if _KEEPS.search(plain):
        return False
    if _DIGITS.search(plain):  # whatever the amount is: the same proposal is put, and nothing is done
        return True
    issue = ISSUE_OF_INTENT.get(message.intent)
    wishes = message.intent in _WISHES or (issue is not None and draft.issue in SIBLINGS.get(issue, (issue,)))
    return wishes and message.confidence >= NAMES_A_PROBLEM and not any(thanks in plain for thanks in THANKS)


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

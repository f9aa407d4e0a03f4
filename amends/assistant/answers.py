"""Answers to messages that are not a claim's: to what goes against a decision or asks about it, to questions, to a yes
or a no, to small talk, and to whatever is left."""

from dataclasses import replace

from amends.assistant import (
    additions,
    appeals,
    follow_up,
    mailed,
    nothing_understood,
    questions_answered,
    revocation,
    small_talk,
    yes_or_no,
)
from amends.assistant.answering import Answerer, first
from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.messages.say import Say
from amends.reading.issues import QUESTIONS
from amends.reading.message import Message

_OF_WHAT_WAS_DECIDED: tuple[Answerer, ...] = (appeals.told, revocation.told, mailed.told, follow_up.told)
_OF_ANYTHING: tuple[Answerer, ...] = (
    questions_answered.told,
    yes_or_no.told,
    small_talk.told,
    additions.of_nothing_else,
    nothing_understood.elsewhere,
)
_UNDERSTOOD = frozenset({*QUESTIONS, *small_talk.PLAIN, "affirm", "deny"})


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to `message`; an honest «not understood» where it asks nothing that is known here."""
    if says := first(_OF_WHAT_WAS_DECIDED, context, situation, message):
        return says
    if message.intent in _UNDERSTOOD:
        situation = _understood(context, situation)
    return first(_OF_ANYTHING, context, situation, message)


def _understood(context: Context, situation: Situation) -> Situation:
    """The situation without the failed tries before this message."""
    draft = situation.draft
    if not draft.tries or draft.asked is not None:
        return situation
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        keep(row, replace(situation, draft=replace(draft, tries=0)))
        return Situation.of(row)

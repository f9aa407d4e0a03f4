"""A message of which nothing could be made: said so, and kept for whoever trains the bot."""

from dataclasses import replace

from amends.assistant import additions, appeals, follow_up, help_articles, revocation, yes_or_no
from amends.assistant.answering import first
from amends.assistant.claim_state import OFFER
from amends.assistant.context import Context
from amends.assistant.gathering import gathered
from amends.assistant.handoff import Handoff
from amends.assistant.interpreter import YES_NO
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.status_answers import StatusAnswers
from amends.conversations import not_understood
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.message import Message
from amends.reading.thresholds import HAND_OVER_AFTER, SURE

_AFTER_ALL = (appeals.told, revocation.told, follow_up.told, yes_or_no.told)
"""Who may find something in it whatever the model found."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to words in which the model found nothing, while no question is open: a person's case may get them
    added. Empty for any other."""
    if message.intent != "nlu_fallback" or situation.draft.asked is not None:
        return ()
    return additions.told(context, situation, message) or at_all(context, situation, message)


def elsewhere(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to words that nobody else answered: out of scope, or not understood. Empty for a question about
    evidence while one is open: that, put again, says what is needed."""
    if message.intent == "ask_evidence":
        return ()
    if message.intent == "out_of_scope" and message.confidence >= SURE:
        return _out_of_scope(context, situation, message)
    if situation.draft.asked is None:
        return at_all(context, situation, message)
    not_understood.keep(context.database, situation.conversation_id, message.turn, situation.draft.asked)
    return (Say("utter_not_understood"),)


def _out_of_scope(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to what is nobody's business here. The third in a row is a failed answer like any other at an open
    question, which hands over; where nothing is asked, a person is offered."""
    if situation.draft.asked is None and (article := help_articles.fitting(context, situation, message)):
        return (article,)
    situation = _failed(context, situation, message)
    if situation.draft.tries < HAND_OVER_AFTER or situation.draft.asked in {*YES_NO, OFFER}:  # these stay open
        return (Say("utter_out_of_scope"),)
    if situation.draft.asked is not None:
        return Handoff(context).to_person(situation.conversation_id, message.turn, "tries")
    return (Say("utter_out_of_scope"), Say("utter_offer_person"))


def at_all(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said where nothing at all could be made of `message`. The third in a row, before the customer could say
    what it is about, hands over."""
    if says := first(_AFTER_ALL, context, situation, message):
        return says
    not_understood.keep(context.database, situation.conversation_id, message.turn, None)
    if situation.draft.asked is None:
        situation = _failed(context, situation, message)
    if situation.draft.tries >= HAND_OVER_AFTER and situation.draft.asked is None:
        return Handoff(context).to_person(situation.conversation_id, message.turn, "tries")
    if says := _standing(context, situation):
        return says
    problems = Prompts(context, situation, None).likeliest(message.likely)
    if article := help_articles.fitting(context, situation, message, problems):
        return (article,)
    return (Say("utter_not_understood_at_all", choices=problems),)


def _failed(context: Context, situation: Situation, message: Message) -> Situation:
    """The situation with one more message in a row that came to nothing; a turn that is sent again counts once. What
    such a message tells by itself is kept all the same, while nothing is asked."""
    draft = situation.draft
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        told = gathered(draft, message) if draft.asked is None else draft
        keep(row, replace(situation, draft=replace(told, tries=draft.tries + 1)))
        return Situation.of(row)


def _standing(context: Context, situation: Situation) -> tuple[Say, ...]:
    """How the decided case of this chat stands; empty where there is none."""
    draft = situation.draft
    if not draft.settled or draft.case_id is None:
        return ()
    with context.database.read() as session:
        if session.get_one(CaseRow, draft.case_id).status not in follow_up.DECIDED:
            return ()
    return (Say("utter_not_understood_after"), *StatusAnswers(context).of(situation))

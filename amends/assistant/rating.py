"""Satisfaction: the score that the customer chose after the case was closed, and the words that may follow it."""

from dataclasses import replace

from amends.assistant import plainly
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS
from amends.assistant.message import SURE, Message
from amends.assistant.situation import Situation, hold, keep
from amends.desk import satisfaction
from amends.notices.say import Say

COMMENT = "comment"
"""The question that is open while a customer may add words to a score."""
_NOTHING_TO_ADD = {"deny", "goodbye", "thank", "stop", "no_evidence"}
_OTHER_BUSINESS = COMMANDS - {"stop"} | QUESTIONS | set(ISSUE_OF_INTENT) | {"request_refund", "appeal", "chargeback"}


def rate(context: Context, situation: Situation, message: Message) -> Draft | None:
    """The draft after a score or a comment, written down; None where `message` is neither.

    While words may be added, whatever is plainly about something else is not a comment.
    """
    if "satisfaction" in message.choice:
        return _score(context, situation, message)
    if situation.draft.asked != COMMENT or message.choice:
        return None
    if message.intent in _OTHER_BUSINESS and message.confidence >= SURE:
        return None
    return _comment(context, situation, message)


def is_disagreement(situation: Situation, message: Message) -> bool:
    """Whether the words that may follow a score go against the decision: they are for a person, not for the figures."""
    if situation.draft.asked != COMMENT or message.choice or situation.draft.case_id is None:
        return False
    return message.intent == "appeal" or plainly.disagrees(message.text)


def _score(context: Context, situation: Situation, message: Message) -> Draft:
    now = context.clock()
    number = message.choice.get("case", "")
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        kept = satisfaction.keep_score(session, row.id, number, message.choice["satisfaction"], now)
        draft = situation.draft
        if kept and draft.asked is None:
            draft = replace(draft, asked=COMMENT, rated=number)
        said = Say("utter_thank_satisfaction") if kept else Say("utter_choice_is_over")
        draft = _answered(draft, message, (said,))
        keep(row, replace(situation, draft=draft))
        return draft


def _comment(context: Context, situation: Situation, message: Message) -> Draft:
    draft = situation.draft
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        if message.intent not in _NOTHING_TO_ADD:
            satisfaction.keep_comment(session, row.id, draft.rated or "", message.text)
        draft = replace(draft, asked=None, rated=None)
        draft = _answered(draft, message, (Say("utter_thank_comment"),))
        keep(row, replace(situation, draft=draft))
        return draft


def _answered(draft: Draft, message: Message, says: tuple[Say, ...]) -> Draft:
    """Heard and concluded: the same turn, sent again, is answered alike, and nothing follows from it."""
    return replace(
        draft, heard_turn=message.turn, heard_says=says, concluded_turn=message.turn, concluded_says=(), settled=True
    )

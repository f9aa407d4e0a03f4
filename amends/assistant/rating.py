"""Satisfaction: the score that the customer chose after the case was closed, and the words that may follow it."""

from dataclasses import replace

from amends.assistant.claim_state import COMMENT, Commenting
from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.cases import satisfaction
from amends.messages.say import Say
from amends.reading.issues import COMMANDS, QUESTIONS, names_problem
from amends.reading.message import Message
from amends.reading.thresholds import ANSWER_WORDS, SURE

_NOTHING_TO_ADD = {"deny", "goodbye", "thank", "stop", "no_evidence"}
_OTHER_BUSINESS = COMMANDS - {"stop"} | QUESTIONS | {"request_refund", "appeal", "chargeback"}


def rate(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a score or a comment, which is written down; empty where `message` is neither.

    While words may be added, whatever is plainly about something else is not a comment.
    """
    if "satisfaction" in message.choice:
        return _score(context, situation, message)
    if situation.draft.asked != COMMENT or message.choice:
        return ()
    if (message.intent in _OTHER_BUSINESS or names_problem(message.intent)) and message.confidence >= SURE:
        return ()
    return _comment(context, situation, message)


def about_service(situation: Situation, message: Message) -> bool:
    """Whether `message` is the score that a button gives, or may be the words that follow it: of no order at all."""
    return "satisfaction" in message.choice or (situation.draft.asked == COMMENT and not message.choice)


def is_disagreement(situation: Situation, message: Message) -> bool:
    """Whether the words that may follow a score go against the decision: they are for a person, not for the figures."""
    if situation.draft.asked != COMMENT or message.choice or situation.draft.case_id is None:
        return False
    return message.intent == "appeal" or message.said.disagrees


def _score(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    draft, number = situation.draft, message.choice.get("case", "")
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        score = message.choice["satisfaction"]
        if not satisfaction.keep_score(session, row.id, number, score, context.clock()):
            return (Say("utter_choice_is_over"),)
        if draft.asked is None:
            keep(row, replace(situation, draft=replace(draft, state=Commenting(number))))
        return (Say("utter_thank_satisfaction"),)


def _adds(message: Message) -> bool:
    """Whether it says more than that there is nothing to add: praise is taken for thanks, and is a comment."""
    return message.intent not in _NOTHING_TO_ADD or len(message.said.words) > ANSWER_WORDS


def _comment(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        if _adds(message) and isinstance(situation.draft.state, Commenting):
            satisfaction.keep_comment(session, row.id, situation.draft.state.rated, message.text)
        keep(row, replace(situation, draft=situation.draft.settle()))
        return (Say("utter_thank_comment"),)

"""A greeting, thanks, a farewell, and other words that have one plain answer."""

from amends.assistant.context import Context
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation
from amends.assistant.status_answers import StatusAnswers
from amends.cases.status import CLOSED
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.message import Message

PLAIN = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "bot_challenge": "utter_bot_challenge",
    "appeal": "utter_what_to_correct",
    "stop": "utter_nothing_to_stop",
}


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to it; empty for any other message."""
    if message.intent == "greet":
        return _greeted(context, situation, message)
    if message.intent == "goodbye" and situation.draft.asked is not None:
        return (_leave_taken(situation),)
    return (Say(PLAIN[message.intent]),) if message.intent in PLAIN else ()


def _leave_taken(situation: Situation) -> Say:
    """What is said to whoever goes while something is asked: it stays open, and is not asked once more."""
    proposed = situation.draft.asked in {"confirmation", "accepts", "offer"}
    return Say("utter_goodbye_unanswered" if proposed else "utter_goodbye_kept")


def _greeted(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    if situation.draft.asked is not None:
        return (Say("utter_goes_on"),)
    if _greets_and_more(situation, message):
        return (Say("utter_what_about", choices=Prompts(context, situation, None).likeliest()),)
    if status := _under_way(context, situation):
        return (Say("utter_case_goes_on"), *status)
    return (Say(PLAIN["greet"]),)


def _under_way(context: Context, situation: Situation) -> tuple[Say, ...]:
    """How this chat's case stands, where it is not over."""
    if situation.draft.case_id is None:
        return ()
    with context.database.read() as session:
        over = session.get_one(CaseRow, situation.draft.case_id).status in CLOSED
    return () if over else StatusAnswers(context).of(situation)


def _greets_and_more(situation: Situation, message: Message) -> bool:
    """Whether there is more to it than a greeting: it asks for help, or a greeting was answered just before."""
    says = situation.draft.turn.says if situation.draft.turn is not None else ()
    return message.said.asks_for_help or any(say.response == "utter_greet" for say in says)

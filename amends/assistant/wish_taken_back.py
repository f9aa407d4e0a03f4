"""A no where the bot still asks: whoever only wants to cancel and says no takes the wish back; nothing is done."""

import re

from amends.assistant.abandonment import Abandonment
from amends.assistant.claim_state import Collecting
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.assistant.told_problem import gives_no_reason
from amends.messages.say import Say
from amends.reading import yes_no
from amends.reading.hesitation import waits
from amends.reading.message import Message
from amends.reading.plain_language import folded, leading_answer, words
from amends.reading.thresholds import ANSWER_WORDS, SURE

_NOT_AFTER_ALL = re.compile(
    r"\W*(?:(?:no|nah|nee|nei|oh|ah|ok|actually|sorry|hm+|well|nou|ja|yes|wait)\W+){0,3}"
    r"(?:never ?mind|forget (?:it|about it)|not after all|i changed my mind|changed my mind"
    r"|i dont want (?:it|to)(?: any ?more)?"
    r"|toch (?:maar )?niet|laat maar(?: zitten)?|liever (?:toch )?niet|vergeet het(?: maar)?|ik heb me bedacht"
    r"|likevel ikke|ikke likevel|glem det|(?:bare )?la (?:det )?være|jeg ombestemte meg|jeg har ombestemt meg)"
    r"(?:\W+(?:thanks|thank you|then|please|bedankt|hoor|dan|takk|da|likevel))*\W*"
)


def hear(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to whoever takes a claim back while it is being collected; empty for any other message."""
    draft = situation.draft
    if not isinstance(draft.state, Collecting) or draft.issue in {None, "withdraw"} or message.choice:
        return ()
    if "?" in message.text or waits(message.text):
        return ()
    cancels = draft.issue == "cancel"
    asked_why = cancels and draft.asked == "explanation"
    if not (asked_why and _says_no(message)) and not _NOT_AFTER_ALL.fullmatch(folded(message.text).replace("'", "")):
        return ()
    told = Abandonment(context).stop(situation.conversation_id)
    return (Say("utter_nothing_cancelled"), *told[1:]) if cancels else told


def _says_no(message: Message) -> bool:
    """Whether a message that is asked why is a no to the whole of it, and not to telling the reason."""
    text = message.text
    if gives_no_reason(text):
        return False
    if yes_no.answer(text) is False or yes_no.declines(text) or yes_no.leaves(text):
        return True
    short = len(words(text)) <= ANSWER_WORDS and leading_answer(text) is False
    return short and message.intent == "deny" and message.confidence >= SURE

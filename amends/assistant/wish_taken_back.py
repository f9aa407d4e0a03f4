"""A no where the bot still asks: whoever only wants to cancel and says no takes the wish back; nothing is done.
Nor is anything the matter where what went wrong is asked, and answered with a no."""

from amends.assistant import abandonment
from amends.assistant.claim_state import Collecting
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message


def hear(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to whoever takes a claim back while it is being collected; empty for any other message."""
    draft = situation.draft
    if draft.asked == "issue" and (message.said.keeps_it or message.said.answer is False) and not message.choice:
        return abandonment.stop(context, situation)  # nothing is the matter, then
    if not isinstance(draft.state, Collecting) or draft.issue in {None, "withdraw"} or message.choice:
        return ()
    if message.said.has_question or message.said.waits:
        return ()
    cancels = draft.issue == "cancel"
    asked_why = cancels and draft.asked == "explanation"
    if not (asked_why and message.says_no) and not message.said.drops_the_wish:
        return ()
    told = abandonment.stop(context, situation)
    return (Say("utter_nothing_cancelled"), *told[1:]) if cancels else told

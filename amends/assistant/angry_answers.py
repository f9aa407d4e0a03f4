"""A yes in anger: «ik ben er wel klaar mee. ja, doe dat maar». A person is for whoever only vents."""

from amends.assistant import unclear_answers
from amends.assistant.claim_state import Confirming
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """An angry yes is asked back before anything is done; empty for any other message."""
    if message.intent != "frustrated" or message.choice or not isinstance(situation.draft.state, Confirming):
        return ()
    return unclear_answers.asked_back(context, situation) if message.said.holds_a_yes else ()

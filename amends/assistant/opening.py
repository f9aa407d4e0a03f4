"""«I have a complaint»: what it is about is asked, whatever the model takes the sentence for."""

from amends.assistant.context import Context
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """The question what it is about, to whoever only says that there is something; empty for any other message, and
    while something is asked or a case may be meant."""
    draft = situation.draft
    if not message.said.only_announces or draft.asked is not None or draft.case_id is not None:
        return ()
    return (Say("utter_what_about", choices=Prompts(context, situation, None).likeliest()),)

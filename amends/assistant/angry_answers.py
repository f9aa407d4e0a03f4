"""An answer in anger: «this is getting ridiculous. my e-mail is …», «ik ben er wel klaar mee. ja, doe dat maar».

Who vents and answers in one message goes on with the claim; a person is for whoever only vents.
"""

from dataclasses import replace

from amends.assistant import unclear_answers
from amends.assistant.claim_state import Confirming
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading import plain_language, yes_no
from amends.reading.acts import NOTHING
from amends.reading.message import Message


def calmed(situation: Situation, message: Message) -> Message:
    """`message` without its anger, where it hands over the number or the address that is asked for."""
    asked, facts = situation.draft.asked, message.facts
    given = {"order_number": facts.order_number, "email": facts.email}.get(asked or "")
    if message.intent != "frustrated" or message.choice or given is None:
        return message
    return replace(message, intent=NOTHING)


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """An angry yes is asked back before anything is done; empty for any other message."""
    if message.intent != "frustrated" or message.choice or not isinstance(situation.draft.state, Confirming):
        return ()
    said = [each.rstrip(".!?") for each in plain_language.sentences(message.text)]
    answers = {yes_no.answer(each) for each in said} - {None} if len(said) > 1 else set()
    return unclear_answers.asked_back(context, situation) if answers == {True} else ()

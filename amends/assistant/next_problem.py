"""A yes, in words, to going on with the problem that was kept for afterwards."""

from dataclasses import replace

from amends.assistant.situation import Situation
from amends.reading import yes_no
from amends.reading.message import Message

OFFERED = "utter_next_problem"


def read(situation: Situation, message: Message) -> Message:
    """`message` as a press of the button, where the last turn ended with that offer and it is a yes."""
    draft = situation.draft
    if message.choice or not (draft.settled and draft.later) or draft.turn is None:
        return message
    offered = draft.turn.says and draft.turn.says[-1].response == OFFERED
    return replace(message, choice={"problem": "next"}) if offered and yes_no.answer(message.text) else message

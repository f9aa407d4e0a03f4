"""Who may answer a message: each is a function of one signature in a file of its own, asked in turn."""

from collections.abc import Callable, Sequence

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message

Answerer = Callable[[Context, Situation, Message], tuple[Say, ...]]
"""What is said to a message in that situation, which may be written down with it; empty, and nothing changed, where it
is somebody else's to answer."""


def first(answerers: Sequence[Answerer], context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What the first of `answerers` says whose message it is; empty where it is nobody's."""
    return next((says for answer in answerers if (says := answer(context, situation, message))), ())

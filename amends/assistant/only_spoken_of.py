"""What is said to whoever only speaks of an act: nothing is done, and how to ask for it."""

from amends.messages.say import Say
from amends.reading.message import Message
from amends.reading.unwished import Unwished

_SAID = {
    Unwished.RIGHT: Say("utter_answer_right_of_withdrawal"),
    Unwished.WITHDRAWAL: Say("utter_nothing_withdrawn"),
    Unwished.CANCELLATION: Say("utter_nothing_cancelled"),
    Unwished.REFUND: Say("utter_refund_depends"),
    Unwished.PROBLEM: Say("utter_nothing_noted"),
    Unwished.SOMEBODY_ELSES: Say("utter_for_somebody_else"),
}


def told(message: Message) -> tuple[Say, ...]:
    """What is said to it; empty where the message asks for what it speaks of."""
    return () if message.unwished is None else (_SAID[message.unwished],)

"""Whose fault it is that something does not work: a denial never rests on what the model alone made of free words.

«It does not work on my wifi» may be either, and is asked once: the customer's own network, or the service itself.
"""

from dataclasses import replace

from amends.assistant.draft import Draft
from amends.reading.acts import Meant
from amends.reading.issues import EITHER, OWN_CAUSE
from amends.reading.message import Message
from amends.reading.thresholds import NAMES_A_PROBLEM


def is_plain(issue: str, message: Message) -> bool:
    """Whether the customer chose that cause from a list, or stated it in so many words."""
    said = message.said
    if issue != OWN_CAUSE:
        return False
    if message.choice and (said.is_empty or said.is_payload or said.place is not None):
        return True
    return said.names_own_cause and (bool(message.choice) or message.meant is Meant.STATED)


def answered(draft: Draft, message: Message) -> str | None:
    """Which of the two is meant by words that answer the question; None where they do not. Who does not know is not
    held to it."""
    said = message.said
    if draft.issue != OWN_CAUSE or said.has_question:
        return None
    if said.names_own_cause or said.is_own_thing:
        return OWN_CAUSE
    denies = message.intent == OWN_CAUSE and message.meant is Meant.NEGATED
    fails = message.intent in EITHER and message.confidence >= NAMES_A_PROBLEM
    return EITHER[0] if denies or fails or said.does_not_know or said.describes_a_lack else None


def chosen(before: Draft, opened: Draft) -> Draft:
    """`opened`, the draft with the problem that was chosen; `before`, the one in which it was asked. A service that
    does not work is down or never worked, which the records tell first."""
    asked = before.asked == "narrow"
    if asked and before.issue == OWN_CAUSE and opened.issue in EITHER:
        return replace(opened, issue=EITHER[0], either=EITHER[1], narrowed=False)
    return replace(opened, narrowed=asked or opened.narrowed)

"""What a message does besides its main thing: another problem is kept for later, a question is answered as well."""

from collections.abc import Iterator
from dataclasses import replace

from amends.assistant.gathering import kept_for_later
from amends.assistant.interpreter import Interpretation
from amends.messages.say import Say
from amends.reading.issues import is_apart, issue_of
from amends.reading.message import Message
from amends.reading.thresholds import EXPLAINS_WORDS

_ANSWERED = ("ask_policy", "ask_refund_timing", "ask_evidence", "ask_contact")
"""Questions that have an answer whatever the claim comes to."""
_WHEN = frozenset({"ask_case_status", "ask_order_status", "ask_refund_timing"})
"""How it stands and when it comes: one question, however many of them the model sees in it."""


def kept(heard: Interpretation, message: Message, explanation: str | None) -> Interpretation:
    """`heard`, with each other problem that the message names kept for when this one is done. `explanation` is what it
    tells of all of them."""
    draft, says = heard.draft, heard.says
    if draft.issue is None or draft.settled or heard.interrupted or heard.aside or message.asks_or_agrees:
        return heard
    if message.hands_over and len(message.story.words) < EXPLAINS_WORDS:  # «I ordered with kari@example.com»
        return heard
    for act in message.besides:
        issue = issue_of(act)
        if issue is not None and is_apart(draft.issue, issue) and not draft.has_for_later(issue):
            draft = kept_for_later(draft, issue, message, explanation)
            says = (*says, Say("utter_kept_for_later", {"problem": issue}))
    return replace(heard, draft=draft, says=says)


def questions(message: Message) -> Iterator[Message]:
    """Each question that stands beside `message`'s main thing, as a message of its own."""
    for act in message.besides:
        if act in _ANSWERED and not {act, message.intent} <= _WHEN:
            yield replace(message, intent=act, besides=())

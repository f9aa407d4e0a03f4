"""Another problem beside the claim under way: noted where the message surely tells of one, and of nothing else."""

from amends.assistant.draft import Draft
from amends.reading.issues import is_apart, issue_of
from amends.reading.message import Message
from amends.reading.thresholds import ANOTHER_PROBLEM

_PUT = frozenset({"confirmation", "withdrawal", "accepts"})
"""Questions that follow when all of the problem is known."""


def to_note(draft: Draft, message: Message) -> str | None:
    """The problem to note beside the claim's own; None where the message tells of none, or it is noted already."""
    other = _named(message)
    if other is None or draft.issue is None or draft.has_for_later(other) or message.asks_or_agrees:
        return None
    is_asked = draft.asked in _PUT and message.said.ends_in_question
    return other if is_apart(draft.issue, other) and not is_asked else None


def is_kept(draft: Draft, message: Message) -> bool:
    """Whether the message tells once more of a problem that is kept for later."""
    other = _named(message)
    return other is not None and draft.has_for_later(other) and not message.asks_or_agrees


def says_again(draft: Draft, message: Message) -> bool:
    """Whether the message tells once more of the claim's own problem, where all of it is known."""
    other = _named(message)
    if other in {None, "dissatisfaction"} or draft.issue is None or draft.asked not in _PUT or message.asks_or_agrees:
        return False
    return not is_apart(draft.issue, other or "")


def _named(message: Message) -> str | None:
    return issue_of(message.intent) if message.confidence >= ANOTHER_PROBLEM else None

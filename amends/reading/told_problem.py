"""Whether words tell what happened: a problem that is stated is its own explanation, and is not asked for again."""

from amends.facts.products import find_products
from amends.reading.acts import Meant
from amends.reading.heard import Heard
from amends.reading.issues import COMMANDS, QUESTIONS, SIBLINGS, SMALL_TALK, is_apart, issue_of
from amends.reading.plain_language import words
from amends.reading.said import Said
from amends.reading.thresholds import (
    ANOTHER_PROBLEM,
    EXPLAINS_LETTERS,
    EXPLAINS_WORDS,
    LONG_STORY_WORDS,
    NAMES_A_PROBLEM,
    STATES_WORDS,
    STORY_WORDS,
    SURE,
)

_ELSEWHERE = QUESTIONS | SMALL_TALK | COMMANDS | {"out_of_scope", "appeal", "give_email", "give_order_number"}
"""What a text is surely about that tells nothing of what happened."""
_WISHES = frozenset({"cancel", "withdraw"})
"""Issues that a short text asks for without a word of why."""


def states(issue: str, heard: Heard, product: str | None) -> bool:
    """Whether `heard` states the problem `issue` and not only a wish: in words of its own, and not by a button or the
    name of what was ordered."""
    story = heard.story
    if not heard.choice and _only_wants(issue, heard):
        return True
    if heard.choice or says_nothing(story, product):
        return False
    return len(story.words) >= EXPLAINS_WORDS or (issue not in _WISHES and len(story.text) >= EXPLAINS_LETTERS)


def explains(issue: str | None, heard: Heard, said: Said, product: str | None) -> bool:
    """Whether `said`, the words of `heard` when an explanation of the problem `issue` was asked for, tells what
    happened: that problem, a story, or words that the model finds nothing else in. A question or a short text about
    something else does not."""
    if issue == "cancel" and (_only_wants("cancel", heard) or said.gives_no_reason):
        return True
    if len(said.text) < EXPLAINS_LETTERS or heard.intent in {"affirm", "deny"} or says_nothing(said, product):
        return False
    named = issue_of(heard.intent)
    if heard.confidence >= NAMES_A_PROBLEM and named and issue in SIBLINGS.get(named, (named,)):
        return True
    length = len(words(said.told))
    if len(said.told) < EXPLAINS_LETTERS or (said.told != said.text and length < 3):
        return False
    if said.leading_answer is not None and length < STORY_WORDS:
        return False
    if named and issue and not is_apart(issue, named):
        return True
    if named:
        return heard.confidence < ANOTHER_PROBLEM or length >= STORY_WORDS
    return heard.intent not in _ELSEWHERE or heard.confidence < SURE or length >= LONG_STORY_WORDS


def _only_wants(issue: str, heard: Heard) -> bool:
    """Whether the message asks to cancel in words of its own: no policy wants a reason for that, so in few words as in
    many the wish is all there is to explain."""
    wants = heard.intent == "cancel_order" and heard.confidence >= SURE and heard.meant is Meant.STATED
    return issue == "cancel" and wants and not heard.said.has_question


def asks_or_agrees(heard: Heard) -> bool:
    """Whether the message is nothing but a question, or a consent: whatever the model sees in it, it tells
    of no further problem."""
    said = heard.said
    if heard.choice or said.is_payload:
        return False
    return (said.leading_answer is True and said.is_short) or not said.told


def says_nothing(said: Said, product: str | None) -> bool:
    """Whether `said` is a button's payload, a single word, or no more than the name of what was ordered."""
    if said.is_payload or len(said.words) < STATES_WORDS:
        return True
    named = len(said.words) <= len(words(product)) if product else False
    return bool(product and named and find_products(said.text, (product,)))

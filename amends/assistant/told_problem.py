"""Whether words tell what happened: a problem that is stated is its own explanation, and is not asked for again."""

from amends.assistant import plain_language
from amends.assistant.draft import Draft
from amends.assistant.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SIBLINGS, SMALL_TALK, is_apart
from amends.assistant.message import Message
from amends.assistant.thresholds import (
    ANOTHER_PROBLEM,
    EXPLAINS_LETTERS,
    EXPLAINS_WORDS,
    LONG_STORY_WORDS,
    NAMES_A_PROBLEM,
    STATES_WORDS,
    STORY_WORDS,
    SURE,
)
from amends.facts.products import find_products

_ELSEWHERE = QUESTIONS | SMALL_TALK | COMMANDS | {"out_of_scope", "appeal", "give_email", "give_order_number"}
"""What a text is surely about that tells nothing of what happened."""
_WISHES = frozenset({"cancel", "withdraw"})
"""Issues that a short text asks for without a word of why."""


def states(issue: str, message: Message, text: str, product: str | None) -> bool:
    """Whether `message`, whose words are `text` without number and address, states the problem `issue` and not only a
    wish: in words of its own, and not by a button or the name of what was ordered."""
    said = len(plain_language.words(text))
    if message.choice or says_nothing(text, product):
        return False
    return said >= EXPLAINS_WORDS or (issue not in _WISHES and len(text) >= EXPLAINS_LETTERS)


def explains(draft: Draft, message: Message, text: str, product: str | None) -> bool:
    """Whether `text`, said when an explanation was asked for, tells what happened: the claim's own problem, a story, or
    words that the model finds nothing else in. A question or a short text about something else does not."""
    if len(text) < EXPLAINS_LETTERS or message.intent in {"affirm", "deny"} or says_nothing(text, product):
        return False
    issue = ISSUE_OF_INTENT.get(message.intent)
    if message.confidence >= NAMES_A_PROBLEM and issue and draft.issue in SIBLINGS.get(issue, (issue,)):
        return True
    told = plain_language.told(text)
    length = len(plain_language.words(told))
    if len(told) < EXPLAINS_LETTERS or (told != text and length < 3):
        return False
    if plain_language.leading_answer(text) is not None and length < STORY_WORDS:
        return False
    if issue and draft.issue and not is_apart(draft.issue, issue):
        return True
    if issue:
        return message.confidence < ANOTHER_PROBLEM or length >= STORY_WORDS
    return message.intent not in _ELSEWHERE or message.confidence < SURE or length >= LONG_STORY_WORDS


def asks_or_agrees(message: Message) -> bool:
    """Whether the message is nothing but a question, or a consent: whatever the model sees in it, it tells
    of no further problem."""
    if message.choice or message.text.startswith("/"):
        return False
    agrees = plain_language.leading_answer(message.text) is True
    return (agrees and len(plain_language.words(message.text)) < STORY_WORDS) or not plain_language.told(message.text)


def says_nothing(text: str, product: str | None) -> bool:
    """Whether `text` is a button's payload, a single word, or no more than the name of what was ordered."""
    said = plain_language.words(text)
    if text.startswith("/") or len(said) < STATES_WORDS:
        return True
    named = len(said) <= len(plain_language.words(product)) if product else False
    return bool(product and named and find_products(text, (product,)))

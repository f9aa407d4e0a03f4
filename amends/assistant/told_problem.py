"""Whether words tell what happened: a problem that is stated is its own explanation, and is not asked for again."""

import re

from amends.assistant.draft import Draft
from amends.facts.products import find_products
from amends.reading import plain_language
from amends.reading.acts import Meant
from amends.reading.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SIBLINGS, SMALL_TALK, is_apart
from amends.reading.message import Message
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
_NO_REASON = re.compile(
    r"(?:(?:no|nee|nei|there is|theres|i have|for|er is|det er) ){0,2}"
    r"(?:no(?: particular| special| real)? reasons?|none|nothing (?:special|happened|in particular)"
    r"|just because|because i want(?: to)?"
    r"|i just want (?:to|it)|i (?:just )?dont want it(?: any ?more)?|i (?:just )?dont need it(?: any ?more)?"
    r"|geen(?: speciale| bepaalde| bijzondere)? reden|zomaar|gewoon zomaar|daarom|gewoon"
    r"|niets(?: bijzonders)?|er is niets gebeurd"
    r"|ik wil het gewoon|ik heb het niet meer nodig|niet meer nodig"
    r"|ingen(?: spesiell| særlig)? (?:grunn|årsak)"
    r"|bare fordi|ingenting(?: spesielt)?|det skjedde ingenting|fordi jeg vil"
    r"|jeg vil bare(?: det)?|trenger den ikke(?: lenger)?|ikke bruk for den(?: lenger)?)"
)


def states(issue: str, message: Message, text: str, product: str | None) -> bool:
    """Whether `message`, whose words are `text` without number and address, states the problem `issue` and not only a
    wish: in words of its own, and not by a button or the name of what was ordered."""
    said = len(plain_language.words(text))
    if not message.choice and _only_wants(issue, message):
        return True
    if message.choice or says_nothing(text, product):
        return False
    return said >= EXPLAINS_WORDS or (issue not in _WISHES and len(text) >= EXPLAINS_LETTERS)


def explains(draft: Draft, message: Message, text: str, product: str | None) -> bool:
    """Whether `text`, said when an explanation was asked for, tells what happened: the claim's own problem, a story, or
    words that the model finds nothing else in. A question or a short text about something else does not."""
    if draft.issue == "cancel" and (_only_wants("cancel", message) or gives_no_reason(text)):
        return True
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


def gives_no_reason(text: str) -> bool:
    """Whether `text`, said when it is asked why, says that there is no reason to tell."""
    return _NO_REASON.fullmatch(" ".join(plain_language.words(text))) is not None


def _only_wants(issue: str, message: Message) -> bool:
    """Whether the message asks to cancel in words of its own: no policy wants a reason for that, so in few words as in
    many the wish is all there is to explain."""
    wants = message.intent == "cancel_order" and message.confidence >= SURE and message.meant is Meant.STATED
    return issue == "cancel" and wants and "?" not in message.text


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

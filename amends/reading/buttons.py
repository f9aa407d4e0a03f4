"""The button that a customer means who types instead of tapping it. A choice can move money, so anything more than its
own words, and what changes nothing of them, is not plain."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from amends.money import Money
from amends.reading import yes_no
from amends.reading.heard import Heard
from amends.reading.own_amount import with_own_amount
from amends.reading.own_choice import named_options
from amends.reading.plain_language import folded, leading_answer, takes_back, words
from amends.reading.said import Said
from amends.reading.thresholds import ANSWER_WORDS, SURE

_LIMITS = frozenset({"but", "not", "dont", "maar", "niet", "geen", "men", "ikke", "aber", "nicht", "kein", "inte"})
_COURTESIES = frozenset({
    "actually", "i", "id", "would", "like", "rather", "want", "to", "have", "a", "an", "the", "my", "please", "thanks",
    "thank", "you", "then", "just", "ik", "wil", "graag", "liever", "de", "het", "een", "mijn", "dan", "maar",
    "alstublieft", "jeg", "vil", "gjerne", "heller", "ha", "en", "et", "takk",
})  # fmt: skip
"""What is said around a choice and changes nothing of it."""
_OPTION = '/choose{"accepts":'
"""How what picks an option begins: a bare yes or no picks none, whatever its title begins with."""
_A_NO = ':no"}'

Buttons = Sequence[tuple[str, str]]
"""Title and payload of each."""


@dataclass(frozen=True)
class Proposed:
    """What waits for a yes: `acts` as `yes_no_phrases.ACTS` names them, and the amounts of it. `may_be_left`: whoever
    takes leave wants nothing of it. `money`: it pays back, and not by something else."""

    acts: Collection[str]
    amounts: Collection[Money]
    money: bool
    may_be_left: bool


def typed_choice(said: Said, buttons: Buttons) -> dict[str, str]:
    """What a customer means who types a button's words instead of tapping it; empty where that is not plain."""
    own = _words(said.text)
    if not own:
        return {}
    exact = [behind for title, behind in buttons if _words(title) == own]
    found = exact or [behind for title, behind in buttons if _says(own, title, behind)] or _meant(said.text, buttons)
    found = found or named_options(said.text, buttons)
    if said.has_question or len(found) != 1 or not found[0].startswith("/choose{"):
        return {}
    return choice_of(found[0])


def typed_answer(heard: Heard, proposed: Proposed, buttons: Buttons) -> dict[str, str]:
    """The button of a yes or a no that the customer says in words of their own; empty where that is not plain."""
    said = heard.said
    plain = _words(said.text) and not said.has_question
    exact = [behind for title, behind in buttons if words(title) == heard.typed.words] if plain else []
    means = yes_no.answer(with_own_amount(said.text, proposed.amounts), proposed.acts)
    if means is None and (said.declines or _lets_it_be(heard, proposed)):
        means = False
    meant = [behind for _, behind in buttons if means is not None and f'"{"yes" if means else "no"}:' in behind]
    found = exact or meant
    return choice_of(found[0]) if len(found) == 1 else {}


def _lets_it_be(heard: Heard, proposed: Proposed) -> bool:
    """Whether a message that is no plain answer wants nothing of what is proposed. Nothing comes of a no, so
    the model's word counts for one; who takes leave does not take a withdrawal back."""
    said = heard.said
    if said.begins_with_yes or said.hesitates or said.has_question:
        return False
    if said.leaves:
        return proposed.may_be_left
    if proposed.may_be_left and not proposed.money and said.rather_has_money:
        return True
    if said.haggles and said.leading_answer is not False:
        return False
    few = len(_words(said.text)) <= ANSWER_WORDS
    return few and heard.intent == "deny" and heard.confidence >= SURE


def the_only_one(buttons: Buttons) -> dict[str, str]:
    """What the one button that is shown stands for; empty where it stands for no choice."""
    [(_, behind)] = buttons
    return choice_of(behind) if behind.startswith("/choose{") else {}


def choice_of(pressed: str) -> dict[str, str]:
    """What the payload of a button of ours stands for."""
    choice: dict[str, str] = json.loads(pressed.removeprefix("/choose"))
    return choice


def _meant(text: str, buttons: Sequence[tuple[str, str]]) -> list[str]:
    """The buttons that begin with the yes or no of a short `text`, or hold all that it says besides courtesies: a
    choice can move money, so anything more is not plain."""
    said = words(text)
    answer = leading_answer(text)
    limits = _LIMITS | yes_no.NEGATIONS if answer else _LIMITS
    if answer is not None and len(said) <= ANSWER_WORDS and not limits & set(said) and not text.rstrip().endswith("?"):
        answers = ((title, behind) for title, behind in buttons if not behind.startswith(_OPTION))
        alike = [behind for title, behind in answers if leading_answer(title) is answer]
        if alike:
            return alike
    rest = words(text.partition(",")[2]) if takes_back(text) else said
    telling = frozenset(rest) - _COURTESIES
    return [behind for title, behind in buttons if telling and _says(telling, title, behind)]


def _says(said: frozenset[str], title: str, behind: str) -> bool:
    """Whether all that is `said` stands on the button. What a title denies is none of what it gives: neither «no» nor
    «refund» asks for «a coupon, no refund». Nothing comes of a no, so any words of it may stand for it."""
    if behind.startswith(_OPTION) and all(word in _COURTESIES or leading_answer(word) is not None for word in said):
        return False
    if not behind.endswith(_A_NO) and yes_no.NEGATIONS & {*said, *words(title)}:
        named = takewhile(lambda word: word not in yes_no.NEGATIONS, words(title))
        return said <= frozenset(named)
    return said <= _words(title)


def _words(text: str) -> frozenset[str]:
    plain = folded(text)
    return frozenset("".join(c if c.isalnum() else " " for c in plain).split())

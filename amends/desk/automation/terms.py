"""The closed list of what a rule may ask, each with the values that it takes. Pure.

As in a policy, a term answers yes, no, or that it does not know (None); then neither it nor its opposite holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from amends.channels.kinds import ChannelKind
from amends.claims.claim import ISSUES
from amends.desk.automation.facts import Facts
from amends.errors import CannotBeDone
from amends.labels import Labelled
from amends.languages import LANGUAGES
from amends.merchants.desk_targets import Priority

Holds = Callable[[Facts, tuple[str, ...]], bool | None]
LONGEST_VALUE, MOST_VALUES = 60, 20
_AMOUNT = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,2})?) ?([A-Z]{3})")


class Kind(Labelled):
    """What a term's values are."""

    CHOICE = "choice", "one or more of a list"
    TEXT = "text", "one or more words"
    AMOUNT = "amount", "an amount with its currency, such as 500 EUR"


@dataclass(frozen=True)
class Term:
    """`label` reads on after “if”. `choices`: the values that there are, by what staff type; a merchant's own (teams)
    come with each merchant."""

    name: str
    label: str
    kind: Kind
    holds: Holds
    choices: tuple[tuple[str, str], ...] = ()
    is_of_merchant: bool = False


@dataclass(frozen=True)
class Condition:
    """One thing that has to be so, or, with `negated`, not so. Any of the `values` will do."""

    term: str
    values: tuple[str, ...]
    negated: bool = False

    def holds(self, facts: Facts) -> bool | None:
        found = TERMS[self.term].holds(facts, self.values)
        return None if found is None else found is not self.negated


TERMS: dict[str, Term] = {}


def _term(
    name: str, label: str, kind: Kind, choices: tuple[tuple[str, str], ...] = (), *, of_merchant: bool = False
) -> Callable[[Holds], Holds]:
    def enter(holds: Holds) -> Holds:
        assert name not in TERMS
        TERMS[name] = Term(name, label, kind, holds, choices, of_merchant)
        return holds

    return enter


_YES_NO = (("yes", "yes"), ("no", "no"))


def _is(value: bool, values: tuple[str, ...]) -> bool:
    return ("yes" if value else "no") in values


@_term("issue", "it is about", Kind.CHOICE, tuple((each.replace("_", " "), each) for each in ISSUES))
def _issue(facts: Facts, values: tuple[str, ...]) -> bool:
    return facts.issue in values


@_term("channel", "the customer writes on", Kind.CHOICE, tuple((each.label, str(each)) for each in ChannelKind))
def _channel(facts: Facts, values: tuple[str, ...]) -> bool | None:
    return None if facts.channel is None else facts.channel in values


@_term("language", "its language is", Kind.CHOICE, tuple((each.name, code) for code, each in LANGUAGES.items()))
def _language(facts: Facts, values: tuple[str, ...]) -> bool:
    return facts.language in values


@_term("priority", "its priority is", Kind.CHOICE, tuple((str(each), str(each)) for each in Priority))
def _priority(facts: Facts, values: tuple[str, ...]) -> bool:
    return facts.priority in values


@_term("label", "it bears the label", Kind.TEXT)
def _label(facts: Facts, values: tuple[str, ...]) -> bool:
    return any(value.casefold() in facts.labels for value in values)


@_term("team", "it is the case of the team", Kind.CHOICE, of_merchant=True)
def _team(facts: Facts, values: tuple[str, ...]) -> bool:
    return facts.team in values


@_term("words", "the customer’s words have", Kind.TEXT)
def _words(facts: Facts, values: tuple[str, ...]) -> bool | None:
    if not facts.words.strip():
        return None
    said = facts.words.casefold()
    return any(re.search(rf"(?<!\w){re.escape(value.casefold())}(?!\w)", said) is not None for value in values)


@_term("total", "the order’s total is at least", Kind.AMOUNT)
def _total(facts: Facts, values: tuple[str, ...]) -> bool | None:
    wanted = [amount for value in values if (amount := amount_of(value)) is not None]
    if facts.total is None:
        return None
    found = [facts.total.amount >= amount for amount, currency in wanted if currency == facts.total.currency]
    return any(found) if found else None


@_term("assigned", "somebody has it", Kind.CHOICE, _YES_NO)
def _assigned(facts: Facts, values: tuple[str, ...]) -> bool:
    return _is(facts.is_assigned, values)


@_term("answered", "a person has answered already", Kind.CHOICE, _YES_NO)
def _answered(facts: Facts, values: tuple[str, ...]) -> bool:
    return _is(facts.is_answered, values)


@_term("open", "the desk is open", Kind.CHOICE, _YES_NO)
def _open(facts: Facts, values: tuple[str, ...]) -> bool:
    return _is(facts.is_open, values)


def amount_of(typed: str) -> tuple[Decimal, str] | None:
    """500 EUR and 499,90 NOK; None for what is no amount."""
    found = _AMOUNT.fullmatch(typed.strip())
    return None if found is None else (Decimal(found[1].replace(",", ".")), found[2])


def checked(name: str, typed: str, *, negated: bool, own: Mapping[str, Mapping[str, str]]) -> Condition:
    """A condition as it is kept, from values as they were typed, with commas between. CannotBeDone says what is wrong.
    `own`: a merchant's own choices by term, values by what staff type."""
    term = TERMS.get(name)
    if term is None:
        raise CannotBeDone("Choose what each condition asks.")
    values = [" ".join(each.split()) for each in typed.split(",")] if term.kind is not Kind.AMOUNT else [typed.strip()]
    values = [each for each in values if each]
    if not values:
        raise CannotBeDone(f"“If {term.label}”: write what.")
    if len(values) > MOST_VALUES or any(len(each) > LONGEST_VALUE for each in values):
        raise CannotBeDone(f"A condition has {MOST_VALUES} values at most, each of {LONGEST_VALUE} characters.")
    if term.kind is Kind.AMOUNT and any(amount_of(each) is None for each in values):
        raise CannotBeDone(f"“If {term.label}”: write an amount with its currency, such as 500 EUR.")
    if term.kind is Kind.CHOICE:
        known = {word.casefold(): value for word, value in (*term.choices, *own.get(name, {}).items())}
        known |= {value.casefold(): value for value in list(known.values())}
        if lost := [each for each in values if each.casefold() not in known]:
            words = sorted({word for word, _ in (*term.choices, *own.get(name, {}).items())})
            raise CannotBeDone(f"“If {term.label}”: there is no {lost[0]}. Use: {', '.join(words) or 'none yet'}.")
        values = [known[each.casefold()] for each in values]
    return Condition(name, tuple(dict.fromkeys(values)), negated)

"""Reads conditions: words of the vocabulary with what they must answer, and how they are put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial

from amends.policy import customer_terms, figures, incident_terms, moments, order_terms, withdrawal_terms  # noqa: F401 (importing them enters their words)
from amends.policy.comparisons import ORDERED, Choice, Comparison, Told
from amends.policy.document import Place, each
from amends.policy.items import OfItems
from amends.policy.logic import AllOf, AnyOf, Known, Named, Not, Test
from amends.policy.policy import Settings
from amends.policy.quantities import ITEM_QUANTITIES, QUANTITIES, Kind, Quantity
from amends.policy.records import RECORDS
from amends.policy.terms import ISSUE, TERMS, YES_OR_NO, Condition, Term

JOINING = ("not", "any_of", "all_of", "known", "any_item", "every_item")
"""The keys that put conditions together. No other word may have their names."""


@dataclass(frozen=True)
class Scope:
    """The words that conditions may use in one file: ours, the merchant's attributes, and what the file defines."""

    settings: Settings
    attributes: Mapping[str, Quantity] = field(default_factory=dict)
    amounts: Mapping[str, Quantity] = field(default_factory=dict)
    named: Mapping[str, Test] = field(default_factory=dict)
    issues: tuple[str, ...] = ()
    """The merchant's own kinds of problem."""
    languages: tuple[str, ...] = ()
    """The merchant's, in which what stands on a button is given."""
    in_item: bool = False

    @property
    def quantities(self) -> dict[str, Quantity]:
        """Those that may be named here: a line's own only inside of a line."""
        ours = QUANTITIES | ITEM_QUANTITIES | {**self.attributes} | {**self.amounts}
        return {name: each for name, each in ours.items() if self.in_item or not each.of_item}

    @property
    def words(self) -> list[str]:
        return sorted({*TERMS, *self.quantities, *self.named, *JOINING})


def read_conditions(place: Place | None, scope: Scope) -> tuple[Test, ...]:
    """Every entry of a mapping; all must hold. Nothing is read where there is no place."""
    if place is None:
        return ()
    readers = {name: partial(_condition, name, answers, scope) for name, answers in place.mapping().items()}
    return tuple(each(readers).values())


def read_named(place: Place, scope: Scope) -> dict[str, Test]:
    """The conditions that a file defines by name; each may use those before it."""
    named: dict[str, Test] = {}
    for name, definition in place.mapping().items():
        check_free(name, definition, replace(scope, named=named))
        named[name] = AllOf(read_conditions(definition, replace(scope, named=named)))
    return named


def check_free(name: str, place: Place, scope: Scope) -> None:
    """A word that a file defines is none of ours, and has the form of one."""
    if not name.isidentifier() or not name.islower():
        place.fail(f"`{name}` is not a name for it", "Use small letters, digits and _, for example late_return.")
    if name in scope.words or name in ITEM_QUANTITIES:
        place.fail(f"`{name}` is a word already", "Give it a name of its own.")


def _condition(name: str, answers: Place, scope: Scope) -> Test:
    if name in JOINING:
        return _JOINED[name](answers, scope)
    if name in TERMS:
        return _term(name, answers, scope)
    if name in scope.named:
        return Named(name, scope.named[name], answers.boolean())
    if name in scope.quantities:
        return _quantity(scope.quantities[name], answers)
    raise answers.fault(f"`{name}` is not a condition", f"Use one of: {', '.join(scope.words)}.")


def _term(name: str, answers: Place, scope: Scope) -> Condition:
    term = TERMS[name]
    _check_readable(answers, term, scope.settings)
    own = scope.issues if name == ISSUE else ()
    return Condition(term, frozenset(_answer(answer, term, own) for answer in answers.some()))


def _check_readable(place: Place, term: Term, settings: Settings) -> None:
    """Whoever adds a term adds a reader to each fact that it shows, and names a setting that there is; and whoever uses
    it has that setting."""
    if unread := [fact for fact in term.shows if fact not in RECORDS]:
        way_out = f"Add a reader to RECORDS in amends/policy/records.py, or show one of: {', '.join(RECORDS)}."
        place.fail(f"`{term.name}` shows `{'`, `'.join(unread)}`, which has no reader", way_out)
    known = [setting.name for setting in fields(Settings)]
    if term.needs is not None and term.needs not in known:
        way_out = f"Let the term need one of: {', '.join(known)}."
        place.fail(f"`{term.name}` needs `{term.needs}`, which is no setting", way_out)
    if term.needs is not None and getattr(settings, term.needs) is None:
        place.fail(f"`{term.name}` needs the setting `{term.needs}`", f"Add `{term.needs}:` under `settings:`.")


def _answer(place: Place, term: Term, own: tuple[str, ...]) -> bool | str:
    if term.answers == YES_OR_NO:
        return place.boolean()
    return place.choice([*map(str, term.answers), *own], f"answer to `{term.name}`")


def _quantity(quantity: Quantity, answers: Place) -> Test:
    if quantity.kind is Kind.YES_OR_NO:
        return Choice(quantity, (answers.boolean(),))
    if quantity.kind in {Kind.TEXT, Kind.ONE_OF}:
        return _choice(quantity, answers)
    if not answers.is_mapping or (quantity.kind is Kind.MONEY and _is_money(answers)):
        return Comparison(quantity, (figures.is_bound(answers, quantity),))
    counts = quantity.kind is Kind.COUNT
    entries = answers.mapping((*figures.operators(quantity.kind), *((figures.WITHIN,) if counts else ())))
    within = entries.pop(figures.WITHIN) if counts and figures.WITHIN in entries else None
    if not entries:
        answers.fail(f"`{quantity.name}` is compared with nothing", f"Write one of: {', '.join(ORDERED)}.")
    counted = None if within is None else figures.length(within)
    return Comparison(quantity, figures.bounds(entries, quantity), counted)


def _choice(quantity: Quantity, answers: Place) -> Choice:
    """`gift_card`, `[gift_card, voucher]`, `{is: gift_card}` or `{one_of: [...]}`."""
    if answers.is_mapping:
        entries = answers.mapping(("is", "one_of"))
        if len(entries) != 1:
            answers.fail(f"`{quantity.name}` is compared with nothing", "Write `is:` or `one_of:`.")
        (answers,) = entries.values()
    if quantity.kind is Kind.TEXT:
        return Choice(quantity, tuple(answer.text() for answer in answers.some()))
    what = f"answer to `{quantity.name}`"
    return Choice(quantity, tuple(answer.choice(quantity.choices, what) for answer in answers.some()))


def _is_money(place: Place) -> bool:
    """A sum by currency, and not operators."""
    return all(key.isupper() for key in place.mapping())


def _known(place: Place, scope: Scope) -> Test:
    """`known: delivery`, `known: [delivery, event]`, or of a condition that has more to it: `known: {...}`."""
    if place.is_mapping:
        tests = _some(place, scope)
    else:
        tests = tuple(_asked(name, scope) for name in place.one_or_many())
        if not tests:
            place.fail("there is no condition here", "Name one at least.")
    return _alone(tuple(Known(test) for test in tests))


def _asked(place: Place, scope: Scope) -> Test:
    name = place.text()
    if name in TERMS:
        _check_readable(place, TERMS[name], scope.settings)
        return Condition(TERMS[name], frozenset(TERMS[name].answers))
    if name in scope.named:
        return scope.named[name]
    if name in scope.quantities:
        return Told(scope.quantities[name])
    raise place.fault(f"`{name}` is not a condition", f"Use one of: {', '.join(scope.words)}.")


def _several(place: Place, scope: Scope) -> tuple[Test, ...]:
    """A list of conditions, each a mapping whose entries must all hold."""
    listed = place.sequence()
    if not listed:
        place.fail("a list of conditions is expected here", "Write `- {...}` for each.")
    readers = {number: partial(_some, item, scope) for number, item in enumerate(listed)}
    return tuple(_alone(tests) for tests in each(readers).values())


def _items(place: Place, scope: Scope, *, every: bool) -> Test:
    if scope.in_item:
        place.fail("a line has no lines of its own", "Put the two side by side, or in a condition with a name.")
    return OfItems(AllOf(_some(place, replace(scope, in_item=True))), every)


def _some(place: Place, scope: Scope) -> tuple[Test, ...]:
    tests = read_conditions(place, scope)
    if not tests:
        place.fail("there is no condition here", "Name one at least.")
    return tests


def _alone(tests: tuple[Test, ...]) -> Test:
    return tests[0] if len(tests) == 1 else AllOf(tests)


_JOINED: Mapping[str, Callable[[Place, Scope], Test]] = {
    "not": lambda place, scope: Not(_some(place, scope)),
    "any_of": lambda place, scope: AnyOf(_several(place, scope)),
    "all_of": lambda place, scope: AllOf(_several(place, scope)),
    "known": _known,
    "any_item": partial(_items, every=False),
    "every_item": partial(_items, every=True),
}

"""Which row decides, and which rows what the records do not tell leaves open: unknown is never a no.

A row before the deciding one that some unknown fact may still turn leaves the case to a person, unless both would end
it alike, or the deciding row says itself that it is for what is not known. A denial needs more: it must stand whatever
becomes known, so that no row with `known` can be used to deny somebody because of a gap in the records.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amends.policy.decision import Outcome
from amends.policy.facts import Facts
from amends.policy.logic import AllOf, Known, Not, Test, Truth, both
from amends.policy.policy import AS_CANCEL, STATUTE, Row
from amends.policy.terms import Condition

NEVER_OPEN = frozenset({Outcome.REVIEW, Outcome.NEED_INFORMATION})
"""Nobody loses by these: a person looks, or the customer answers and it is decided again."""
_ALIKE = frozenset({Outcome.DENY, Outcome.REVIEW, AS_CANCEL, STATUTE})


@dataclass(frozen=True)
class Found:
    """The first row that holds, and those that what is unknown might make hold in its place (or itself, not hold)."""

    row: Row
    open: tuple[Row, ...] = ()


def find(rows: Sequence[Row], facts: Facts) -> Found:
    """The loader holds every list of rows to end in one without conditions."""
    passed: list[Row] = []
    for place, row in enumerate(rows):
        truth = _truth(row, facts)
        if truth is None:
            passed.append(row)
        if truth is not True:
            continue
        if row.outcome in NEVER_OPEN:
            return Found(row)
        if row.outcome == Outcome.DENY:
            return Found(row, tuple(_undenied(row, rows[:place], facts)))
        told = _said_unknown(row)
        return Found(row, tuple(e for e in passed if not ends_alike(e, row) and not told.issuperset(unknown(e, facts))))
    raise LookupError("no row holds")


def ends_alike(one: Row, other: Row) -> bool:
    """Whether it makes no difference to the customer which of the two decides."""
    if one.outcome in _ALIKE and one.outcome == other.outcome:
        return True
    return _effect(one) == _effect(other)


def unknown(row: Row, facts: Facts) -> tuple[str, ...]:
    """What the records do not tell and the row asks."""
    return tuple(dict.fromkeys(name for test in row.when for name in test.unknown(facts)))


def _undenied(row: Row, before: Iterable[Row], facts: Facts) -> Iterable[Row]:
    """The rows that might decide otherwise than the denial once everything is known; the denial itself, where it rests
    on something being unknown."""
    for each in before:
        if not ends_alike(each, row) and _completed(each, facts) is None:
            yield each
    if row.is_joined and _completed(row, facts) is None:
        yield row


def _truth(row: Row, facts: Facts) -> Truth:
    open_ = False
    for test in row.when:
        truth = test.in_row(facts)
        if truth is None:
            open_ = True
        elif not truth:
            return False
    return None if open_ else True


def _completed(row: Row, facts: Facts) -> Truth:
    """A plain word that stands in the row by itself keeps its reading (decision 0014); inside of anything else it does
    not, for `not` would turn it."""
    return both(test.in_row(facts) if isinstance(test, Condition) else test.completed(facts) for test in row.when)


def _said_unknown(row: Row) -> frozenset[str]:
    """The names of which the row says that it is for when they are not known."""
    return frozenset().union(*(test.names for test in row.when if isinstance(test, Not) and _asks_known(test)))


def _asks_known(test: Test) -> bool:
    if isinstance(test, AllOf | Not):
        return all(_asks_known(each) for each in test.tests)
    return isinstance(test, Known)


def _effect(row: Row) -> tuple[object, ...]:
    return (
        row.outcome, row.remedy, row.where_all, row.where_nothing, row.amount, row.cancels, row.options, row.missing,
        row.missing_from, row.due, row.detail, tuple((name, _effect(each)) for name, each in row.choices.items()),
    )  # fmt: skip

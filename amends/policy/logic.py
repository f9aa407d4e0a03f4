"""Conditions put together, in three values: true, false, and None where the records do not tell (Kleene's logic).

What is unknown is never taken for a no: `not` of an unknown is unknown, and so is every sum of conditions that the
unknown could still turn. A test that holds, or fails, does so whatever the unknown turns out to be.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from amends.policy.facts import Facts

Truth = bool | None


class Test(ABC):
    """One condition of a row, plain or put together of others. Pure."""

    __test__ = False  # no case of pytest

    @abstractmethod
    def truth(self, facts: Facts) -> Truth:
        """Whether it holds; None where the records do not tell."""

    @abstractmethod
    def unknown(self, facts: Facts) -> tuple[str, ...]:
        """The names that the records do not tell and that leave it open."""

    @abstractmethod
    def told(self, facts: Facts) -> dict[str, Any]:
        """What it rests on, by name, for a decision's reasons."""

    @abstractmethod
    def written(self) -> str:
        """As the policy's file has it, in one line."""

    @property
    @abstractmethod
    def names(self) -> frozenset[str]:
        """The words of the vocabulary that it asks."""

    @property
    @abstractmethod
    def may_be_unknown(self) -> frozenset[str]:
        """Those of them to which some record may have no answer."""

    def holds(self, facts: Facts) -> bool:
        return self.truth(facts) is True

    def in_row(self, facts: Facts) -> Truth:
        """Its truth where it stands by itself in a row."""
        return self.truth(facts)

    def completed(self, facts: Facts) -> Truth:
        """Its truth if all that is unknown were told: None where that depends on what would be told. No reading of
        what nobody said counts here: it might be said yet."""
        return self.truth(facts)


def both(truths: Iterable[Truth]) -> Truth:
    """Kleene's "and": false as soon as one is, else unknown as soon as one is. Of none: true."""
    open_ = False
    for truth in truths:
        if truth is False:
            return False
        open_ = open_ or truth is None
    return None if open_ else True


def either(truths: Iterable[Truth]) -> Truth:
    """Kleene's "or": true as soon as one is, else unknown as soon as one is. Of none: false."""
    return opposite(both(opposite(truth) for truth in truths))


def opposite(truth: Truth) -> Truth:
    """Kleene's "not"."""
    return None if truth is None else not truth


@dataclass(frozen=True)
class _Joined(Test):
    """Several tests together; what they tell is what each of them does."""

    tests: tuple[Test, ...]

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        if self.truth(facts) is not None:
            return ()
        return tuple(dict.fromkeys(name for test in self.tests for name in test.unknown(facts)))

    def told(self, facts: Facts) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for test in self.tests:
            found |= test.told(facts)
        return found

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(test.names for test in self.tests))

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return frozenset().union(*(test.may_be_unknown for test in self.tests))


class AllOf(_Joined):
    """Holds where each does."""

    def truth(self, facts: Facts) -> Truth:
        return both(test.truth(facts) for test in self.tests)

    def completed(self, facts: Facts) -> Truth:
        return both(test.completed(facts) for test in self.tests)

    def written(self) -> str:
        return _bracketed(self.tests, " and ")


class AnyOf(_Joined):
    """Holds where one does."""

    def truth(self, facts: Facts) -> Truth:
        return either(test.truth(facts) for test in self.tests)

    def completed(self, facts: Facts) -> Truth:
        return either(test.completed(facts) for test in self.tests)

    def written(self) -> str:
        return _bracketed(self.tests, " or ")


class Not(_Joined):
    """Holds where not all do."""

    def truth(self, facts: Facts) -> Truth:
        return opposite(both(test.truth(facts) for test in self.tests))

    def completed(self, facts: Facts) -> Truth:
        return opposite(both(test.completed(facts) for test in self.tests))

    def written(self) -> str:
        return f"not {_bracketed(self.tests, ' and ')}"


@dataclass(frozen=True)
class Known(Test):
    """Holds where the records tell what `of` asks. Always answered."""

    of: Test

    def truth(self, facts: Facts) -> Truth:
        return self.of.truth(facts) is not None

    def completed(self, facts: Facts) -> Truth:
        return True if self.truth(facts) else None

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return self.of.unknown(facts)

    def told(self, facts: Facts) -> dict[str, Any]:
        return self.of.told(facts)

    def written(self) -> str:
        return f"{' and '.join(sorted(self.of.names))} known"

    @property
    def names(self) -> frozenset[str]:
        return self.of.names

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class Named(Test):
    """A condition that the policy defines once, or the opposite of it where `wanted` is False."""

    name: str
    test: Test
    wanted: bool

    def truth(self, facts: Facts) -> Truth:
        truth = self.test.truth(facts)
        return truth if self.wanted else opposite(truth)

    def completed(self, facts: Facts) -> Truth:
        truth = self.test.completed(facts)
        return truth if self.wanted else opposite(truth)

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return self.test.unknown(facts)

    def told(self, facts: Facts) -> dict[str, Any]:
        return {self.name: self.test.truth(facts)} | self.test.told(facts)

    def written(self) -> str:
        return self.name if self.wanted else f"not {self.name}"

    @property
    def names(self) -> frozenset[str]:
        return self.test.names

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return self.test.may_be_unknown


def hold(tests: Sequence[Test], facts: Facts) -> bool:
    """All of them; an empty list always holds."""
    return all(test.holds(facts) for test in tests)


def _bracketed(tests: Sequence[Test], word: str) -> str:
    written = word.join(test.written() for test in tests)
    return written if len(tests) == 1 else f"({written})"

"""Conditions on the lines of an order: one of them, or every one."""

from dataclasses import dataclass
from typing import Any

from amends.policy.facts import Facts
from amends.policy.logic import AllOf, Test, Truth, both, either


@dataclass(frozen=True)
class OfItems(Test):
    """Holds where `test` does for every line, or else for one at least. Not known where the lines are not."""

    test: AllOf
    every: bool

    def truth(self, facts: Facts) -> Truth:
        return self._joined([self.test.truth(each) for each in _lines(facts)])

    def completed(self, facts: Facts) -> Truth:
        return self._joined([self.test.completed(each) for each in _lines(facts)])

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        if self.truth(facts) is not None:
            return ()
        if facts.order.items is None:
            return ("item_count",)
        return tuple(dict.fromkeys(name for each in _lines(facts) for name in self.test.unknown(each)))

    def told(self, facts: Facts) -> dict[str, Any]:
        """The values of all lines, in their order; how many there are is said once."""
        found: dict[str, tuple[Any, ...]] = {}
        for each in _lines(facts):
            for name, value in self.test.told(each).items():
                found[name] = (*found.get(name, ()), value)
        return found | {"item_count": None if facts.order.items is None else len(facts.order.items)}

    def written(self) -> str:
        return f"{'every' if self.every else 'any'} item with {self.test.written()}"

    @property
    def names(self) -> frozenset[str]:
        return self.test.names | {"item_count"}

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return self.test.may_be_unknown | {"item_count"}

    def _joined(self, truths: list[Truth]) -> Truth:
        if not truths:  # the contract has no order whose lines are known to be none
            return None
        return both(truths) if self.every else either(truths)


def _lines(facts: Facts) -> list[Facts]:
    return [facts.at(item) for item in facts.order.items or ()]

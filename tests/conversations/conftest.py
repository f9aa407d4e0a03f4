"""The system is started once; conversations that disturb nobody run a few at a time."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from typing import Any

import pytest

from tests.conversations.carriers import Carrier, carried
from tests.conversations.playing import Play
from tests.conversations.scenario import Scenario
from tests.stack import Stack

AT_A_TIME = 3

Result = Callable[[Scenario], dict[str, Any]]


@pytest.fixture(scope="package")
def final(stack: Stack, request: pytest.FixtureRequest) -> Iterator[Result]:
    """Gives the final state of a conversation: of one that was begun already, or of one that needs the system alone."""
    chosen = [item.callspec.params["scenario"] for item in request.session.items if _is_played(item)]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        begun: dict[str, Future[dict[str, Any]]] = {
            scenario.name: pool.submit(Play(stack, scenario).run) for scenario in chosen if not scenario.alone
        }

        def result(scenario: Scenario) -> dict[str, Any]:
            if not scenario.alone:
                return begun[scenario.name].result()
            wait(begun.values())
            try:
                return Play(stack, scenario).run()
            finally:
                stack.backend(None)

        yield result


@pytest.fixture(scope="package")
def carrier_of(stack: Stack) -> Iterator[Callable[[str], Carrier]]:
    """Gives the merchant's channel of a kind: one for all customers who are played there."""
    known: dict[str, Carrier] = {}
    with ExitStack() as until_the_end:

        def carrier(kind: str) -> Carrier:
            if kind not in known:
                known[kind] = until_the_end.enter_context(carried(kind, stack))
            return known[kind]

        yield carrier


def _is_played(item: pytest.Item) -> bool:
    """Other tests have scenarios of other kinds."""
    return isinstance(getattr(getattr(item, "callspec", None), "params", {}).get("scenario"), Scenario)

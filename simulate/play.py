"""Plays many visits against one running system, a few at a time."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from simulate.scenario import Scenario
from simulate.visit import Player, Visit
from tests.stack import Stack

AT_A_TIME = 3


def play_all(
    stack: Stack,
    scenarios: Sequence[Scenario],
    seeds: Iterable[int],
    say: Callable[[Visit], None] = lambda _visit: None,
) -> list[Visit]:
    """Every scenario with every seed, a whole seed before the next; `say` gets each visit as it ends.

    What one visit raises ends all, as an interruption does: those under way are ended, and no other is begun.
    """
    player = Player(stack)
    planned = [(scenario, seed) for seed in seeds for scenario in scenarios]

    def one(index: int) -> Visit:
        visit = player.play(*planned[index], index)
        say(visit)
        return visit

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        try:
            return list(pool.map(one, range(len(planned))))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise

"""Loads of this system alone, each an option of the run: growth, a crowd, idle streams, a burst of new chats."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, count

import httpx

from benchmarks.beside.archive import fill
from benchmarks.beside.measured import resident
from benchmarks.beside.ours import Amends
from benchmarks.chat import talks
from benchmarks.chat.client import TimedCustomer
from benchmarks.chat.figures import milliseconds

Tell = Callable[[str], None]
SEED = 7
THINKS_S = (5.0, 10.0)
"""Between two messages of a customer."""

_ours = count(10_000)
"""Customers of these loads: the side by side has those before."""


def growth(system: Amends, orders: list[int], tell: Tell) -> None:
    """A turn where the shop has so many orders, and the desk as many cases that are closed."""
    system.talk(next(_ours))  # there is a case to make copies of
    there = 0
    for wanted in sorted(orders):
        fill(system.stack, there, wanted)
        there = wanted
        taken = _ten_talks(system)
        tell(f"| {wanted:,} orders and cases | {milliseconds(taken)} |")


def crowd(system: Amends, customers: int, minutes: float, tell: Tell) -> None:
    """So many conversations at a time, each with time to think; one that ends is followed by another."""
    until = time.monotonic() + minutes * 60
    draw = random.Random(SEED)  # noqa: S311 - a benchmark's draw
    starts = [draw.uniform(0, THINKS_S[1]) for _ in range(customers)]

    def held(wait_s: float) -> list[float]:
        time.sleep(wait_s)
        taken: list[float] = []
        while time.monotonic() < until:
            taken += _thoughtful(system, draw, until)
        return taken

    started = time.perf_counter()
    with ThreadPoolExecutor(customers) as pool:
        taken = list(chain.from_iterable(pool.map(held, starts)))
    rate = len(taken) / (time.perf_counter() - started)
    tell(f"| {customers} conversations for {minutes:g} minutes, {rate:.1f} messages a second | {milliseconds(taken)} |")


def _thoughtful(system: Amends, draw: random.Random, until: float) -> list[float]:
    talk = system.new_talk(next(_ours))
    customer = TimedCustomer(system.url, "norrnet")
    try:
        taken = []
        for line in (talk.script.complaint, talk.number, talk.email):
            taken.append(customer.say(line).replied)
            time.sleep(max(0.0, min(draw.uniform(*THINKS_S), until - time.monotonic())))
        return taken
    finally:
        customer.close()


def streams(system: Amends, many: int, tell: Tell) -> None:
    """A turn beside so many event streams in which nothing happens, and what they cost web in memory."""
    before = resident(system.pids()["web"])

    async def beside() -> list[float]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=system.url, limits=limits, timeout=120, trust_env=False) as http:
            opened = [await _listen(http) for _ in range(many)]
            try:
                return await asyncio.to_thread(_ten_talks, system)
            finally:
                for each in opened:
                    await each.aclose()

    taken = asyncio.run(beside())
    more = (resident(system.pids()["web"]) - before) / 1e6
    tell(f"| beside {many:,} idle event streams ({more:,.0f} MB more in web) | {milliseconds(taken)} |")


async def _listen(http: httpx.AsyncClient) -> httpx.Response:
    opened = (await http.post("/v1/conversations", json={"merchant": "norrnet"})).raise_for_status().json()
    headers = {"Authorization": f"Bearer {opened['secret']}"}
    request = http.build_request("GET", f"/v1/conversations/{opened['id']}/stream", headers=headers)
    return (await http.send(request, stream=True)).raise_for_status()


def burst(system: Amends, chats: int, within_s: float, tell: Tell) -> None:
    """So many new chats within so many seconds: from the first message of each to its first reply."""
    started = time.monotonic()

    def one(n: int) -> float:
        time.sleep(max(0.0, started + n * within_s / chats - time.monotonic()))
        customer = TimedCustomer(system.url, "norrnet")
        try:
            return customer.say(talks.SCRIPTS[0].complaint).replied
        finally:
            customer.close()

    with ThreadPoolExecutor(chats) as pool:
        taken = list(pool.map(one, range(chats)))
    tell(f"| {chats} new chats in {within_s:g} s, first message to first reply | {milliseconds(taken)} |")


def _ten_talks(system: Amends) -> list[float]:
    return list(chain.from_iterable(system.talk(next(_ours)) for _ in range(10)))

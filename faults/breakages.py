"""How a call can go wrong: each a function that does to one call what such a server, or such a network, does."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine
from typing import Any

from faults.answers import made, problem
from faults.proxy import Broken

Breakage = Callable[[Broken], Coroutine[None, None, None]]

SLOW_S = 8.0
DRIP_S = 1.0
SHUT_S = 1.5
OTHER_CURRENCY = "SEK"


async def refuse(call: Broken) -> None:
    """The connection ends at once, and for a while nobody listens."""
    call.reset()
    await call.proxy.shut(SHUT_S)


async def black_hole(call: Broken) -> None:
    """Taken, and never answered."""
    await call.gone()


async def error500(call: Broken) -> None:
    await call.send(made("500 Internal Server Error", b"Internal Server Error", "text/plain"))


async def unavailable(call: Broken) -> None:
    await call.send(problem("503 Service Unavailable", "unavailable", "Retry-After: 1"))


async def gateway(call: Broken) -> None:
    """503 of something in between, which promises nothing."""
    await call.send(made("503 Service Unavailable", b"<h1>503</h1>", "text/html", "Retry-After: 1"))


async def rate_limited(call: Broken) -> None:
    await call.send(problem("429 Too Many Requests", "rate_limited", "Retry-After: 1"))


async def slow(call: Broken) -> None:
    """Taken, and done long after the caller has gone."""
    await asyncio.sleep(SLOW_S)
    answer = await call.forward()
    await call.send(answer.raw)


async def drip(call: Broken) -> None:
    """Done; the answer comes a byte a second."""
    answer = await call.forward()
    for at in range(len(answer.raw)):
        await call.send(answer.raw[at : at + 1])
        await asyncio.sleep(DRIP_S)


async def garbage(call: Broken) -> None:
    await call.send(made("200 OK", b'{"number": "NN-1, \xff\xfe'))


async def html(call: Broken) -> None:
    await call.send(made("200 OK", b"<!doctype html><title>Maintenance</title>", "text/html"))


async def empty(call: Broken) -> None:
    await call.send(made("200 OK", b""))


async def half(call: Broken) -> None:
    """Done; the connection ends in the middle of the answer."""
    answer = await call.forward()
    await call.send(answer.head + answer.body[: len(answer.body) // 2])


async def reset(call: Broken) -> None:
    """Nothing was done."""
    call.reset()


async def reset_after(call: Broken) -> None:
    """Done, and the answer lost."""
    await call.forward()
    call.reset()


async def done_then_timeout(call: Broken) -> None:
    """Done, and never said."""
    await call.forward()
    await call.gone()


async def wrong_currency(call: Broken) -> None:
    answer = await call.forward()
    await call.send(answer.with_body(json.dumps(_replaced(_json(answer.body), "currency", OTHER_CURRENCY)).encode()))


async def another_key(call: Broken) -> None:
    """Done; the answer is about another key."""
    answer = await call.forward()
    await call.send(answer.with_body(json.dumps(_replaced(_json(answer.body), "key", "another")).encode()))


async def duplicate(call: Broken) -> None:
    """The network brings the call twice, at the same moment; the second answer is passed on."""
    first, second = await asyncio.gather(call.forward(), call.forward())
    await call.send(second.raw or first.raw)


async def not_found(call: Broken) -> None:
    """A replica that has not heard of it yet."""
    await call.send(problem("404 Not Found", "remedy_not_found"))


async def bad_request(call: Broken) -> None:
    await call.send(made("400 Bad Request", b"no", "text/plain"))


async def bad_event(call: Broken) -> None:
    """Well-formed, and with an event that nobody knows."""
    await call.send(made("200 OK", b'{"events": [{"event": "no_such_event"}], "responses": []}'))


BACKEND: dict[str, Breakage] = {
    each.__name__: each
    for each in (
        refuse, black_hole, error500, unavailable, gateway, rate_limited, slow, drip, garbage, html, half, reset,
        reset_after, done_then_timeout, wrong_currency, another_key, duplicate,
    )
}  # fmt: skip
ACTIONS: dict[str, Breakage] = {
    each.__name__: each
    for each in (refuse, error500, bad_request, garbage, html, empty, bad_event, half, reset, done_then_timeout)
}


def holding(strike: Callable[[], None], when: str) -> Breakage:
    """Not broken by itself: `strike` is made while the call is held: `before` it is passed on, once it is `done` and
    before its answer is passed back, or as soon as that is `told`."""

    async def held(call: Broken) -> None:
        loop = asyncio.get_running_loop()
        if when == "before":
            await loop.run_in_executor(None, strike)
        answer = await call.forward()
        if when == "done":
            await loop.run_in_executor(None, strike)
        with contextlib.suppress(OSError):
            await call.send(answer.raw)
        if when == "told":
            await loop.run_in_executor(None, strike)

    return held


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return {}


def _replaced(value: Any, name: str, by: str) -> Any:
    if isinstance(value, dict):
        return {key: by if key == name else _replaced(each, name, by) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, name, by) for each in value]
    return value

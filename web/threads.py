"""Threads for the short transactions of a message's way: what waits for the database holds up no event loop.

Starlette's own helper does more around a call (limits, scopes, a checkpoint) than such a transaction itself, six times
a message. A thread that was begun ends by itself, whatever becomes of whoever waits for it: a transaction is whole, or
not there.
"""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

MOST = 24
_POOL = ThreadPoolExecutor(MOST, "web")


async def in_thread[**P, R](function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `function` comes to, called in one of them."""
    called = partial(contextvars.copy_context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_POOL, called)

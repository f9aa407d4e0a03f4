"""Calls of the action server over connections that are kept: Rasa would open a session and a connection for each."""

import asyncio
from typing import Any, Dict
from weakref import WeakKeyDictionary

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from rasa.utils.endpoints import EndpointConfig

TIMEOUT_S = 10
KEPT_S = 3
"""Shorter than Sanic keeps an idle connection, which is 5 s: none is used that the other side is just closing."""

_sessions: "WeakKeyDictionary[asyncio.AbstractEventLoop, ClientSession]" = WeakKeyDictionary()


async def post(endpoint: EndpointConfig, body: Dict[str, Any]) -> Any:
    """The answer's JSON. aiohttp's errors where there is none: ClientResponseError with its status from 400 on."""
    async with _session().post(endpoint.url, json=body, headers=endpoint.headers) as answer:
        answer.raise_for_status()
        return await answer.json()


async def close() -> None:
    """The connections of this loop, when it ends."""
    session = _sessions.pop(asyncio.get_running_loop(), None)
    if session is not None:
        await session.close()


def _session() -> ClientSession:
    loop = asyncio.get_running_loop()
    if loop not in _sessions:
        connector = TCPConnector(keepalive_timeout=KEPT_S)
        _sessions[loop] = ClientSession(connector=connector, timeout=ClientTimeout(total=TIMEOUT_S))
    return _sessions[loop]

"""Calls of the action server, signed, over connections that are kept: Rasa would open a session and one for each."""

import asyncio
import json
import time
from typing import Any, Dict
from weakref import WeakKeyDictionary

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from rasa.utils.endpoints import EndpointConfig

from rasa_addons.signing import HEADER, sign, verify_answer

SECRET = "secret"  # noqa: S105
"""Under which name an endpoint of ours has what its calls are signed with."""
TIMEOUT_S = 10
KEPT_S = 3
"""Shorter than Sanic keeps an idle connection, which is 5 s: none is used that the other side is just closing."""

_sessions: "WeakKeyDictionary[asyncio.AbstractEventLoop, ClientSession]" = WeakKeyDictionary()


async def post(endpoint: EndpointConfig, body: Dict[str, Any]) -> Any:
    """The answer's JSON. aiohttp's errors where there is none: ClientResponseError with its status from 400 on.
    ValueError for an answer that is not the action server's own answer to this call."""
    sent, secret = json.dumps(body).encode(), endpoint.kwargs[SECRET]
    question = sign(secret, sent, int(time.time()))
    headers = {"Content-Type": "application/json", HEADER: question}
    async with _session().post(endpoint.url, data=sent, headers=headers) as answer:
        answer.raise_for_status()
        got = await answer.read()
        if not verify_answer(secret, answer.headers.get(HEADER, ""), question, got):
            raise ValueError("an answer that is not signed")
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

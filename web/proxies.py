"""Proxies in front: the named ones' word for a customer's address is taken, and one that nobody named is told of, for
all customers then look like one address, and share its limits."""

import logging
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

AFTER = 20
"""Forwarded requests in a row from one address: a single customer may send such a header, and others come beside."""
FORWARDED = ("x-forwarded-for", "forwarded")
WATCHING = ("/health", "/live")
"""What watches the process comes past the proxy, and says nothing of it."""
_PEER = "amends.peer"

log = logging.getLogger("amends.web")


class Proxies:
    """Believes the proxies that `trusted` names, as uvicorn reads it. Notes that requests which were forwarded all come
    from one address that is not believed; tells so once. `seen` is for health."""

    def __init__(self, app: ASGIApp, seen: dict[str, bool], trusted: str | None = None) -> None:
        self._app = app
        self._seen = seen
        self._believed: Any = self._look if trusted is None else ProxyHeadersMiddleware(self._look, trusted)  # type: ignore[arg-type]
        self._peer: Any = None
        self._count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._believed({**scope, _PEER: scope.get("client")}, receive, send)

    async def _look(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._seen.get("unnamed_proxy"):
            self._count_forwarded(scope)
        await self._app(scope, receive, send)

    def _count_forwarded(self, scope: Scope) -> None:
        headers, peer = Headers(scope=scope), (scope.get("client") or ("",))[0]
        if not any(name in headers for name in FORWARDED):
            self._count = self._count if scope["path"] in WATCHING else 0
            return
        if scope[_PEER] != scope.get("client"):  # a named proxy's, with the customer's address in its place
            self._count = 0
            return
        self._count = self._count + 1 if peer == self._peer else 1
        self._peer = peer
        if self._count >= AFTER:
            self._seen["unnamed_proxy"] = True
            way_out = "Name the proxy in AMENDS_TRUSTED_PROXY, or all customers share the limits of one address."
            log.warning("proxy_not_named", extra={"proxy": peer, "way_out": way_out})

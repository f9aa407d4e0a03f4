"""A reverse proxy that nobody named: all customers then look like one address, and share its limits."""

from typing import Any

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

AFTER = 20
"""Forwarded requests in a row from one address: a single customer may send such a header, and others come beside."""
FORWARDED = ("x-forwarded-for", "forwarded")

log = structlog.get_logger("amends.web")


class UnnamedProxy:
    """Notes that requests which were forwarded all come from one address; tells so once. `seen` is for health."""

    def __init__(self, app: ASGIApp, seen: dict[str, bool]) -> None:
        self._app = app
        self._seen = seen
        self._peer: Any = None
        self._count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._seen.get("unnamed_proxy"):
            self._look(scope)
        await self._app(scope, receive, send)

    def _look(self, scope: Scope) -> None:
        headers, peer = Headers(scope=scope), (scope.get("client") or ("",))[0]
        if not any(name in headers for name in FORWARDED):
            return
        self._count = self._count + 1 if peer == self._peer else 1
        self._peer = peer
        if self._count >= AFTER:
            self._seen["unnamed_proxy"] = True
            way_out = "Name the proxy in AMENDS_TRUSTED_PROXY, or all customers share the limits of one address."
            log.warning("proxy_not_named", proxy=peer, way_out=way_out)

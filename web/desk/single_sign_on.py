"""Signing in by the provider's word: to it, and back. Nobody is signed in here who did not begin here."""

import logging
import re
import secrets
from dataclasses import asdict, dataclass

from authlib.common.security import generate_token
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as HttpRoute

from amends.accounts.errors import SingleSignOnRefused, SingleSignOnUnavailable
from amends.accounts.single_sign_on.provider import Begun, Provider
from amends.errors import DatabaseUnavailable
from web.desk import begun, faults, guard
from web.desk.deps import DeskDeps
from web.desk.rendering import page
from web.desk.safe_redirect import HOME, own

AWAY, BACK = "/desk/sign-in/oidc", "/desk/sign-in/oidc/back"
COOKIE = "__Host-amends-sign-in"
HOLDS_S = 600
_VERIFIER = 64
_CODE = re.compile(r"[a-z_]{1,60}")

log = logging.getLogger("amends.web.desk")


def routes(desk: DeskDeps) -> list[HttpRoute]:
    """The pages, ready to be served; also where no provider is set, which they then say."""
    door = Door(desk)
    return [HttpRoute(AWAY, door.leave, methods=["GET"]), HttpRoute(BACK, door.come_back, methods=["GET"])]


@dataclass(frozen=True)
class Door:
    """What was begun travels in a cookie, sealed: it fits the browser that began and no other."""

    desk: DeskDeps

    async def leave(self, request: Request) -> Response:
        """To the provider."""
        provider = self.desk.single_sign_on
        if provider is None:
            return faults.no_such_page(request)
        started = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(32), generate_token(_VERIFIER))
        try:
            address = await run_in_threadpool(provider.address, started)
        except SingleSignOnUnavailable as fault:
            return _said("Not now", str(fault), 502)
        response = RedirectResponse(address, 303)
        values = {**asdict(started), "next": own(request.query_params.get("next", HOME))}
        begun.keep(response, self.desk, COOKIE, values, HOLDS_S, "lax")
        return response

    async def come_back(self, request: Request) -> Response:
        """From the provider, with a code or with the reason why there is none."""
        provider = self.desk.single_sign_on
        if provider is None:
            return faults.no_such_page(request)
        try:
            wanted, started = self._begun(request)
            token = await run_in_threadpool(self._enter, provider, request, started)
        except SingleSignOnRefused as fault:
            log.info("single_sign_on_refused", extra={"cause": repr(fault.__cause__)})
            answer = _said(f"Not signed in with {provider.name}", str(fault), 403)
        except SingleSignOnUnavailable as fault:
            log.warning("single_sign_on_unavailable", extra={"cause": repr(fault.__cause__)})
            answer = _said("Not now", str(fault), 502)
        except DatabaseUnavailable as fault:
            answer = faults.unavailable(fault)
        else:
            # A page of ours goes on: what another site leads to is asked for without the session's cookie.
            answer = page("again.html", {"here": wanted})
            guard.keep(answer, token, int(self.desk.lifetimes.whole.total_seconds()))
        begun.forget(answer, COOKIE, "lax")
        return answer

    def _begun(self, request: Request) -> tuple[str, Begun]:
        """Where to go on, and what this browser began. SingleSignOnRefused where that is something else."""
        kept = begun.kept(request, self.desk, COOKIE, HOLDS_S)
        given = request.query_params.get("state", "")
        if kept is None or not secrets.compare_digest(given.encode(), kept["state"].encode()):
            raise SingleSignOnRefused("It took more than ten minutes, or was begun in another browser. Begin again.")
        return kept["next"], Begun(kept["state"], kept["nonce"], kept["verifier"])

    def _enter(self, provider: Provider, request: Request, started: Begun) -> str:
        given = request.query_params
        if given.get("iss", provider.issuer) != provider.issuer:
            raise SingleSignOnRefused("The answer is another provider's.")
        if "error" in given:
            code = given["error"] if _CODE.fullmatch(given["error"]) else "no reason that can be read"
            raise SingleSignOnRefused(f"{provider.name} did not let you in ({code}).")
        if not given.get("code"):
            raise SingleSignOnRefused(f"{provider.name} did not say who you are.")
        now = self.desk.context.clock()
        token, _ = self.desk.entering(provider.claims(given["code"], started, now), now)
        return token


def _said(title: str, text: str, status: int) -> Response:
    return page("not_signed_in.html", {"title": title, "text": text}, status)

"""Passkeys: added and removed in one's account, and signed in with at the door."""

import secrets
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as HttpRoute
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from amends.accounts.errors import SignInRefused
from amends.accounts.own import OwnAccount
from amends.accounts.passkeys import HOLDS
from amends.accounts.sessions import csrf_token
from amends.errors import DatabaseUnavailable
from web.desk import begun, faults, guard
from web.desk.account import HERE, proof_of
from web.desk.deps import DeskDeps
from web.desk.form import Form
from web.desk.routing import Visit
from web.desk.safe_redirect import own

ADDING, ENTERING = "__Host-amends-add-key", "__Host-amends-use-key"
HOLDS_S = int(HOLDS.total_seconds())
OVER = "It took more than five minutes, or was begun elsewhere. Begin again."


def begin(visit: Visit) -> Response:
    """What the browser is to make, for whoever knows the password, and has the app where there is one: the key lets in
    without both."""
    _prove(visit)
    challenge = secrets.token_bytes(32)
    options = visit.desk.passkeys.creation(visit.account.id, challenge)
    answer = visit.render("_passkey.html", options=options, name=visit.form.one("name"))
    mark = csrf_token(visit.token)
    begun.keep(answer, visit.desk, ADDING, {"challenge": bytes_to_base64url(challenge), "session": mark}, HOLDS_S)
    return answer


def add(visit: Visit) -> Response:
    """The key that the browser made."""
    kept = begun.kept(visit.request, visit.desk, ADDING, HOLDS_S)
    if kept is None or kept["session"] != csrf_token(visit.token):
        raise SignInRefused(OVER)
    challenge = base64url_to_bytes(kept["challenge"])
    form = visit.form
    visit.desk.passkeys.add(visit.account.id, form.one("name"), form.one("credential"), challenge, visit.now)
    answer = visit.done(HERE, "passkey_added")
    begun.forget(answer, ADDING)
    return answer


def remove(visit: Visit) -> Response:
    _prove(visit)
    visit.desk.passkeys.remove(visit.account.id, visit.form.one("key"), visit.now)
    return visit.done(HERE, "passkey_removed")


def _prove(visit: Visit) -> None:
    own_account = OwnAccount(visit.desk.context.database, visit.account.id)
    own_account.prove_whole(proof_of(visit), visit.form.one("code"), visit.now)


def routes(desk: DeskDeps) -> list[HttpRoute]:
    """Those of the door."""
    door = Door(desk)
    return [
        HttpRoute("/desk/sign-in/passkey/begin", door.begin, methods=["POST"]),
        HttpRoute("/desk/sign-in/passkey", door.enter, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Door:
    """Its answers are for the script of the sign-in page."""

    desk: DeskDeps

    async def begin(self, request: Request) -> Response:
        """What the browser is to sign."""
        try:
            guard.check_site(request)
        except guard.NotOurPage:
            return faults.not_our_page(request)
        challenge = secrets.token_bytes(32)
        answer = Response(self.desk.passkeys.request(challenge), media_type="application/json")
        begun.keep(answer, self.desk, ENTERING, {"challenge": bytes_to_base64url(challenge)}, HOLDS_S)
        return answer

    async def enter(self, request: Request) -> Response:
        """A new session for whoever's key signed it."""
        form = await Form.read(request)
        try:
            guard.check_site(request)
            kept = begun.kept(request, self.desk, ENTERING, HOLDS_S)
            if kept is None:
                raise SignInRefused(OVER)
            challenge = base64url_to_bytes(kept["challenge"])
            now = self.desk.context.clock()
            token, _ = await run_in_threadpool(self.desk.passkeys.enter, form.one("credential"), challenge, now)
        except guard.NotOurPage:
            return faults.not_our_page(request)
        except SignInRefused as fault:
            return JSONResponse({"why": str(fault)}, 403)
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        answer = JSONResponse({"next": own(form.one("next"))})
        guard.keep(answer, token, int(self.desk.lifetimes.whole.total_seconds()))
        begun.forget(answer, ENTERING)
        return answer

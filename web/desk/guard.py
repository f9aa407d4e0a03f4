"""Who asks, and whether the request came from a page of ours. Nothing is served before this."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from amends.accounts import sessions
from amends.accounts.account import Account
from web.desk.deps import DeskDeps
from web.desk.form import Form

# The prefix makes browsers refuse it from another host, another path or an unencrypted page. Chromium and Firefox
# count http://127.0.0.1 and http://localhost as trustworthy, so that the demo needs no certificate.
COOKIE = "__Host-amends-desk"
SAFE = frozenset({"GET", "HEAD"})


class SignInNeeded(Exception):
    """Nobody is signed in, or not any more."""


class NotOurPage(Exception):
    """A form that did not come from the page this session was shown."""


def signed_in(request: Request, desk: DeskDeps, *, counts: bool) -> tuple[str, Account]:
    """The session's token and the person. `counts`: a person did this, so the idle time starts again."""
    token = request.cookies.get(COOKIE, "")
    now = desk.context.clock()
    with desk.context.database.read() as session:
        found = sessions.find(session, token, desk.lifetimes, now) if token else None
    if found is None:
        raise SignInNeeded
    account, to_note = found
    if counts and to_note:
        with desk.context.database.begin() as session:
            sessions.note(session, token, now)
    return token, account


def check_form(request: Request, form: Form, token: str) -> None:
    """NotOurPage unless the form bears this session's token and came from this very site."""
    check_site(request)
    given = request.headers.get("x-csrf") or form.one("csrf")
    if not hmac.compare_digest(given.encode(), sessions.csrf_token(token).encode()):
        raise NotOurPage


def check_site(request: Request) -> None:
    """NotOurPage where the browser says that another site sent it, or says nothing at all."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own_origin = origin is not None and urlsplit(origin).netloc == request.headers.get("host", "")
    if (
        (site is None and origin is None)
        or site not in {None, "same-origin"}
        or (origin is not None and not own_origin)
    ):
        raise NotOurPage


def keep(response: Response, token: str, seconds: int) -> None:
    """Give the browser its session."""
    response.set_cookie(COOKIE, token, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")

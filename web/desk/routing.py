"""One table of routes, and the one way from a request to a page. What the table does not grant is refused.

A page is a plain function of a `Visit`; it runs in a thread, for it reads the database. Live pages are coroutines.
"""

import inspect
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as HttpRoute

from amends.accounts import sessions
from amends.accounts.account import Account
from amends.desk.actor import Actor
from amends.desk.locked_case import find
from amends.desk.permissions import ACTIONS
from amends.desk.queries.waiting import how_many
from web.desk import faults, flash
from web.desk.deps import DeskDeps
from web.desk.flash import TOLD
from web.desk.form import Form
from web.desk.guard import SAFE, NotOurPage, SignInNeeded, check_form, signed_in
from web.desk.rendering import page
from web.desk.safe_redirect import page_of

log = logging.getLogger("amends.web.desk")


@dataclass(frozen=True)
class Visit:
    """One request of a person who is signed in and may make it. `form` is empty on a GET."""

    request: Request
    desk: DeskDeps
    account: Account
    actor: Actor
    token: str
    form: Form
    now: datetime

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "").strip()

    def may(self, action: str) -> bool:
        return self.actor.role in ACTIONS.get(action, frozenset())

    def zone(self, merchant: str) -> ZoneInfo:
        return self.desk.context.merchants[merchant].merchant.zone

    @property
    def is_fragment(self) -> bool:
        """Whether only a part of the page is asked for."""
        return "hx-request" in self.request.headers

    def render(self, template: str, status: int = 200, **values: Any) -> Response:
        """A whole page, or a part of one: those begin with an underscore."""
        if template.startswith("_"):
            return page(template, {**self._shared(), **values}, status)
        said = flash.kept(self.request, self.account.id)
        if "unread" not in values:
            with self.desk.context.database.read() as session:
                values["unread"] = how_many(session, self.actor)
        answer = page(template, {"said": said, **self._shared(), **values}, status)
        if said:
            flash.forget(answer)
        return answer

    def done(self, where: str, said: str = "") -> Response:
        """To another page of ours after something was done; `said` names what is told there."""
        if self.is_fragment:
            answer = Response(status_code=204, headers={"HX-Redirect": where})
        else:
            answer = RedirectResponse(where, 303)
        if said:
            flash.keep(answer, said, self.account.id, where)
        return answer

    def _shared(self) -> dict[str, Any]:
        zones = sorted(self.actor.merchants & set(self.desk.context.merchants))
        return {
            "me": self.account,
            "may": self.may,
            "csrf": sessions.csrf_token(self.token),
            "now": self.now,
            "zone": self.zone(zones[0]) if zones else ZoneInfo("UTC"),
            "told": TOLD,
            "path": self.request.url.path,
        }


Page = Callable[[Visit], Response] | Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True)
class Route:
    """`action` is the permission that it takes (amends.desk.permissions). `counts`: a person asked, not the page's own
    looking for news, so the session is not idle. `takes_file`: the page reads the body itself, which is a file; the
    form's token is in a header then."""

    method: str
    path: str
    action: str
    page: Page
    counts: bool = True
    takes_file: bool = False


def build(table: Iterable[Route], desk: DeskDeps) -> list[HttpRoute]:
    """The table as the web process serves it."""
    return [HttpRoute(route.path, _endpoint(route, desk), methods=[route.method]) for route in table]


def _endpoint(route: Route, desk: DeskDeps) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            visit = await _admit(route, request, desk)
            if inspect.iscoroutinefunction(route.page):
                live: Response = await route.page(visit)
                return live
            return await run_in_threadpool(route.page, visit)  # type: ignore[arg-type]  # a plain one, as seen above
        except SignInNeeded:
            return _to_sign_in(request)
        except NotOurPage:
            return faults.not_our_page(request)
        except Exception as fault:
            known = faults.known(fault, request)
            if known is not None:
                return known
            incident = secrets.token_hex(6)
            log.error("desk_unhandled", exc_info=fault, extra={"incident": incident})
            return faults.unforeseen(incident, request)

    return answer


async def _admit(route: Route, request: Request, desk: DeskDeps) -> Visit:
    token, account = await run_in_threadpool(signed_in, request, desk, counts=route.counts)
    form = Form() if route.method in SAFE or route.takes_file else await Form.read(request)
    if route.method not in SAFE:
        check_form(request, form, token)
    actor = Actor(account.id, account.name, account.role, account.merchants)
    if account.role not in ACTIONS.get(route.action, frozenset()):
        raise faults.Refused
    if "number" in request.path_params:
        await run_in_threadpool(_check_case, desk, actor, route.action, request.path_params["number"])
    return Visit(request, desk, account, actor, token, form, desk.context.clock())


def _check_case(desk: DeskDeps, actor: Actor, action: str, number: str) -> None:
    """Before a page looks at what was typed: whoever may not see a case learns nothing from how it is refused."""
    with desk.context.database.read() as session:
        find(session, actor, action, number)


def gone() -> Response:
    """The news of a page whose session has ended. A status other than 200 would not reach the page's script."""
    return Response("event: gone\ndata:\n\n", media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def _to_sign_in(request: Request) -> Response:
    """A part of a page says so on the page, which may hold what somebody is writing. A link in a mail comes from
    another site, whose first request a browser sends without the cookie, so that one is asked to come again."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return gone()
    if "hx-request" in request.headers:
        return page("_signed_out.html", {"next": page_of(request)}, 401)
    if request.headers.get("sec-fetch-site") == "cross-site" and request.method in SAFE:
        return page("again.html", {"here": page_of(request)})
    return RedirectResponse(f"/desk/sign-in?next={quote(page_of(request), safe='/')}", 303)

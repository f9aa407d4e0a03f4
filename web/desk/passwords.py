"""A forgotten password: the letter with a link, and the page that the link leads to. Nobody is signed in here."""

import asyncio
import time
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as HttpRoute

from amends.accounts import password_links
from amends.accounts.errors import InvalidAccount, LinkIsOver, SignInThrottled
from amends.conversations.conversation import address_hash
from amends.desk.people.forgotten import Forgotten
from amends.errors import DatabaseUnavailable
from web.auth import network_of
from web.desk import faults, guard
from web.desk.deps import DeskDeps
from web.desk.form import Form
from web.desk.rendering import page

TAKES_S = 0.4
"""Asking for a link takes as long for every address: nobody sees by it whether a letter was written."""


def routes(desk: DeskDeps) -> list[HttpRoute]:
    """The pages, ready to be served."""
    found = Passwords(desk)
    return [
        HttpRoute("/desk/forgotten", found.forgotten, methods=["GET"]),
        HttpRoute("/desk/forgotten", found.send, methods=["POST"]),
        HttpRoute("/desk/new-password", found.choose, methods=["GET"]),
        HttpRoute("/desk/new-password", found.set, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Passwords:
    """Says the same whether there is such an account or not."""

    desk: DeskDeps

    async def forgotten(self, _request: Request) -> Response:
        return page("forgotten.html", {"state": "asks", "minutes": 0})

    async def send(self, request: Request) -> Response:
        """A link to the address, where an account has it."""
        form, begun = await Form.read(request), time.monotonic()
        try:
            guard.check_site(request)
            address = address_hash(self.desk.address_key, network_of(request))
            now = self.desk.context.clock()
            await run_in_threadpool(Forgotten(self.desk.context).ask, form.one("email"), address, now)
        except guard.NotOurPage:
            return faults.not_our_page(request)
        except SignInThrottled as fault:
            minutes = -(-fault.retry_after_s // 60)
            answer = page("forgotten.html", {"state": "throttled", "minutes": minutes}, 429)
            answer.headers["Retry-After"] = str(fault.retry_after_s)
            return answer
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        await asyncio.sleep(TAKES_S - (time.monotonic() - begun))
        return page("forgotten.html", {"state": "sent", "minutes": 0})

    async def choose(self, request: Request) -> Response:
        """The form for a new password; the link stays good until it was used."""
        key = request.query_params.get("key", "")
        try:
            email = await run_in_threadpool(self._email, key)
        except LinkIsOver as fault:
            return self._form(key, str(fault), over=True, status=410)
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        return self._form(key, email=email)

    async def set(self, request: Request) -> Response:
        """The new password counts from here on."""
        form = await Form.read(request)
        key, new = form.one("key"), next(iter(form.every("new")), "")
        try:
            guard.check_site(request)
            if new != next(iter(form.every("again")), ""):
                raise InvalidAccount("The two passwords differ. Type the same one twice.")
            now = self.desk.context.clock()
            await run_in_threadpool(password_links.use, self.desk.context.database, key, new, now)
        except guard.NotOurPage:
            return faults.not_our_page(request)
        except LinkIsOver as fault:
            return self._form(key, str(fault), over=True, status=410)
        except InvalidAccount as fault:
            return self._form(key, str(fault), form.one("email"), status=422)
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        return RedirectResponse("/desk/sign-in?new=1", 303)

    def _email(self, key: str) -> str:
        with self.desk.context.database.read() as session:
            return password_links.account_of(session, key, self.desk.context.clock()).email

    def _form(self, key: str, fault: str = "", email: str = "", *, over: bool = False, status: int = 200) -> Response:
        return page("new_password.html", {"key": key, "fault": fault, "email": email, "over": over}, status)

"""Signing in and out: the only pages of the desk that somebody unknown may see."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as HttpRoute

from amends.accounts import sessions
from amends.accounts.errors import SignInRefused, SignInThrottled
from amends.conversations.conversation import address_hash
from amends.errors import DatabaseUnavailable
from web.auth import network_of
from web.desk import faults, guard
from web.desk.deps import DeskDeps
from web.desk.form import Form
from web.desk.rendering import page
from web.desk.safe_redirect import HOME, own


def routes(desk: DeskDeps) -> list[HttpRoute]:
    """The pages, ready to be served."""
    door = Door(desk)
    return [
        HttpRoute("/desk/sign-in", door.show, methods=["GET"]),
        HttpRoute("/desk/sign-in", door.enter, methods=["POST"]),
        HttpRoute("/desk/sign-out", door.leave, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Door:
    desk: DeskDeps

    async def show(self, request: Request) -> Response:
        """The form; whoever is signed in goes on."""
        try:
            await run_in_threadpool(guard.signed_in, request, self.desk, counts=False)
        except guard.SignInNeeded:
            renewed = request.query_params.get("new") == "1"
            return self._form(request.query_params.get("next", HOME), renewed=renewed)
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        return RedirectResponse(own(request.query_params.get("next", HOME)), 303)

    async def enter(self, request: Request) -> Response:
        """A new session, never the one that came along: a planted cookie leads nowhere."""
        form = await Form.read(request)
        wanted = form.one("next")
        try:
            guard.check_site(request)
            address = address_hash(self.desk.address_key, network_of(request))
            password = next(iter(form.every("password")), "")
            now = self.desk.context.clock()
            token, _ = await run_in_threadpool(
                self.desk.sign_in, form.one("email"), password, form.one("code"), address, now
            )
        except guard.NotOurPage:
            return faults.not_our_page(request)
        except SignInRefused:
            return self._form(wanted, "wrong", form.one("email"), status=403)
        except SignInThrottled as fault:
            answer = self._form(wanted, "throttled", form.one("email"), -(-fault.retry_after_s // 60), status=429)
            answer.headers["Retry-After"] = str(fault.retry_after_s)
            return answer
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        response = RedirectResponse(own(wanted), 303)
        guard.keep(response, token, int(self.desk.lifetimes.whole.total_seconds()))
        return response

    async def leave(self, request: Request) -> Response:
        """The session ends here and not only in the browser."""
        form = await Form.read(request)
        token = request.cookies.get(guard.COOKIE, "")
        try:
            guard.check_form(request, form, token)
            await run_in_threadpool(self._end, token)
        except guard.NotOurPage:
            return faults.not_our_page(request)
        except DatabaseUnavailable as fault:
            return faults.unavailable(fault)
        response = RedirectResponse("/desk/sign-in", 303)
        guard.forget(response)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def _end(self, token: str) -> None:
        with self.desk.context.database.begin() as session:
            sessions.end(session, token, self.desk.lifetimes, self.desk.context.clock())

    def _form(
        self,
        wanted: str,
        fault: str = "",
        email: str = "",
        minutes: int = 0,
        status: int = 200,
        *,
        renewed: bool = False,
    ) -> Response:
        return page(
            "sign_in.html",
            {
                "fault": fault,
                "renewed": renewed,
                "email": email,
                "minutes": minutes,
                "next": own(wanted),
                "provider": self.desk.single_sign_on.name if self.desk.single_sign_on else "",
                "passkeys": self.desk.passkeys.possible,
                "people": self.desk.demo_people,
                "password": self.desk.demo_password,
            },
            status,
        )

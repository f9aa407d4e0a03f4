"""Who calls: a program by its token, within its scopes, so often a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from amends.assistant.context import Context
from amends.desk.actor import Actor
from amends.desk.api import calls
from amends.desk.api.errors import TokenRefused
from amends.desk.api.scopes import Scope
from amends.desk.api.tokens import ApiToken
from web.auth import deps_of, hub_of
from web.desk.deps import DeskDeps
from web.desk_api.problems import needs

bearer = HTTPBearer(auto_error=False, scheme_name="token", description="A token that was made at /desk/api.")
Number = Annotated[str, Path(min_length=1, max_length=40, description="Of a case.", examples=["AM-7K2M9QX"])]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{1,64}$",
        description="Of the caller's own, new for each call. The same call under the same key is done once, for 24 "
        "hours: send it again after a lost connection.",
    ),
]


@dataclass(frozen=True)
class Caller:
    """A program whose token holds. `notify` tells the listeners of a conversation that there is news in it."""

    token: ApiToken
    desk: DeskDeps
    notify: Callable[[str], None]

    @property
    def context(self) -> Context:
        return self.desk.context

    @property
    def actor(self) -> Actor:
        return self.token.actor

    @property
    def now(self) -> datetime:
        return self.context.clock()

    def has(self, scope: Scope) -> bool:
        return scope in self.token.scopes

    def check(self, *scopes: Scope) -> None:
        """Problem where it lacks one of them."""
        if not all(self.has(each) for each in scopes):
            raise needs(*scopes)

    def done_once(self, key: str | None, asked: bytes, do: Callable[[], None]) -> None:
        """Do it, under the caller's key only if that is new."""
        if key is None:
            do()
        else:
            calls.once(self.context.database, self.token, key, asked, self.context.clock, do)


def caller(
    request: Request,
    wanted: SecurityScopes,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
) -> Caller:
    """Whose call it is. The call counts, whatever becomes of it."""
    desk = deps_of(request).desk
    if credentials is None or desk is None:
        raise TokenRefused("This API is for programs with a token.")
    context = desk.context
    token = calls.admit(context.database, credentials.credentials, desk.api_calls_per_minute, context.clock())
    found = Caller(token, desk, hub_of(request).notify)
    found.check(*(Scope(each) for each in wanted.scopes))
    return found


Reads = Annotated[Caller, Security(caller, scopes=[Scope.CASES_READ])]
Writes = Annotated[Caller, Security(caller, scopes=[Scope.CASES_WRITE])]
Listens = Annotated[Caller, Security(caller, scopes=[Scope.CONVERSATIONS_READ])]
Answers = Annotated[Caller, Security(caller, scopes=[Scope.CONVERSATIONS_WRITE])]
Knows = Annotated[Caller, Security(caller, scopes=[Scope.CUSTOMERS_READ])]
Reports = Annotated[Caller, Security(caller, scopes=[Scope.REPORTS_READ])]


async def _body(request: Request) -> bytes:
    """What was asked for, as it came: the same call has the same bytes."""
    return f"{request.method} {request.url.path}\n".encode() + await request.body()


Asked = Annotated[bytes, Depends(_body)]

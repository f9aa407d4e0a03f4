"""Who may call: the conversation's own client by its bearer secret, a website by its merchant's list of origins."""

import ipaddress
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from amends.conversations import access, conversation
from amends.conversations.conversation import address_hash
from web.admission import Admission
from web.deps import WebDeps
from web.event_hub import Hub
from web.problems import Problem, unauthorised

bearer = HTTPBearer(auto_error=False, description="The secret that the conversation was opened with.")
ConversationId = Annotated[str, Path(min_length=1, max_length=40, pattern=r"^cv_[a-z2-7]{26}$")]


def deps_of(request: Request) -> WebDeps:
    """What the application was built from."""
    deps: WebDeps = request.app.state.deps
    return deps


def hub_of(request: Request) -> Hub:
    """Where news of conversations is announced."""
    hub: Hub = request.app.state.hub
    return hub


def admission_of(request: Request) -> Admission:
    """Who may listen, and read how often."""
    admission: Admission = request.app.state.admission
    return admission


# FastAPI calls a plain function in a thread of its own, which costs more than what these do.
async def _deps(request: Request) -> WebDeps:
    return deps_of(request)


async def _hub(request: Request) -> Hub:
    return hub_of(request)


async def _admission(request: Request) -> Admission:
    return admission_of(request)


Deps = Annotated[WebDeps, Depends(_deps)]
TheHub = Annotated[Hub, Depends(_hub)]
Entry = Annotated[Admission, Depends(_admission)]


@dataclass(frozen=True)
class Claim:
    """Somebody says that the conversation `claimed` is theirs. `proven` looks at it in a session that is there anyway,
    for the requests of a message's way; all others are told the id by `Own`, when it was looked at."""

    claimed: str
    _secret: str = field(repr=False)
    _has_pass: bool

    def proven(self, session: Session) -> str:
        """The conversation's id, once its secret was shown. NotFound."""
        if not self._has_pass:
            conversation.authenticate(session, self.claimed, self._secret)
        return self.claimed


async def _claim(
    conversation_id: ConversationId,
    deps: Deps,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
) -> Claim:
    if credentials is None:
        raise unauthorised()
    shown = credentials.credentials
    return Claim(conversation_id, shown, access.opens(deps.address_key, shown, conversation_id, deps.clock()))


Claimed = Annotated[Claim, Depends(_claim)]


def authorised(claim: Claimed, deps: Deps) -> str:
    """The conversation's id, once its secret was shown."""
    with deps.database.read() as session:
        return claim.proven(session)


Own = Annotated[str, Depends(authorised)]


def check_origin(request: Request, deps: WebDeps, merchant: str) -> None:
    """A website may open conversations of its own merchant only. Clients that are not browsers send no origin."""
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin is None or origin == own or origin in deps.origins.get(merchant, ()):
        return
    detail = f"{origin} is not among the websites of {merchant}. Add it to this merchant's allowed origins."
    raise Problem(403, "origin-not-allowed", "Website not allowed", detail)


def opened_from(request: Request, deps: WebDeps) -> str:
    """A keyed hash of the caller's network, for limits."""
    return address_hash(deps.address_key, network_of(request))


def network_of(request: Request) -> str:
    """The caller's address; of IPv6 the /56 network, since one customer is given all of such a one."""
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    prefix = 56 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))

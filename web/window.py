"""What the chat window asks for beside messages: its look, its own buttons' standing, a copy by e-mail."""

from datetime import datetime, timedelta
from typing import Literal

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel

from amends.conversations import conversation, transcript
from amends.errors import BackendError, Conflict
from amends.policy.branding import LOGO_TYPES, Branding, ink_on
from web.auth import Deps, Entry, Own, TheHub
from web.conversations import merchant_of, offers
from web.deps import WebDeps
from web.openapi import problems
from web.problems import Problem
from web.schemas import ChosenLanguage

router = APIRouter(prefix="/v1", tags=["window"])

LOOK_HOLDS = timedelta(minutes=5)
PUBLIC = {
    "Cache-Control": f"public, max-age={int(LOOK_HOLDS.total_seconds())}",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Look(BaseModel):
    """`ink` is the colour of text on `colour`; `logo` an address on this server, `support` where a
    person can be written to. `help`: the languages in which there are help articles."""

    merchant: str
    name: str
    languages: list[str]
    colour: str
    ink: str
    colour_dark: str
    ink_dark: str
    position: Literal["start", "end"]
    greeting: dict[str, str]
    logo: str | None
    support: str
    help: list[str]


class Standing(BaseModel):
    """`withdrawal` is `over` where no statute gives the right, else `unknown` until the order is known and its records
    could be read; `until` when it is `open`."""

    id: str
    merchant: str
    language: str
    owner: Literal["bot", "person"]
    verified: bool
    withdrawal: Literal["open", "over", "unknown"]
    withdrawal_until: datetime | None


@router.get("/merchants/{merchant_id}/widget", responses=problems(404, 422))
def show_look(merchant_id: str, deps: Deps, response: Response) -> Look:
    """How the chat window of this merchant looks."""
    merchant = merchant_of(deps, merchant_id)
    look = deps.brandings.get(merchant_id, Branding())
    response.headers.update(PUBLIC)
    return Look(
        merchant=merchant.id,
        name=merchant.name,
        languages=list(merchant.languages),
        colour=look.colour,
        ink=ink_on(look.colour),
        colour_dark=look.colour_dark,
        ink_dark=ink_on(look.colour_dark),
        position=look.position,  # type: ignore[arg-type]  # the reader of the file holds it to the same two
        greeting=dict(look.greeting),
        support=merchant.support_email,
        help=[] if deps.context is None else list(deps.context.library(merchant.id).languages()),
        logo=f"/v1/merchants/{merchant.id}/logo" if look.logo else None,
    )


@router.get("/merchants/{merchant_id}/logo", include_in_schema=False)
def show_logo(merchant_id: str, deps: Deps) -> FileResponse:
    """The merchant's logo; an SVG cannot run anything wherever it is opened."""
    merchant_of(deps, merchant_id)
    logo = deps.brandings.get(merchant_id, Branding()).logo
    if logo is None:
        raise Problem(404, "no-such-resource", "No logo", "This merchant's widget.yml names no logo.")
    sandboxed = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return FileResponse(logo, media_type=LOGO_TYPES[logo.suffix], headers={**PUBLIC, **sandboxed})


@router.get("/conversations/{conversation_id}", responses=problems(401, 422, 503))
def show_standing(conversation_id: Own, deps: Deps) -> Standing:
    """Who answers, and whether the statutory right to withdraw is known to exist."""
    with deps.database.read() as session:
        row = conversation.get(session, conversation_id)
        standing = Standing(
            id=row.id,
            merchant=row.merchant,
            language=row.language,
            owner=row.owner,  # type: ignore[arg-type]  # the table's CHECK holds the same two
            verified=row.verified_email is not None,
            withdrawal="over" if deps.merchants[row.merchant].statute is None else "unknown",
            withdrawal_until=None,
        )
    return _with_right(standing, deps) if standing.verified and standing.withdrawal == "unknown" else standing


@router.post(
    "/conversations/{conversation_id}/transcript",
    status_code=202,
    response_class=Response,
    responses=problems(401, 409, 422, 429, 503),
)
def mail_transcript(conversation_id: Own, deps: Deps, hub: TheHub) -> Response:
    """Send a copy of the conversation to the e-mail address that was matched in it, and to no other."""
    now = deps.clock()
    with deps.database.begin() as session:
        row = conversation.get(session, conversation_id)
        merchant = deps.merchants[row.merchant]
        transcript.mail(session, row, merchant.name, merchant.zone, deps.sentences, now)
    hub.notify(conversation_id)
    return Response(status_code=202)


async def _count_choice(conversation_id: Own, admission: Entry) -> None:
    """In the event loop, where it is counted."""
    admission.choose_language(conversation_id)


@router.post(
    "/conversations/{conversation_id}/language",
    status_code=204,
    response_class=Response,
    responses=problems(401, 409, 413, 422, 429, 503),
    dependencies=[Depends(_count_choice)],
)
def choose_language(conversation_id: Own, chosen: ChosenLanguage, deps: Deps, hub: TheHub) -> Response:
    """Go on in another of the merchant's languages; the assistant puts what it asked last again in it."""
    with deps.database.read() as session:
        merchant = deps.merchants[conversation.get(session, conversation_id).merchant]
    offers(merchant, chosen.language)
    if deps.choose_language is not None:
        try:
            deps.choose_language(conversation_id, chosen.language)
        except Conflict as fault:
            detail = f"{fault}. Send the same again in a moment."
            raise Problem(503, "unavailable", "Busy", detail, headers={"Retry-After": "2"}) from fault
        hub.notify(conversation_id)
    return Response(status_code=204)


def _with_right(standing: Standing, deps: WebDeps) -> Standing:
    if deps.withdrawal_until is None:
        return standing
    try:
        until = deps.withdrawal_until(standing.id)
    except BackendError:
        return standing  # not known now is neither open nor over; the button stays
    known = {"withdrawal": "over"} if until is None else {"withdrawal": "open", "withdrawal_until": until}
    return standing.model_copy(update=known)

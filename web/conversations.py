"""Opening a conversation and sending into it. A message is acknowledged only when it is stored."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response

from amends import tracing
from amends.accounts import presence
from amends.assistant.draft import Draft
from amends.cases import earlier
from amends.conversations import conversation, log, ownership, signed_identity, turns
from amends.conversations.signed_identity import Vouched
from amends.errors import NotVouchedFor
from amends.messages.say import Say
from amends.reading.declarations import declares_withdrawal_in
from web import opening
from web.auth import Claim, Claimed, Deps, Own, TheHub, check_origin, opened_from
from web.deps import Merchant, WebDeps
from web.dispatcher import Dispatcher
from web.openapi import problems
from web.problems import Problem
from web.schemas import ButtonPress, Event, MerchantFace, NewConversation, OpenedConversation, OwnButton, TextMessage
from web.threads import in_thread

router = APIRouter(prefix="/v1", tags=["conversations"])

TYPING_EVERY = timedelta(seconds=2)
"""How often at most it is written down that a customer is writing."""


def merchant_of(deps: WebDeps, merchant_id: str) -> Merchant:
    """The merchant, or the problem that there is none."""
    if merchant_id not in deps.merchants:
        detail = f"There is no merchant {merchant_id!r} here. Use the id that the merchant's website was given."
        raise Problem(404, "no-such-merchant", "No such merchant", detail)
    return deps.merchants[merchant_id]


def offers(merchant: Merchant, language: str) -> None:
    """The problem that a merchant does not offer the language, where it does not."""
    if language not in merchant.languages:
        offered = ", ".join(merchant.languages)
        detail = f"{merchant.name} does not offer {language!r}. Use one of: {offered}."
        raise Problem(409, "language-not-offered", "Language not offered", detail)


@router.get("/merchants/{merchant_id}", responses=problems(404, 422))
def show_merchant(merchant_id: str, deps: Deps) -> MerchantFace:
    """The public face of a merchant."""
    merchant = merchant_of(deps, merchant_id)
    languages = list(merchant.languages)
    greeting = {language: deps.sentences.text(_welcome(merchant), language) for language in languages}
    return MerchantFace(id=merchant.id, name=merchant.name, languages=languages, greeting=greeting)


@router.post("/conversations", status_code=201, responses=problems(400, 401, 403, 404, 409, 413, 422, 429, 503))
def open_conversation(new: NewConversation, request: Request, deps: Deps) -> OpenedConversation:
    """Open a conversation. Its first event is the greeting."""
    merchant = merchant_of(deps, new.merchant)
    check_origin(request, deps, merchant.id)
    language = new.language or merchant.languages[0]
    offers(merchant, language)
    now = deps.clock()
    customer = vouched_for(deps, merchant.id, new.identity, now)
    with deps.database.begin() as session:
        counted_as = opening.admitted(deps, session, new, customer, opened_from(request, deps), now)
        row, secret = conversation.create(
            session,
            merchant=merchant.id,
            language=language,
            channel="web",
            now=now,
            opened_from=counted_as,
        )
        if customer:
            row.draft = Draft(email=customer.email).as_json()
            earlier.mark(session, row, conversation.customer_hash(deps.address_key, merchant.id, customer.user))
        log.say(session, row, [_welcome(merchant)], deps.sentences, now)
        return OpenedConversation(id=row.id, secret=secret, merchant=merchant.id, language=language)


@router.post(
    "/conversations/{conversation_id}/messages",
    status_code=202,
    responses=problems(400, 401, 404, 413, 422, 429, 503),
)
async def send_message(
    claim: Claimed, message: TextMessage | ButtonPress | OwnButton, request: Request, deps: Deps, hub: TheHub
) -> Event:
    """Keep a message or a button press; the answer comes as events. The same `client_id` again changes nothing."""
    kept = await in_thread(_keep, deps, claim, message, request.app.state.dispatcher)
    hub.notify(claim.claimed)
    return kept


def _keep(deps: WebDeps, claim: Claim, message: TextMessage | ButtonPress | OwnButton, dispatcher: Dispatcher) -> Event:
    with deps.database.read() as session:  # before the one lock on SQLite, which strangers must not ask for
        conversation_id = claim.proven(session)
    pressed = message.token if isinstance(message, ButtonPress) else None
    typed = message.text if isinstance(message, TextMessage) else None
    traced = tracing.span("message", conversation=conversation_id)
    with traced, dispatcher.place() as at_once, deps.database.begin() as session:
        row = conversation.get(session, conversation_id)
        if _withdraws(deps, row.merchant, message):
            ownership.hand_to_bot_by_customer(session, row, message.client_id, deps.clock())
        event = turns.receive(
            session,
            row,
            text=typed,
            token=pressed,
            pressed=_own_button(deps, row.language, message.action) if isinstance(message, OwnButton) else None,
            client_id=message.client_id,
            now=deps.clock(),
            per_minute=deps.limits.messages_per_minute,
            at_once=at_once,
        )
        if row.owner == "person":
            presence.leave(session, presence.typing(row.id), presence.CUSTOMER)
        return Event.of(event)


@router.post(
    "/conversations/{conversation_id}/typing",
    status_code=204,
    response_class=Response,
    responses=problems(401, 422, 503),
)
def tell_typing(conversation_id: Own, deps: Deps, hub: TheHub) -> Response:
    """Let the person who has the chat see for some seconds that the customer is writing. The bot need not know."""
    if _note_typing(deps, conversation_id):
        hub.notify(conversation_id)
    return Response(status_code=204)


def _withdraws(deps: WebDeps, merchant_id: str, message: TextMessage | ButtonPress | OwnButton) -> bool:
    """Whether the customer withdraws from the contract, by the window's button or in words: never lost in a queue."""
    if isinstance(message, OwnButton):
        return message.action == "withdraw"
    merchant = deps.merchants.get(merchant_id)
    spoken = () if merchant is None else merchant.languages
    return isinstance(message, TextMessage) and declares_withdrawal_in(message.text, spoken)


def vouched_for(deps: WebDeps, merchant: str, given: str | None, now: datetime) -> Vouched | None:
    """The customer that the merchant's website signed; None where it vouches for nobody."""
    vouching = deps.vouching.get(merchant)
    if given is None:
        if vouching is not None and vouching.required:
            raise NotVouchedFor("Only customers who are signed in at the website can chat here.")
        return None
    if vouching is None:
        raise NotVouchedFor("This merchant has no key for signed identities: see AMENDS_SIGNED_IDENTITIES.")
    return signed_identity.vouched(given, vouching.keys, merchant, now)


def _note_typing(deps: WebDeps, conversation_id: str) -> bool:
    """Whether it was written down. Told again too soon it is known already, so a busy client costs no writing."""
    place, now = presence.typing(conversation_id), deps.clock()
    with deps.database.read() as session:
        known = presence.at(session, [place], now + presence.TYPING - TYPING_EVERY)
        if conversation.get(session, conversation_id).owner != "person":
            return False
        if any(each.who == presence.CUSTOMER for each in known):
            return False
    with deps.database.begin() as session:
        presence.note_customer(session, conversation_id, now)
    return True


def _own_button(deps: WebDeps, language: str, action: str) -> tuple[str, str]:
    """Title and payload of one of the window's own buttons."""
    buttons = deps.sentences.buttons(Say("utter_window_buttons"), language)
    return next((title, payload) for title, payload in buttons if payload == f"/{action}")


def _welcome(merchant: Merchant) -> Say:
    return Say("utter_welcome", {"merchant": merchant.name})

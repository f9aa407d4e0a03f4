"""What a customer finds again in the chat window: their earlier conversations and cases, of which they show a proof."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from amends.cases import earlier
from amends.conversations import access, conversation
from amends.conversations.signed_identity import Vouched
from web.auth import Deps
from web.conversations import merchant_of, vouched_for
from web.deps import WebDeps
from web.openapi import problems
from web.schemas import CaseCard, Incoming, Known

router = APIRouter(prefix="/v1", tags=["history"])


class Proofs(Incoming):
    """Whom the merchant's website vouches for, and conversations that the browser has the secrets of."""

    identity: str | None = Field(None, max_length=4000, description="A JSON Web Token, signed with HS256.")
    known: list[Known] = Field(default_factory=list, max_length=earlier.MOST)


class EarlierConversation(BaseModel):
    """`secret` opens it as long as the website's signature holds; null where the browser has its secret. `words` is how
    it began. `closed`: there to read, and not to be gone on with."""

    id: str
    secret: str | None
    language: str
    began: datetime
    last: datetime
    words: str
    closed: bool
    case: CaseCard | None


class History(BaseModel):
    """The newest first."""

    conversations: list[EarlierConversation]


@router.post("/merchants/{merchant_id}/history", responses=problems(400, 401, 404, 413, 422, 503))
def show_history(merchant_id: str, proofs: Proofs, deps: Deps) -> History:
    """The conversations with this merchant that are proven to be the caller's own; what is not proven is left out."""
    merchant = merchant_of(deps, merchant_id)
    now = deps.clock()
    customer = vouched_for(deps, merchant.id, proofs.identity, now) if proofs.identity is not None else None
    with deps.database.read() as session:
        own = {each.id for each in proofs.known if conversation.is_own(session, each.id, each.secret)}
        theirs: list[str] = []
        if customer is not None:
            marked = conversation.customer_hash(deps.address_key, merchant.id, customer.user)
            theirs = earlier.of_customer(session, marked)
        found = earlier.entries(session, merchant.id, own | set(theirs), now)
    cards = deps.cards([each.id for each in found])
    return History(
        conversations=[
            _shown(deps, each, customer if each.id not in own else None, cards.get(each.id)) for each in found
        ]
    )


def _shown(
    deps: WebDeps, each: earlier.Earlier, customer: Vouched | None, card: CaseCard | None
) -> EarlierConversation:
    secret = None if customer is None else access.pass_to(deps.address_key, each.id, customer.until)
    return EarlierConversation(
        id=each.id,
        secret=secret,
        language=each.language,
        began=each.began,
        last=each.last,
        words=each.words,
        closed=each.closed,
        case=card,
    )

"""How often one may open conversations: counted by the customer or the browser where they are known, and by the network
where they are not, which an office shares. Beyond its limit a network opens more for a proof of work each."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.conversations import conversation, proof_of_work
from amends.conversations.conversation import address_hash, customer_hash
from amends.conversations.proof_of_work import Answer
from amends.conversations.signed_identity import Vouched
from amends.errors import TooManyRequests
from web.deps import WebDeps
from web.problems import too_many
from web.schemas import NewConversation

BY_A_BROWSER = 12
"""Conversations that a known browser may open in an hour."""
WITH_PROOFS = 10
"""How many times as many a network may open with a proof for each."""


@dataclass(frozen=True)
class Opener:
    """`counted_as` is a keyed hash of whoever opens it: the customer, the browser, or the network."""

    counted_as: str
    most: int
    is_network: bool = False


def opener(deps: WebDeps, session: Session, new: NewConversation, customer: Vouched | None, network: str) -> Opener:
    """By what this one is counted. `network` is the keyed hash of the caller's address."""
    most = deps.limits.conversations_per_hour
    if customer is not None:
        return Opener(customer_hash(deps.address_key, new.merchant, customer.user), most)
    known = ((each.id, each.secret) for each in new.known)
    proper = [each for each, secret in known if conversation.was_proper(session, new.merchant, each, secret)]
    if proper:
        return Opener(address_hash(deps.address_key, f"browser {min(proper)}"), min(most, BY_A_BROWSER))
    return Opener(network, most, is_network=True)


def admit(deps: WebDeps, session: Session, by: Opener, answer: Answer | None, now: datetime) -> None:
    """Let one more in, in the transaction that opens it. The problem that there are too many where it cannot be; with a
    challenge, where an answer to it would let it in."""
    try:
        conversation.check_opening_rate(session, by.counted_as, by.most, now)
    except TooManyRequests as fault:
        if not by.is_network:
            raise
        _with_proof(deps, session, replace(by, most=by.most * WITH_PROOFS), answer, fault, now)


def _with_proof(
    deps: WebDeps, session: Session, by: Opener, answer: Answer | None, fault: TooManyRequests, now: datetime
) -> None:
    conversation.check_opening_rate(session, by.counted_as, by.most, now)
    if answer is not None and proof_of_work.take(session, deps.address_key, by.counted_as, answer, now):
        return
    asked: dict[str, Any] = asdict(proof_of_work.challenge(deps.address_key, by.counted_as, now))
    raise too_many(fault, challenge=asked) from fault

"""How often one may open conversations: counted by the customer or the browser where they are known, and by the network
where they are not, which an office shares. Beyond its limit a network opens more for a proof of work each."""

from contextlib import suppress
from dataclasses import asdict
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
"""How many times as many a network may open with a proof for each, and how many its known browsers together."""
_OF_BROWSER, _HALF = "~", 32
"""What a browser is counted as: this mark, and behind it half of the hash of its network and half of its own."""


def admitted(
    deps: WebDeps, session: Session, new: NewConversation, customer: Vouched | None, network: str, now: datetime
) -> str:
    """Let one more in, in the transaction that opens it; by what it is counted, as a keyed hash: the customer, the
    browser, or `network`, that of the caller's address. Where it cannot be, the problem that there are too many, with a
    challenge where an answer to it would let it in."""
    most = deps.limits.conversations_per_hour
    if customer is not None:
        counted_as = customer_hash(deps.address_key, new.merchant, customer.user)
        conversation.check_opening_rate(session, counted_as, most, now)
        return counted_as
    browser = _browser(deps, session, new)
    if browser is not None:
        of_network = _OF_BROWSER + network[:_HALF]
        with suppress(TooManyRequests):  # it is counted as anybody then
            conversation.check_opening_rate_of_all(session, of_network, most * WITH_PROOFS, now)
            conversation.check_opening_rate(session, of_network + browser, BY_A_BROWSER, now)
            return of_network + browser
    try:
        conversation.check_opening_rate(session, network, most, now)
    except TooManyRequests as fault:
        _with_proof(deps, session, new, network, fault, now)
    return network


def _browser(deps: WebDeps, session: Session, new: NewConversation) -> str | None:
    """The browser, by the first of the proper conversations that it shows; None where it shows none. What it opened as
    itself is no other browser, or each would let it open as many more."""
    known = ((each.id, each.secret) for each in new.known)
    proper = [each for each, secret in known if conversation.was_proper(session, new.merchant, each, secret)]
    if not proper:
        return None
    first = min(proper)
    counted_as = conversation.get(session, first).opened_from or ""
    if counted_as.startswith(_OF_BROWSER):
        return counted_as[len(_OF_BROWSER) + _HALF :]
    return address_hash(deps.address_key, f"browser {first}")[: _HALF - len(_OF_BROWSER)]


def _with_proof(
    deps: WebDeps, session: Session, new: NewConversation, network: str, fault: TooManyRequests, now: datetime
) -> None:
    conversation.check_opening_rate(session, network, deps.limits.conversations_per_hour * WITH_PROOFS, now)
    answer = new.proof and Answer(new.proof.salt, new.proof.number, new.proof.signature)
    if answer and proof_of_work.take(session, deps.address_key, network, answer, now):
        return
    asked: dict[str, Any] = asdict(proof_of_work.challenge(deps.address_key, network, now))
    raise too_many(fault, challenge=asked) from fault

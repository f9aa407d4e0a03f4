"""Opening a conversation, proving that it is one's own, and locking it."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from amends.db.locks import lock_name
from amends.db.tables import ConversationRow, EventRow
from amends.db.window import Window
from amends.errors import NotFound, TooManyRequests
from amends.random_ids import random_id

SECRET_BYTES = 32
HOUR = timedelta(hours=1)

_SECRET_HASH = select(ConversationRow.secret_hash).where(ConversationRow.id == bindparam("conversation"))


def create(
    session: Session, *, merchant: str, language: str, channel: str, now: datetime, opened_from: str | None = None
) -> tuple[ConversationRow, str]:
    """A new conversation and its secret. The secret is handed out here and never again: only its hash is kept."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = ConversationRow(
        id=f"cv_{random_id()}",
        merchant=merchant,
        language=language,
        channel=channel,
        secret_hash=_digest(secret),
        owner="bot",
        draft={},
        next_seq=1,
        opened_from=opened_from,
        created_at=now,
        last_event_at=now,
    )
    session.add(row)
    session.flush()
    return row, secret


def authenticate(session: Session, conversation_id: str, secret: str) -> None:
    """NotFound unless `secret` is the conversation's own, the same for a wrong id as for a wrong secret."""
    if not is_own(session, conversation_id, secret):
        raise NotFound("There is no conversation with this id and secret.")


def is_own(session: Session, conversation_id: str, secret: str) -> bool:
    """Whether `secret` is that conversation's."""
    kept = session.scalar(_SECRET_HASH, {"conversation": conversation_id})
    return hmac.compare_digest(_digest("") if kept is None else kept, _digest(secret)) and kept is not None


def was_proper(session: Session, merchant: str, conversation_id: str, secret: str) -> bool:
    """Whether that is a conversation with the merchant, of whoever has its secret, and one that a customer had: its
    customer was matched, or was answered and wrote again."""
    if not is_own(session, conversation_id, secret):
        return False
    row = session.get_one(ConversationRow, conversation_id)
    if row.merchant != merchant:
        return False
    if row.verified_at is not None:
        return True
    theirs = EventRow.conversation_id == conversation_id
    first = select(func.min(EventRow.seq)).where(theirs, EventRow.author == "customer").scalar_subquery()
    answered = select(func.min(EventRow.seq)).where(theirs, EventRow.author != "customer", EventRow.seq > first)
    again = select(EventRow.id).where(theirs, EventRow.author == "customer", EventRow.seq > answered.scalar_subquery())
    return session.scalar(again.limit(1)) is not None


def get(session: Session, conversation_id: str) -> ConversationRow:
    """The conversation, for a caller who was let in to it: `authenticate` was asked before. NotFound where it was
    erased since."""
    row = session.get(ConversationRow, conversation_id)
    if row is None:
        raise NotFound("There is no such conversation any more.")
    return row


def lock_conversations(session: Session, ids: Iterable[str | None]) -> list[ConversationRow]:
    """In one order, whoever else wants some of them."""
    wanted = [each for each in ids if each is not None]
    if not wanted:
        return []
    rows = select(ConversationRow).where(ConversationRow.id.in_(wanted)).order_by(ConversationRow.id)
    return list(session.scalars(rows.with_for_update().execution_options(populate_existing=True)))


def check_opening_rate(session: Session, opened_from: str, limit: int, now: datetime) -> None:
    """TooManyRequests when this address opened `limit` conversations within the hour that ends now."""
    lock_name(session, "opened_from", opened_from)
    opened = select(ConversationRow.created_at).where(ConversationRow.opened_from == opened_from)
    if wait := Window(limit, HOUR).wait(session, opened, now):
        raise TooManyRequests(f"More than {limit} conversations within an hour from one address.", wait)


def check_opening_rate_of_all(session: Session, beginning: str, limit: int, now: datetime) -> None:
    """The same for all together that are counted as something with that `beginning`, in letters and digits."""
    lock_name(session, "opened_from", beginning)
    kept = ConversationRow.opened_from
    theirs = kept.between(beginning, f"{beginning}g") & kept.startswith(beginning)  # the index knows the former alone
    if wait := Window(limit, HOUR).wait(session, select(ConversationRow.created_at).where(theirs), now):
        raise TooManyRequests(
            f"More than {limit} conversations within an hour from known browsers of one network.", wait
        )


def address_hash(key: bytes, network: str) -> str:
    """What is kept of a network address: comparable within this installation, not readable back without its key."""
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()


def customer_hash(key: bytes, merchant: str, user: str) -> str:
    """The same of a customer whom the merchant's website vouches for; `user` is the website's own id of them."""
    return hmac.new(key, f"customer {merchant} {user}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

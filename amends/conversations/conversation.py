"""Opening a conversation, and proving that it is one's own."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.locks import hold
from amends.db.tables import ConversationRow
from amends.errors import NotFound, TooManyRequests

ID_CHARACTERS = 26
SECRET_BYTES = 32
HOUR = timedelta(hours=1)


def create(
    session: Session, *, merchant: str, language: str, channel: str, now: datetime, opened_from: str | None = None
) -> tuple[ConversationRow, str]:
    """A new conversation and its secret. The secret is handed out here and never again: only its hash is kept."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = ConversationRow(
        id=_new_id(),
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


def authenticate(session: Session, conversation_id: str, secret: str) -> ConversationRow:
    """The conversation, if `secret` is its own. NotFound otherwise, the same for a wrong id as for a wrong secret."""
    row = session.get(ConversationRow, conversation_id)
    kept = row.secret_hash if row is not None else _digest("")
    matches = hmac.compare_digest(kept, _digest(secret))
    if row is None or not matches:
        raise NotFound("There is no conversation with this id and secret.")
    return row


def check_opening_rate(session: Session, opened_from: str, limit: int, now: datetime) -> None:
    """TooManyRequests when this address opened `limit` conversations within the hour that ends now."""
    hold(session, "opened_from", opened_from)
    recent = (ConversationRow.opened_from == opened_from, ConversationRow.created_at > now - HOUR)
    if session.scalar(select(func.count()).where(*recent)) < limit:  # type: ignore[operator]
        return
    oldest = session.scalar(select(func.min(ConversationRow.created_at)).where(*recent))
    wait = (oldest + HOUR - now) if oldest else HOUR
    raise TooManyRequests(
        f"More than {limit} conversations within an hour from one address.", max(1, int(wait.total_seconds()))
    )


def address_hash(key: bytes, network: str) -> str:
    """What is kept of a network address: comparable within this installation, not readable back without its key."""
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()


def _new_id() -> str:
    return "cv_" + base64.b32encode(secrets.token_bytes(17)).decode().lower()[:ID_CHARACTERS]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

"""The same for what stands beside a merchant's cases: other programs and what they are told, keys, and codes."""

from collections.abc import Iterator
from datetime import datetime

from amends.db.tables import (
    ApiCallRow,
    ApiTokenRow,
    Base,
    CouponRow,
    PasskeyRow,
    PasskeyUseRow,
    WebhookDeliveryRow,
    WebhookRow,
)
from tests.web_desk.rows import Text, row

KEYS = {
    "api_calls.token_id", "api_tokens.merchant", "coupons.merchant", "passkeys.agent_id",
    "webhook_deliveries.webhook_id", "webhooks.merchant",
}  # fmt: skip


def rows(text: Text, now: datetime, merchant: str, agent: str) -> Iterator[Base]:
    """In an order in which they may be written. The token holds, and the webhook is on: so their pages offer all."""
    scopes = [text("api_tokens.scopes")]
    yield row(ApiTokenRow, text, now, merchant=merchant, scopes=scopes, expires_at=None, revoked_at=None)
    yield row(ApiCallRow, text, now, token_id=text("api_tokens.id"))
    yield row(WebhookRow, text, now, merchant=merchant, events=[text("webhooks.events")], off_at=None, off_why=None)
    told = {"data": {"case": text("webhook_deliveries.body.case"), "by": text("webhook_deliveries.body.by")}}
    yield row(WebhookDeliveryRow, text, now, webhook_id=text("webhooks.id"), body=told, state="failed", status=None)
    yield row(PasskeyRow, text, now, agent_id=agent, public_key=b"key")
    yield row(PasskeyUseRow, text, now)
    yield row(CouponRow, text, now, merchant=merchant)

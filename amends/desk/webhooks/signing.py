"""How a call is signed: as Standard Webhooks has it (github.com/standard-webhooks), version 1.

HMAC-SHA256 over `<id>.<seconds>.<body>`, in base 64, behind `v1,`. While a new secret takes over there are two.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel, SecretStr

PREFIX = "whsec_"
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_BYTES = 32


class WebhookSecrets(BaseModel):
    """What is kept, sealed. `former` counts until the row says that it does not."""

    secret: SecretStr
    former: SecretStr | None = None


def new_secret() -> str:
    """As a receiver is given it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers(delivery_id: str, body: bytes, now: datetime, keys: Iterable[str]) -> dict[str, str]:
    """Those of one call, signed at `now` with each of the secrets."""
    at = str(int(now.timestamp()))
    signed = f"{delivery_id}.{at}.".encode() + body
    return {ID: delivery_id, TIMESTAMP: at, SIGNATURE: " ".join(_signature(each, signed) for each in keys)}


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

"""A customer that the merchant's own website vouches for: user id, e-mail and expiry, signed with the merchant's key.

Whoever is signed in there need not type the e-mail address. It opens no order by itself: the order number and the
e-mail on the order must still match.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from amends.errors import NotVouchedFor

LONGEST = timedelta(days=1)
"""How far ahead an expiry may lie: a signature that leaks is not good for ever."""


@dataclass(frozen=True)
class SignedIdentity:
    """`expires_at` in whole seconds since 1970. `signature` is the hexadecimal HMAC-SHA256 of `signed_text`."""

    user_id: str
    email: str
    expires_at: int
    signature: str


def signed_text(merchant: str, identity: SignedIdentity) -> bytes:
    """What is signed: merchant, user id, e-mail and expiry, a line each."""
    lines = (merchant, identity.user_id, identity.email, str(identity.expires_at))
    if any("\n" in line for line in lines):
        raise NotVouchedFor("A signed identity has one line per member.")
    return "\n".join(lines).encode()


def check(key: bytes, merchant: str, identity: SignedIdentity, now: datetime) -> None:
    """NotVouchedFor unless the merchant's key signed exactly this and it has not expired. Compared in constant time."""
    expected = hmac.new(key, signed_text(merchant, identity), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), identity.signature.lower().encode()):
        raise NotVouchedFor("The signature is not the merchant's.")
    expires_at = datetime.fromtimestamp(identity.expires_at, UTC)
    if not now < expires_at <= now + LONGEST:
        raise NotVouchedFor("The signed identity has expired, or is good for more than a day.")

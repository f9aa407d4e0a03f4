"""A customer that the merchant's own website vouches for: a JSON Web Token (RFC 7519), signed with the merchant's key.

Whoever is signed in there need not type the e-mail address. It opens no order by itself: the order number and the
e-mail on the order must still match.
"""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from jwt.types import Options

from amends.errors import NotVouchedFor

ALGORITHM = "HS256"
OPTIONS: Options = {"require": ["sub", "email", "aud", "exp"], "verify_exp": False}  # the expiry goes by our clock
LONGEST = timedelta(days=1)
"""How far ahead an expiry may lie: a token that leaks is not good for ever."""
_EMAIL = re.compile(r"(?=.{3,254}\Z)[^\s@\x00\ud800-\udfff]+@[^\s@\x00\ud800-\udfff]+")


@dataclass(frozen=True)
class Vouched:
    """`user` is the website's own id of the customer, `email` their address; good before `until`."""

    user: str
    email: str
    until: datetime


def vouched(token: str, keys: Sequence[bytes], merchant: str, now: datetime) -> Vouched:
    """The customer, of whom `sub` is the website's own id; `aud` names the merchant.

    NotVouchedFor unless one of the merchant's keys signed exactly this and it has not expired.
    """
    claims = _claims(token, keys, merchant)
    expires_at, email = claims["exp"], claims["email"]
    if not isinstance(expires_at, int) or not now.timestamp() < expires_at <= (now + LONGEST).timestamp():
        raise NotVouchedFor("The signed identity has expired, or is good for more than a day.")
    if not isinstance(email, str) or not _EMAIL.fullmatch(email):
        raise NotVouchedFor("The signed identity's `email` is not an e-mail address.")
    return Vouched(claims["sub"], email, datetime.fromtimestamp(expires_at, UTC))


def _claims(token: str, keys: Sequence[bytes], merchant: str) -> dict[str, Any]:
    """What the token says, by the key that signed it; without one, by the last, whose refusal is told."""
    try:
        for key in keys[:-1]:
            with contextlib.suppress(jwt.InvalidSignatureError):
                return jwt.decode(token, key, algorithms=[ALGORITHM], audience=merchant, options=OPTIONS)
        return jwt.decode(token, keys[-1], algorithms=[ALGORITHM], audience=merchant, options=OPTIONS)
    except jwt.InvalidTokenError as fault:
        raise NotVouchedFor(f"The signed identity is not the merchant's: {fault}.") from fault

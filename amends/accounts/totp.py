"""One-time codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds, as every app has it."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20
DRIFT_STEPS = 1


def new_secret() -> str:
    """A secret in base 32, as apps take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def uri(secret: str, email: str) -> str:
    """What an authenticator app reads, as an otpauth: address."""
    return f"otpauth://totp/Amends:{quote(email)}?secret={secret}&issuer=Amends"


def code(secret: str, step: int) -> str:
    """The code of one time step (RFC 4226, 5.3)."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_S


def used_step(secret: str, given: str, now: datetime, last: int | None) -> int | None:
    """The time step whose code was given, one step early or late allowed; None for a wrong or an already used code."""
    given = "".join(given.split())
    if not given.isascii():
        return None
    present = step_of(now)
    for step in range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1):
        if hmac.compare_digest(code(secret, step).encode(), given.encode()) and (last is None or step > last):
            return step
    return None

"""One-time codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds, as every app has it."""

import hmac
from datetime import datetime

import pyotp

DRIFT_STEPS = 1


def new_secret() -> str:
    """A secret of 160 bits in base 32, as apps take it."""
    return pyotp.random_base32()


def uri(secret: str, email: str) -> str:
    """What an authenticator app reads, as an otpauth: address."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Amends")


def code(secret: str, now: datetime) -> str:
    """The code that an app shows at that moment."""
    return pyotp.TOTP(secret).at(now)


def used_step(secret: str, given: str, now: datetime, last: int | None) -> int | None:
    """The time step whose code was given, one step early or late allowed; None for a wrong or an already used code."""
    given = "".join(given.split())
    if not given.isascii():
        return None
    app = pyotp.TOTP(secret)
    present = app.timecode(now)
    for step in range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1):
        if hmac.compare_digest(app.generate_otp(step), given) and (last is None or step > last):
            return step
    return None

"""The signature under what web sends to Rasa's inbox. Standard library only: both environments load it."""

import hashlib
import hmac


def sign(secret: str, body: bytes, at: int) -> str:
    """The signature header for `body` at the Unix second `at`."""
    return f"t={at},v1={_mac(secret, body, at)}"


def verify(secret: str, header: str, body: bytes, now: int, window_s: int = 300) -> bool:
    """Whether `header` signs `body` and was made within `window_s` seconds of `now`. Compares in constant time."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    try:
        at = int(parts["t"])
    except (KeyError, ValueError):
        return False
    return abs(now - at) <= window_s and hmac.compare_digest(
        _mac(secret, body, at).encode(), parts.get("v1", "").encode()
    )


def _mac(secret: str, body: bytes, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()

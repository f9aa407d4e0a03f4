"""The signatures between web, Rasa and the action server: HMAC-SHA256 over the instant and the body, as payment
webhooks have it. An answer is signed together with the signature of what it answers, so that none stands for another.

Standard library only: both environments import this file.
"""

import hashlib
import hmac
import re

HEADER = "X-Amends-Signature"
MIN_SECRET_CHARACTERS = 32
_SHAPE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: str, body: bytes, at: int) -> str:
    """The header's value for `body` sent at the Unix time `at` (seconds)."""
    return f"t={at},v1={_digest(secret, body, at)}"


def verify(secret: str, header: str, body: bytes, now: float, window_s: int = 300) -> bool:
    """Whether `header` signs exactly this body and is at most `window_s` old or early. Compares in constant time."""
    shape = _SHAPE.fullmatch(header)
    if not secret or shape is None:
        return False
    at = int(shape[1])
    genuine = hmac.compare_digest(shape[2], _digest(secret, body, at))
    return genuine and abs(now - at) <= window_s


def sign_answer(secret: str, question: str, body: bytes) -> str:
    """The header's value for an answer with `body` to the call that came with the header `question`. It needs no
    instant of its own: the question has one."""
    return "v1=" + hmac.new(secret.encode(), f"answer {question}\n".encode() + body, hashlib.sha256).hexdigest()


def verify_answer(secret: str, header: str, question: str, body: bytes) -> bool:
    """Whether `header` signs exactly this answer to exactly that call."""
    return hmac.compare_digest(header.encode(), sign_answer(secret, question, body).encode())


def _digest(secret: str, body: bytes, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()

"""A pass to a conversation of one's own, in the place of its secret, for a customer that the website vouches for.

Of a secret only the hash is kept, so that nobody can be told it a second time. A pass is signed, and kept nowhere.
"""

import hashlib
from datetime import UTC, datetime

from itsdangerous import Signer

SALT = b"passes to conversations"
"""A signature made for one purpose never serves another, although all are made from one secret."""


def pass_to(key: bytes, conversation_id: str, until: datetime) -> str:
    """What opens the conversation before `until`, and no other one. Whoever asks has shown whose it is."""
    expires_at = int(until.timestamp())
    return f"{expires_at}.{_signer(key).get_signature(_signed(conversation_id, expires_at)).decode()}"


def opens(key: bytes, shown: str, conversation_id: str, now: datetime) -> bool:
    """Whether `shown` is a pass to that conversation, and holds yet."""
    expires_at, _, signature = shown.partition(".")
    if not (expires_at.isascii() and expires_at.isdecimal() and len(expires_at) <= len(str(2**40))):
        return False
    genuine = _signer(key).verify_signature(_signed(conversation_id, int(expires_at)), signature)
    return genuine and now < datetime.fromtimestamp(int(expires_at), UTC)


def _signer(key: bytes) -> Signer:
    return Signer(key, SALT, digest_method=hashlib.sha256)


def _signed(conversation_id: str, expires_at: int) -> str:
    return f"{conversation_id}/{expires_at}"

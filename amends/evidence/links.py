"""Short-lived links to pictures. Whoever may see a file is asked when the link is made; the link itself is the proof.

Only the customer's own conversation makes them. The desk serves pictures itself, under /desk/cases/…/evidence/….
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from amends.errors import NotFound

LIFETIME = timedelta(minutes=5)


def key_from(internal_secret: str) -> bytes:
    """The signing key: its own, so that a signature made for one purpose never serves another."""
    return hashlib.sha256(b"evidence links:" + internal_secret.encode()).digest()


def link(key: bytes, evidence_id: str, part: str, now: datetime) -> str:
    """The path with its query, good for LIFETIME. `part`: `thumb`, or a page's number."""
    until = int((now + LIFETIME).timestamp())
    return f"/v1/files/{evidence_id}/{part}?until={until}&signature={_signature(key, evidence_id, part, until)}"


def check(key: bytes, evidence_id: str, part: str, until: int, signature: str, now: datetime) -> timedelta:
    """How long the link still holds. NotFound for a wrong or an old one alike."""
    genuine = hmac.compare_digest(_signature(key, evidence_id, part, until).encode(), signature.encode())
    left = datetime.fromtimestamp(until, UTC) - now if genuine else timedelta(0)
    if left <= timedelta(0):
        raise NotFound("this link does not hold, or holds no longer")
    return left


def _signature(key: bytes, evidence_id: str, part: str, until: int) -> str:
    return hmac.new(key, f"{evidence_id}\n{part}\n{until}".encode(), hashlib.sha256).hexdigest()

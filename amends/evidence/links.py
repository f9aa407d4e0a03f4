"""Short-lived links to pictures. Whoever may see a file is asked when the link is made; the link itself is the proof.

Only the customer's own conversation makes them. The desk serves pictures itself, under /desk/cases/…/evidence/….
"""

import hashlib
from datetime import UTC, datetime, timedelta

from itsdangerous import Signer

from amends.errors import NotFound

LIFETIME = timedelta(minutes=5)
SALT = b"evidence links"
"""A signature made for one purpose never serves another, although all are made from one secret."""


def link(key: bytes, evidence_id: str, part: str, now: datetime) -> str:
    """The path with its query, good for LIFETIME. `part`: `thumb`, or a page's number."""
    until = int((now + LIFETIME).timestamp())
    signature = _signer(key).get_signature(_signed(evidence_id, part, until)).decode()
    return f"/v1/files/{evidence_id}/{part}?until={until}&signature={signature}"


def check(key: bytes, evidence_id: str, part: str, until: int, signature: str, now: datetime) -> timedelta:
    """How long the link still holds. NotFound for a wrong or an old one alike."""
    genuine = _signer(key).verify_signature(_signed(evidence_id, part, until), signature)
    left = datetime.fromtimestamp(until, UTC) - now if genuine else timedelta(0)
    if left <= timedelta(0):
        raise NotFound("this link does not hold, or holds no longer")
    return left


def _signer(key: bytes) -> Signer:
    return Signer(key, SALT, digest_method=hashlib.sha256)


def _signed(evidence_id: str, part: str, until: int) -> str:
    return f"{evidence_id}/{part}/{until}"

"""A little work in the place of a wait: whoever opens one conversation more than a network may shows that a computer
was busy for a second. It costs one customer nothing that they notice, and whoever opens thousands a lot.

A challenge is a hash; the answer is the number that was hashed with its salt. It is signed, and so kept nowhere until
it is answered.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from amends.db.proof_tables import ProofRow
from amends.db.upsert import insert

MOST = 50_000
"""The greatest number that an answer may be: half of them are tried on average, for which a telephone needs a second or
two."""
LIFETIME = timedelta(minutes=10)
_SALT = re.compile(r"[0-9a-f]{24}\.([0-9]{10})\.", re.ASCII)
_PURPOSE = b"proofs of work "
"""A signature made for one purpose never serves another, although all are made from one secret."""


@dataclass(frozen=True)
class Challenge:
    """`challenge` is SHA-256 of `salt` and a number from 0 to `most` in decimal figures; the salt holds when it
    expires, in seconds since 1970, and ends with a full stop: no figure of the number can be moved into it."""

    salt: str
    challenge: str
    most: int
    signature: str


@dataclass(frozen=True)
class Answer:
    """The challenge as it was given out, and the number."""

    salt: str
    number: int
    signature: str


def challenge(key: bytes, network: str, now: datetime) -> Challenge:
    """A new one for that network, good for LIFETIME."""
    salt = f"{secrets.token_hex(12)}.{int((now + LIFETIME).timestamp())}."
    asked = _hash(salt, secrets.randbelow(MOST + 1))
    return Challenge(salt, asked, MOST, _signature(key, network, asked))


def take(session: Session, key: bytes, network: str, answer: Answer, now: datetime) -> bool:
    """Whether the answer is right, was given out to that network, holds yet, and is given for the first time. It counts
    once the transaction commits."""
    answered = _hash(answer.salt, answer.number)
    salt = _SALT.fullmatch(answer.salt)
    signature = _signature(key, network, answered).encode()
    genuine = hmac.compare_digest(signature, answer.signature.encode("utf-8", "replace"))
    if salt is None or not genuine:
        return False
    expires_at = datetime.fromtimestamp(int(salt[1]), UTC)
    if now >= expires_at:
        return False
    row = insert(session, ProofRow).values(challenge=answered, expires_at=expires_at).on_conflict_do_nothing()
    return session.execute(row.returning(ProofRow.challenge)).scalar() is not None


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode("utf-8", "surrogatepass")).hexdigest()


def _signature(key: bytes, network: str, asked: str) -> str:
    return hmac.new(key, _PURPOSE + f"{network} {asked}".encode(), hashlib.sha256).hexdigest()

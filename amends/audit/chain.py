"""How entries hang together: each one's hash covers its content and the hash before it. Pure."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64
"""What stands for the hash before the first entry."""
EMPTIED = {"emptied": True}
"""The body of an entry from which a person's words were erased. Its hash is still that of what it was."""
NAMES_EMPTIED = "emptied"
"""In the body of a later entry of the same chain: the numbers of those."""


@dataclass(frozen=True)
class Entry:
    """One entry as it is kept. `body` holds JSON values; numbers are whole, so that every database keeps them alike."""

    merchant: str
    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    body: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class Head:
    """Where a merchant's chain ends."""

    merchant: str
    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.merchant}:{self.count}:{self.hash}"


@dataclass(frozen=True)
class Break:
    """The first entry of a chain that is not as it was written, and what is wrong there."""

    merchant: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"{self.merchant}, entry {self.seq}: {self.why}"


def hash_of(
    merchant: str, seq: int, at: datetime, actor: str, action: str, subject: str, body: dict[str, Any], previous: str
) -> str:
    """SHA-256 over the canonical JSON of an entry, in hexadecimal digits."""
    content = {
        "merchant": merchant,
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "action": action,
        "subject": subject,
        "body": body,
        "previous": previous,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def salted_digest(words: Any) -> tuple[str, str]:
    """A salt and the digest of JSON values with it. The log keeps the digest; the salt stands beside the words and is
    erased with them: then nobody can find out by trying what the digest was made of."""
    salt = secrets.token_hex(16)
    return salt, digest_of(salt, words)


def digest_of(salt: str, words: Any) -> str:
    """The digest that `salted_digest` made; with an empty salt, one of before there were salts."""
    content = [salt, words] if salt else words
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: Any) -> str:
    """One text for one value: keys in order, no blanks, ASCII only."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def first_break(entries: Iterable[Entry], head: Head | None, merchant: str, noted: Head | None = None) -> Break | None:
    """The first thing wrong with a chain; None where it is whole.

    `entries` in the order of `seq`. `head` is what the database says of the chain's end, `noted` what was copied out of
    the house before: the chain must still hold that entry. An entry whose words were erased cannot be compared with its
    hash any more: it holds its place, where a later entry says that it was emptied.
    """
    previous, count = FIRST, 0
    emptied: set[int] = set()
    for entry in entries:
        count += 1
        if entry.seq != count:
            return Break(merchant, count, f"is missing; the next is {entry.seq}")
        if entry.previous != previous:
            return Break(merchant, count, "does not follow the entry before it")
        content = (entry.merchant, entry.seq, entry.at, entry.actor, entry.action, entry.subject, entry.body)
        if hash_of(*content, entry.previous) == entry.hash:
            emptied -= set(_numbers(entry.body))
        elif entry.body == EMPTIED:
            emptied.add(count)
        else:
            return Break(merchant, count, "was changed")
        previous = entry.hash
        if noted is not None and noted.count == count and noted.hash != entry.hash:
            return Break(merchant, count, "is another one than was noted outside")
    if emptied:
        return Break(merchant, min(emptied), "was emptied, and no later entry says so")
    if head is None:
        return (
            Break(merchant, count, "the note of the chain's end is gone") if count else _noted(merchant, noted, count)
        )
    if (head.count, head.hash) != (count, previous):
        return Break(merchant, min(head.count, count) + 1, f"the chain has {count} entries, {head.count} were written")
    return _noted(merchant, noted, count)


def _numbers(body: dict[str, Any]) -> list[int]:
    found = body.get(NAMES_EMPTIED)
    return found if isinstance(found, list) else []


def _noted(merchant: str, noted: Head | None, count: int) -> Break | None:
    if noted is None or noted.count <= count:
        return None
    return Break(merchant, count + 1, f"the chain has {count} entries, {noted.count} were noted outside")

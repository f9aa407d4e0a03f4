"""How entries hang together: each one's hash covers its content and the hash before it. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64
"""What stands for the hash before the first entry."""


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


def canonical(content: Any) -> str:
    """One text for one value: keys in order, no blanks, ASCII only."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def first_break(entries: Iterable[Entry], head: Head | None, merchant: str, noted: Head | None = None) -> Break | None:
    """The first thing wrong with a chain; None where it is whole.

    `entries` in the order of `seq`. `head` is what the database says of the chain's end, `noted` what was copied out of
    the house before: the chain must still hold that entry.
    """
    previous, count = FIRST, 0
    for entry in entries:
        count += 1
        if entry.seq != count:
            return Break(merchant, count, f"is missing; the next is {entry.seq}")
        if entry.previous != previous:
            return Break(merchant, count, "does not follow the entry before it")
        content = (entry.merchant, entry.seq, entry.at, entry.actor, entry.action, entry.subject, entry.body)
        if hash_of(*content, entry.previous) != entry.hash:
            return Break(merchant, count, "was changed")
        previous = entry.hash
        if noted is not None and noted.count == count and noted.hash != entry.hash:
            return Break(merchant, count, "is another one than was noted outside")
    if head is None:
        return (
            Break(merchant, count, "the note of the chain's end is gone") if count else _noted(merchant, noted, count)
        )
    if (head.count, head.hash) != (count, previous):
        return Break(merchant, min(head.count, count) + 1, f"the chain has {count} entries, {head.count} were written")
    return _noted(merchant, noted, count)


def _noted(merchant: str, noted: Head | None, count: int) -> Break | None:
    if noted is None or noted.count <= count:
        return None
    return Break(merchant, count + 1, f"the chain has {count} entries, {noted.count} were noted outside")

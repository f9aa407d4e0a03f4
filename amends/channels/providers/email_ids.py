"""Message-IDs: which thread a mail belongs to, and ours, which say so themselves.

A thread is the digest of its first mail's Message-ID. Ours carry it, so that a reply leads back whatever its program
leaves of the references; and they are made of the part's key, so that the same part has the same one on each try.
"""

import hashlib
import re
from collections.abc import Sequence
from email.message import EmailMessage

from amends.channels.providers.reading import words

MOST = 50
"""Of the references of one mail, the first and the newest."""
LONGEST = 250

_ID = re.compile(r"<\s*([^<>\s]+)\s*>")
_OURS = re.compile(r"<amends\.[0-9a-f]{32}\.([0-9a-f]{32})@[^<>\s]+>", re.IGNORECASE)


def digest(given: str) -> str:
    return hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()[:32]


def own(message: EmailMessage) -> str:
    """Its Message-ID in brackets; empty where it has none that could be repeated."""
    found = _ids(message, "message-id")
    if found:
        return found[0]
    bare = words(str(message.get("message-id", ""))).strip()
    return f"<{bare}>" if re.fullmatch(r"[!-;=?-~]{3,}@[!-;=?-~]+", bare) and len(bare) <= LONGEST else ""


def earlier(message: EmailMessage) -> tuple[str, ...]:
    """Of the mails that it goes on from, oldest first."""
    found = list(dict.fromkeys([*_ids(message, "references"), *_ids(message, "in-reply-to")]))
    return tuple(found if len(found) <= MOST else [found[0], *found[1 - MOST :]])


def thread_of(references: Sequence[str], own_id: str) -> str:
    """`own_id` stands for a mail without references."""
    ours = [found[1] for each in references if (found := _OURS.fullmatch(each))]
    return ours[-1].lower() if ours else digest(references[0] if references else own_id)


def made(key: str, thread: str, to: str, address: str) -> str:
    """Of a part that is sent to `to` from `address`."""
    carried = thread if re.fullmatch(r"[0-9a-f]{32}", thread) else digest(thread or f"{to}\x1f{key}")
    return f"<amends.{digest(f'{address}\x1f{to}\x1f{thread}\x1f{key}')}.{carried}@{address.rpartition('@')[2]}>"


def ours_in(text: str) -> str:
    """The first Message-ID of ours in a text; empty where there is none."""
    found = _OURS.search(text)
    return "" if found is None else found[0]


def is_ours(message_id: str) -> bool:
    return _OURS.fullmatch(message_id) is not None


def _ids(message: EmailMessage, header: str) -> list[str]:
    given = " ".join(words(str(each)) for each in message.get_all(header, []))
    return [f"<{each}>" for each in _ID.findall(given) if len(each) <= LONGEST and each.isprintable()]

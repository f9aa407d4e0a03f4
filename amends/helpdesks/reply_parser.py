"""An answer by e-mail, read: who wrote it, about which case, and what of it is new.

The token in the address proves the case: only the helpdesk was ever sent it. The sender's address is checked besides,
but anybody can write any sender.
"""

import hashlib
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses

from amends.errors import LetterRefused
from amends.helpdesks import tokens
from amends.helpdesks.helpdesk import ANSWER, Inbound
from amends.mail.automatic import is_automatic
from amends.mail.reply_text import above
from amends.mail.wording import wording

MAX_BYTES = 2_000_000
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True)
class ReplyRules:
    """Whose answers count, at which mailbox of ours, for which merchant."""

    merchant: str
    address: str
    answers: str
    secret: str = field(repr=False)


def read(raw: bytes, rules: ReplyRules) -> Inbound:
    """The answer in a message. LetterRefused, with the reason's name, where it is none or must not count."""
    if len(raw) > MAX_BYTES:
        raise LetterRefused("too_large")
    try:
        return _read(message_from_bytes(raw, policy=policy.default), raw, rules)
    except (LookupError, ValueError, TypeError, AttributeError, MessageError) as fault:
        # The email package raises all of these for headers and parts that are broken in one way or another.
        raise LetterRefused("unreadable") from fault


def _read(message: object, raw: bytes, rules: ReplyRules) -> Inbound:
    if not isinstance(message, EmailMessage) or _sender(message) != rules.address.casefold():
        raise LetterRefused("other_sender")
    if is_automatic(message):
        raise LetterRefused("automatic")
    number = _case(message, rules)
    if number is None:
        raise LetterRefused("no_case")
    text, remarks = _text(message)
    if not text:
        raise LetterRefused("empty")
    return Inbound(_id(message, raw), ANSWER, text, number=number, remarks=remarks)


def _sender(message: EmailMessage) -> str | None:
    """The one address it says it is from; None where there is none or more than one."""
    given = message.get_all("from", [])
    found = list(given[0].addresses) if len(given) == 1 else []
    return found[0].addr_spec.casefold() if len(found) == 1 else None


def _case(message: EmailMessage, rules: ReplyRules) -> str | None:
    given = [str(each) for name in RECIPIENTS for each in message.get_all(name, [])]
    named = {tokens.case_of(rules.secret, rules.answers, rules.merchant, each) for _, each in getaddresses(given)}
    named.discard(None)
    return named.pop() if len(named) == 1 else None


def _id(message: EmailMessage, raw: bytes) -> str:
    """The Message-ID, or the whole message, as a digest of a length that fits."""
    given = str(message.get("message-id", "")).strip()
    return hashlib.sha256(given.encode("utf-8", "replace") if given else raw).hexdigest()[:40]


def _text(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    found = wording(message)
    remarks = ["html_reduced"] if found.was_html else []
    if any(True for _ in message.iter_attachments()):
        remarks.append("attachments_left_out")
    return above(found.text), tuple(remarks)

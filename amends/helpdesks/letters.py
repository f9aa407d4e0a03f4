"""An answer by e-mail, read: who wrote it, about which case, and what of it is new.

The token in the address proves the case: only the helpdesk was ever sent it. The sender's address is checked besides,
but anybody can write any sender.
"""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

from amends.errors import LetterRefused
from amends.helpdesks import tokens
from amends.helpdesks.helpdesk import ANSWER, Inbound

MARKER = "##- ~~~~~~~~~~ -##"
"""Stands above what we write; whatever comes at and after it in an answer is a quotation."""
MAX_BYTES = 2_000_000
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
_ATTRIBUTION = re.compile(r"(?:wrote|schreef|skrev)\b[^\n]{0,200}:$", re.IGNORECASE)
_FORWARDED = re.compile(r"-{2,} ?(?:original message|oorspronkelijk bericht|opprinnelig melding) ?-{2,}", re.IGNORECASE)
_HEADER = re.compile(r"\*?(?:from|van|fra)\*?: .+", re.IGNORECASE)
_SENT = re.compile(r"\*?(?:sent|verzonden|sendt|date|datum|dato)\*?: .+", re.IGNORECASE)


@dataclass(frozen=True)
class LetterRules:
    """Whose answers count, at which mailbox of ours, for which merchant."""

    merchant: str
    address: str
    answers: str
    secret: str = field(repr=False)


def read(raw: bytes, rules: LetterRules) -> Inbound:
    """The answer in a message. LetterRefused, with the reason's name, where it is none or must not count."""
    if len(raw) > MAX_BYTES:
        raise LetterRefused("too_large")
    try:
        return _read(message_from_bytes(raw, policy=policy.default), raw, rules)
    except (LookupError, ValueError, TypeError, AttributeError, MessageError) as fault:
        # The email package raises all of these for headers and parts that are broken in one way or another.
        raise LetterRefused("unreadable") from fault


def _read(message: object, raw: bytes, rules: LetterRules) -> Inbound:
    if not isinstance(message, EmailMessage) or _sender(message) != rules.address.casefold():
        raise LetterRefused("other_sender")
    automatic = str(message.get("auto-submitted", "no")).strip().casefold()
    if automatic != "no" or message.get("x-autoreply") is not None:
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


def _case(message: EmailMessage, rules: LetterRules) -> str | None:
    given = [str(each) for name in RECIPIENTS for each in message.get_all(name, [])]
    named = {tokens.case_of(rules.secret, rules.answers, rules.merchant, each) for _, each in getaddresses(given)}
    named.discard(None)
    return named.pop() if len(named) == 1 else None


def _id(message: EmailMessage, raw: bytes) -> str:
    """The Message-ID, or the whole message, as a digest of a length that fits."""
    given = str(message.get("message-id", "")).strip()
    return hashlib.sha256(given.encode("utf-8", "replace") if given else raw).hexdigest()[:40]


def _text(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise LetterRefused("no_text")
    content = part.get_content()
    if not isinstance(content, str):
        raise LetterRefused("no_text")
    remarks = []
    if part.get_content_type() == "text/html":
        content = reduced(content)
        remarks.append("html_reduced")
    if any(True for _ in message.iter_attachments()):
        remarks.append("attachments_left_out")
    return above(content), tuple(remarks)


def above(text: str) -> str:
    """What was newly written: without quotations, what introduces them, and the signature."""
    kept: list[str] = []
    lines = [line.rstrip("\r") for line in text.replace("\r\n", "\n").split("\n")]
    for n, line in enumerate(lines):
        bare = line.strip().lstrip("> ")
        outlook = _HEADER.fullmatch(bare) and any(_SENT.fullmatch(each.strip()) for each in lines[n + 1 : n + 4])
        if MARKER in line or line.rstrip(" ") in {"--", "___"} or _FORWARDED.fullmatch(bare) or outlook:
            break
        kept.append(line)
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    for wrapped in (1, 2, 3):  # mail programs break the line that introduces a quotation
        if _ATTRIBUTION.search(" ".join(kept[-wrapped:]).strip()) and len(kept) >= wrapped:
            del kept[-wrapped:]
            break
    return "\n".join(kept).strip()


def reduced(html: str) -> str:
    """The words of an HTML part, one line a block; no script, no style, no quotation."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    SILENT = frozenset({"script", "style", "head", "title", "template", "blockquote"})
    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self.SILENT))
        if tag in self.BLOCKS and tag != "br":
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data.replace("\n", " "))

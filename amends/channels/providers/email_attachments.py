"""Which parts of a mail are files that the customer sends, and their bytes."""

from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import SMTP

from amends.channels.providers.reading import words
from amends.mail.html_text import shown_images

SMALLEST_PICTURE = 8_000
"""Bytes. A smaller one within the text is a logo under a signature."""
_NO_FILES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-encrypted",
        "application/pgp-keys",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "message/delivery-status",
    }
)


def leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """The parts that have no parts, in their order, each with whether it is one of several versions of the same. A mail
    within the mail is one part."""
    return _leaves(message, versions=False)


def _leaves(part: Message, *, versions: bool) -> Iterator[tuple[Message, bool]]:
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for each in _children(part):
            yield from _leaves(each, versions=part.get_content_subtype() == "alternative" or versions)
    else:
        yield part, versions


def _children(part: Message) -> list[Message]:
    content = part.get_payload()
    return [each for each in content if isinstance(each, Message)] if isinstance(content, list) else []


def files(message: EmailMessage, html: str) -> list[tuple[int, Message]]:
    """The customer's files with their numbers among the leaves. `html` is the mail's HTML, with older messages."""
    shown = shown_images(html) if html else frozenset()
    return [
        (number, part) for number, (part, version) in enumerate(leaves(message)) if _is_file(part, version, html, shown)
    ]


def name_of(part: Message) -> str:
    try:
        return words(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):  # a charset that nobody knows
        return ""


def bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        return content
    inner = _children(part)
    return inner[0].as_bytes(policy=SMTP) if inner else b""


def _is_file(part: Message, is_version: bool, html: str, shown: frozenset[str]) -> bool:
    kind, named = part.get_content_type(), bool(name_of(part))
    if kind in _NO_FILES or part.get_content_maintype() == "multipart":
        return False
    if part.get_content_disposition() == "attachment":
        return True
    if kind in {"text/plain", "text/html"}:
        return named and not is_version and part.get_content_disposition() is not None
    if is_version and part.get_content_maintype() == "text":
        return False
    name = words(str(part.get("content-id", ""))).strip().strip("<>")
    if not name or f"cid:{name}" not in html:
        return True
    return name in shown and len(bytes_of(part)) >= SMALLEST_PICTURE

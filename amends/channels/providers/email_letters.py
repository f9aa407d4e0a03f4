"""A mail as it came, read: news of a mail of ours, or a customer's message with what they wrote and nothing else."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import Any

from amends import addresses
from amends.channels.providers import email_attachments, email_bounces, email_ids
from amends.channels.providers.email_closings import number_alone
from amends.channels.providers.reading import words
from amends.channels.received import Files, Received, RemoteFile, Text, Unreadable, Unsupported
from amends.errors import LetterRefused
from amends.mail.automatic import is_automatic
from amends.mail.reply_text import above
from amends.mail.wording import of_part

LONGEST_SUBJECT = 300
MOST_BYTES = 40 * 1024 * 1024
"""Of a mail. Of a longer one no more than its beginning is read."""
BROKEN = (LookupError, ValueError, TypeError, AttributeError, MessageError, RecursionError)
"""What the email package raises for headers and parts that are broken in one way or another."""

_PREFIX = re.compile(
    r"\s*(?:re|sv|antw|vs|aw|fw|fwd|doorst|wg|tr|rv|ang|betreft|vedr)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:no|do-?not|dont|ikke|niet|nicht|keine|inte|ej)[-_.]?(?:reply|svara?|beantwoorden|antworten|antwort)\b|"
    r"svara[-_.]?(?:inte|ej)\b|noreply|donotreply|mailer-daemon",
    re.IGNORECASE,
)
_SPAM = {"x-spam-flag": "yes", "x-spam": "yes", "x-spam-status": "yes"}
_CLOSED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


@dataclass(frozen=True)
class Mail:
    """As it lies in the mailbox: `place` names it there, `at` is when the server got it, `size` is in bytes. `raw` may
    be its beginning alone."""

    place: str
    at: datetime
    size: int
    raw: bytes


def read(mail: Mail, own: str) -> Received:
    """What it says. `own` is our address. LetterRefused, with the reason's name, where it is left for people."""
    message = parsed(mail.raw)
    try:
        told = email_bounces.delivery_of(message)
    except BROKEN:
        told = None
    if told is not None:
        return Received(_key(message, mail), "", told, mail.at)
    _check(message)
    address, name = _sender(message, own)
    try:
        return _letter(message, mail, address, name)
    except BROKEN:
        # Whoever wrote it is known, and is told that it could not be read.
        return Received(_key(message, mail), address, Unreadable(Unsupported.OTHER), mail.at, name=name)


def parsed(raw: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(raw, policy=policy.default)
    except BROKEN as fault:
        raise LetterRefused("unreadable") from fault
    if not isinstance(message, EmailMessage):
        raise LetterRefused("unreadable")
    return message


def html_of(message: EmailMessage) -> str:
    """Its HTML as it came; empty where it has none."""
    part = message.get_body(("html",))
    return "" if part is None else decoded(part)


def decoded(part: Message) -> str:
    """The text of a part: in the charset that it names, else in UTF-8, else in what most programs mean then."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    named = ""
    with suppress(*BROKEN):
        named = part.get_content_charset() or ""
    for charset in (named, "utf-8"):
        with suppress(LookupError, ValueError):
            if charset:
                return raw.decode("utf-8" if charset in {"us-ascii", "ascii"} else charset)
    return raw.decode("cp1252", "replace")


def _check(message: EmailMessage) -> None:
    try:
        if is_automatic(message):
            raise LetterRefused("automatic")
    except BROKEN:  # in one of many headers; who wrote it is looked at next
        pass
    for header, means in _SPAM.items():
        if str(message.get(header, "")).strip().lower().startswith(means):
            raise LetterRefused("spam")
    if email_ids.is_ours(email_ids.own(message)):
        raise LetterRefused("our_own")


def _sender(message: EmailMessage, own: str) -> tuple[str, str]:
    """Where an answer goes, and the name of whoever wrote. Never ourselves, never nobody."""
    given = _addresses(message, "from")
    if len(given) != 1:
        raise LetterRefused("no_sender" if not given else "many_senders")
    name, sender = given[0]
    if addresses.same(sender, own):
        raise LetterRefused("our_own")
    asked = [each for each in _addresses(message, "reply-to") if not addresses.same(each[1], own)]
    to = _answerable(asked[0][1]) if len(asked) == 1 else None
    to = to or _answerable(sender)
    if to is None:
        raise LetterRefused("no_answerable_sender")
    return to, name


def _addresses(message: EmailMessage, header: str) -> list[tuple[str, str]]:
    given = _raw(message, header)
    if all(each.isascii() for each in given):
        with suppress(*BROKEN):
            found = [each for value in message.get_all(header, []) for each in value.addresses]
            return [(words(each.display_name), each.addr_spec) for each in found if "@" in each.addr_spec]
    return [(name, address) for name, address in getaddresses(given) if "@" in address]


def _raw(message: EmailMessage, header: str) -> list[str]:
    """As they were sent: in UTF-8 where not in ASCII (RFC 6532), which the email package does not read by itself."""
    values = [value for name, value in message.raw_items() if name.lower() == header]
    return [str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace") for value in values]


def _subject(message: EmailMessage) -> str:
    raw = next(iter(_raw(message, "subject")), "")
    return words(str(message.get("subject", "")) if raw.isascii() else " ".join(raw.split()))


def _answerable(address: str) -> str | None:
    try:
        found = addresses.to_send(address).lower()
    except ValueError:
        return None
    return None if _NOBODY.match(found) else found


def _letter(message: EmailMessage, mail: Mail, address: str, name: str) -> Received:
    own_id, references = email_ids.own(message), email_ids.earlier(message)
    subject, has_prefix = bare_subject(_subject(message))
    key = own_id or mail.place
    common: Mapping[str, Any] = {
        "message_id": own_id,
        "name": name,
        "language": words(str(message.get("content-language", ""))).split(",")[0].strip()[:20],
        "thread": email_ids.thread_of(references, key),
        "subject": subject[:LONGEST_SUBJECT],
        "is_reply": has_prefix or bool(references),
        "continues": references,
    }
    if mail.size > MOST_BYTES or message.get_content_type() in _CLOSED:
        return Received(key, address, Unreadable(Unsupported.OTHER), mail.at, **common)
    text, found = _written(message), email_attachments.files(message, html_of(message))
    if not found:
        return Received(key, address, Text(text), mail.at, **common)
    files = tuple(
        RemoteFile(
            f"{mail.place}:{number}:{own_id}",
            email_attachments.name_of(part)[:200],
            part.get_content_type()[:100],
            len(email_attachments.bytes_of(part)),
        )
        for number, part in found
    )
    return Received(key, address, Files(files, text), mail.at, **common)


def bare_subject(subject: str) -> tuple[str, bool]:
    """The subject without «Re:» and its like in other languages, and whether it had one."""
    bare, had = " ".join(subject.split()), False
    while found := _PREFIX.match(bare):
        bare, had = bare[found.end() :].strip(), True
    return bare, had


def _written(message: EmailMessage) -> str:
    """What somebody wrote by hand. Programs of telephones break a text around its pictures: all its pieces count."""
    plain = [
        of_part(part, decoded(part)).text
        for part, _ in email_attachments.leaves(message)
        if (part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart") and _is_body(part)
    ]
    whole = "\n".join(plain)
    if not whole.strip() and (html := message.get_body(("html",))) is not None:
        whole = of_part(html, decoded(html)).text
    return number_alone(above(words(whole)))


def _is_body(part: Message) -> bool:
    """A part of several that has none is the text of a program that forgot to say where they begin."""
    return part.get_content_disposition() != "attachment" and not email_attachments.name_of(part)


def _key(message: EmailMessage, mail: Mail) -> str:
    try:
        return email_ids.own(message) or mail.place
    except BROKEN:
        return mail.place

"""What mail servers tell of our mails: delivery status notifications (RFC 3464), and bounces that are none of these."""

import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from amends.channels.providers import email_ids
from amends.channels.providers.reading import words
from amends.channels.received import Delivery, DeliveryState

_SENDERS = re.compile(r"^(?:mailer-daemon|postmaster|mail-?delivery|bounces?)\b", re.IGNORECASE)
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_ADDRESS = re.compile(r"<?[^\s<>()@,;:]+@[^\s<>(),;:]+>?")
_STATES = {"failed": DeliveryState.FAILED, "delivered": DeliveryState.DELIVERED}
LONGEST_WHY = 300


def delivery_of(message: EmailMessage) -> Delivery | None:
    """News of a mail of ours; None for any other mail, and for news of a mail that is none of ours."""
    blocks = list(_status_blocks(message))
    if not blocks:
        return _plain_bounce(message)
    actions = [str(block.get("action", "")).strip().lower().split(" ")[0] for block in blocks]
    action = next((each for each in ("failed", "delivered") if each in actions), "")
    of = _original(message)
    if not of or not action:
        return None  # «delayed» among others: the mail server goes on trying
    block = blocks[actions.index(action)]
    code = _STATUS.search(str(block.get("status", "")))
    said = words(str(block.get("diagnostic-code", ""))).partition(";")[2]
    failed = action == "failed"
    return Delivery(of, _STATES[action], code[0] if code and failed else "", sentence(said) if failed else "")


def sentence(said: str) -> str:
    """What a mail server said of an address, on one line and without the address."""
    plain = " ".join(_ADDRESS.sub("the address", words(said)).split())
    return f"The mail server said: {plain[:LONGEST_WHY]}" if plain else "The mail came back, without a reason."


def _status_blocks(message: EmailMessage) -> Iterator[Message]:
    """Of each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            yield from (block for block in blocks if isinstance(block, Message) and "action" in block)


def _original(message: EmailMessage) -> str:
    """The Message-ID of ours in the mail that came back; else in what the notification answers."""
    for part in message.walk():
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers", "message/rfc822"}:
            content = part.get_payload()
            inner = content[0] if isinstance(content, list) and content else content
            found = email_ids.ours_in(
                str(inner.get("message-id", "")) if isinstance(inner, Message) else _headers(part, inner)
            )
            if found:
                return found
    return next((each for each in reversed(email_ids.earlier(message)) if email_ids.is_ours(each)), "")


def _headers(part: Message, content: object) -> str:
    raw = part.get_payload(decode=True)
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(content)
    return "\n".join(line for line in text.splitlines() if line.lower().startswith(("message-id:", " ", "\t")))


def _plain_bounce(message: EmailMessage) -> Delivery | None:
    """Of servers that write it in words alone. An absent person's answer has an empty sender too, and is none."""
    sender = str(message.get("from", ""))
    named = re.search(r"([^\s<>@\"]+)@", sender)
    if "x-failed-recipients" not in message and not (named and _SENDERS.match(named[1])):
        return None
    if str(message.get("auto-submitted", "")).strip().lower().startswith("auto-replied") and not named:
        return None
    part = message.get_body(("plain", "html"))
    raw = part.get_payload(decode=True) if part is not None else None
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    of = email_ids.ours_in(text) or email_ids.ours_in(" ".join(email_ids.earlier(message)))
    if not of:
        return None
    line = next((each for each in text.splitlines() if re.search(r"\b5\d\d\b", each)), "")
    code = _STATUS.search(line)
    return Delivery(of, DeliveryState.FAILED, code[0] if code else "", sentence(line))

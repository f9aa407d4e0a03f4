"""What a call of WhatsApp Cloud says: batches of messages, and news of messages of ours."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime

from amends.channels.providers import meta
from amends.channels.providers.reading import Json, an_id, an_object, hashed, instant, objects, whole, words
from amends.channels.received import (
    Deletion,
    Delivery,
    DeliveryState,
    Edit,
    Files,
    Press,
    Received,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)

OBJECT = "whatsapp_business_account"
ADDRESS = re.compile(r"[0-9]{5,20}|[A-Z]{2}\.[A-Za-z0-9.]{1,128}", re.ASCII)
"""A number without its plus; or the id of a customer who has a user name and keeps the number to themselves."""

_READABLE_BY_NOBODY = {
    "audio": Unsupported.VOICE,
    "video": Unsupported.VIDEO,
    "sticker": Unsupported.STICKER,
    "location": Unsupported.LOCATION,
    "contacts": Unsupported.CONTACT,
}
_NOTHING_SAID = frozenset({"reaction", "system", "request_welcome"})
_STATES = {"delivered": DeliveryState.DELIVERED, "read": DeliveryState.READ, "failed": DeliveryState.FAILED}

log = logging.getLogger(__name__)


def read(call: Json, number: str, at: datetime) -> Iterator[Received]:
    """What happened at the phone number with the id `number`, in order. InvalidDocument where it is no such call."""
    for entry in meta.entries(call, OBJECT):
        for change in objects(entry.get("changes")):
            value = an_object(change.get("value"))
            if change.get("field") != "messages":
                continue
            if an_object(value.get("metadata")).get("phone_number_id") != number:
                log.info("a change for another phone number is left out")
                continue
            yield from _messages(value, at)
            for status in objects(value.get("statuses")):
                yield from _delivery(status, at)


def _messages(value: Json, at: datetime) -> Iterator[Received]:
    contacts = list(objects(value.get("contacts")))
    for message in objects(value.get("messages")):
        address = _address(message)
        if address is None or message.get("group_id"):
            continue
        own = an_id(message.get("id"))
        key, sent_at = own or hashed(message), instant(message.get("timestamp"), at)
        for index, what in enumerate(_contents(message)):
            numbered = key if index == 0 else f"{key}:{index}"
            yield Received(numbered, address, what, sent_at, own, _name(contacts, message))


def _address(message: Json) -> str | None:
    given = (words(message.get("from")), words(message.get("from_user_id")))
    return next((each for each in given if ADDRESS.fullmatch(each)), None)


def _name(contacts: list[Json], message: Json) -> str:
    for contact in contacts:
        if contact.get("wa_id") == message.get("from") or contact.get("user_id") == message.get("from_user_id"):
            return words(an_object(contact.get("profile")).get("name"))
    return ""


def _contents(message: Json) -> Iterator[Text | Press | Files | Edit | Deletion | Unreadable]:
    """What it holds. Of what nobody can read, the words under it count all the same."""
    what = _content(message)
    if isinstance(what, Unreadable):
        caption = words(an_object(message.get(words(message.get("type")))).get("caption"))
        if caption.strip():
            yield Text(caption)
    if what is not None:
        yield what


def _content(message: Json) -> Text | Press | Files | Edit | Deletion | Unreadable | None:
    kind = words(message.get("type"))
    if kind in _NOTHING_SAID:
        return None
    inner = an_object(message.get(kind))
    found: Text | Press | Files | Edit | Deletion | None = None
    match kind:
        case "text":
            found = _text(words(inner.get("body")))
        case "image" | "document":
            found = _files(inner)
        case "interactive":
            reply = an_object(inner.get(words(inner.get("type"))))
            found = _press(words(reply.get("id")), words(reply.get("title")))
        case "button":
            found = _template_press(words(inner.get("payload")), words(inner.get("text")))
        case "edit":
            found = _edit(inner)
        case "revoke" if original := an_id(inner.get("original_message_id")):
            found = Deletion(original)
    return found or Unreadable(_READABLE_BY_NOBODY.get(kind, Unsupported.OTHER))


def _text(text: str) -> Text | None:
    return Text(text) if text else None


def _press(token: str, title: str) -> Press | None:
    return Press(token, title) if token else None


def _template_press(payload: str, text: str) -> Text | Press | None:
    """A template's button repeats its label as payload, unless it was sent with one of ours."""
    return Press(payload, text) if payload and payload != text else _text(text)


def _files(inner: Json) -> Files | None:
    reference, name = words(inner.get("id")), words(inner.get("filename"))
    if not reference:
        return None
    media_type = words(inner.get("mime_type")).partition(";")[0].strip()
    file = RemoteFile(reference, name, media_type, whole(inner.get("file_size")))
    return Files((file,), words(inner.get("caption")))


def _edit(inner: Json) -> Edit | None:
    changed = an_object(inner.get("message"))
    content = an_object(changed.get(words(changed.get("type"))))
    text, original = (
        words(content.get("body")) or words(content.get("caption")),
        an_id(inner.get("original_message_id")),
    )
    return Edit(original, text) if original and text else None


def _delivery(status: Json, at: datetime) -> Iterator[Received]:
    of, state = an_id(status.get("id")), _STATES.get(words(status.get("status")))
    recipients = (words(status.get("recipient_id")), words(status.get("recipient_user_id")))
    address = next((each for each in recipients if ADDRESS.fullmatch(each)), "")
    if not of or state is None:
        return
    error = next(objects(status.get("errors")), {})
    code, reason = whole(error.get("code")), an_object(error.get("error_data")).get("details") or error.get("title")
    what = Delivery(of, state, "" if code is None else str(code), words(reason))
    yield Received(f"{of}:{state}", address, what, instant(status.get("timestamp"), at))

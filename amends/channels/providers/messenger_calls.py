"""What a call of Messenger says: batches of events of a page."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote

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

OBJECT = "page"
ADDRESS = re.compile(r"[0-9]{1,40}", re.ASCII)
FILES = {"image": "image/jpeg", "file": ""}
_READABLE_BY_NOBODY = {"audio": Unsupported.VOICE, "video": Unsupported.VIDEO, "location": Unsupported.LOCATION}

log = logging.getLogger(__name__)


def read(call: Json, page: str, at: datetime) -> Iterator[Received]:
    """What happened on the page with the id `page`, in order. InvalidDocument where it is no such call."""
    for entry in meta.entries(call, OBJECT):
        for event in objects(entry.get("messaging")):
            if an_object(event.get("message")).get("is_echo") is True:
                continue
            if an_object(event.get("recipient")).get("id") != page:
                log.info("an event of another page is left out")
                continue
            yield from _event(event, at)


def _event(event: Json, at: datetime) -> Iterator[Received]:
    address = words(an_object(event.get("sender")).get("id"))
    if not ADDRESS.fullmatch(address):
        return
    milliseconds = whole(event.get("timestamp"))
    sent_at = instant(None if milliseconds is None else milliseconds // 1000, at)
    message, postback = an_object(event.get("message")), an_object(event.get("postback"))
    if "message" in event:
        own = an_id(message.get("mid"))
        for index, what in enumerate(_contents(message)):
            key = own or hashed(event)
            yield Received(key if index == 0 else f"{key}:{index}", address, what, sent_at, own)
    elif "postback" in event:
        own, token = an_id(postback.get("mid")), words(postback.get("payload"))
        what = Press(token, words(postback.get("title"))) if token else Unreadable(Unsupported.OTHER)
        yield Received(own or hashed(event), address, what, sent_at, own)
    elif edit := an_object(event.get("message_edit")):
        yield from _edit(edit, address, sent_at)
    for of in _delivered(event):
        yield Received(f"{of}:delivered", address, Delivery(of, DeliveryState.DELIVERED), sent_at)


def _contents(message: Json) -> Iterator[Text | Press | Files | Deletion | Unreadable]:
    """One thing for the words and files of a message, and one for each kind of thing in it that nobody can read."""
    text, own = words(message.get("text")), an_id(message.get("mid"))
    if message.get("is_deleted") is True and own:
        yield Deletion(own)
        return
    if token := words(an_object(message.get("quick_reply")).get("payload")):
        yield Press(token, text)
        return
    attachments = list(objects(message.get("attachments")))
    read = [each for each in (_file(attachment) for attachment in attachments) if each is not None]
    if files := tuple(each for each in read if isinstance(each, RemoteFile)):
        yield Files(files, text)
    elif text:
        yield Text(text)
    unread = list(dict.fromkeys(each for each in read if isinstance(each, Unsupported)))
    yield from (Unreadable(each) for each in unread)
    if not files and not text and not unread:
        yield Unreadable(Unsupported.OTHER)


def _file(attachment: Json) -> RemoteFile | Unsupported | None:
    kind, payload = words(attachment.get("type")), an_object(attachment.get("payload"))
    if payload.get("sticker_id"):
        return Unsupported.STICKER
    if kind in FILES and (url := words(payload.get("url"))):
        return RemoteFile(url, words(payload.get("name")) or _name(url), FILES[kind])
    if kind == "fallback":
        return None  # a preview of a link that stands in the text
    return _READABLE_BY_NOBODY.get(kind, Unsupported.OTHER)


def _name(url: str) -> str:
    """What the address calls the file; pictures have numbers only."""
    return PurePosixPath(unquote(url.partition("?")[0])).name


def _edit(edit: Json, address: str, sent_at: datetime) -> Iterator[Received]:
    of, text, number = an_id(edit.get("mid")), words(edit.get("text")), whole(edit.get("num_edit"))
    if of and text:
        yield Received(f"{of}:edit:{number or hashed(text)}", address, Edit(of, text), sent_at, of)


def _delivered(event: Json) -> Iterator[str]:
    mids = an_object(event.get("delivery")).get("mids")
    yield from (own for each in (mids if isinstance(mids, list) else ()) if (own := an_id(each)))

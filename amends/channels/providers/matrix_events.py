"""What happens in a room of Matrix, read without trust (https://spec.matrix.org/v1.16/client-server-api/#instant-messaging)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import dropwhile

from amends.channels.providers.matrix_server import MEDIA
from amends.channels.providers.reading import Json, an_id, an_object, hashed, instant, whole, words
from amends.channels.received import (
    Deletion,
    Edit,
    Files,
    Received,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)
from amends.mail.html_text import reduced

POLLS = ("m.poll.start", "org.matrix.msc3381.poll.start")
SAID = ("m.room.message", "m.room.encrypted", "m.room.redaction", "m.sticker", *POLLS)
"""The types of events that are read. Reactions are none of them: they say nothing that could be answered."""
PERSON = re.compile(r"@[^:\s]{1,250}:[A-Za-z0-9\[][A-Za-z0-9.:\]-]{0,250}", re.ASCII)
ROOM = re.compile(r"![^\s]{1,254}")

_OF_MACHINES = frozenset({"m.notice", "m.server_notice", "m.key.verification.request"})
_UNREADABLE = {"m.audio": Unsupported.VOICE, "m.video": Unsupported.VIDEO, "m.location": Unsupported.LOCATION}
_QUOTED = re.compile(r"> (?:\* )?<@[^>]+>")
_REPLIED = "</mx-reply>"


def read(event: Json, room: str, name: str, at: datetime) -> Iterator[Received]:
    """What one event of the customer's in a chat of two means; nothing for what is none of their words. `name` is what
    they are called."""
    sender, content = words(event.get("sender")), an_object(event.get("content"))
    if not PERSON.fullmatch(sender) or not ROOM.fullmatch(room) or "state_key" in event:
        return
    own = an_id(event.get("event_id")) or hashed(event)
    what = _what(event, content, room, sender)
    if what is None:
        return
    # Of a room that cannot be read it is said once, however much is written in it.
    is_encrypted = what == Unreadable(Unsupported.ENCRYPTED)
    key = message_id("encrypted" if is_encrypted else own, room, sender)
    is_a_message = not isinstance(what, Deletion) and not is_encrypted
    said = Received(key, sender, what, when(event, at), key if is_a_message else "", name, thread=room)
    if isinstance(what, Unreadable) and not is_encrypted and (caption := _beside(content)):
        yield replace(said, what=Text(caption))  # the words beside what nobody can read count all the same
        said = replace(said, key=f"{key}:1")
    yield said


def message_id(event_id: str, room: str, sender: str) -> str:
    """A message's name for us. So an event that names another room's, or another person's, names nothing."""
    return f"{event_id} {room} {sender}"


def when(event: Json, at: datetime) -> datetime:
    """As the sender's server says, which may say anything."""
    milliseconds = whole(event.get("origin_server_ts"))
    return at if milliseconds is None else instant(milliseconds // 1000, at)


_What = Text | Files | Edit | Deletion | Unreadable


def _what(event: Json, content: Json, room: str, sender: str) -> _What | None:
    match event.get("type"):
        case "m.room.redaction":
            gone = an_id(event.get("redacts")) or an_id(content.get("redacts"))
            return Deletion(message_id(gone, room, sender)) if gone else None
        case "m.room.encrypted":
            return Unreadable(Unsupported.ENCRYPTED) if content else None
        case "m.sticker":
            return Unreadable(Unsupported.STICKER) if content else None
        case "m.room.message" if content:  # one that was taken back before we asked is empty
            return _message(content, room, sender)
        case kind if kind in POLLS and content:
            return Unreadable(Unsupported.OTHER)
        case _:
            return None


def _message(content: Json, room: str, sender: str) -> _What | None:
    related = an_object(content.get("m.relates_to"))
    changed = an_id(related.get("event_id")) if related.get("rel_type") == "m.replace" else ""
    if changed:
        new = an_object(content.get("m.new_content"))
        text = "" if words(new.get("msgtype")) in _OF_MACHINES else _caption(new) if _file(new) else _text(new)
        return Edit(message_id(changed, room, sender), text) if text.strip() else None
    kind = words(content.get("msgtype"))
    if kind in _OF_MACHINES:
        return None
    if kind in _UNREADABLE:
        return Unreadable(_UNREADABLE[kind])
    if kind in {"m.image", "m.file"}:
        file = _file(content)
        return Files((file,), _caption(content)) if file else Unreadable(Unsupported.OTHER)
    text = _text(content) if kind in {"m.text", "m.emote"} else ""
    return Text(text) if text.strip() else Unreadable(Unsupported.OTHER)


def _text(content: Json) -> str:
    """What was written, without the message that it answers, which older programs repeat above it."""
    text = words(content.get("body"))
    if not text.strip() and content.get("format") == "org.matrix.custom.html":
        text = reduced(_after_reply(words(content.get("formatted_body"))))
    is_reply = bool(an_object(an_object(content.get("m.relates_to")).get("m.in_reply_to")))
    return _without_quotation(text) if is_reply else text


def _without_quotation(text: str) -> str:
    if not _QUOTED.match(text):
        return text
    own = dropwhile(lambda line: line.startswith(">"), text.split("\n"))
    return "\n".join(own).lstrip("\n")


def _after_reply(html: str) -> str:
    return html.partition(_REPLIED)[2] if html.startswith("<mx-reply>") and _REPLIED in html else html


def _file(content: Json) -> RemoteFile | None:
    """None for one that is encrypted, or lies nowhere."""
    url, info = words(content.get("url")), an_object(content.get("info"))
    if content.get("msgtype") not in {"m.image", "m.file"} or not MEDIA.fullmatch(url):
        return None
    name = words(content.get("filename")) or words(content.get("body"))
    return RemoteFile(url, name, words(info.get("mimetype")), whole(info.get("size")))


def _beside(content: Json) -> str:
    """The words that stand beside a recording."""
    return _caption(content).strip() if words(content.get("msgtype")) in {"m.audio", "m.video"} else ""


def _caption(content: Json) -> str:
    """The body is one only where the file has a name beside it."""
    name, body = words(content.get("filename")), _text(content)
    return body if name and body != name else ""

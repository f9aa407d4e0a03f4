"""What Slack tells: messages in the app's own chats with one person, and taps on choices there.

What is written in channels is not taken, even where the app is named in it: everybody there would
read the answers. See https://docs.slack.dev/reference/events/message.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from amends.channels.providers.reading import Json, an_id, an_object, hashed, instant, objects, whole, words
from amends.channels.providers.slack_text import plain, unescaped
from amends.channels.received import (
    Deletion,
    Edit,
    Files,
    Press,
    Received,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)

ADDRESS = re.compile(r"D[A-Z0-9]{1,30}", re.ASCII)
"""A chat of the app with one person."""
TIME = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}", re.ASCII)
"""By which Slack names a message within its chat."""

_PERSON = re.compile(r"[UW][A-Z0-9]{1,30}", re.ASCII)
_SLACKBOT = "USLACKBOT"
_SAID = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Subtypes of what a person wrote. The others are Slack's own notes in a chat."""
_HELD = frozenset({"", "hosted", "snippet", "space"})
"""Files that lie with Slack itself, and are there still."""


def read(said: Json, bot: str, at: datetime) -> Iterator[Received]:
    """What one event holds. `bot` is our own user, whose words come back to us as anybody's do."""
    event = an_object(said.get("event"))
    address = words(event.get("channel"))
    if event.get("type") != "message" or event.get("channel_type", "im") != "im" or not ADDRESS.fullmatch(address):
        return
    key, sent_at = an_id(said.get("event_id")) or hashed(event), _when(event.get("event_ts") or event.get("ts"), at)
    for index, (own, what) in enumerate(_happened(event, address, bot)):
        yield Received(key if index == 0 else f"{key}:{index}", address, what, sent_at, own)


def pressed(said: Json, at: datetime) -> Iterator[Received]:
    """The taps of one interaction; nothing for those of other kinds."""
    address = words(an_object(said.get("channel")).get("id"))
    if said.get("type") != "block_actions" or not ADDRESS.fullmatch(address):
        return
    message = an_object(said.get("message"))
    for index, action in enumerate(objects(said.get("actions"))):
        key = f"{an_id(said.get('trigger_id')) or hashed(said)}:{index}"
        own = message_id(address, {**message, "ts": action.get("action_ts")}, message.get("ts"))
        yield Received(key, address, _choice(action), _when(action.get("action_ts"), at), own)


def message_id(address: str, message: Json, root: object = None) -> str:
    """A message's id for us: the chat, its time, and that of the thread if it is an answer in one. `root` is another
    message's time that counts as its own."""
    own, thread = words(message.get("ts")), words(message.get("thread_ts"))
    if not TIME.fullmatch(own):
        return ""
    return f"{address}:{own}:{thread}" if TIME.fullmatch(thread) and thread not in {own, root} else f"{address}:{own}"


def thread_of(message: str, address: str) -> str:
    """The thread in which a message of that id stands; empty for none, and for another chat's message."""
    chat, _, rest = message.partition(":")
    thread = rest.partition(":")[2]
    return thread if chat == address and TIME.fullmatch(thread) else ""


_What = Text | Files | Edit | Deletion | Unreadable


def _happened(event: Json, address: str, bot: str) -> Iterator[tuple[str, _What]]:
    """Each thing, with the id of the message that it is or changes."""
    message, before = an_object(event.get("message")), an_object(event.get("previous_message"))
    match str(event.get("subtype") or ""):
        case subtype if subtype in _SAID:
            if _is_a_persons(event, bot):
                own = message_id(address, event)
                yield from ((own, what) for what in _contents(event))
        case "message_changed" if message.get("subtype") == "tombstone":
            # The first of a thread is not taken out of the chat: its words are replaced by a note of Slack's.
            if _is_a_persons(before, bot) and (own := message_id(address, message)):
                yield "", Deletion(own)
        case "message_changed":
            text, own = plain(words(message.get("text"))), message_id(address, message)
            is_changed = words(message.get("text")) != words(before.get("text"))
            if _is_a_persons(message, bot) and is_changed and text and own:
                yield own, Edit(own, text)
        case "message_deleted":
            gone = message_id(address, {**before, "ts": event.get("deleted_ts") or before.get("ts")})
            if _is_a_persons(before, bot) and gone:
                yield "", Deletion(gone)


def _is_a_persons(message: Json, bot: str) -> bool:
    user = words(message.get("user"))
    return _PERSON.fullmatch(user) is not None and user not in {bot, _SLACKBOT} and not message.get("bot_id")


def _contents(message: Json) -> Iterator[Text | Files | Unreadable]:
    """One thing for the words and files of a message, and one for each kind of thing in it that nobody can read."""
    text = plain(words(message.get("text")))
    read = [_file(each) for each in objects(message.get("files"))]
    if files := tuple(each for each in read if isinstance(each, RemoteFile)):
        yield Files(files, text)
    elif text:
        yield Text(text)
    unread = list(dict.fromkeys(each for each in read if isinstance(each, Unsupported)))
    yield from (Unreadable(each) for each in unread)
    if not files and not text and not unread:
        yield Unreadable(Unsupported.OTHER)


def _file(file: Json) -> RemoteFile | Unsupported:
    media_type, clip = words(file.get("mimetype")), words(file.get("subtype"))
    if clip == "slack_audio" or media_type.startswith("audio/"):
        return Unsupported.VOICE
    if clip == "slack_video" or media_type.startswith("video/"):
        return Unsupported.VIDEO
    url, mode = words(file.get("url_private")), str(file.get("mode") or "")
    if not url or mode not in _HELD or file.get("is_external") is True:
        return Unsupported.OTHER
    return RemoteFile(url, words(file.get("name")), media_type, whole(file.get("size")))


def _choice(action: Json) -> Press | Unreadable:
    """A button, or the row of a list that was chosen."""
    chosen = an_object(action.get("selected_option")) or action
    token, title = words(chosen.get("value")), words(an_object(chosen.get("text")).get("text"))
    return Press(token, unescaped(title)) if token else Unreadable(Unsupported.OTHER)


def _when(seconds: object, at: datetime) -> datetime:
    return instant(words(seconds).partition(".")[0], at)

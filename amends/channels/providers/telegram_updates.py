"""What a Telegram update says (Bot API 10.1, https://core.telegram.org/bots/api). Only private chats are served."""

import re
from datetime import datetime

from amends.channels.providers.reading import Json, an_id, an_object, hashed, instant, objects, whole, words
from amends.channels.received import (
    Edit,
    Files,
    Press,
    Received,
    RemoteFile,
    Started,
    Text,
    Unreadable,
    Unsupported,
)

ALLOWED = ("message", "edited_message", "callback_query")
"""The kinds of updates that we ask for. The others are no customer's words."""

_START = re.compile(r"/start(@\w+)?( [A-Za-z0-9_-]*)?")
"""What the button under an empty chat sends, with what stood in the link that led there."""
_READABLE_BY_NOBODY = (
    ("animation", Unsupported.VIDEO),  # has a `document` beside it, as a venue has a `location`
    ("sticker", Unsupported.STICKER),
    ("voice", Unsupported.VOICE),
    ("audio", Unsupported.VOICE),
    ("video", Unsupported.VIDEO),
    ("video_note", Unsupported.VIDEO),
    ("venue", Unsupported.LOCATION),
    ("location", Unsupported.LOCATION),
    ("contact", Unsupported.CONTACT),
)
_SERVICE = frozenset(
    {
        *("pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "write_access_allowed"),
        *("connected_website", "new_chat_title", "new_chat_photo", "delete_chat_photo", "new_chat_members"),
        *("left_chat_member", "users_shared", "chat_shared", "proximity_alert_triggered", "boost_added"),
        *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
        *("successful_payment", "refunded_payment", "giveaway_created", "gift", "unique_gift"),
    }
)
"""Telegram's own notes in a chat. Nobody said anything, so nothing is answered."""


def read(update: Json, at: datetime) -> tuple[Received, ...]:
    """What happened; nothing for what is not a customer's, or not in a private chat."""
    number = whole(update.get("update_id"))
    key = hashed(update) if number is None else str(number)
    if query := an_object(update.get("callback_query")):
        return _press(key, query, at)
    edited = an_object(update.get("edited_message"))
    message = edited or an_object(update.get("message"))
    sender, address = an_object(message.get("from")), _private(message)
    if address is None or sender.get("is_bot") is True:
        return ()
    what = _edited(message) if edited else _content(message)
    said = edited.get("edit_date") if edited else message.get("date")
    return tuple(
        Received(
            key if index == 0 else f"{key}:{index}",
            address,
            each,
            instant(said, at),
            _own(message),
            _name(sender),
            _language(sender),
        )
        for index, each in enumerate(what)
    )


def _press(key: str, query: Json, at: datetime) -> tuple[Received, ...]:
    """Its `message_id` is the query's own id, by which it is acknowledged."""
    message, sender = an_object(query.get("message")), an_object(query.get("from"))
    address, token = _private(message), words(query.get("data"))
    if address is None:
        return ()
    what = Press(token, _title(message, token)) if token else Unreadable(Unsupported.OTHER)
    return (Received(key, address, what, at, an_id(query.get("id")), name=_name(sender), language=_language(sender)),)


def _title(message: Json, token: str) -> str:
    rows = an_object(message.get("reply_markup")).get("inline_keyboard")
    buttons = (button for row in (rows if isinstance(rows, list) else ()) for button in objects(row))
    return next((words(button.get("text")) for button in buttons if button.get("callback_data") == token), "")


def _content(message: Json) -> tuple[Started | Text | Files | Unreadable, ...]:
    """Of what nobody can read, the words under it count all the same."""
    if text := words(message.get("text")):
        return (Started() if _START.fullmatch(text) else Text(text),)
    caption = words(message.get("caption"))
    for name, what in _READABLE_BY_NOBODY:
        if message.get(name):
            return (Text(caption), Unreadable(what)) if caption.strip() else (Unreadable(what),)
    if files := _files(message):
        return (Files(files, caption),)
    return () if _SERVICE & message.keys() else (Unreadable(Unsupported.OTHER),)


def _edited(message: Json) -> tuple[Edit | Files, ...]:
    """The new words. Without any it is the file that may be another now; a place that moves on says nothing."""
    text = words(message.get("text")) or words(message.get("caption"))
    if text and (own := _own(message)):
        return (Edit(own, text),)
    files = _files(message)
    return (Files(files),) if files else ()


def _own(message: Json) -> str:
    """A message's id for us: Telegram's is unique within a chat only."""
    chat, number = whole(an_object(message.get("chat")).get("id")), whole(message.get("message_id"))
    return "" if chat is None or number is None else message_id(chat, number)


def message_id(chat: int, number: int) -> str:
    return f"{chat}:{number}"


def _files(message: Json) -> tuple[RemoteFile, ...]:
    sizes = [each for each in objects(message.get("photo")) if words(each.get("file_id"))]
    if sizes:
        largest = max(sizes, key=lambda each: (whole(each.get("width")) or 0) * (whole(each.get("height")) or 0))
        return (RemoteFile(words(largest["file_id"]), "", "image/jpeg", whole(largest.get("file_size"))),)
    document = an_object(message.get("document"))
    if reference := words(document.get("file_id")):
        name, media_type = words(document.get("file_name")), words(document.get("mime_type"))
        return (RemoteFile(reference, name, media_type, whole(document.get("file_size"))),)
    return ()


def _private(message: Json) -> str | None:
    """The address of a private chat."""
    chat = an_object(message.get("chat"))
    number = whole(chat.get("id"))
    return None if number is None or chat.get("type") != "private" else str(number)


def _name(sender: Json) -> str:
    return " ".join(part for part in (words(sender.get("first_name")), words(sender.get("last_name"))) if part)


def _language(sender: Json) -> str:
    return words(sender.get("language_code")).partition("-")[0].lower()

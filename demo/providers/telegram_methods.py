"""The methods of Telegram's Bot API that a bot of ours may call: their parameters and types, as of Bot API 10.1."""

from typing import Any

import jsonschema_rs

MESSAGE_UNITS = 4096
"""UTF-16 code units of a text."""
CAPTION_UNITS = 1024
CALLBACK_BYTES = 64
ROW_BUTTONS, ALL_BUTTONS = 8, 100
FILE_BYTES = 20 * 1024 * 1024
SENT_BYTES = 50 * 1000 * 1000
"""Of a document that a bot uploads."""
ALLOWED_PORTS = {80, 88, 443, 8443}

Schema = dict[str, Any]

_BOOLEAN: Schema = {"type": "boolean"}
_INTEGER: Schema = {"type": "integer"}
_STRING: Schema = {"type": "string"}
_UPDATES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "guest_message", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
)  # fmt: skip
_ALLOWED: Schema = {"type": "array", "items": {"enum": list(_UPDATES)}}
_CHAT: Schema = {"anyOf": [_INTEGER, {"type": "string", "pattern": "^@"}]}


def _object(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_ENTITY: Schema = {
    "type": "object",
    "required": ["type", "offset", "length"],
    "properties": {"type": _STRING, "offset": _INTEGER, "length": _INTEGER},
}
_REPLY: Schema = {"type": "object", "required": ["message_id"], "properties": {"message_id": _INTEGER}}
_BUTTON = _object(
    ("text",),
    text={"type": "string", "minLength": 1},
    callback_data={"type": "string", "minLength": 1},
    url=_STRING,
    icon_custom_emoji_id=_STRING,
    style={"enum": ["danger", "success", "primary"]},
)
_KEYBOARD = _object(
    ("inline_keyboard",),
    inline_keyboard={"type": "array", "items": {"type": "array", "items": _BUTTON, "maxItems": ROW_BUTTONS}},
)
_PREVIEW = _object(
    is_disabled=_BOOLEAN,
    url=_STRING,
    prefer_small_media=_BOOLEAN,
    prefer_large_media=_BOOLEAN,
    show_above_text=_BOOLEAN,
)
_ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip

_SCHEMAS: dict[str, Schema] = {
    "getMe": _object(),
    "getWebhookInfo": _object(),
    "deleteWebhook": _object(drop_pending_updates=_BOOLEAN),
    "setWebhook": _object(
        ("url",),
        url=_STRING,
        ip_address=_STRING,
        max_connections={"type": "integer", "minimum": 1, "maximum": 100},
        allowed_updates=_ALLOWED,
        drop_pending_updates=_BOOLEAN,
        secret_token={"type": "string", "pattern": "^[A-Za-z0-9_-]{1,256}$"},
    ),
    "getUpdates": _object(
        offset=_INTEGER,
        limit={"type": "integer", "minimum": 1, "maximum": 100},
        timeout={"type": "integer", "minimum": 0},
        allowed_updates=_ALLOWED,
    ),
    "sendMessage": _object(
        ("chat_id", "text"),
        chat_id=_CHAT,
        text=_STRING,
        message_thread_id=_INTEGER,
        parse_mode={"enum": ["HTML", "Markdown", "MarkdownV2"]},
        entities={"type": "array", "items": _ENTITY},
        link_preview_options=_PREVIEW,
        disable_notification=_BOOLEAN,
        protect_content=_BOOLEAN,
        reply_parameters=_REPLY,
        reply_markup=_KEYBOARD,
    ),
    "sendDocument": _object(
        ("chat_id", "document"),
        chat_id=_CHAT,
        document={"type": "object", "required": ["file_name", "mime_type", "file_size"]},
        message_thread_id=_INTEGER,
        caption=_STRING,
        disable_content_type_detection=_BOOLEAN,
        disable_notification=_BOOLEAN,
        protect_content=_BOOLEAN,
        reply_parameters=_REPLY,
        reply_markup=_KEYBOARD,
    ),
    "sendChatAction": _object(
        ("chat_id", "action"), chat_id=_CHAT, message_thread_id=_INTEGER, action={"enum": list(_ACTIONS)}
    ),
    "answerCallbackQuery": _object(
        ("callback_query_id",),
        callback_query_id=_STRING,
        text={"type": "string", "maxLength": 200},
        show_alert=_BOOLEAN,
        url=_STRING,
        cache_time=_INTEGER,
    ),
    "getFile": _object(("file_id",), file_id=_STRING),
}
METHODS = {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in _SCHEMAS.items()}


def fault_of_message(message: dict[str, Any]) -> str:
    """What Telegram says of a text and a keyboard whose types are right; empty where it takes them."""
    text = message["text"]
    if not text.strip():
        return "message text is empty"
    if _units(text) > MESSAGE_UNITS:
        return "message is too long"
    buttons = [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]
    if len(buttons) > ALL_BUTTONS:
        return "reply markup is too long"
    for button in buttons:
        if len(button.keys() & {"callback_data", "url"}) != 1:
            return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        if len(button.get("callback_data", "").encode()) > CALLBACK_BYTES:
            return "BUTTON_DATA_INVALID"
    return ""


def fault_of_caption(asked: dict[str, Any]) -> str:
    """The same of the words under a file."""
    return "message caption is too long" if _units(asked.get("caption", "")) > CAPTION_UNITS else ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

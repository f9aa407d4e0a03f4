"""What WhatsApp Cloud takes as a message, as of Graph API v23.0: fields, lengths, and how many of each."""

from typing import Any

import jsonschema_rs

TEXT, BODY, CAPTION = 4096, 1024, 1024
UPLOADS = {
    "image/jpeg": 5 * 1024 * 1024, "image/png": 5 * 1024 * 1024, "application/pdf": 100 * 1024 * 1024,
    "text/plain": 100 * 1024 * 1024,
}  # fmt: skip
"""Types that a business may upload, of those that anybody here sends, and the most bytes of each."""
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_ID, LIST_LABEL = 10, 24, 200, 20

Schema = dict[str, Any]


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _words(most: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": most}


def _label(most: int) -> Schema:
    return {**_words(most), "pattern": r"\S"}


_ID: Schema = {**_words(BUTTON_ID), "pattern": r"^\S([\s\S]*\S)?$"}
"""Nothing blank at its ends."""
_REPLY = _object(("id", "title"), id=_ID, title=_label(BUTTON_TITLE))
_ROW = _object(("id", "title"), id=_words(ROW_ID), title=_label(ROW_TITLE), description=_words(72))
_SECTION = _object(("rows",), title=_words(24), rows={"type": "array", "items": _ROW, "minItems": 1, "maxItems": ROWS})
_BUTTON_ACTION = _object(
    ("buttons",),
    buttons={
        "type": "array",
        "minItems": 1,
        "maxItems": BUTTONS,
        "items": _object(("type", "reply"), type={"const": "reply"}, reply=_REPLY),
    },
)
_LIST_ACTION = _object(
    ("button", "sections"),
    button=_label(LIST_LABEL),
    sections={"type": "array", "items": _SECTION, "minItems": 1, "maxItems": 10},
)
_HEADER: Schema = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["text", "video", "image", "document"]},
        "text": _words(60),
        "sub_text": _words(60),
    },
    "if": {"properties": {"type": {"const": "text"}}},
    "then": {"required": ["text"]},
}
_INTERACTIVE = {
    "oneOf": [
        _object(
            ("type", "body", "action"),
            type={"const": kind},
            body=_object(("text",), text=_words(BODY)),
            footer=_object(("text",), text=_words(60)),
            header=_HEADER,
            action=action,
        )
        for kind, action in (("button", _BUTTON_ACTION), ("list", _LIST_ACTION))
    ]
}
_COMPONENT: Schema = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"enum": ["header", "body", "button"]}},
}
_TEMPLATE = _object(
    ("name", "language"),
    name={"type": "string", "pattern": "^[a-z0-9_]{1,512}$"},
    language=_object(("policy", "code"), policy={"const": "deterministic"}, code=_words(10)),
    components={"type": "array", "items": _COMPONENT},
)
_CONTENT = {
    "text": _object(("body",), body=_words(TEXT), preview_url={"type": "boolean"}),
    "interactive": _INTERACTIVE,
    "template": _TEMPLATE,
    "image": _object(("id",), id=_words(40), caption=_words(CAPTION)),
    "document": _object(("id",), id=_words(40), caption=_words(CAPTION), filename=_words(240)),
}
_COMMON: Schema = {
    "messaging_product": {"const": "whatsapp"},
    "recipient_type": {"const": "individual"},
    "to": {"type": "string", "pattern": "^[0-9]{5,20}$"},
    "recipient": {"type": "string", "pattern": r"^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$"},
    "context": _object(("message_id",), message_id=_words(200)),
}
MESSAGES = {
    kind: jsonschema_rs.Draft202012Validator(
        {
            **_object(
                ("messaging_product", "recipient_type", "type", kind),
                **_COMMON,
                **{"type": {"const": kind}, kind: content},
            ),
            "oneOf": [{"required": ["to"]}, {"required": ["recipient"]}],
        }
    )
    for kind, content in _CONTENT.items()
}
SEEN = jsonschema_rs.Draft202012Validator(
    _object(
        ("messaging_product", "status", "message_id"),
        messaging_product={"const": "whatsapp"},
        status={"const": "read"},
        message_id=_words(200),
        typing_indicator=_object(("type",), type={"const": "text"}),
    )
)
SUBSCRIPTION = jsonschema_rs.Draft202012Validator(
    {
        **_object((), override_callback_uri={"type": "string", "pattern": "^https?://"}, verify_token=_words(200)),
        "dependentRequired": {"override_callback_uri": ["verify_token"]},
    }
)


def fault_beyond_shape(message: dict[str, Any]) -> str:
    """What a schema cannot say: labels that occur twice, sections together, lengths in UTF-16."""
    if message["type"] == "text":
        return _too_long(message["text"]["body"], TEXT)
    if message["type"] != "interactive":
        return ""
    interactive = message["interactive"]
    action = interactive["action"]
    replies = [button["reply"] for button in action.get("buttons", ())]
    sections = action.get("sections", ())
    rows = [row for section in sections for row in section["rows"]]
    if len(sections) > 1 and not all("title" in section for section in sections):
        return "Section title is required where there are several sections"
    if len(rows) > ROWS:
        return f"Total row count exceed max allowed count: {ROWS}"
    for name in ("id", "title"):
        if len({each[name] for each in replies + rows}) < len(replies + rows):
            return f"Duplicated {name} of a button or row"
    return _too_long(interactive["body"]["text"], BODY)


def _too_long(text: str, most: int) -> str:
    return f"Param text must be at most {most} characters long." if len(text.encode("utf-16-le")) // 2 > most else ""

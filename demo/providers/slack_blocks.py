"""What Slack takes as the arguments of chat.postMessage, as of November 2026: types, lengths, and how many of each."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

TEXT, SECTION, ALL_BLOCKS, BLOCKS = 40_000, 3000, 13_000, 50
ELEMENTS, BUTTON_TEXT, BUTTON_VALUE, ACTION_ID = 25, 75, 2000, 255
OPTIONS, OPTION_TEXT, OPTION_VALUE, PLACEHOLDER = 100, 75, 150, 150

Schema = dict[str, Any]

_BOOLEAN: Schema = {"type": "boolean"}
_STRING: Schema = {"type": "string"}


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _words(most: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": most}


def _plain(most: int) -> Schema:
    return _object(("type", "text"), type={"const": "plain_text"}, text=_words(most), emoji=_BOOLEAN)


def _one_of(**by_type: Schema) -> Schema:
    """The schema of the object's `type`, so that what is wrong is told of that one."""
    known: Schema = {"type": "object", "required": ["type"], "properties": {"type": {"enum": list(by_type)}}}
    cases = [
        {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": schema}
        for name, schema in by_type.items()
    ]
    return {"allOf": [known, *cases]}


_BUTTON = _object(
    ("type", "text"),
    type=_STRING,
    text=_plain(BUTTON_TEXT),
    action_id=_words(ACTION_ID),
    value=_words(BUTTON_VALUE),
    url=_words(3000),
    style={"enum": ["primary", "danger"]},
    accessibility_label=_words(75),
)
_OPTION = _object(("text", "value"), text=_plain(OPTION_TEXT), value=_words(OPTION_VALUE), description=_plain(75))
_SELECT = _object(
    ("type", "options"),
    type=_STRING,
    action_id=_words(ACTION_ID),
    placeholder=_plain(PLACEHOLDER),
    options={"type": "array", "minItems": 1, "maxItems": OPTIONS, "items": _OPTION},
    initial_option=_OPTION,
    focus_on_load=_BOOLEAN,
)
_MARKED = _object(("type", "text"), type=_STRING, text=_words(SECTION), verbatim=_BOOLEAN)
_SECTION = _object(
    ("type", "text"),
    type=_STRING,
    block_id=_words(255),
    text=_one_of(plain_text=_plain(SECTION), mrkdwn=_MARKED),
    expand=_BOOLEAN,
)
_ACTIONS = _object(
    ("type", "elements"),
    type=_STRING,
    block_id=_words(255),
    elements={
        "type": "array",
        "minItems": 1,
        "maxItems": ELEMENTS,
        "items": _one_of(button=_BUTTON, static_select=_SELECT),
    },
)
_BLOCK = _one_of(section=_SECTION, actions=_ACTIONS, divider=_object(("type",), type=_STRING, block_id=_words(255)))

POST = jsonschema_rs.Draft202012Validator(
    _object(
        ("channel",),
        channel=_words(80),
        text=_STRING,
        blocks={"type": "array"},
        thread_ts={"type": "string", "pattern": r"^[0-9]+\.[0-9]+$"},
        reply_broadcast=_BOOLEAN,
        mrkdwn=_BOOLEAN,
        parse={"enum": ["none", "full"]},
        link_names=_BOOLEAN,
        unfurl_links=_BOOLEAN,
        unfurl_media=_BOOLEAN,
        metadata={"type": "object"},
    )
)
KIT = jsonschema_rs.Draft202012Validator({"type": "array", "maxItems": BLOCKS, "items": _BLOCK})


def faults_of_kit(blocks: list[Any]) -> list[str]:
    """What breaks a block, as Slack tells it."""
    found = [
        f"[ERROR] {error.message} [json-pointer:/blocks/{'/'.join(map(str, error.instance_path))}]"
        for error in KIT.iter_errors(blocks)
    ]
    for number, block in enumerate(blocks if not found else ()):
        named = [each["action_id"] for each in block.get("elements", ()) if "action_id" in each]
        if len(set(named)) < len(named):
            found.append(f"[ERROR] `action_id` already exists [json-pointer:/blocks/{number}/elements]")
    return found


def length(blocks: list[Any]) -> int:
    """Characters of all that stands in them."""
    return sum(len(each) for each in _strings(blocks))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)

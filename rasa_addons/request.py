"""One turn as web sends it: read strictly, made safe, or refused."""

import json
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from rasa_addons.trace_context import checked
from rasa_addons.typed_text import never_a_command

MAX_TEXT = 4000

_FIELDS = {"conversation", "turn", "text", "payload", "merchant", "language", "sent_at", "traceparent"}
_CONVERSATION = re.compile(r"[a-z0-9_-]{8,64}")
_NAME = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_PAYLOAD = re.compile(r"/([a-z_]{1,40})(\{.*\})?", re.DOTALL)


class BadTurn(ValueError):
    """What web sent is not a turn; `str()` says which field is wrong. Sending it again will not help."""


@dataclass(frozen=True)
class Payload:
    """What a button stands for: an intent, and entities as name and value."""

    intent: str
    entities: Dict[str, str]

    def as_parse_data(self, text: str) -> Dict[str, Any]:
        """In the form in which Rasa's own NLU would have understood it, with full confidence."""
        intent = {"name": self.intent, "confidence": 1.0}
        entities: List[Dict[str, Any]] = [
            {"entity": name, "value": value, "start": 0, "end": len(text), "confidence_entity": 1.0}
            for name, value in self.entities.items()
        ]
        return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": entities}


@dataclass(frozen=True)
class Turn:
    """`text` is safe to hand to Rasa; `payload` is None for typed text."""

    conversation: str
    turn: str
    text: str
    payload: Optional[Payload]
    merchant: str
    language: str
    sent_at: str
    traceparent: Optional[str] = None

    @property
    def metadata(self) -> Dict[str, str]:
        """What the actions see beside the message. `pressed` is the intent of a button, whose title is the text."""
        seen = {"turn": self.turn, "merchant": self.merchant, "language": self.language, "sent_at": self.sent_at}
        if self.traceparent is not None:
            seen["traceparent"] = self.traceparent
        return seen if self.payload is None else {**seen, "pressed": f"/{self.payload.intent}"}


def read_turn(body: bytes) -> Turn:
    """The turn in a request's body. BadTurn for anything else."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise BadTurn("not JSON") from None
    if not isinstance(document, dict) or set(document) - _FIELDS:
        raise BadTurn("not an object of a turn's fields")
    text = _text(document.get("text"))
    payload = _payload(document.get("payload"))
    if payload is None and not text.strip():
        raise BadTurn("neither text nor payload")
    return Turn(
        _matching(document, "conversation", _CONVERSATION),
        _matching(document, "turn", _NAME),
        text,
        payload,
        _matching(document, "merchant", _NAME),
        _matching(document, "language", _NAME),
        _matching(document, "sent_at", _NAME),
        checked(document.get("traceparent")),
    )


def storable(text: str) -> str:
    """`text` without what databases and encoders refuse: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise BadTurn(f"text is not a string of at most {MAX_TEXT} characters")
    return never_a_command(storable(value))


def _payload(value: Any) -> Optional[Payload]:
    if value is None or value == "":
        return None
    shape = _PAYLOAD.fullmatch(value) if isinstance(value, str) and len(value) <= MAX_TEXT else None
    if shape is None:
        raise BadTurn("payload is not /intent or /intent{...}")
    try:
        entities = json.loads(shape[2] or "{}")
    except (ValueError, RecursionError):
        raise BadTurn("payload's entities are not JSON") from None
    if not all(isinstance(item, str) for item in entities.values()):
        raise BadTurn("payload's entities are not strings")
    return Payload(shape[1], {storable(name): storable(item) for name, item in entities.items()})


def _matching(document: Dict[str, Any], field: str, shape: "re.Pattern[str]") -> str:
    value = document.get(field)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise BadTurn(f"{field} is missing or malformed")
    return value

"""Chatwoot: a contact, a conversation and messages by its API, and the agent bot's webhook back.

Its API takes no idempotency key, so each step looks first whether an earlier try got so far: the conversation by a
custom attribute, the message by its `source_id`. The inbox is one of the kind API; only there may messages come in.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from amends.conversations.event_kinds import EventKind
from amends.errors import Fault, HelpdeskUnavailable, InvalidDocument
from amends.helpdesks.calling import Calls
from amends.helpdesks.helpdesk import ANSWER, CHATWOOT, RESOLVED, CaseView, Inbound, Line
from amends.helpdesks.summary import Summary

ATTRIBUTE = "amends_case"
WINDOW_S = 300
_SIGNATURE = re.compile(r"sha256=([0-9a-f]{64})")


@dataclass(frozen=True)
class ChatwootHelpdesk:
    """The case is a private note, the customer's words are messages that come in."""

    url: str
    account: int
    inbox: int
    words: Summary
    token: str = field(repr=False)
    kind: str = CHATWOOT

    def send(self, case: CaseView) -> str:
        calls = self._calls()
        try:
            conversation = self._conversation(calls, self._contact(calls, case), case)
        except InvalidDocument as fault:
            raise HelpdeskUnavailable(str(fault)) from fault
        self._say(calls, conversation, case.id, self.words.summary(case), private=True)
        said = [line for line in case.lines if line.author == "customer"]
        if said:  # without a message that comes in, Chatwoot alerts nobody
            self._say(calls, conversation, said[-1].id, self._text(said[-1]), private=False)
        return str(conversation)

    def update(self, reference: str, case: CaseView, line: Line) -> None:
        self._say(self._calls(), int(reference), line.id, self._text(line), private=False)

    def _calls(self) -> Calls:
        return Calls(f"{self.url.rstrip('/')}/api/v1/accounts/{self.account}", {"api_access_token": self.token})

    def _text(self, line: Line) -> str:
        return self.words.say("file", name=line.text) if line.kind == EventKind.FILE else line.text

    def _contact(self, calls: Calls, case: CaseView) -> int:
        """The customer by the address that was verified; a contact of its own for a case without one."""
        identifier = case.email or f"{case.merchant}-{case.number}"
        found = calls.call("GET", f"/contacts/search?{urlencode({'q': identifier})}")
        for contact in _list(found, "payload"):
            if identifier.casefold() in {str(contact.get(name)).casefold() for name in ("identifier", "email")}:
                return _id(contact)
        body: dict[str, Any] = {"inbox_id": self.inbox, "identifier": identifier, "name": case.email or case.number}
        if case.email is not None:
            body["email"] = case.email
        made = calls.call("POST", "/contacts", body)
        return _id(_dict(_dict(made, "payload"), "contact"))

    def _conversation(self, calls: Calls, contact: int, case: CaseView) -> int:
        for known in _list(calls.call("GET", f"/contacts/{contact}/conversations"), "payload"):
            if (known.get("custom_attributes") or {}).get(ATTRIBUTE) == case.number:
                return _id(known)
        attributes = {ATTRIBUTE: case.number, "amends_order": case.order_number}
        body = {"inbox_id": self.inbox, "contact_id": contact, "status": "open", "custom_attributes": attributes}
        return _id(calls.call("POST", "/conversations", body))

    def _say(self, calls: Calls, conversation: int, source_id: str, text: str, *, private: bool) -> None:
        path = f"/conversations/{conversation}/messages"
        if any(each.get("source_id") == source_id for each in _list(calls.call("GET", path), "payload")):
            return
        direction = "outgoing" if private else "incoming"
        body = {"content": text, "message_type": direction, "private": private, "source_id": source_id}
        calls.call("POST", path, body)


def is_genuine(secret: str, headers: Mapping[str, list[str]], body: bytes, now: float) -> bool:
    """Whether the agent bot's secret signs this body and its time stamp, of the last WINDOW_S."""
    given, stamps = headers.get("x-chatwoot-signature", []), headers.get("x-chatwoot-timestamp", [])
    if len(given) != 1 or len(stamps) != 1 or not re.fullmatch(r"[0-9]{1,12}", stamps[0]):
        return False
    shape = _SIGNATURE.fullmatch(given[0])
    if shape is None:
        return False
    expected = hmac.new(secret.encode(), stamps[0].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, shape[1]) and abs(now - int(stamps[0])) <= WINDOW_S


def read(body: bytes, account: int) -> Inbound | None:
    """What an agent wrote to the customer, or that the conversation is resolved; None for any other event.

    InvalidDocument for what is not an event of Chatwoot.
    """
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise InvalidDocument("event", [Fault("$", "is not JSON")]) from fault
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise InvalidDocument("event", [Fault("$.event", "is missing, or not text")])
    if event["event"] == "message_created":
        return _message(event, account)
    if event["event"] == "conversation_resolved":
        digest = hashlib.sha256(body).hexdigest()[:40]
        return Inbound(f"resolved-{digest}", RESOLVED, reference=str(_id(event)))
    return None


def _message(event: dict[str, Any], account: int) -> Inbound | None:
    sender = event.get("sender") or {}
    of_ours = event.get("account") is None or _id(_dict(event, "account")) == account
    to_customer = event.get("message_type") in {"outgoing", 1} and event.get("private") is False
    by_person = isinstance(sender, dict) and sender.get("type") in {"user", None}
    if not (of_ours and to_customer and by_person and event.get("content_type") in {"text", None}):
        return None
    remarks = ("attachments_left_out",) if event.get("attachments") else ()
    text = event.get("content") if isinstance(event.get("content"), str) else ""
    if not text and not remarks:
        return None
    reference = str(_id(_dict(event, "conversation")))
    name = sender.get("name")
    author = name if isinstance(name, str) else None
    return Inbound(f"message-{_id(event)}", ANSWER, text or "", author, reference=reference, remarks=remarks)


def _list(document: Any, name: str) -> list[dict[str, Any]]:
    found = document.get(name) if isinstance(document, dict) else None
    if not isinstance(found, list):
        raise HelpdeskUnavailable(f"Chatwoot's answer has no list `{name}`")
    return [each for each in found if isinstance(each, dict)]


def _dict(document: Any, name: str) -> dict[str, Any]:
    found = document.get(name) if isinstance(document, dict) else None
    if not isinstance(found, dict):
        raise InvalidDocument("Chatwoot's document", [Fault(f"$.{name}", "is missing")])
    return found


def _id(document: Any) -> int:
    found = document.get("id") if isinstance(document, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise InvalidDocument("Chatwoot's document", [Fault("$.id", "is missing, or not a number")])
    return found

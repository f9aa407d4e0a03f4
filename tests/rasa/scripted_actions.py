"""An action server for tests: answers as small actions would, and fails on demand in every way a server can.

`faults[action]` names the fault of that action's next calls; `calls` is the journal of what was asked of it.
"""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rasa_addons.signing import HEADER, sign_answer, verify

SECRET = "a secret of the tests, 32 characters and more"
FORMER_SECRET = "the secret that held until today, also long enough"

FAULTS = (
    "down", "500", "400 text", "400 rejection", "404", "204", "garbage", "html", "empty object", "null", "list",
    "no responses", "bad event", "event without a name", "half body", "reset", "missing response", "redirect",
    "not signed",
)  # fmt: skip

_BODIES = {
    "500": (500, "application/json", b'{"error": "the action failed"}'),
    "400 text": (400, "text/plain", b"bad request"),
    "400 rejection": (400, "application/json", b'{"error": "no", "action_name": "validate_claim_form"}'),
    "404": (404, "application/json", b'{"error": "not found", "action_name": "x"}'),
    "204": (204, "application/json", b""),
    "garbage": (200, "application/json", b"\x00\xff{{{"),
    "html": (200, "text/html", b"<html><body>It works</body></html>"),
    "empty object": (200, "application/json", b"{}"),
    "null": (200, "application/json", b"null"),
    "list": (200, "application/json", b"[]"),
    "no responses": (200, "application/json", b'{"events": []}'),
    "bad event": (200, "application/json", b'{"events": [{"event": "nonsense"}], "responses": []}'),
    "event without a name": (200, "application/json", b'{"events": [{"name": "heard"}], "responses": []}'),
    "missing response": (200, "application/json", b'{"events": [], "responses": [{"response": "utter_nothing"}]}'),
    "redirect": (302, "text/plain", b"elsewhere"),
}


class ScriptedActions:
    """Serves on a free port of the loopback address."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        self.calls: list[dict[str, Any]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent, signature = self.rfile.read(int(self.headers["Content-Length"])), self.headers.get(HEADER, "")
                call = {**json.loads(sent), "signed": verify(SECRET, signature, sent, time.time())}
                owner.calls.append(call)
                owner.answer(self, call)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def names(self) -> list[str]:
        """The actions that were called, in order."""
        return [call["next_action"] for call in self.calls]

    def answer(self, handler: BaseHTTPRequestHandler, call: dict[str, Any]) -> None:
        """One call: its fault where it has one, else the action's answer."""
        fault = self.faults.get(call["next_action"])
        if fault in ("down", "reset"):
            handler.connection.close() if fault == "down" else handler.wfile.write(b"HTTP/1.1 200 OK\r\nConte")
            handler.close_connection = True
            return
        whole = json.dumps(action(call)).encode()
        status, kind, body = _BODIES.get(fault or "", (200, "application/json", whole))
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        if fault != "not signed":
            handler.send_header(HEADER, sign_answer(SECRET, handler.headers[HEADER], body))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2] if fault == "half body" else body)
        handler.close_connection = True


ASK, CONFIRM, DONE, ANSWERED = "ask for the order", "ask for a yes", "REFUND DONE", "answered"
LEAVES = ("stop", "talk_to_human", "frustrated")
BEGUN, ORDER = "begun", "the order"


def action(call: dict[str, Any]) -> dict[str, Any]:
    """What a small dialogue would answer: a claim asks for an order number, then for a yes, and is done.

    The slot `heard` holds how far the claim has come.
    """
    name, tracker = call["next_action"], call["tracker"]
    match name:
        case "action_session_start":
            return _answer([{"event": "session_started"}, {"event": "action", "name": "action_listen"}])
        case "validate_claim_form":
            return _take(tracker)
        case "validate_status_form":
            return _take_status(tracker)
        case "action_answer" if tracker["latest_message"]["intent"]["name"] == "start_over":
            return _opened()
        case _:
            return _answer([], name)


def _opened() -> dict[str, Any]:
    """As actions/message.py has it: a question is open now, and Rasa is to listen."""
    form = {"event": "active_loop", "name": "claim_form"}
    listen = {"event": "followup", "name": "action_listen"}
    return _answer([_set("heard", BEGUN), form, _set("requested_slot", "answer"), listen], ASK)


def _answer(events: list[dict[str, Any]], *said: str) -> dict[str, Any]:
    return {"events": events, "responses": [{"text": text, "buttons": []} for text in said]}


def _set(slot: str, value: str | None) -> dict[str, Any]:
    return {"event": "slot", "name": slot, "value": value}


def _heard(far: str | None, asked: str | None, *said: str) -> dict[str, Any]:
    return _answer([_set("heard", far), _set("requested_slot", asked)], *said)


def _take(tracker: dict[str, Any]) -> dict[str, Any]:
    message, slots = tracker["latest_message"], tracker["slots"]
    intent, far = message["intent"]["name"], slots["heard"]
    if intent == "give_order_number":
        return _heard(ORDER, "answer", CONFIRM)
    if intent in LEAVES:
        return _heard(None, None, intent)
    if not slots["requested_slot"] or intent in ("correct", "start_over") or message["entities"]:
        return _heard(BEGUN, "answer", ASK)
    if far == ORDER and intent in ("affirm", "deny"):
        return _heard(None, None, DONE)
    return _heard(far, "answer", ANSWERED, CONFIRM if far == ORDER else ASK)


def _take_status(tracker: dict[str, Any]) -> dict[str, Any]:
    intent = tracker["latest_message"]["intent"]["name"]
    if intent == "give_order_number":
        return _heard("told", None, "the status")
    if intent in LEAVES:
        return _heard(None, None, intent)
    if intent == "outage":
        return _heard(None, None, ASK)
    said = [ANSWERED] if tracker["slots"]["requested_slot"] else []
    return _heard("asked", "case_number", *said)

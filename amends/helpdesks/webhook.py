"""A signed webhook: the helpdesk of whoever writes a few lines of their own. docs/helpdesks.md has both ways."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from amends.clock import Clock
from amends.errors import Fault, InvalidDocument
from amends.helpdesks.calling import Calls
from amends.helpdesks.helpdesk import ANSWER, RESOLVED, WEBHOOK, CaseView, Inbound, Line
from rasa_addons import signing

HEADER = signing.HEADER
_ID = re.compile(r"[!-~]{1,64}")


@dataclass(frozen=True)
class WebhookHelpdesk:
    """`case.opened` with the whole case, then `case.message` for each thing the customer says."""

    url: str
    clock: Clock
    secret: str = field(repr=False)
    kind: str = WEBHOOK

    def send(self, case: CaseView) -> str:
        told = self._post({"id": case.id, "type": "case.opened", "case": as_json(case)})
        reference = told.get("reference") if isinstance(told, dict) else None
        return reference[:200] if isinstance(reference, str) and reference else case.number

    def update(self, reference: str, case: CaseView, line: Line) -> None:
        named = {"number": case.number, "merchant": case.merchant, "status": case.status}
        body = {"id": line.id, "type": "case.message", "reference": reference, "case": named, "line": _line(line)}
        self._post(body)

    def _post(self, event: dict[str, Any]) -> Any:
        raw = json.dumps(event, ensure_ascii=False).encode()
        signature = signing.sign(self.secret, raw, int(self.clock().timestamp()))
        return Calls(self.url, {}).call("POST", "", raw=raw, **{HEADER: signature})


def is_genuine(secret: str, headers: Mapping[str, list[str]], body: bytes, now: float) -> bool:
    """Whether exactly one signature came, and signs this body within 300 s. `headers` has names in lower case."""
    given = headers.get(HEADER.lower(), [])
    return len(given) == 1 and signing.verify(secret, given[0], body, now)


def read(body: bytes) -> Inbound:
    """The event in a genuine call. InvalidDocument where it has no such shape."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise InvalidDocument("event", [Fault("$", "is not JSON")]) from fault
    if not isinstance(event, dict):
        raise InvalidDocument("event", [Fault("$", "is not an object")])
    faults = [Fault(f"$.{name}", "is missing, or no text") for name in ("id", "type", "case") if not _text(event, name)]
    if not faults and not _ID.fullmatch(event["id"]):
        faults.append(Fault("$.id", "has 1 to 64 visible ASCII characters"))
    if not faults and event["type"] not in {ANSWER, RESOLVED}:
        faults.append(Fault("$.type", f"is {ANSWER} or {RESOLVED}"))
    if not faults and event["type"] == ANSWER and not _text(event, "text"):
        faults.append(Fault("$.text", "is missing, or no text"))
    if faults:
        raise InvalidDocument("event", faults)
    words = event["text"] if event["type"] == ANSWER else ""
    author = event.get("author")
    return Inbound(event["id"], event["type"], words, author if isinstance(author, str) else None, event["case"])


def as_json(case: CaseView) -> dict[str, Any]:
    """The case as docs/helpdesks.md shows it: instants in ISO 8601, nothing that is not known."""
    whole = asdict(case) | {
        "opened_at": case.opened_at.isoformat(),
        "due_at": None if case.due_at is None else case.due_at.isoformat(),
        "recommended": dict(case.recommended) or None,
        "lines": [_line(line) for line in case.lines],
    }
    return {name: value for name, value in whole.items() if value is not None}


def _line(line: Line) -> dict[str, str]:
    return {"id": line.id, "at": line.at.isoformat(), "author": line.author, "kind": line.kind, "text": line.text}


def _text(event: dict[str, Any], name: str) -> bool:
    return isinstance(event.get(name), str) and bool(event[name].strip())

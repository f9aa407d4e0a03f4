"""What other systems can be told: a closed list, and what each event says.

An event names things by number and says what became of them. It has no words of anybody and no address: who wants those
reads them by the API, as far as its token's scopes go.
"""

from collections.abc import Callable, Mapping
from typing import Any

from amends.cases.entries import EntryKind
from amends.conversations.event_kinds import EventKind
from amends.labels import Labelled


class WebhookEvent(Labelled):
    """In the order in which the page lists them, each with what staff read for it."""

    CASE_OPENED = "case.opened", "a case is opened"
    CASE_STATUS = "case.status_changed", "a case gets another status"
    CASE_DECIDED = "case.decided", "the policy or a person decides a case"
    CASE_ASSIGNED = "case.assigned", "a case is given to somebody, or back to the queue"
    CASE_LABELLED = "case.labelled", "a label is put on or taken off"
    CASE_NOTED = "case.noted", "somebody writes a note"
    MESSAGE_RECEIVED = "message.received", "a customer writes or sends a file about a case"
    MESSAGE_SENT = "message.sent", "the desk answers a customer"
    REMEDY_CONFIRMED = "remedy.confirmed", "a remedy is carried out"
    REMEDY_FAILED = "remedy.failed", "a remedy cannot be carried out"
    TEST = "webhook.test", "somebody presses “Send a test”"


CHOOSABLE = tuple(each for each in WebhookEvent if each is not WebhookEvent.TEST)
Body = Mapping[str, Any]


def _parts(*names: str) -> Callable[[Body], dict[str, Any]]:
    return lambda body: {name: body.get(name) for name in names}


_OF_ENTRY: dict[str, tuple[WebhookEvent, Callable[[Body], dict[str, Any]]]] = {
    EntryKind.OPENED: (WebhookEvent.CASE_OPENED, _parts("issue")),
    EntryKind.STATUS: (WebhookEvent.CASE_STATUS, _parts("from", "to", "due_at")),
    EntryKind.DECISION: (WebhookEvent.CASE_DECIDED, _parts("outcome", "row")),
    EntryKind.CLAIM: (WebhookEvent.CASE_ASSIGNED, _parts("to")),
    EntryKind.ASSIGN: (WebhookEvent.CASE_ASSIGNED, _parts("to")),
    EntryKind.TRANSFER: (WebhookEvent.CASE_ASSIGNED, _parts("to")),
    EntryKind.LABEL: (WebhookEvent.CASE_LABELLED, _parts("on")),
    EntryKind.NOTE: (WebhookEvent.CASE_NOTED, _parts()),
    EntryKind.REMEDY_CONFIRMED: (WebhookEvent.REMEDY_CONFIRMED, _parts("kind", "reference")),
    EntryKind.REMEDY_FAILED: (WebhookEvent.REMEDY_FAILED, _parts("kind")),
}


def of_entry(kind: str, body: Body, actor: str) -> tuple[WebhookEvent, dict[str, Any]] | None:
    """What a line of the timeline tells others; None where it tells nothing. `by`: `customer`, `bot`, `worker`, or the
    id of a person or a token."""
    if kind not in _OF_ENTRY:
        return None
    event, told = _OF_ENTRY[kind]
    return event, {**told(body), "by": "customer" if actor.isdecimal() else actor}


def of_said(kind: str, author: str) -> WebhookEvent | None:
    """What an entry of a conversation tells others."""
    if author == "customer" and kind in {EventKind.MESSAGE, EventKind.FILE}:
        return WebhookEvent.MESSAGE_RECEIVED
    return WebhookEvent.MESSAGE_SENT if author == "agent" and kind == EventKind.REPLY else None

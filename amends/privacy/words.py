"""What stays of a value from which words and addresses are taken: what is known to be neither. Pure.

JSON is kept by names that are listed here; what a later release adds is taken out until somebody lists it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from amends.channels import deliveries
from amends.cases.entries import EntryKind

Pseudonym = Callable[[str], str]
"""The pseudonym of an address."""
Json = dict[str, Any]

_LINES = frozenset(
    {
        "act", "amount", "answers", "approval", "asked_by", "at", "cancels", "case", "confirmed", "contradictions",
        "decision", "declared", "due_at", "from", "helpdesk", "into", "issue", "items", "kind", "link", "mailed", "on",
        "order", "outcome", "pseudonym", "reason_code", "reference", "refund", "remedy", "row", "state", "to",
        "to_name", "turn",
    }
)  # fmt: skip
"""Of a line of the timeline."""
_CUSTOMERS_NAME = frozenset({EntryKind.WITHDRAWAL_DECLARED, EntryKind.WITHDRAWAL_ACKNOWLEDGED})
"""Lines whose `name` is the customer's; in all others it is that of a person at the desk."""
_ENUM_WHY = frozenset({EntryKind.HANDOFF})
_CLAIM = frozenset({"issue", "opened_at", "order_number", "occurred_at", "accepts"})
_RULING = frozenset({"kind", "remedy", "amount", "payment_id", "cancels_order", "clauses", "reason_code"})
_CUSTOMER = frozenset({"country", "consumer", "language"})


def line(kind: str, body: Json, pseudonym: Pseudonym) -> Json:
    """The body of a line of a case's timeline."""
    kept = set(_LINES)
    if kind not in _CUSTOMERS_NAME:
        kept.add("name")
    if kind in _ENUM_WHY:
        kept.add("why")
    return {name: value if name in kept else _taken_out(name, value, pseudonym) for name, value in body.items()}


def claim(document: Json, pseudonym: Pseudonym) -> Json:
    """A claim, which can still be read as one."""
    told = {name: value for name, value in document.items() if name in _CLAIM}
    email = document.get("email")
    return told | {"email": pseudonym(email) if isinstance(email, str) and email else None}


def order(document: Json | None, pseudonym: Pseudonym) -> Json | None:
    """An order, with what was bought, paid and returned."""
    if document is None:
        return None
    customer = document.get("customer") or {}
    email = customer.get("email")
    who = {name: value for name, value in customer.items() if name in _CUSTOMER}
    paid = [each | {"method": None} if "method" in each else each for each in document.get("payments") or ()]
    changed: Json = {
        "customer": {"email": pseudonym(email) if isinstance(email, str) and email else ""} | who,
        "payments": paid,
    }
    if isinstance(document.get("account"), Mapping):
        changed["account"] = {name: value for name, value in document["account"].items() if name != "id"}
    return document | changed


def decision(document: Json) -> Json:
    """A decision. It is made of the policy's words and the order's records; a person's words to the customer stand in
    the conversation. Facts are kept: the policy names them, and a person's only are by whom, of which kind, and which
    payment."""
    return document


def ruling(document: Json) -> Json:
    """What was put before a second person."""
    return {name: value if name in _RULING else _blank(value) for name, value in document.items()}


def key(given: str) -> str:
    """A provider's id of a delivery, so that it is known again and tells nothing."""
    return deliveries.digest_of(given)


def fault(said: str | None) -> str | None:
    """That there was a fault; what a mail server or a backend said of it may repeat an address or a name."""
    return None if said is None else "(erased)"


def _taken_out(name: str, value: Any, pseudonym: Pseudonym) -> Any:
    if name == "email" and isinstance(value, str) and value:
        return pseudonym(value)
    return _blank(value)


def _blank(value: Any) -> Any:
    match value:
        case str():
            return ""
        case list():
            return []
        case dict():
            return {}
        case _:
            return None

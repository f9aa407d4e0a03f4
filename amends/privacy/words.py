"""What stays of a value from which words and addresses are taken: what is known to be neither. Pure.

JSON is kept by names that are listed here; what a later release adds is taken out until somebody lists it.
"""

from collections.abc import Callable
from typing import Any

from amends.audit.chain import EMPTIED
from amends.cases.entries import EntryKind
from amends.channels import deliveries
from amends.messages.mail import ERASED
from amends.policy import rows_reader  # noqa: F401 (importing it enters every term)
from amends.policy.quantities import ITEM_QUANTITIES, QUANTITIES
from amends.policy.records import RECORDS
from amends.policy.rules import AMOUNTS
from amends.policy.terms import TERMS
from amends.remedies.plan import PAYMENT

Pseudonym = Callable[[str], str]
"""The pseudonym of an address."""
Json = dict[str, Any]

_LINES = frozenset(
    {
        "act", "amount", "answers", "approval", "asked_by", "at", "cancels", "case", "confirmed", "contradictions",
        "decision", "declared", "due_at", "from", "helpdesk", "into", "issue", "items", "kind", "link", "mailed", "on",
        "order", "outcome", "pseudonym", "reason_code", "reference", "refund", "remedy", "row", "state", "to",
        "to_name", "turn", "until",
    }
)  # fmt: skip
"""Of a line of the timeline."""
_TOLD = frozenset({"contract", "email", "label", "name", "text", "why"})
"""Words of a line that its page looks for: emptied, where others go with their names."""
_CUSTOMERS_NAME = frozenset({EntryKind.WITHDRAWAL_DECLARED, EntryKind.WITHDRAWAL_ACKNOWLEDGED})
"""Lines whose `name` is the customer's; in all others it is that of a person at the desk."""
_ENUM_WHY = frozenset({EntryKind.HANDOFF})
_CLAIM = frozenset({"issue", "opened_at", "order_number", "occurred_at", "accepts"})
_RULING = frozenset({"kind", "remedy", "amount", "payment_id", "cancels_order", "clauses", "reason_code"})
_ORDER = frozenset(
    {
        "activation", "billing", "cancelled_at", "consent", "contract_version", "delivered_at",
        "duplicate_of", "event_at", "hold_reason",
        "incidents", "merchant", "number", "placed_at", "subscription", "total", "usage", "verification_requested",
    }
)  # fmt: skip
_OF_ORDER = {
    "customer": frozenset({"country", "consumer", "language"}),
    "product": frozenset({"sku", "name", "kind", "available"}),
    "account": frozenset({"reviews", "outstanding"}),
}
_PAYMENT = frozenset({"id", "amount", "status", "captured_at", "method_class", "refunded", "refunds", "dispute"})
_FACTS = frozenset(
    {*TERMS, *RECORDS, *AMOUNTS, *QUANTITIES, *ITEM_QUANTITIES, "by", "kind", "missing", "unknown", PAYMENT}
)
"""What the policy names, and what a person's decision is told by."""


def line(kind: str, body: Json, pseudonym: Pseudonym) -> Json:
    """The body of a line of a case's timeline."""
    kept = set(_LINES)
    if kind not in _CUSTOMERS_NAME:
        kept.add("name")
    if kind in _ENUM_WHY:
        kept.add("why")
    return {
        name: value if name in kept else _taken_out(name, value, pseudonym)
        for name, value in body.items()
        if name in kept | _TOLD
    }


def claim(document: Json, pseudonym: Pseudonym) -> Json:
    """A claim, which can still be read as one."""
    told = _only(document, _CLAIM)
    email = document.get("email")
    return told | {"email": pseudonym(email) if isinstance(email, str) and email else None}


def order(document: Json | None, pseudonym: Pseudonym) -> Json | None:
    """An order, with what was bought, paid and returned."""
    if document is None:
        return None
    kept = _only(document, _ORDER)
    for part, names in _OF_ORDER.items():
        if isinstance(document.get(part), dict):
            kept[part] = _only(document[part], names)
    email = (document.get("customer") or {}).get("email")
    if "customer" in kept:
        kept["customer"]["email"] = pseudonym(email) if isinstance(email, str) and email else ""
    return kept | {"payments": [_only(each, _PAYMENT) for each in document.get("payments") or ()]}


def decision(document: Json) -> Json:
    """A decision, which can still be read as one. It has the policy's words and the order's records; what a person
    added in words of their own stands in the conversation alone."""
    kept = dict(document)
    if isinstance(document.get("recommended"), dict):
        kept["recommended"] = decision(document["recommended"])
    if isinstance(document.get("reasons"), list):
        kept["reasons"] = [each | {"facts": _only(each.get("facts") or {}, _FACTS)} for each in document["reasons"]]
    return kept


def ruling(document: Json) -> Json:
    """What was put before a second person."""
    return {name: value if name in _RULING else _blank(value) for name, value in document.items()}


def entry(action: str, body: Json) -> Json:
    """The body of an entry in the audit log. It has no words, but for a label of before its digest stood there: then
    nothing of it is kept."""
    return dict(EMPTIED) if action == EntryKind.LABEL and "label" in body else body


def key(given: str) -> str:
    """A provider's id of a delivery, so that it is known again and tells nothing."""
    return deliveries.digest_of(given)


def fault(said: str | None) -> str | None:
    """That there was a fault; what a mail server or a backend said of it may repeat an address or a name."""
    return said if said in {None, ERASED} else "(erased)"


def _only(document: Json, names: frozenset[str]) -> Json:
    return {name: value for name, value in document.items() if name in names}


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

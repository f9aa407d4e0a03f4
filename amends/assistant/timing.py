"""How long what was granted, or is proposed, takes to reach the customer."""

from amends.assistant import wording
from amends.messages.say import Say
from amends.orders.backend import RemedyKind
from amends.policy.policy import Policy

_SAID = {
    "refund": "refund",
    "full_refund": "refund",
    "partial_refund": "refund",
    "credit": "credit",
    "service_credit": "credit",
    "replacement_credit": "credit",
    "credit_note": "credit",
    "reactivation": "reactivation",
    "replacement": "correction",
    "replacement_service": "correction",
    "technical_correction": "correction",
    "account_correction": "correction",
    "coupon": "correction",
    "extension": "correction",
    "stop_at_period_end": "correction",
    "exchange": "correction",
}
"""By a remedy's name in a decision, or its kind in the ledger; the end of an order alone takes no time."""


_NOT_YET = frozenset({"reactivation", "correction"})
"""What is told as being done, and so only of what was granted."""


def told(remedies: set[str], policy: Policy, *, granted: bool = True) -> tuple[Say, ...]:
    """One answer for each way in which something comes. `granted`: it was, and is not only proposed."""
    kinds = sorted({_SAID[remedy] for remedy in remedies if remedy in _SAID}, reverse=True)
    days = {"days": wording.span(policy.settings.payout_days)}
    said = {kind: "proposed" if kind in _NOT_YET and not granted else "answer" for kind in kinds}
    return tuple(Say(f"utter_{said[kind]}_{kind}_timing", days if kind == RemedyKind.REFUND else {}) for kind in kinds)

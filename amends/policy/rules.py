"""What else a row may name: rules for its amount, its due time and its missing items."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from amends.money import Money
from amends.policy import calendar
from amends.policy.facts import Facts
from amends.policy.logic import Test
from amends.policy.records import as_json

# What can be asked of a customer. `verification` stands for papers that the order does not name.
ITEMS = (
    "order_number", "email", "service_name", "explanation", "occurred_at", "destination", "error_message",
    "payment_confirmation", "error_screenshot", "invoice", "verification",
)  # fmt: skip

# The texts of a claim, which the completeness step may ask for.
CLAIM_ITEMS = ("service_name", "explanation", "destination", "error_message")

AMOUNTS: dict[str, Callable[[Facts], Money | None]] = {
    "refundable": lambda facts: facts.refundable,
    "duplicate_amount": lambda facts: facts.duplicate_amount,
    "overcharged_amount": lambda facts: facts.overcharged_amount,
    "incident_amount": lambda facts: facts.incident_amount,
    "unused_share": lambda facts: facts.unused_share,
}


def statutory_refund_due(facts: Facts) -> datetime:
    """The end of the 14th day after the day of the statement (article 13(1)); never later for a weekend, since the
    article says "in any event"."""
    stated = calendar.local_date(facts.claim.opened_at, facts.policy.zone)
    return calendar.end_of_day(stated + timedelta(days=facts.policy.statute.refund_days), facts.policy.zone)


DUE_TIMES: dict[str, Callable[[Facts], datetime | None]] = {
    "activation_due": lambda facts: facts.due,
    "timely_fix_end": lambda facts: facts.timely_fix_ends_at,
    "statutory_refund": statutory_refund_due,
}

# The condition without which a rule may find nothing to give: a row that uses the rule must test it.
GUARDS = {
    "duplicate_amount": "paid_twice",
    "overcharged_amount": "overcharged_money",
    "incident_amount": "incident_took_money",
    "activation_due": "activation_still_due",
    "timely_fix_end": "fixed_in_time",
}

MISSING: dict[str, Callable[[Facts], tuple[str, ...]]] = {
    "verification_requested": lambda facts: facts.order.verification_requested or ("verification",),
    "hold_reason": lambda facts: (facts.order.hold_reason or "verification",),
}


def amount_of(name: str, facts: Facts) -> Money | None:
    """What a rule comes to, one of ours or one that the policy defines itself; None where the records do not tell.
    Never more than is refundable, never below zero, in whole minor units."""
    own = facts.policy.amounts.get(name)
    return AMOUNTS[name](facts) if own is None else own.granted(facts)


def facts_used(tests: tuple[Test, ...], amount: str | None, facts: Facts) -> tuple[tuple[str, Any], ...]:
    """The answers that made the conditions hold and the records behind them, as JSON values, each once."""
    found: dict[str, Any] = {}
    for test in tests:
        found |= test.told(facts)
    if amount is not None:
        found["refundable"] = facts.refundable
        own = facts.policy.amounts.get(amount)
        found |= {} if own is None else own.told(facts)
        found[amount] = amount_of(amount, facts)
    return tuple((name, as_json(value)) for name, value in found.items())

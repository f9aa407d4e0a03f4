"""What else a row may name: rules for its amount, its due time and its missing items, and facts for its reasons."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from amends.money import Money
from amends.policy import calendar
from amends.policy.facts import Facts
from amends.policy.terms import Condition

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


def _incident(facts: Facts) -> dict[str, Any] | None:
    incident = facts.incident
    if incident is None:
        return None
    return {
        "cause": incident.cause,
        "started_at": incident.started_at.isoformat(),
        "resolved_at": None if incident.resolved_at is None else incident.resolved_at.isoformat(),
    }


# The fact behind each name that a term may show in a decision's reasons.
RECORDS: dict[str, Callable[[Facts], Any]] = {
    "account_reviews": lambda facts: facts.order.account_reviews,
    "activated_at": lambda facts: facts.order.activation.at,
    "attempts": lambda facts: facts.order.activation.attempts,
    "consumer": lambda facts: facts.order.customer.consumer,
    "contradicting_evidence": lambda facts: tuple(e.id for e in facts.claim.evidence if e.contradicts_records),
    "country": lambda facts: facts.order.customer.country,
    "disputed_payments": lambda facts: tuple(p.id for p in facts.order.payments if p.dispute_status == "open"),
    "downtime_hours": lambda facts: None if facts.downtime is None else _hours(facts.downtime),
    "due": lambda facts: facts.due,
    "duplicate_amount": lambda facts: facts.duplicate_amount,
    "duplicate_of": lambda facts: facts.order.duplicate_of,
    "evidence": lambda facts: tuple(piece.id for piece in facts.claim.evidence),
    "expired": lambda facts: facts.expired,
    "hold_reason": lambda facts: facts.order.hold_reason,
    "immediate_performance_at": lambda facts: facts.order.consent.immediate_performance_at,
    "incident": _incident,
    "incident_amount": lambda facts: facts.incident_amount,
    "loss_of_withdrawal_acknowledged_at": lambda facts: facts.order.consent.loss_of_withdrawal_acknowledged_at,
    "occurred_at": lambda facts: facts.claim.occurred_at,
    "opened_at": lambda facts: facts.claim.opened_at,
    "originally_paid_at": lambda facts: facts.originally_paid_at,
    "overcharged_amount": lambda facts: facts.overcharged_amount,
    "overcharged_units": lambda facts: facts.order.overcharged_units,
    "paid": lambda facts: facts.paid,
    "refundable": lambda facts: facts.refundable,
    "refunded": lambda facts: facts.refunded,
    "total": lambda facts: facts.order.total,
    "unused_share": lambda facts: facts.unused_share,
    "used_fraction": lambda facts: facts.order.usage.used_fraction,
    "valid_until": lambda facts: facts.order.usage.valid_until,
    "withdrawal_ends_at": lambda facts: facts.withdrawal_ends_at,
}


def facts_used(conditions: tuple[Condition, ...], amount: str | None, facts: Facts) -> tuple[tuple[str, Any], ...]:
    """The answers that made the conditions hold and the records behind them, as JSON values, each once."""
    found: dict[str, Any] = {}
    for condition in conditions:
        found[condition.term.name] = condition.term.answer(facts)
        for name in condition.term.shows:
            found[name] = _json(RECORDS[name](facts))
    if amount is not None:
        found["refundable"] = _json(facts.refundable)
        found[amount] = _json(AMOUNTS[amount](facts))
    return tuple(found.items())


def _hours(span: timedelta) -> Decimal:
    return (Decimal(int(span.total_seconds())) / 3600).quantize(Decimal("0.1"))


def _json(value: Any) -> Any:
    if isinstance(value, Money):
        return value.as_json()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return value

"""The facts that stand in a decision's reasons, each by the name under which a term shows it, as JSON values."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amends.money import Money
from amends.policy.facts import Facts
from amends.policy.lengths import Span


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
    "attempts": lambda facts: None if facts.activated is None else facts.order.activation.attempts,
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
    "overcharged_units": lambda facts: facts.order.overcharged_units if facts.order.billing_known else None,
    "paid": lambda facts: facts.paid,
    "refundable": lambda facts: facts.refundable,
    "refunded": lambda facts: facts.refunded,
    "renewed_at": lambda facts: getattr(facts.order.subscription, "renewed_at", None),
    "total": lambda facts: facts.order.total,
    "trial_ends_at": lambda facts: getattr(facts.order.subscription, "trial_ends_at", None),
    "unused_share": lambda facts: facts.unused_share,
    "used_fraction": lambda facts: facts.order.usage.used_fraction if facts.order.usage.known else None,
    "valid_until": lambda facts: facts.order.usage.valid_until,
    "withdrawal_ends_at": lambda facts: facts.withdrawal_ends_at,
}


def _hours(span: timedelta) -> Decimal:
    return (Decimal(int(span.total_seconds())) / 3600).quantize(Decimal("0.1"))


def as_json(value: Any) -> Any:
    """A fact as a JSON value."""
    if isinstance(value, Money):
        return value.as_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Span):
        return str(value)
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    return value

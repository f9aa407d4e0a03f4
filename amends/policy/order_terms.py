"""The vocabulary's words about the order: payments, activation, holds, usage, account."""

from amends.policy.facts import Facts
from amends.policy.terms import Answer, NotTold, Silence, term

REVIEW_HOLDS = frozenset({"account_review", "legal_check"})


@term(shows=("disputed_payments",))
def disputed(facts: Facts) -> Answer:
    """Some payment of the order is under an open dispute (chargeback)."""
    return any(payment.dispute_status == "open" for payment in facts.order.payments)


@term(shows=("paid",))
def anything_paid(facts: Facts) -> Answer:
    """The captured payments come to more than zero."""
    return bool(facts.paid)


@term(shows=("paid", "refunded"))
def anything_refundable(facts: Facts) -> Answer:
    """What was paid and not yet returned comes to more than zero."""
    return bool(facts.refundable)


@term(shows=("paid", "refunded"))
def anything_refunded(facts: Facts) -> Answer:
    """Some of what was paid went back already, by the merchant or by the bank."""
    return bool(facts.refunded)


@term(shows=("paid", "refunded", "total", "duplicate_amount"))
def paid_twice(facts: Facts) -> Answer:
    """Two or more payments were captured, and more of them is not yet returned than the order's total."""
    return bool(facts.duplicate_amount)


@term(shows=("duplicate_of",))
def duplicate_of_known(facts: Facts) -> Answer:
    """The records name the order that this one duplicates."""
    return bool(facts.order.duplicate_of)


@term(shows=("activated_at",))
def activated(facts: Facts) -> Answer:
    """The service was provisioned; whether the customer has used it plays no part."""
    return facts.activated


@term()
def mis_activated(facts: Facts) -> Answer:
    """Something was provisioned, and it is not what was ordered."""
    return None if facts.activated is None else facts.activated and not facts.order.activation.matches_order


@term("customer", "external", "internal", silence=Silence.NOTHING)
def blocked_by(facts: Facts) -> Answer:
    """Who holds the activation up."""
    return NotTold.IT if facts.activated is None else facts.order.activation.blocked_by


@term(shows=("attempts",))
def activation_failed(facts: Facts) -> Answer:
    """The last attempt at activation failed."""
    return None if facts.activated is None else facts.order.activation.status == "failed"


@term(shows=("attempts",), needs="reactivation_attempts")
def attempts_left(facts: Facts) -> Answer:
    """Fewer attempts at activation were made than `reactivation_attempts`."""
    allowed = facts.policy.settings.reactivation_attempts
    if facts.activated is None:
        return None
    return allowed is not None and facts.order.activation.attempts < allowed


@term()
def product_available(facts: Facts) -> Answer:
    """The product can still be delivered."""
    return facts.order.product.available


@term(shows=("due",), needs="activation_business_days")
def activation_still_due(facts: Facts) -> Answer:
    """The time by which the service must be active has not passed."""
    return facts.now <= facts.due


@term(shows=("hold_reason",))
def on_hold(facts: Facts) -> Answer:
    """The order is held for some reason."""
    return facts.order.hold_reason is not None


@term(
    "payment_confirmation", "verification", "destination_restriction", "supplier_restriction", "technical_limitation",
    "account_review", "legal_check", silence=Silence.NOTHING,
)  # fmt: skip
def hold_reason(facts: Facts) -> Answer:
    """Why the order is held."""
    return facts.order.hold_reason


@term(shows=("account_reviews", "hold_reason"))
def account_under_review(facts: Facts) -> Answer:
    """The account is under review of any kind, or the order is held for account review or a legal check."""
    return bool(facts.order.account_reviews) or facts.order.hold_reason in REVIEW_HOLDS


@term(shows=("overcharged_amount",))
def overcharged_money(facts: Facts) -> Answer:
    """The records show money charged too much."""
    return bool(facts.overcharged_amount) if facts.order.billing_known else None


@term(shows=("overcharged_units",))
def overcharged_units(facts: Facts) -> Answer:
    """The records show units (minutes, credit) charged too many."""
    return facts.order.overcharged_units > 0 if facts.order.billing_known else None


@term(shows=("used_fraction",))
def used(facts: Facts) -> Answer:
    """Some of the service was used."""
    return facts.order.usage.used_fraction > 0 if facts.order.usage.known else None


@term(shows=("used_fraction",))
def used_up(facts: Facts) -> Answer:
    """All of the service was used."""
    return facts.order.usage.used_fraction >= 1 if facts.order.usage.known else None


@term(shows=("valid_until", "expired"))
def valid_until_known(facts: Facts) -> Answer:
    """The records say until when the credit is valid."""
    return facts.order.usage.valid_until is not None if facts.order.usage.known else None

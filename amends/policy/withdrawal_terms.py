"""The vocabulary's words about the statutory withdrawal (Directive 2011/83/EU, articles 2, 9, 10 and 16)."""

from amends.policy.facts import Facts
from amends.policy.terms import Answer, Silence, term


@term(shows=("consumer", "country"), silence=Silence.UNKNOWN)
def consumer_in_eea(facts: Facts) -> Answer:
    """The customer is a consumer and lives in a country of the statute's list. Either known "no" is enough for a no."""
    return facts.consumer_in_eea


@term(shows=("consumer", "country"))
def consumer_in_eea_known(facts: Facts) -> Answer:
    """The records tell whether the customer is a consumer in a country of the statute's list."""
    return facts.consumer_in_eea is not None


@term()
def informed(facts: Facts) -> Answer:
    """The customer was told of the right of withdrawal before ordering."""
    return facts.order.consent.withdrawal_info_provided


@term(shows=("opened_at", "withdrawal_ends_at"))
def within_withdrawal_period(facts: Facts) -> Answer:
    """The statement was made before the withdrawal period ended."""
    return facts.claim.opened_at <= facts.withdrawal_ends_at


@term("service", "digital_service", "digital_content", "calling_credit", "voice_allowance", "vpn")
def product_kind(facts: Facts) -> Answer:
    """What kind of thing was bought."""
    return facts.order.product.kind


@term(shows=("immediate_performance_at",))
def immediate_performance(facts: Facts) -> Answer:
    """The customer asked for performance to begin at once."""
    return facts.order.consent.immediate_performance_at is not None


@term(shows=("immediate_performance_at", "loss_of_withdrawal_acknowledged_at"))
def both_consents(facts: Facts) -> Answer:
    """The customer asked for performance at once and acknowledged that the right is lost by it, and the records do not
    say that no confirmation of it was sent."""
    return facts.both_consents

"""The moments of an order that a policy counts from or to, and the spans between each and the claim.

For every moment `m` there are three words: `m` itself, compared with a day or `within` a length of time of the claim;
`since_m`, from it to the claim; and `until_m`, from the claim to it.
"""

from collections.abc import Callable
from datetime import datetime

from amends.policy.facts import Facts
from amends.policy.lengths import Span
from amends.policy.quantities import QUANTITIES, Kind, Quantity


def _plan(facts: Facts, name: str) -> datetime | None:
    return getattr(facts.order.subscription, name, None)


def _account_since(facts: Facts) -> datetime | None:
    history = facts.order.customer.history
    return None if history is None else history.account_since


MOMENTS: dict[str, tuple[Callable[[Facts], datetime | None], str]] = {
    "purchase": (lambda facts: facts.order.placed_at, "when the order was placed"),
    "payment": (lambda facts: facts.originally_paid_at, "when the first payment was captured"),
    "activation": (lambda facts: facts.order.activation.at, "when the service was activated"),
    "first_use": (lambda facts: facts.order.usage.first_used_at, "when it was first used"),
    "delivery": (lambda facts: facts.order.delivered_at, "when it was delivered"),
    "event": (lambda facts: facts.order.event_at, "when what was bought takes place"),
    "period_start": (lambda facts: _plan(facts, "period_started_at"), "when the plan's present period began"),
    "period_end": (lambda facts: _plan(facts, "period_ends_at"), "when the plan's present period ends"),
    "trial_end": (lambda facts: _plan(facts, "trial_ends_at"), "when the plan's trial ends"),
    "renewal": (lambda facts: _plan(facts, "renewed_at"), "when the plan was last renewed"),
    "expiry": (lambda facts: facts.order.usage.valid_until, "until when the credit is valid"),
    "cancellation": (lambda facts: facts.order.cancelled_at, "when the order was cancelled"),
    "problem": (lambda facts: facts.claim.occurred_at, "when the problem occurred, as the customer says"),
    "account_opening": (_account_since, "when the customer's account was opened"),
}
_ALWAYS = frozenset({"purchase", "payment"})


def since(moment: Callable[[Facts], datetime | None]) -> Callable[[Facts], Span | None]:
    """From the moment to the claim."""

    def span(facts: Facts) -> Span | None:
        start = moment(facts)
        return None if start is None else Span(start, facts.claim.opened_at, facts.policy.zone)

    return span


def until(moment: Callable[[Facts], datetime | None]) -> Callable[[Facts], Span | None]:
    """From the claim to the moment."""

    def span(facts: Facts) -> Span | None:
        end = moment(facts)
        return None if end is None else Span(facts.claim.opened_at, end, facts.policy.zone)

    return span


for _name, (_moment, _meaning) in MOMENTS.items():
    for _quantity in (
        Quantity(_name, Kind.DATE, _moment, f"{_meaning[0].upper()}{_meaning[1:]}.", always=_name in _ALWAYS),
        Quantity(f"since_{_name}", Kind.SPAN, since(_moment), f"From `{_name}` to the claim.", always=_name in _ALWAYS),
        Quantity(f"until_{_name}", Kind.SPAN, until(_moment), f"From the claim to `{_name}`.", always=_name in _ALWAYS),
    ):
        QUANTITIES[_quantity.name] = _quantity

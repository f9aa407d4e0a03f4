"""The vocabulary's words about the customer's history and the plan that runs. What no record tells stays unknown."""

from collections.abc import Callable
from datetime import datetime

from amends.policy import calendar
from amends.policy.facts import Facts
from amends.policy.lengths import Length
from amends.policy.quantities import Kind, quantity
from amends.policy.terms import Answer, Silence, term

Count = Callable[[Length | None], int | None]


@term(silence=Silence.UNKNOWN)
def first_purchase(facts: Facts) -> Answer:
    """The customer placed no order before this one."""
    history = facts.order.customer.history
    if history is None or history.orders is None:
        return None
    if _before_this(facts):
        return False
    return None if history.whole_since is not None else True


@quantity(Kind.COUNT)
def earlier_orders(facts: Facts) -> Count:
    """How many orders the customer placed before this one, `within` a length of time before the claim or ever."""
    history = facts.order.customer.history
    known = history is not None and history.orders is not None
    return _counted(facts, _before_this(facts) if known else None)


@quantity(Kind.COUNT)
def earlier_refunds(facts: Facts) -> Count:
    """How many refunds the customer got on other orders, `within` a length of time before the claim or ever."""
    history = facts.order.customer.history
    return _counted(facts, None if history is None else history.refunds)


@term("day", "week", "month", "quarter", "half_year", "year", "other", silence=Silence.UNKNOWN)
def plan_term(facts: Facts) -> Answer:
    """For how long one payment of the plan is."""
    plan = facts.order.subscription
    if plan is None or plan.interval is None:
        return None
    named = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
    if plan.months is not None:
        return named.get(plan.months, "other")
    return plan.interval if plan.interval_count == 1 else "other"


@term(shows=("opened_at", "trial_ends_at"), silence=Silence.UNKNOWN)
def in_trial(facts: Facts) -> Answer:
    """The claim came before the end of the plan's trial."""
    plan = facts.order.subscription
    if plan is None or plan.trial is None:
        return None
    return plan.trial_ends_at is not None and facts.claim.opened_at < plan.trial_ends_at


@term(shows=("renewed_at",), silence=Silence.UNKNOWN)
def renewed(facts: Facts) -> Answer:
    """The plan was renewed once at least: this is not its first period."""
    plan = facts.order.subscription
    return None if plan is None else plan.renewed


@term(silence=Silence.UNKNOWN)
def renews(facts: Facts) -> Answer:
    """The plan goes on by itself at the end of the period."""
    plan = facts.order.subscription
    return None if plan is None else plan.renews


def _before_this(facts: Facts) -> tuple[datetime, ...]:
    """The customer's other orders that were placed before this one."""
    history, order = facts.order.customer.history, facts.order
    listed = () if history is None or history.orders is None else history.orders
    return tuple(placed for number, placed in listed if number != order.number and placed < order.placed_at)


def _counted(facts: Facts, moments: tuple[datetime, ...] | None) -> Count:
    """How many of them lie within a length of time before the claim; None where the list does not go back so far."""
    history, opened = facts.order.customer.history, facts.claim.opened_at

    def count(within: Length | None) -> int | None:
        if moments is None or history is None:
            return None
        begun = tuple(moment for moment in moments if moment <= opened)
        whole_since = history.whole_since
        if within is None:
            return None if whole_since is not None else len(begun)
        if whole_since is not None and _reaches(whole_since, within, facts):
            return None
        return sum(_reaches(moment, within, facts) for moment in begun)

    return count


def _reaches(moment: datetime, within: Length, facts: Facts) -> bool:
    """Whether the claim came at most so long after the moment, by dates, or by the clock for hours."""
    zone, opened = facts.policy.zone, facts.claim.opened_at
    if within.unit == "hours":
        return opened - moment <= within.by_clock
    return calendar.local_date(opened, zone) <= within.after(calendar.local_date(moment, zone))

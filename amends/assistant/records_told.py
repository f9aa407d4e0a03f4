"""What the order's records show of that on which a denial rests, a line each: the bank's return, a date, a day."""

from datetime import datetime

from amends import clock
from amends.assistant.wording import method
from amends.messages import moments
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.money import Money
from amends.orders.order import Order
from amends.orders.payment import COUNTS
from amends.policy.decision import Decision
from amends.policy.policy import Policy


def lines(policy: Policy, order: Order, decision: Decision, language: str, sentences: Sentences) -> tuple[str, ...]:
    """Empty where the records have no more to say than the clauses."""
    told = [*_withdrawal_over(policy, decision, language), *_returned_by_bank(order, language)]
    told = [*told, *_valid(policy, order, decision, language), *_over(policy, order, language)]
    told = told or [*_active(policy, order, decision, language)]
    return tuple(f"• {sentences.text(each, language)}" for each in told)


def _over(policy: Policy, order: Order, language: str) -> tuple[Say, ...]:
    """That all of the money went back, or that the order ended, and when."""
    told: list[Say] = []
    back, made = paid_back(order)
    if made and taken_by_bank(order) is None and not any(each.remaining for each in order.captured):
        on = moments.dated(made, policy.zone, language)
        told.append(Say("utter_denied_paid_back_on", {"amount": back.text(language), "on": on}))
    if order.cancelled_at is not None:
        told.append(Say("utter_denied_ended_on", {"on": moments.dated(order.cancelled_at, policy.zone, language)}))
    return tuple(told)


def paid_back(order: Order) -> tuple[Money, datetime | None]:
    """How much of it went back, and when the last refund was made; None where no refund tells."""
    back = sum((each.amount - each.remaining for each in order.captured), Money.zero(order.total.currency))
    made = (each.at for payment in order.captured for each in payment.refunds if each.status in COUNTS and each.at)
    return back, max(made, default=None)


def taken_by_bank(order: Order) -> Money | None:
    """What the customer's bank took back after disputes that the merchant lost; None where nothing was."""
    lost = [payment.amount for payment in order.captured if payment.dispute_status == "lost"]
    return sum(lost, start=Money.zero(order.total.currency)) if lost else None


def _returned_by_bank(order: Order, language: str) -> tuple[Say, ...]:
    taken = taken_by_bank(order)
    if taken is None:
        return ()
    return (Say("utter_bank_has_returned", {"amount": taken.text(language), "method": method(order)}),)


def _withdrawal_over(policy: Policy, decision: Decision, language: str) -> tuple[Say, ...]:
    """When the period of a right of withdrawal that was used too late had ended."""
    ended = _rests_on(decision).get("withdrawal_ends_at")
    if not isinstance(ended, str):
        return ()
    return (Say("utter_denied_withdrawal_over", {"on": moments.dated(clock.parse(ended), policy.zone, language)}),)


def _valid(policy: Policy, order: Order, decision: Decision, language: str) -> tuple[Say, ...]:
    """Until when it is valid, or since when no more."""
    until, rests_on = order.usage.valid_until, _rests_on(decision)
    if until is None or "expired" not in rests_on:
        return ()
    if rests_on["expired"]:
        return (Say("utter_denied_expired_on", {"on": moments.dated(until, policy.zone, language)}),)
    return (Say("utter_denied_still_valid", {"until": moments.deadline(until, policy.zone, language)}),)


def _active(policy: Policy, order: Order, decision: Decision, language: str) -> tuple[Say, ...]:
    """Since when the service is active."""
    since = order.activation.at
    if since is None or not _rests_on(decision).get("activated_at"):
        return ()
    return (Say("utter_denied_active_since", {"on": moments.dated(since, policy.zone, language)}),)


def _rests_on(decision: Decision) -> dict[str, object]:
    return {name: value for reason in decision.reasons for name, value in reason.facts}

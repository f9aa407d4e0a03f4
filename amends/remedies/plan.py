"""Which calls to the order backend an approved decision needs. Pure: the ledger checks, the executor calls."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from amends.errors import ExceedsPaid
from amends.money import Money
from amends.orders.backend import RemedyKind
from amends.orders.order import Order, Payment
from amends.policy.decision import REFUNDS, Decision, Outcome, Remedy

BY_A_PERSON = "desk"
"""The row of a decision that a person at the desk took. Its facts may name the payment that a refund goes back to."""
PAYMENT = "payment"

_CREDITS = (Remedy.SERVICE_CREDIT, Remedy.REPLACEMENT_CREDIT, Remedy.CREDIT_NOTE)
_PLAIN: dict[str, RemedyKind] = {
    Remedy.REACTIVATION: RemedyKind.REACTIVATION,
    Remedy.REPLACEMENT_SERVICE: RemedyKind.REPLACEMENT,
    Remedy.TECHNICAL_CORRECTION: RemedyKind.TECHNICAL_CORRECTION,
    Remedy.ACCOUNT_CORRECTION: RemedyKind.ACCOUNT_CORRECTION,
    Remedy.CANCELLATION: RemedyKind.CANCELLATION,
    Remedy.EXTENSION: RemedyKind.EXTENSION,
    Remedy.STOP_AT_PERIOD_END: RemedyKind.STOP_AT_PERIOD_END,
    Remedy.EXCHANGE: RemedyKind.EXCHANGE,
}
Shares = tuple[tuple[str, Money], ...]
_NEVER_CAPTURED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class RemedyLine:
    """One call: its kind as the order backend knows it, the payment of a refund, the amount of a refund or credit, and
    what else there is to it. `items`: for which lines of the order a refund is, where the backend is to know."""

    kind: RemedyKind
    payment_id: str | None = None
    amount: Money | None = None
    detail: str = ""
    items: Shares = ()


def plan(decision: Decision, order: Order) -> tuple[RemedyLine, ...]:
    """The calls in the order in which they are carried out: money first, the cancellation last.

    ExceedsPaid where the payments do not hold the amount; ValueError for a decision that approves nothing.
    """
    if decision.outcome != Outcome.APPROVE or decision.remedy is None:
        raise ValueError(f"row {decision.row} approves nothing")
    lines = list(_remedy(decision.remedy, decision, order))
    if order.refunds_by_line and decision.items:
        lines = _by_line(lines, decision.items)
    if decision.cancels_order and decision.remedy != Remedy.CANCELLATION and order.cancelled_at is None:
        lines.append(RemedyLine(RemedyKind.CANCELLATION))
    return tuple(lines)


def _by_line(lines: list[RemedyLine], items: Shares) -> list[RemedyLine]:
    """Each refund with the part of the lines' shares that it pays, in their order."""
    left = list(items)
    found = []
    for line in lines:
        paid: list[tuple[str, Money]] = []
        free = line.amount
        while free and left and line.kind == RemedyKind.REFUND:
            name, share = left.pop(0)
            part = min(share, free)
            paid.append((name, part))
            free -= part
            if part < share:
                left.insert(0, (name, share - part))
        found.append(replace(line, items=tuple(paid)))
    return found


def is_whole(amount: Money, order: Order, chosen: str | None) -> bool:
    """Whether a refund of `amount` takes all that is left of every payment that it comes from (docs/decision-table.md,
    part 2)."""
    left = {payment.id: payment.remaining for payment in order.payments}
    return all(line.amount == left[line.payment_id or ""] for line in _split(amount.rounded(), order, chosen))


def _remedy(remedy: str, decision: Decision, order: Order) -> Iterator[RemedyLine]:
    if remedy in _PLAIN:
        yield RemedyLine(_PLAIN[remedy], detail=decision.detail or "")
        return
    if not decision.amount:
        raise ValueError(f"row {decision.row}: {remedy} without an amount")
    if remedy == Remedy.COUPON:
        yield RemedyLine(RemedyKind.COUPON, amount=decision.amount.rounded(), detail=decision.detail or "")
    elif remedy in _CREDITS:
        yield RemedyLine(RemedyKind.CREDIT, amount=decision.amount.rounded())
    else:
        assert remedy in REFUNDS, remedy
        yield from _split(decision.amount.rounded(), order, _chosen_payment(decision))


def _chosen_payment(decision: Decision) -> str | None:
    """Rows of a policy never choose; a person may."""
    if decision.row != BY_A_PERSON:
        return None
    return next((str(value) for reason in decision.reasons for name, value in reason.facts if name == PAYMENT), None)


def _split(amount: Money, order: Order, chosen: str | None) -> Iterator[RemedyLine]:
    """Over the payments with something left, never more than what is left of each.

    A duplicate amount goes back to the payment that came too many, so from the latest backwards; any other amount from
    the original payment onwards. Where a payment was `chosen`, from that one only.
    """
    left = amount
    payments = _captured(order, latest_first=amount == order.duplicate_amount)
    for payment in (each for each in payments if chosen in {None, each.id}):
        part = min(left, payment.remaining)
        if part > Money.zero(amount.currency):
            yield RemedyLine(RemedyKind.REFUND, payment.id, part)
            left -= part
    if left:
        raise ExceedsPaid(f"order {order.number}: {left.as_json()} more than what is left of its payments")


def _captured(order: Order, *, latest_first: bool) -> list[Payment]:
    def when(payment: Payment) -> tuple[datetime, str]:
        return payment.captured_at or _NEVER_CAPTURED, payment.id

    return sorted(order.captured, key=when, reverse=latest_first)

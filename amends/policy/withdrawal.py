"""Until when a customer may withdraw from a contract by law: docs/decision-table.md, part 5."""

from datetime import datetime

from amends.claims.claim import Claim
from amends.orders.order import Order
from amends.policy.decision import Outcome
from amends.policy.facts import Facts
from amends.policy.logic import hold
from amends.policy.policy import AS_CANCEL, Policy, Row
from amends.policy.rules import amount_of


def right_until(policy: Policy, order: Order, now: datetime) -> datetime | None:
    """The last moment to withdraw, where a statement made at `now` would fall under rows W05 or W06; else None.

    The right to withdraw does not depend on money: it also exists where nothing is left to refund.
    """
    facts = _statement(policy, order, now)
    row = _for_who_has_it(policy, facts)
    return None if row is None or row.outcome == AS_CANCEL else facts.withdrawal_ends_at


def money_right_until(policy: Policy, order: Order, now: datetime) -> datetime | None:
    """The same, only where the withdrawal would return money: what a denial tells the customer of."""
    facts = _statement(policy, order, now)
    row = _for_who_has_it(policy, facts)
    amount = None if row is None or row.amount is None else amount_of(row.amount, facts)
    return facts.withdrawal_ends_at if amount else None


def _for_who_has_it(policy: Policy, facts: Facts) -> Row | None:
    """The row that would decide, passing over those that send to a person what the records do not tell: whoever may
    have the right is told of it, and a person answers when it is used."""
    return next((row for row in policy.statute.rows if row.outcome != Outcome.REVIEW and hold(row.when, facts)), None)


def _statement(policy: Policy, order: Order, now: datetime) -> Facts:
    claim = Claim("withdraw", opened_at=now, order_number=order.number, email=order.customer.email)
    return Facts(policy, order, claim, now)

"""The facts that a decision rests on, derived from the records and the claim (docs/decision-table.md, part 1).

Each is computed once, when a row first asks. None means that the records do not tell. Days count in the policy's
time zone. Sums are rounded to the currency's minor unit, so that what counts as zero is what would be paid as zero.
"""

import copy
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from amends import addresses
from amends.claims.claim import Claim
from amends.money import Money
from amends.orders.order import Incident, Item, Order, Payment
from amends.policy import calendar

if TYPE_CHECKING:
    from amends.policy.policy import Policy

INCIDENT_KINDS = {"outage": "outage", "destination_problem": "routing"}


class Facts:
    """Everything a row may ask about one order and claim at `now`."""

    def __init__(self, policy: "Policy", order: Order | None, claim: Claim, now: datetime) -> None:
        self.policy = policy
        self.claim = claim
        self.now = now
        self.item: Item | None = None
        self._order = order

    def at(self, item: Item) -> "Facts":
        """The same facts, of one line of the order."""
        of_item = copy.copy(self)
        of_item.item = item
        return of_item

    @property
    def order(self) -> Order:
        """The order. The loader holds every policy to ask for `identified` first, so no later row meets None."""
        if self._order is None:
            raise LookupError("a row asked about an order that is not there")
        return self._order

    @cached_property
    def identified(self) -> bool:
        """The claim's order exists at this merchant and carries the claim's e-mail address."""
        order, claim = self._order, self.claim
        if order is None or order.merchant != self.policy.merchant.id or claim.email is None:
            return False
        # No number in the claim is not a contradiction: the order was then found another way, by a signed-in customer.
        same_number = claim.order_number is None or _folded(claim.order_number) == _folded(order.number)
        return same_number and addresses.same(claim.email, order.customer.email)

    @cached_property
    def captured(self) -> tuple[Payment, ...]:
        return self.order.captured

    @cached_property
    def paid(self) -> Money:
        return self._sum([payment.amount for payment in self.captured])

    @cached_property
    def refunded(self) -> Money:
        """What went back, by the merchant or by the bank after a lost dispute."""
        return self._sum([payment.returned for payment in self.captured])

    @cached_property
    def refundable(self) -> Money:
        """paid - refunded, never below zero: the cap of every amount."""
        return self._at_least_zero(self.paid - self.refunded)

    @cached_property
    def duplicate_amount(self) -> Money:
        return self._capped(self.order.duplicate_amount)

    @cached_property
    def originally_paid_at(self) -> datetime:
        """When the original payment was captured. Where the backend recorded no time of capture, the order's own
        time stands for it: a payment is not made before its order, so no customer is held to a later date."""
        times = [payment.captured_at for payment in self.captured if payment.captured_at is not None]
        return min(times, default=self.order.placed_at)

    @cached_property
    def in_time(self) -> bool:
        """The claim came within the policy's `report_within` days of the original payment, by dates."""
        assert self.policy.settings.report_within is not None
        return self._date(self.claim.opened_at) - self._date(self.originally_paid_at) <= (
            self.policy.settings.report_within
        )

    @property
    def activated(self) -> bool | None:
        status = self.order.activation.status
        return None if status is None else status == "done"

    @cached_property
    def due(self) -> datetime:
        """When the service must be active: the record's own time, or the end of the policy's last business day."""
        assert self.policy.settings.activation_business_days is not None
        recorded = self.order.activation.due_at
        if recorded is not None:
            return recorded.astimezone(self.policy.zone)
        return calendar.end_of_business_day(
            self.originally_paid_at,
            self.policy.settings.activation_business_days,
            self.policy.zone,
            self.policy.country,
        )

    @cached_property
    def incident(self) -> Incident | None:
        """The incident that the claim is about: the one running at `occurred_at`, else the one that started last."""
        kind = INCIDENT_KINDS.get(self.claim.issue)
        begun = [i for i in self.order.incidents if i.kind == kind and i.started_at <= self.now]
        at = self.claim.occurred_at
        if at is not None:
            begun = [i for i in begun if i.started_at <= at <= (i.resolved_at or self.now)]
        return max(begun, key=lambda i: i.started_at, default=None)

    @cached_property
    def downtime(self) -> timedelta | None:
        if self.incident is None:
            return None
        return (self.incident.resolved_at or self.now) - self.incident.started_at

    @cached_property
    def timely_fix_ends_at(self) -> datetime | None:
        """When the incident's downtime reaches the policy's `timely_fix`."""
        assert self.policy.settings.timely_fix is not None
        if self.incident is None:
            return None
        return (self.incident.started_at.astimezone(UTC) + self.policy.settings.timely_fix).astimezone(self.policy.zone)

    @cached_property
    def incident_amount(self) -> Money | None:
        """What of the payment the incident affected, where the records say so."""
        affected = None if self.incident is None else self.incident.affected_amount
        return None if affected is None else self._capped(affected)

    @cached_property
    def overcharged_amount(self) -> Money | None:
        charged = self.order.overcharged_amount
        return None if charged is None else self._capped(charged)

    @property
    def has_evidence(self) -> bool:
        return bool(self.claim.evidence)

    @cached_property
    def reported_late(self) -> bool | None:
        """The date of `occurred_at` lies more than the policy's `late_report` days before that of `opened_at`."""
        assert self.policy.settings.late_report is not None
        if self.claim.occurred_at is None:
            return None
        return self._date(self.claim.opened_at) - self._date(self.claim.occurred_at) > self.policy.settings.late_report

    @cached_property
    def expired(self) -> bool | None:
        until = self.order.usage.valid_until
        return None if until is None else until < self.now

    @cached_property
    def consumer_in_eea(self) -> bool | None:
        """A consumer in a country of the statute. No where either is known to fail, None where the rest is unknown."""
        customer = self.order.customer
        there = None if customer.country is None else customer.country in self.policy.statute.countries
        if False in {customer.consumer, there}:
            return False
        return None if None in {customer.consumer, there} else True

    @cached_property
    def withdrawal_ends_at(self) -> datetime:
        """The last moment for a statement of withdrawal (articles 9(2) and 10): days from the date of the order,
        months longer where the customer was not told of the right, and never ending on a day off."""
        statute = self.policy.statute
        last = self._date(self.order.placed_at) + timedelta(days=statute.period_days)
        if not self.order.consent.withdrawal_info_provided:
            last = calendar.months_later(last, statute.months_without_information)
        last = calendar.same_or_next_working_day(last, self.policy.country)
        return calendar.end_of_day(last, self.policy.zone)

    @property
    def both_consents(self) -> bool:
        """Given, and not shown to lack the confirmation without which no right is lost (articles 8(7) and 16(m))."""
        consent = self.order.consent
        if consent.unconfirmed:
            return False
        return consent.immediate_performance_at is not None and consent.loss_of_withdrawal_acknowledged_at is not None

    @property
    def unused_share(self) -> Money | None:
        """refundable x (1 - used fraction), half-up; None where nobody tells what was used."""
        if not self.order.usage.known:
            return None
        return self.refundable.times(1 - self.order.usage.used_fraction)

    def _date(self, instant: datetime) -> date:
        return calendar.local_date(instant, self.policy.zone)

    def _sum(self, amounts: list[Money]) -> Money:
        return sum(amounts, Money.zero(self.order.total.currency)).rounded()

    def _at_least_zero(self, money: Money) -> Money:
        return max(money.rounded(), Money.zero(money.currency))

    def _capped(self, money: Money) -> Money:
        return min(money.rounded(), self.refundable)


def _folded(text: str) -> str:
    return text.strip().casefold()

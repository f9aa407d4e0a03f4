"""Any run of remedies, replays and faults on one order: keys are kept and no more goes out than came in."""

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from amends.errors import BackendError, BackendRefused, BackendUnavailable, BackendUncertain
from amends.money import Money
from amends.orders.backend import Receipt, RemedyCall
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from tests.orders.sample import document

keys = st.sampled_from(["k-1", "k-2", "k-3", "k-4", "k-5", "k-6"])
amounts = st.sampled_from(["0.00", "0.01", "89.99", "245.00", "490.00", "490.01", "980.00", "980.01"])
calls = st.one_of(
    st.builds(
        lambda key, payment, amount: RemedyCall(key, "refund", "NN-70001", payment, Money(Decimal(amount), "NOK")),
        keys,
        st.sampled_from(["pay_1", "pay_2", "pay_3"]),
        amounts,
    ),
    st.builds(
        lambda key, amount: RemedyCall(key, "credit", "NN-70001", amount=Money(Decimal(amount), "NOK")), keys, amounts
    ),
    st.builds(lambda key: RemedyCall(key, "cancellation", "NN-70001"), keys),
)


class Remedies(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.backend = FakeOrderBackend([Order.from_json(document())])
        self.first: dict[str, tuple[RemedyCall, Receipt]] = {}

    @rule(call=calls)
    def carry_out(self, call: RemedyCall) -> None:
        known = self.first.get(call.key)
        try:
            receipt = self.backend.carry_out(call)
        except BackendRefused as fault:
            reused = fault.code == "key_reused"
        else:
            reused = False
            self.first.setdefault(call.key, (call, receipt))
            assert self.first[call.key] == (call, receipt)
        assert reused == (known is not None and known[0] != call)

    @rule(call=calls, after=st.booleans())
    def carry_out_with_a_fault(self, call: RemedyCall, after: bool) -> None:
        """An uncertain end is settled by asking with the key; an unavailable one did nothing."""
        moved = list(self.backend.movements)
        self.backend.fail(BackendUncertain("late") if after else BackendUnavailable("down"), after=after)
        try:
            self.backend.carry_out(call)
        except BackendUnavailable:
            assert self.backend.movements == moved
        except BackendError:
            receipt = self.backend.receipt(call.key)
            if receipt is not None:
                self.first.setdefault(call.key, (call, receipt))

    @invariant()
    def receipts_are_kept(self) -> None:
        for key, (_, receipt) in self.first.items():
            assert self.backend.receipt(key) == receipt

    @invariant()
    def no_more_goes_out_than_came_in(self) -> None:
        order = self.backend.order("NN-70001")
        assert order is not None
        out = sum(movement.amount.amount for movement in self.backend.movements)
        assert out <= 980
        assert all(payment.refunded <= payment.amount for payment in order.payments)
        refunds = [movement for movement in self.backend.movements if movement.payment is not None]
        assert sum(p.refunded.amount for p in order.payments) == sum(m.amount.amount for m in refunds)
        assert len({movement.key for movement in self.backend.movements}) == len(self.backend.movements)


Remedies.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestRemedies = Remedies.TestCase

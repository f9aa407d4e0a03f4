"""`amends orders check`: what it says of right systems and wrong ones, and that it never pays back more than named."""

from decimal import Decimal

import pytest

from amends.connectors import check
from amends.errors import BackendUnavailable
from amends.orders.backend import OrderBackend, Receipt, RemedyCall
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from tests.connectors.house import House, nok
from tests.orders.sample import document

ONE = nok("1.00")


def checked(
    backend: OrderBackend, number: str, payment: str, amount=ONE, *, beyond: bool = True
) -> list[check.Finding]:
    order, found = check.readings(backend, number)
    assert order is not None
    return [*found, *check.refunds(backend, order, payment, amount, beyond=beyond)]


def wrong(found: list[check.Finding]) -> str:
    return " ".join(each.text for each in found if each.ok is False)


def test_a_right_system_has_nothing_wrong(any_house: House) -> None:
    found = checked(any_house.backend, any_house.number, any_house.payment)
    assert wrong(found) == ""
    assert sum(each.ok is True for each in found) >= 10
    assert any_house.moved() == [Decimal("0.49")]


def test_what_the_records_do_not_tell_is_said(any_house: House) -> None:
    order, found = check.readings(any_house.backend, any_house.number)
    notes = [each.text for each in found if each.ok is None]
    assert any("consent" in each for each in notes)
    assert any("active" in each for each in notes) is (order.activation.status is None)


class Forgetful(FakeOrderBackend):
    """Keeps no keys: the same one pays again, whatever it is for."""

    def carry_out(self, call: RemedyCall) -> Receipt:
        self._done.clear()
        return super().carry_out(call)


class Renamed(Forgetful):
    """And has another reference each time."""

    def carry_out(self, call: RemedyCall) -> Receipt:
        super().carry_out(call)
        return Receipt(call.key, f"R-{len(self.movements)}")


class Generous(FakeOrderBackend):
    """Knows no limit: what is too much is paid as far as there is money."""

    def carry_out(self, call: RemedyCall) -> Receipt:
        order = self.order(call.order_number)
        if order is not None and call.amount is not None and call.amount > order.payments[0].remaining:
            call = RemedyCall(call.key, call.kind, call.order_number, call.payment_id, order.payments[0].remaining)
        return super().carry_out(call)


def fake(kind: type[FakeOrderBackend] = FakeOrderBackend) -> FakeOrderBackend:
    return kind([Order.from_json(document())])


@pytest.mark.parametrize("amount", ["0.03", "0.04", "0.05", "1.00", "490.00"])
@pytest.mark.parametrize("kind", [FakeOrderBackend, Forgetful])
def test_never_more_goes_back_than_was_named(kind, amount) -> None:
    backend = fake(kind)
    checked(backend, "NN-70001", "pay_1", nok(amount), beyond=False)
    assert 0 < sum(each.amount.amount for each in backend.movements) <= Decimal(amount)


@pytest.mark.parametrize("kind", [Forgetful, Renamed])
def test_a_key_that_pays_twice_is_found_even_where_both_receipts_are_alike(kind) -> None:
    found = wrong(checked(fake(kind), "NN-70001", "pay_1"))
    assert ("The same key a second time gets ANOTHER receipt." in found) is (kind is Renamed)
    assert "Another amount under the same key was taken." in found
    assert "The payment shows 0.99 more as returned, of 0.49." in found


def test_a_system_without_a_limit_is_found_before_it_is_asked_for_anything_else() -> None:
    backend = fake(Generous)
    assert "More than was paid was PAID BACK." in wrong(checked(backend, "NN-70001", "pay_1"))
    assert len(backend.movements) == 1


@pytest.mark.parametrize(
    ("payment", "amount", "said"),
    [
        ("pay_9", "1.00", "no captured payment pay_9. There are: pay_1 (490.00 NOK left)"),
        ("pay_3", "1.00", "no captured payment pay_3"),
        ("pay_1", "490.01", "490.01 NOK cannot go back"),
        ("pay_1", "0.00", "cannot go back"),
        ("pay_1", "0.02", "too little to try anything with"),
    ],
)
def test_what_cannot_be_tried_is_not(payment, amount, said) -> None:
    backend = fake()
    assert said in wrong(checked(backend, "NN-70001", payment, nok(amount)))
    assert backend.movements == []


def test_an_order_that_cannot_be_read_is_said_with_its_reason() -> None:
    backend = fake()
    assert check.readings(backend, "NN-70009")[1] == [
        check.Finding(False, "There is no order NN-70009. Give one that the system has.")
    ]
    backend.fail(BackendUnavailable("the order backend cannot be reached"))
    order, found = check.readings(backend, "NN-70001")
    assert order is None
    assert wrong(found) == "Order NN-70001 cannot be read: the order backend cannot be reached."


def test_a_lost_answer_ends_the_check_with_the_key_to_look_for(house: House) -> None:
    order, _ = check.readings(house.backend, house.number)
    house.breaks("lost_before")
    found = list(check.refunds(house.backend, order, house.payment, ONE, beyond=False))
    assert "Look for it under the key check-" in wrong(found)
    assert house.moved() == []

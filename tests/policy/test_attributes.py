"""What a merchant's own facts come to by their declared types; what is of no such type is not known."""

import pytest

from tests.policy.written import facts, scope

NUMBERS = [
    (3, "3"), (0.1, "0.1"), (-2, "-2"), (10**12 - 1, "999999999999"),
    ("3", None), ("1_0", None), ("٥", None), ("1e999999", None), (True, None), (None, None), (10**12, None),
    (-(10**12), None), (1e30, None), ({"amount": "3.00", "currency": "EUR"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("told", "known"), NUMBERS, ids=[f"number {i}" for i, _ in enumerate(NUMBERS)])
def test_a_number_is_a_number_of_json_and_none_beyond_reason(told, known):
    found = scope().attributes["order.seats"].value(facts(attributes={"seats": told}))
    assert (None if found is None else str(found)) == known


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ({"amount": "999999999999.99", "currency": "EUR"}, "999999999999.99"),
        ({"amount": "1000000000000.00", "currency": "EUR"}, None),
        ({"amount": "1" + "0" * 39, "currency": "EUR"}, None),
        ({"amount": "5.00", "currency": "NOK"}, None),
        ("5.00", None),
    ],
)
def test_a_sum_is_one_of_the_orders_currency_that_an_order_can_come_to(told, known):
    found = scope().attributes["order.fee"].value(facts(attributes={"fee": told}))
    assert (None if found is None else str(found.amount)) == known

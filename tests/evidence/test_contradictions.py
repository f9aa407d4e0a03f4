"""When a picture does not fit the records, and when it only does not tell."""

import json

import pytest

from amends.evidence.contradictions import contradictions
from amends.orders.order import Order
from tests.orders.sample import document

PLACED = "2026-11-16T09:12:00+01:00"
DONE = {"status": "done", "at": "2026-11-16T10:00:00+01:00"}
OPEN = {"status": "pending"}


def found(read, **changes):
    return contradictions(read, Order.from_json(document(**changes)))


def test_what_was_not_read_contradicts_nothing():
    assert found({}) == ()


@pytest.mark.parametrize(("number", "names"), [("NN-70001", ()), ("NN-70002", ("order_number",))])
def test_another_order(number, names):
    assert found({"order_number": number}) == names


@pytest.mark.parametrize(
    ("read", "names"),
    [
        ({"amount": "490.00", "currency": "NOK"}, ()),
        ({"amount": "490.00"}, ()),
        ({"amount": "490.01", "currency": "NOK"}, ("amount",)),
        ({"amount": "49.00"}, ("amount",)),
        ({"amount": "42.10", "currency": "EUR"}, ()),
        ({"currency": "EUR"}, ()),
    ],
)
def test_another_amount_but_not_in_another_currency(read, names):
    assert found(read) == names


@pytest.mark.parametrize(("currency", "names"), [("NOK", ("amount",)), ("SEK", ("amount",)), ("EUR", ())])
def test_kr_are_the_crowns_of_the_order(currency, names):
    order = Order.from_json(json.loads(json.dumps(document()).replace("NOK", currency)))
    assert contradictions({"amount": "49.00", "currency": "kr"}, order) == names


@pytest.mark.parametrize("money", ["incident", "refund", "one of the refunds", "surplus"])
def test_every_amount_of_the_records_is_known(money):
    amount = {"amount": "77.00", "currency": "NOK"}
    changes = {
        "incident": {"incidents": [
            {"kind": "outage", "cause": "provider", "started_at": PLACED, "affected_amount": amount}
        ]},
        "refund": {"payments": [
            {"id": "p", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured", "refunded": amount}
        ]},
        "one of the refunds": {"payments": [
            {"id": "p", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured", "refunds": [
                {"id": "re_1", "amount": amount, "status": "failed"},
                {"id": "re_2", "amount": {"amount": "5.00", "currency": "NOK"}, "status": "succeeded"},
            ]}
        ]},
        "surplus": {"billing": {"overcharged_amount": amount}},
    }[money]  # fmt: skip
    assert found({"amount": "77.00"}) == ("amount",)
    assert found({"amount": "77.00"}, **changes) == ()


@pytest.mark.parametrize(
    ("read", "names"),
    [
        ({"date": "2026-11-19", "amount": "490.00"}, ()),
        ({"date": "2026-11-13", "payment_reference": "x"}, ()),
        ({"date": "2026-11-20", "amount": "490.00"}, ("date",)),
        ({"date": "2026-11-12", "payment_reference": "x"}, ("date",)),
        ({"date": "2026-12-24"}, ()),
        ({"date": "2026-11-12"}, ("date",)),
    ],
)
def test_a_day_on_which_nothing_was_paid_or_a_day_before_the_order(read, names):
    assert found(read) == names


def test_a_payment_of_another_day_is_known_too():
    paid = {"id": "p", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured",
            "captured_at": "2026-11-24T08:00:00+01:00"}  # fmt: skip
    assert found({"date": "2026-11-26", "amount": "490.00"}, payments=[paid]) == ()


@pytest.mark.parametrize(
    ("error", "day", "activation", "names"),
    [
        ("The service could not be activated.", None, DONE, ("activation",)),
        ("De dienst kon niet worden geactiveerd", "2026-11-17", DONE, ("activation",)),
        ("Tjenesten kunne ikke aktiveres", "2026-11-15", DONE, ("activation",)),
        ("Tjenesten kunne ikke aktiveres", "2026-11-14", DONE, ()),
        ("The service could not be activated.", None, OPEN, ()),
        ("No connection", None, DONE, ()),
        (None, None, DONE, ()),
    ],
)
def test_an_error_about_an_activation_that_the_records_call_done(error, day, activation, names):
    read = {name: value for name, value in (("error_text", error), ("date", day)) if value}
    assert found(read, activation=activation) == names

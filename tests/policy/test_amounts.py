"""Amounts that a policy defines: each form by figures, and what holds of every amount whatever it is made of."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.errors import PolicyError
from amends.policy.amounts import Amount, Fixed, ProRata, Share, Tier, Tiers, Whole
from amends.policy.amounts_reader import read_amounts
from amends.policy.conditions_reader import read_conditions
from amends.policy.logic import AllOf
from amends.policy.quantities import QUANTITIES
from amends.policy.rounding import Rounding
from tests.policy.written import facts, place, scope

many = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize(
    ("definition", "comes_to"),
    [
        ("{of: price}", "120.00"),
        ("{of: price, percent: 10}", "12.00"),
        ("{of: price, percent: 33.333}", "40.00"),
        ("{fixed: 5.00 EUR}", "5.00"),
        ("{fixed: {NOK: 50.00, EUR: 5.50}}", "5.50"),
        ("{of: price, pro_rata: {from: period_start, to: period_end}}", "112.77"),  # 343 days of 365
        ("{of: price, pro_rata: {from: period_start, to: period_end, by: months}}", "110.00"),  # 11 months of 12
        ("{of: price, minus: {fixed: 7.25 EUR}}", "112.75"),
        ("{of: price, minus: {percent: used_percent, of: price}}", "90.00"),
        ("{of: price, minus: [order.fee, {percent: 5, of: price}]}", "94.00"),
        ("{of: price, percent: 1, floor: 10.00 EUR}", "10.00"),
        ("{of: price, cap: 30.00 EUR}", "30.00"),
        ("{of: price, cap: order.fee}", "20.00"),
        ("{of: price, floor: 500.00 EUR}", "120.00"),
        ("{fixed: 1.00 EUR, minus: {of: price}}", "0.00"),
        ("{per_item: {percent: 50}}", "60.00"),
        ("{per_item: {when: {item.kind: help}, percent: 50}}", "20.00"),
        ("{per_item: {when: {item_amount: {above: 50.00 EUR}}, percent: 100}}", "80.00"),
        ("{of: price, tiers: [{when: {since_purchase: {at_most: 14 days}}, percent: 100}, {percent: 25}]}", "30.00"),
        ("{of: price, tiers: [{when: {since_purchase: {at_most: 22 days}}, fixed: 9.99 EUR}, {percent: 25}]}", "9.99"),
        ("{of: price, percent: 10.46, rounding: down}", "12.55"),
        ("{of: price, percent: 10.46, rounding: {way: up, to: 0.50}}", "13.00"),
        ("{of: price, percent: 10.46, rounding: {way: nearest, to: 1.00}}", "13.00"),
        ("{of: price, percent: 10.46, rounding: {way: down, to: 5.00}}", "10.00"),
    ],
)
def test_each_form_comes_to_its_figure(definition, comes_to):
    (amount,) = read_amounts(place(f"{{it: {definition}}}"), scope()).values()
    assert amount.granted(facts()).as_json() == {"amount": comes_to, "currency": "EUR"}
    assert amount.unknown(facts()) == ()


@pytest.mark.parametrize(
    ("definition", "order", "lacking"),
    [
        ("{fixed: 5.00 NOK}", {}, ("currency",)),
        ("{of: overcharged_amount}", {}, ("overcharged_amount",)),
        ("{of: price, percent: used_percent}", {"usage": {}}, ("used_percent",)),
        *[("{of: price, percent: order.seats}", {"attributes": {"seats": told}}, ("order.seats",))
          for told in (-1, 100.01, 5000, "50")],
        ("{of: price, minus: {percent: order.seats, of: price}}", {"attributes": {"seats": -50}}, ("order.seats",)),
        ("{of: price, cap: order.fee}", {"attributes": {}}, ("order.fee",)),
        ("{of: price, cap: order.fee}", {"attributes": {"fee": {"amount": "1.00", "currency": "NOK"}}}, ("order.fee",)),
        ("{of: price, cap: order.fee}", {"attributes": {"fee": "1.00"}}, ("order.fee",)),
        ("{of: order.fee}", {"attributes": {"fee": {"amount": "1" + "0" * 27, "currency": "EUR"}}}, ("order.fee",)),
        ("{of: price, pro_rata: {from: period_start, to: period_end}}", {"subscription": None},
         ("period_start", "period_end")),
        ("{of: price, pro_rata: {from: period_end, to: period_start}}", {}, ("period_end", "period_start")),
        ("{per_item: {percent: 50}}", {"items": None}, ("item_count",)),
        ("{of: price, tiers: [{when: {until_event: {at_least: 7 days}}, percent: 100}, {percent: 0}]}", {},
         ("until_event",)),
    ],
)  # fmt: skip
def test_what_the_records_do_not_tell_is_no_sum_and_is_named(definition, order, lacking):
    (amount,) = read_amounts(place(f"{{it: {definition}}}"), scope()).values()
    assert amount.granted(facts(**order)) is None
    assert amount.unknown(facts(**order)) == lacking


ANNUAL = """
months_left: {of: price, pro_rata: {from: period_start, to: period_end, by: months}}
it: {of: months_left, minus: [{fixed: 100.00 EUR}, {percent: 5, of: price}], cap: 800.00 EUR, rounding: down}
"""  # docs/policy.md
HALF_A_YEAR = {"opened": "2027-05-01T09:00:00+01:00", "total": "1200.00"}


@pytest.mark.parametrize(
    ("definitions", "given_facts", "comes_to"),
    [
        # 60 of 100 euros are back already, and 80 % was used: what was used costs 80, not the 40 that are left.
        (
            "worn: {of: price, percent: 80}\nit: {of: price, minus: worn}",
            {"total": "100.00", "refunded": "60.00"},
            "20.00",
        ),
        (
            "half: {of: price, percent: 50}\nit: {of: half, percent: 50}",
            {"total": "100.00", "refunded": "60.00"},
            "25.00",
        ),
        ("it: {of: price, minus: {percent: 80, of: price}}", {"total": "100.00", "refunded": "60.00"}, "20.00"),
        (ANNUAL, HALF_A_YEAR | {"refunded": "700.00"}, "440.00"),
        (ANNUAL, HALF_A_YEAR | {"refunded": "800.00"}, "400.00"),  # what is refundable bounds what is granted
        # Not rounded on the way, unless it says so.
        ("third: {of: price, percent: 33.333}\nit: {of: third, percent: 10}", {"total": "0.50"}, "0.02"),
        ("third: {of: price, percent: 30, rounding: {way: up, to: 0.50}}\nit: {of: third}", {"total": "0.50"}, "0.50"),
        # A sum below nothing is nothing once it is granted.
        ("less: {of: price, minus: {fixed: 130.00 EUR}}\nit: {fixed: 30.00 EUR, minus: less}", {}, "40.00"),
        ("less: {of: price, minus: {fixed: 130.00 EUR}}\nit: {of: less}", {}, "0.00"),
    ],
)
def test_what_another_amount_names_is_the_sum_and_not_what_is_left_to_refund(definitions, given_facts, comes_to):
    amount = read_amounts(place(definitions), scope())["it"]
    assert str(amount.granted(facts(**given_facts)).amount) == comes_to


@pytest.mark.parametrize("percent", [0, 100])
def test_a_percentage_of_the_records_may_be_none_or_all(percent):
    (amount,) = read_amounts(place("{it: {of: price, percent: order.seats}}"), scope()).values()
    assert amount.granted(facts(attributes={"seats": percent})).amount == Decimal(120) * percent / 100


@pytest.mark.parametrize("step", ["1e-30", "1e2", "0", "0.0000001", "1000000000000", "NaN", "-1", "٥"])
def test_a_step_to_round_to_is_written_in_digits(step):
    with pytest.raises(PolicyError):
        read_amounts(place(f"{{it: {{of: price, rounding: {{way: down, to: {step}}}}}}}"), scope())


def test_a_step_finer_than_the_currencys_coins_is_a_coin():
    (amount,) = read_amounts(place("{it: {of: price, percent: 10.4, rounding: {way: up, to: 0.50}}}"), scope()).values()
    assert amount.granted(facts(total="100", currency="JPY", items=None, attributes={})).amount == 11
    (amount,) = read_amounts(
        place("{it: {of: price, percent: 10.41, rounding: {way: up, to: 0.50}}}"), scope()
    ).values()
    assert str(amount.granted(facts(total="100.00", items=None, attributes={})).amount) == "10.50"


def test_a_condition_compares_the_sum_too():
    amount = read_amounts(place("half: {of: price, percent: 50}"), scope())["half"]
    words = replace(scope(), amounts={"half": amount.quantity})
    (asked,) = read_conditions(place("half: {at_least: 60.00 EUR}"), words)
    assert asked.truth(facts(refunded="100.00")) is True


@pytest.mark.parametrize(
    ("opened", "comes_to"),
    [
        ("2026-10-01T09:00:00+01:00", "120.00"),  # before the period began all of it is left
        ("2026-11-01T00:00:00+01:00", "120.00"),
        ("2026-11-01T23:59:59+01:00", "120.00"),  # the day on which it began is left whole
        ("2026-11-02T00:00:00+01:00", "119.67"),
        ("2027-10-31T23:59:59+01:00", "0.33"),
        ("2027-11-01T00:00:00+01:00", "0.00"),
        ("2028-01-01T00:00:00+01:00", "0.00"),
    ],
)
def test_what_is_left_of_a_period_is_counted_by_dates(opened, comes_to):
    written = "{it: {of: price, pro_rata: {from: period_start, to: period_end}}}"
    (amount,) = read_amounts(place(written), scope()).values()
    assert str(amount.granted(facts(opened=opened)).rounded().amount) == comes_to


sums = st.decimals(Decimal(0), Decimal(10_000), places=2)
percents = st.decimals(Decimal(0), Decimal(100), places=3)
fixed = sums.map(lambda amount: Fixed({"EUR": amount, "NOK": amount, "JPY": amount, "TND": amount}))
wholes = st.sampled_from(["price", "paid", "refundable", "refunded"]).map(lambda name: Whole(QUANTITIES[name]))
shares = st.builds(Share, percents, st.one_of(fixed, wholes))
time_left = st.builds(
    ProRata, *(st.just(QUANTITIES[name]) for name in ("period_start", "period_end")),
    st.sampled_from(["days", "months"]), wholes,
)  # fmt: skip
parts = st.one_of(fixed, wholes, shares, time_left)
tiered = parts.map(lambda part: Tiers((Tier(AllOf(()), part),)))
roundings = st.builds(
    Rounding, st.sampled_from(["up", "down", "nearest"]), st.sampled_from([None, Decimal("0.05"), Decimal("7.00")])
)
amounts = st.builds(
    Amount,
    st.just("it"),
    st.one_of(parts, tiered),
    st.lists(parts, max_size=2).map(tuple),
    st.none() | parts,
    st.none() | parts,
    roundings,
)
cases = st.builds(
    facts,
    total=sums.filter(lambda amount: amount > 1).map(str),
    currency=st.sampled_from(["EUR", "NOK", "JPY", "TND"]),
    refunded=st.sampled_from(["0.00", "0.33", "1.00"]),
    opened=st.sampled_from([f"{day}T11:50:00Z" for day in ("2026-11-01", "2026-11-23", "2027-06-30", "2027-12-01")]),
    items=st.just(None),
    attributes=st.just({}),
)  # fmt: skip


@many
@given(amounts, cases)
def test_no_amount_is_negative_or_above_what_is_left_of_what_was_paid_or_finer_than_a_coin(amount, given_facts):
    granted = amount.granted(given_facts)
    assert granted is not None
    assert 0 <= granted.amount <= given_facts.refundable.amount <= given_facts.paid.amount
    assert granted == granted.rounded()
    assert granted.currency == given_facts.order.total.currency


@many
@given(parts, cases)
def test_the_same_case_comes_to_the_same_sum(part, given_facts):
    assert Amount("it", part).granted(given_facts) == Amount("it", part).granted(given_facts)
    assert Amount("it", part).written()

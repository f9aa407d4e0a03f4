"""What a condition of a file comes to for an order: on each side of each bound, and where the records do not tell."""

import pytest

from amends.errors import PolicyError
from amends.policy.amounts_reader import read_amounts
from amends.policy.attributes import read_attributes
from amends.policy.conditions_reader import read_conditions, read_named
from amends.policy.logic import AllOf
from tests.policy.written import facts, place, scope

SEPTEMBER = "2026-09-01T00:00:00Z"
OTHERS = [
    {"number": "TK-1", "placed_at": "2026-10-01T09:00:00+02:00"},
    {"number": "TK-100100", "placed_at": "2026-11-01T09:00:00+01:00"},
    {"number": "TK-200000", "placed_at": "2026-11-10T09:00:00+01:00"},
]


def test_what_all_lines_tell_stands_beside_how_many_there_are():
    (asked,) = read_conditions(
        place("{any_item: {item_amount: {above: 50.00 EUR}, item_count: {at_least: 2}}}"), scope()
    )
    assert asked.truth(facts()) is True
    told = asked.told(facts())
    assert told["item_count"] == 2
    assert [str(each.amount) for each in told["item_amount"]] == ["80.00", "40.00"]


@pytest.mark.parametrize("inner", ["any_item", "every_item"])
def test_a_line_has_no_lines_of_its_own(inner):
    with pytest.raises(PolicyError, match="a line has no lines of its own"):
        read_conditions(place(f"{{any_item: {{not: {{{inner}: {{item_quantity: 1}}}}}}}}"), scope())


@pytest.mark.parametrize("name", ["item_amount", "item_quantity", "price", "issue", "any_item"])
def test_no_definition_takes_the_name_of_a_word(name):
    with pytest.raises(PolicyError, match="is a word already"):
        read_named(place(f"{{{name}: {{price: 1.00 EUR}}}}"), scope())
    with pytest.raises(PolicyError, match="is a word already"):
        read_amounts(place(f"{{{name}: {{of: price}}}}"), scope())


def customer(**history):
    return {"customer": {"email": "ada@example.com", "history": history}}


def product(**attributes):
    return {"product": {"name": "Takt", "kind": "vpn", "attributes": attributes}}


HOLDS = [
    ("{price: {EUR: 120.00, NOK: 1200.00}}", {}, True),
    ("{price: {above: 119.99 EUR}}", {}, True),
    ("{price: {above: 120.00 EUR}}", {}, False),
    ("{price: {at_least: 120.00 EUR, below: 120.01 EUR}}", {}, True),
    ("{price: {between: [100.00 EUR, 120.00 EUR]}}", {}, True),
    ("{price: {between: [120.01 EUR, 130.00 EUR]}}", {}, False),
    ("{price: 120 EUR}", {}, True),
    ("{price: {above: {EUR: 200.00, NOK: 10.00}}}", {}, False),
    ("{price: {above: 100.00 NOK}}", {}, None),
    ("{used_percent: 25}", {}, True),
    ("{used_percent: {one_of: [10, 25.0]}}", {}, True),
    ("{used_percent: [10, 20]}", {}, False),
    ("{used_percent: {at_most: 24.9}}", {}, False),
    ("{used_percent: {at_most: 24.9}}", {"usage": {}}, None),
    ("{used: false}", {"usage": {}}, True),
    ("{item_count: {at_least: 2}}", {}, True),
    ("{item_count: {at_least: 2}}", {"items": None}, None),
    ("{purchase: {within: 22 days after}}", {}, True),
    ("{purchase: {within: 21 days}}", {}, False),
    ("{purchase: {within: 21 days before}}", {}, False),
    ("{purchase: {before: 2026-11-02, at_least: 2026-11-01}}", {}, True),
    ("{purchase: {after: 2026-11-01}}", {}, False),
    ("{purchase: 2026-11-01}", {}, True),
    ("{event: {within: 7 days before}}", {"event_at": "2026-11-30T23:00:00+01:00"}, True),
    ("{event: {within: 7 days before}}", {"event_at": "2026-12-01T00:00:00+01:00"}, False),
    ("{event: {within: 7 days before}}", {"event_at": "2026-11-22T00:00:00+01:00"}, False),
    ("{event: {within: 7 days before}}", {}, None),
    ("{delivery: {within: 48 hours after}}", {"delivered_at": "2026-11-21T11:50:00+01:00"}, True),
    ("{delivery: {within: 48 hours after}}", {"delivered_at": "2026-11-21T11:49:59+01:00"}, False),
    ("{delivery: {within: 1 month}}", {"delivered_at": "2026-10-23T23:00:00+02:00"}, True),
    ("{delivery: {within: 1 month}}", {"delivered_at": "2026-10-22T23:00:00+02:00"}, False),
    ("{since_purchase: {above: 3 weeks}}", {}, True),
    ("{since_purchase: {is: 22 days}}", {}, True),
    ("{price: {between: [{EUR: 100.00, NOK: 1.00}, {NOK: 2.00, EUR: 120.00}]}}", {}, True),
    # The event is ten days ahead, then seven days ago: no time has passed since it, and none is left until it.
    ("{since_event: {at_most: 14 days}}", {"event_at": "2026-12-03T09:00:00+01:00"}, None),
    ("{since_event: {below: 14 days}}", {"event_at": "2026-12-03T09:00:00+01:00"}, None),
    ("{since_event: {at_least: 1 day}}", {"event_at": "2026-12-03T09:00:00+01:00"}, False),
    ("{since_event: {between: [0 days, 14 days]}}", {"event_at": "2026-12-03T09:00:00+01:00"}, False),
    ("{until_event: {at_most: 14 days}}", {"event_at": "2026-12-03T09:00:00+01:00"}, True),
    ("{until_event: {at_most: 14 days}}", {"event_at": "2026-11-16T09:00:00+01:00"}, None),
    ("{until_event: {below: 48 hours}}", {"event_at": "2026-11-23T11:49:59+01:00"}, None),
    ("{until_event: {below: 2 days}}", {"event_at": "2026-11-23T11:49:59+01:00"}, True),
    ("{until_event: {at_most: 0 days}}", {"event_at": "2026-11-16T09:00:00+01:00"}, True),
    ("{until_period_end: {between: [300 days, 1 year]}}", {}, True),
    ("{until_event: {below: 0 days}}", {"event_at": "2026-11-22T23:00:00+01:00"}, True),
    ("{until_event: {below: 0 days}}", {"event_at": "2026-11-23T00:00:00+01:00"}, False),
    ("{plan_months: 3, plan_term: quarter}", {"subscription": {"interval": "month", "interval_count": 3}}, True),
    ("{plan_term: year}", {"subscription": {"interval": "month", "interval_count": 12}}, True),
    ("{plan_term: week}", {"subscription": {"interval": "week"}}, True),
    ("{plan_term: other}", {"subscription": {"interval": "week", "interval_count": 2}}, True),
    ("{plan_term: year}", {}, None),
    ("{in_trial: false, renewed: false}", {"subscription": {"trial_ends_at": None, "renewed_at": None}}, True),
    ("{in_trial: true}", {"subscription": {"trial_ends_at": "2026-11-23T11:50:01+01:00"}}, True),
    ("{in_trial: true}", {"subscription": {"trial_ends_at": "2026-11-23T11:50:00+01:00"}}, False),
    ("{in_trial: false}", {"subscription": {}}, None),
    ("{renewed: true}", {"subscription": {"renewed_at": "2026-11-01T09:00:00+01:00"}}, True),
    ("{renews: true}", {"subscription": {"renews": None}}, None),
    ("{first_purchase: true}", customer(orders=[]), True),
    ("{first_purchase: true}", customer(orders=OTHERS[1:]), True),
    ("{first_purchase: false}", customer(orders=OTHERS, whole_since=SEPTEMBER), True),
    ("{first_purchase: true}", customer(orders=[], whole_since=SEPTEMBER), None),
    ("{first_purchase: true}", customer(orders=None), None),
    ("{first_purchase: true}", {}, None),
    ("{earlier_orders: 1}", customer(orders=OTHERS), True),
    ("{earlier_orders: {within: 53 days, is: 1}}", customer(orders=OTHERS), True),
    ("{earlier_orders: {within: 52 days, is: 0}}", customer(orders=OTHERS), True),
    ("{earlier_orders: {within: 52 days, is: 0}}", customer(orders=OTHERS, whole_since=SEPTEMBER), True),
    ("{earlier_orders: {within: 1 year, is: 1}}", customer(orders=OTHERS, whole_since=SEPTEMBER), None),
    ("{earlier_refunds: {within: 24 hours, above: 0}}", customer(refunds=[{"at": "2026-11-22T11:50:00+01:00"}]), True),
    ("{earlier_refunds: {within: 24 hours, above: 0}}", customer(refunds=[{"at": "2026-11-22T11:49:00+01:00"}]), False),
    ("{earlier_refunds: {above: 0}}", customer(orders=[]), None),
    ("{since_account_opening: {at_least: 1 year}}", customer(account_since="2025-11-23T23:00:00+01:00"), True),
    ("{order.gift: true}", {"attributes": {"gift": True}}, True),
    ("{order.gift: false}", {"attributes": {"gift": None}}, None),
    ("{order.gift: false}", {"attributes": {"gift": "no"}}, None),
    ("{order.seats: {above: 9}}", {"attributes": {"seats": 10}}, True),
    ("{order.seats: {above: 9}}", {"attributes": {"seats": 9.5}}, True),
    ("{order.seats: {above: 9}}", {"attributes": {"seats": "9.5"}}, None),
    ("{order.seats: {above: 9}}", {"attributes": {"seats": True}}, None),
    ("{order.seats: {above: 9}}", {"attributes": {"seats": "many"}}, None),
    ("{order.note: [express, Over Night]}", {"attributes": {"note": " over  NIGHT "}}, True),
    ("{order.note: express}", {"attributes": {"note": ""}}, None),
    ("{order.ready_on: {within: 3 days}}", {"attributes": {"ready_on": "2026-11-20"}}, True),
    ("{order.ready_on: {within: 3 days}}", {"attributes": {"ready_on": "2026-11-19T23:59:59+01:00"}}, False),
    ("{order.ready_on: {within: 3 days}}", {"attributes": {"ready_on": "soon"}}, None),
    ("{order.fee: {at_most: 20.00 EUR}}", {}, True),
    ("{product.category: plan}", product(category="plan"), True),
    ("{product.category: {is: plan}}", product(category="boat"), None),
    ("{any_item: {item.kind: help}}", {}, True),
    ("{every_item: {item.kind: help}}", {}, False),
    ("{any_item: {item.kind: help, item_amount: {above: 50.00 EUR}}}", {}, False),
    ("{every_item: {item_quantity: 1}}", {}, True),
    ("{any_item: {item.kind: help}}", {"items": None}, None),
    ("{not: {order.gift: true}}", {}, None),
    ("{not: {order.gift: true, price: 1.00 EUR}}", {}, True),
    ("{not: {blocked_by: customer}}", {}, True),
    ("{not: {incident_cause: customer}}", {}, True),
    ("{any_of: [{order.gift: true}, {price: 120.00 EUR}]}", {}, True),
    ("{any_of: [{order.gift: true}, {price: 1.00 EUR}]}", {}, None),
    ("{all_of: [{order.gift: true}, {price: 1.00 EUR}]}", {}, False),
    ("{known: price}", {}, True),
    ("{known: [price, event]}", {}, False),
    ("{not: {known: event}}", {}, True),
    ("{known: {earlier_orders: {within: 9 days, is: 0}}}", customer(orders=[], whole_since=SEPTEMBER), True),
    ("{known: earlier_orders}", customer(orders=[], whole_since=SEPTEMBER), False),
    ("{known: first_purchase}", {}, False),
    ("{known: hold_reason}", {}, True),
    ("{downtime: {above: 48 hours}}", {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "order", "truth"), HOLDS, ids=[f"{n} {each[0]}" for n, each in enumerate(HOLDS)])
def test_a_condition_holds_fails_or_is_left_open(written, order, truth):
    tests = read_conditions(place(written), scope())
    assert AllOf(tests).truth(facts(**order)) is truth


def test_a_condition_is_defined_once_and_used_by_name():
    named = read_named(place("{cheap: {price: {below: 10.00 EUR}}, dear: {not: {cheap: true}}}"), scope())
    assert named["cheap"].truth(facts()) is False
    assert named["dear"].truth(facts()) is True
    assert named["dear"].written() == "not cheap"


def test_downtime_is_measured_by_the_clock():
    incident = {"kind": "outage", "cause": "provider", "started_at": "2026-11-20T10:00:00+01:00"}
    for ended, truth in (("2026-11-22T10:00:00+01:00", False), ("2026-11-22T10:00:01+01:00", True)):
        for figure in ("48 hours", "2 days"):
            (test,) = read_conditions(place(f"{{downtime: {{above: {figure}}}}}"), scope())
            told = facts(incidents=[incident | {"resolved_at": ended}], claim={"issue": "outage"})
            assert test.truth(told) is truth


@pytest.mark.parametrize(
    ("written", "said", "way_out"),
    [
        ("{prise: 1.00 EUR}", "`prise` is not a condition", "price"),
        ("{order.colour: red}", "`order.colour` is not a condition", "order.gift"),
        ("{item.kind: seat}", "`item.kind` is not a condition", "any_item"),
        ("{price: much}", "`much` is not a sum of money", "200.00 EUR"),
        ("{price: {above: 20}}", "`20` is not a sum of money", "200.00 EUR"),
        ("{price: {above: 20.00 XXQ}}", "`XXQ` is not a currency", "ISO 4217"),
        ("{price: {over: 20.00 EUR}}", "`over` is not known here", "above"),
        ("{price: {}}", "there is no sum here", "EUR"),
        ("{used_percent: {}}", "`used_percent` is compared with nothing", "above"),
        ("{used_percent: half}", "`half` is not a number", "with a point"),
        ("{used_percent: {between: [1]}}", "`between` takes two figures", "lower, upper"),
        ("{used_percent: {between: [2, 1]}}", "nothing is between 2 and 1", "smaller one first"),
        ("{used_percent: {within: 3 days}}", "`within` is not known here", "above"),
        ("{purchase: {within: a month}}", "`a month` is not a time around a moment", "30 days after"),
        ("{purchase: {before: monday}}", "`monday` is not a date", "2025-01-01"),
        ("{since_purchase: {above: long}}", "`long` is not a length of time", "days"),
        ("{downtime: {above: 1 month}}", "`downtime` is measured by the clock", "hours"),
        ("{order.gift: maybe}", "`maybe` is not a known answer", "true, false"),
        ("{product.category: boat}", "`boat` is not a known answer to `product.category`", "gift_card"),
        ("{product.category: {not: plan}}", "`not` is not known here", "one_of"),
        ("{issue: []}", "the list is empty", "Write one"),
        ("{price: {one_of: []}}", "the list is empty", "Write one"),
        ("{order.note: []}", "the list is empty", "Write one"),
        ("{product.category: {one_of: []}}", "the list is empty", "Write one"),
        ("{price: {between: [10.00 EUR, 200.00 SEK]}}", "are of different currencies", "the same"),
        ("{price: {between: [{EUR: 200.00, SEK: 1.00}, {EUR: 10.00, SEK: 900.00}]}}", "nothing is between", "smaller"),
        ("{any_of: []}", "a list of conditions is expected", "- {...}"),
        ("{any_of: {price: 1.00 EUR}}", "a list is expected here", "[a, b]"),
        ("{known: prise}", "`prise` is not a condition", "price"),
        ("{not: {}}", "there is no condition here", "Name one"),
        ("{known: {}}", "there is no condition here", "Name one"),
        ("{known: []}", "there is no condition here", "Name one"),
        ("{known: reported_late}", "`reported_late` needs the setting `late_report`", "settings"),
        ("{earlier_orders: {within: 3 days}}", "`earlier_orders` is compared with nothing", "above"),
    ],
)
def test_what_the_vocabulary_does_not_hold_is_refused_with_a_way_out(written, said, way_out):
    with pytest.raises(PolicyError) as caught:
        read_conditions(place(written), scope())
    assert said in str(caught.value)
    assert way_out in caught.value.way_out


@pytest.mark.parametrize("name", ["price", "disputed", "not", "order.gift", "Cheap", "2nd", "any_item"])
def test_a_condition_takes_no_name_that_is_taken_or_is_none(name):
    with pytest.raises(PolicyError, match=r"is a word already|is not a name"):
        read_named(place(f"{{{name}: {{price: 1.00 EUR}}}}"), scope())


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("{order: {Fee: money}}", "`Fee` is not a name of an attribute"),
        ("{order: {fee: dollars}}", "`dollars` is not a known type"),
        ("{basket: {fee: money}}", "`basket` is not known here"),
        ("{order: {size: {one_of: [big]}}}", "`size` is one of what?"),
        ("{order: {size: {one_of: [big, big]}}}", "`size` is one of what?"),
        ("{order: {size: {of: [big, small]}}}", "`of` is not known here"),
    ],
)
def test_an_attribute_that_is_declared_wrongly_is_refused(declared, said):
    with pytest.raises(PolicyError) as caught:
        read_attributes(place(declared))
    assert said in str(caught.value)

"""What a shop tells beyond an ordinary order goes with the person, where it may hold words or tell who they are."""

from amends.cases.entries import EntryKind
from amends.orders.order import Order
from amends.privacy import words
from tests.orders.sample import document

OWN = {
    "customer": {
        "email": "kari@example.com",
        "attributes": {"nickname": "Kari H."},
        "history": {"orders": [{"number": "NN-70000", "placed_at": "2026-01-01T09:00:00Z"}]},
    },
    "product": {"name": "Uptime", "kind": "service", "attributes": {"engraving": "For Kari"}},
    "attributes": {"note": "Ring at Holm's"},
    "items": [{"id": "1", "name": "For Kari", "amount": {"amount": "490.00", "currency": "NOK"}}],
    "subscription": {"interval": "year"},
    "event_at": "2026-12-24T18:00:00Z",
}


def test_own_facts_history_and_lines_go_and_the_order_can_still_be_read():
    erased = words.order(document(**OWN), lambda address: "pseudonym")
    assert "Kari" not in str(erased)
    assert "Holm" not in str(erased)
    read = Order.from_json(erased)
    assert (read.attributes, read.customer.history, read.items) == ({}, None, None)
    assert read.subscription is not None
    assert read.subscription.months == 12
    assert read.event_at is not None


def test_values_that_a_decision_compared_stay_and_own_facts_go():
    facts = {"price": {"amount": "1.00", "currency": "NOK"}, "customer.nickname": "Kari H.", "unknown": ["delivery"]}
    kept = words.decision({"reasons": [{"clause": "1", "facts": facts}]})["reasons"][0]["facts"]
    assert kept == {name: facts[name] for name in ("price", "unknown")}


def test_the_page_of_an_erased_case_still_says_until_when_it_was_put_off():
    until = "2026-12-24T18:00:00+00:00"
    assert words.line(EntryKind.SNOOZED, {"name": "Anna", "until": until}, str) == {"name": "Anna", "until": until}
